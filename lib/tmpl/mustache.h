/*
 * Mustache, the public specification's core (v1.4): interpolation, sections, inverted sections,
 * comments, partials, set delimiters, dotted names, implicit iterator, standalone lines; no
 * lambdas. Beyond it: an empty text is false, as it is in JavaScript.
 */
#ifndef TMPL_MUSTACHE_H
#define TMPL_MUSTACHE_H

#include "base/buf.h"
#include "base/err.h"
#include "tmpl/value.h"

/* What a piece of a compiled template is. */
enum mustache_kind {
	MUSTACHE_TEXT,
	MUSTACHE_VALUE, /* {{x}} */
	MUSTACHE_RAW,   /* {{{x}}} or {{&x}} */
	MUSTACHE_SECTION,
	MUSTACHE_INVERTED,
	MUSTACHE_PARTIAL,
};

struct mustache {
	enum mustache_kind kind;
	size_t line;               /* of the tag */
	struct bytes text;         /* MUSTACHE_TEXT; points into the source */
	bool is_line_start;        /* MUSTACHE_TEXT: begins a line, where a partial is indented */
	const char *name;          /* as written */
	const char **parts;        /* of a dotted name; none for the implicit iterator "." */
	size_t part_count;         /* */
	const char *indent;        /* MUSTACHE_PARTIAL that stands alone: blanks before each line */
	struct mustache *children; /* of sections; NULL for none */
	struct mustache *next;
};

/*
 * Compiles a template into the arena; source must outlive the result. An empty template gives NULL.
 * ERR_INPUT where it is ill-formed, with *fault_line (which may be NULL) counted from first_line.
 */
int mustache_compile(struct arena *arena, const char *source, size_t first_line,
		     struct mustache **compiled, size_t *fault_line, struct err *err);

enum mustache_escape {
	MUSTACHE_HTML, /* {{x}} escaped for HTML, as the specification says; {{{x}}} and {{&x}} raw
			*/
	MUSTACHE_NONE, /* nothing escaped */
};

/* Finds a partial: true where there is one, compiled (NULL: an empty one). */
typedef bool mustache_partial(void *context, const char *name, const struct mustache **compiled);

/* Called for each interpolated text, block or bool instead of the plain escape, where set. */
typedef void mustache_writer(void *context, const struct value *value, struct buf *out);

struct mustache_options {
	enum mustache_escape escape;
	mustache_partial *partial; /* NULL: there are none; an unknown one is an empty text */
	mustache_writer *writer;
	void *context; /* given to partial and writer */
};

/* ERR_LIMIT past 1 MB of output, a million steps, or 64 levels of sections and partials. */
int mustache_render(const struct mustache *compiled, const struct value *data,
		    const struct mustache_options *options, struct buf *out, struct err *err);

#endif
