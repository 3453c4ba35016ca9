/* What a deadline does when its moment has come. */
#include <string.h>

#include "desk/promise.h"
#include "desk/rules.h"

static void close_solved(struct record *record, struct ticket *ticket)
{
	if (ticket->status == STATUS_SOLVED)
		record_status(record, ticket, STATUS_CLOSED, BY_CLOCK, "closing.solved");
}

/* Which kinds of deadlines there are; each is gone when its rule runs. */
static const struct {
	const char *kind;
	void (*run)(struct record *record, struct ticket *ticket);
} dues[] = {
    {"close", close_solved},
    {"promise.lapse", promise_lapses},
};

void deadline_is_due(struct record *record)
{
	const struct deadline *deadline = record->event->deadline;
	const struct ticket *loaded = facts_ticket(record->facts, deadline->ticket);
	struct ticket *ticket;

	if (!loaded)
		return;
	ticket = record_ticket(record, loaded);
	record_deadline(record, ticket, deadline->kind, TIME_NONE, NULL);
	for (size_t i = 0; i < sizeof dues / sizeof *dues; i++)
		if (strcmp(dues[i].kind, deadline->kind) == 0)
			dues[i].run(record, ticket);
}
