#include "mail/uu_text.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "mail/attachment.h"

enum { FILES_MAX = 100 };

static size_t line_end(struct bytes text, size_t at)
{
	const char *end = memchr(text.data + at, '\n', text.len - at);

	return end ? (size_t)(end - text.data) + 1 : text.len;
}

/* The file name of `begin 644 name` at `at`; an empty one where it is no such line. */
static struct bytes begin_name(struct bytes text, size_t at, size_t end)
{
	static const struct bytes none = {"", 0};
	const char *line = text.data + at;
	size_t len = end - at, digits = 6;

	while (len && isspace((unsigned char)line[len - 1]))
		len--;
	if (len < 11 || memcmp(line, "begin ", 6) != 0)
		return none;
	while (digits < len && line[digits] >= '0' && line[digits] <= '7')
		digits++;
	if (digits < 9 || digits > 10 || line[digits] != ' ')
		return none;
	return (struct bytes){line + digits + 1, len - digits - 1};
}

/* A full line of 45 bytes is `M` and 60 signs; the length must fit in any case. */
static bool is_data_line(struct bytes text, size_t at, size_t end)
{
	size_t len = end - at, bytes;

	while (len && (text.data[at + len - 1] == '\n' || text.data[at + len - 1] == '\r'))
		len--;
	if (!len)
		return false;
	/* No sign of its alphabet is a small letter: words are no data. */
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)text.data[at + i] < ' ' ||
		    (unsigned char)text.data[at + i] > '`')
			return false;
	bytes = ((unsigned char)text.data[at] - 0x20u) & 0x3f;
	/* Blanks at the end of a line may have been cut on the way. */
	return len <= 1 + (bytes + 2) / 3 * 4 + 1;
}

/* The offset after the `end` line of a file whose data begins at `at`; 0 where it has none. */
static size_t file_end(struct bytes text, size_t at)
{
	while (at < text.len) {
		size_t end = line_end(text, at), len = end - at;

		while (len && isspace((unsigned char)text.data[at + len - 1]))
			len--;
		if (len == 3 && memcmp(text.data + at, "end", 3) == 0)
			return end;
		if (!is_data_line(text, at, end))
			return 0;
		at = end;
	}
	return 0;
}

static void add_file(struct reading *reading, const struct part *part, struct bytes file,
		     struct bytes name)
{
	bool is_damaged = false;
	struct attachment *attachment =
	    attachment_add(reading, decode_body(file, ENCODING_UU, reading->arena, &is_damaged));

	attachment->name = attachment_name(
	    text_clean_dup(reading->arena, name.data, name.len, TEXT_LINE), reading->arena);
	attachment->type = attachment_type("application/octet-stream", attachment->content);
	attachment->encoding = encoding_name(ENCODING_UU);
	/* Only where the text stands in the mail as it is does the file have a place there. */
	if (part->encoding != ENCODING_BASE64 && part->encoding != ENCODING_QP) {
		const char *found = memmem(reading->raw.data + part->body, part->end - part->body,
					   file.data, file.len);

		if (found) {
			attachment->raw_offset = (size_t)(found - reading->raw.data);
			attachment->raw_len = file.len;
		}
	}
	if (is_damaged)
		reading_defect(reading, "x-uuencode with errors");
}

void uu_text_split(struct reading *reading, const struct part *part, const struct buf *text,
		   struct buf *out)
{
	struct bytes all = buf_bytes(text);
	size_t at = 0, kept = 0, files = 0;

	if (!memmem(all.data, all.len, "begin ", 6)) {
		buf_add(out, all.data, all.len);
		return;
	}
	while (at < all.len && files < FILES_MAX) {
		size_t end = line_end(all, at), close;
		struct bytes name = begin_name(all, at, end);

		close = name.len ? file_end(all, end) : 0;
		if (close) {
			buf_add(out, all.data + kept, at - kept);
			add_file(reading, part, (struct bytes){all.data + at, close - at}, name);
			kept = close;
			files++;
		}
		at = close ? close : end;
	}
	buf_add(out, all.data + kept, all.len - kept);
}
