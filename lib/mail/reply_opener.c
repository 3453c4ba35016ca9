#include "mail/reply_opener.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/fold.h"
#include "mail/phrase.h"
#include "mail/phrases_reply.h"

enum {
	ATTRIBUTION_LINES = 5,
	ATTRIBUTION_LEN = 400,
	BLOCK_LINES = 14,
	BLOCK_GAP = 2,       /* lines in a row that go on with the field before */
	SEPARATOR_LEN = 160, /* bytes: a dash may have three */
	FIELD_KINDS = FIELD_OTHER
};

static bool starts_with(struct bytes text, const char *words)
{
	size_t len = strlen(words);

	return text.len >= len && memcmp(text.data, words, len) == 0;
}

static bool ends_with(struct bytes text, const char *words)
{
	size_t len = strlen(words);

	return text.len >= len && memcmp(text.data + text.len - len, words, len) == 0;
}

static struct bytes trim_signs(struct bytes text, const char *signs)
{
	while (text.len && strchr(signs, text.data[0])) {
		text.data++;
		text.len--;
	}
	while (text.len && strchr(signs, text.data[text.len - 1]))
		text.len--;
	return text;
}

/* A full-width colon is one in Chinese and Japanese. */
static bool cut_colon(struct bytes *text)
{
	if (ends_with(*text, ":")) {
		text->len--;
		return true;
	}
	if (ends_with(*text, "\xef\xbc\x9a")) {
		text->len -= 3;
		return true;
	}
	return false;
}

/* --- Attributions --- */

/* What speaks for a date in a text: a year, a day with a month, a time of day. */
static bool has_date(struct bytes text)
{
	for (size_t i = 0; i < text.len; i++) {
		size_t run = 0;

		while (i + run < text.len && isdigit((unsigned char)text.data[i + run]))
			run++;
		if (run == 4 && (starts_with((struct bytes){text.data + i, 2}, "19") ||
				 starts_with((struct bytes){text.data + i, 2}, "20")))
			return true;
		if ((run == 1 || run == 2) && i + run + 1 < text.len &&
		    strchr("./-:", text.data[i + run]) &&
		    isdigit((unsigned char)text.data[i + run + 1]))
			return true;
		i += run;
	}
	return false;
}

static bool has_address(struct bytes text)
{
	const char *mark = memchr(text.data, '@', text.len);

	return mark && mark > text.data && mark + 1 < text.data + text.len &&
	       !isspace((unsigned char)mark[-1]) && !isspace((unsigned char)mark[1]);
}

/* A date within the first signs, perhaps after the day of the week. */
static bool starts_with_date(struct bytes text)
{
	enum { LEAD = 24 };
	size_t lead = 0, signs = 0;
	struct bytes head;

	while (lead < text.len && signs < LEAD && !isdigit((unsigned char)text.data[lead])) {
		/* A byte that goes on with a sign is none of its own. */
		signs += (text.data[lead] & 0xc0) != 0x80;
		lead++;
	}
	if (signs == LEAD || lead == text.len)
		return false;
	/* Before it at most two short words: "Thu, ", "ma 5. ", "pon., ". */
	for (size_t i = 0; i < lead; i++)
		if (strchr("<@>:;!?\"(", text.data[i]))
			return false;
	head = (struct bytes){text.data + lead, text.len - lead < 40 ? text.len - lead : 40};
	return has_date(head);
}

static bool starts_with_any(struct bytes text, const char *const *words)
{
	for (; *words; words++)
		if (starts_with(text, *words))
			return true;
	return false;
}

static bool starts_like_one(struct bytes text)
{
	return starts_with_any(text, reply_starts);
}

/* The verb at the end, before the colon. */
static bool ends_with_verb(struct bytes text)
{
	for (const char *const *verb = reply_verbs; *verb; verb++) {
		size_t len = strlen(*verb);

		if (ends_with(text, *verb) &&
		    (text.len == len || !isalpha((unsigned char)text.data[text.len - len - 1])))
			return true;
	}
	return false;
}

/* The verb before the name, as in "Am … schrieb X:", "Op … schreef X:". */
static bool has_verb_inside(struct bytes text)
{
	for (const char *const *verb = reply_verbs; *verb; verb++) {
		const char *found = memmem(text.data, text.len, *verb, strlen(*verb));
		const char *after = found ? found + strlen(*verb) : NULL;

		if (found && found > text.data && found[-1] == ' ' &&
		    (after == text.data + text.len || *after == ' ' || *after == ':'))
			return true;
	}
	return false;
}

