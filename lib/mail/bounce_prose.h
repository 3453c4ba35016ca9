/* Bounces that say it in words: Exim, qmail, Exchange, Gmail, Yahoo, Notes and the others. */
#ifndef MAIL_BOUNCE_PROSE_H
#define MAIL_BOUNCE_PROSE_H

#include "mail/reading.h"

/* Where in a text the returned mail begins; its length where there is none. */
size_t bounce_returned_at(const char *text);

/* True where sender, subject or fields make it worth looking closer. */
bool bounce_may_be(const struct reading *reading);

/*
 * True where sender, subject and first words say that this mail is a bounce. text: up to the
 * returned mail.
 */
bool bounce_looks_like(const struct reading *reading, const char *text);

/*
 * Reads recipients with what is said of each from the prose (up to the returned mail) into
 * message->bounces; false where it names none.
 */
bool bounce_prose_read(struct reading *reading, const char *text);

/* Where nothing names a recipient: the To field of the returned mail. */
void bounce_prose_guess(struct reading *reading, const char *text, const char *returned);

/* What the prose says after this recipient's address; "" where it does not name it. */
const char *bounce_prose_said(struct reading *reading, const char *text, const char *recipient);

#endif
