#include "mail/bounce.h"

#include <string.h>

#include "base/text.h"
#include "mail/address.h"
#include "mail/ids_list.h"

enum { RECIPIENTS_MAX = 1000 };

bool bounce_is_hard(const char *action, const char *status, const char *diagnostic)
{
	if (strcmp(action, "failed") != 0 && *action)
		return false;
	if (strncmp(status, "5.1.", 4) == 0 && strcmp(status, "5.1.8") != 0 &&
	    strcmp(status, "5.1.7") != 0)
		return true;
	return text_find_nocase(diagnostic, "user unknown") ||
	       text_find_nocase(diagnostic, "does not exist") ||
	       text_find_nocase(diagnostic, "no such user") ||
	       text_find_nocase(diagnostic, "host unknown");
}

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
	const char *semicolon = strchr(text, ';');

	if (!semicolon || strcspn(text, " <@") < (size_t)(semicolon - text))
		return text;
	semicolon++;
	return semicolon + strspn(semicolon, " ");
}

static const char *status_of(struct reading *reading, const char *text)
{
	size_t len = strspn(text, "0123456789.");

	return len >= 5 ? arena_strndup(reading->arena, text, len) : "";
}

static void add_recipient(struct reading *reading, const struct field_list *fields)
{
	struct message *message = reading->message;
	const char *recipient = field_text(reading, fields, "final-recipient"), *diagnostic;
	struct bounce *bounce;

	if (!*recipient)
		recipient = field_text(reading, fields, "original-recipient");
	if (!*recipient || message->bounce_count == RECIPIENTS_MAX)
		return;
	message->bounces = arena_grow(reading->arena, message->bounces, message->bounce_count,
				      sizeof *message->bounces);
	bounce = &message->bounces[message->bounce_count++];
	diagnostic = after_type(field_text(reading, fields, "diagnostic-code"));
	recipient = after_type(recipient);
	*bounce = (struct bounce){
	    .recipient = address_spec((struct bytes){recipient, strlen(recipient)}, reading->arena),
	    .action = field_text(reading, fields, "action"),
	    .status = status_of(reading, field_text(reading, fields, "status")),
	    .diagnostic = diagnostic,
	};
	bounce->is_hard = bounce_is_hard(bounce->action, bounce->status, diagnostic);
}

/* Groups of fields parted by empty lines; the first is about the message. */
static void read_status(struct reading *reading, const struct part *part)
{
	size_t at = part->body;
	bool is_over;

	while (at < part->end) {
		struct field_list fields;
		size_t next = field_split(reading, at, part->end, NULL, NULL, &fields, &is_over);

		add_recipient(reading, &fields);
		at = next > at ? next : part->end;
	}
}

static void read_returned(struct reading *reading, const struct part *part)
{
	static const char *const names[] = {"message-id", "in-reply-to", "references"};
	struct field_list fields;
	bool is_over;

	field_split(reading, part->body, part->end, NULL, NULL, &fields, &is_over);
	for (size_t i = 0; i < 3; i++) {
		const struct field *field = field_find(&fields, names[i]);

		if (field)
			ids_list_read(reading, field_unfold(field, reading->arena),
				      &reading->message->returned_ids);
	}
}

bool bounce_read(struct reading *reading, const struct mime *mime)
{
	bool has_status = false;

	for (size_t i = 0; i < mime->count; i++) {
		const struct part *part = &mime->parts[i];

		if (part_is(part, "message/delivery-status") ||
		    part_is(part, "message/global-delivery-status")) {
			read_status(reading, part);
			has_status = true;
		}
	}
	for (size_t i = 0; has_status && i < mime->count; i++)
		if (part_is(&mime->parts[i], "message/rfc822") ||
		    part_is(&mime->parts[i], "text/rfc822-headers"))
			read_returned(reading, &mime->parts[i]);
	return has_status;
}
