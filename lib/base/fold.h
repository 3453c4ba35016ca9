/* Text as it is compared with tables of words: without case, in any language (ICU). */
#ifndef BASE_FOLD_H
#define BASE_FOLD_H

#include "base/arena.h"

/* Lower-cased by Unicode's simple mapping, each code point by itself; ASCII is fast. */
char *fold_text(const char *text, struct arena *arena);
char *fold_bytes(struct bytes text, struct arena *arena);

#endif
