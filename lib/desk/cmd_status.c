/* #status STATUS and its short forms #open #pending #hold #solved #closed */
#include <string.h>

#include "base/text.h"
#include "desk/command.h"
#include "desk/learn.h"

bool command_status(struct command_state *state, const char *word, const char *arguments,
		    const char **result)
{
	struct record *record = state->record;
	const struct command *command = command_find(word);
	const char *name = text_equal_nocase(command->name, "status") ? arguments : command->name;
	const char *by = record->conf->agents[state->agent].id;
	const char *hindrance;
	enum ticket_status status;

	if (name == command->name && *arguments) {
		*result = arena_printf(record->arena, "#%s takes nothing behind it", command->name);
		return false;
	}
	if (!ticket_status_parse(name, &status) || status == STATUS_NEW) {
		*result = arena_printf(record->arena,
				       "\"%.*s\" is no status: open, pending, hold, solved, closed",
				       (int)text_cut_len(name, strlen(name), 40), name);
		return false;
	}
	state->has_status = true;
	if (state->ticket->status == status) {
		*result = arena_printf(record->arena, "was %s already", name);
		return true;
	}
	*result = arena_printf(record->arena, "%s, was %s", name,
			       ticket_status_name(state->ticket->status));
	hindrance = learn_hindrance(record, state->ticket, status);
	if (hindrance) {
		*result = hindrance;
		return false;
	}
	record_status(record, state->ticket, status, by, NULL);
	return true;
}
