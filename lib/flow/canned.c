/* Answers of the conf with the values that an agent gave: Mustache to plain words, which are put
 * into the mail as a person's words are. */
#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "desk/command.h"
#include "desk/subject.h"
#include "flow/internal.h"
#include "tmpl/mustache.h"

enum { CANNED_MAX = 100 };

/* One #use on one ticket. */
struct use {
	struct flow *flow;
	const struct ticket *ticket;
	struct arena *arena;
	const struct conf_answer *answer;
	struct mustache *compiled;
	struct value *given, *data;
	const char *why; /* it can't be made; NULL */
};

static const struct conf_answer *find_answer(struct use *use, const char *name)
{
	const struct conf *conf = use->flow->conf;
	const char *near = NULL;

	for (size_t i = 0; i < conf->answer_count; i++) {
		if (text_equal_nocase(conf->answers[i].name, name))
			return &conf->answers[i];
		if (text_distance(conf->answers[i].name, name, 2) <= 2)
			near = conf->answers[i].name;
	}
	use->why = near ? arena_printf(use->arena, "there is no answer \"%.40s\"; did you mean %s?",
				       name, near)
			: arena_printf(use->arena, "there is no answer \"%.40s\"", name);
	return NULL;
}

/* Length of `key=` at the start of text; 0. */
static size_t key_len(const char *text)
{
	size_t len = 0;

	while (isalnum((unsigned char)text[len]) || (text[len] && strchr("._-", text[len])))
		len++;
	return len && text[len] == '=' ? len + 1 : 0;
}

/* A value goes up to the next ` key=`; quotes around it are left out. */
static size_t value_len(const char *text)
{
	size_t len = 0;

	if (*text == '"' && strchr(text + 1, '"'))
		return (size_t)(strchr(text + 1, '"') + 1 - text);
	while (text[len] && !(text[len] == ' ' && key_len(text + len + strspn(text + len, " "))))
		len++;
	return len;
}

static const char *unquoted(struct arena *arena, const char *text, size_t len)
{
	while (len && text[len - 1] == ' ')
		len--;
	if (len >= 2 && *text == '"' && text[len - 1] == '"')
		return arena_strndup(arena, text + 1, len - 2);
	return arena_strndup(arena, text, len);
}

static void read_values(struct use *use, const char *text)
{
	while (!use->why && *(text += strspn(text, " ,"))) {
		size_t key = key_len(text), len;

		if (!key) {
			use->why = arena_printf(use->arena,
						"\"%.40s\" is no value: write KEY=VALUE", text);
			return;
		}
		len = value_len(text + key);
		value_set_text(use->arena, use->given, arena_strndup(use->arena, text, key - 1),
			       unquoted(use->arena, text + key, len));
		text += key + len;
	}
}

static struct value *map_of(struct use *use, const char *key)
{
	struct value *map = value_map(use->arena);

	value_set(use->arena, use->data, key, map);
	return map;
}

/* What the ticket knows; a value that was given goes before it. */
static void set_data(struct use *use, const char *agent)
{
	const struct conf *conf = use->flow->conf;
	const struct ticket *ticket = use->ticket;
	struct value *map = map_of(use, "requester");

	value_set_text(use->arena, map, "name",
		       *ticket->requester.name ? ticket->requester.name : NULL);
	value_set_text(use->arena, map, "email", ticket->requester.email);
	map = map_of(use, "ticket");
	value_set_number(use->arena, map, "number", ticket->number);
	value_set_text(use->arena, map, "tag", subject_tag(conf, ticket->number, use->arena));
	value_set_text(use->arena, map, "subject", ticket->subject);
	value_set_text(use->arena, map_of(use, "desk"), "name", conf->desk.name);
	value_set_text(use->arena, map_of(use, "agent"), "name", agent);
	for (size_t i = 0; i < use->given->count; i++)
		value_set(use->arena, use->data, use->given->members[i].key,
			  use->given->members[i].value);
}

