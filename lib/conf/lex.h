/*
 * A lexer for the syntax of libconfig, run before libconfig itself to tell what that one can't:
 * numbers that don't fit (libconfig 1.5 wraps them silently), text without quotes, text and
 * brackets that are never closed, names that stand twice, each with its own line and all in one
 * run. It writes the same text again, numbers as 64 bit and comments left out, line for line.
 */
#ifndef CONF_LEX_H
#define CONF_LEX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "conf/report.h"

enum { LEX_DEPTH_MAX = 16 };

/* An open bracket, and the names seen so far in its group. */
struct lex_level {
	char sign; /* '(', '[', '{', or 0 for the top */
	unsigned line;
	const char **names;
	unsigned *lines;
	size_t count;
};

struct lex {
	struct arena *arena; /* for all that lives until the source is read */
	struct report *report;
	size_t number; /* of the source, for places */
	struct buf out;
	struct source_line *lines;
	size_t line_count;
	struct lex_level levels[LEX_DEPTH_MAX + 1];
	size_t depth;
	bool is_value_next;
	size_t comma_at; /* where in out the last token stands, if it was a comma; 0: it was not */
	unsigned long_text_line; /* of the first text that goes over the end of its line; 0: none */
	bool is_broken;          /* a fault was told after which the rest means little */
};

/* A place in one file. */
struct lex_cursor {
	const char *file;
	struct bytes text;
	size_t at;
	unsigned line;
};

void lex_init(struct lex *lex, struct arena *arena, struct report *report, size_t number);

/* Frees the text; the lines stay in the arena. */
void lex_release(struct lex *lex);

/* Begins a line of out that came from where the cursor stands. */
void lex_begin_line(struct lex *lex, const struct lex_cursor *cursor);

/*
 * Goes on from the cursor. True where an @include was met, with the name of its file (in the
 * arena), the cursor behind it; false at the end of the text.
 */
bool lex_run(struct lex *lex, struct lex_cursor *cursor, const char **include);

/* At the end of all: what is still open. */
void lex_finish(struct lex *lex);

/* The place of the current line. */
struct place lex_place(const struct lex *lex);

#endif
