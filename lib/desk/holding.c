#include "desk/holding.h"

#include <stdlib.h>

#include "desk/calendar.h"
#include "desk/courtesy.h"
#include "desk/moment.h"
#include "desk/nag.h"
#include "desk/policy.h"
#include "desk/promise.h"
#include "desk/vague.h"

static long count_of(const struct ticket *ticket)
{
	const char *count = ticket_field(ticket, HOLDING_FIELD);

	return count ? strtol(count, NULL, 10) : 0;
}

/* The time that the customer was told and that still stands, unless it is near; else the next
 * turn of the update clock. */
static int64_t next_word(const struct record *record, const struct ticket *ticket, bool *is_new)
{
	const struct conf_policy *policy = policy_of(record->conf, ticket);
	int64_t target_us = policy_target(policy, CLOCK_UPDATE);
	bool stands = ticket->promise && ticket->promise->until_us > record->now_us &&
		      record->event->kind == EVENT_DUE && !promise_is_told(record->event->deadline);

	*is_new = !stands;
	if (stands)
		return ticket->promise->until_us;
	return target_us ? calendar_add(calendar_at(record->conf, policy->calendar), record->now_us,
					target_us)
			 : TIME_NONE;
}

void holding_is_due(struct record *record, struct ticket *ticket)
{
	long count = count_of(ticket);
	struct mail_change *mail;
	int64_t until_us;
	bool is_new;

	if (ticket->status != STATUS_NEW && ticket->status != STATUS_OPEN)
		return;
	if (count >= record->conf->promises.holding) {
		nag_manager(record, ticket,
			    "The customer was told several times that there is nothing yet, and "
			    "has had no word of a person.",
			    TIME_NONE);
		return;
	}
	mail = courtesy_mail(record, ticket, "holding", BY_CLOCK);
	if (!mail)
		return;
	record_field(record, ticket, HOLDING_FIELD, arena_printf(record->arena, "%ld", count + 1));
	until_us = next_word(record, ticket, &is_new);
	if (until_us == TIME_NONE)
		return;
	record_pair(record, mail, "promise",
		    moment_for_customer(record->conf, ticket, until_us, record->arena));
	if (is_new)
		record_promise(record, ticket, PROMISE_UPDATE, until_us, BY_CLOCK);
}

void holding_settle(struct record *record)
{
	struct changes *changes = record->changes;

	for (size_t i = 0; i < changes->ticket_count; i++) {
		struct ticket *ticket = changes->tickets[i].after;

		if (!record_public_answer(record, ticket))
			continue;
		if (ticket_field(ticket, HOLDING_FIELD))
			record_field(record, ticket, HOLDING_FIELD, NULL);
		if (ticket_field(ticket, VAGUE_FIELD))
			record_field(record, ticket, VAGUE_FIELD, NULL);
	}
}
