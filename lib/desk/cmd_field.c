/* #priority #category #subject #tag #untag: what a ticket is called and sorted by. */
#include <string.h>

#include "base/text.h"
#include "desk/command.h"

enum { TAGS_LEN_MAX = 1000 };

static const char *me(const struct command_state *state)
{
	return state->record->conf->agents[state->agent].id;
}

bool command_priority(struct command_state *state, const char *word, const char *arguments,
		      const char **result)
{
	const char *level = text_address_key(state->record->arena, arguments);
	enum ticket_priority priority;

	(void)word;
	if (!ticket_priority_parse(level, &priority)) {
		*result =
		    arena_printf(state->record->arena,
				 "\"%.40s\" is no priority: low, normal, high, urgent", arguments);
		return false;
	}
	if (priority != state->ticket->priority)
		record_journal(state->record, state->ticket, "priority", me(state), NULL,
			       ticket_priority_name(state->ticket->priority),
			       ticket_priority_name(priority), NULL);
	state->ticket->priority = priority;
	*result = arena_printf(state->record->arena, "priority %s", level);
	return true;
}

/* Where the conf names categories it must be one of them, or NAME/SUBCATEGORY. */
static bool is_category(const struct conf *conf, const char *name)
{
	size_t len = strcspn(name, "/");

	for (size_t i = 0; i < conf->category_count; i++) {
		const struct conf_category *category = &conf->categories[i];

		if (strlen(category->name) != len || strncasecmp(category->name, name, len) != 0)
			continue;
		if (!name[len])
			return true;
		for (size_t s = 0; s < category->subcategories.count; s++)
			if (text_equal_nocase(category->subcategories.items[s], name + len + 1))
				return true;
	}
	return conf->category_count == 0 && *name;
}

bool command_category(struct command_state *state, const char *word, const char *arguments,
		      const char **result)
{
	const char *name = text_address_key(state->record->arena, arguments);

	(void)word;
	if (!is_category(state->record->conf, name)) {
		*result =
		    arena_printf(state->record->arena, "there is no category \"%.60s\"", arguments);
		return false;
	}
	if (!state->ticket->category || strcmp(state->ticket->category, name) != 0)
		record_journal(state->record, state->ticket, "category", me(state), NULL,
			       state->ticket->category, name, NULL);
	state->ticket->category = name;
	*result = arena_printf(state->record->arena, "category %s", name);
	return true;
}

bool command_subject(struct command_state *state, const char *word, const char *arguments,
		     const char **result)
{
	(void)word;
	if (!*arguments) {
		*result = "say the new subject: #subject TEXT";
		return false;
	}
	record_journal(state->record, state->ticket, "subject", me(state), NULL, NULL, NULL, NULL);
	state->ticket->subject = arguments;
	*result = "subject changed";
	return true;
}

static bool has_tag(const char *tags, const char *tag)
{
	size_t len = strlen(tag);

	for (const char *at = tags; *at; at += strcspn(at, ","), at += *at == ',')
		if (strcspn(at, ",") == len && strncmp(at, tag, len) == 0)
			return true;
	return false;
}

/* The tags with one more at its place in the alphabet, or without one. */
static const char *changed_tags(struct arena *arena, const char *tags, const char *add,
				const char *remove)
{
	const char *out = "", *rest = tags;
	bool is_added = add == NULL;

	while (*rest || !is_added) {
		size_t len = strcspn(rest, ",");
		const char *tag = arena_strndup(arena, rest, len);

		if (!is_added && (!*rest || strcmp(add, tag) < 0)) {
			out = arena_printf(arena, "%s%s%s", out, *out ? "," : "", add);
			is_added = true;
			continue;
		}
		if (!remove || strcmp(remove, tag) != 0)
			out = arena_printf(arena, "%s%s%s", out, *out ? "," : "", tag);
		rest += len + (rest[len] == ',');
	}
	return out;
}

static bool change_tags(struct command_state *state, const char *arguments, bool is_adding,
			const char **result)
{
	struct arena *arena = state->record->arena;
	const char *before = state->ticket->tags, *tag;

	if (!*arguments) {
		*result = "say which: words, parted by blanks";
		return false;
	}
	while (*(tag = command_next_word(arena, &arguments))) {
		if (strlen(state->ticket->tags) + strlen(tag) > TAGS_LEN_MAX) {
			*result = "these are too many tags";
			return false;
		}
		tag = text_address_key(arena, tag);
		if (has_tag(state->ticket->tags, tag) != is_adding)
			state->ticket->tags =
			    changed_tags(arena, state->ticket->tags, is_adding ? tag : NULL,
					 is_adding ? NULL : tag);
	}
	if (strcmp(before, state->ticket->tags) != 0)
		record_journal(state->record, state->ticket, "tag", me(state), NULL,
			       *before ? before : NULL,
			       *state->ticket->tags ? state->ticket->tags : NULL, NULL);
	*result =
	    arena_printf(arena, "tags: %s", *state->ticket->tags ? state->ticket->tags : "none");
	return true;
}

bool command_tag(struct command_state *state, const char *word, const char *arguments,
		 const char **result)
{
	(void)word;
	return change_tags(state, arguments, true, result);
}

bool command_untag(struct command_state *state, const char *word, const char *arguments,
		   const char **result)
{
	(void)word;
	return change_tags(state, arguments, false, result);
}
