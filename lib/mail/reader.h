/* Bytes to struct message: pre-scan, MIME (libetpan), charsets, text, reply text, kind, bounces. */
#ifndef MAIL_READER_H
#define MAIL_READER_H

#include "base/err.h"
#include "mail/message.h"

struct mail_limits {
	size_t header_block, header_line, comment_depth, mime_depth, parts, addresses, references,
	    raw;
};

/* The figures that hold where the conf says nothing. */
struct mail_limits mail_limits_default(void);

/*
 * Reads a mail. raw must outlive the message. Returns 0 with a message, however broken the mail
 * (its defects say so); -1 with ERR_INPUT or ERR_LIMIT where nothing can be made of it: quarantine
 * it. Even then *message holds what could be had (headers, defects), never NULL.
 */
int mail_read(struct bytes raw, const struct mail_limits *limits, struct arena *arena,
	      struct message **message, struct err *err);

/*
 * The content of an attachment from its bytes in the raw mail and its encoding, as struct
 * attachment names them. Points into raw where the encoding changes nothing.
 */
struct bytes mail_decode(struct bytes raw, const char *encoding, struct arena *arena);

/*
 * What the sender wrote now. known: the text of our own mail that this one answers, or NULL; with
 * it the quote is found by its own words first. Sets message->reply, quoted and signature.
 */
void mail_reply_text(struct message *message, const char *known, struct arena *arena);

#endif
