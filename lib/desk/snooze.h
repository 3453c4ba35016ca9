/* Tickets that an agent has put off: they stand in no queue until their moment, or until their
 * customer writes. */
#ifndef DESK_SNOOZE_H
#define DESK_SNOOZE_H

#include "desk/record.h"

/* The ticket's field that says until when, RFC 3339. */
#define SNOOZED_FIELD "snoozed_until"

/* by: the agent's id; they are told when its moment has come and nobody owns the ticket. */
void snooze_set(struct record *record, struct ticket *ticket, int64_t until_us, const char *by);

/* It is in its queue again; nothing where it was not put off. */
void snooze_end(struct record *record, struct ticket *ticket, const char *by, const char *rule);

/* The deadline "snooze": its moment has come, and whoever owns it is told. */
void snooze_is_over(struct record *record, struct ticket *ticket);

#endif
