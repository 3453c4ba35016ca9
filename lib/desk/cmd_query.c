/* #show #history #who #list #mine #queue #search #help: what an agent wants to know; flow answers
 * in the transcript. */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "desk/command.h"
#include "desk/rules.h"

static void ask(struct command_state *state, struct mail_query query, const char *word,
		const char *arguments, const char **result)
{
	query.title =
	    arena_printf(state->record->arena, "#%s%s%s", word, *arguments ? " " : "", arguments);
	state->queries = arena_grow(state->record->arena, state->queries, state->query_count,
				    sizeof *state->queries);
	state->queries[state->query_count++] = query;
	*result = "see below";
}

/* This ticket, or the one that is named. */
static bool ask_about(struct command_state *state, enum query_kind kind, const char *word,
		      const char *arguments, const char **result)
{
	struct record *record = state->record;
	struct mail_query query = {.kind = kind,
				   .ticket = state->ticket ? state->ticket->number : 0};

	if (*arguments) {
		query.ticket = command_ticket_number(record->conf, arguments);
		if (!query.ticket || !facts_ticket(record->facts, query.ticket)) {
			*result =
			    arena_printf(record->arena, "there is no ticket \"%.40s\"", arguments);
			return false;
		}
	}
	if (!query.ticket) {
		*result = arena_printf(record->arena, "say of which ticket: #%.20s NUMBER", word);
		return false;
	}
	ask(state, query, word, arguments, result);
	return true;
}

/* A mail with such a line goes another way (desk/control.h). */
bool command_on(struct command_state *state, const char *word, const char *arguments,
		const char **result)
{
	(void)state;
	(void)word;
	(void)arguments;
	*result = "#on stands alone on its line";
	return false;
}

bool command_show(struct command_state *state, const char *word, const char *arguments,
		  const char **result)
{
	return ask_about(state, QUERY_SHOW, word, arguments, result);
}

bool command_history(struct command_state *state, const char *word, const char *arguments,
		     const char **result)
{
	return ask_about(state, QUERY_HISTORY, word, arguments, result);
}

bool command_who(struct command_state *state, const char *word, const char *arguments,
		 const char **result)
{
	return ask_about(state, QUERY_WHO, word, arguments, result);
}

/* The first team that the agent is in; NULL. */
static const char *team_of(const struct conf *conf, size_t agent)
{
	for (size_t t = 0; t < conf->team_count; t++)
		for (size_t i = 0; i < conf->teams[t].agent_count; i++)
			if (conf->teams[t].agents[i] == agent)
				return conf->teams[t].name;
	return NULL;
}

bool command_list(struct command_state *state, const char *word, const char *arguments,
		  const char **result)
{
	const struct conf *conf = state->record->conf;
	struct mail_query query = {.kind = QUERY_LIST};
	size_t team;

	if (text_equal_nocase(word, "mine")) {
		query.owner = conf->agents[state->agent].id;
	} else if (text_equal_nocase(word, "queue")) {
		query.team = team_of(conf, state->agent);
	} else if (*arguments) {
		team = conf_team_by_name(conf, arguments);
		if (team == CONF_NO_INDEX) {
			*result = arena_printf(state->record->arena, "there is no team \"%.60s\"",
					       arguments);
			return false;
		}
		query.team = conf->teams[team].name;
	}
	ask(state, query, word, arguments, result);
	return true;
}

bool command_tiers(struct command_state *state, const char *word, const char *arguments,
		   const char **result)
{
	struct mail_query query = {.kind = QUERY_TIERS};

	if (*arguments) {
		*result = "#tiers takes nothing behind it";
		return false;
	}
	ask(state, query, word, arguments, result);
	return true;
}

bool command_search(struct command_state *state, const char *word, const char *arguments,
		    const char **result)
{
	struct mail_query query = {.kind = QUERY_SEARCH, .argument = arguments};

	if (!*arguments) {
		*result = "say what: #search WORDS";
		return false;
	}
	ask(state, query, word, arguments, result);
	return true;
}

bool command_help(struct command_state *state, const char *word, const char *arguments,
		  const char **result)
{
	struct mail_query query = {.kind = QUERY_HELP};

	arguments += strspn(arguments, "#");
	query.argument = arguments;
	if (*arguments && !command_find(arguments)) {
		*result = arena_printf(state->record->arena, "there is no #%.40s", arguments);
		return false;
	}
	ask(state, query, word, arguments, result);
	return true;
}
