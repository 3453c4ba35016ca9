/* Words and phrases of a list, looked for in what people write: whole, without case, in any
 * language. */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

#include <stdbool.h>

#include "base/arena.h"

/* Text as words_has() takes it: folded (base/fold.h), each run of white space one blank,
 * typographic apostrophes plain. */
char *words_fold(const char *text, struct arena *arena);

/*
 * True where the phrase stands in the text as whole words; both folded. A `*` at the phrase's end
 * takes any end of its last word. In scripts that put no blanks between words, or attach endings to
 * them (Han, kana, Hangul, Thai and its neighbours), it may stand within a run of letters.
 */
bool words_has(const char *text, const char *phrase);

/* The first phrase of a list up to NULL, as it stands there, that the folded text has; NULL. The
 * list is in lower case. */
const char *words_find(const char *text, const char *const *phrases);

#endif
