/* Dates of mails (RFC 5322, 3.3), with the forms that old and odd programs write. */
#ifndef MAIL_DATE_H
#define MAIL_DATE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/clock.h"

/*
 * Microseconds, or TIME_NONE. *is_odd tells that it had to be guessed at: an unknown or impossible
 * zone (taken as UTC), a form of no RFC.
 */
int64_t date_read(struct bytes value, bool *is_odd);

#endif
