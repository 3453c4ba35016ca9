/* #assign WHO, #take, #unassign, #team NAME */
#include <string.h>

#include "base/text.h"
#include "desk/assign.h"
#include "desk/command.h"
#include "desk/handoff.h"

/* They learn of it by mail, unless it was them who said so. */
static void tell_new_owner(struct command_state *state, size_t agent)
{
	const struct conf_agent *giver = &state->record->conf->agents[state->agent];
	struct mail_change *mail;

	if (agent == state->agent)
		return;
	mail = record_agent_mail(state->record, state->ticket, agent, "assigned", giver->id);
	record_pair(state->record, mail, "by.name", giver->name);
}

bool command_assign(struct command_state *state, const char *word, const char *arguments,
		    const char **result)
{
	struct record *record = state->record;
	size_t agent = assign_find_agent(record->conf, arguments);
	const struct conf_agent *person;

	(void)word;
	if (agent == CONF_NO_INDEX) {
		*result = *arguments
			      ? arena_printf(
				    record->arena, "no agent, or more than one, is called \"%.*s\"",
				    (int)text_cut_len(arguments, strlen(arguments), 60), arguments)
			      : "say whom: #assign ID, address or name";
		return false;
	}
	person = &record->conf->agents[agent];
	if (state->ticket->owner && strcmp(state->ticket->owner, person->id) == 0) {
		*result = arena_printf(record->arena, "was %s's already", person->name);
		return true;
	}
	record_owner(record, state->ticket, person->id, record->conf->agents[state->agent].id,
		     NULL);
	*result = arena_printf(record->arena, "given to %s", person->name);
	tell_new_owner(state, agent);
	return true;
}

bool command_take(struct command_state *state, const char *word, const char *arguments,
		  const char **result)
{
	struct record *record = state->record;
	const char *me = record->conf->agents[state->agent].id;

	(void)word;
	if (*arguments) {
		*result =
		    "#take takes nothing behind it; to give the ticket to somebody: #assign WHO";
		return false;
	}
	if (handoff_concerns(record->conf, state->ticket, state->agent))
		handoff_accept(record, state->ticket, state->agent, false);
	record_owner(record, state->ticket, me, me, NULL);
	if (state->ticket->status == STATUS_NEW)
		record_status(record, state->ticket, STATUS_OPEN, me, NULL);
	*result = "yours";
	return true;
}

bool command_unassign(struct command_state *state, const char *word, const char *arguments,
		      const char **result)
{
	(void)word;
	if (*arguments) {
		*result = "#unassign takes nothing behind it";
		return false;
	}
	*result = state->ticket->owner ? "has no owner any more" : "had no owner";
	record_owner(state->record, state->ticket, NULL,
		     state->record->conf->agents[state->agent].id, NULL);
	return true;
}

bool command_team(struct command_state *state, const char *word, const char *arguments,
		  const char **result)
{
	struct record *record = state->record;
	const char *me = record->conf->agents[state->agent].id, *rule;
	size_t team = conf_team_by_name(record->conf, arguments), owner;

	(void)word;
	if (team == CONF_NO_INDEX) {
		*result = arena_printf(record->arena, "there is no team \"%.60s\"", arguments);
		return false;
	}
	if (strcmp(state->ticket->team, record->conf->teams[team].name) != 0)
		record_journal(record, state->ticket, "team", me, NULL, state->ticket->team,
			       record->conf->teams[team].name, NULL);
	state->ticket->team = record->conf->teams[team].name;
	owner = assign_choose(record->conf, record->facts, team, record->now_us, &rule);
	if (owner == CONF_NO_INDEX) {
		record_owner(record, state->ticket, NULL, me, rule);
		*result = arena_printf(record->arena, "given to team %s, where nobody is free",
				       record->conf->teams[team].name);
		return true;
	}
	record_owner(record, state->ticket, record->conf->agents[owner].id, me, rule);
	tell_new_owner(state, owner);
	*result = arena_printf(record->arena, "given to team %s, to %s",
			       record->conf->teams[team].name, record->conf->agents[owner].name);
	return true;
}
