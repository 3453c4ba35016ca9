#include "desk/closing.h"

#include "desk/courtesy.h"
#include "desk/moment.h"

static void set_deadlines(struct record *record, struct ticket *ticket, int64_t from_us)
{
	const struct conf_closing *closing = &record->conf->closing;

	if (!closing->pending_us)
		return;
	if (closing->pending_warn_us)
		record_deadline(record, ticket, "closing.warn", from_us + closing->pending_warn_us,
				NULL);
	record_deadline(record, ticket, "closing.pending", from_us + closing->pending_us, NULL);
}

void closing_settle(struct record *record)
{
	struct changes *changes = record->changes;

	for (size_t i = 0; i < changes->ticket_count; i++) {
		const struct ticket *before = changes->tickets[i].before;
		struct ticket *ticket = changes->tickets[i].after;
		bool was_pending = before && before->status == STATUS_PENDING;
		bool is_pending = ticket->status == STATUS_PENDING && !ticket->merged_into;

		if (is_pending && (!was_pending || record_public_answer(record, ticket))) {
			set_deadlines(record, ticket, record->now_us);
		} else if (was_pending && !is_pending) {
			record_deadline(record, ticket, "closing.warn", TIME_NONE, NULL);
			record_deadline(record, ticket, "closing.pending", TIME_NONE, NULL);
		}
	}
}

/* Until when it is not the customer who lets it rest: they are away, or we owe them a word;
 * TIME_NONE. */
static int64_t excused_until(const struct record *record, const struct ticket *ticket)
{
	int64_t away_us = ticket->requester.away_until_us;
	int64_t owed_us = ticket->promise ? ticket->promise->until_us : TIME_NONE;
	int64_t until_us = away_us != TIME_NONE && away_us > record->now_us ? away_us : TIME_NONE;

	if (owed_us != TIME_NONE && owed_us > record->now_us &&
	    (until_us == TIME_NONE || owed_us > until_us))
		until_us = owed_us;
	return until_us;
}

/* Where the time does not count, it begins anew behind it. */
static bool may_rest(struct record *record, struct ticket *ticket)
{
	int64_t until_us;

	if (ticket->status != STATUS_PENDING || !record->conf->closing.pending_us ||
	    record->event->deadline->ticket != ticket->number)
		return false;
	until_us = excused_until(record, ticket);
	if (until_us == TIME_NONE)
		return true;
	set_deadlines(record, ticket, until_us);
	return false;
}

void closing_warns(struct record *record, struct ticket *ticket)
{
	const struct conf_closing *closing = &record->conf->closing;
	int64_t closes_us = record->now_us + closing->pending_us - closing->pending_warn_us;
	struct mail_change *mail;

	if (!may_rest(record, ticket))
		return;
	mail = courtesy_mail(record, ticket, "closing-warning", BY_CLOCK);
	if (mail)
		record_pair(record, mail, "promise",
			    moment_for_customer(record->conf, ticket, closes_us, record->arena));
}

void closing_closes(struct record *record, struct ticket *ticket)
{
	if (!may_rest(record, ticket))
		return;
	record_status(record, ticket, STATUS_CLOSED, BY_CLOCK, "closing.pending");
	courtesy_mail(record, ticket, "closed", BY_CLOCK);
}

void closing_closes_solved(struct record *record, struct ticket *ticket)
{
	if (ticket->status == STATUS_SOLVED)
		record_status(record, ticket, STATUS_CLOSED, BY_CLOCK, "closing.solved");
}
