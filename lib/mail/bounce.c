#include "mail/bounce.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "mail/bounce_looks.h"
#include "mail/bounce_prose.h"
#include "mail/bounce_report.h"
#include "mail/bounce_ses.h"
#include "mail/bounce_text.h"
#include "mail/charset.h"
#include "mail/ids_list.h"

enum { PART_MAX = 64 * 1024, TOTAL_MAX = 192 * 1024 };

/* What a bounce may say, and of what. */
struct report {
	struct buf prose;    /* of the parts for people */
	struct buf fields;   /* of those for machines */
	struct buf returned; /* of the mail that comes back, its fields at least */
};

static bool is_returned(const struct part *part)
{
	return part_is(part, "message/rfc822") || part_is(part, "text/rfc822-headers") ||
	       part_is(part, "text/rfc822-header") || part_is(part, "message/rfc822-headers") ||
	       part_is(part, "message/global") || part_is(part, "message/global-headers") ||
	       part_is(part, "message/partial");
}

static void add_part(struct reading *reading, const struct part *part, struct buf *out)
{
	struct bytes body = mime_body(reading, part);
	bool is_damaged = false, is_guessed;

	if (out->len > TOTAL_MAX)
		return;
	body.len = body.len < PART_MAX ? body.len : PART_MAX;
	body = decode_body(body, part->encoding, reading->arena, &is_damaged);
	charset_to_utf8(out, body, param_find(&part->params, "charset"), reading->arena,
			&is_guessed);
	buf_addc(out, '\n');
}

static void read_parts(struct reading *reading, const struct mime *mime, struct report *report)
{
	for (size_t i = 0; i < mime->count; i++) {
		const struct part *part = &mime->parts[i];

		if (part->is_multipart)
			continue;
		if (is_returned(part))
			add_part(reading, part, &report->returned);
		else if (part_is_kind(part, "message/"))
			add_part(reading, part, &report->fields);
		else if (part_is(part, "text/plain"))
			add_part(reading, part, &report->prose);
	}
}

/* Message-ID, In-Reply-To and References, wherever a line begins with them; `> ` before it passes.
 */
static void read_ids(struct reading *reading, const char *text)
{
	static const char *const names[] = {"message-id:", "in-reply-to:", "references:"};
	const char *line = text;

	while (*line) {
		const char *lead = line + strspn(line, "> \t"), *end = line + strcspn(line, "\n");

		for (size_t i = 0; i < 3; i++) {
			if (!text_starts_nocase(lead, names[i]))
				continue;
			while (*end && (end[1] == ' ' || end[1] == '\t'))
				end += 1 + strcspn(end + 1, "\n");
			ids_list_read(reading, (struct bytes){lead, (size_t)(end - lead)},
				      &reading->message->returned_ids);
		}
		line = end + (*end == '\n');
	}
}

static const char *line_ends(struct reading *reading, const struct buf *text)
{
	return text_clean_dup(reading->arena, text->data, text->len, TEXT_BODY);
}

/* Words that stand before the fields, for a report whose Diagnostic-Code says nothing. */
static void fill_diagnostics(struct reading *reading, const struct prose *prose)
{
	struct message *message = reading->message;

	for (size_t i = 0; i < message->bounce_count; i++) {
		struct bounce *bounce = &message->bounces[i];

		if (*bounce->diagnostic)
			continue;
		bounce->diagnostic = prose_said(prose, bounce->recipient);
		bounce->status =
		    bounce_better_status(bounce->status, bounce->diagnostic, reading->arena);
		bounce->is_hard = bounce_is_hard(bounce->action, bounce->status, bounce->diagnostic,
						 reading->arena);
	}
}

/* Reports by their type; all others by sender and words, before anything is decoded. */
static bool is_report(const struct mime *mime)
{
	const char *type = param_find(&mime->parts[0].params, "report-type");

	for (size_t i = 0; i < mime->count; i++)
		if (part_is(&mime->parts[i], "message/delivery-status") ||
		    part_is(&mime->parts[i], "message/global-delivery-status"))
			return true;
	return part_is(&mime->parts[0], "multipart/report") && type &&
	       text_equal_nocase(type, "delivery-status");
}

static struct bytes bytes_of(const char *text)
{
	return (struct bytes){text, strlen(text)};
}

static void read_words(struct reading *reading, const char *text, const char *fields,
		       const char *returned)
{
	struct prose prose;

	prose_read(&prose, reading, text);
	if (bounce_report_read(reading, bytes_of(fields)) ||
	    bounce_report_read(reading, bytes_of(text)))
		fill_diagnostics(reading, &prose);
	else if (!bounce_ses_read(reading, text) && !prose_add_recipients(&prose) &&
		 /* A bounce that comes wrapped in another. */
		 !bounce_report_read(reading, bytes_of(returned)))
		prose_guess_recipient(&prose, returned);
	read_ids(reading, returned);
}

bool bounce_read(struct reading *reading, const struct mime *mime)
{
	bool is_known = is_report(mime), is_bounce;
	const char *prose, *returned;
	struct report report;

	if (!is_known && !bounce_may_be(reading))
		return false;
	buf_init(&report.prose);
	buf_init(&report.fields);
	buf_init(&report.returned);
	read_parts(reading, mime, &report);
	prose = line_ends(reading, &report.prose);
	returned = report.returned.len ? line_ends(reading, &report.returned)
				       : prose + bounce_returned_at(prose);
	is_bounce = is_known || bounce_looks_like(reading, prose, report.returned.len > 0);
	if (is_bounce)
		read_words(reading, prose, line_ends(reading, &report.fields), returned);
	buf_release(&report.prose);
	buf_release(&report.fields);
	buf_release(&report.returned);
	return is_bounce;
}
