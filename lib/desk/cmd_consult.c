/* #consult WHO QUESTION: asks a colleague, and the ticket stays where it is. #advise: the answer,
 * which goes to who asked and to nobody else. */
#include <string.h>

#include "base/text.h"
#include "desk/assign.h"
#include "desk/command.h"
#include "desk/tier.h"

static const char *id_of(const struct command_state *state, size_t agent)
{
	return state->record->conf->agents[agent].id;
}

/* Who asked that agent on this ticket, the last one first: a list of ids. */
static const char *field_of(const struct command_state *state, size_t agent)
{
	return arena_printf(state->record->arena, "consult.%s", id_of(state, agent));
}

static void send(struct command_state *state, size_t to, const char *words, bool is_question)
{
	struct record *record = state->record;
	const struct conf_agent *writer = &record->conf->agents[state->agent];
	struct mail_change *mail =
	    record_agent_mail(record, state->ticket, to, "consult", writer->id);

	mail->is_words = true;
	mail->has_attachments = true;
	mail->words = words;
	mail->words_by = writer->name;
	record_pair(record, mail, "consult.asks", is_question ? writer->name : NULL);
	record_journal(record, state->ticket, "consult", writer->id,
		       is_question ? "question" : "answer", NULL, id_of(state, to), NULL);
}

/* The next answer of `from` goes to `to`. */
static void expect_answer(struct command_state *state, size_t from, size_t to)
{
	const char *field = field_of(state, from);
	const char *before = ticket_field(state->ticket, field);
	const char *id = id_of(state, to);

	record_field(state->record, state->ticket, field,
		     before && strcmp(before, id) != 0
			 ? arena_printf(state->record->arena, "%s,%s", id, before)
			 : id);
}

/* An agent, or of a tier the one who would be asked first; *rest is behind the name. */
static size_t find_who(struct command_state *state, const char *arguments, const char **rest)
{
	const struct conf *conf = state->record->conf;

	for (size_t i = 0; i < conf->tier_count; i++) {
		size_t len = strlen(conf->tiers[i].name);

		if (!text_starts_nocase(arguments, conf->tiers[i].name) ||
		    (arguments[len] && !strchr(" :,", arguments[len])))
			continue;
		*rest = arguments + len;
		return tier_choose(state->record, state->ticket, i, id_of(state, state->agent));
	}
	*rest = arguments;
	return assign_find_agent(conf, command_next_word(state->record->arena, rest));
}

bool command_consult(struct command_state *state, const char *word, const char *arguments,
		     const char **result)
{
	struct arena *arena = state->record->arena;
	const char *rest, *question = state->text;
	size_t who;

	(void)word;
	who = find_who(state, arguments, &rest);
	if (who == CONF_NO_INDEX || who == state->agent) {
		*result = who == state->agent ? "that is you"
					      : "say whom, an agent or a tier, and what: "
						"#consult WHO QUESTION";
		return false;
	}
	rest += strspn(rest, " :,");
	if (*rest)
		question = *question ? arena_printf(arena, "%s\n\n%s", rest, question) : rest;
	if (!*question) {
		*result = "say what you want to know: #consult WHO QUESTION";
		return false;
	}
	state->is_for_colleagues = true;
	state->is_quiet = true;
	expect_answer(state, who, state->agent);
	send(state, who, question, true);
	*result = arena_printf(arena, "%s is asked; the ticket stays where it is",
			       state->record->conf->agents[who].name);
	return true;
}

/* Of those who asked, the one whose question is answered: its mail names them. */
static size_t asker_of(const struct command_state *state, const char *askers)
{
	const struct conf *conf = state->record->conf;
	const struct facts *facts = state->record->facts;
	size_t first = CONF_NO_INDEX;

	while (*askers) {
		size_t len = strcspn(askers, ",");
		size_t agent =
		    conf_agent_by_id(conf, arena_strndup(state->record->arena, askers, len));

		for (size_t i = 0; agent != CONF_NO_INDEX && i < facts->sent_count; i++)
			if (!strcmp(facts->sent[i].template_name, "consult") &&
			    facts->sent[i].text &&
			    strstr(facts->sent[i].text, conf->agents[agent].name))
				return agent;
		if (first == CONF_NO_INDEX)
			first = agent;
		askers += len + (askers[len] == ',');
	}
	return first;
}

bool command_advise(struct command_state *state, const char *word, const char *arguments,
		    const char **result)
{
	const char *askers = ticket_field(state->ticket, field_of(state, state->agent));
	const char *words = state->text;
	size_t asker = askers ? asker_of(state, askers) : CONF_NO_INDEX;

	(void)word;
	if (asker == CONF_NO_INDEX) {
		*result = "nobody has asked you about this ticket";
		return false;
	}
	if (*arguments)
		words = *words ? arena_printf(state->record->arena, "%s\n\n%s", arguments, words)
			       : arguments;
	if (!*words) {
		*result = "your answer is empty";
		return false;
	}
	state->is_for_colleagues = true;
	state->is_quiet = true;
	expect_answer(state, asker, state->agent);
	send(state, asker, words, false);
	*result = arena_printf(state->record->arena, "goes to %s alone",
			       state->record->conf->agents[asker].name);
	return true;
}
