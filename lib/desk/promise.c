#include "desk/promise.h"

#include <string.h>

#include "base/timestamp.h"

static const struct promise *open_promise(const struct ticket *ticket)
{
	return ticket->promise && ticket->promise->state == PROMISE_OPEN ? ticket->promise : NULL;
}

static void journal_promise(struct record *record, struct ticket *ticket, const char *by,
			    const struct promise *promise, const char *what)
{
	char until[TIMESTAMP_LEN];

	record_journal(record, ticket, "promise", by, NULL, NULL, NULL, "kind", promise->kind,
		       "until", timestamp_rfc3339(promise->until_us, until), "what", what, NULL);
}

static void push(struct record *record, struct ticket *ticket, const struct promise *promise)
{
	struct changes *changes = record->changes;

	for (size_t i = 0; i < changes->promise_count; i++)
		if (changes->promises[i].ticket == ticket && !changes->promises[i].promise->id &&
		    !promise->id) {
			changes->promises[i].promise = promise;
			return;
		}
	changes->promises = arena_grow(record->arena, changes->promises, changes->promise_count,
				       sizeof *changes->promises);
	changes->promises[changes->promise_count++] = (struct promise_change){ticket, promise};
}

static void watch(struct record *record, struct ticket *ticket, const struct promise *promise)
{
	record_deadline(record, ticket, "promise.lapse", promise ? promise->until_us : TIME_NONE,
			NULL);
}

void record_promise(struct record *record, struct ticket *ticket, const char *kind,
		    int64_t until_us, const char *by)
{
	struct promise *promise = ARENA_NEW(record->arena, struct promise);
	bool is_delay = strcmp(kind, PROMISE_DELAY) == 0;

	*promise = (struct promise){.kind = kind,
				    .by = by,
				    .made_us = record->now_us,
				    .until_us = until_us,
				    .settled_us = TIME_NONE};
	if (is_delay && ticket->promise)
		promise->delays = ticket->promise->delays + 1;
	push(record, ticket, promise);
	journal_promise(record, ticket, by, promise, "made");
	ticket->promise = promise;
	watch(record, ticket, promise);
}

static void settle(struct record *record, struct ticket *ticket, const struct promise *promise,
		   enum promise_state state, const char *by)
{
	struct promise *settled = ARENA_NEW(record->arena, struct promise);

	*settled = *promise;
	settled->state = state;
	settled->settled_us = record->now_us;
	push(record, ticket, settled);
	journal_promise(record, ticket, by, settled, promise_state_name(state));
	if (ticket->promise != promise)
		return; /* another one is open, and watched */
	ticket->promise = NULL;
	watch(record, ticket, NULL);
}

/* A person's public answer went out in this event. */
static bool is_answered(const struct record *record, const struct ticket *ticket)
{
	const struct message_change *message = &record->changes->message;

	return message->ticket == ticket && message->by == MESSAGE_AGENT && message->is_public;
}

/* Nobody is owed an answer any more: it went into another ticket, or was spam. */
static bool is_void(const struct ticket *ticket)
{
	return ticket->merged_into ||
	       (ticket->status == STATUS_CLOSED && ticket->requester.is_suppressed);
}

static void settle_ticket(struct record *record, const struct ticket_change *change)
{
	const struct promise *promise = open_promise(change->before);
	struct ticket *ticket = change->after;

	if (!promise)
		return;
	if (is_answered(record, ticket))
		settle(record, ticket, promise, PROMISE_KEPT, record->changes->message.agent);
	else if (ticket->promise && ticket->promise != promise)
		settle(record, ticket, promise, PROMISE_RENEWED, ticket->promise->by);
	else if (ticket->promise == promise && is_void(ticket))
		settle(record, ticket, promise, PROMISE_VOID, BY_INTAKE);
}

void promise_settle(struct record *record)
{
	struct changes *changes = record->changes;

	for (size_t i = 0; i < changes->ticket_count; i++)
		if (changes->tickets[i].before)
			settle_ticket(record, &changes->tickets[i]);
}

void promise_lapses(struct record *record, struct ticket *ticket)
{
	const struct promise *promise = open_promise(ticket);

	if (promise)
		settle(record, ticket, promise, PROMISE_BROKEN, BY_CLOCK);
}
