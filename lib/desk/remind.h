/* Reminders: a mail to an agent about a ticket, at a moment that they chose. */
#ifndef DESK_REMIND_H
#define DESK_REMIND_H

#include "desk/record.h"

/* words: what they want to be told, "" for nothing more than the ticket. agent: an index in conf.
 */
void remind_set(struct record *record, struct ticket *ticket, size_t agent, int64_t at_us,
		const char *words);

/* The deadline "remind:AGENT:…": its moment has come. */
void remind_is_due(struct record *record, struct ticket *ticket);

#endif
