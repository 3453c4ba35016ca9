/* Bytes in a charset, declared, wrong or missing, to UTF-8 (ICU underneath). */
#ifndef MAIL_CHARSET_H
#define MAIL_CHARSET_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"

/*
 * Adds data to out as UTF-8; what can't be read becomes U+FFFD. declared may be NULL or nonsense.
 * Order: strict UTF-8, the declared charset, detection on the first 8 KB, windows-1252. Returns
 * the name of the charset that was used (lower-case, in static memory or declared's). *is_guessed
 * tells that it was not the declared one. UTF-7 is not read: its text stays as it stands.
 */
const char *charset_to_utf8(struct buf *out, struct bytes data, const char *declared,
			    struct arena *arena, bool *is_guessed);

/* Begins a mail: how often detection may run in it is counted from here. */
void charset_begin(void);

/* Adds data, UTF-8, as NFC. */
void charset_add_nfc(struct buf *out, const char *data, size_t len);

/* Closes the converters that are kept open from one mail to the next. */
void charset_release(void);

#endif
