#include "desk/ladder.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/timestamp.h"
#include "desk/overseer.h"
#include "desk/signal.h"

/* Rules and causes that have fired, parted by blanks: "breach:first repeat:customer". */
#define FIRED "ladder.fired"

static bool has_fired(const struct ticket *ticket, const char *mark)
{
	const char *fired = ticket_field(ticket, FIRED);
	size_t len = strlen(mark);

	for (const char *at = fired ? strstr(fired, mark) : NULL; at; at = strstr(at + 1, mark))
		if ((at == fired || at[-1] == ' ') && (!at[len] || at[len] == ' '))
			return true;
	return false;
}

static void remember(struct record *record, struct ticket *ticket, const char *mark)
{
	const char *fired = ticket_field(ticket, FIRED);

	record_field(record, ticket, FIRED,
		     fired ? arena_printf(record->arena, "%s %s", fired, mark) : mark);
}

bool ladder_climb(struct record *record, struct ticket *ticket, const char *rule, const char *cause,
		  const char *reason)
{
	struct move move = {.by = record->event->kind == EVENT_DUE ? BY_CLOCK : BY_INTAKE,
			    .rule = rule,
			    .reason = reason,
			    .cause = cause};
	const char *mark = arena_printf(record->arena, "%s:%s", rule, cause);

	if (!record->conf->tier_count || !ticket_status_is_live(ticket->status) ||
	    has_fired(ticket, mark))
		return false;
	remember(record, ticket, mark);
	if (handoff_is_open(ticket)) {
		record_journal(record, ticket, "escalation", move.by, rule, NULL, NULL, "cause",
			       cause, "reason", reason, "result", "asked already", NULL);
		return true;
	}
	handoff_begin(record, ticket,
		      tier_above(record->conf, ticket, tier_of(record->conf, ticket)), &move);
	return true;
}

static bool has_word(const struct conf_strings *words, const char *word)
{
	for (size_t i = 0; i < words->count; i++)
		if (text_equal_nocase(words->items[i], word))
			return true;
	return false;
}

void ladder_clock(struct record *record, struct ticket *ticket, const char *clock, int part,
		  int64_t begun_us)
{
	const struct conf_escalation *conf = &record->conf->escalation;
	char begun[TIMESTAMP_LEN];
	const char *reason;

	if (!has_word(&conf->clocks, clock) || part < conf->at)
		return;
	reason = part >= 100
		     ? arena_printf(record->arena, "the time for the %s clock is over", clock)
		     : arena_printf(record->arena, "%d %% of the time for the %s clock are over",
				    part, clock);
	ladder_climb(
	    record, ticket, "breach",
	    arena_printf(record->arena, "%s@%s", clock, timestamp_rfc3339(begun_us, begun)),
	    reason);
}

void ladder_low_score(struct record *record, struct ticket *ticket, const char *survey)
{
	if (!record->conf->escalation.low_score || !record->conf->tier_count)
		return;
	if (!ticket_status_is_live(ticket->status))
		record_status(record, ticket, STATUS_OPEN, BY_CUSTOMER, "score");
	overseer_watch(record, ticket);
	ladder_climb(record, ticket, "score", survey, "a survey came back with a low score");
}

static int64_t count_of(const struct ticket *ticket, const char *name)
{
	const char *value = ticket_field(ticket, name);

	return value ? strtoll(value, NULL, 10) : 0;
}

static int64_t count_one(struct record *record, struct ticket *ticket, const char *name)
{
	int64_t count = count_of(ticket, name) + 1;

	record_field(record, ticket, name, arena_printf(record->arena, "%" PRId64, count));
	return count;
}

/* Every n-th time is a cause of its own. */
static void count_up(struct record *record, struct ticket *ticket, const char *rule, int64_t count,
		     int64_t limit, const char *reason)
{
	if (limit && count && count % limit == 0)
		ladder_climb(record, ticket, rule, arena_printf(record->arena, "%" PRId64, count),
			     arena_printf(record->arena, "%s %" PRId64 " times", reason, count));
}

static void look_at_words(struct record *record, struct ticket *ticket)
{
	const struct conf_escalation *conf = &record->conf->escalation;
	const struct message *message = record->event->message;
	const char *text = arena_printf(record->arena, "%s\n%s", message->subject, message->reply);
	const char *phrase;
	const char *name = signal_find(conf, text, record->arena, &phrase);

	if (name)
		ladder_climb(
		    record, ticket, "words", name,
		    arena_printf(record->arena, "the customer wrote \"%s\" (%s)", phrase, name));
}

