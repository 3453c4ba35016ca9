#include "desk/case_facts.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

enum { VALUE_MAX = 4000 };

static const char *const usual[] = {"summary", "tried", "impact"};
static const char *const extras[] = {"summary", "tried", "impact", "wants", "asked", "proposed"};

#define COUNT(table) (sizeof(table) / sizeof *(table))

static bool has_name(const struct conf_strings *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++)
		if (text_equal_nocase(names->items[i], name))
			return true;
	return false;
}

static void add_names(struct conf_strings *names, const char *const *more, size_t count,
		      struct arena *arena)
{
	for (size_t i = 0; i < count; i++) {
		if (has_name(names, more[i]))
			continue;
		names->items = arena_grow(arena, names->items, names->count, sizeof *names->items);
		names->items[names->count++] = more[i];
	}
}

struct conf_strings case_facts_required(const struct conf *conf, const struct ticket *ticket,
					struct arena *arena)
{
	const char *category = ticket->category ? ticket->category : "";
	size_t len = strcspn(category, "/");
	struct conf_strings names = {0};

	for (size_t i = 0; i < conf->category_count; i++) {
		const struct conf_category *one = &conf->categories[i];

		if (strlen(one->name) == len && strncasecmp(one->name, category, len) == 0)
			return one->required;
	}
	add_names(&names, usual, COUNT(usual), arena);
	return names;
}

struct conf_strings case_facts_names(const struct conf *conf, const struct ticket *ticket,
				     struct arena *arena)
{
	struct conf_strings required = case_facts_required(conf, ticket, arena), names = {0};

	add_names(&names, required.items, required.count, arena);
	add_names(&names, extras, COUNT(extras), arena);
	return names;
}

/* The name that the line begins with, and where its value begins; NULL. */
static const char *name_of(const char *line, const struct conf_strings *names, const char **value)
{
	line += strspn(line, " \t>*-_");
	for (size_t i = 0; i < names->count; i++) {
		size_t len = strlen(names->items[i]);
		const char *at = line + len;

		if (strncasecmp(line, names->items[i], len) != 0)
			continue;
		at += strspn(at, " \t*_");
		if (*at != ':')
			continue;
		at++;
		*value = at + strspn(at, " \t*_");
		return names->items[i];
	}
	return NULL;
}

static const char *next_line(struct arena *arena, const char **text)
{
	size_t len = strcspn(*text, "\n");
	const char *line = arena_strndup(arena, *text, len);

	*text += len + ((*text)[len] == '\n');
	return line;
}

/* Is there a name in one of the lines that follow? */
static bool has_more(const char *text, const struct conf_strings *names, struct arena *arena)
{
	const char *value;

	while (*text)
		if (name_of(next_line(arena, &text), names, &value))
			return true;
	return false;
}

static const char *joined(struct arena *arena, const char *text, const char *line)
{
	return *text ? arena_printf(arena, "%s\n%s", text, line) : line;
}

static const char *trimmed(struct arena *arena, const char *text)
{
	size_t len;

	text += strspn(text, " \t\n>");
	len = text_cut_len(text, strlen(text), VALUE_MAX);
	while (len && isspace((unsigned char)text[len - 1]))
		len--;
	return arena_strndup(arena, text, len);
}

static void add_fact(struct case_facts *facts, const char *name, const char *value,
		     struct arena *arena)
{
	value = trimmed(arena, value);
	if (!name || !*value)
		return;
	facts->items = arena_grow(arena, facts->items, facts->count, sizeof *facts->items);
	facts->items[facts->count++] = (struct case_fact){.name = name, .value = value};
}

struct case_facts case_facts_read(const char *text, const struct conf_strings *names,
				  struct arena *arena)
{
	struct case_facts facts = {.rest = ""};
	const char *name = NULL, *value = "";

	while (*text) {
		const char *line = next_line(arena, &text), *begin;
		const char *found = name_of(line, names, &begin);

		if (found) {
			add_fact(&facts, name, value, arena);
			name = found;
			value = begin;
		} else if (!name) {
			facts.rest = joined(arena, facts.rest, line);
		} else if (line[strspn(line, " \t>")] || has_more(text, names, arena)) {
			value = joined(arena, value, line + strspn(line, ">"));
		} else {
			add_fact(&facts, name, value, arena);
			name = NULL;
		}
	}
	add_fact(&facts, name, value, arena);
	facts.rest = trimmed(arena, facts.rest);
	return facts;
}

void case_facts_keep(struct record *record, struct ticket *ticket, const struct case_facts *facts)
{
	for (size_t i = 0; i < facts->count; i++)
		record_field(record, ticket, facts->items[i].name, facts->items[i].value);
}

struct conf_strings case_facts_missing(const struct conf *conf, const struct ticket *ticket,
				       struct arena *arena)
{
	struct conf_strings required = case_facts_required(conf, ticket, arena), missing = {0};

	for (size_t i = 0; i < required.count; i++)
		if (!ticket_field(ticket, required.items[i]))
			add_names(&missing, &required.items[i], 1, arena);
	return missing;
}
