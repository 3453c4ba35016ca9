#include "net/imap_lines.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "net/dial.h"

static void add_piece(struct imap_lines *lines, const char *data, size_t len)
{
	size_t size = sizeof lines->tail;

	if (lines->line_len < sizeof lines->head) {
		size_t room = sizeof lines->head - lines->line_len;

		memcpy(lines->head + lines->line_len, data, len < room ? len : room);
	}
	if (len >= size) {
		memcpy(lines->tail, data + len - size, size);
	} else {
		memmove(lines->tail, lines->tail + len, size - len);
		memcpy(lines->tail + size - len, data, len);
	}
	lines->line_len += len;
}

/* The number in {123} or {123+} at the end of the line; false where there is none. */
static bool read_literal(const struct imap_lines *lines, uint64_t *size)
{
	const char *end = lines->tail + sizeof lines->tail;
	const char *start =
	    lines->line_len < sizeof lines->tail ? end - lines->line_len : lines->tail;
	uint64_t factor = 1, number = 0;

	end--; /* LF */
	if (end > start && end[-1] == '\r')
		end--;
	if (end - start < 3 || end[-1] != '}')
		return false;
	end--;
	if (end[-1] == '+')
		end--;
	for (; end > start && isdigit((unsigned char)end[-1]); end--, factor *= 10)
		number += factor * (uint64_t)(end[-1] - '0');
	*size = factor > UINT64_C(1000000000000000) ? UINT64_MAX : number;
	return factor > 1 && end > start && end[-1] == '{';
}

static size_t head_len(const struct imap_lines *lines)
{
	return lines->line_len < sizeof lines->head ? lines->line_len : sizeof lines->head;
}

static bool is_bye(const struct imap_lines *lines)
{
	return head_len(lines) >= 7 && !strncasecmp(lines->head, "* BYE", 5) &&
	       isspace((unsigned char)lines->head[5]);
}

/* "* 23 EXISTS" */
static bool is_exists(const struct imap_lines *lines)
{
	size_t len = head_len(lines), at = 2;

	if (len < 12 || memcmp(lines->head, "* ", 2))
		return false;
	while (at < len && isdigit((unsigned char)lines->head[at]))
		at++;
	return at + 7 < len && !strncasecmp(lines->head + at, " EXISTS", 7);
}

static int end_line(struct imap_lines *lines, struct err *err)
{
	char said[DIAL_SAID_LEN];
	uint64_t size;

	if (is_bye(lines)) {
		dial_copy_said(said, sizeof said, lines->head, head_len(lines));
		return err_set(err, ERR_TEMPORARY, "the server said \"%s\"", said);
	}
	if (is_exists(lines))
		lines->has_news = true;
	if (read_literal(lines, &size)) {
		if (size > lines->max_literal)
			return err_set(err, ERR_LIMIT,
				       "the server sends %llu bytes at once; the limit is %zu",
				       (unsigned long long)size, lines->max_literal);
		lines->literal_left = lines->literal_len = size;
		lines->announced += size;
	}
	lines->line_len = 0;
	return 0;
}

int imap_lines_take(struct imap_lines *lines, const char *data, size_t len, size_t *usable,
		    struct err *err)
{
	size_t at = 0;

	*usable = 0;
	while (at < len) {
		size_t piece = len - at;
		const char *end;

		if (lines->literal_left) {
			if (piece > lines->literal_left)
				piece = (size_t)lines->literal_left;
			lines->literal_left -= piece;
			*usable = at += piece;
			continue;
		}
		end = memchr(data + at, '\n', piece);
		if (end)
			piece = (size_t)(end - (data + at)) + 1;
		add_piece(lines, data + at, piece);
		if (lines->line_len > lines->max_line)
			return err_set(err, ERR_LIMIT, "the server sends a line over %zu bytes",
				       lines->max_line);
		if (end && end_line(lines, err))
			return -1;
		*usable = at += piece;
	}
	return 0;
}
