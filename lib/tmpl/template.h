/*
 * The mails' templates. A file is templates/LANGUAGE/NAME.md: lines `Subject: …` (and, for some,
 * `Title: …`), an empty line, then Markdown with Mustache. Partials stand beside them as _NAME.md.
 */
#ifndef TMPL_TEMPLATE_H
#define TMPL_TEMPLATE_H

#include "base/buf.h"
#include "base/err.h"
#include "tmpl/value.h"

struct template_set;

/* folder: the admin's own templates, which go before the built-in ones; NULL for none. All are read
 * and compiled now; ERR_CONF with file:line for one that is ill-formed, not UTF-8 or without a
 * subject. */
int template_set_open(const char *folder, struct template_set **set, struct err *err);
void template_set_close(struct template_set *set);

struct rendered {
	const char *subject; /* one line; "" where the template leaves it to the caller */
	const char *text;    /* the text part, LF, ends with one LF */
	const char *html;    /* a whole HTML document */
};

/*
 * Renders NAME in a language, or in its base language ("de" for "de-AT"), or in English. Values are
 * data: escaped for Markdown, or in links percent-encoded, and never expanded again. ERR_NOT_FOUND
 * for an unknown name.
 */
int template_render(const struct template_set *set, const char *name, const char *language,
		    const struct value *data, struct arena *arena, struct rendered *out,
		    struct err *err);

/* Names in the order of the alphabet, each once; and the source of one (NULL where there is none).
 */
size_t template_count(const struct template_set *set);
const char *template_name(const struct template_set *set, size_t index);
const char *template_source(const struct template_set *set, const char *name, const char *language);

#endif
