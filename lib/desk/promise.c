#include "desk/promise.h"

#include <string.h>

#include "base/timestamp.h"
#include "desk/calendar.h"
#include "desk/clock.h"
#include "desk/courtesy.h"
#include "desk/moment.h"
#include "desk/holding.h"
#include "desk/nag.h"
#include "desk/policy.h"

/* So much of its time has gone when the agent is asked, and when the customer is told of a later
 * one. */
enum { ASK_PERCENT = 75, TELL_PERCENT = 90 };

/* The customer is told of a later time so often; then it is for the manager. */
enum { DELAYS_MAX = 1 };

static const struct promise *open_promise(const struct ticket *ticket)
{
	return ticket->promise && ticket->promise->state == PROMISE_OPEN ? ticket->promise : NULL;
}

static const struct conf_calendar *calendar_of(const struct record *record,
					       const struct ticket *ticket)
{
	const struct conf_policy *policy = policy_of(record->conf, ticket);

	return policy ? calendar_at(record->conf, policy->calendar) : NULL;
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

/* The working time of a promise counts, where its ticket has a calendar. */
static int64_t working_len(const struct record *record, const struct ticket *ticket,
			   const struct promise *promise)
{
	return calendar_between(calendar_of(record, ticket), promise->made_us, promise->until_us);
}

static int64_t part_of(const struct record *record, const struct ticket *ticket,
		       const struct promise *promise, int percent)
{
	int64_t len_us = working_len(record, ticket, promise), at_us;

	/* It was given for a time when nobody works. */
	if (!len_us)
		return promise->made_us + (promise->until_us - promise->made_us) / 100 * percent;
	at_us = calendar_add(calendar_of(record, ticket), promise->made_us, len_us / 100 * percent);
	return at_us == TIME_NONE ? promise->until_us : at_us;
}

static void watch(struct record *record, struct ticket *ticket, const struct promise *promise)
{
	record_deadline(record, ticket, "promise.ask",
			promise ? part_of(record, ticket, promise, ASK_PERCENT) : TIME_NONE, NULL);
	record_deadline(record, ticket, "promise.tell",
			promise ? part_of(record, ticket, promise, TELL_PERCENT) : TIME_NONE, NULL);
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

/* Nobody is owed an answer any more: it went into another ticket, or was spam. */
static bool is_void(const struct record *record, const struct ticket *ticket)
{
	const struct changes *changes = record->changes;

	for (size_t i = 0; i < changes->suppression_count; i++)
		if (changes->suppressions[i].reason &&
		    strcmp(changes->suppressions[i].reason, SUPPRESSED_SPAM) == 0)
			return true;
	return ticket->merged_into;
}

static void settle_ticket(struct record *record, const struct ticket_change *change)
{
	const struct promise *promise = open_promise(change->before);
	struct ticket *ticket = change->after;
	const struct message_change *answer = record_public_answer(record, ticket);

	if (!promise)
		return;
	if (answer)
		settle(record, ticket, promise, PROMISE_KEPT, answer->agent);
	else if (ticket->promise && ticket->promise != promise)
		settle(record, ticket, promise, PROMISE_RENEWED, ticket->promise->by);
	else if (ticket->promise == promise && is_void(record, ticket))
		settle(record, ticket, promise, PROMISE_VOID, BY_INTAKE);
}

void promise_settle(struct record *record)
{
	struct changes *changes = record->changes;

	for (size_t i = 0; i < changes->ticket_count; i++)
		if (changes->tickets[i].before)
			settle_ticket(record, &changes->tickets[i]);
}

/* The promise that a deadline of this ticket watches; NULL where it is not for us to remind anybody
 * of: nobody works on the ticket any more, or it was merged into this one. */
static const struct promise *watched(const struct record *record, const struct ticket *ticket)
{
	return record->event->deadline->ticket == ticket->number ? open_promise(ticket) : NULL;
}

/* The first clock has missed its target: owner and manager know. */
static bool is_missed(const struct record *record, const struct ticket *ticket)
{
	const char *missed = clock_breached(record->conf, ticket, record->arena);

	return missed && strstr(missed, "first");
}

/* The time of an acknowledgement is that of a clock, whose warnings, misses and reminders tell the
 * same people. */
static bool is_told(const struct record *record, const struct ticket *ticket,
		    const struct promise *promise)
{
	const struct conf_policy *policy = policy_of(record->conf, ticket);

	if (!policy)
		return false;
	if (strcmp(promise->kind, PROMISE_ACK) == 0)
		return policy->warn.count > 0;
	return strcmp(promise->kind, PROMISE_DELAY) == 0 && is_missed(record, ticket);
}

void promise_asks(struct record *record, struct ticket *ticket)
{
	const struct promise *promise = watched(record, ticket);

	if (promise && ticket_status_is_live(ticket->status) && !is_told(record, ticket, promise))
		nag_owner(record, ticket,
			  "The customer was promised a word from us and has not had it yet.",
			  promise->until_us);
}

/* The same working time once more, from now on. */
static int64_t later_time(const struct record *record, const struct ticket *ticket,
			  const struct promise *promise)
{
	int64_t len_us = working_len(record, ticket, promise), until_us;

	if (!len_us)
		len_us = promise->until_us - promise->made_us;
	until_us = calendar_add(calendar_of(record, ticket), record->now_us, len_us);
	return until_us == TIME_NONE ? record->now_us + len_us : until_us;
}

static bool tell_customer(struct record *record, struct ticket *ticket,
			  const struct promise *promise)
{
	int64_t until_us = later_time(record, ticket, promise);
	struct mail_change *mail = courtesy_mail(record, ticket, "delay", BY_CLOCK);

	if (!mail)
		return false;
	record_pair(record, mail, "promise",
		    moment_for_customer(record->conf, ticket, until_us, record->arena));
	record_pair(record, mail, "promise_before",
		    moment_for_customer(record->conf, ticket, promise->until_us, record->arena));
	record_promise(record, ticket, PROMISE_DELAY, until_us, BY_CLOCK);
	return true;
}

bool promise_is_told(const struct deadline *deadline)
{
	return strcmp(deadline->kind, "promise.tell") == 0;
}

/* "25 min", "3 h": units that each of our languages has. */
static const char *span_words(int64_t span_us, struct arena *arena)
{
	if (span_us < HOUR_US)
		return arena_printf(arena, "%d min", (int)(span_us / MINUTE_US) + 1);
	return arena_printf(arena, "%d h", (int)((span_us + HOUR_US - 1) / HOUR_US));
}

void promise_acknowledges(struct record *record, struct ticket *ticket, struct mail_change *mail)
{
	const struct conf_policy *policy = policy_of(record->conf, ticket);
	int64_t until_us = clock_due_from(record->conf, ticket, CLOCK_FIRST, record->now_us);

	if (until_us != TIME_NONE && record->conf->promises.margin_us)
		until_us = calendar_add(calendar_at(record->conf, policy->calendar), until_us,
					record->conf->promises.margin_us);
	if (until_us == TIME_NONE)
		return;
	record_pair(record, mail, "promise",
		    moment_for_customer(record->conf, ticket, until_us, record->arena));
	record_promise(record, ticket, PROMISE_ACK, until_us, BY_INTAKE);
	if (record->facts->usual_us > 0)
		record_pair(record, mail, "usual",
			    span_words(record->facts->usual_us, record->arena));
}

void promise_tells(struct record *record, struct ticket *ticket)
{
	const struct promise *promise = watched(record, ticket);

	if (!promise || !ticket_status_is_live(ticket->status))
		return;
	if (strcmp(promise->kind, PROMISE_UPDATE) == 0) {
		holding_is_due(record, ticket);
		return;
	}
	if (promise->delays < DELAYS_MAX && tell_customer(record, ticket, promise))
		return;
	if (promise->delays && is_told(record, ticket, promise))
		return;
	nag_manager(record, ticket,
		    promise->delays
			? "The customer was told of a later time once already, and waits again."
			: "The customer was promised a word from us, and can't be told of a "
			  "later time.",
		    promise->until_us);
}

void promise_lapses(struct record *record, struct ticket *ticket)
{
	const struct promise *promise = watched(record, ticket);

	if (promise)
		settle(record, ticket, promise, PROMISE_BROKEN, BY_CLOCK);
}
