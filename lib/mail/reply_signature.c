#include "mail/reply_signature.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/fold.h"
#include "mail/phrase.h"
#include "mail/phrases_reply.h"

enum {
	MARKED_LINES = 40, /* after `--` */
	RULED_LINES = 10,  /* after ___ or --- */
	CONTACT_LINES = 9, /* of a last paragraph with telephone and the like */
	CONTACT_LEAST = 2,
	LINE_SHORT = 60,
	SENTENCE_WORDS = 10,
	DEVICE_LEN = 140,
	DEVICE_WORDS = 8,
	DEVICE_WORDS_KNOWN = 16
};

static bool is_text(const struct line *line, const char *text)
{
	struct bytes bytes = line->text;

	while (bytes.len && bytes.data[bytes.len - 1] == ' ')
		bytes.len--;
	return bytes.len == strlen(text) && memcmp(bytes.data, text, bytes.len) == 0;
}

/* Only dashes, underscores or the like. */
static bool is_rule(const struct line *line)
{
	struct bytes text = line->text;
	size_t signs = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (text.data[i] == '-' || text.data[i] == '_')
			signs++;
		else if (text.data[i] != ' ')
			return false;
	}
	return signs >= 2;
}

static size_t count_full(const struct lines *lines, size_t from, size_t to)
{
	size_t count = 0;

	for (size_t i = from; i < to; i++)
		count += !lines->items[i].is_blank;
	return count;
}

static size_t count_words(struct bytes text)
{
	size_t count = 0;

	for (size_t i = 0; i < text.len; i++)
		count += text.data[i] != ' ' && (i == 0 || text.data[i - 1] == ' ');
	return count;
}

static bool is_sentence(struct bytes text)
{
	return text.len && count_words(text) > 4 && strchr(".?!:", text.data[text.len - 1]);
}

/* Short lines, not one of which says something at length. */
static bool are_short(const struct lines *lines, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (lines->items[i].text.len > 2 * LINE_SHORT ||
		    (is_sentence(lines->items[i].text) &&
		     count_words(lines->items[i].text) > SENTENCE_WORDS))
			return false;
	return true;
}

/* A marker line whose rest is short enough to be a signature. */
static bool is_marker(const struct lines *lines, size_t at, size_t to)
{
	const struct line *line = &lines->items[at];
	size_t rest = count_full(lines, at + 1, to);

	if (is_text(line, "--") || is_text(line, "\xe2\x80\x93"))
		return rest <= MARKED_LINES;
	return is_rule(line) && rest && rest <= RULED_LINES && are_short(lines, at + 1, to);
}

static bool is_device_shape(const char *folded)
{
	static struct phrases starts = {.words = reply_device_starts};
	static struct phrases ends = {.words = reply_device_ends};

	return phrases_start(&starts, folded) || phrases_end(&ends, folded, strlen(folded));
}

/* `Sent from my iPhone` in any of the languages; not `Sent from my desk, which is …`. */
static bool is_device(const struct line *line, struct arena *arena)
{
	struct bytes text = line_trim(line);
	const char *folded;
	size_t words, clause;

	while (text.len && strchr(".!<>[](-", text.data[text.len - 1]))
		text.len--;
	while (text.len && strchr("<>[](-", text.data[0])) {
		text.data++;
		text.len--;
	}
	if (text.len < 6 || text.len > DEVICE_LEN)
		return false;
	folded = fold_bytes(text, arena);
	if (!is_device_shape(folded))
		return false;
	words = count_words(text);
	clause = strcspn(folded, ",;");
	if (phrases_within(reply_device_words, folded, clause))
		return words <= DEVICE_WORDS_KNOWN;
	return !folded[clause] && words <= DEVICE_WORDS &&
	       strncmp(folded, "sent from my ", 13) == 0;
}

static bool is_disclaimer(const struct line *line, struct arena *arena)
{
	static struct phrases starts = {.words = reply_disclaimers};
	struct bytes text = line_trim(line);

	if (text.len < 10)
		return false;
	text.len = text.len < 200 ? text.len : 200;
	return phrases_start(&starts, fold_bytes(text, arena));
}

