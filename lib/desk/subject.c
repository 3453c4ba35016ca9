#include "desk/subject.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "base/text.h"

/* "Answer" as mail programs put it before a subject; a number in brackets may stand before the
 * colon. */
static const char *const answer_words[] = {
    "re",    "aw",  "antw",  "antwort", "sv",   "vs",   "rif",  "r",    "odp",   "ynt",
    "bls",   "res", "atb",   "tl",      "vá",   "απ",   "ΑΠ",   "Απ",   "ответ", "Ответ",
    "ОТВЕТ", "НА",  "תשובה", "رد",      "回复", "答复", "回覆", "返信", "답장"};

const char *subject_tag(const struct conf *conf, int64_t ticket, struct arena *arena)
{
	return arena_printf(arena, "[%s-%" PRId64 "]", conf->desk.tag, ticket);
}

size_t subject_tag_len(const struct conf *conf, const char *text, int64_t *ticket,
		       const char **bare, size_t *bare_len)
{
	size_t len = strlen(conf->desk.tag);
	const char *at = text + 1;

	*bare = NULL;
	if (*text != '[' || strncasecmp(at, conf->desk.tag, len) != 0 || at[len] != '-')
		return 0;
	at += len + 1;
	for (*ticket = 0, len = 0; isdigit((unsigned char)*at) && len < 18; at++, len++)
		*ticket = *ticket * 10 + (*at - '0');
	if (!len || !*ticket)
		return 0;
	if (*at == ' ' && isalnum((unsigned char)at[1])) {
		*bare = ++at;
		while (isalnum((unsigned char)*at))
			at++;
		*bare_len = (size_t)(at - *bare);
	}
	return *at == ']' ? (size_t)(at + 1 - text) : 0;
}

int64_t subject_ticket(const struct conf *conf, const char *subject, struct arena *arena,
		       const char **bare)
{
	const char *found, *at;
	size_t len = 0;
	int64_t ticket;

	*bare = NULL;
	for (at = strchr(subject, '['); at; at = strchr(at + 1, '[')) {
		if (!subject_tag_len(conf, at, &ticket, &found, &len))
			continue;
		if (found)
			*bare = arena_strndup(arena, found, len);
		return ticket;
	}
	return 0;
}

/* "Forwarded" as they put it; words that another language uses for an answer are left out. */
static const char *const forward_words[] = {"fwd", "fw",   "wg",   "tr",     "rv",
					    "i",   "enc",  "pd",   "doorst", "vb",
					    "vl",  "转发", "轉寄", "転送",   "전달"};

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Past blanks, U+00A0 too: French mail programs put one before the colon. */
static const char *skip_blanks(const char *at)
{
	for (;;) {
		if (*at == ' ')
			at++;
		else if (strncmp(at, "\xc2\xa0", 2) == 0)
			at += 2;
		else
			return at;
	}
}

/* Length of "Re:", "AW :", "Re[2]:" and the like at text, with the blanks behind; 0. */
static size_t prefix_len(const char *text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *at = text + strlen(words[i]);

		if (!text_starts_nocase(text, words[i]))
			continue;
		if (*at == '[' || *at == '(') {
			for (at++; isdigit((unsigned char)*at); at++)
				;
			if (*at == ']' || *at == ')')
				at++;
		}
		at = skip_blanks(at);
		if (*at == ':')
			at++;
		else if (strncmp(at, "：", 3) == 0)
			at += 3;
		else
			continue;
		return (size_t)(skip_blanks(at) - text);
	}
	return 0;
}

static size_t answer_len(const char *text)
{
	return prefix_len(text, answer_words, COUNT(answer_words));
}

bool subject_is_forward(const struct conf *conf, const char *subject, struct arena *arena)
{
	return prefix_len(subject_bare(conf, subject, arena), forward_words, COUNT(forward_words)) >
	       0;
}

const char *subject_bare(const struct conf *conf, const char *subject, struct arena *arena)
{
	const char *bare, *at = subject;
	size_t len = 0, step;
	char *out = arena_alloc(arena, strlen(subject) + 1);
	int64_t ticket;

	while (*at) {
		step = subject_tag_len(conf, at, &ticket, &bare, &step);
		if (!step && !len)
			step = answer_len(at);
		if (!step && !(*at == ' ' && (!len || out[len - 1] == ' ')))
			out[len++] = *at;
		at += step ? step : 1;
	}
	while (len && out[len - 1] == ' ')
		len--;
	out[len] = '\0';
	return out;
}

const char *subject_of_mail(const struct conf *conf, int64_t ticket, const char *subject,
			    bool is_answer, struct arena *arena)
{
	const char *bare = subject_bare(conf, subject, arena);

	return arena_printf(arena, "%s[%s-%" PRId64 "]%s%s", is_answer ? "Re: " : "",
			    conf->desk.tag, ticket, *bare ? " " : "", bare);
}
