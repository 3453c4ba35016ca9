/* Which parts are the text, and that text. */
#ifndef MAIL_BODY_H
#define MAIL_BODY_H

#include "base/buf.h"
#include "mail/mime.h"

/* What became of each part. */
enum part_use { PART_UNUSED, PART_TEXT, PART_ALTERNATIVE, PART_CONTAINER, PART_ATTACHMENT };

/*
 * Chooses the text parts, sets the message's text (with the marks of html.h still in it), html,
 * charset and has_html. Returns what each part is used as, mime->count of them.
 */
enum part_use *body_read(struct reading *reading, const struct mime *mime);

/* The decoded text of a part as clean UTF-8 with LF, its lines as sent. */
void body_part_text(struct reading *reading, const struct part *part, struct buf *out,
		    const char **charset);

#endif
