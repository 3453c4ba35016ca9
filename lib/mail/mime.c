#include "mail/mime.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

/* An open multipart: its delimiter lines are looked for. */
struct open_part {
	size_t part;
	const char *boundary;
	size_t len;
	bool is_closed; /* its last delimiter was seen: an epilogue follows */
};

struct cutter {
	struct reading *reading;
	struct mime *mime;
	struct open_part *open;
	size_t open_count;
};

static bool is_token(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text <= ' ' || (unsigned char)*text >= 0x7f ||
		    strchr("()<>@,;:\\\"[]?=", *text))
			return false;
	return true;
}

static bool is_type(const char *type)
{
	const char *slash = strchr(type, '/');

	if (!slash || slash == type || !slash[1])
		return false;
	return is_token(type) && !strchr(slash + 1, '/');
}

static const struct field *find_single(struct reading *reading, const struct part *part,
				       const char *name)
{
	const struct field *field = field_find(&part->fields, name);
	struct field_list rest;

	if (!field)
		return NULL;
	rest.items = part->fields.items + (field - part->fields.items) + 1;
	rest.count = part->fields.count - (size_t)(rest.items - part->fields.items);
	if (field_find(&rest, name))
		reading_defect(reading, "two %s fields: the first is used", name);
	return field;
}

static void read_type(struct reading *reading, struct part *part, const char *fallback)
{
	const struct field *field = find_single(reading, part, "content-type");
	const char *type;

	part->type = fallback;
	if (!field)
		return;
	type = param_read(field_unfold(field, reading->arena), reading->arena, &part->params);
	if (is_type(type)) {
		part->type = type;
		part->has_type = true;
	} else if (strcmp(type, "text") == 0) {
		part->type = "text/plain";
	} else if (*type) {
		reading_defect(reading, "Content-Type can't be read");
	}
}

static const char *without_angles(struct bytes value, struct arena *arena)
{
	const char *text = text_clean_dup(arena, value.data, value.len, TEXT_LINE);
	size_t len = strlen(text);

	if (len > 1 && text[0] == '<' && text[len - 1] == '>')
		return arena_strndup(arena, text + 1, len - 2);
	return text;
}

static void read_disposition(struct reading *reading, struct part *part)
{
	const struct field *field = field_find(&part->fields, "content-disposition");
	struct param_list params = {0};

	part->disposition = "";
	if (field)
		part->disposition =
		    param_read(field_unfold(field, reading->arena), reading->arena, &params);
	part->name = param_find(&params, "filename");
	if (!part->name)
		part->name = param_find(&part->params, "name");
}

static void read_encoding(struct reading *reading, struct part *part)
{
	const struct field *field = field_find(&part->fields, "content-transfer-encoding");
	struct param_list params;
	const char *name;

	part->encoding = ENCODING_7BIT;
	if (!field)
		return;
	name = param_read(field_unfold(field, reading->arena), reading->arena, &params);
	if (*name && !encoding_from_name(name, strlen(name), &part->encoding))
		reading_defect(reading, "unknown Content-Transfer-Encoding");
}

static void read_part_fields(struct reading *reading, struct part *part, const char *fallback)
{
	const struct field *field;

	read_type(reading, part, fallback);
	read_disposition(reading, part);
	read_encoding(reading, part);
	field = field_find(&part->fields, "content-id");
	if (field)
		part->content_id =
		    without_angles(field_unfold(field, reading->arena), reading->arena);
}

/* Length of the boundary that a line has after its `--`, as any multipart might have it. */
static size_t guess_len(struct bytes line)
{
	size_t len = 2;

	if (line.len < 3 || memcmp(line.data, "--", 2) != 0)
		return 0;
	while (len < line.len && (unsigned char)line.data[len] > ' ')
		len++;
	while (len < line.len && line.data[len] == ' ')
		len++;
	return len == line.len && line.data[len - 1] != ' ' ? len - 2 : 0;
}

/* A multipart that does not say its boundary: the first line that is followed by a Content- field.
 */
static const char *guess_boundary(struct reading *reading, size_t at)
{
	struct bytes raw = reading->raw;

	while (at < raw.len) {
		const char *from = raw.data + at, *stop = memchr(from, '\n', raw.len - at);
		size_t len = stop ? (size_t)(stop - from) : raw.len - at, boundary;
		size_t next = at + len + 1;

		if (len && from[len - 1] == '\r')
			len--;
		boundary = guess_len((struct bytes){from, len});
		if (boundary && next + 8 < raw.len &&
		    strncasecmp(raw.data + next, "content-", 8) == 0)
			return arena_strndup(reading->arena, from + 2, boundary);
		at = next;
	}
	return NULL;
}

