#include "base/text.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* Length of the well-formed sequence at data, 0 where there is none (Unicode 15, table 3-7). */
static size_t sequence_len(const unsigned char *data, size_t len)
{
	unsigned char low = 0x80, high = 0xbf;
	size_t want;

	if (data[0] < 0x80)
		return 1;
	if (data[0] < 0xc2 || data[0] > 0xf4)
		return 0;
	want = data[0] < 0xe0 ? 2 : data[0] < 0xf0 ? 3 : 4;
	if (len < want)
		return 0;
	if (data[0] == 0xe0)
		low = 0xa0;
	else if (data[0] == 0xed)
		high = 0x9f;
	else if (data[0] == 0xf0)
		low = 0x90;
	else if (data[0] == 0xf4)
		high = 0x8f;
	if (data[1] < low || data[1] > high)
		return 0;
	for (size_t i = 2; i < want; i++)
		if ((data[i] & 0xc0) != 0x80)
			return 0;
	return want;
}

/* Length of the run of whole words at data that are ASCII without NUL: most text is nothing else.
 */
static size_t ascii_run(const unsigned char *data, size_t len)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
	size_t at = 0;
	uint64_t word;

	for (; len - at >= sizeof word; at += sizeof word) {
		memcpy(&word, data + at, sizeof word);
		if ((word | (word - ones)) & tops)
			break;
	}
	return at;
}

bool text_is_utf8(const char *data, size_t len)
{
	const unsigned char *at = (const unsigned char *)data;

	while (len) {
		size_t step = ascii_run(at, len);

		if (!step)
			step = *at ? sequence_len(at, len) : 0;
		if (!step)
			return false;
		at += step;
		len -= step;
	}
	return true;
}

uint32_t text_next(const char *data, size_t len, size_t *at)
{
	const unsigned char *from = (const unsigned char *)data + *at;
	size_t step = sequence_len(from, len - *at);
	uint32_t point;

	if (!step) {
		(*at)++;
		return 0xfffd;
	}
	*at += step;
	if (step == 1)
		return from[0];
	point = from[0] & (0x7fu >> step);
	for (size_t i = 1; i < step; i++)
		point = point << 6 | (from[i] & 0x3f);
	return point;
}

void text_add_code_point(struct buf *out, uint32_t point)
{
	char utf8[4];
	size_t len = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;

	if (len == 1) {
		buf_addc(out, (char)point);
		return;
	}
	for (size_t i = len - 1; i; i--, point >>= 6)
		utf8[i] = (char)(0x80 | (point & 0x3f));
	utf8[0] = (char)((0xf00u >> len & 0xf0) | point);
	buf_add(out, utf8, len);
}

static bool is_bidi_control(uint32_t point)
{
	return (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
}

/* Length of the run of whole words at data that are printable ASCII, `low` and above. */
static size_t printable_words(const char *data, size_t len, unsigned char low)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
	size_t at = 0;
	uint64_t word;

	for (; len - at >= sizeof word; at += sizeof word) {
		memcpy(&word, data + at, sizeof word);
		if (((word - ones * low) | word | (word + ones)) & tops)
			break;
	}
	return at;
}

static bool is_plain(unsigned char byte, enum text_clean how)
{
	bool is_blank = byte == ' ' || byte == '\n' || byte == '\t';

	return (byte > ' ' && byte < 0x7f) || (is_blank && how == TEXT_BODY);
}

/* Length of the run at data that needs no change: printable ASCII; blanks only in a body. */
static size_t plain_run(const char *data, size_t len, enum text_clean how)
{
	unsigned char low = how == TEXT_BODY ? ' ' : '!';
	size_t i = printable_words(data, len, low);

	while (i < len && is_plain((unsigned char)data[i], how)) {
		i++;
		if (data[i - 1] == '\n')
			i += printable_words(data + i, len - i, low);
	}
	return i;
}

static void clean_blank(struct buf *out, size_t start, uint32_t point, enum text_clean how)
{
	if (how == TEXT_BODY) {
		buf_addc(out, (char)point);
		return;
	}
	if (out->len > start && out->data[out->len - 1] != ' ')
		buf_addc(out, ' ');
}

