/*
 * Mustache, the public specification's core (v1.4): interpolation, sections, inverted sections,
 * comments, partials, set delimiters, dotted names, implicit iterator, standalone lines; no
 * lambdas.
 */
#ifndef TMPL_MUSTACHE_H
#define TMPL_MUSTACHE_H

#include "base/buf.h"
#include "base/err.h"
#include "tmpl/value.h"

enum mustache_escape {
	MUSTACHE_HTML, /* {{x}} escaped for HTML, as the specification says; {{{x}}} and {{&x}} raw
			*/
	MUSTACHE_NONE, /* nothing escaped */
};

/* The text of a partial, NULL where there is none (then nothing is put in). */
typedef const char *mustache_partial(void *context, const char *name);

/* Called for each interpolated value instead of the plain escape, where set: markdown escaping,
 * blocks. */
typedef void mustache_writer(void *context, const struct value *value, bool is_raw,
			     struct buf *out);

struct mustache_options {
	enum mustache_escape escape;
	mustache_partial *partial;
	mustache_writer *writer;
	void *context; /* given to partial and writer */
};

/* ERR_INPUT with the line where the template is ill-formed; ERR_LIMIT past 1 MB of output or 64
 * levels. */
int mustache_render(const char *template_text, const struct value *data,
		    const struct mustache_options *options, struct buf *out, struct err *err);

#endif
