#include "mail/kind.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

static void set(struct reading *reading, enum mail_kind kind, const char *reason)
{
	reading->message->kind = kind;
	reading->message->kind_reason = reason;
}

static const char *header(const struct reading *reading, const char *name)
{
	const char *value = message_header(reading->message, name);

	return value ? value : "";
}

static bool is_report(const struct mime *mime, const char *type)
{
	const char *found;

	if (!part_is(&mime->parts[0], "multipart/report"))
		return false;
	found = param_find(&mime->parts[0].params, "report-type");
	return found && strcasecmp(found, type) == 0;
}

static bool has_part(const struct mime *mime, const char *type)
{
	for (size_t i = 0; i < mime->count; i++)
		if (part_is(&mime->parts[i], type))
			return true;
	return false;
}

void kind_read(struct reading *reading, const struct mime *mime, bool is_bounce)
{
	struct message *message = reading->message;
	const char *submitted = header(reading, "auto-submitted");
	const char *precedence = header(reading, "precedence");

	set(reading, MAIL_HUMAN, "no mark of a machine");
	message->is_invitation = has_part(mime, "text/calendar");
	if (is_bounce)
		set(reading, MAIL_BOUNCE, "delivery status report");
	else if (is_report(mime, "feedback-report") || has_part(mime, "message/feedback-report"))
		set(reading, MAIL_REPORT, "feedback report");
	else if (is_report(mime, "disposition-notification"))
		set(reading, MAIL_RECEIPT, "disposition notification");
	else if (text_starts_nocase(submitted, "auto-"))
		set(reading, MAIL_AUTO_REPLY, "Auto-Submitted");
	else if (*header(reading, "list-id") || *header(reading, "list-post"))
		set(reading, MAIL_LIST, "List-Id");
	else if (text_equal_nocase(precedence, "bulk") || text_equal_nocase(precedence, "junk"))
		set(reading, MAIL_BULK, "Precedence");
	message->is_auto_generated =
	    message->kind == MAIL_AUTO_REPLY && text_starts_nocase(submitted, "auto-generated");
}
