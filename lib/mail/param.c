#include "mail/param.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/text.h"
#include "mail/charset.h"
#include "mail/encoded_word.h"

enum { PIECES_MAX = 1000 };

/* One name=value as written; RFC 2231 may have cut a value into several. */
struct piece {
	struct bytes name;
	struct bytes value; /* quotes taken off */
	int section;        /* -1: not in sections */
	bool is_extended;   /* percent-encoded */
	size_t order;
};

struct cursor {
	const char *at, *end;
	struct arena *arena;
};

static void skip_blanks(struct cursor *cursor)
{
	while (cursor->at < cursor->end) {
		if (*cursor->at == '(') {
			const char *close =
			    memchr(cursor->at, ')', (size_t)(cursor->end - cursor->at));

			if (!close)
				return;
			cursor->at = close;
		} else if (!isspace((unsigned char)*cursor->at)) {
			return;
		}
		cursor->at++;
	}
}

static struct bytes take_until(struct cursor *cursor, const char *stops)
{
	const char *from = cursor->at, *to;

	while (cursor->at < cursor->end && !(*cursor->at && strchr(stops, *cursor->at)))
		cursor->at++;
	for (to = cursor->at; to > from && isspace((unsigned char)to[-1]);)
		to--;
	return (struct bytes){from, (size_t)(to - from)};
}

/* Length of a quoted string from its quote on, with the closing one where there is one. */
static size_t quoted_len(const struct cursor *cursor)
{
	const char *at = cursor->at + 1;

	for (; at < cursor->end && *at != '"'; at++)
		if (*at == '\\' && at + 1 < cursor->end && (at[1] == '"' || at[1] == '\\'))
			at++;
	return (size_t)(at - cursor->at) + (at < cursor->end);
}

static struct bytes take_quoted(struct cursor *cursor)
{
	const char *end = cursor->at + quoted_len(cursor);
	char *copy = arena_alloc(cursor->arena, (size_t)(end - cursor->at) + 1);
	char *out = copy;

	for (cursor->at++; cursor->at < end && *cursor->at != '"'; cursor->at++) {
		/* Windows programs write paths without doubling their backslashes. */
		if (*cursor->at == '\\' && cursor->at + 1 < end &&
		    (cursor->at[1] == '"' || cursor->at[1] == '\\'))
			cursor->at++;
		*out++ = *cursor->at;
	}
	cursor->at = end;
	return (struct bytes){copy, (size_t)(out - copy)};
}

/* name*2*= and the like. */
static void read_marks(struct piece *piece)
{
	const char *star = memchr(piece->name.data, '*', piece->name.len);
	const char *end = piece->name.data + piece->name.len;

	piece->section = -1;
	if (!star)
		return;
	piece->name.len = (size_t)(star - piece->name.data);
	if (end[-1] == '*') {
		piece->is_extended = true;
		end--;
	}
	if (star < end && isdigit((unsigned char)star[1])) {
		piece->section = 0;
		for (star++; star < end && isdigit((unsigned char)*star); star++)
			if (piece->section < PIECES_MAX)
				piece->section = piece->section * 10 + (*star - '0');
	}
}

/* Some programs write name='value'; in utf-8''value the quotes are others. */
static struct bytes without_single_quotes(struct bytes value)
{
	if (value.len > 2 && value.data[0] == '\'' && value.data[value.len - 1] == '\'')
		return (struct bytes){value.data + 1, value.len - 2};
	return value;
}

static bool take_piece(struct cursor *cursor, struct piece *piece)
{
	*piece = (struct piece){0};
	skip_blanks(cursor);
	piece->name = take_until(cursor, "=; \t\"");
	skip_blanks(cursor);
	if (cursor->at >= cursor->end || *cursor->at != '=') {
		take_until(cursor, ";");
		return false;
	}
	cursor->at++;
	skip_blanks(cursor);
	if (cursor->at < cursor->end && *cursor->at == '"')
		piece->value = take_quoted(cursor);
	else
		piece->value = without_single_quotes(take_until(cursor, ";"));
	take_until(cursor, ";");
	if (!piece->name.len)
		return false;
	read_marks(piece);
	return true;
}

static int compare_pieces(const void *left, const void *right)
{
	const struct piece *a = left, *b = right;
	size_t len = a->name.len < b->name.len ? a->name.len : b->name.len;
	int by_name = strncasecmp(a->name.data, b->name.data, len);

	if (by_name)
		return by_name;
	if (a->name.len != b->name.len)
		return a->name.len < b->name.len ? -1 : 1;
	if (a->section != b->section)
		return a->section < b->section ? -1 : 1;
	return a->order < b->order ? -1 : 1;
}

static bool is_same_name(const struct piece *a, const struct piece *b)
{
	return a->name.len == b->name.len &&
	       strncasecmp(a->name.data, b->name.data, a->name.len) == 0;
}

static int hex(char c)
{
	return isdigit((unsigned char)c) ? c - '0' : (c | 0x20) - 'a' + 10;
}