static void open_multipart(struct cutter *cutter, size_t index)
{
	struct reading *reading = cutter->reading;
	struct part *part = &cutter->mime->parts[index];
	const char *boundary = param_find(&part->params, "boundary");
	struct open_part *open;

	if (part->depth + 1 > reading->limits.mime_depth) {
		reading_defect(reading, "parts nested deeper than %zu stay unread",
			       reading->limits.mime_depth);
		return;
	}
	if (!boundary || !*boundary) {
		reading_defect(reading, "a multipart without a boundary");
		boundary = guess_boundary(reading, part->body);
		if (!boundary)
			return;
	}
	part->is_multipart = true;
	open = &cutter->open[cutter->open_count++];
	*open = (struct open_part){index, boundary, strlen(boundary), false};
}

/*
 * The open multipart whose delimiter this line is, innermost first; -1 where it is none. *is_last
 * tells of the closing one.
 */
static int delimiter(const struct cutter *cutter, struct bytes line, bool *is_last)
{
	if (line.len < 3 || line.data[0] != '-' || line.data[1] != '-')
		return -1;
	for (size_t i = cutter->open_count; i-- > 0;) {
		const struct open_part *open = &cutter->open[i];
		size_t at = 2 + open->len;

		if (line.len < at || memcmp(line.data + 2, open->boundary, open->len) != 0)
			continue;
		*is_last = line.len >= at + 2 && memcmp(line.data + at, "--", 2) == 0;
		if (*is_last)
			at += 2;
		while (at < line.len && isspace((unsigned char)line.data[at]))
			at++;
		if (at == line.len)
			return (int)i;
	}
	return -1;
}

static bool is_delimiter(const void *context, struct bytes line)
{
	bool is_last;

	return delimiter(context, line, &is_last) >= 0;
}

/* Begins the part whose header is at `at`; returns the offset of its body. */
static size_t begin_part(struct cutter *cutter, size_t at, size_t parent, bool *is_header_over)
{
	struct reading *reading = cutter->reading;
	struct mime *mime = cutter->mime;
	const char *fallback = "text/plain";
	size_t index = mime->count;
	struct part *part;

	mime->parts = arena_grow(reading->arena, mime->parts, index, sizeof *mime->parts);
	mime->count++;
	part = &mime->parts[index];
	*part = (struct part){.parent = parent};
	if (index) {
		part->depth = mime->parts[parent].depth + 1;
		if (part_is(&mime->parts[parent], "multipart/digest"))
			fallback = "message/rfc822";
	}
	part->body = field_split(reading, at, reading->raw.len, is_delimiter, cutter, &part->fields,
				 is_header_over);
	part->end = reading->raw.len;
	if (index && *is_header_over)
		reading_defect(reading, "a part's header is cut: too many fields");
	read_part_fields(reading, part, fallback);
	if (part_is_kind(part, "multipart/"))
		open_multipart(cutter, index);
	return part->body;
}

/* Ends what stands open above `level`, at the line end before `at`. */
static void close_above(struct cutter *cutter, size_t level, size_t at)
{
	const char *data = cutter->reading->raw.data;
	size_t end = at;

	if (end && data[end - 1] == '\n')
		end--;
	if (end && data[end - 1] == '\r')
		end--;
	for (size_t i = cutter->open[level].part + 1; i < cutter->mime->count; i++) {
		struct part *part = &cutter->mime->parts[i];

		if (part->end == cutter->reading->raw.len)
			part->end = end > part->body ? end : part->body;
	}
	while (cutter->open_count > level + 1) {
		struct open_part *open = &cutter->open[--cutter->open_count];

		cutter->mime->parts[open->part].after = cutter->mime->count;
		if (!open->is_closed)
			reading_defect(cutter->reading, "a multipart without its last boundary");
	}
}

