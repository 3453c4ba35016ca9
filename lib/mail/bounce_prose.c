#include "mail/bounce_prose.h"

#include <ctype.h>
#include <string.h>

#include "base/fold.h"
#include "base/text.h"
#include "mail/address.h"
#include "mail/bounce_looks.h"
#include "mail/bounce_text.h"
#include "mail/phrases_bounce.h"

enum { DIAGNOSTIC_MAX = 1500, CANDIDATES_MAX = 300 };

/* How surely an address in the prose is the recipient. */
enum strength { WEAK, NAMED, ALONE };

struct candidate {
	const char *email;
	const char *from, *after; /* the address in the text */
	enum strength strength;
};

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

/* The words on the line before the address, in lower-case; of a long line the last ones. */
static const char *lead_of(struct reading *reading, const char *line, const char *from)
{
	enum { LEAD_MAX = 200 };
	size_t len = (size_t)(from - line);

	if (len > LEAD_MAX) {
		line = from - LEAD_MAX;
		len = LEAD_MAX;
	}
	return fold_bytes((struct bytes){line, len}, reading->arena);
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

static bool is_about_sender(const char *lead)
{
	return bounce_find(lead, bounce_senders_of) && !strstr(lead, "rcpt") &&
	       !strstr(lead, "following");
}

static void add_candidate(struct prose *prose, const char *line, const char *mark)
{
	struct reading *reading = prose->reading;
	struct bytes spec = address_around(line, mark);
	const char *lead = lead_of(reading, line, spec.data), *email;
	enum strength strength = strength_of(lead, spec.data + spec.len);

	if (spec.data == mark || spec.data + spec.len == mark + 1 ||
	    (strength != ALONE && is_about_sender(lead)))
		return;
	email = text_clean_dup(reading->arena, spec.data, spec.len, TEXT_LINE);
	if (is_own(reading, email))
		return;
	prose->items = arena_grow(reading->arena, prose->items, prose->count, sizeof *prose->items);
	prose->items[prose->count++] =
	    (struct candidate){email, spec.data, spec.data + spec.len, strength};
}

void prose_read(struct prose *prose, struct reading *reading, const char *text)
{
	const char *line = text, *end;
	size_t tried = 0;

	*prose = (struct prose){.reading = reading, .text = text};
	prose->len = bounce_returned_at(text);
	for (end = text + prose->len; line < end;) {
		const char *stop = line + strcspn(line, "\n"), *mark = line;

		while (tried < CANDIDATES_MAX &&
		       (mark = memchr(mark, '@', (size_t)(stop - mark)))) {
			add_candidate(prose, line, mark);
			tried++;
			mark++;
		}
		line = stop + 1;
	}
}

static const char *cut(struct reading *reading, const char *text)
{
	return arena_strndup(reading->arena, text,
			     text_cut_len(text, strlen(text), DIAGNOSTIC_MAX));
}

/* What is said between the address and the next one that stands alone, on one line. */
static const char *said_after(const struct prose *prose, const struct candidate *one)
{
	const char *from = one->after, *end = prose->text + prose->len;
	size_t len;

	for (size_t i = 0; i < prose->count; i++)
		if (prose->items[i].from > one->from && prose->items[i].strength == ALONE &&
		    !text_equal_nocase(prose->items[i].email, one->email)) {
			end = prose->items[i].from;
			break;
		}
	from += strspn(from, ">)]:.\"' \t\n");
	if (from >= end)
		return "";
	len = (size_t)(end - from) < 2 * DIAGNOSTIC_MAX ? (size_t)(end - from) : 2 * DIAGNOSTIC_MAX;
	return cut(prose->reading, text_clean_dup(prose->reading->arena, from, len, TEXT_LINE));
}

static bool has_letters(const char *text)
{
	for (; *text; text++)
		if (isalpha((unsigned char)*text) || (*text & 0x80))
			return true;
	return false;
}

static bool is_delay(const struct prose *prose)
{
	struct arena *arena = prose->reading->arena;
	const char *text = fold_bytes((struct bytes){prose->text, prose->len}, arena);

	return bounce_find(text, bounce_delays) ||
	       bounce_find(fold_text(prose->reading->message->subject, arena), bounce_delays);
}

/* What all of the prose says, for a recipient of whom it says nothing by itself. */
static const char *said_in_all(struct prose *prose)
{
	if (!prose->all)
		prose->all = cut(prose->reading, text_clean_dup(prose->reading->arena, prose->text,
								prose->len, TEXT_LINE));
	return prose->all;
}

static void add_bounce(struct prose *prose, const char *email, const char *said)
{
	struct arena *arena = prose->reading->arena;
	struct bounce bounce = {.recipient = email, .diagnostic = said};

	if (!prose->action)
		prose->action = is_delay(prose) ? "delayed" : "failed";
	if (!has_letters(said))
		bounce.diagnostic = said_in_all(prose);
	bounce.status = bounce_status(bounce.diagnostic, arena);
	bounce.action = prose->action;
	bounce.is_hard = bounce_is_hard(bounce.action, bounce.status, bounce.diagnostic, arena);
	bounce_add(prose->reading, bounce);
}

/* The first place in the text where this recipient stands, the strongest first; NULL. */
static const struct candidate *find_email(const struct prose *prose, const char *email)
{
	const struct candidate *best = NULL;

	for (size_t i = 0; i < prose->count; i++)
		if (text_equal_nocase(prose->items[i].email, email) &&
		    (!best || prose->items[i].strength > best->strength))
			best = &prose->items[i];
	return best;
}

const char *prose_said(const struct prose *prose, const char *recipient)
{
	const struct candidate *found = find_email(prose, recipient);

	return found ? said_after(prose, found) : "";
}

/* X-Failed-Recipients: the server says itself whom it means. */
static void add_named(struct prose *prose)
{
	const struct message *message = prose->reading->message;
	const char *header = message_header(message, "x-failed-recipients");
	struct address_list named = {0};

	if (!header)
		header = message_header(message, "x-bounced-address");
	if (!header)
		return;
	address_list_read(prose->reading, (struct bytes){header, strlen(header)}, NULL, &named);
	for (size_t i = 0; i < named.count; i++)
		if (*named.items[i].email)
			add_bounce(prose, named.items[i].email,
				   prose_said(prose, named.items[i].email));
}

bool prose_add_recipients(struct prose *prose)
{
	enum strength best = WEAK;

	add_named(prose);
	if (prose->reading->message->bounce_count)
		return true;
	for (size_t i = 0; i < prose->count; i++)
		if (prose->items[i].strength > best)
			best = prose->items[i].strength;
	for (size_t i = 0; i < prose->count; i++)
		if (prose->items[i].strength == best)
			add_bounce(prose, prose->items[i].email,
				   said_after(prose, &prose->items[i]));
	return prose->reading->message->bounce_count > 0;
}

void prose_guess_recipient(struct prose *prose, const char *returned)
{
	const char *line = returned;

	for (; *line; line += strcspn(line, "\n"), line += *line == '\n') {
		const char *to;

		if (!text_starts_nocase(line, "to:"))
			continue;
		to = address_spec((struct bytes){line + 3, strcspn(line + 3, "\n")},
				  prose->reading->arena);
		if (*to)
			add_bounce(prose, to, "");
		return;
	}
}
