/* Which language a text is written in. */
#ifndef MAIL_LANGUAGE_H
#define MAIL_LANGUAGE_H

#include "base/arena.h"

/*
 * "en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da", "no", "fi", "ru", "cs", "tr", "zh",
 * "ja" or "ko" where the text leaves little doubt; else NULL: a wrong answer costs more than none.
 * Static text. Looks at the first 1,500 bytes.
 */
const char *language_of_text(const char *text);

#endif