/* The delimiter of the multipart at `level` stands at `at`; returns where to go on. */
static size_t cross_delimiter(struct cutter *cutter, size_t level, bool is_last, size_t at,
			      size_t next)
{
	struct open_part *open = &cutter->open[level];
	bool is_over;

	close_above(cutter, level, at);
	if (is_last) {
		open->is_closed = true;
		return next;
	}
	if (cutter->mime->count >= cutter->reading->limits.parts) {
		reading_defect(cutter->reading, "more than %zu parts: the rest stays unread",
			       cutter->reading->limits.parts);
		return cutter->reading->raw.len;
	}
	return begin_part(cutter, next, open->part, &is_over);
}

/*
 * The next line that may be a delimiter: one that begins with `--`. Base64 has no dashes, so a
 * search for them passes over an attachment at the speed of memory.
 */
static size_t next_dashes(struct bytes raw, size_t at)
{
	while (at + 1 < raw.len) {
		const char *found = memchr(raw.data + at, '-', raw.len - at - 1);

		if (!found)
			break;
		at = (size_t)(found - raw.data);
		if (found[1] == '-' && (at == 0 || found[-1] == '\n'))
			return at;
		at++;
	}
	return raw.len;
}

static void cut_body(struct cutter *cutter, size_t at)
{
	struct bytes raw = cutter->reading->raw;

	while (cutter->open_count && (at = next_dashes(raw, at)) < raw.len) {
		const char *from = raw.data + at, *stop = memchr(from, '\n', raw.len - at);
		size_t len = stop ? (size_t)(stop - from) : raw.len - at;
		size_t next = at + len + (stop != NULL);
		bool is_last;
		int level;

		level = delimiter(cutter, (struct bytes){from, len}, &is_last);
		at = level < 0 ? next : cross_delimiter(cutter, (size_t)level, is_last, at, next);
	}
}

/* Sets `after` of all parts, and makes a text of a multipart without parts. */
static void settle(struct cutter *cutter)
{
	struct mime *mime = cutter->mime;

	for (size_t i = cutter->open_count; i-- > 0;) {
		mime->parts[cutter->open[i].part].after = mime->count;
		if (!cutter->open[i].is_closed)
			reading_defect(cutter->reading, "a multipart without its last boundary");
	}
	for (size_t i = 0; i < mime->count; i++) {
		struct part *part = &mime->parts[i];

		if (!part->after)
			part->after = i + 1;
		if (part_is_kind(part, "multipart/") && part->after == i + 1) {
			if (part->is_multipart)
				reading_defect(cutter->reading, "a multipart without parts");
			if (part->is_multipart || !param_find(&part->params, "boundary"))
				part->type = "text/plain";
			part->is_multipart = false;
		}
	}
}

/* True for a line such as `Received: …`: one that a mail's header may begin with. */
static bool is_header_start(struct bytes raw, size_t at)
{
	static const char *const names[] = {
	    "From",          "To:",           "Subject:",       "Date:",         "Received:",
	    "Return-Path:",  "Delivered-To:", "Message-ID:",    "MIME-Version:", "X-",
	    "Content-Type:", "Reply-To:",     "DKIM-Signature:"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		size_t len = strlen(names[i]);

		if (raw.len - at > len && strncasecmp(raw.data + at, names[i], len) == 0)
			return true;
	}
	return false;
}

/* Where the header begins: a byte order mark or empty lines may stand above it. */
static size_t header_start(struct bytes raw)
{
	size_t at = 0;

	if (raw.len >= 3 && memcmp(raw.data, "\xef\xbb\xbf", 3) == 0)
		at = 3;
	while (at < raw.len && (raw.data[at] == '\r' || raw.data[at] == '\n'))
		at++;
	return is_header_start(raw, at) ? at : 0;
}

void mime_read(struct reading *reading, struct mime *mime, bool *is_header_over)
{
	struct cutter cutter = {.reading = reading, .mime = mime};
	size_t body;

	*mime = (struct mime){0};
	cutter.open =
	    arena_array(reading->arena, reading->limits.mime_depth + 1, sizeof *cutter.open);
	body = begin_part(&cutter, header_start(reading->raw), 0, is_header_over);
	cut_body(&cutter, body);
	settle(&cutter);
}

struct bytes mime_body(const struct reading *reading, const struct part *part)
{
	return (struct bytes){reading->raw.data + part->body, part->end - part->body};
}

bool part_is(const struct part *part, const char *type)
{
	return strcmp(part->type, type) == 0;
}

bool part_is_kind(const struct part *part, const char *prefix)
{
	return strncmp(part->type, prefix, strlen(prefix)) == 0;
}
