/* The lines that stand above a quote. */
#ifndef MAIL_REPLY_OPENER_H
#define MAIL_REPLY_OPENER_H

#include "mail/reply_lines.h"

enum opener_kind { OPENER_NONE, OPENER_ATTRIBUTION, OPENER_BLOCK, OPENER_SEPARATOR };

struct opener {
	enum opener_kind kind;
	size_t end; /* the line after it */
	bool is_forward;
};

/*
 * Tells whether a quote is opened at line `at`: `On … X wrote:` in up to five lines, a block of
 * From, Sent, To and Subject, or `--- Original Message ---`.
 */
struct opener opener_read(const struct lines *lines, size_t at, struct arena *arena);

/* True where the text has a line that may end an attribution: cheap, before looking closer. */
bool opener_may_start(const struct line *line);

#endif
