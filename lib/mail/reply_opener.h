/* The lines that stand above a quote. */
#ifndef MAIL_REPLY_OPENER_H
#define MAIL_REPLY_OPENER_H

#include "mail/reply_lines.h"

enum opener_kind { OPENER_NONE, OPENER_ATTRIBUTION, OPENER_BLOCK, OPENER_SEPARATOR };

struct opener {
	enum opener_kind kind;
	size_t end; /* the line after it */
	bool is_forward;
	bool is_weak; /* an attribution that counts only above marked lines */
};

/* What looking for openers may cost in one text; each line that has the look of one counts. */
enum { OPENER_TRIES = 2000 };

/*
 * Tells whether a quote is opened at line `at`: `On … X wrote:` in up to five lines, a block of
 * From, Sent, To and Subject, or `--- Original Message ---`. Adds to *tries, and finds nothing any
 * more once OPENER_TRIES are used up.
 */
struct opener opener_read(const struct lines *lines, size_t at, size_t *tries, struct arena *arena);

#endif
