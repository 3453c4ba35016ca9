#include "mail/bounce_prose.h"

#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "mail/address.h"
#include "mail/bounce_ses.h"
#include "mail/bounce_text.h"
#include "mail/fold.h"
#include "mail/phrases_bounce.h"

enum { OPENER_MAX = 6000, DIAGNOSTIC_MAX = 1500, CANDIDATES_MAX = 200 };

/* How surely an address in the prose is the recipient. */
enum strength { WEAK, NAMED, ALONE };

struct candidate {
	const char *email;
	const char *from, *after; /* the address in the text, and what is said of it */
	enum strength strength;
};

struct candidates {
	struct candidate *items;
	size_t count;
};

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
	       has_words(reading, reading->message->subject, 500, bounce_subjects);
}

bool bounce_looks_like(const struct reading *reading, const char *text)
{
	const struct message *message = reading->message;
	bool has_subject, has_opener;

	if (has_failed_field(message) || bounce_ses_may_be(message))
		return true;
	has_subject = has_words(reading, message->subject, 500, bounce_subjects);
	has_opener = has_words(reading, text, OPENER_MAX, bounce_openers);
	if (has_daemon_sender(reading))
		return has_subject || has_opener;
	return has_subject && has_opener && !is_answer_or_forward(message->subject);
}

static bool is_address_sign(char c)
{
	return isalnum((unsigned char)c) || (c & 0x80) || (c && strchr("!#$%&'*+-/=?^_`{|}~.", c));
}

/* The address around the @ at `mark`, within its line. */
static struct bytes address_around(const char *text, const char *mark)
{
	const char *from = mark, *to = mark + 1;

	if (from > text && from[-1] == '"') {
		for (from--; from > text && from[-1] != '"' && from[-1] != '\n';)
			from--;
		from -= from > text && from[-1] == '"';
	} else {
		while (from > text && is_address_sign(from[-1]))
			from--;
	}
	while (isalnum((unsigned char)*to) || *to == '-' || *to == '.' || *to == '_' ||
	       (*to & 0x80))
		to++;
	while (to > mark + 1 && (to[-1] == '.' || to[-1] == '-'))
		to--;
	return (struct bytes){from, (size_t)(to - from)};
}

/* The words on the line before the address, in lower-case. */
static const char *lead_of(struct reading *reading, const char *line, const char *from)
{
	return fold_bytes((struct bytes){line, (size_t)(from - line)}, reading->arena);
}

static bool is_own(const struct reading *reading, const char *email)
{
	const struct address_list *to = &reading->message->to, *from = &reading->message->from;

	for (size_t i = 0; i < to->count; i++)
		if (text_equal_nocase(to->items[i].email, email))
			return true;
	for (size_t i = 0; i < from->count; i++)
		if (text_equal_nocase(from->items[i].email, email))
			return true;
	return false;
}

/* `<a@b>:`, `* a@b`, `a@b: no such user`, `Recipient: <a@b>` and the like. */
static enum strength strength_of(const char *lead, const char *rest)
{
	size_t bullet = strspn(lead, " \t*-<[(\"'>");

	if (!lead[bullet]) {
		rest += strspn(rest, ">)]\"' \t");
		if (!*rest || *rest == '\n' || *rest == ':' || *rest == '[' || *rest == '(' ||
		    strncmp(rest, "...", 3) == 0)
			return ALONE;
		return NAMED;
	}
	return bounce_find(lead, bounce_leads) ? NAMED : WEAK;
}

static void add_candidate(struct reading *reading, struct candidates *list, const char *line,
			  const char *mark)
{
	struct bytes spec = address_around(line, mark);
	const char *lead = lead_of(reading, line, spec.data), *email;
	enum strength strength = strength_of(lead, spec.data + spec.len);

	if (spec.data == mark || spec.data + spec.len == mark + 1 || list->count == CANDIDATES_MAX)
		return;
	email = text_clean_dup(reading->arena, spec.data, spec.len, TEXT_LINE);
	if (bounce_find(lead, bounce_senders_of) && strength != ALONE && !strstr(lead, "rcpt") &&
	    !strstr(lead, "following"))
		return;
	if (is_own(reading, email))
		return;
	list->items = arena_grow(reading->arena, list->items, list->count, sizeof *list->items);
	list->items[list->count++] =
	    (struct candidate){email, spec.data, spec.data + spec.len, strength};
}

static void find_candidates(struct reading *reading, const char *text, size_t len,
			    struct candidates *list)
{
	const char *line = text, *end = text + len;

	while (line < end) {
		const char *stop = line + line_len(line), *mark = line;

		while ((mark = memchr(mark, '@', (size_t)(stop - mark)))) {
			add_candidate(reading, list, line, mark);
			mark++;
		}
		line = stop + 1;
	}
}

