/* Files that stand uuencoded in a text, between `begin 644 name` and `end`. */
#ifndef MAIL_UU_TEXT_H
#define MAIL_UU_TEXT_H

#include "base/buf.h"
#include "mail/mime.h"

/*
 * Adds `text`, the decoded text of `part`, to out without such files; each becomes an attachment of
 * the message.
 */
void uu_text_split(struct reading *reading, const struct part *part, const struct buf *text,
		   struct buf *out);

#endif
