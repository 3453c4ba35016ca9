/* Which parts of a mail are its text, and what becomes of the others. */
#ifndef MAIL_CHOOSE_H
#define MAIL_CHOOSE_H

#include "mail/mime.h"

enum part_use {
	PART_UNUSED,
	PART_TEXT,
	PART_TEXT_AND_FILE, /* text that is cut: the whole is kept as a file */
	PART_ALTERNATIVE,   /* another form of the text that was chosen */
	PART_CONTAINER,
	PART_ATTACHMENT
};

/* mime->count uses, in the arena. */
enum part_use *choose_parts(struct reading *reading, const struct mime *mime);

#endif
