/* #assign WHO, #take */
#include <string.h>

#include "base/text.h"
#include "desk/assign.h"
#include "desk/command.h"

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
	if (agent != state->agent) {
		struct mail_change *mail =
		    record_agent_mail(record, state->ticket, agent, "assigned",
				      record->conf->agents[state->agent].id);

		record_pair(record, mail, "by.name", record->conf->agents[state->agent].name);
	}
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
	record_owner(record, state->ticket, me, me, NULL);
	if (state->ticket->status == STATUS_NEW)
		record_status(record, state->ticket, STATUS_OPEN, me, NULL);
	*result = "yours";
	return true;
}
