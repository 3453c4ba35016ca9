/* Who hears of a clock: its ticket's owner; else those who could take it. */
#include <string.h>

#include "base/timestamp.h"
#include "base/zone.h"
#include "desk/clock.h"

static bool is_away(const struct record *record, size_t agent)
{
	const struct facts *facts = record->facts;

	for (size_t i = 0; i < facts->load_count; i++)
		if (strcmp(facts->loads[i].agent, record->conf->agents[agent].id) == 0)
			return facts->loads[i].away_until_us != TIME_NONE &&
			       facts->loads[i].away_until_us > record->now_us;
	return false;
}

static void tell_one(struct record *record, struct ticket *ticket, size_t agent,
		     const struct clock_notice *notice)
{
	const struct conf_agent *person = &record->conf->agents[agent];
	struct mail_change *mail =
	    record_agent_mail(record, ticket, agent, notice->template_name, BY_CLOCK);
	int64_t left_us = notice->left_us;
	char span[TIMESTAMP_LEN];

	record_pair(record, mail,
		    arena_printf(record->arena, "clock.%s", clock_name_text(notice->name)), "yes");
	record_pair(record, mail, "clock.due",
		    zone_text(record->arena, notice->due_us, person->timezone, person->language,
			      ZONE_DATE_TIME));
	record_pair(
	    record, mail, left_us > 0 ? "clock.left" : "clock.over",
	    arena_strdup(record->arena, duration_text(left_us > 0 ? left_us : -left_us, span)));
}

/* Those of the team who are there; how many. */
static size_t tell_team(struct record *record, struct ticket *ticket, const struct conf_team *team,
			const struct clock_notice *notice)
{
	size_t told = 0;

	for (size_t i = 0; i < team->agent_count; i++)
		if (!is_away(record, team->agents[i])) {
			tell_one(record, ticket, team->agents[i], notice);
			told++;
		}
	return told;
}

void clock_tell(struct record *record, struct ticket *ticket, const struct clock_notice *notice)
{
	const struct conf *conf = record->conf;
	size_t owner = ticket->owner ? conf_agent_by_id(conf, ticket->owner) : CONF_NO_INDEX;
	size_t team = conf_team_by_name(conf, ticket->team);
	size_t manager = team == CONF_NO_INDEX ? CONF_NO_INDEX : conf->teams[team].manager;
	bool is_breach = strcmp(notice->template_name, "breach") == 0;
	bool is_there = owner != CONF_NO_INDEX && !is_away(record, owner);
	size_t told = 0;

	if (owner != CONF_NO_INDEX)
		tell_one(record, ticket, owner, notice);
	else if (team != CONF_NO_INDEX)
		told = tell_team(record, ticket, &conf->teams[team], notice);
	if (manager != CONF_NO_INDEX && manager != owner && (is_breach || (!is_there && !told))) {
		tell_one(record, ticket, manager, notice);
		told++;
	}
	if (owner == CONF_NO_INDEX && !told)
		record_admin_mail(record, ticket, "alert", "A ticket is late, and nobody has it",
				  "The team of this ticket has nobody who is there, and no "
				  "manager. Assign the ticket.",
				  BY_CLOCK);
}
