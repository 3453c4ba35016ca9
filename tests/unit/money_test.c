/* Amounts of money: read, written, compared; exact. */
#include "base/money.h"
#include "unit/base_suites.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

static const struct {
	const char *text;
	int64_t minor;
	const char *currency, *shown;
} amounts[] = {
    {"40 EUR", 4000, "EUR", "40 EUR"},
    {"40EUR", 4000, "EUR", "40 EUR"},
    {"EUR 40", 4000, "EUR", "40 EUR"},
    {"40 eur", 4000, "EUR", "40 EUR"},
    {"40.50 EUR", 4050, "EUR", "40.50 EUR"},
    {"40,05 EUR", 4005, "EUR", "40.05 EUR"},
    {"0.01 EUR", 1, "EUR", "0.01 EUR"},
    {"\u20ac40", 4000, "EUR", "40 EUR"},
    {"40 \u20ac", 4000, "EUR", "40 EUR"},
    {"$12.34", 1234, "USD", "12.34 USD"},
    {"1000 JPY", 1000, "JPY", "1000 JPY"},
    {"1.234 KWD", 1234, "KWD", "1.234 KWD"},
    {"40", 4000, "EUR", "40 EUR"},
    {"9999999999 EUR", INT64_C(999999999900), "EUR", "9999999999 EUR"},
};

START_TEST(amounts_read_and_write)
{
	struct money money;
	struct arena arena;
	struct err err = {0};

	arena_init(&arena);
	ck_assert_msg(money_parse(amounts[_i].text, "EUR", &money, &err) == 0, "%s", err.text);
	ck_assert_int_eq(money.minor, amounts[_i].minor);
	ck_assert_str_eq(money.currency, amounts[_i].currency);
	ck_assert_str_eq(money_text(&arena, &money), amounts[_i].shown);
	arena_release(&arena);
}
END_TEST

static const char *const no_amounts[] = {
    "",
    "EUR",
    "much",
    "-40 EUR",
    "0 EUR",
    "0.00 EUR",
    "40 XYZ",
    "40 EU",
    "40 EURO",
    "40.5 EUR",
    "40.505 EUR",
    "1,000 EUR",
    "1.000 EUR",
    "1 000 EUR",
    "40 EUR EUR",
    "EUR 40 EUR",
    "40.",
    "10.5 JPY",
    "4e1 EUR",
    "0x28 EUR",
    "40 EUR please",
    "99999999999999999999 EUR",
};

START_TEST(amounts_refused)
{
	struct money money;
	struct err err = {0};

	ck_assert_msg(money_parse(no_amounts[_i], "EUR", &money, &err) == -1, "%s", no_amounts[_i]);
	ck_assert_int_eq(err.code, ERR_INPUT);
}
END_TEST

START_TEST(a_currency_is_needed)
{
	struct money money, other;
	struct err err = {0};

	ck_assert_int_eq(money_parse("40", NULL, &money, &err), -1);
	ck_assert_int_eq(money_parse("40 EUR", NULL, &money, &err), 0);
	ck_assert_int_eq(money_parse("40 USD", NULL, &other, &err), 0);
	ck_assert(!money_is_same_currency(&money, &other));
	ck_assert(money_is_same_currency(&money, &money));
}
END_TEST

Suite *money_suite(void)
{
	Suite *suite = suite_create("money");
	TCase *cases = tcase_create("money");

	tcase_add_loop_test(cases, amounts_read_and_write, 0, COUNT(amounts));
	tcase_add_loop_test(cases, amounts_refused, 0, COUNT(no_amounts));
	tcase_add_test(cases, a_currency_is_needed);
	suite_add_tcase(suite, cases);
	return suite;
}
