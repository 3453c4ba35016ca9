#include "mail/bounce_text.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "mail/phrases_bounce.h"

enum { RECIPIENTS_MAX = 1000 };

char *bounce_lower(struct arena *arena, const char *text, size_t len)
{
	char *lower = arena_strndup(arena, text, len);

	for (char *at = lower; *at; at++)
		if (*at >= 'A' && *at <= 'Z')
			*at = (char)(*at - 'A' + 'a');
	return lower;
}

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
	return at - text >= 4 && (at[-1] == ' ' || at[-1] == '-') &&
	       isdigit((unsigned char)at[-2]) && isdigit((unsigned char)at[-3]) &&
	       strchr("245", at[-4]);
}

const char *bounce_status(const char *text, struct arena *arena)
{
	const char *best = NULL;
	size_t best_len = 0;

	for (const char *at = text; *at; at++) {
		size_t len = is_boundary(text, at) ? status_len(at) : 0;

		if (!len)
			continue;
		if (!best || is_after_reply(text, at)) {
			best = at;
			best_len = len;
		}
		if (is_after_reply(text, at))
			break;
		at += len - 1;
	}
	return best ? arena_strndup(arena, best, best_len) : "";
}

/* RFC 3463 codes that say it without words: bad mailbox, bad host, syntax, moved, null MX. */
static bool is_hard_status(const char *status)
{
	static const char *const hard[] = {"5.1.0", "5.1.1",  "5.1.2", "5.1.3",
					   "5.1.6", "5.1.10", "5.4.4", NULL};

	for (size_t i = 0; hard[i]; i++)
		if (strcmp(status, hard[i]) == 0)
			return true;
	return false;
}

bool bounce_is_hard(const char *action, const char *status, const char *diagnostic,
		    struct arena *arena)
{
	const char *lower = bounce_lower(arena, diagnostic, strlen(diagnostic));

	if ((*action && strcmp(action, "failed") != 0) || *status == '2')
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