/* Names of values that stand in it; with a name: is it there? */
static bool has_name(const struct mustache *piece, const char *name)
{
	for (; piece; piece = piece->next)
		if ((piece->part_count && strcmp(piece->parts[0], name) == 0) ||
		    has_name(piece->children, name))
			return true;
	return false;
}

/* The values that nobody gave, parted by commas. within: names of sections around them. */
static const char *missing(struct use *use, const struct mustache *piece, const char *found)
{
	for (; piece; piece = piece->next) {
		bool is_value = piece->kind == MUSTACHE_VALUE || piece->kind == MUSTACHE_RAW;

		if (is_value && piece->part_count && !value_get(use->data, piece->parts[0]) &&
		    !strstr(found, piece->parts[0]))
			found = arena_printf(use->arena, "%s%s%s", found, *found ? ", " : "",
					     piece->parts[0]);
		/* What stands in a section is only there with its value. */
		if (piece->kind == MUSTACHE_SECTION && piece->part_count &&
		    value_get(use->data, piece->parts[0]))
			found = missing(use, piece->children, found);
		else if (piece->kind == MUSTACHE_INVERTED)
			found = missing(use, piece->children, found);
	}
	return found;
}

static void check_names(struct use *use)
{
	const char *lacking = missing(use, use->compiled, "");

	for (size_t i = 0; !use->why && i < use->given->count; i++)
		if (!has_name(use->compiled, use->given->members[i].key))
			use->why = arena_printf(use->arena, "%s has no place for \"%.40s\"",
						use->answer->name, use->given->members[i].key);
	if (!use->why && *lacking)
		use->why =
		    arena_printf(use->arena, "%s needs a value for %s", use->answer->name, lacking);
}

static const char *render(struct use *use)
{
	struct mustache_options options = {.escape = MUSTACHE_NONE};
	const char *words = NULL;
	struct err err = {0};
	struct buf out;

	buf_init(&out);
	if (mustache_render(use->compiled, use->data, &options, &out, &err) < 0)
		use->why = arena_strdup(use->arena, err.text);
	else
		words = text_clean_dup(use->arena, out.data, out.len, TEXT_BODY);
	buf_release(&out);
	return words;
}

static struct canned_text make(struct use *use, const char *arguments, const char *agent)
{
	struct canned_text canned = {.use = arguments, .ticket = use->ticket->number};
	const char *rest = arguments, *name = command_next_word(use->arena, &rest);
	struct err err = {0};

	use->given = value_map(use->arena);
	use->data = value_map(use->arena);
	use->answer = *name ? find_answer(use, name) : NULL;
	if (use->answer &&
	    mustache_compile(use->arena, use->answer->text, 1, &use->compiled, NULL, &err) < 0)
		use->why = arena_printf(use->arena, "%s is ill-formed in the conf: %s",
					use->answer->name, err.text);
	if (use->answer && !use->why)
		read_values(use, rest);
	if (use->answer && !use->why) {
		set_data(use, agent);
		check_names(use);
	}
	if (use->answer && !use->why)
		canned.words = render(use);
	canned.why = use->why ? use->why : "say which answer";
	return canned;
}

void canned_load(struct flow *flow, const struct wants *wants, const struct event *event,
		 struct arena *arena, struct facts *facts)
{
	const struct message *message = event->message;
	size_t agent = message && message->from.count
			   ? conf_agent_by_address(flow->conf, message->from.items[0].email)
			   : CONF_NO_INDEX;
	const char *name = agent == CONF_NO_INDEX ? "" : flow->conf->agents[agent].name;

	for (size_t i = 0; i < wants->use_count; i++)
		for (size_t t = 0; t < facts->ticket_count && facts->canned_count < CANNED_MAX;
		     t++) {
			struct use use = {
			    .flow = flow, .ticket = facts->tickets[t], .arena = arena};

			facts->canned = arena_grow(arena, facts->canned, facts->canned_count,
						   sizeof *facts->canned);
			facts->canned[facts->canned_count++] = make(&use, wants->uses[i], name);
		}
}