/* "X <a@b> schrieb am …:" */
static bool has_verb_after_address(struct bytes text)
{
	const char *close = memchr(text.data, '>', text.len);

	for (const char *const *verb = reply_verbs; close && *verb; verb++) {
		size_t len = strlen(*verb);

		if ((size_t)(text.data + text.len - close) > len + 2 &&
		    memcmp(close + 2, *verb, len) == 0)
			return true;
	}
	return false;
}

/* "2016-03-03 17:21 GMT+01:00 Somebody", and "2013/7/20 Somebody <a@b>": Gmail's short form. */
static bool is_bare_date(struct bytes text)
{
	return text.len > 12 && isdigit((unsigned char)text.data[0]) && starts_with_date(text) &&
	       (memmem(text.data, text.len, " gmt", 4) ||
		(has_address(text) && text.data[text.len - 1] == '>' &&
		 memcmp(text.data, "20", 2) == 0));
}

/* folded: the joined lines, in lower-case. */
static bool is_attribution(struct bytes folded)
{
	struct bytes text = trim_signs(folded, " -_*\xa0");
	bool has_colon, is_dated, is_addressed;

	if (text.len < 6)
		return false;
	if (is_bare_date(text))
		return true;
	has_colon = cut_colon(&text);
	text = trim_signs(text, " ");
	is_dated = has_date(text);
	is_addressed = has_address(text);
	if (!is_dated && !is_addressed)
		return false;
	if (has_colon && is_addressed && starts_with_any(text, reply_quotings))
		return true;
	if (ends_with_verb(text))
		return is_addressed || starts_like_one(text) || starts_with_date(text);
	if (!has_colon)
		return false;
	if (has_verb_inside(text))
		return is_dated && (starts_like_one(text) || starts_with_date(text) ||
				    has_verb_after_address(text));
	/* Gmail in Russian and Japanese, mail.ru: date, name and address, and no verb. */
	return is_addressed && is_dated && starts_with_date(text) &&
	       (ends_with(text, ">") || ends_with(text, ")"));
}

static bool may_end_attribution(struct bytes text)
{
	static const char *const ends[] = {":", "\xef\xbc\x9a", "wrote", "-", ">", "escrit"};

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (ends_with(text, ends[i]))
			return true;
	return memmem(text.data, text.len, "GMT", 3) != NULL;
}

/* The lines [from, to) on one line, in lower-case. */
static struct bytes join_lines(const struct lines *lines, size_t from, size_t to,
			       struct arena *arena)
{
	struct buf joined;
	struct bytes folded;

	buf_init(&joined);
	for (size_t i = from; i < to; i++) {
		struct bytes text = line_trim(&lines->items[i]);

		if (joined.len && text.len)
			buf_addc(&joined, ' ');
		buf_add(&joined, text.data, text.len);
	}
	folded.data = fold_bytes(buf_bytes(&joined), arena);
	folded.len = strlen(folded.data);
	buf_release(&joined);
	return folded;
}

/* The end, after line `least`, that an attribution from `at` on may have; 0 where there is none. */
static size_t candidate_end(const struct lines *lines, size_t at, size_t least)
{
	size_t taken = 0, len = 0;

	for (size_t i = at; i < lines->count && taken < ATTRIBUTION_LINES; i++) {
		const struct line *line = &lines->items[i];
		struct bytes text = line_trim(line);

		if (line->is_blank) {
			/* An address that was broken off onto lines of its own. */
			if (i + 1 < lines->count && line_trim(&line[1]).len == 1 &&
			    line_trim(&line[1]).data[0] == '<')
				continue;
			return 0;
		}
		if (i > at && line->is_quoted && !line->is_known && !ends_with(text, ":"))
			return 0;
		len += text.len;
		if (len > ATTRIBUTION_LEN)
			return 0;
		if (i >= least && may_end_attribution(text))
			return i + 1;
		taken++;
	}
	return 0;
}

static bool has_strong_start(struct bytes text)
{
	return starts_like_one(text) || starts_with_date(text) ||
	       starts_with_any(text, reply_quotings);
}

