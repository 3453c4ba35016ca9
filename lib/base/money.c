#include "base/money.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include <unicode/ucurr.h>

static const struct {
	const char *sign, *currency;
} signs[] = {{"€", "EUR"}, {"$", "USD"}, {"£", "GBP"}, {"¥", "JPY"}, {"₹", "INR"}};

enum { MINOR_MAX_DIGITS = 15, DECIMALS_MAX = 4 };

/* How many decimals the currency has; -1 where there is none of that name. */
static int decimals_of(const char *currency)
{
	UErrorCode code = U_ZERO_ERROR;
	UChar name[4];
	int32_t digits;

	for (size_t i = 0; i < 4; i++)
		name[i] = (UChar)currency[i];
	if (ucurr_getNumericCode(name) == 0)
		return -1;
	digits = ucurr_getDefaultFractionDigits(name, &code);
	return U_SUCCESS(code) && digits <= DECIMALS_MAX ? digits : -1;
}

static const char *pass_blanks(const char *at)
{
	while (*at == ' ' || *at == '\t')
		at++;
	return at;
}

/* A sign or three letters; returns what is behind it, at itself where there is none. */
static const char *read_currency(const char *at, char currency[4])
{
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (strncmp(at, signs[i].sign, strlen(signs[i].sign)) == 0) {
			memcpy(currency, signs[i].currency, 4);
			return pass_blanks(at + strlen(signs[i].sign));
		}
	for (size_t i = 0; i < 3; i++)
		if (!isalpha((unsigned char)at[i]))
			return at;
	if (isalpha((unsigned char)at[3]))
		return at;
	for (size_t i = 0; i < 3; i++)
		currency[i] = (char)toupper((unsigned char)at[i]);
	currency[3] = '\0';
	return pass_blanks(at + 3);
}

/* Digits, and behind one point or comma the decimals; returns what is behind them, or NULL. */
static const char *read_digits(const char *at, int64_t *whole, int64_t *part, int *decimals)
{
	int digits = 0;

	*whole = *part = 0;
	*decimals = 0;
	for (; isdigit((unsigned char)*at); at++, digits++)
		*whole = digits < MINOR_MAX_DIGITS ? *whole * 10 + (*at - '0') : *whole;
	if (!digits || digits >= MINOR_MAX_DIGITS - DECIMALS_MAX)
		return NULL;
	if ((*at != '.' && *at != ',') || !isdigit((unsigned char)at[1]))
		return at;
	for (at++; isdigit((unsigned char)*at); at++, ++*decimals)
		*part = *decimals < DECIMALS_MAX ? *part * 10 + (*at - '0') : *part;
	return at;
}

static int settle(const char *text, int64_t whole, int64_t part, int decimals, struct money *out,
		  struct err *err)
{
	int digits = decimals_of(out->currency);

	if (digits < 0)
		return err_set(err, ERR_INPUT, "\"%.3s\" is no currency; write one such as EUR",
			       out->currency);
	if (decimals && decimals != digits)
		return err_set(err, ERR_INPUT,
			       "\"%.40s\" has %d decimals, and %s has %d; write nothing between "
			       "thousands",
			       text, decimals, out->currency, digits);
	out->minor = whole;
	for (int i = 0; i < digits; i++)
		out->minor *= 10;
	out->minor += part;
	if (!out->minor)
		return err_set(err, ERR_INPUT, "\"%.40s\" is nothing", text);
	return 0;
}

int money_parse(const char *text, const char *otherwise, struct money *out, struct err *err)
{
	const char *at = pass_blanks(text);
	int64_t whole, part;
	int decimals;

	*out = (struct money){0};
	at = read_currency(at, out->currency);
	at = read_digits(at, &whole, &part, &decimals);
	if (at)
		at = pass_blanks(at);
	if (at && *at && !out->currency[0])
		at = read_currency(at, out->currency);
	if (!at || *at)
		return err_set(err, ERR_INPUT, "\"%.40s\" is no amount; write it as 40 EUR", text);
	if (!out->currency[0]) {
		if (!otherwise)
			return err_set(err, ERR_INPUT,
				       "\"%.40s\" has no currency; write it as 40 EUR", text);
		memcpy(out->currency, otherwise, 3);
	}
	return settle(text, whole, part, decimals, out, err);
}

const char *money_text(struct arena *arena, const struct money *money)
{
	int digits = decimals_of(money->currency);
	int64_t unit = 1;

	for (int i = 0; i < digits; i++)
		unit *= 10;
	if (money->minor % unit == 0)
		return arena_printf(arena, "%" PRId64 " %s", money->minor / unit, money->currency);
	return arena_printf(arena, "%" PRId64 ".%0*" PRId64 " %s", money->minor / unit, digits,
			    money->minor % unit, money->currency);
}

bool money_is_same_currency(const struct money *a, const struct money *b)
{
	return strcmp(a->currency, b->currency) == 0;
}
