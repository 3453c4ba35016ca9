/*
 * Is a reply nothing but a thank-you? It asks for nothing, so a ticket that is solved stays so.
 * Careful: each word must be known, in one of the languages of the reader (en de fr es it nl pt pl
 * sv da no fi ru cs tr zh ja ko); one that is not, or a question mark, makes it an answer like
 * others.
 */
#ifndef DESK_THANKS_H
#define DESK_THANKS_H

#include <stdbool.h>

#include "base/arena.h"

/*
 * reply: the new text of a mail, without quotes and signature. names: people who may be spoken to
 * or sign, up to NULL; any of their words counts as known.
 */
bool thanks_is(const char *reply, const char *const *names, struct arena *arena);

#endif