bool text_clean(struct buf *out, const char *data, size_t len, enum text_clean how)
{
	size_t start = out->len, at = 0;
	bool is_changed = false;

	buf_reserve(out, len);
	while (at < len) {
		size_t run = plain_run(data + at, len - at, how), from;
		uint32_t point;

		buf_add(out, data + at, run);
		at += run;
		if (at >= len)
			break;
		from = at;
		point = text_next(data, len, &at);
		if (point == '\r' && at < len && data[at] == '\n')
			continue;
		if (point == '\r')
			point = '\n';
		if (point == ' ' || point == '\n' || point == '\t') {
			clean_blank(out, start, point, how);
		} else if (point == 0 || (point == 0xfffd && at - from == 1)) {
			buf_add(out, "\xef\xbf\xbd", 3);
			is_changed = true;
		} else if (point < 0x20 || (point >= 0x7f && point < 0xa0) ||
			   is_bidi_control(point)) {
			is_changed = true;
		} else {
			buf_add(out, data + from, at - from);
		}
	}
	if (how == TEXT_LINE && out->len > start && out->data[out->len - 1] == ' ')
		buf_cut(out, out->len - 1);
	return is_changed;
}

char *text_clean_dup(struct arena *arena, const char *data, size_t len, enum text_clean how)
{
	struct buf out;
	char *copy;

	buf_init(&out);
	if (data)
		text_clean(&out, data, len, how);
	copy = buf_dup(&out, arena);
	buf_release(&out);
	return copy;
}

size_t text_cut_len(const char *data, size_t len, size_t max)
{
	if (len <= max)
		return len;
	while (max && ((unsigned char)data[max] & 0xc0) == 0x80)
		max--;
	return max;
}

bool text_equal_nocase(const char *a, const char *b)
{
	return strcasecmp(a, b) == 0;
}

bool text_starts_nocase(const char *text, const char *prefix)
{
	return strncasecmp(text, prefix, strlen(prefix)) == 0;
}

bool text_ends_nocase(const char *text, const char *suffix)
{
	size_t len = strlen(text), part = strlen(suffix);

	return len >= part && strcasecmp(text + len - part, suffix) == 0;
}

const char *text_find_nocase(const char *text, const char *part)
{
	return strcasestr(text, part);
}

char *text_address_key(struct arena *arena, const char *email)
{
	size_t len;
	char *key;

	while (isspace((unsigned char)*email))
		email++;
	len = strlen(email);
	while (len && isspace((unsigned char)email[len - 1]))
		len--;
	key = arena_strndup(arena, email, len);
	for (char *at = key; *at; at++)
		if (*at >= 'A' && *at <= 'Z')
			*at = (char)(*at - 'A' + 'a');
	return key;
}

unsigned text_distance(const char *a, const char *b, unsigned limit)
{
	enum { MOST = 64 };
	unsigned rows[3][MOST + 1];
	size_t a_len = strlen(a), b_len = strlen(b);

	if (a_len > MOST || b_len > MOST)
		return limit + 1;
	for (size_t j = 0; j <= b_len; j++)
		rows[0][j] = (unsigned)j;
	for (size_t i = 1; i <= a_len; i++) {
		unsigned *row = rows[i % 3], *above = rows[(i - 1) % 3], *two = rows[(i + 1) % 3];

		row[0] = (unsigned)i;
		for (size_t j = 1; j <= b_len; j++) {
			unsigned best = above[j - 1] + (a[i - 1] != b[j - 1]);

			if (above[j] + 1 < best)
				best = above[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    two[j - 2] + 1 < best)
				best = two[j - 2] + 1;
			row[j] = best;
		}
	}
	return rows[a_len % 3][b_len] > limit ? limit + 1 : rows[a_len % 3][b_len];
}

/* Bytes of the sign at text. */
static size_t sign_len(const char *text)
{
	size_t len = sequence_len((const unsigned char *)text, strnlen(text, 4));

	return len ? len : 1;
}

bool text_glob(const char *pattern, const char *text)
{
	const char *star = NULL, *retry = NULL;

	while (*text) {
		const char *literal = pattern;

		if (*pattern == '*') {
			star = ++pattern;
			retry = text;
			continue;
		}
		if (*pattern == '?') {
			pattern++;
			text += sign_len(text);
			continue;
		}
		if (*pattern == '\\' && pattern[1])
			literal++;
		if (*literal && *literal == *text) {
			pattern = literal + 1;
			text++;
			continue;
		}
		if (!star)
			return false;
		pattern = star;
		text = ++retry;
	}
	while (*pattern == '*')
		pattern++;
	return !*pattern;
}
