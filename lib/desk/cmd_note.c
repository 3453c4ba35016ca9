/* #note: the whole text of the mail is internal. Words behind it are part of the text
 * (desk/agent.c). */
#include "desk/command.h"

bool command_note(struct command_state *state, const char *word, const char *arguments,
		  const char **result)
{
	(void)word;
	(void)arguments;
	state->is_internal = true;
	*result = "kept as a note, not sent to the customer";
	return true;
}
