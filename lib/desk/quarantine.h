/* Mails that can't be taken in: the admin is told of the first at once, and of those that follow
 * within an hour in one mail, with their number. */
#ifndef DESK_QUARANTINE_H
#define DESK_QUARANTINE_H

#include "desk/record.h"

void quarantine_mail(struct record *record, const char *reason);

/* The timer "quarantine". */
void quarantine_wants(const struct conf *conf, const char *whom, struct wants *wants,
		      struct arena *arena);
void quarantine_due(struct record *record, const char *whom);

#endif
