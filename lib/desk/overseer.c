#include "desk/overseer.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/zone.h"
#include "desk/subject.h"

size_t overseer_of(const struct conf *conf, const struct ticket *ticket)
{
	const char *id = ticket_field(ticket, "escalation_owner");

	return id ? conf_agent_by_id(conf, id) : CONF_NO_INDEX;
}

static bool is_owner(const struct record *record, const struct ticket *ticket, size_t agent)
{
	return ticket->owner && strcmp(ticket->owner, record->conf->agents[agent].id) == 0;
}

static size_t manager_of_team(const struct conf *conf, size_t team)
{
	return team == CONF_NO_INDEX ? CONF_NO_INDEX : conf->teams[team].manager;
}

/* escalation.owner, else a manager, else somebody of the highest tiers; never who works on it. */
static size_t choose(const struct record *record, const struct ticket *ticket)
{
	const struct conf *conf = record->conf;
	size_t found = conf->escalation.owner;

	if (found != CONF_NO_INDEX && !is_owner(record, ticket, found))
		return found;
	found = manager_of_team(conf, conf_team_by_name(conf, ticket->team));
	if (found != CONF_NO_INDEX && !is_owner(record, ticket, found))
		return found;
	for (size_t i = 0; i < conf->team_count; i++) {
		found = conf->teams[i].manager;
		if (found != CONF_NO_INDEX && !is_owner(record, ticket, found))
			return found;
	}
	for (size_t i = conf->tier_count; i--;) {
		struct conf_indexes people = tier_people(conf, i);

		for (size_t j = 0; j < people.count; j++)
			if (!is_owner(record, ticket, people.items[j]))
				return people.items[j];
	}
	return CONF_NO_INDEX;
}

static void appoint(struct record *record, struct ticket *ticket, const char *by)
{
	const char *before = ticket_field(ticket, "escalation_owner");
	size_t agent = choose(record, ticket);
	const char *id = agent == CONF_NO_INDEX ? NULL : record->conf->agents[agent].id;

	if (id == before || (id && before && strcmp(id, before) == 0))
		return;
	record_journal(record, ticket, "escalation", by, "owner", before, id, NULL);
	record_field(record, ticket, "escalation_owner", id);
}

void overseer_begin(struct record *record, struct ticket *ticket, const char *by)
{
	if (ticket_field(ticket, "ladder.since_us"))
		return;
	record_field(record, ticket, "ladder.since_us",
		     arena_printf(record->arena, "%" PRId64, record->now_us));
	appoint(record, ticket, by);
	overseer_watch(record, ticket);
}

void overseer_check(struct record *record, struct ticket *ticket, const char *by)
{
	size_t agent = overseer_of(record->conf, ticket);

	if (!ticket_field(ticket, "ladder.since_us"))
		return;
	if (agent == CONF_NO_INDEX || is_owner(record, ticket, agent))
		appoint(record, ticket, by);
}

/* The next of the daily moments after the cap. */
static int64_t next_us(const struct record *record, const struct ticket *ticket)
{
	int64_t cap_us = ticket->created_us + record->conf->escalation.cap_us;

	if (record->now_us < cap_us)
		return cap_us;
	return cap_us + ((record->now_us - cap_us) / DAY_US + 1) * DAY_US;
}

void overseer_watch(struct record *record, struct ticket *ticket)
{
	if (record->conf->tier_count && record->conf->escalation.cap_us)
		record_deadline(record, ticket, OVERSEER_DEADLINE, next_us(record, ticket), NULL);
}

static void nag_manager(struct record *record, struct ticket *ticket, int64_t days)
{
	size_t team = conf_team_by_name(record->conf, ticket->team);
	size_t manager = manager_of_team(record->conf, team);
	const char *reason = arena_printf(
	    record->arena,
	    "This ticket is %" PRId64 " days old and not solved. This mail comes each day until "
	    "it is.",
	    days);

	if (manager == CONF_NO_INDEX)
		manager = overseer_of(record->conf, ticket);
	if (manager == CONF_NO_INDEX)
		record_admin_mail(record, ticket, "alert", "A ticket is older than it may be",
				  reason, BY_CLOCK);
	else
		record_pair(record, record_agent_mail(record, ticket, manager, "nag", BY_CLOCK),
			    "reason", reason);
}

void overseer_cap_is_due(struct record *record, struct ticket *ticket)
{
	int64_t days = (record->now_us - ticket->created_us) / DAY_US;

	if (!record->conf->tier_count || !record->conf->escalation.cap_us ||
	    !ticket_status_is_live(ticket->status))
		return;
	overseer_watch(record, ticket);
	record_journal(record, ticket, "escalation", BY_CLOCK, "cap", NULL, NULL, "days",
		       arena_printf(record->arena, "%" PRId64, days), NULL);
	nag_manager(record, ticket, days);
}

/* ---- the daily list ---- */

/* The next moment when the wall of that zone shows the hour. */
static int64_t next_hour_us(const char *zone, const char *hour, int64_t now_us)
{
	struct utc wall = zone_local(zone, now_us);
	int64_t at_us;

	wall.hour = atoi(hour);
	wall.minute = atoi(hour + 3);
	wall.second = 0;
	at_us = zone_moment(zone, &wall, ZONE_BEGIN);
	if (at_us > now_us)
		return at_us;
	wall.day++;
	return zone_moment(zone, &wall, ZONE_BEGIN);
}

void overseer_stand(const struct conf *conf, int64_t now_us, struct timers *timers)
{
	if (!conf->tier_count || !conf->escalation.list)
		return;
	for (size_t i = 0; i < conf->agent_count; i++)
		timers_add(timers, OVERSEER_TIMER, conf->agents[i].id,
			   next_hour_us(conf->agents[i].timezone, conf->escalation.list, now_us));
}

void overseer_wants(const struct conf *conf, const char *whom, struct wants *wants,
		    struct arena *arena)
{
	(void)conf;
	(void)arena;
	wants->overseen_by = whom;
}

static int64_t escalated_us(const struct ticket *ticket)
{
	const char *at = ticket_field(ticket, "ladder.since_us");

	return at ? strtoll(at, NULL, 10) : TIME_NONE;
}

static void add_line(struct record *record, struct mail_change *mail, const struct ticket *ticket)
{
	int64_t days = (record->now_us - escalated_us(ticket)) / DAY_US;

	record_line(record, mail,
		    arena_printf(record->arena, "%s %s",
				 subject_tag(record->conf, ticket->number, record->arena),
				 ticket->subject),
		    arena_printf(record->arena, "tier %s, %s, %s; escalated %" PRId64 " days ago",
				 ticket->tier, ticket->owner ? ticket->owner : "nobody's",
				 ticket_status_name(ticket->status), days));
	mail->lines[mail->line_count - 1].ticket = ticket->number;
}

void overseer_list_is_due(struct record *record, const char *whom)
{
	const struct facts *facts = record->facts;
	size_t agent = conf_agent_by_id(record->conf, whom);
	struct mail_change *mail = NULL;

	for (size_t i = 0; agent != CONF_NO_INDEX && i < facts->ticket_count; i++) {
		if (!mail) {
			mail = record_agent_mail(record, NULL, agent, "digest", BY_CLOCK);
			record_pair(
			    record, mail, "reason",
			    "You answer for these escalated tickets until they are closed.");
		}
		add_line(record, mail, facts->tickets[i]);
	}
}
