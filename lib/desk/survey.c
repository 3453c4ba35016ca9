#include "desk/survey.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/ids.h"
#include "base/text.h"

enum { DATA_MAX = 64 };

static const char *const kind_names[] = {"survey", "followup", "debrief",
					 "review", "pulse",    "praise"};

const char *survey_kind_name(enum survey_kind kind)
{
	return kind_names[kind];
}

bool survey_kind_parse(const char *name, enum survey_kind *kind)
{
	for (size_t i = 0; i < sizeof kind_names / sizeof *kind_names; i++)
		if (strcmp(name, kind_names[i]) == 0) {
			*kind = (enum survey_kind)i;
			return true;
		}
	return false;
}

const char *survey_optout_name(enum survey_kind kind)
{
	switch (kind) {
	case SURVEY_SCORES:
	case SURVEY_FOLLOWUP:
		return "surveys";
	case SURVEY_DEBRIEF:
	case SURVEY_REVIEW:
		return "work";
	case SURVEY_PULSE:
		return "pulse";
	case SURVEY_PRAISE:
		return "praise";
	}
	return NULL;
}

static void make(const char *secret, const char *what, int64_t survey, char out[IDS_TOKEN_LEN + 1])
{
	char data[DATA_MAX];
	int len = snprintf(data, sizeof data, "survey|%s|%" PRId64, what, survey);

	ids_hmac_token(secret, data, (size_t)len, out);
}

struct conf_strings survey_marks(const struct conf *conf, int64_t id, struct arena *arena)
{
	struct conf_strings marks = {.count = conf->desk.secrets.count};

	marks.items = arena_array(arena, marks.count, sizeof *marks.items);
	for (size_t i = 0; i < marks.count; i++) {
		char mark[IDS_TOKEN_LEN + 1];

		make(conf->desk.secrets.items[i], "spent", id, mark);
		marks.items[i] = arena_strdup(arena, mark);
	}
	return marks;
}

static const char *what_of(enum survey_token_kind kind)
{
	return kind == SURVEY_TOKEN_ANONYMOUS ? "anonymous" : "named";
}

const char *survey_token(const struct conf *conf, enum survey_token_kind kind, int64_t survey,
			 struct arena *arena)
{
	char token[IDS_TOKEN_LEN + 1];

	make(conf->desk.secrets.items[0], what_of(kind), survey, token);
	return arena_printf(arena, "%c%" PRId64 ".%s", kind == SURVEY_TOKEN_ANONYMOUS ? 'a' : 's',
			    survey, token);
}

const char *survey_address(const struct conf *conf, const char *address,
			   enum survey_token_kind kind, int64_t survey, struct arena *arena)
{
	const char *at = strrchr(address, '@');

	if (!at)
		return arena_strdup(arena, address);
	return arena_printf(arena, "%.*s+%s%s", (int)(at - address), address,
			    survey_token(conf, kind, survey, arena), at);
}

/* s7.TOKEN at the start of the text; *len is its length. */
static struct survey_token read_token(const struct conf *conf, const char *text, size_t *len)
{
	struct survey_token found = {0};
	char given[IDS_TOKEN_LEN + 1], right[IDS_TOKEN_LEN + 1];
	const char *at = text + 1;
	size_t i;

	switch (*text | 0x20) {
	case 's':
		found.kind = SURVEY_TOKEN_NAMED;
		break;
	case 'a':
		found.kind = SURVEY_TOKEN_ANONYMOUS;
		break;
	default:
		return (struct survey_token){0};
	}
	for (; isdigit((unsigned char)*at) && at - text < 18; at++)
		found.survey = found.survey * 10 + (*at - '0');
	if (at == text + 1 || *at++ != '.')
		return (struct survey_token){0};
	for (i = 0; i < IDS_TOKEN_LEN && isalnum((unsigned char)at[i]); i++)
		given[i] = (char)tolower((unsigned char)at[i]);
	given[i] = '\0';
	*len = (size_t)(at - text) + i;
	for (size_t s = 0; s < conf->desk.secrets.count; s++) {
		make(conf->desk.secrets.items[s], what_of(found.kind), found.survey, right);
		if (ids_token_equal(right, given))
			return found;
	}
	return (struct survey_token){0};
}

struct survey_token survey_token_of_address(const struct conf *conf, const char *mailbox,
					    const char *address)
{
	const char *at = strrchr(mailbox, '@');
	size_t base = at ? (size_t)(at - mailbox) : 0, len;
	struct survey_token found = {0};

	if (!base || strncasecmp(address, mailbox, base) != 0 || address[base] != '+')
		return found;
	found = read_token(conf, address + base + 1, &len);
	if (found.kind && address[base + 1 + len] != '@')
		found = (struct survey_token){0};
	return found;
}

/* In brackets: [ACME-1 s7.TOKEN], [ACME a7.TOKEN]. */
struct survey_token survey_token_of_subject(const struct conf *conf, const char *subject,
					    const char **rest, struct arena *arena)
{
	const char *open = strchr(subject, '[');

	*rest = subject;
	for (; open; open = strchr(open + 1, '[')) {
		size_t inner = strcspn(open + 1, " ]");
		const char *token = open + 1 + inner;
		struct survey_token found;
		size_t len;

		if (*token != ' ' || !text_starts_nocase(open + 1, conf->desk.tag))
			continue;
		found = read_token(conf, token + 1, &len);
		if (!found.kind || token[1 + len] != ']')
			continue;
		*rest =
		    arena_printf(arena, "%.*s%s", (int)(open - subject), subject, token + 2 + len);
		return found;
	}
	return (struct survey_token){0};
}
