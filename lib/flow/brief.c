/* What only the store knows of a case, for who is asked to take it over: what was said, tried,
 * asked and answered, and what was attached. */
#include <string.h>

#include "base/text.h"
#include "base/zone.h"
#include "flow/internal.h"

enum { EXCHANGES_MAX = 200, EXCERPT_MAX = 400, FILES_MAX = 50, QUESTIONS_MAX = 20 };

struct story {
	struct flow *flow;
	const struct conf_agent *reader;
	struct arena *arena;
	struct exchange *exchanges; /* newest first */
	size_t count;
	struct value *brief; /* the map that is filled */
};

static bool is_customers(const struct exchange *exchange)
{
	return strcmp(exchange->by, "customer") == 0;
}

/* A colleague's word to the customer. */
static bool is_answer(const struct story *story, const struct exchange *exchange)
{
	return exchange->is_public &&
	       conf_agent_by_id(story->flow->conf, exchange->by) != CONF_NO_INDEX;
}

static const char *excerpt(struct arena *arena, const char *text)
{
	const char *line = text_clean_dup(arena, text, strlen(text), TEXT_LINE);
	size_t len = strlen(line);

	if (len <= EXCERPT_MAX)
		return line;
	return arena_printf(arena, "%.*s …", (int)text_cut_len(line, len, EXCERPT_MAX), line);
}

static const char *moment(const struct story *story, int64_t at_us)
{
	return zone_text(story->arena, at_us, story->reader->timezone, story->reader->language,
			 ZONE_DATE_TIME);
}

/* Where nobody has said it: the customer's first words. */
static void set_summary(struct story *story)
{
	if (value_get(story->brief, "summary"))
		return;
	for (size_t i = story->count; i--;)
		if (is_customers(&story->exchanges[i])) {
			value_set_text(story->arena, story->brief, "summary",
				       excerpt(story->arena, story->exchanges[i].words));
			return;
		}
}

/* Where nobody has said it: what colleagues have written to the customer. */
static void set_tried(struct story *story)
{
	struct value *list = value_list(story->arena);

	if (value_get(story->brief, "tried"))
		return;
	for (size_t i = story->count; i--;) {
		const struct exchange *exchange = &story->exchanges[i];
		struct value *map;
		size_t agent;

		if (!is_answer(story, exchange))
			continue;
		map = value_map(story->arena);
		agent = conf_agent_by_id(story->flow->conf, exchange->by);
		value_set_text(story->arena, map, "by", story->flow->conf->agents[agent].name);
		value_set_text(story->arena, map, "at", moment(story, exchange->at_us));
		value_set_text(story->arena, map, "words", excerpt(story->arena, exchange->words));
		value_append(story->arena, list, map);
	}
	if (list->count)
		value_set(story->arena, story->brief, "answers", list);
}

/* The lines of a text that end with a question mark, as one. */
static const char *questions_in(struct arena *arena, const char *text)
{
	const char *found = "";

	while (*text) {
		size_t len = strcspn(text, "\n"), end = len;

		while (end && strchr(" \t\r", text[end - 1]))
			end--;
		if (end && text[end - 1] == '?')
			found = arena_printf(arena, "%s%s%.*s", found, *found ? " " : "", (int)end,
					     text);
		text += len + (text[len] == '\n');
	}
	return found;
}

/* The customer's next words after the exchange at that place; NULL. */
static const char *answer_to(const struct story *story, size_t at)
{
	while (at--)
		if (is_customers(&story->exchanges[at]))
			return story->exchanges[at].words;
	return NULL;
}

/* Nobody should ask the customer again. */
static void set_questions(struct story *story)
{
	struct value *list = value_list(story->arena);

	for (size_t i = story->count; i-- && list->count < QUESTIONS_MAX;) {
		const char *asked, *answer = answer_to(story, i);
		struct value *map;

		if (!answer || !is_answer(story, &story->exchanges[i]))
			continue;
		asked = questions_in(story->arena, story->exchanges[i].words);
		if (!*asked)
			continue;
		map = value_map(story->arena);
		value_set_text(story->arena, map, "question", excerpt(story->arena, asked));
		value_set_text(story->arena, map, "answer", excerpt(story->arena, answer));
		value_append(story->arena, list, map);
	}
	if (list->count)
		value_set(story->arena, story->brief, "questions", list);
}

static void add_file(struct story *story, struct value *list, const struct exchange *exchange,
		     const struct part_row *part)
{
	struct value *map = value_map(story->arena);

	value_set_text(story->arena, map, "name", part->name);
	value_set_text(
	    story->arena, map, "size",
	    arena_printf(story->arena, "%lld KB", (long long)(part->size + 1023) / 1024));
	value_set_text(story->arena, map, "at", moment(story, exchange->at_us));
	value_append(story->arena, list, map);
}

/* All files by name; those of the customer's newest mail that has some go along. */
static int set_files(struct story *story, int64_t *attached, struct err *err)
{
	struct value *list = value_list(story->arena);

	for (size_t i = 0; i < story->count; i++) {
		const struct exchange *exchange = &story->exchanges[i];
		struct part_row *parts;
		size_t count;

		if (store_parts(story->flow->store, exchange->id, story->arena, &parts, &count,
				err) < 0)
			return -1;
		for (size_t j = 0; j < count && list->count < FILES_MAX; j++)
			if (*parts[j].name)
				add_file(story, list, exchange, &parts[j]);
		if (count && !*attached && is_customers(exchange))
			*attached = exchange->id;
	}
	if (list->count)
		value_set(story->arena, story->brief, "files", list);
	return 0;
}

int brief_set(struct flow *flow, const struct mail_change *mail, struct value *brief,
	      int64_t *attached, struct arena *arena, struct err *err)
{
	size_t agent = conf_agent_by_id(flow->conf, mail->agent);
	struct story story = {.flow = flow, .arena = arena, .brief = brief};

	*attached = 0;
	if (agent == CONF_NO_INDEX)
		return 0;
	story.reader = &flow->conf->agents[agent];
	if (store_exchanges(flow->store, mail->ticket->number, EXCHANGES_MAX, arena,
			    &story.exchanges, &story.count, err) < 0)
		return -1;
	set_summary(&story);
	set_tried(&story);
	set_questions(&story);
	return set_files(&story, attached, err);
}
