/* #note, #public. Words behind #note are part of the text (desk/agent.c). */
#include "desk/command.h"

bool command_note(struct command_state *state, const char *word, const char *arguments,
		  const char **result)
{
	(void)word;
	(void)arguments;
	if (state->is_public) {
		*result = "the text can't be both #note and #public";
		return false;
	}
	state->is_internal = true;
	*result = "kept as a note, not sent to the customer";
	return true;
}

bool command_public(struct command_state *state, const char *word, const char *arguments,
		    const char **result)
{
	(void)word;
	if (*arguments || state->is_internal) {
		*result = *arguments ? "#public takes nothing behind it"
				     : "the text can't be both #note and #public";
		return false;
	}
	state->is_public = true;
	*result = "sent to the customer";
	return true;
}
