/*
 * A mail as the desk sees it. Everything lives in the arena of the parse; all text is valid UTF-8,
 * NFC, LF, without controls (base/text.h). Strings are never NULL unless a comment says so.
 */
#ifndef MAIL_MESSAGE_H
#define MAIL_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/clock.h"

struct address {
	const char *name;  /* decoded, "" where there is none */
	const char *email; /* addr-spec as written */
};

struct address_list {
	struct address *items;
	size_t count;
};

struct string_list {
	const char **items;
	size_t count;
};

/* One header field of the top level, in order. */
struct header {
	const char *name;  /* as written */
	const char *value; /* unfolded and cleaned, encoded words not decoded */
};

enum mail_kind {
	MAIL_HUMAN,
	MAIL_OWN,
	MAIL_BOUNCE,
	MAIL_REPORT,
	MAIL_RECEIPT,
	MAIL_AUTO_REPLY,
	MAIL_LIST,
	MAIL_BULK,
};

/* "human", "own", "bounce", "report", "receipt", "auto-reply", "list", "bulk". */
const char *mail_kind_name(enum mail_kind kind);

struct attachment {
	const char *name; /* without path parts; "" where there is none */
	const char *
	    type; /* lower-case type/subtype, by declaration, or by content where that is certain */
	size_t size; /* decoded */
	char sha256[65];
	bool is_inline;
	const char *content_id; /* without <>; NULL */
	struct bytes content;   /* decoded; may point into the raw mail */
	/* Where it stands in the raw mail, so that it can be sent on without a second copy. */
	size_t raw_offset, raw_len;
	const char *encoding; /* "base64", "quoted-printable", "7bit", "8bit", "binary" */
};

struct bounce {
	const char *recipient; /* addr-spec */
	const char *action;    /* failed, delayed, delivered, relayed, expanded */
	const char *status;    /* "5.1.1", "" where unknown */
	bool is_hard;
	const char *diagnostic;
};

/* One method result of Authentication-Results (RFC 8601): dmarc=pass header.from=acme.example … */
struct auth_property {
	const char *name, *value; /* "header.from", "acme.example"; lower-case name */
};

struct auth_result {
	const char *method, *result; /* lower-case */
	const char *reason;          /* NULL */
	struct auth_property *properties;
	size_t property_count;
};

/*
 * The trace at the top of a mail, in order: what a border decides on. Received fields tell `by`;
 * Authentication-Results tell id and results; both with their place among the header fields.
 */
enum trace_kind { TRACE_RECEIVED, TRACE_AUTH };

struct trace {
	enum trace_kind kind;
	size_t place;     /* index in message->headers */
	const char *host; /* Received: the `by` domain; Authentication-Results: the authserv-id (""
			     where left out) */
	struct auth_result *results;
	size_t result_count;
};

struct message {
	struct bytes raw;
	struct header *headers;
	size_t header_count;

	const char *subject;
	struct address_list from, to, cc, reply_to, sender;
	struct address_list
	    delivered_to;        /* Delivered-To, X-Original-To, Envelope-To: for plus addresses */
	const char *return_path; /* "" for <>, NULL where there is no such field */
	int64_t date_us;         /* TIME_NONE where there is none that can be read */
	const char *message_id;  /* without <>; NULL */
	struct string_list in_reply_to, references; /* without <>, in the order of the mail */

	enum mail_kind kind; /* never MAIL_OWN: that needs the desk's secret */
	const char *kind_reason;
	bool is_auto_generated; /* within MAIL_AUTO_REPLY: auto-generated, a machine that opens
				   matters */
	bool is_forward;        /* a forwarded mail by subject and body */
	bool is_quote_alone; /* nothing was written above, within or below the quote: reply is all
				of it */
	bool is_invitation;
	int64_t away_until_us; /* TIME_NONE */

	const char *text;        /* the reader's text */
	const char *marked_text; /* text with the marks of html.h, for mail_reply_text; NULL */
	const char *reply;       /* what was written now */
	const char *quoted;      /* the quote, "" */
	const char *signature;   /* "" */
	bool has_html;           /* text came from an HTML part */
	const char *html;        /* the HTML part as UTF-8, NULL: not safe to show as it is */
	const char *charset;     /* of the part that text came from */
	const char *language;    /* of the reply, where it is sure (language.h); NULL */

	struct attachment *attachments;
	size_t attachment_count;
	struct bounce *bounces;
	size_t bounce_count;
	struct string_list returned_ids; /* Message-ID, In-Reply-To, References of the mail that a
					    bounce returns */
	struct trace *traces;
	size_t trace_count;
	struct string_list defects; /* what was mended or cut, in words */
};

/* The first header of that name, without case; NULL. */
const char *message_header(const struct message *message, const char *name);

#endif
