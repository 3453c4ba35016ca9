/* What a clock's time brings: warnings before its target, the miss, and reminders after it. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/timestamp.h"
#include "desk/calendar.h"
#include "desk/clock.h"
#include "desk/holding.h"
#include "desk/ladder.h"

/* One clock while it is looked at. */
struct looking {
	struct record *record;
	struct ticket *ticket;
	const struct conf_policy *policy;
	const struct conf_calendar *calendar;
	struct clock_run *run;
	enum clock_name name;
	int64_t target_us, used_us;
};

/* Before a customer is told that there is nothing yet, somebody is asked for a word: at three
 * quarters, where the policy doesn't say when. */
static const struct conf_strings *warnings_of(const struct looking *at)
{
	static const char *items[] = {"75%"};
	static const struct conf_strings asked = {.items = items, .count = 1};

	return at->name == CLOCK_UPDATE && !at->policy->warn.count ? &asked : &at->policy->warn;
}

/* "75%" or "30m" as working time since the clock's begin; 0 where it would be before it. */
static int64_t warning_at(const char *text, int64_t target_us)
{
	char *end;
	int64_t number = strtoll(text, &end, 10), at_us;

	if (strcmp(end, "%") == 0)
		at_us = target_us / 100 * number + target_us % 100 * number / 100;
	else if (duration_parse(text, &number, NULL) == 0)
		at_us = target_us - number;
	else
		return 0;
	return at_us > 0 ? at_us : 0;
}

/* The last warning in (after_us, until_us]; 0: none. */
static int64_t last_warning(const struct looking *at, int64_t after_us, int64_t until_us,
			    const char **text)
{
	const struct conf_strings *warn = warnings_of(at);
	int64_t last_us = 0;

	for (size_t i = 0; i < warn->count; i++) {
		int64_t at_us = warning_at(warn->items[i], at->target_us);

		if (at_us > after_us && at_us <= until_us && at_us > last_us) {
			last_us = at_us;
			*text = warn->items[i];
		}
	}
	return last_us;
}

/* The first after after_us; 0: none. */
static int64_t first_warning(const struct looking *at, int64_t after_us)
{
	const struct conf_strings *warn = warnings_of(at);
	int64_t first_us = 0;

	for (size_t i = 0; i < warn->count; i++) {
		int64_t at_us = warning_at(warn->items[i], at->target_us);

		if (at_us > after_us && (!first_us || at_us < first_us))
			first_us = at_us;
	}
	return first_us;
}

/* The part of the target at which the ticket climbs; 0: not before its end. */
static int64_t climb_at(const struct looking *at)
{
	const struct conf_escalation *conf = &at->record->conf->escalation;

	if (!at->record->conf->tier_count || conf->at <= 0 || conf->at >= 100)
		return 0;
	for (size_t i = 0; i < conf->clocks.count; i++)
		if (text_equal_nocase(conf->clocks.items[i], clock_name_text(at->name)))
			return at->target_us / 100 * conf->at +
			       at->target_us % 100 * conf->at / 100;
	return 0;
}

/* The reminders: every `repeat` after the target, `repeat_max` of them. The last in (after_us,
 * until_us], or with is_first the first after after_us; 0: none. */
static int64_t reminder(const struct looking *at, int64_t after_us, int64_t until_us, bool is_first)
{
	int64_t last_us = 0;

	for (int64_t i = 1; at->policy->repeat_us && i <= at->policy->repeat_max; i++) {
		int64_t at_us = at->target_us + i * at->policy->repeat_us;

		if (at_us <= after_us)
			continue;
		if (is_first)
			return at_us;
		if (at_us > until_us)
			break;
		last_us = at_us;
	}
	return last_us;
}

static void tell(const struct looking *at, const char *template_name)
{
	const struct clock_notice notice = {
	    .template_name = template_name,
	    .name = at->name,
	    .due_us = clock_reaches(at->run, at->calendar, at->target_us),
	    .left_us = at->target_us - at->used_us,
	};

	clock_tell(at->record, at->ticket, &notice);
}

static void miss(const struct looking *at)
{
	int64_t due_us = clock_reaches(at->run, at->calendar, at->target_us);
	char due[TIMESTAMP_LEN];

	at->run->is_missed = true;
	at->run->told_us = at->used_us;
	clock_journal(at->record, at->ticket, at->policy, at->name, "missed", "due",
		      timestamp_rfc3339(due_us, due));
	tell(at, "breach");
	if (at->name == CLOCK_UPDATE)
		holding_is_due(at->record, at->ticket);
	ladder_clock(at->record, at->ticket, clock_name_text(at->name), 100, at->run->moments[0]);
}

static void warn(const struct looking *at)
{
	int64_t climb_us = climb_at(at), warned_us;
	const char *text = NULL;

	warned_us = last_warning(at, at->run->told_us, at->used_us, &text);
	if (warned_us) {
		clock_journal(at->record, at->ticket, at->policy, at->name, "warned", "at", text);
		tell(at, "warning");
	}
	if (climb_us > at->run->told_us && climb_us <= at->used_us) {
		ladder_clock(at->record, at->ticket, clock_name_text(at->name),
			     (int)at->record->conf->escalation.at, at->run->moments[0]);
		warned_us = climb_us > warned_us ? climb_us : warned_us;
	}
	if (warned_us)
		at->run->told_us = warned_us;
}

static void remind(const struct looking *at)
{
	int64_t reminded_us = reminder(at, at->run->told_us, at->used_us, false);

	if (!reminded_us)
		return;
	at->run->told_us = reminded_us;
	tell(at, "nag");
}

/* The working time at which something comes next; 0: nothing does. */
static int64_t next_at(const struct looking *at)
{
	int64_t climb_us = climb_at(at), next_us;

	if (at->run->is_missed)
		return reminder(at, at->run->told_us, 0, true);
	next_us = first_warning(at, at->run->told_us);
	if (climb_us > at->run->told_us && (!next_us || climb_us < next_us))
		next_us = climb_us;
	return next_us && next_us < at->target_us ? next_us : at->target_us;
}

int64_t clock_step(struct record *record, struct ticket *ticket, const struct conf_policy *policy,
		   struct clock_run *run, enum clock_name name)
{
	struct looking at = {.record = record,
			     .ticket = ticket,
			     .policy = policy,
			     .calendar = calendar_at(record->conf, policy->calendar),
			     .run = run,
			     .name = name,
			     .target_us = policy_target(policy, name)};
	int64_t next_us;

	if (!at.target_us || !run->count || run->is_over)
		return TIME_NONE;
	at.used_us = clock_used(run, at.calendar, record->now_us);
	if (at.used_us >= at.target_us && !run->is_missed)
		miss(&at);
	else if (at.used_us >= at.target_us)
		remind(&at);
	else
		warn(&at);
	next_us = next_at(&at);
	return next_us && run->count % 2 ? clock_reaches(run, at.calendar, next_us) : TIME_NONE;
}
