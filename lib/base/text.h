/* UTF-8 text: checking, mending, comparing. The choke point for every string that comes from
 * outside. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

/* True for well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates) without NUL. */
bool text_is_utf8(const char *data, size_t len);

/* Reads one code point at data[*at] and moves *at; a bad byte gives U+FFFD and moves by one. */
uint32_t text_next(const char *data, size_t len, size_t *at);

void text_add_code_point(struct buf *out, uint32_t code_point);

enum text_clean {
	TEXT_LINE, /* one line: CR, LF and TAB become a blank, runs of blanks one, ends are cut */
	TEXT_BODY, /* many lines: CRLF and CR become LF, TAB stays */
};

/*
 * Adds data to out as text that is safe to store and show: bad UTF-8 and NUL become U+FFFD; C0, DEL
 * and C1 controls go (but TAB and LF in a body); bidi overrides and isolates (U+202A–E, U+2066–9)
 * go. Returns true where anything but line ends was changed.
 */
bool text_clean(struct buf *out, const char *data, size_t len, enum text_clean how);

/* The same into the arena. data may be NULL (gives ""). */
char *text_clean_dup(struct arena *arena, const char *data, size_t len, enum text_clean how);

/* Cuts at max bytes, never within a code point; returns the new length. */
size_t text_cut_len(const char *data, size_t len, size_t max);

/* ASCII alone: case-insensitive compare, prefix and suffix tests, search (NULL when not found). */
bool text_equal_nocase(const char *a, const char *b);
bool text_starts_nocase(const char *text, const char *prefix);
bool text_ends_nocase(const char *text, const char *suffix);
const char *text_find_nocase(const char *text, const char *part);

/* An address as it is compared and stored in keys: ASCII letters lower-case, ends cut. */
char *text_address_key(struct arena *arena, const char *email);

/* Edits (insert, delete, change, swap of neighbours) from a to b, at most limit + 1: for "did you
 * mean". */
unsigned text_distance(const char *a, const char *b, unsigned limit);

/*
 * GLOB of scenario files and conf matches: `*` any run, `?` one sign (code point), nothing else is
 * special but
 * `\` before any of the three; the whole text must match.
 */
bool text_glob(const char *pattern, const char *text);

#endif
