/* #needs-info #recap #options #apology #boundary #resolved: the text goes out within the mail of
 * that name, which says what is said each time. */
#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "desk/talk.h"

bool command_talk(struct command_state *state, const char *word, const char *arguments,
		  const char **result)
{
	struct record *record = state->record;
	const struct command *command = command_find(word);

	if (*arguments) {
		*result = arena_printf(record->arena,
				       "#%s takes nothing behind it: its text stands below",
				       command->name);
		return false;
	}
	if (state->template_name || state->is_internal) {
		*result =
		    state->is_internal ? "a note goes to no customer" : "one mail has one form";
		return false;
	}
	state->template_name = command->name;
	if (strcmp(command->name, "resolved") == 0) {
		state->has_status = true;
		record_status(record, state->ticket, STATUS_SOLVED,
			      record->conf->agents[state->agent].id, NULL);
	}
	*result = arena_printf(record->arena, "your text goes out as \"%s\"", command->name);
	return true;
}

/* "2. a new printer", "2) …", "- …": where the words of a choice begin; NULL. */
static const char *choice_words(const char *line)
{
	const char *at = line;

	while (isdigit((unsigned char)*at))
		at++;
	if (at > line && at - line < 3 && (*at == '.' || *at == ')' || *at == ':'))
		at++;
	else if (at == line && (*at == '-' || *at == '*') && at[1] == ' ')
		at++;
	else
		return NULL;
	while (*at == ' ' || *at == '\t')
		at++;
	return *at ? at : NULL;
}

struct talk_options talk_options(const char *words, struct arena *arena)
{
	struct talk_options options = {.rest = ""};
	struct buf rest;

	buf_init(&rest);
	while (*words) {
		size_t len = strcspn(words, "\n");
		const char *line = arena_strndup(arena, words, len);
		const char *choice = choice_words(line);

		if (choice && options.count < TALK_OPTIONS_MAX)
			options.items[options.count++] = choice;
		else
			buf_printf(&rest, "%s\n", line);
		words += len + (words[len] == '\n');
	}
	options.rest = text_clean_dup(arena, rest.data, rest.len, TEXT_BODY);
	while (*options.rest == '\n')
		options.rest++;
	buf_release(&rest);
	return options;
}

const char *talk_hindrance(const struct command_state *state, const char *words)
{
	if (!state->template_name)
		return NULL;
	if (!*words && strcmp(state->template_name, "resolved") != 0)
		return arena_printf(state->record->arena,
				    "#%s needs a text of yours: write it below",
				    state->template_name);
	if (strcmp(state->template_name, "options") == 0 &&
	    talk_options(words, state->record->arena).count < 2)
		return "#options needs two choices or more, each on a line of its own: 1. …";
	return NULL;
}

/* What they may choose from is kept, so that a bare number can be understood. */
static void keep_options(struct record *record, struct ticket *ticket,
			 const struct talk_options *options)
{
	struct buf text;

	buf_init(&text);
	for (size_t i = 0; i < options->count; i++)
		buf_printf(&text, "%s%s", i ? "\n" : "", options->items[i]);
	record_field(record, ticket, TALK_OPTIONS, buf_dup(&text, record->arena));
	record_field(record, ticket, TALK_CHOICE, NULL);
	buf_release(&text);
}

void talk_fill(struct record *record, struct ticket *ticket, struct mail_change *mail)
{
	struct talk_options options;

	if (strcmp(mail->template_name, "options") != 0 || !mail->words)
		return;
	options = talk_options(mail->words, record->arena);
	for (size_t i = 0; i < options.count; i++)
		record_line(record, mail, arena_printf(record->arena, "%zu", i + 1),
			    options.items[i]);
	mail->words = *options.rest ? options.rest : NULL;
	keep_options(record, ticket, &options);
}
