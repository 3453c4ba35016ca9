/* #offer: what the customer is given. #exception: a policy that is not kept this time. #approve
 * #deny: what an approver says of it. */
#include "desk/offer.h"

bool command_offer(struct command_state *state, const char *word, const char *arguments,
		   const char **result)
{
	(void)word;
	return offer_make(state, arguments, result);
}

bool command_exception(struct command_state *state, const char *word, const char *arguments,
		       const char **result)
{
	(void)word;
	return offer_exception(state, arguments, result);
}

/* The text below the command is the approver's too: none of it is for the customer. */
static const char *all_words(const struct command_state *state, const char *arguments)
{
	struct arena *arena = state->record->arena;
	const char *words = state->text, *rest;

	if (offer_verdict(words, &rest, arena))
		return arguments;
	return *arguments && *words ? arena_printf(arena, "%s\n%s", arguments, words)
	       : *words             ? words
				    : arguments;
}

bool command_approve(struct command_state *state, const char *word, const char *arguments,
		     const char **result)
{
	(void)word;
	return offer_decide(state, true, all_words(state, arguments), result);
}

bool command_deny(struct command_state *state, const char *word, const char *arguments,
		  const char **result)
{
	(void)word;
	return offer_decide(state, false, all_words(state, arguments), result);
}
