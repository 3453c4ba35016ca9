#include "mail/signed.h"

#include <string.h>

#include "base/text.h"
#include "mail/decode.h"
#include "mail/param.h"

/* Past the blank line that ends the head; NULL where there is none. */
static const char *body_of(struct bytes part)
{
	const char *end = part.data + part.len;

	for (const char *line = part.data; line < end;) {
		const char *next = memchr(line, '\n', (size_t)(end - line));

		if (!next)
			return NULL;
		if (next == line || (next == line + 1 && *line == '\r'))
			return next + 1;
		line = next + 1;
	}
	return NULL;
}

struct cut {
	const char *boundary, *end;
};

/* A delimiter at the start of this line: 1; the closing one: 2; else 0. */
static int delimiter(const struct cut *cut, const char *line)
{
	size_t len = strlen(cut->boundary), left = (size_t)(cut->end - line);
	const char *at = line + 2 + len;
	bool is_last;

	if (left < 2 + len || memcmp(line, "--", 2) != 0 ||
	    memcmp(line + 2, cut->boundary, len) != 0)
		return 0;
	is_last = cut->end - at >= 2 && memcmp(at, "--", 2) == 0;
	for (at += is_last ? 2 : 0; at < cut->end && *at != '\n'; at++)
		if (*at != ' ' && *at != '\t' && *at != '\r')
			return 0;
	return is_last ? 2 : 1;
}

static const char *next_line(const struct cut *cut, const char *line)
{
	const char *next = memchr(line, '\n', (size_t)(cut->end - line));

	return next ? next + 1 : cut->end;
}

/* The line end before a delimiter belongs to it. */
static struct bytes between(const char *from, const char *to)
{
	if (to > from && to[-1] == '\n')
		to--;
	if (to > from && to[-1] == '\r')
		to--;
	return (struct bytes){from, (size_t)(to - from)};
}

/* Exactly two parts and a closing delimiter. */
static bool cut_two(struct bytes body, const char *boundary, struct bytes parts[2])
{
	struct cut cut = {boundary, body.data + body.len};
	const char *from = NULL;
	size_t count = 0;

	for (const char *line = body.data; line < cut.end; line = next_line(&cut, line)) {
		int found = delimiter(&cut, line);

		if (!found)
			continue;
		if (from && count == 2)
			return false;
		if (from)
			parts[count++] = between(from, line);
		if (found == 2)
			return count == 2;
		from = next_line(&cut, line);
	}
	return false;
}

/* What was signed has CRLF (RFC 3156, 5), however the mail came here. */
static struct bytes with_crlf(struct bytes in, struct arena *arena)
{
	char *out = arena_alloc(arena, in.len * 2 + 1), *at = out;

	for (size_t i = 0; i < in.len; i++) {
		if (in.data[i] == '\n' && (!i || in.data[i - 1] != '\r'))
			*at++ = '\r';
		*at++ = in.data[i];
	}
	return (struct bytes){out, (size_t)(at - out)};
}

/* A part's body with its base64 taken off; base64 is told by the part's head. */
static struct bytes decoded(struct bytes head, struct bytes body, struct arena *arena)
{
	const char *text = arena_strndup(arena, head.data, head.len);
	const char *field = text_find_nocase(text, "Content-Transfer-Encoding:");
	bool is_damaged = false;
	char *out;

	if (!field ||
	    !text_find_nocase(arena_strndup(arena, field, strcspn(field, "\r\n")), "base64"))
		return body;
	out = arena_alloc(arena, decode_max_len(ENCODING_BASE64, body.len) + 1);
	return (struct bytes){out, decode_base64(body.data, body.len, out, &is_damaged)};
}

static bool read_detached(const struct param_list *params, struct bytes body, struct arena *arena,
			  struct signed_mail *out)
{
	const char *protocol = param_find(params, "protocol");
	const char *boundary = param_find(params, "boundary");
	const char *signature;
	struct bytes parts[2];

	if (!protocol || !boundary || !*boundary || !cut_two(body, boundary, parts))
		return false;
	out->is_cms = text_equal_nocase(protocol, "application/pkcs7-signature") ||
		      text_equal_nocase(protocol, "application/x-pkcs7-signature");
	if (!out->is_cms && !text_equal_nocase(protocol, "application/pgp-signature"))
		return false;
	signature = body_of(parts[1]);
	if (!signature)
		return false;
	out->entity = with_crlf(parts[0], arena);
	out->signature = decoded(
	    (struct bytes){parts[1].data, (size_t)(signature - parts[1].data)},
	    (struct bytes){signature, (size_t)(parts[1].data + parts[1].len - signature)}, arena);
	return true;
}

bool signed_read(const struct message *message, struct arena *arena, struct signed_mail *out)
{
	const char *value = message_header(message, "Content-Type");
	const char *body = body_of(message->raw), *smime;
	struct param_list params = {0};
	struct bytes rest;
	const char *type;

	*out = (struct signed_mail){0};
	if (!value || !body)
		return false;
	type = param_read((struct bytes){value, strlen(value)}, arena, &params);
	rest = (struct bytes){body, (size_t)(message->raw.data + message->raw.len - body)};
	if (strcmp(type, "multipart/signed") == 0)
		return read_detached(&params, rest, arena, out);
	smime = param_find(&params, "smime-type");
	if ((strcmp(type, "application/pkcs7-mime") != 0 &&
	     strcmp(type, "application/x-pkcs7-mime") != 0) ||
	    !smime || !text_equal_nocase(smime, "signed-data"))
		return false;
	out->is_cms = true;
	out->signature = decoded(
	    (struct bytes){message->raw.data, (size_t)(body - message->raw.data)}, rest, arena);
	return true;
}