/*
 * True where the line above goes on in this part, though that might do alone: it names the person,
 * who is not in the part, or the part begins with the time of day that its date has not.
 */
static bool goes_on(struct bytes first, struct bytes part)
{
	size_t hour = 0;

	if (has_address(first) && !has_address(part))
		return true;
	while (hour < part.len && isdigit((unsigned char)part.data[hour]))
		hour++;
	return hour && hour <= 2 && hour < part.len && part.data[hour] == ':' &&
	       starts_with_date(first) && first.data[first.len - 1] == ',';
}

/*
 * The line after the attribution that begins at `at`; 0 where there is none. It begins as late as
 * it can: a greeting above it is the writer's own.
 */
static size_t attribution_end(const struct lines *lines, size_t at, struct arena *arena)
{
	size_t end = candidate_end(lines, at, at);
	struct bytes first, part;

	while (end && !is_attribution(join_lines(lines, at, end, arena)))
		end = candidate_end(lines, at, end);
	if (!end)
		return 0;
	if (end == at + 1)
		return end;
	first = join_lines(lines, at, at + 1, arena);
	if (!has_strong_start(first) && !has_address(first) && first.len > 60)
		return 0;
	for (size_t i = at + 1; i < end; i++) {
		part = join_lines(lines, i, end, arena);
		if (has_strong_start(part) && is_attribution(part) && !goes_on(first, part))
			return 0;
	}
	return has_strong_start(first) || has_address(first) ? end : 0;
}

/* --- Blocks of fields --- */

/* The name before the colon of a line, in lower-case, without the stars of bold text. */
static bool read_field(const struct line *line, enum reply_field *field, bool *has_at,
		       struct arena *arena)
{
	enum { NAME_MAX_LEN = 40 };
	struct bytes text = line_trim(line), name;
	const char *colon =
	    memchr(text.data, ':', text.len < NAME_MAX_LEN ? text.len : NAME_MAX_LEN);
	const char *wide =
	    memmem(text.data, text.len < NAME_MAX_LEN ? text.len : NAME_MAX_LEN, "\xef\xbc\x9a", 3);
	const char *folded;

	if (wide && (!colon || wide < colon))
		colon = wide;
	if (!colon)
		return false;
	name = trim_signs((struct bytes){text.data, (size_t)(colon - text.data)}, " \t*_|");
	folded = fold_bytes(name, arena);
	*has_at = memchr(colon, '@', (size_t)(text.data + text.len - colon)) != NULL;
	for (const struct reply_field_name *one = reply_fields; one->name; one++)
		if (strcmp(one->name, folded) == 0) {
			*field = one->field;
			return true;
		}
	return false;
}

/* The line after the block; 0 where there is none. */
static size_t block_end(const struct lines *lines, size_t at, struct arena *arena)
{
	bool is_seen[FIELD_KINDS + 1] = {false}, has_at = false, is_addressed = false;
	size_t kinds = 0, end = 0, gap = 0;

	for (size_t i = at; i < lines->count && i < at + BLOCK_LINES && gap <= BLOCK_GAP; i++) {
		const struct line *line = &lines->items[i];
		enum reply_field field;

		if (line->is_blank) {
			if (kinds >= 2)
				break;
			gap++;
			continue;
		}
		if (!read_field(line, &field, &has_at, arena)) {
			if (i == at)
				return 0;
			gap++;
			continue;
		}
		gap = 0;
		is_addressed = is_addressed || (field == FIELD_FROM && has_at);
		kinds += field != FIELD_OTHER && !is_seen[field];
		is_seen[field] = true;
		end = i + 1;
	}
	if (!is_seen[FIELD_FROM] || kinds < 2)
		return 0;
	return kinds >= 3 || is_addressed ? end : 0;
}

/* --- Separators --- */

static bool is_rule(struct bytes text)
{
	size_t signs = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (strchr("-_=*\xe2\x80\x94\x95", text.data[i]))
			signs++;
		else if (text.data[i] != ' ')
			return false;
	}
	return signs >= 5;
}

static bool has_words(const char *folded, bool *is_forward)
{
	for (const struct reply_separator *one = reply_separators; one->words; one++)
		if (strncmp(folded, one->words, strlen(one->words)) == 0) {
			*is_forward = one->is_forward;
			return true;
		}
	return false;
}

