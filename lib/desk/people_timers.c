#include "desk/people_timers.h"

#include <inttypes.h>

#include "base/zone.h"
#include "desk/ask.h"

enum { HOUR = 9, MONDAY = 1, SUNDAY = 0, SATURDAY = 6, STREAK_MIN = 3 };

/* The first working day of the wall's month, at that hour. */
static int64_t first_day_us(const char *zone, struct utc wall)
{
	struct utc first = {.year = wall.year, .month = wall.month, .day = 1, .hour = HOUR};
	int weekday = zone_local(zone, zone_moment(zone, &first, ZONE_BEGIN)).weekday;

	first.day += weekday == SATURDAY ? 2 : weekday == SUNDAY ? 1 : 0;
	return zone_moment(zone, &first, ZONE_BEGIN);
}

void pulse_stand(const struct conf *conf, int64_t now_us, struct timers *timers)
{
	struct utc wall = zone_local(conf->desk.timezone, now_us);
	int64_t due_us = first_day_us(conf->desk.timezone, wall);

	if (!conf->learning.pulse)
		return;
	if (due_us <= now_us) {
		wall.month++;
		due_us = first_day_us(conf->desk.timezone, wall);
	}
	for (size_t i = 0; i < conf->agent_count; i++)
		timers_add(timers, "pulse", conf->agents[i].id, due_us);
}

void praise_stand(const struct conf *conf, int64_t now_us, struct timers *timers)
{
	struct utc wall = zone_local(conf->desk.timezone, now_us);
	struct utc monday = {.year = wall.year, .month = wall.month, .day = wall.day, .hour = HOUR};
	int64_t due_us;

	if (!conf->learning.praise)
		return;
	monday.day += (MONDAY + 7 - wall.weekday) % 7;
	due_us = zone_moment(conf->desk.timezone, &monday, ZONE_BEGIN);
	if (due_us <= now_us) {
		monday.day += 7;
		due_us = zone_moment(conf->desk.timezone, &monday, ZONE_BEGIN);
	}
	for (size_t i = 0; i < conf->agent_count; i++)
		timers_add(timers, "praise", conf->agents[i].id, due_us);
}

static void want_optout(const struct conf *conf, const char *whom, enum survey_kind kind,
			struct wants *wants)
{
	size_t agent = conf_agent_by_id(conf, whom);

	if (agent == CONF_NO_INDEX)
		return;
	wants->optout_of = conf->agents[agent].email;
	wants->optout_kind = survey_optout_name(kind);
}

void pulse_wants(const struct conf *conf, const char *whom, struct wants *wants,
		 struct arena *arena)
{
	(void)arena;
	want_optout(conf, whom, SURVEY_PULSE, wants);
}

void praise_wants(const struct conf *conf, const char *whom, struct wants *wants,
		  struct arena *arena)
{
	(void)arena;
	want_optout(conf, whom, SURVEY_PRAISE, wants);
	wants->praise_span_us = 7 * DAY_US;
}

void pulse_is_due(struct record *record, const char *whom)
{
	static const char *overall[] = {"overall"};
	size_t agent = conf_agent_by_id(record->conf, whom);
	struct utc wall = zone_local(record->conf->desk.timezone, record->now_us);
	struct mail_change *mail;

	if (agent == CONF_NO_INDEX || record->facts->is_opted_out || !record->conf->learning.pulse)
		return;
	mail = record_agent_mail(record, NULL, agent, "pulse", BY_CLOCK);
	mail->survey =
	    ask_new(record, NULL, SURVEY_PULSE,
		    arena_printf(record->arena, "pulse %04d-%02d", wall.year, wall.month),
		    record->conf->agents[agent].id);
	mail->survey_anonymous = record->conf->learning.pulse_anonymous;
	if (!mail->survey_anonymous)
		mail->survey_questions = (struct conf_strings){.items = overall, .count = 1};
	record_pair(record, mail, "suggestions", record->conf->learning.suggestions);
}

/* "3 customers said thanks · 1 low score made good · 5 good answers in a row · “quick!”" */
static const char *words_of(struct record *record, const struct praise *praise)
{
	struct arena *arena = record->arena;
	const char *words = "";

	if (praise->thanks)
		words = arena_printf(arena, "%" PRId64 " %s", praise->thanks,
				     praise->thanks == 1 ? "thank-you of a customer"
							 : "thank-yous of customers");
	if (praise->saves)
		words = arena_printf(
		    arena, "%s%s%" PRId64 " %s", words, *words ? " · " : "", praise->saves,
		    praise->saves == 1 ? "low score made good" : "low scores made good");
	if (praise->good)
		words = arena_printf(arena, "%s%s%" PRId64 " good %s", words, *words ? " · " : "",
				     praise->good, praise->good == 1 ? "answer" : "answers");
	if (*words && praise->streak >= STREAK_MIN)
		words = arena_printf(arena, "%s · %" PRId64 " good answers in a row", words,
				     praise->streak);
	for (size_t i = 0; i < praise->quotes.count; i++)
		words = arena_printf(arena, "%s · “%s”", words, praise->quotes.items[i]);
	return words;
}

void praise_is_due(struct record *record, const char *whom)
{
	size_t agent = conf_agent_by_id(record->conf, whom);
	struct mail_change *mail = NULL;

	if (agent == CONF_NO_INDEX || record->facts->is_opted_out || !record->conf->learning.praise)
		return;
	for (size_t i = 0; i < record->facts->praise_count; i++) {
		const struct praise *praise = &record->facts->praises[i];
		size_t who = conf_agent_by_id(record->conf, praise->agent);
		const char *words = words_of(record, praise);

		if (who == CONF_NO_INDEX || !*words)
			continue;
		if (!mail)
			mail = record_agent_mail(record, NULL, agent, "praise", BY_CLOCK);
		record_line(record, mail, record->conf->agents[who].name, words);
	}
	if (!mail)
		return;
	mail->survey =
	    ask_new(record, NULL, SURVEY_PRAISE, "praise", record->conf->agents[agent].id);
	record_pair(record, mail, "suggestions", record->conf->learning.suggestions);
}
