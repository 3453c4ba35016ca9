/*
 * What the files of the reader share while one mail is read: the bytes, the limits, the arena and
 * the list of what was mended or cut.
 */
#ifndef MAIL_READING_H
#define MAIL_READING_H

#include "base/arena.h"
#include "mail/message.h"
#include "mail/reader.h"

struct reading {
	struct bytes raw; /* with LF or CRLF as line ends */
	struct mail_limits limits;
	struct arena *arena;
	struct message *message;
	/* What the whole mail has taken of limits that each part or field has for itself. */
	size_t header_kept, addresses;
};

/* Notes something that was mended or cut; each text once, and at most 50 of them. */
void reading_defect(struct reading *reading, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
