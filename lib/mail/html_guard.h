/* What gumbo must not see, and what is read without it. */
#ifndef MAIL_HTML_GUARD_H
#define MAIL_HTML_GUARD_H

#include <stdbool.h>

#include "base/buf.h"

/*
 * True where the parser is safe with it: at most 512 KB, 256 open elements, 256 attributes a tag,
 * and no flood of formatting elements that each block would open again.
 */
bool html_is_safe(struct bytes html);

/* Text by a plain scan: tags out, blocks as line ends, entities decoded. */
void html_strip(struct buf *out, struct bytes html);

#endif
