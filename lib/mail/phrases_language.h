/* The words that each language is full of. */
#ifndef MAIL_PHRASES_LANGUAGE_H
#define MAIL_PHRASES_LANGUAGE_H

#include <stddef.h>

struct language_words {
	const char *language; /* BCP 47; "": others, which nothing is made of */
	const char *words;    /* lower-case, with blanks between */
};

extern const struct language_words language_words[];   /* up to one without a language */
extern const struct language_words language_letters[]; /* likewise */

#endif
