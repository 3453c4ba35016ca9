/* Whether a mail is a bounce that only words say it is. */
#ifndef MAIL_BOUNCE_LOOKS_H
#define MAIL_BOUNCE_LOOKS_H

#include "mail/reading.h"

/* Where in a text the returned mail begins; its length where there is none. */
size_t bounce_returned_at(const char *text);

/* True where sender, subject or fields make it worth looking closer. */
bool bounce_may_be(const struct reading *reading);

/*
 * True where sender, subject and first words say that this mail is a bounce. text: up to the
 * returned mail; has_returned: that mail is a part of its own.
 */
bool bounce_looks_like(const struct reading *reading, const char *text, bool has_returned);

#endif