/* `-Name` or `- Name` as the last line: capital or not, up to three words, below no list. */
static bool is_dashed_name(const struct lines *lines, size_t at, size_t from)
{
	struct bytes text = lines->items[at].text;
	size_t dash = 0;

	while (dash < text.len && (text.data[dash] == '-' || text.data[dash] == '~'))
		dash++;
	if (!dash || dash > 2 || text.len > 34)
		return false;
	text.data += dash;
	text.len -= dash;
	if (!text.len || count_words(text) > 3)
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (!isalpha((unsigned char)text.data[i]) && !(text.data[i] & 0x80) &&
		    !strchr(" .'", text.data[i]))
			return false;
	while (at > from && lines->items[--at].is_blank)
		;
	return lines->items[at].text.len && !strchr("-*~", line_trim(&lines->items[at]).data[0]);
}

static bool has_phone(struct bytes text)
{
	size_t digits = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (isdigit((unsigned char)text.data[i]))
			digits++;
		else if (!strchr(" +()-./", text.data[i]))
			digits = digits >= 7 ? digits : 0;
	}
	return digits >= 7;
}

/* A line that says how to reach somebody. */
static bool is_contact(const struct line *line, struct arena *arena)
{
	static const char *const starts[] = {
	    "tel", "phone",   "fax",        "mobil",  "cell",  "t:",   "m:",
	    "f:",  "e:",      "w:",         "e-mail", "email", "www.", "http",
	    "t ",  "telefon", "t\xc3\xa9l", "skype",  "tlf",   "puh",  "\xd1\x82\xd0\xb5\xd0\xbb"};
	struct bytes text = line_trim(line);
	const char *folded;

	if (!text.len || text.len > 2 * LINE_SHORT)
		return false;
	folded = fold_bytes(text, arena);
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (strncmp(folded, starts[i], strlen(starts[i])) == 0 &&
		    (has_phone(text) || strchr(folded, '@') || strstr(folded, "www.") ||
		     strchr(folded, '/') || strchr(folded, ':')))
			return true;
	return text.len < LINE_SHORT && count_words(text) <= 4 &&
	       ((strchr(folded, '@') && strchr(folded, '.')) || strstr(folded, "www.") ||
		has_phone(text));
}

/* The last paragraph, where two of its short lines are contacts: name, title, telephone … */
static size_t contact_start(const struct lines *lines, size_t from, size_t to, struct arena *arena)
{
	size_t end = to, start, contacts = 0;

	while (end > from && lines->items[end - 1].is_blank)
		end--;
	for (start = end; start > from && !lines->items[start - 1].is_blank; start--) {
		const struct line *line = &lines->items[start - 1];

		if (end - start >= CONTACT_LINES || line->text.len > 2 * LINE_SHORT ||
		    is_sentence(line->text))
			return to;
		contacts += is_contact(line, arena);
	}
	return contacts >= CONTACT_LEAST && end - start > CONTACT_LEAST ? start : to;
}

static bool has_words(const struct lines *lines, size_t from, size_t to)
{
	return lines_skip_blank(lines, from, to) < to;
}

/* Footers of phones and lawyers, which may stand in several lines below one another. */
static size_t footer_start(const struct lines *lines, size_t from, size_t to, struct arena *arena)
{
	enum { LOOK = 60 };
	size_t first = to > from + LOOK ? to - LOOK : from;

	for (size_t i = first; i < to; i++) {
		const struct line *line = &lines->items[i];
		bool is_paragraph =
		    i == from || lines->items[i - 1].is_blank || is_rule(&lines->items[i - 1]);

		if (line->is_blank || line->is_quoted)
			continue;
		if (is_device(line, arena) || (is_paragraph && is_disclaimer(line, arena)))
			return i;
	}
	return to;
}

static size_t marker_start(const struct lines *lines, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (!lines->items[i].is_quoted && is_marker(lines, i, to) &&
		    has_words(lines, from, i))
			return i;
	return to;
}

size_t signature_find(const struct lines *lines, size_t from, size_t to, struct arena *arena)
{
	size_t start = marker_start(lines, from, to), last, found;

	found = footer_start(lines, from, start, arena);
	if (has_words(lines, from, found))
		start = found;
	last = start;
	while (last > from && lines->items[last - 1].is_blank)
		last--;
	if (last > from && is_dashed_name(lines, last - 1, from) &&
	    has_words(lines, from, last - 1))
		return last - 1;
	found = contact_start(lines, from, start, arena);
	return has_words(lines, from, found) ? found : start;
}

bool signature_is_at(const struct lines *lines, size_t at, size_t to, struct arena *arena)
{
	const struct line *line = &lines->items[at];

	return is_marker(lines, at, to) || is_device(line, arena) || is_disclaimer(line, arena) ||
	       contact_start(lines, at, to, arena) == at;
}
