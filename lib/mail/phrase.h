/* Tables of words, looked up fast: most texts are ruled out by their first byte. */
#ifndef MAIL_PHRASE_H
#define MAIL_PHRASE_H

#include <stdbool.h>
#include <stddef.h>

/* A table of lower-case words that ends with NULL, with what is known of it after its first use. */
struct phrases {
	const char *const *words;
	bool is_ready;
	bool first[256], last[256]; /* bytes that some of the words begin or end with */
};

/* True where a folded text begins (ends) with one of the words. */
bool phrases_start(struct phrases *phrases, const char *folded);
bool phrases_end(struct phrases *phrases, const char *folded, size_t len);

/* True where one of the words stands anywhere in the text. */
bool phrases_within(const char *const *words, const char *folded, size_t len);

#endif
