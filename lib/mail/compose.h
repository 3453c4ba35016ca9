/*
 * Mails of ours, to bytes. The same draft always gives the same bytes: Date, ids and boundaries
 * come from the draft alone, so a mail can be made again after a crash.
 */
#ifndef MAIL_COMPOSE_H
#define MAIL_COMPOSE_H

#include "base/buf.h"
#include "base/err.h"
#include "mail/message.h"

struct draft_attachment {
	const char *name; /* UTF-8 */
	const char *type;
	const char *content_id; /* NULL */
	bool is_inline;
	struct bytes content; /* decoded bytes, or, with encoding, bytes that are encoded already */
	const char *encoding; /* NULL: content is decoded; "base64" or "quoted-printable": it is put
				 in as it is */
};

struct draft {
	struct address from;
	struct address_list to, cc, reply_to; /* reply_to: may be empty */
	const char *subject;
	int64_t date_us;
	const char *message_id;        /* without <> */
	const char *in_reply_to;       /* without <>; NULL */
	struct string_list references; /* without <> */
	const char *auto_submitted;   /* "auto-replied", "auto-generated", NULL: a person's words */
	const char *list_unsubscribe; /* a mailto: URL, NULL */
	const char *language;         /* Content-Language; NULL */
	const char *text;             /* UTF-8, LF */
	const char *html;             /* a whole HTML document; NULL: text alone */
	struct draft_attachment *attachments;
	size_t attachment_count;
};

/*
 * The header block of a draft without its MIME fields (CRLF lines, no empty line at the end): RFC
 * 5322, 2047, at most 78 columns where words allow. ERR_INPUT where an address can't stand in a
 * mail (controls, no @, non-ASCII domain that ICU can't make ASCII).
 */
int compose_head(const struct draft *draft, struct buf *out, struct err *err);

/*
 * The whole mail: head (from compose_head), then MIME fields and body: text/plain (format=flowed,
 * or quoted-printable where lines or bytes need it), multipart/alternative with html,
 * multipart/mixed with attachments. Boundaries come from message_id. CRLF throughout, no line over
 * 998 bytes, no lone CR or LF.
 */
void compose_body(const char *head, const char *message_id, const char *text, const char *html,
		  const struct draft_attachment *attachments, size_t count, struct buf *out);

/*
 * True where the address can stand in an SMTP envelope: ASCII, one @, no controls, blanks, quotes
 * or
 * <>, at most 254 bytes, and no sign in it that a careless delivery agent could take for a command.
 */
bool compose_is_envelope_address(const char *email);

/*
 * The form in which an address goes into a mail and an envelope: the domain as DNS has it (UTS
 * #46), the rest as it is. In the arena, or email itself; NULL where there is no such form.
 */
const char *compose_ascii_address(struct arena *arena, const char *email);

/*
 * Text as compose_head writes a subject: folded from `column` on, plain words first, then encoded
 * words (RFC 2047) from the first word that needs it.
 */
void compose_encode_words(struct buf *out, const char *text, size_t column);

#endif
