/* A text as the lines that the reply is chosen from. */
#ifndef MAIL_REPLY_LINES_H
#define MAIL_REPLY_LINES_H

#include <stdbool.h>

#include "base/arena.h"

struct line {
	struct bytes text; /* without its end */
	bool is_blank;
	bool is_quoted;    /* by a `>`, by the HTML tree, or known to be ours */
	bool is_known;     /* words of the mail that is being answered */
	bool is_signature; /* by the HTML tree */
};

struct lines {
	struct line *items;
	size_t count;
};

/* A text with more lines than this is no letter: nothing is looked for in it. */
enum { LINES_MAX = 20000 };

/*
 * Cuts a text into lines; those between the marks of html.h are flagged and the marks left out.
 * Lines that `>` marks as a quote are flagged, with what a wrapping gateway broke off them. False
 * where there are more than LINES_MAX.
 */
bool lines_read(struct lines *lines, const char *text, struct arena *arena);

/* The text without the marks. */
const char *lines_plain(const char *text, struct arena *arena);

/* Flags the lines whose words stand in `known`, the mail that is being answered. */
void lines_mark_known(struct lines *lines, const char *known, struct arena *arena);

/* The first line that is not blank at or after `from`; `to` where there is none. */
size_t lines_skip_blank(const struct lines *lines, size_t from, size_t to);

/* The line without blanks, `*` and `_` around it, as bold text comes out of HTML. */
struct bytes line_trim(const struct line *line);

#endif
