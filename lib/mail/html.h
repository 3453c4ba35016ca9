/* HTML mail to readable text (gumbo underneath, behind a guard). */
#ifndef MAIL_HTML_H
#define MAIL_HTML_H

#include "base/buf.h"

/*
 * Marks that html_to_text leaves on lines of their own where the tree says what the words don't:
 * where the quoted mail or the signature begins and ends. They are Unicode noncharacters, which
 * the text itself never has.
 */
#define HTML_QUOTE_BEGIN     "\xef\xb7\x90"
#define HTML_QUOTE_END       "\xef\xb7\x91"
#define HTML_SIGNATURE_BEGIN "\xef\xb7\x92"
#define HTML_SIGNATURE_END   "\xef\xb7\x93"

/*
 * Adds the text of html (UTF-8) to out: blocks by line, links as `text <address>`, lists, tables
 * by row, blockquote as `> `; no style, script, hidden or tracking parts. Linear in time and
 * memory: what is too large or too deep for the parser is read by a plain scan of tags.
 */
void html_to_text(struct buf *out, struct bytes html);

#endif
