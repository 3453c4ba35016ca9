#include "mail/bounce_report.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/fold.h"
#include "base/text.h"
#include "mail/address.h"
#include "mail/bounce_text.h"
#include "mail/field.h"

static const char *field_text(struct reading *reading, const struct field_list *fields,
			      const char *name)
{
	const struct field *field = field_find(fields, name);
	struct bytes value;

	if (!field)
		return "";
	value = field_unfold(field, reading->arena);
	return text_clean_dup(reading->arena, value.data, value.len, TEXT_LINE);
}

/* What stands after `rfc822;`, `smtp;` and the like. */
static const char *after_type(const char *text)
{
	size_t type = strcspn(text, "; <@()");

	if (text[type] == ' ' && text[type + strspn(text + type, " ")] == ';')
		type += strspn(text + type, " ");
	if (text[type] != ';')
		return text;
	text += type + 1;
	return text + strspn(text, " ");
}

static const char *recipient_of(struct reading *reading, const struct field_list *fields)
{
	static const char *const names[] = {"final-recipient", "original-recipient",
					    "x-actual-recipient"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *text = after_type(field_text(reading, fields, names[i]));
		const char *spec = address_spec((struct bytes){text, strlen(text)}, reading->arena);

		if (*spec)
			return spec;
		if (*text && i == 0)
			return text;
	}
	return "";
}

/* Status as given, or what the diagnostic says where that says more (bounce_better_status). */
static const char *status_of(struct reading *reading, const struct field_list *fields,
			     const char *diagnostic)
{
	const char *given = bounce_status(field_text(reading, fields, "status"), reading->arena);

	return bounce_better_status(given, diagnostic, reading->arena);
}

static const char *action_of(struct reading *reading, const struct field_list *fields,
			     const char *status)
{
	const char *text = field_text(reading, fields, "action");
	size_t len = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
	const char *action = fold_bytes((struct bytes){text, len}, reading->arena);

	if (*action)
		return action;
	return *status == '4' ? "delayed" : *status == '2' ? "delivered" : "failed";
}

static size_t read_group(struct reading *reading, const struct field_list *fields)
{
	const char *recipient = recipient_of(reading, fields), *diagnostic;
	struct bounce bounce;

	if (!*recipient)
		return 0;
	diagnostic = after_type(field_text(reading, fields, "diagnostic-code"));
	bounce = (struct bounce){.recipient = recipient,
				 .status = status_of(reading, fields, diagnostic),
				 .diagnostic = diagnostic};
	bounce.action = action_of(reading, fields, bounce.status);
	bounce.is_hard = bounce_is_hard(bounce.action, bounce.status, diagnostic, reading->arena);
	bounce_add(reading, bounce);
	return 1;
}

/* Some servers leave out the empty line between recipients: each has a slice of the fields. */
static size_t read_groups(struct reading *reading, const struct field_list *fields)
{
	size_t from = 0, count = 0;
	bool has_one = false;

	for (size_t i = 0; fields->count && i <= fields->count; i++) {
		bool is_next = i < fields->count && field_is(&fields->items[i], "final-recipient");

		if (i == fields->count || (is_next && has_one)) {
			struct field_list slice = {fields->items + from, i - from};

			count += read_group(reading, &slice);
			from = i;
		}
		has_one = has_one || is_next;
	}
	return count;
}

/* The start of the group that has its recipient at `at`: after the empty line before it. */
static size_t group_start(struct bytes text, size_t at)
{
	while (at) {
		const char *end = memrchr(text.data, '\n', at - 1);
		size_t line = end ? (size_t)(end - text.data) + 1 : 0, blank = line;

		while (blank < at && isspace((unsigned char)text.data[blank]))
			blank++;
		if (blank == at)
			break;
		at = line;
	}
	return at;
}

static bool is_recipient_line(struct bytes text, size_t at)
{
	static const char *const names[] = {"final-recipient:", "original-recipient:"};

	for (size_t i = 0; i < 2; i++) {
		size_t len = strlen(names[i]);

		if (text.len - at > len && strncasecmp(text.data + at, names[i], len) == 0)
			return true;
	}
	return false;
}

/* The offset of the empty line that ends the group, or of the text's end. */
static size_t group_end(struct bytes text, size_t at)
{
	while (at < text.len) {
		const char *end = memchr(text.data + at, '\n', text.len - at);
		size_t next = end ? (size_t)(end - text.data) + 1 : text.len, blank = at;

		while (blank < next && isspace((unsigned char)text.data[blank]))
			blank++;
		if (blank == next)
			break;
		at = next;
	}
	return at;
}

static bool is_field_line(struct bytes line)
{
	size_t len = 0;

	while (len < line.len && (isalnum((unsigned char)line.data[len]) || line.data[len] == '-'))
		len++;
	return len && len < line.len && line.data[len] == ':';
}

/* Servers copy an answer of many lines into a field and forget to fold it: here it is folded. */
static struct bytes folded_group(struct bytes group, struct arena *arena)
{
	struct buf out;
	struct bytes copy;

	buf_init(&out);
	for (size_t at = 0; at < group.len;) {
		const char *end = memchr(group.data + at, '\n', group.len - at);
		size_t next = end ? (size_t)(end - group.data) + 1 : group.len;
		struct bytes line = {group.data + at, next - at};

		if (at && !is_field_line(line))
			buf_addc(&out, ' ');
		buf_add(&out, line.data, line.len);
		at = next;
	}
	copy.len = out.len;
	copy.data = buf_dup(&out, arena);
	buf_release(&out);
	return copy;
}

size_t bounce_report_read(struct reading *reading, struct bytes text)
{
	struct reading inner = *reading;
	size_t count = 0, at = 0;

	while (at < text.len) {
		const char *end = memchr(text.data + at, '\n', text.len - at);
		size_t next = end ? (size_t)(end - text.data) + 1 : text.len;

		if (is_recipient_line(text, at)) {
			size_t start = group_start(text, at);
			struct field_list fields;
			bool is_over;

			next = group_end(text, next);
			inner.header_kept = 0;
			inner.raw = folded_group((struct bytes){text.data + start, next - start},
						 reading->arena);
			field_split(&inner, 0, inner.raw.len, NULL, NULL, &fields, &is_over);
			count += read_groups(reading, &fields);
		}
		at = next;
	}
	return count;
}