static void look_at_person(struct record *record, struct ticket *ticket)
{
	const struct conf_customer *customer =
	    conf_customer_of(record->conf, ticket->requester.email);

	if (record->conf->escalation.vip && customer && customer->is_vip)
		ladder_climb(record, ticket, "vip", "customer", "the customer is a VIP");
}

static void look_at_repeats(struct record *record, struct ticket *ticket)
{
	const struct conf_escalation *conf = &record->conf->escalation;
	int64_t times = record->facts->repeats + 1; /* this one */

	if (conf->repeat && times >= conf->repeat)
		ladder_climb(record, ticket, "repeat", "customer",
			     arena_printf(record->arena,
					  "the customer has opened %" PRId64 " tickets lately",
					  times));
}

void ladder_wants(const struct conf *conf, const char *sender, struct wants *wants)
{
	if (!conf->tier_count || !conf->escalation.repeat)
		return;
	wants->repeats_of = sender;
	wants->repeats_us = conf->escalation.repeat_within_us;
}

void ladder_new_ticket(struct record *record, struct ticket *ticket)
{
	const struct conf_escalation *conf = &record->conf->escalation;

	if (!record->conf->tier_count || record->event->is_old)
		return;
	overseer_watch(record, ticket);
	if (conf->age_us)
		record_deadline(record, ticket, LADDER_AGE_DEADLINE, record->now_us + conf->age_us,
				NULL);
	if (record->event->message->kind != MAIL_HUMAN)
		return;
	if (conf->repeat_category && ticket->category)
		record_deadline(record, ticket, LADDER_REPEAT_DEADLINE, record->now_us,
				ticket->category);
	record_field(record, ticket, "ladder.unanswered", "1");
	look_at_person(record, ticket);
	look_at_repeats(record, ticket);
	look_at_words(record, ticket);
}

void ladder_customer_wrote(struct record *record, struct ticket *ticket, bool is_signed,
			   bool reopened)
{
	const struct conf_escalation *conf = &record->conf->escalation;
	int64_t unanswered;

	if (!record->conf->tier_count || record->event->is_old)
		return;
	if (reopened) {
		overseer_watch(record, ticket);
		count_up(record, ticket, "reopened", count_one(record, ticket, "ladder.reopened"),
			 conf->reopened, "the ticket was opened again");
	}
	unanswered = count_one(record, ticket, "ladder.unanswered");
	if (is_signed && cry_is_one(record, ticket)) {
		cry_answer(record, ticket);
		return;
	}
	look_at_words(record, ticket);
	count_up(record, ticket, "unanswered", unanswered, conf->unanswered,
		 "the customer has written without an answer,");
}

void ladder_answered(struct record *record, struct ticket *ticket)
{
	if (ticket_field(ticket, "ladder.unanswered"))
		record_field(record, ticket, "ladder.unanswered", NULL);
}

void ladder_age_is_due(struct record *record, struct ticket *ticket)
{
	int64_t days = (record->now_us - ticket->created_us) / DAY_US;

	ladder_climb(record, ticket, "age", "age",
		     arena_printf(record->arena, "the ticket is %" PRId64 " days old", days));
}

void ladder_cap_is_due(struct record *record, struct ticket *ticket)
{
	if (!ticket_field(ticket, "escalation_owner"))
		ladder_climb(record, ticket, "age", "cap", "nobody has solved it in time");
	overseer_cap_is_due(record, ticket);
}

void ladder_repeat_wants(const struct conf *conf, const struct deadline *deadline,
			 struct wants *wants)
{
	if (strcmp(deadline->kind, LADDER_REPEAT_DEADLINE) != 0)
		return;
	wants->repeats_category = deadline->data;
	wants->repeats_us = conf->escalation.repeat_within_us;
}

/* Only each n-th: that a hundred people write of one fault must not move a hundred tickets. */
void ladder_repeat_is_due(struct record *record, struct ticket *ticket)
{
	int64_t limit = record->conf->escalation.repeat_category, times = record->facts->repeats;
	const char *category = record->event->deadline->data;

	if (!limit || !times || times % limit != 0 || !category)
		return;
	ladder_climb(record, ticket, "repeat", "category",
		     arena_printf(record->arena,
				  "%" PRId64 " tickets of the category %s came lately", times,
				  category));
}
