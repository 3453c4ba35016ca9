#include "mail/bounce_looks.h"

#include <ctype.h>
#include <string.h>

#include "base/fold.h"
#include "base/text.h"
#include "mail/bounce_ses.h"
#include "mail/bounce_text.h"
#include "mail/phrases_bounce.h"

enum { OPENER_MAX = 6000, SUBJECT_LOOK = 500 };

static size_t line_len(const char *line)
{
	return strcspn(line, "\n");
}

static bool starts_with_field(const char *line)
{
	static const char *const names[] = {"received:",   "return-path:",    "message-id:",
					    "x-received:", "dkim-signature:", "delivered-to:"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (text_starts_nocase(line, names[i]))
			return true;
	return false;
}

/* A line such as `--- Below this line is a copy of the message.` */
static bool is_separator(struct arena *arena, const char *line, size_t len)
{
	const char *lower;

	if (len > 120 || len < 8)
		return false;
	lower = fold_bytes((struct bytes){line, len}, arena);
	return bounce_find(lower, bounce_separators) &&
	       (strstr(lower, "--") || strstr(lower, "***") || lower[len - 1] == ':' ||
		strstr(lower, "follow") || strstr(lower, "below") || strstr(lower, "included"));
}

size_t bounce_returned_at(const char *text)
{
	const char *line = text;
	struct arena arena;

	arena_init(&arena);
	for (; *line; line += line_len(line), line += *line == '\n') {
		const char *lead = line + strspn(line, " \t");

		if (lead - line <= 1 && starts_with_field(lead))
			break;
		if (line != text && is_separator(&arena, line, line_len(line)))
			break;
	}
	arena_release(&arena);
	return (size_t)(line - text);
}

static bool is_word(const char *const *list, const char *lower)
{
	for (; *list; list++)
		if (strncmp(lower, *list, strlen(*list)) == 0)
			return true;
	return false;
}

static bool has_daemon_sender(const struct reading *reading)
{
	const struct message *message = reading->message;
	const char *name;

	if (message->return_path && !strchr(message->return_path, '@') &&
	    (!*message->return_path || text_starts_nocase(message->return_path, "mailer-daemon")))
		return true;
	if (!message->from.count)
		return false;
	name = fold_text(message->from.items[0].name, reading->arena);
	return is_word(bounce_senders, fold_text(message->from.items[0].email, reading->arena)) ||
	       strstr(name, "mail deliver") || strstr(name, "mailer-daemon") ||
	       strstr(name, "mail administrator") || strstr(name, "postmaster") ||
	       strstr(name, "delivery subsystem") || strstr(name, "mailer daemon");
}

/* ICU's folding is not needed: the tables hold what servers write, in lower-case. */
static bool has_words(const struct reading *reading, const char *text, size_t max,
		      const char *const *words)
{
	size_t len = strnlen(text, max);

	return bounce_find(fold_bytes((struct bytes){text, len}, reading->arena), words) != NULL;
}

static bool is_answer_or_forward(const char *subject)
{
	static const char *const prefixes[] = {
	    "re:", "fwd:", "fw:", "aw:", "wg:", "tr:", "rv:", "sv:"};

	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
		if (text_starts_nocase(subject, prefixes[i]))
			return true;
	return false;
}

static bool has_failed_field(const struct message *message)
{
	return message_header(message, "x-failed-recipients") ||
	       message_header(message, "x-bounced-address");
}

bool bounce_may_be(const struct reading *reading)
{
	return has_failed_field(reading->message) || has_daemon_sender(reading) ||
	       bounce_ses_may_be(reading->message) ||
	       has_words(reading, reading->message->subject, SUBJECT_LOOK, bounce_subjects);
}

/* A reply of SMTP: 4xx or 5xx as a word of its own. */
static bool has_reply_code(const char *text)
{
	for (const char *at = text; (at = strpbrk(at, "45")); at++)
		if ((at == text || strchr(" \t\n#(:<", at[-1])) && isdigit((unsigned char)at[1]) &&
		    isdigit((unsigned char)at[2]) && at[1] < '8' && at[3] && strchr(" -:", at[3]))
			return true;
	return false;
}

/* What a person who only writes of a bounce does not have: a machine's field, code or copy. */
static bool has_evidence(const struct reading *reading, const char *text)
{
	static const char *const fields[] = {"auto-submitted", "x-auto-response-suppress",
					     "x-ms-exchange-message-is-ndr"};

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (message_header(reading->message, fields[i]))
			return true;
	return *bounce_status(text, reading->arena) || has_reply_code(text) ||
	       text[bounce_returned_at(text)];
}

bool bounce_looks_like(const struct reading *reading, const char *text, bool has_returned)
{
	const struct message *message = reading->message;
	bool has_subject, has_opener;

	if (has_failed_field(message) || bounce_ses_may_be(message))
		return true;
	has_subject = has_words(reading, message->subject, SUBJECT_LOOK, bounce_subjects);
	has_opener = has_words(reading, text, OPENER_MAX, bounce_openers);
	if (has_daemon_sender(reading))
		return has_subject || has_opener;
	return has_subject && has_opener && !is_answer_or_forward(message->subject) &&
	       (has_returned || has_evidence(reading, text));
}
