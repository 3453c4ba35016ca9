/* What stands below a person's own words: signature, footer of a phone, disclaimer, list footer. */
#ifndef MAIL_REPLY_SIGNATURE_H
#define MAIL_REPLY_SIGNATURE_H

#include "mail/reply_lines.h"

/*
 * The line where it begins between `from` and `to`; `to` where there is none. The words before it
 * are never left empty.
 */
size_t signature_find(const struct lines *lines, size_t from, size_t to, struct arena *arena);

/* True where the lines from `at` (not blank) to `to` are nothing but a signature. */
bool signature_is_at(const struct lines *lines, size_t at, size_t to, struct arena *arena);

#endif
