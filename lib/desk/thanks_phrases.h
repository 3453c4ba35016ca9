/* What people write when they say thank you, by language: for thanks.c alone. */
#ifndef DESK_THANKS_PHRASES_H
#define DESK_THANKS_PHRASES_H

#include <stdbool.h>
#include <stddef.h>

/* Each list is folded and begins and ends with a `|`, as each phrase does; the words of a phrase
 * are parted by one blank. */
struct thanks_language {
	const char *name;
	bool has_words;    /* blanks part its words; without them a phrase may end anywhere */
	const char *given; /* says it: "thank you", "perfect", "it works" */
	const char *open;  /* may stand beside it: "hello", "for your help" */
	const char *close; /* ends a mail: a name may follow on the next lines */
};

/* Up to one without a name. */
extern const struct thanks_language thanks_languages[];

#endif