/* What is said between the address and the next one that stands alone, on one line. */
static const char *said_after(struct reading *reading, const char *from, const char *end)
{
	const char *text;

	from += strspn(from, ">)]:.\"' \t\n");
	if (from >= end)
		return "";
	text = text_clean_dup(reading->arena, from, (size_t)(end - from), TEXT_LINE);
	return arena_strndup(reading->arena, text,
			     text_cut_len(text, strlen(text), DIAGNOSTIC_MAX));
}

static bool has_letters(const char *text)
{
	for (; *text; text++)
		if (isalpha((unsigned char)*text) || (*text & 0x80))
			return true;
	return false;
}

static void add_bounce(struct reading *reading, const char *email, const char *said,
		       const char *text, size_t len)
{
	const char *all = text_clean_dup(reading->arena, text, len, TEXT_LINE);
	struct bounce bounce = {.recipient = email, .diagnostic = said};

	if (!has_letters(said))
		bounce.diagnostic = arena_strndup(reading->arena, all,
						  text_cut_len(all, strlen(all), DIAGNOSTIC_MAX));
	bounce.status = bounce_status(bounce.diagnostic, reading->arena);
	bounce.action = has_words(reading, text, len, bounce_delays) ||
				has_words(reading, reading->message->subject, 500, bounce_delays)
			    ? "delayed"
			    : "failed";
	bounce.is_hard =
	    bounce_is_hard(bounce.action, bounce.status, bounce.diagnostic, reading->arena);
	bounce_add(reading, bounce);
}

/* The first place in the text where this recipient stands, the strongest first; NULL. */
static const struct candidate *find_email(const struct candidates *list, const char *email)
{
	for (int strength = ALONE; strength >= WEAK; strength--)
		for (size_t i = 0; i < list->count; i++)
			if ((int)list->items[i].strength == strength &&
			    text_equal_nocase(list->items[i].email, email))
				return &list->items[i];
	return NULL;
}

static const char *end_of(const struct candidates *list, const struct candidate *candidate,
			  const char *end)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].from > candidate->from && list->items[i].strength == ALONE &&
		    !text_equal_nocase(list->items[i].email, candidate->email))
			return list->items[i].from;
	return end;
}

/* X-Failed-Recipients: the server says itself whom it means. */
static void read_named(struct reading *reading, const char *header, const struct candidates *list,
		       const char *text, size_t len)
{
	struct address_list named = {0};

	address_list_read(reading, (struct bytes){header, strlen(header)}, NULL, &named);
	for (size_t i = 0; i < named.count; i++) {
		const struct candidate *found = find_email(list, named.items[i].email);
		const char *said = "";

		if (!*named.items[i].email)
			continue;
		if (found)
			said = said_after(reading, found->after, end_of(list, found, text + len));
		add_bounce(reading, named.items[i].email, said, text, len);
	}
}

/* All candidates of the best strength. */
static void read_candidates(struct reading *reading, const struct candidates *list,
			    const char *text, size_t len)
{
	enum strength best = WEAK;

	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].strength > best)
			best = list->items[i].strength;
	for (size_t i = 0; i < list->count; i++) {
		const struct candidate *one = &list->items[i];

		if (one->strength == best)
			add_bounce(reading, one->email,
				   said_after(reading, one->after, end_of(list, one, text + len)),
				   text, len);
	}
}

const char *bounce_prose_said(struct reading *reading, const char *text, const char *recipient)
{
	size_t len = bounce_returned_at(text);
	struct candidates list = {0};
	const struct candidate *found;

	find_candidates(reading, text, len, &list);
	found = find_email(&list, recipient);
	return found ? said_after(reading, found->after, end_of(&list, found, text + len)) : "";
}

bool bounce_prose_read(struct reading *reading, const char *text)
{
	size_t len = bounce_returned_at(text);
	const char *header = message_header(reading->message, "x-failed-recipients");
	struct candidates list = {0};

	if (!header)
		header = message_header(reading->message, "x-bounced-address");
	find_candidates(reading, text, len, &list);
	if (header)
		read_named(reading, header, &list, text, len);
	if (!reading->message->bounce_count)
		read_candidates(reading, &list, text, len);
	return reading->message->bounce_count > 0;
}

void bounce_prose_guess(struct reading *reading, const char *text, const char *returned)
{
	for (const char *line = returned; *line; line += line_len(line), line += *line == '\n') {
		const char *to;

		if (!text_starts_nocase(line, "to:"))
			continue;
		to = address_spec((struct bytes){line + 3, line_len(line) - 3}, reading->arena);
		if (*to)
			add_bounce(reading, to, "", text, bounce_returned_at(text));
		return;
	}
}
