#include "desk/digest.h"

#include <stdlib.h>
#include <string.h>

#include "base/zone.h"
#include "desk/calendar.h"
#include "desk/dues.h"
#include "desk/moment.h"
#include "desk/subject.h"

enum { DAYS_MAX = 31 }; /* that are looked through for one with working hours */

/* Midnight of that day there, `days` later. */
static int64_t midnight_us(const char *zone, int64_t at_us, int days)
{
	struct utc wall = zone_local(zone, at_us);

	wall.day += days;
	wall.hour = wall.minute = wall.second = 0;
	return zone_moment(zone, &wall, ZONE_BEGIN);
}

/* The next time that the agent's own clock shows their hour, on a day with working hours. */
static int64_t next_us(const struct conf *conf, const struct conf_agent *agent, int64_t now_us)
{
	const struct conf_calendar *calendar =
	    agent->hours ? calendar_find(conf, agent->hours) : NULL;

	for (int days = 0; days < DAYS_MAX; days++) {
		int64_t from_us = midnight_us(agent->timezone, now_us, days);
		int64_t to_us = midnight_us(agent->timezone, now_us, days + 1);
		struct utc wall = zone_local(agent->timezone, from_us);
		int64_t at_us;

		wall.hour = atoi(agent->digest);
		wall.minute = atoi(agent->digest + 3);
		at_us = zone_moment(agent->timezone, &wall, ZONE_BEGIN);
		if (at_us > now_us && calendar_between(calendar, from_us, to_us) > 0)
			return at_us;
	}
	return TIME_NONE;
}

void digest_stand(const struct conf *conf, int64_t now_us, struct timers *timers)
{
	for (size_t i = 0; i < conf->agent_count; i++) {
		const struct conf_agent *agent = &conf->agents[i];
		int64_t at_us = agent->digest ? next_us(conf, agent, now_us) : TIME_NONE;

		if (at_us != TIME_NONE)
			timers_add(timers, "digest", agent->id, at_us);
	}
}

void digest_wants(const struct conf *conf, const char *agent, struct wants *wants,
		  struct arena *arena)
{
	(void)conf;
	(void)arena;
	wants->queue_of = agent;
}

/* Who is to do the next thing. */
static bool waits_for_us(const struct ticket *ticket)
{
	return ticket->status == STATUS_NEW || ticket->status == STATUS_OPEN;
}

enum group { GROUP_TODAY, GROUP_OURS, GROUP_THEIRS, GROUP_COUNT };

static const char *const headings[] = {"Due today", "Waits for you", "Waits for somebody else"};

static enum group group_of(const struct record *record, const struct ticket *ticket,
			   int64_t today_ends_us)
{
	struct due dues[DUES_MAX];

	if (dues_of(record->conf, ticket, dues) && dues[0].at_us < today_ends_us)
		return GROUP_TODAY;
	return waits_for_us(ticket) ? GROUP_OURS : GROUP_THEIRS;
}

static const char *state_text(const struct ticket *ticket)
{
	switch (ticket->status) {
	case STATUS_NEW:
		return "new, waits for you";
	case STATUS_OPEN:
		return "open, waits for you";
	case STATUS_PENDING:
		return "waits for the customer";
	case STATUS_HOLD:
	case STATUS_SOLVED:
	case STATUS_CLOSED:
		return "on hold";
	}
	return "";
}

static void add_ticket(struct record *record, struct mail_change *mail, size_t agent,
		       const struct ticket *ticket)
{
	struct arena *arena = record->arena;
	struct due dues[DUES_MAX];
	size_t count = dues_of(record->conf, ticket, dues);
	const char *text = state_text(ticket);

	if (ticket->priority != PRIORITY_NORMAL)
		text = arena_printf(arena, "%s, %s", ticket_priority_name(ticket->priority), text);
	if (count)
		text = arena_printf(arena, "%s; %s %s", text, dues[0].what,
				    moment_for_agent(record->conf, agent, dues[0].at_us, arena));
	text = arena_printf(arena, "%s (%s)", text, ticket->requester.email);
	record_line(record, mail,
		    arena_printf(arena, "%s %s", subject_tag(record->conf, ticket->number, arena),
				 ticket->subject),
		    text);
	mail->lines[mail->line_count - 1].ticket = ticket->number;
}

static void add_group(struct record *record, struct mail_change *mail, size_t agent,
		      enum group group)
{
	const struct facts *facts = record->facts;
	int64_t ends_us = midnight_us(record->conf->agents[agent].timezone, record->now_us, 1);
	bool has_heading = false;

	for (size_t i = 0; i < facts->ticket_count; i++) {
		const struct ticket *ticket = facts->tickets[i];

		if (group_of(record, ticket, ends_us) != group)
			continue;
		if (!has_heading)
			record_line(record, mail, headings[group], "");
		has_heading = true;
		add_ticket(record, mail, agent, ticket);
	}
}

void digest_is_due(struct record *record, const char *id)
{
	size_t agent = conf_agent_by_id(record->conf, id);
	struct mail_change *mail;

	if (agent == CONF_NO_INDEX || !record->facts->ticket_count)
		return;
	mail = record_agent_mail(record, NULL, agent, "digest", BY_CLOCK);
	record_pair(record, mail, "reason",
		    "These tickets are yours, what is urgent first. A ticket's link writes to it; "
		    "or answer this mail with #on NUMBER and your text, for several of them.");
	for (enum group group = GROUP_TODAY; group < GROUP_COUNT; group++)
		add_group(record, mail, agent, group);
}
