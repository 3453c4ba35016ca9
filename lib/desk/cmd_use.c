/* #use NAME KEY=VALUE …: an answer of the conf; flow has rendered it. */
#include <string.h>

#include "base/text.h"
#include "desk/command.h"

static const char *names(const struct command_state *state)
{
	const struct conf *conf = state->record->conf;
	const char *all = "";

	for (size_t i = 0; i < conf->answer_count; i++)
		all = arena_printf(state->record->arena, "%s%s%s", all, *all ? ", " : "",
				   conf->answers[i].name);
	return all;
}

static const struct canned_text *find_canned(const struct command_state *state,
					     const char *arguments)
{
	const struct facts *facts = state->record->facts;

	for (size_t i = 0; i < facts->canned_count; i++)
		if (facts->canned[i].ticket == state->ticket->number &&
		    strcmp(facts->canned[i].use, arguments) == 0)
			return &facts->canned[i];
	return NULL;
}

bool command_use(struct command_state *state, const char *word, const char *arguments,
		 const char **result)
{
	struct arena *arena = state->record->arena;
	const struct canned_text *canned = find_canned(state, arguments);

	(void)word;
	if (!state->record->conf->answer_count) {
		*result = "the desk has no ready answers";
		return false;
	}
	if (!*arguments || !canned) {
		*result = arena_printf(arena, "say which: #use NAME; there are %s", names(state));
		return false;
	}
	if (!canned->words) {
		*result = canned->why;
		return false;
	}
	state->canned = state->canned ? arena_printf(arena, "%s\n%s", state->canned, canned->words)
				      : canned->words;
	*result = "put before your text";
	return true;
}
