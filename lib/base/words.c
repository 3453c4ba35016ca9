#include "base/words.h"

#include <stdint.h>
#include <string.h>

#include <unicode/uchar.h>

#include "base/buf.h"
#include "base/fold.h"
#include "base/text.h"

enum { APOSTROPHE = 0x2019 };

char *words_fold(const char *text, struct arena *arena)
{
	const char *folded = fold_text(text, arena);
	size_t len = strlen(folded), at = 0;
	struct buf out;
	char *words;

	buf_init(&out);
	buf_reserve(&out, len);
	while (at < len) {
		uint32_t point = text_next(folded, len, &at);
		bool is_blank = point < 0x80 ? point == ' ' || (point >= '\t' && point <= '\r')
					     : u_isUWhiteSpace((UChar32)point);

		if (is_blank) {
			if (out.len && out.data[out.len - 1] != ' ')
				buf_addc(&out, ' ');
		} else {
			text_add_code_point(&out, point == APOSTROPHE ? '\'' : point);
		}
	}
	words = buf_dup(&out, arena);
	buf_release(&out);
	return words;
}

/* The code point that begins at text, 0 at its end; and the one that ends before it. */
static uint32_t point_at(const char *text)
{
	size_t at = 0;

	return *text ? text_next(text, strlen(text) > 4 ? 4 : strlen(text), &at) : 0;
}

static uint32_t point_before(const char *start, const char *text)
{
	if (text == start)
		return 0;
	do
		text--;
	while (text > start && ((unsigned char)*text & 0xc0) == 0x80);
	return point_at(text);
}

static bool is_word_sign(uint32_t point)
{
	return u_isalnum((UChar32)point) || (U_GET_GC_MASK((UChar32)point) & U_GC_M_MASK);
}

/* Of a script whose words have no blanks around them. */
static bool is_run_sign(uint32_t point)
{
	switch (u_getIntPropertyValue((UChar32)point, UCHAR_LINE_BREAK)) {
	case U_LB_IDEOGRAPHIC:
	case U_LB_CONDITIONAL_JAPANESE_STARTER:
	case U_LB_COMPLEX_CONTEXT:
	case U_LB_H2:
	case U_LB_H3:
		return true;
	default:
		return false;
	}
}

static bool is_edge(uint32_t before, uint32_t after)
{
	return !before || !after || !is_word_sign(before) || !is_word_sign(after) ||
	       is_run_sign(before) || is_run_sign(after);
}

bool words_has(const char *text, const char *phrase)
{
	size_t len = strlen(phrase);
	bool is_open = len && phrase[len - 1] == '*';
	const char *found = text;

	len -= is_open;
	if (!len)
		return false;
	for (; (found = is_open ? strchr(found, *phrase) : strstr(found, phrase)); found++) {
		const char *end = found + len;

		if (strncmp(found, phrase, len) != 0)
			continue;
		if (is_edge(point_before(text, found), point_at(found)) &&
		    (is_open || is_edge(point_before(text, end), point_at(end))))
			return true;
	}
	return false;
}

/* Which three bytes in a row a text has, by a hash: most phrases are ruled out without a search. */
struct trigrams {
	unsigned char bits[8192];
};

static unsigned int trigram(const char *at)
{
	const unsigned char *b = (const unsigned char *)at;

	return (b[0] * 961u + b[1] * 31u + b[2]) & 0xffff;
}

static void trigrams_of(struct trigrams *trigrams, const char *text)
{
	memset(trigrams, 0, sizeof *trigrams);
	for (; text[0] && text[1] && text[2]; text++)
		trigrams->bits[trigram(text) / 8] |= (unsigned char)(1u << trigram(text) % 8);
}

static bool may_have(const struct trigrams *trigrams, const char *phrase)
{
	for (; phrase[0] && phrase[1] && phrase[2] && phrase[2] != '*'; phrase++)
		if (!(trigrams->bits[trigram(phrase) / 8] >> trigram(phrase) % 8 & 1))
			return false;
	return true;
}

const char *words_find(const char *text, const char *const *phrases)
{
	struct trigrams trigrams;

	trigrams_of(&trigrams, text);
	for (; *phrases; phrases++)
		if (may_have(&trigrams, *phrases) && words_has(text, *phrases))
			return *phrases;
	return NULL;
}
