#include "mail/compose_part.h"

#include <string.h>

enum { B64_COLUMNS = 76, B64_LINE_IN = 57, QP_COLUMNS = 76 };

static const char b64_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char hex_digits[] = "0123456789ABCDEF";

/* Whole triples; returns the end of what was written. */
static char *b64_triples(char *to, const unsigned char *from, size_t triples)
{
	for (; triples; triples--, from += 3, to += 4) {
		unsigned v = (unsigned)from[0] << 16 | (unsigned)from[1] << 8 | from[2];

		to[0] = b64_digits[v >> 18];
		to[1] = b64_digits[v >> 12 & 63];
		to[2] = b64_digits[v >> 6 & 63];
		to[3] = b64_digits[v & 63];
	}
	return to;
}

static char *b64_rest(char *to, const unsigned char *from, size_t len)
{
	unsigned v = (unsigned)from[0] << 16 | (len > 1 ? (unsigned)from[1] << 8 : 0);

	*to++ = b64_digits[v >> 18];
	*to++ = b64_digits[v >> 12 & 63];
	*to++ = len > 1 ? b64_digits[v >> 6 & 63] : '=';
	*to++ = '=';
	return to;
}

void encode_base64(struct buf *out, const char *data, size_t len)
{
	enum { LINES = 64 };
	const unsigned char *from = (const unsigned char *)data;
	char chunk[LINES * (B64_COLUMNS + 2)], *to = chunk;

	buf_reserve(out, len / B64_LINE_IN * (B64_COLUMNS + 2) + B64_COLUMNS + 4);
	while (len) {
		size_t line = len < B64_LINE_IN ? len : B64_LINE_IN, rest = line % 3;

		to = b64_triples(to, from, line / 3);
		if (rest)
			to = b64_rest(to, from + line - rest, rest);
		*to++ = '\r';
		*to++ = '\n';
		from += line;
		len -= line;
		if (!len || to == chunk + sizeof chunk) {
			buf_add(out, chunk, (size_t)(to - chunk));
			to = chunk;
		}
	}
}

/* A line of quoted-printable on its way out. */
struct qp_line {
	struct buf *out;
	size_t column;
};

/* Bytes that stay together on a line: a sign, or an escape that is written already. */
static void qp_put(struct qp_line *line, const char *data, size_t len)
{
	/* The last column is kept for the "=" of a soft break. */
	if (line->column + len > QP_COLUMNS - 1) {
		buf_add(line->out, "=\r\n", 3);
		line->column = 0;
	}
	buf_add(line->out, data, len);
	line->column += len;
}

static void qp_end_line(struct qp_line *line)
{
	buf_add(line->out, "\r\n", 2);
	line->column = 0;
}

static void qp_put_escaped(struct qp_line *line, const char *data, size_t len)
{
	char hex[3 * 4];

	for (size_t i = 0; i < len; i++) {
		hex[3 * i] = '=';
		hex[3 * i + 1] = hex_digits[(unsigned char)data[i] >> 4];
		hex[3 * i + 2] = hex_digits[data[i] & 15];
	}
	qp_put(line, hex, 3 * len);
}

static bool qp_is_plain(char c)
{
	return (c >= ' ' && c <= '~' && c != '=') || c == '\t';
}

/* Length of the UTF-8 sequence by its first byte, so that a soft break does not part it. */
static size_t sign_len(const char *data, size_t len)
{
	unsigned char c = (unsigned char)*data;
	size_t want = c < 0xc0 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;

	return want < len ? want : len;
}

static size_t plain_run(const char *data, size_t len)
{
	size_t run = 0;

	while (run < len && qp_is_plain(data[run]))
		run++;
	return run;
}

static void qp_put_run(struct qp_line *line, const char *data, size_t len)
{
	while (len) {
		size_t room = QP_COLUMNS - 1 - line->column, step = len < room ? len : room;

		if (!step) {
			buf_add(line->out, "=\r\n", 3);
			line->column = 0;
			continue;
		}
		buf_add(line->out, data, step);
		line->column += step;
		data += step;
		len -= step;
	}
}

/* One line without its LF. A blank at its end would be lost on the way: it is escaped. */
static void qp_put_line(struct qp_line *line, const char *data, size_t len)
{
	size_t at = 0;

	while (at < len) {
		size_t run = plain_run(data + at, len - at), sign;

		if (run && at + run == len && (data[len - 1] == ' ' || data[len - 1] == '\t'))
			run--;
		qp_put_run(line, data + at, run);
		at += run;
		if (at >= len)
			break;
		sign = qp_is_plain(data[at]) ? 1 : sign_len(data + at, len - at);
		qp_put_escaped(line, data + at, sign);
		at += sign;
	}
}

