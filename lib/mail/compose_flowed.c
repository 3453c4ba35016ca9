#include "mail/compose_part.h"

#include <string.h>

enum { FLOWED_COLUMNS = 76, FLOWED_DEPTH_MAX = 32 };

/* One line of text: its quote depth, and what stands behind the quote marks. */
struct flowed_line {
	size_t depth;
	const char *text;
	size_t len;
};

/* Quote marks are written as ">", "> >" or ">>"; one blank behind the last belongs to them. */
static struct flowed_line read_line(const char *data, size_t len)
{
	struct flowed_line line = {.text = data, .len = len};
	size_t at = 0;

	while (at < len && data[at] == '>') {
		line.depth++;
		at++;
		if (at < len && data[at] == ' ')
			at++;
	}
	line.text += at;
	line.len -= at;
	return line;
}

static bool is_signature_line(const char *text, size_t len)
{
	return len == 3 && !memcmp(text, "-- ", 3);
}

/* A blank at the end would make the line flow into the next one. */
static void cut_end(struct flowed_line *line)
{
	if (is_signature_line(line->text, line->len))
		return;
	while (line->len && line->text[line->len - 1] == ' ')
		line->len--;
}

/* RFC 3676, 4.4: a blank goes before what would be taken for a quote, a stuffed line, or mbox's
 * "From ". */
static bool needs_stuffing(const char *text, size_t len)
{
	return len && (text[0] == ' ' || text[0] == '>' || (len >= 5 && !memcmp(text, "From ", 5)));
}

static void write_start(struct buf *out, const struct flowed_line *line)
{
	size_t depth = line->depth < FLOWED_DEPTH_MAX ? line->depth : FLOWED_DEPTH_MAX;

	for (size_t i = 0; i < depth; i++)
		buf_addc(out, '>');
	if (depth ? line->len != 0 : needs_stuffing(line->text, line->len))
		buf_addc(out, ' ');
}

static bool is_sign_start(char c)
{
	return ((unsigned char)c & 0xc0) != 0x80;
}

/*
 * Two kinds of line are never made by chance: the signature line, and one that begins with #, which
 * would be a command where an agent's mail program quotes our mail without marks.
 */
static bool can_break(const char *text, size_t len, size_t at)
{
	return text[at] == ' ' && at + 1 < len && text[at + 1] != '#' &&
	       !is_signature_line(text, at + 1);
}

/*
 * How many bytes go on this line: all that is left, or up to and with the last blank that fits in
 * the columns. A first word that is too long stays whole.
 */
static size_t take(const char *text, size_t len, size_t columns)
{
	size_t best = 0, column = 0;

	for (size_t i = 0; i < len; i++) {
		column += is_sign_start(text[i]);
		if (column > columns && best)
			return best;
		if (can_break(text, len, i))
			best = i + 1;
	}
	return column > columns && best ? best : len;
}

static void write_line(struct buf *out, struct flowed_line line)
{
	size_t start;

	cut_end(&line);
	do {
		size_t columns, taken;

		start = out->len;
		write_start(out, &line);
		columns = FLOWED_COLUMNS - (out->len - start);
		taken = take(line.text, line.len, columns);
		buf_add(out, line.text, taken);
		buf_addc(out, '\n');
		line.text += taken;
		line.len -= taken;
	} while (line.len);
}

void flowed_write(struct buf *out, const char *text, size_t len)
{
	buf_reserve(out, len + len / 32 + 64);
	while (len) {
		const char *end = memchr(text, '\n', len);
		size_t line_len = end ? (size_t)(end - text) : len;

		write_line(out, read_line(text, line_len));
		text += line_len + (end != NULL);
		len -= line_len + (end != NULL);
	}
}
