#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "mail/reader.h"

static bool is_quote_line(const char *line, size_t len)
{
	return len && line[0] == '>';
}

static bool is_attribution(const char *line, size_t len)
{
	return len > 8 && len < 200 && line[len - 1] == ':' &&
	       (memmem(line, len, "wrote", 5) || memmem(line, len, "schrieb", 7) ||
		memmem(line, len, "crit", 4));
}

static bool is_signature_line(const char *line, size_t len)
{
	return (len == 2 && memcmp(line, "--", 2) == 0) ||
	       (len == 3 && memcmp(line, "-- ", 3) == 0);
}

static const char *trimmed(struct arena *arena, const char *text, size_t len)
{
	while (len && (text[len - 1] == '\n' || text[len - 1] == ' '))
		len--;
	while (len && *text == '\n') {
		text++;
		len--;
	}
	return arena_strndup(arena, text, len);
}

void mail_reply_text(struct message *message, const char *known, struct arena *arena)
{
	const char *text = message->text, *at = text, *quote = NULL, *signature = NULL;
	const char *end = text + strlen(text);

	(void)known;
	while (at < end && !quote) {
		const char *stop = strchr(at, '\n');
		size_t len = stop ? (size_t)(stop - at) : (size_t)(end - at);

		if (is_quote_line(at, len) || is_attribution(at, len))
			quote = at;
		else if (!signature && is_signature_line(at, len))
			signature = at;
		at += len + 1;
	}
	if (!quote)
		quote = end;
	if (!signature || signature > quote)
		signature = quote;
	message->reply = trimmed(arena, text, (size_t)(signature - text));
	message->signature = trimmed(arena, signature, (size_t)(quote - signature));
	message->quoted = trimmed(arena, quote, (size_t)(end - quote));
	if (!*message->reply)
		message->reply = trimmed(arena, text, (size_t)(end - text));
}