static void add_percent(struct buf *out, struct bytes value)
{
	for (size_t i = 0; i < value.len; i++) {
		if (value.data[i] == '%' && i + 2 < value.len &&
		    isxdigit((unsigned char)value.data[i + 1]) &&
		    isxdigit((unsigned char)value.data[i + 2])) {
			buf_addc(out, (char)(hex(value.data[i + 1]) << 4 | hex(value.data[i + 2])));
			i += 2;
		} else {
			buf_addc(out, value.data[i]);
		}
	}
}

/* Takes charset'language' off the first section. */
static const char *take_charset(struct bytes *value, struct arena *arena)
{
	const char *first = memchr(value->data, '\'', value->len), *second, *charset;

	if (!first)
		return NULL;
	second = memchr(first + 1, '\'', (size_t)(value->data + value->len - first - 1));
	if (!second)
		return NULL;
	charset = arena_strndup(arena, value->data, (size_t)(first - value->data));
	value->len -= (size_t)(second + 1 - value->data);
	value->data = second + 1;
	return charset;
}

static const char *join_extended(struct piece *pieces, size_t count, struct arena *arena)
{
	const char *charset = NULL;
	struct buf bytes, utf8;
	bool is_guessed;
	char *value;

	buf_init(&bytes);
	buf_init(&utf8);
	for (size_t i = 0; i < count; i++) {
		if (i == 0 && pieces[0].is_extended)
			charset = take_charset(&pieces[0].value, arena);
		if (pieces[i].is_extended)
			add_percent(&bytes, pieces[i].value);
		else
			buf_add(&bytes, pieces[i].value.data, pieces[i].value.len);
	}
	charset_to_utf8(&utf8, buf_bytes(&bytes), charset, arena, &is_guessed);
	buf_reset(&bytes);
	charset_add_nfc(&bytes, utf8.data, utf8.len);
	value = text_clean_dup(arena, bytes.data, bytes.len, TEXT_LINE);
	buf_release(&bytes);
	buf_release(&utf8);
	return value;
}

static const char *join_plain(const struct piece *pieces, size_t count, struct arena *arena)
{
	struct buf bytes;
	const char *value;

	if (count == 1)
		return encoded_word_text(pieces[0].value, NULL, arena);
	buf_init(&bytes);
	for (size_t i = 0; i < count; i++)
		buf_add(&bytes, pieces[i].value.data, pieces[i].value.len);
	value = encoded_word_text(buf_bytes(&bytes), NULL, arena);
	buf_release(&bytes);
	return value;
}

/* The pieces of one name, sorted: the sections where there are any, else the first alone. */
static void add_param(struct param_list *list, struct piece *pieces, size_t count,
		      struct arena *arena)
{
	size_t first = 0, last;
	bool is_extended = false;
	char *name = arena_strndup(arena, pieces[0].name.data, pieces[0].name.len);

	for (char *at = name; *at; at++)
		*at = (char)tolower((unsigned char)*at);
	while (first < count && pieces[first].section < 0 && !pieces[first].is_extended)
		first++;
	if (first == count) {
		first = 0;
		last = 1;
	} else {
		last = pieces[first].section < 0 ? first + 1 : count;
	}
	for (size_t i = first; i < last; i++)
		is_extended = is_extended || pieces[i].is_extended;
	list->items = arena_grow(arena, list->items, list->count, sizeof *list->items);
	list->items[list->count++] =
	    (struct param){name, is_extended ? join_extended(pieces + first, last - first, arena)
					     : join_plain(pieces + first, last - first, arena)};
}

/* The pieces in scratch, each value by its name, its sections in order. */
static struct piece *take_pieces(struct cursor *cursor, size_t *count)
{
	struct piece *pieces = NULL, piece;

	*count = 0;
	while (cursor->at < cursor->end && *count < PIECES_MAX) {
		if (*cursor->at == ';')
			cursor->at++;
		if (!take_piece(cursor, &piece))
			continue;
		piece.order = *count;
		pieces = arena_grow(cursor->arena, pieces, *count, sizeof *pieces);
		pieces[(*count)++] = piece;
	}
	if (*count > 1)
		qsort(pieces, *count, sizeof *pieces, compare_pieces);
	return pieces;
}

const char *param_read(struct bytes value, struct arena *arena, struct param_list *list)
{
	struct arena scratch;
	struct cursor cursor = {value.data, value.data + value.len, &scratch};
	size_t count, from = 0;
	struct piece *pieces;
	struct bytes token;
	char *lower;

	*list = (struct param_list){0};
	arena_init(&scratch);
	skip_blanks(&cursor);
	token = take_until(&cursor, ";( \t");
	if (memchr(token.data, '=', token.len)) {
		/* The first word is left out, and this is a parameter already. */
		token.len = 0;
		cursor.at = token.data;
	}
	lower = arena_strndup(arena, token.data, token.len);
	for (char *at = lower; *at; at++)
		*at = (char)tolower((unsigned char)*at);
	pieces = take_pieces(&cursor, &count);
	for (size_t i = 1; i <= count; i++)
		if (i == count || !is_same_name(&pieces[i], &pieces[from])) {
			add_param(list, pieces + from, i - from, arena);
			from = i;
		}
	arena_release(&scratch);
	return lower;
}

const char *param_find(const struct param_list *list, const char *name)
{
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->items[i].name, name) == 0)
			return list->items[i].value;
	return NULL;
}
