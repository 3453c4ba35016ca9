#include "desk/nag.h"

#include "desk/moment.h"
#include "desk/subject.h"

static void nag_agent(struct record *record, struct ticket *ticket, size_t agent,
		      const char *reason, int64_t until_us)
{
	struct mail_change *mail = record_agent_mail(record, ticket, agent, "nag", BY_CLOCK);

	record_pair(record, mail, "reason", reason);
	if (until_us != TIME_NONE)
		record_pair(record, mail, "promise",
			    moment_for_agent(record->conf, agent, until_us, record->arena));
}

void nag_owner(struct record *record, struct ticket *ticket, const char *reason, int64_t until_us)
{
	size_t owner =
	    ticket->owner ? conf_agent_by_id(record->conf, ticket->owner) : CONF_NO_INDEX;
	size_t team = conf_team_by_name(record->conf, ticket->team);

	if (owner != CONF_NO_INDEX) {
		nag_agent(record, ticket, owner, reason, until_us);
		return;
	}
	if (team == CONF_NO_INDEX || !record->conf->teams[team].agent_count) {
		nag_manager(record, ticket, reason, until_us);
		return;
	}
	for (size_t i = 0; i < record->conf->teams[team].agent_count; i++)
		nag_agent(record, ticket, record->conf->teams[team].agents[i], reason, until_us);
}

void nag_manager(struct record *record, struct ticket *ticket, const char *reason, int64_t until_us)
{
	size_t team = conf_team_by_name(record->conf, ticket->team);
	size_t manager = team == CONF_NO_INDEX ? CONF_NO_INDEX : record->conf->teams[team].manager;

	if (manager != CONF_NO_INDEX)
		nag_agent(record, ticket, manager, reason, until_us);
	else
		record_admin_mail(
		    record, ticket, "alert", "A customer waits, and their team has no manager",
		    arena_printf(record->arena, "%s: %s",
				 subject_tag(record->conf, ticket->number, record->arena), reason),
		    BY_CLOCK);
}
