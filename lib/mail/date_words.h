/* Dates in prose, in the languages of our customers (ICU knows their months and weekdays). */
#ifndef MAIL_DATE_WORDS_H
#define MAIL_DATE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/clock.h"

struct date_word {
	size_t from, to; /* where it stands in the text */
	int64_t day_us;  /* its first moment, UTC */
};

/*
 * The next date in a folded text at or after `at`; false where there is none. near_us is the moment
 * of writing: it gives the year that is left out, and which of 3/4 is the month.
 */
bool date_word_next(const char *folded, size_t at, int64_t near_us, struct date_word *found);

#endif