/* U+2010 to U+2015, hyphens and dashes of any length, as `-`. */
static struct bytes with_plain_dashes(struct bytes text, struct arena *arena)
{
	size_t out = 0;
	char *copy;

	if (!memmem(text.data, text.len, "\xe2\x80", 2))
		return text;
	copy = arena_strndup(arena, text.data, text.len);
	for (size_t i = 0; i < text.len; i++) {
		bool is_dash = i + 2 < text.len && memcmp(text.data + i, "\xe2\x80", 2) == 0 &&
			       (unsigned char)text.data[i + 2] >= 0x90 &&
			       (unsigned char)text.data[i + 2] <= 0x95;

		copy[out++] = is_dash ? '-' : text.data[i];
		i += is_dash ? 2 : 0;
	}
	return (struct bytes){copy, out};
}

/* `----- Original Message -----`: two dashes on its left; or a line such as Apple's, with a colon.
 */
static bool read_separator(struct bytes line, struct arena *arena, bool *is_forward)
{
	static struct phrases forwards = {.words = reply_forward_lines};
	static const char dashes[] = "-_=#~>";
	struct bytes text, words;
	bool is_dashed, has_colon;

	if (line.len > SEPARATOR_LEN)
		return false;
	text = trim_signs(with_plain_dashes(line, arena), " \t*");
	is_dashed = text.len > 2 && strchr(dashes, text.data[0]) && strchr(dashes, text.data[1]);
	has_colon = ends_with(text, ":") || ends_with(text, "\xef\xbc\x9a");
	if (!is_dashed && !has_colon)
		return false;
	words = trim_signs(text, " \t*-_=#~>:|");
	if (is_dashed && has_words(fold_bytes(words, arena), is_forward))
		return true;
	if (has_colon && phrases_start(&forwards, fold_bytes(words, arena))) {
		*is_forward = true;
		return true;
	}
	return false;
}

/* A separator, with the block of fields that may follow it. */
static struct opener separator_at(const struct lines *lines, size_t at, bool is_forward,
				  struct arena *arena)
{
	struct opener opener = {.kind = OPENER_SEPARATOR, .end = at + 1, .is_forward = is_forward};
	size_t next = lines_skip_blank(lines, at + 1, lines->count), end = 0;

	if (next < lines->count && next <= at + 3)
		end = block_end(lines, next, arena);
	if (end)
		opener.end = end;
	return opener;
}

/* The line after a block, perhaps below a rule; 0. */
static size_t block_at(const struct lines *lines, size_t at, struct arena *arena)
{
	size_t next = at;

	if (is_rule(lines->items[at].text))
		next = lines_skip_blank(lines, at + 1, lines->count);
	return next < lines->count && next <= at + 3 ? block_end(lines, next, arena) : 0;
}

/* Only a line with one of these within it can open a quote; most lines of a letter have none. */
static bool may_open(const struct lines *lines, size_t at)
{
	const struct line *line = &lines->items[at];

	if (line->is_blank || line->text.len > ATTRIBUTION_LEN)
		return false;
	return is_rule(line->text) || memchr(line->text.data, ':', line->text.len) ||
	       memmem(line->text.data, line->text.len, "\xef\xbc\x9a", 3) ||
	       line_trim(line).data[0] == '-' || line_trim(line).data[0] == '\xe2' ||
	       candidate_end(lines, at, at);
}

/* "My colleague bob@x.example wrote:" may be the sender's own words; a program writes a date or <>.
 */
static bool is_weak(struct bytes attribution)
{
	return !has_date(attribution) && !memchr(attribution.data, '<', attribution.len);
}

struct opener opener_read(const struct lines *lines, size_t at, size_t *tries, struct arena *arena)
{
	struct opener opener = {.kind = OPENER_NONE};

	if (*tries >= OPENER_TRIES || !may_open(lines, at))
		return opener;
	(*tries)++;
	if (read_separator(lines->items[at].text, arena, &opener.is_forward))
		return separator_at(lines, at, opener.is_forward, arena);
	if ((opener.end = block_at(lines, at, arena))) {
		opener.kind = OPENER_BLOCK;
	} else if ((opener.end = attribution_end(lines, at, arena))) {
		opener.kind = OPENER_ATTRIBUTION;
		opener.is_weak = is_weak(join_lines(lines, at, opener.end, arena));
	}
	return opener;
}
