/* What an event does to the clocks of its tickets: begin, pause, go on, begin anew, end. */
#include <inttypes.h>
#include <string.h>

#include "base/timestamp.h"
#include "desk/calendar.h"
#include "desk/clock.h"

/* The clocks of one ticket while an event is settled. */
struct settling {
	struct record *record;
	struct ticket *ticket;
	const struct conf_policy *policy;
	struct clocks clocks;
};

void clock_journal(struct record *record, struct ticket *ticket, const struct conf_policy *policy,
		   enum clock_name name, const char *what, const char *key, const char *value)
{
	if (policy_target(policy, name))
		record_journal(record, ticket, "clock", BY_CLOCK, policy->name, NULL, NULL, "name",
			       clock_name_text(name), "what", what, key, value, NULL);
}

/* With when it is due, as far as that is known now; of one that ended the seconds of working time
 * that it took. */
static void journal(struct settling *at, enum clock_name name, const char *what)
{
	const struct clock_run *run = &at->clocks.runs[name];
	int64_t target_us = policy_target(at->policy, name), due_us;
	const struct conf_calendar *calendar;
	char due[TIMESTAMP_LEN];

	if (!target_us)
		return;
	calendar = calendar_at(at->record->conf, at->policy->calendar);
	if (run->is_over) {
		clock_journal(
		    at->record, at->ticket, at->policy, name, what, "after",
		    arena_printf(at->record->arena, "%" PRId64,
				 clock_used(run, calendar, at->record->now_us) / SECOND_US));
		return;
	}
	due_us = run->count % 2 ? clock_reaches(run, calendar, target_us) : TIME_NONE;
	clock_journal(at->record, at->ticket, at->policy, name, what, "due",
		      due_us == TIME_NONE ? NULL : timestamp_rfc3339(due_us, due));
}

static void add_moment(struct settling *at, struct clock_run *run)
{
	int64_t *moments = arena_array(at->record->arena, run->count + 1, sizeof *moments);

	if (run->count)
		memcpy(moments, run->moments, run->count * sizeof *moments);
	moments[run->count++] = at->record->now_us;
	run->moments = moments;
}

static void begin(struct settling *at, enum clock_name name)
{
	struct clock_run *run = &at->clocks.runs[name];

	*run = (struct clock_run){.was_missed = run->was_missed || run->is_missed};
	add_moment(at, run);
	journal(at, name, "start");
}

/* What was missed is not met any more, however it ends. */
static void end(struct settling *at, enum clock_name name, const char *what)
{
	struct clock_run *run = &at->clocks.runs[name];

	if (run->is_over || !run->count)
		return;
	if (run->count % 2)
		add_moment(at, run);
	run->is_over = true;
	journal(at, name, run->is_missed ? "stop" : what);
}

static void pause_clock(struct settling *at, enum clock_name name)
{
	struct clock_run *run = &at->clocks.runs[name];

	if (run->is_over || run->count % 2 == 0)
		return;
	add_moment(at, run);
	journal(at, name, "pause");
}

static void resume(struct settling *at, enum clock_name name)
{
	struct clock_run *run = &at->clocks.runs[name];

	if (run->is_over || run->count % 2)
		return;
	add_moment(at, run);
	journal(at, name, run->count == 1 ? "start" : "resume");
}

/* A human's words went to the customer. */
static bool is_answered(const struct record *record, const struct ticket *ticket)
{
	const struct changes *changes = record->changes;

	if (changes->message.ticket == ticket && changes->message.by == MESSAGE_AGENT &&
	    changes->message.is_public)
		return true;
	for (size_t i = 0; i < changes->mail_count; i++)
		if (changes->mails[i].ticket == ticket && changes->mails[i].is_words &&
		    changes->mails[i].audience == AUDIENCE_CUSTOMER)
			return true;
	return false;
}

static bool is_running(enum ticket_status status)
{
	return status == STATUS_NEW || status == STATUS_OPEN;
}

/* Its sender is called a spammer in this event. */
static bool is_spam(const struct record *record, const struct ticket *ticket)
{
	const struct changes *changes = record->changes;

	for (size_t i = 0; i < changes->suppression_count; i++)
		if (changes->suppressions[i].reason &&
		    strcmp(changes->suppressions[i].reason, SUPPRESSED_SPAM) == 0 &&
		    strcmp(changes->suppressions[i].email, ticket->requester.email) == 0)
			return true;
	return false;
}

