/* #draft: the text is kept. #send: the newest draft goes out, also one that a wrong command held
 * back. */
#include "desk/command.h"

bool command_draft(struct command_state *state, const char *word, const char *arguments,
		   const char **result)
{
	(void)word;
	if (*arguments || state->is_public) {
		*result = *arguments ? "#draft takes nothing behind it"
				     : "the text can't be both #draft and #public";
		return false;
	}
	state->is_internal = true;
	state->is_draft = true;
	*result = "kept, and not sent: answer #send to send it";
	return true;
}

bool command_send(struct command_state *state, const char *word, const char *arguments,
		  const char **result)
{
	const struct facts *facts = state->record->facts;

	(void)word;
	if (*arguments) {
		*result = "#send takes nothing behind it";
		return false;
	}
	for (size_t i = 0; i < facts->draft_count; i++)
		if (facts->drafts[i].ticket == state->ticket->number)
			state->draft = &facts->drafts[i];
	if (!state->draft) {
		*result = "you have no draft on this ticket";
		return false;
	}
	*result = "sent to the customer";
	return true;
}
