#include "conf/csv.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"

static char separator_of(struct bytes text)
{
	const char *end = text.len ? memchr(text.data, '\n', text.len) : NULL;
	size_t len = end ? (size_t)(end - text.data) : text.len;

	if (!len || memchr(text.data, ',', len))
		return ',';
	return memchr(text.data, ';', len) ? ';' : ',';
}

void csv_init(struct csv *csv, struct bytes text)
{
	bool has_mark = text.len >= 3 && memcmp(text.data, "\xef\xbb\xbf", 3) == 0;

	*csv = (struct csv){.text = text, .at = has_mark ? 3 : 0, .line = 1};
	csv->separator = separator_of(text);
}

static bool is_at_end(const struct csv *csv)
{
	return csv->at >= csv->text.len;
}

static char sign(const struct csv *csv)
{
	return is_at_end(csv) ? '\n' : csv->text.data[csv->at];
}

static bool is_line_end(const struct csv *csv)
{
	return sign(csv) == '\n' || (sign(csv) == '\r' && (csv->at + 1 >= csv->text.len ||
							   csv->text.data[csv->at + 1] == '\n'));
}

static void pass_line_end(struct csv *csv)
{
	if (sign(csv) == '\r')
		csv->at++;
	if (!is_at_end(csv) && sign(csv) == '\n')
		csv->at++;
	csv->line++;
}

static void pass_blanks(struct csv *csv)
{
	while (!is_at_end(csv) && (sign(csv) == ' ' || sign(csv) == '\t'))
		csv->at++;
}

static void pass_line(struct csv *csv)
{
	while (!is_line_end(csv))
		csv->at++;
	pass_line_end(csv);
}

static const char *cut(struct arena *arena, const char *from, size_t len)
{
	while (len && (from[len - 1] == ' ' || from[len - 1] == '\t'))
		len--;
	return arena_strndup(arena, from, len);
}

/* In quotes; a quote within is written twice. */
static const char *quoted_field(struct csv *csv, struct arena *arena, struct err *err)
{
	char *field = NULL;
	struct buf out;

	buf_init(&out);
	for (csv->at++; !is_at_end(csv); csv->at++) {
		if (sign(csv) == '"') {
			csv->at++;
			if (is_at_end(csv) || sign(csv) != '"') {
				field = arena_strndup(arena, out.data, out.len);
				break;
			}
		}
		csv->line += sign(csv) == '\n';
		buf_addc(&out, sign(csv));
	}
	buf_release(&out);
	if (!field)
		err_set(err, ERR_INPUT, "a quote is never closed; write a quote in a text twice");
	return field;
}

static const char *plain_field(struct csv *csv, struct arena *arena, struct err *err)
{
	size_t from = csv->at;

	for (; !is_line_end(csv) && sign(csv) != csv->separator; csv->at++)
		if (sign(csv) == '"') {
			err_set(err, ERR_INPUT,
				"a quote stands inside of a field; put the field in quotes, and "
				"its own quotes twice");
			return NULL;
		}
	return cut(arena, csv->text.data + from, csv->at - from);
}

static const char *next_field(struct csv *csv, struct arena *arena, struct err *err)
{
	const char *field;

	pass_blanks(csv);
	if (sign(csv) != '"')
		return plain_field(csv, arena, err);
	field = quoted_field(csv, arena, err);
	pass_blanks(csv);
	if (!field || is_line_end(csv) || sign(csv) == csv->separator)
		return field;
	err_set(err, ERR_INPUT, "something stands behind a field's closing quote; put a \"%c\"",
		csv->separator);
	return NULL;
}

/* One field, and what is behind it. 1: there are more; 0: it was the last; -1. */
static int read_field(struct csv *csv, struct arena *arena, struct csv_record *record,
		      struct err *err)
{
	const char *field = next_field(csv, arena, err);

	if (!field)
		return -1;
	if (record->count == CSV_FIELDS_MAX)
		return err_set(err, ERR_INPUT, "there are more than %d fields", CSV_FIELDS_MAX);
	if (!text_is_utf8(field, strlen(field)))
		return err_set(err, ERR_INPUT, "is not UTF-8; save the file as UTF-8");
	record->fields[record->count++] = field;
	if (is_line_end(csv)) {
		pass_line_end(csv);
		return 0;
	}
	csv->at++;
	return 1;
}

int csv_next(struct csv *csv, struct arena *arena, struct csv_record *record, struct err *err)
{
	int more = 1;

	for (pass_blanks(csv); !is_at_end(csv) && is_line_end(csv); pass_blanks(csv))
		pass_line_end(csv);
	if (is_at_end(csv))
		return 0;
	record->line = csv->line;
	record->count = 0;
	while (more > 0)
		more = read_field(csv, arena, record, err);
	if (!more)
		return 1;
	pass_line(csv);
	return -1;
}
