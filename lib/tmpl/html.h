/* The few pieces of HTML that the mails are made of. Within lib/tmpl. */
#ifndef TMPL_HTML_H
#define TMPL_HTML_H

#include <stddef.h>

#include "base/buf.h"

/* No colours but a middle grey, so that light and dark screens both read well. */
#define HTML_PARAGRAPH_OPEN "<p style=\"margin:0 0 1em\">"
#define HTML_QUOTE_OPEN                                                                            \
	"<blockquote style=\"margin:0 0 1em;padding:0 0 0 1em;border-left:3px solid #999\">\n"

/* Text as character data or within a quoted attribute. */
void html_add_escaped(struct buf *out, const char *text, size_t len);

/* The document around a body; title is text. */
void html_open(struct buf *out, const char *language, const char *title);
void html_close(struct buf *out);

#endif
