/* The text of a mail. */
#ifndef MAIL_BODY_H
#define MAIL_BODY_H

#include "base/buf.h"
#include "mail/choose.h"

/*
 * Sets the message's text, marked_text, html, charset and has_html from the parts that are used as
 * text; adds to its attachments what was found within the text (uuencode). A part that is more than
 * a person writes is cut, and its use becomes PART_TEXT_AND_FILE.
 */
void body_read(struct reading *reading, const struct mime *mime, enum part_use *uses);

#endif
