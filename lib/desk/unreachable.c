#include "desk/unreachable.h"

#include <string.h>

#include "base/text.h"
#include "desk/assign.h"
#include "desk/handoff.h"

/* Away, and not by their own word: until they write. */
#define UNTIL_THEY_WRITE (INT64_MAX - 1)

static const struct agent_load *load_of(const struct facts *facts, const char *agent)
{
	for (size_t i = 0; i < facts->load_count; i++)
		if (strcmp(facts->loads[i].agent, agent) == 0)
			return &facts->loads[i];
	return NULL;
}

static void set_away(struct record *record, const char *agent, int64_t until_us)
{
	struct changes *changes = record->changes;

	changes->aways =
	    arena_grow(record->arena, changes->aways, changes->away_count, sizeof *changes->aways);
	changes->aways[changes->away_count++] =
	    (struct away_change){.agent = agent, .until_us = until_us};
}

/* Who is asked for in this same decision is somebody else. */
static void pass_over(struct record *record, const char *agent)
{
	struct facts *facts = ARENA_NEW(record->arena, struct facts);
	const struct agent_load *old = load_of(record->facts, agent);
	size_t count = record->facts->load_count;

	*facts = *record->facts;
	facts->loads = arena_array(record->arena, count + 1, sizeof *facts->loads);
	if (count)
		memcpy(facts->loads, record->facts->loads, count * sizeof *facts->loads);
	if (!old)
		facts->loads[facts->load_count++] =
		    (struct agent_load){.agent = agent, .assigned_us = TIME_NONE};
	facts->loads[old ? (size_t)(old - record->facts->loads) : count].away_until_us =
	    UNTIL_THEY_WRITE;
	record->facts = facts;
}

/* The admin's alerts go on, where it is the same mailbox. */
static bool is_admin(const struct conf *conf, const char *email)
{
	for (size_t i = 0; i < conf->desk.admin.count; i++)
		if (text_equal_nocase(conf->desk.admin.items[i], email))
			return true;
	return false;
}

static void set_suppression(struct record *record, struct ticket *ticket, size_t agent,
			    const char *why, const char *rule, const char *status)
{
	const struct conf_agent *person = &record->conf->agents[agent];
	struct changes *changes = record->changes;

	if (is_admin(record->conf, person->email))
		return;
	changes->suppressions =
	    arena_grow(record->arena, changes->suppressions, changes->suppression_count,
		       sizeof *changes->suppressions);
	changes->suppressions[changes->suppression_count++] =
	    (struct suppression){.email = person->email, .reason = why};
	record_journal(record, ticket, "suppressed", BY_INTAKE, rule, why ? NULL : person->id,
		       why ? person->id : NULL, "status", status, NULL);
}

static void pass_on(struct record *record, struct ticket *ticket, size_t agent)
{
	size_t team = conf_team_by_name(record->conf, ticket->team), next = CONF_NO_INDEX;
	struct mail_change *mail;
	const char *rule;

	if (team != CONF_NO_INDEX)
		next = assign_choose(record->conf, record->facts, team, record->now_us, &rule);
	if (next == agent)
		next = CONF_NO_INDEX;
	record_owner(record, ticket, next == CONF_NO_INDEX ? NULL : record->conf->agents[next].id,
		     BY_INTAKE, "bounce");
	if (next == CONF_NO_INDEX)
		return;
	mail = record_agent_mail(record, ticket, next, "assigned", BY_INTAKE);
	record_pair(record, mail, "banner",
		    arena_printf(record->arena, "Mail to %s comes back, so this ticket is yours.",
				 record->conf->agents[agent].name));
}

void unreachable_begin(struct record *record, struct ticket *ticket, size_t agent, const char *why,
		       const char *status)
{
	const char *id = record->conf->agents[agent].id;

	set_suppression(record, ticket, agent, why, "bounce", status);
	set_away(record, id, UNTIL_THEY_WRITE);
	pass_over(record, id);
	if (!ticket)
		return;
	if (handoff_is_open(ticket) && handoff_person(record->conf, ticket) == agent)
		handoff_is_silent(record, ticket);
	else if (ticket->owner && strcmp(ticket->owner, id) == 0 &&
		 ticket_status_is_live(ticket->status))
		pass_on(record, ticket, agent);
}

void unreachable_end(struct record *record, size_t agent)
{
	const char *id = record->conf->agents[agent].id;
	const struct agent_load *load = load_of(record->facts, id);

	if (!load || load->away_until_us != UNTIL_THEY_WRITE)
		return;
	set_suppression(record, NULL, agent, NULL, "mail", NULL);
	set_away(record, id, TIME_NONE);
}
