/* #undo: takes back what the agent's last mail did, or the one whose transcript is answered. */
#include <string.h>

#include "base/timestamp.h"
#include "desk/command.h"
#include "desk/undo.h"

/* That of the transcript that is answered; else the agent's newest on the ticket. */
static const struct kept_message *find_kept(const struct command_state *state)
{
	const struct facts *facts = state->record->facts;
	const char *me = state->record->conf->agents[state->agent].id;

	for (size_t i = 0; i < facts->kept_count; i++) {
		const struct kept_message *kept = &facts->kept[i];

		if (kept->undo && kept->ticket == state->ticket->number && kept->agent &&
		    strcmp(kept->agent, me) == 0)
			return kept;
	}
	return NULL;
}

bool command_undo(struct command_state *state, const char *word, const char *arguments,
		  const char **result)
{
	const struct record *record = state->record;
	const struct kept_message *kept = find_kept(state);
	char window[TIMESTAMP_LEN];

	(void)word;
	if (*arguments) {
		*result = "#undo takes nothing behind it";
		return false;
	}
	if (!kept) {
		*result = "there is nothing that could be taken back";
		return false;
	}
	if (record->now_us - kept->at_us > record->conf->commands.undo_us) {
		*result =
		    arena_printf(record->arena, "it is too late: commands can be taken back for %s",
				 duration_text(record->conf->commands.undo_us, window));
		return false;
	}
	state->has_status = true;
	*result = undo_carry_out(state, kept);
	return true;
}
