/* Bounces that say it in words: Exim, qmail, Exchange, Gmail, Yahoo, Notes and the others. */
#ifndef MAIL_BOUNCE_PROSE_H
#define MAIL_BOUNCE_PROSE_H

#include "mail/reading.h"

struct candidate;

/* The words of a bounce and the addresses that stand in them. */
struct prose {
	struct reading *reading;
	const char *text;
	size_t len; /* up to the returned mail */
	struct candidate *items;
	size_t count;
	const char *all, *action; /* made when first asked for */
};

/* Reads a text, which must outlive the prose. */
void prose_read(struct prose *prose, struct reading *reading, const char *text);

/* Adds the recipients that it names to message->bounces; false where it names none. */
bool prose_add_recipients(struct prose *prose);

/* Where nothing names a recipient: the To field of the returned mail. */
void prose_guess_recipient(struct prose *prose, const char *returned);

/* What the prose says after this recipient's address; "" where it does not name it. */
const char *prose_said(const struct prose *prose, const char *recipient);

#endif