/* Nobody is owed anything any more: it went into another ticket, or was spam. */
static bool is_void(const struct record *record, const struct ticket *ticket)
{
	return ticket->merged_into || (ticket->status == STATUS_CLOSED && is_spam(record, ticket));
}

static void answered(struct settling *at)
{
	end(at, CLOCK_FIRST, "met");
	end(at, CLOCK_UPDATE, "met");
	begin(at, CLOCK_UPDATE);
}

static void set_status(struct settling *at)
{
	bool is_solved = !ticket_status_is_live(at->ticket->status);

	for (int i = 0; i < CLOCK_COUNT; i++) {
		enum clock_name name = (enum clock_name)i;

		if (is_running(at->ticket->status)) {
			if (name == CLOCK_RESOLVE)
				at->clocks.runs[name].is_over = false; /* it was opened again */
			resume(at, name);
		} else if (is_void(at->record, at->ticket)) {
			end(at, name, "stop");
		} else if (is_solved && name == CLOCK_RESOLVE) {
			end(at, name, "met");
		} else {
			pause_clock(at, name);
		}
	}
}

/* Another policy: its targets go by the same log. */
static void change_policy(struct settling *at)
{
	const char *name = at->policy ? at->policy->name : NULL, *old = at->clocks.policy;

	if (name == old || (name && old && strcmp(name, old) == 0))
		return;
	if (at->ticket->clocks) /* it had some before this event */
		record_journal(at->record, at->ticket, "policy", BY_CLOCK, NULL, old, name, NULL);
	at->clocks.policy = name;
}

/* A miss that the targets of today don't know any more. */
static void forgive(struct settling *at)
{
	for (int i = 0; i < CLOCK_COUNT; i++) {
		struct clock_run *run = &at->clocks.runs[i];
		int64_t target_us = policy_target(at->policy, (enum clock_name)i);

		if (run->is_missed &&
		    (!target_us ||
		     clock_used(run, calendar_at(at->record->conf, at->policy->calendar),
				at->record->now_us) < target_us))
			run->is_missed = false;
	}
}

/* Warnings and misses until now, and the deadline of the next. */
static void step(struct settling *at)
{
	int64_t next_us = TIME_NONE;

	for (int i = 0; i < CLOCK_COUNT; i++) {
		int64_t clock_us = clock_step(at->record, at->ticket, at->policy,
					      &at->clocks.runs[i], (enum clock_name)i);

		if (clock_us != TIME_NONE && (next_us == TIME_NONE || clock_us < next_us))
			next_us = clock_us;
	}
	record_deadline(at->record, at->ticket, CLOCK_DEADLINE, next_us, NULL);
}

static void settle_ticket(struct record *record, const struct ticket_change *change)
{
	struct settling at = {.record = record, .ticket = change->after};
	bool had_policy;

	at.policy = policy_of(record->conf, at.ticket);
	at.clocks = clocks_read(at.ticket->clocks, record->arena);
	had_policy = at.clocks.policy != NULL;
	change_policy(&at);
	forgive(&at);
	if (at.policy) /* what is over was over before this event */
		step(&at);
	if (is_answered(record, at.ticket))
		answered(&at);
	if (!change->before || change->before->status != at.ticket->status ||
	    change->before->merged_into != at.ticket->merged_into || !at.ticket->clocks)
		set_status(&at);
	else if (is_answered(record, at.ticket) && !is_running(at.ticket->status))
		pause_clock(&at, CLOCK_UPDATE);
	at.ticket->clocks = clocks_text(&at.clocks, record->arena);
	if (at.policy)
		step(&at);
	else if (had_policy)
		record_deadline(record, at.ticket, CLOCK_DEADLINE, TIME_NONE, NULL);
	at.ticket->clocks = clocks_text(&at.clocks, record->arena);
}

void clocks_settle(struct record *record)
{
	for (size_t i = 0; i < record->changes->ticket_count; i++)
		settle_ticket(record, &record->changes->tickets[i]);
}
