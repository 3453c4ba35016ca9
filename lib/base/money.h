/* Amounts of money: whole minor units of a currency (ISO 4217, as ICU knows it). Never a fraction
 * in binary. */
#ifndef BASE_MONEY_H
#define BASE_MONEY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct money {
	int64_t minor;    /* cents of EUR, yen of JPY, fils of KWD */
	char currency[4]; /* "EUR" */
};

/*
 * "40 EUR", "EUR 40", "40.50 EUR", "40,50 EUR", "€40": greater than nothing, with as many decimals
 * as the currency has, or none. Without a currency it is `otherwise` (NULL: that is an error). What
 * parts thousands is refused, for it may have been meant as decimals. ERR_INPUT.
 */
int money_parse(const char *text, const char *otherwise, struct money *out, struct err *err);

/* "40 EUR", "40.50 EUR". */
const char *money_text(struct arena *arena, const struct money *money);

bool money_is_same_currency(const struct money *a, const struct money *b);

#endif
