#include "mail/field.h"

#include <string.h>
#include <strings.h>

/* The line at `at`, without its end; *next is where the one after it begins. */
static struct bytes line_at(struct bytes raw, size_t at, size_t end, size_t *next)
{
	const char *from = raw.data + at;
	const char *stop = memchr(from, '\n', end - at);
	size_t len = stop ? (size_t)(stop - from) : end - at;

	*next = at + len + (stop != NULL);
	/* Gateways double the CR at times. */
	while (len && from[len - 1] == '\r')
		len--;
	return (struct bytes){from, len};
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Length of the field name at the line's start, 0 where it is none; blanks before the colon pass.
 */
static size_t name_len(struct bytes line)
{
	size_t len = 0, at;

	while (len < line.len && line.data[len] > ' ' && line.data[len] < 0x7f &&
	       line.data[len] != ':')
		len++;
	for (at = len; at < line.len && is_blank(line.data[at]);)
		at++;
	/* `http://…` at the start of a text is no field. */
	if (line.len - at > 2 && memcmp(line.data + at, "://", 3) == 0)
		return 0;
	return at < line.len && line.data[at] == ':' ? len : 0;
}

static bool is_only_blanks(struct bytes line)
{
	for (size_t i = 0; i < line.len; i++)
		if (!is_blank(line.data[i]))
			return false;
	return true;
}

/* An mbox separator that a mail store left on top (RFC 4155), or one that it quoted. */
static bool is_mbox_line(struct bytes line)
{
	return (line.len > 5 && memcmp(line.data, "From ", 5) == 0) ||
	       (line.len > 6 && memcmp(line.data, ">From ", 6) == 0);
}

/* True where a stray line stands inside a header block: what follows is a header still. */
static bool is_header_after(struct bytes raw, size_t at, size_t end)
{
	enum { LOOK = 3 };

	for (int i = 0; i < LOOK && at < end; i++) {
		struct bytes line = line_at(raw, at, end, &at);

		if (!line.len)
			return i > 0;
		if (!is_blank(line.data[0]) && !name_len(line))
			return false;
	}
	return true;
}

static bool is_empty_line(struct bytes raw, size_t at, size_t end)
{
	size_t next;

	return at < end && !line_at(raw, at, end, &next).len;
}

struct splitter {
	struct reading *reading;
	struct field_list *list;
	size_t kept, room;
	bool is_over;
};

/* All headers of a mail, those of its parts too, have so many times the room that one has. */
enum { HEADERS_OF_ALL = 4 };

static size_t room_left(const struct reading *reading)
{
	size_t all = HEADERS_OF_ALL * reading->limits.header_block;
	size_t left = reading->header_kept < all ? all - reading->header_kept : 0;

	return left < reading->limits.header_block ? left : reading->limits.header_block;
}

/* A field costs its colon and line end too: a flood of short ones is one all the same. */
enum { OVERHEAD = 3 };

static void add_field(struct splitter *splitter, struct bytes line)
{
	struct field_list *list = splitter->list;
	size_t len = name_len(line), colon = len;

	splitter->kept += len + OVERHEAD;
	if (splitter->kept > splitter->room) {
		splitter->is_over = true;
		return;
	}
	while (line.data[colon] != ':')
		colon++;
	list->items =
	    arena_grow(splitter->reading->arena, list->items, list->count, sizeof *list->items);
	list->items[list->count++] =
	    (struct field){{line.data, len}, {line.data + colon + 1, line.len - colon - 1}};
}

static void extend_field(struct splitter *splitter, struct bytes line)
{
	struct field_list *list = splitter->list;
	struct bytes *value;

	if (!list->count || splitter->is_over)
		return;
	value = &list->items[list->count - 1].value;
	value->len = (size_t)(line.data + line.len - value->data);
}

/* Cuts a value over the limit and counts what is kept. */
static void settle_field(struct splitter *splitter)
{
	struct field_list *list = splitter->list;
	size_t max = splitter->reading->limits.header_line;
	struct field *field;

	if (!list->count || splitter->is_over)
		return;
	field = &list->items[list->count - 1];
	if (field->value.len > max) {
		reading_defect(splitter->reading, "header field %.*s of %zu bytes cut at %zu",
			       (int)(field->name.len < 40 ? field->name.len : 40), field->name.data,
			       field->value.len, max);
		if (field_is(field, "references"))
			field->value.data += field->value.len - max;
		field->value.len = max;
	}
	splitter->kept += field->value.len;
}

size_t field_split(struct reading *reading, size_t start, size_t end, field_stop *stop,
		   const void *context, struct field_list *list, bool *is_over)
{
	struct splitter splitter = {.reading = reading, .list = list, .room = room_left(reading)};
	size_t at = start, next;

	*list = (struct field_list){0};
	for (; at < end; at = next) {
		struct bytes line = line_at(reading->raw, at, end, &next);

		if (!line.len)
			break;
		if (stop && stop(context, line)) {
			next = at;
			break;
		}
		if (is_blank(line.data[0]) && list->count) {
			/* RFC 5322, 4.2: a line of blanks alone is folding; but where no header
			 * goes on after it, it was meant as the empty line. */
			if (is_only_blanks(line) && !is_empty_line(reading->raw, next, end) &&
			    !is_header_after(reading->raw, next, end))
				break;
			extend_field(&splitter, line);
		} else if (name_len(line)) {
			settle_field(&splitter);
			add_field(&splitter, line);
		} else if (at == start && is_mbox_line(line)) {
			continue;
		} else if (list->count && is_header_after(reading->raw, next, end)) {
			reading_defect(reading, "a header line without a colon");
		} else {
			if (list->count)
				reading_defect(reading, "no empty line after the header");
			next = at;
			break;
		}
	}
	settle_field(&splitter);
	*is_over = splitter.is_over || splitter.kept > splitter.room;
	reading->header_kept += splitter.kept;
	return at < end ? next : end;
}

bool field_is(const struct field *field, const char *name)
{
	return strlen(name) == field->name.len &&
	       strncasecmp(field->name.data, name, field->name.len) == 0;
}

const struct field *field_find(const struct field_list *list, const char *name)
{
	for (size_t i = 0; i < list->count; i++)
		if (field_is(&list->items[i], name))
			return &list->items[i];
	return NULL;
}

static struct bytes trim(struct bytes value)
{
	while (value.len &&
	       (is_blank(value.data[0]) || value.data[0] == '\r' || value.data[0] == '\n')) {
		value.data++;
		value.len--;
	}
	while (value.len && (unsigned char)value.data[value.len - 1] <= ' ')
		value.len--;
	return value;
}

struct bytes field_unfold(const struct field *field, struct arena *arena)
{
	struct bytes value = trim(field->value);
	size_t out = 0;
	char *copy;

	if (!memchr(value.data, '\n', value.len) && !memchr(value.data, '\r', value.len))
		return value;
	copy = arena_strndup(arena, value.data, value.len);
	for (size_t i = 0; i < value.len; i++)
		if (copy[i] != '\r' && copy[i] != '\n')
			copy[out++] = copy[i];
	copy[out] = '\0';
	return (struct bytes){copy, out};
}

size_t field_comment_depth(struct bytes value)
{
	size_t depth = 0, deepest = 0;
	bool is_quoted = false;

	for (size_t i = 0; i < value.len; i++) {
		char c = value.data[i];

		if (c == '\\')
			i++;
		else if (c == '"' && !depth)
			is_quoted = !is_quoted;
		else if (c == '(' && !is_quoted && ++depth > deepest)
			deepest = depth;
		else if (c == ')' && !is_quoted && depth)
			depth--;
	}
	return deepest;
}
