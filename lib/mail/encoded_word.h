/* Header text with encoded words (RFC 2047), as they are really sent. */
#ifndef MAIL_ENCODED_WORD_H
#define MAIL_ENCODED_WORD_H

#include <stdbool.h>

#include "base/arena.h"

/*
 * The text of an unfolded header value: encoded words decoded, those that follow one another
 * joined before their charset is read (signs are split between words), raw 8-bit text taken as
 * UTF-8 or by `charset` (a hint from the body; may be NULL), then cleaned to one line, NFC. A word
 * that can't be decoded stands as it is.
 */
char *encoded_word_text(struct bytes value, const char *charset, struct arena *arena);

/* The same; *is_cleaned is set where controls or bidi overrides had to be taken out. */
char *encoded_word_checked(struct bytes value, const char *charset, struct arena *arena,
			   bool *is_cleaned);

#endif
