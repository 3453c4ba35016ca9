/* Until when a person is away, where an automatic answer says so. */
#ifndef MAIL_AWAY_H
#define MAIL_AWAY_H

#include "mail/reading.h"

/*
 * Sets message->away_until_us: the first moment (UTC) of the day on which they are back. Only for
 * automatic answers with a date of their own, since years are left out and zones unknown.
 */
void away_read(struct reading *reading);

#endif
