/* What a deadline does when its moment has come. */
#include <string.h>

#include "desk/rules.h"

void deadline_is_due(struct record *record)
{
	const struct deadline *deadline = record->event->deadline;
	const struct ticket *loaded = facts_ticket(record->facts, deadline->ticket);
	struct ticket *ticket;

	if (!loaded)
		return;
	ticket = record_ticket(record, loaded);
	record_deadline(record, ticket, deadline->kind, TIME_NONE, NULL);
	if (strcmp(deadline->kind, "close") == 0 && ticket->status == STATUS_SOLVED)
		record_status(record, ticket, STATUS_CLOSED, BY_CLOCK, "closing.solved");
}
