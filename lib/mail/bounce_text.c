#include "mail/bounce_text.h"

#include <ctype.h>
#include <string.h>

#include "base/fold.h"
#include "base/text.h"
#include "mail/phrases_bounce.h"

enum { RECIPIENTS_MAX = 1000 };

const char *bounce_find(const char *lower, const char *const *words)
{
	const char *first = NULL;

	for (; *words; words++) {
		const char *found = strstr(lower, *words);

		if (found && (!first || found < first))
			first = found;
	}
	return first;
}

/* Length of digits.digits.digits at `at`, RFC 3463, 2; 0 where there is none. */
static size_t status_len(const char *at)
{
	size_t subject, detail;

	if ((*at != '2' && *at != '4' && *at != '5') || at[1] != '.')
		return 0;
	subject = strspn(at + 2, "0123456789");
	if (!subject || subject > 3 || at[2 + subject] != '.')
		return 0;
	detail = strspn(at + 3 + subject, "0123456789");
	if (!detail || detail > 3 || at[3 + subject + detail] == '.' ||
	    isalnum((unsigned char)at[3 + subject + detail]))
		return 0;
	return 3 + subject + detail;
}

static bool is_boundary(const char *text, const char *at)
{
	return at == text || (!isalnum((unsigned char)at[-1]) && at[-1] != '.');
}

/* True where a reply code such as "550 " or "550-" stands right before. */
static bool is_after_reply(const char *text, const char *at)
{
	if (at > text && at[-1] == '\'')
		at--;
	return at - text >= 4 && (at[-1] == ' ' || at[-1] == '-') &&
	       isdigit((unsigned char)at[-2]) && isdigit((unsigned char)at[-3]) &&
	       strchr("245", at[-4]);
}

/* The code after a reply, else the first one; NULL. */
static const char *find_status(const char *text, size_t *len, bool *is_replied)
{
	const char *first = NULL;

	*is_replied = false;
	for (const char *at = text; *at; at++) {
		size_t found = is_boundary(text, at) ? status_len(at) : 0;

		if (!found)
			continue;
		*is_replied = is_after_reply(text, at);
		if (!first || *is_replied) {
			first = at;
			*len = found;
		}
		if (*is_replied)
			break;
		at += found - 1;
	}
	return first;
}

const char *bounce_status(const char *text, struct arena *arena)
{
	bool is_replied;
	size_t len;
	const char *at = find_status(text, &len, &is_replied);

	return at ? arena_strndup(arena, at, len) : "";
}

static bool is_generic(const char *status)
{
	return !*status || strcmp(status + 1, ".0.0") == 0;
}

const char *bounce_better_status(const char *given, const char *diagnostic, struct arena *arena)
{
	bool is_replied;
	size_t len;
	const char *at = find_status(diagnostic, &len, &is_replied), *said;

	if (!at)
		return given;
	said = arena_strndup(arena, at, len);
	return is_generic(given) || (is_replied && !is_generic(said)) ? said : given;
}

/* RFC 3463 codes that say it without words: bad mailbox, bad host, syntax, moved, null MX. */
static bool is_hard_status(const char *status)
{
	static const char *const hard[] = {"5.1.0", "5.1.1",  "5.1.2", "5.1.3",
					   "5.1.6", "5.1.10", NULL};

	for (size_t i = 0; hard[i]; i++)
		if (strcmp(status, hard[i]) == 0)
			return true;
	return false;
}

/* What was refused is the sender: RFC 3463's 5.1.7 and 5.1.8, or the words of the dialogue. */
static bool is_about_sender(const char *status, const char *lower)
{
	return strcmp(status, "5.1.7") == 0 || strcmp(status, "5.1.8") == 0 ||
	       strstr(lower, "after mail from") || strstr(lower, "mail from command");
}

bool bounce_is_hard(const char *action, const char *status, const char *diagnostic,
		    struct arena *arena)
{
	const char *lower = fold_text(diagnostic, arena);

	if ((*action && strcmp(action, "failed") != 0) || *status == '2' || *status == '4' ||
	    is_about_sender(status, lower))
		return false;
	for (const struct bounce_reason *reason = bounce_reasons; reason->words; reason++)
		if (strstr(lower, reason->words))
			return reason->is_hard;
	return is_hard_status(status);
}

void bounce_add(struct reading *reading, struct bounce bounce)
{
	struct message *message = reading->message;

	if (message->bounce_count == RECIPIENTS_MAX)
		return;
	for (size_t i = 0; i < message->bounce_count; i++)
		if (text_equal_nocase(message->bounces[i].recipient, bounce.recipient))
			return;
	message->bounces = arena_grow(reading->arena, message->bounces, message->bounce_count,
				      sizeof *message->bounces);
	message->bounces[message->bounce_count++] = bounce;
}