void encode_quoted_printable(struct buf *out, const char *data, size_t len)
{
	struct qp_line line = {.out = out};

	buf_reserve(out, len + len / 16 + 64);
	while (len) {
		const char *end = memchr(data, '\n', len);
		size_t line_len = end ? (size_t)(end - data) : len;

		qp_put_line(&line, data, line_len);
		qp_end_line(&line);
		data += line_len + (end != NULL);
		len -= line_len + (end != NULL);
	}
}

static bool is_b64_char(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '+' || c == '/' || c == '=';
}

static bool is_7bit_char(unsigned char c)
{
	return c && c < 0x80 && c != '\r';
}

static bool is_printable_char(unsigned char c)
{
	return (c >= ' ' && c <= '~') || c == '\t';
}

/*
 * True where data is lines of at most 998 such bytes, parted by CRLF; the last one may end with or
 * without.
 */
static bool is_in_lines(const char *data, size_t len, bool is_fit(unsigned char))
{
	bool fits[256], all = true;

	for (unsigned c = 0; c < 256; c++)
		fits[c] = is_fit((unsigned char)c);
	while (len) {
		const char *end = memchr(data, '\n', len);
		size_t line = end ? (size_t)(end - data) : len, taken = line + (end != NULL);

		if (end && (!line || data[--line] != '\r'))
			return false;
		if (line > LINE_MAX_LEN)
			return false;
		for (size_t i = 0; i < line; i++)
			all &= fits[(unsigned char)data[i]];
		data += taken;
		len -= taken;
	}
	return all;
}

bool encode_is_7bit(const char *data, size_t len)
{
	return is_in_lines(data, len, is_7bit_char);
}

/* What stands between the signs of the alphabet says nothing (RFC 2045, 6.8): lines are made new.
 */
static void b64_rewrap(struct buf *out, const char *data, size_t len)
{
	char line[B64_COLUMNS];
	size_t column = 0;

	for (size_t i = 0; i < len; i++) {
		if (!is_b64_char((unsigned char)data[i]))
			continue;
		line[column++] = data[i];
		if (column == B64_COLUMNS) {
			buf_add(out, line, column);
			buf_add(out, "\r\n", 2);
			column = 0;
		}
	}
	buf_add(out, line, column);
	if (column)
		buf_add(out, "\r\n", 2);
}

void encode_keep_base64(struct buf *out, const char *data, size_t len)
{
	if (!is_in_lines(data, len, is_b64_char)) {
		b64_rewrap(out, data, len);
		return;
	}
	buf_add(out, data, len);
	if (len && data[len - 1] != '\n')
		buf_add(out, "\r\n", 2);
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/* One line of somebody's quoted-printable, without its line end; escapes stay whole. */
static void qp_mend_line(struct qp_line *line, const char *data, size_t len)
{
	bool is_soft = len && data[len - 1] == '=';

	len -= is_soft;
	for (size_t i = 0; i < len; i++) {
		char c = data[i];

		if (c == '=' && i + 2 < len && is_hex(data[i + 1]) && is_hex(data[i + 2])) {
			qp_put(line, data + i, 3);
			i += 2;
		} else if (c == '=' || !is_printable_char((unsigned char)c) ||
			   (c == '-' && (!line->column || line->column == QP_COLUMNS - 1))) {
			/* A "-" that starts a line could start a boundary. */
			qp_put_escaped(line, data + i, 1);
		} else {
			qp_put(line, data + i, 1);
		}
	}
	if (is_soft)
		buf_addc(line->out, '=');
}

static bool has_dashes(const char *data, size_t len)
{
	return memmem(data, len, "\r\n--", 4) || (len >= 2 && !memcmp(data, "--", 2));
}

static void qp_mend(struct buf *out, const char *data, size_t len)
{
	struct qp_line line = {.out = out};

	while (len) {
		const char *end = memchr(data, '\n', len);
		size_t line_len = end ? (size_t)(end - data) : len;
		size_t taken = line_len + (end != NULL);

		if (line_len && data[line_len - 1] == '\r')
			line_len--;
		qp_mend_line(&line, data, line_len);
		if (end)
			qp_end_line(&line);
		data += taken;
		len -= taken;
	}
}

void encode_keep_quoted_printable(struct buf *out, const char *data, size_t len)
{
	if (is_in_lines(data, len, is_printable_char) && !has_dashes(data, len))
		buf_add(out, data, len);
	else
		qp_mend(out, data, len);
	/* The line end before a boundary is the boundary's (RFC 2046, 5.1.1). */
	buf_add(out, "\r\n", 2);
}
