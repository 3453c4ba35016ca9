/*
 * The mails' templates. A file is templates/LANGUAGE/NAME.md: lines `Subject: …` (and, for some,
 * `Title: …`), an empty line, then Markdown with Mustache. Partials stand beside them as _NAME.md,
 * without such lines, and are put in with {{> NAME}}. doc: templates/README.md.
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

/*
 * Adds one template, or a partial where the name begins with _, or puts it in the place of the one
 * that is there. file: what errors call it. Its source is copied. ERR_CONF as above.
 */
int template_set_add(struct template_set *set, const char *language, const char *name,
		     const char *file, const char *source, struct err *err);

struct rendered {
	const char *subject; /* one line; "" where the template leaves it to the caller */
	const char *text;    /* the text part, LF, ends with one LF */
	const char *html;    /* a whole HTML document */
};

/*
 * Renders NAME in a language, or in its base language ("de" for "de-AT"), or in English. Values are
 * data: they never meet the Markdown parser, are percent-encoded in links, and never expanded
 * again. The parts live in the arena. ERR_NOT_FOUND for an unknown name, ERR_LIMIT for too much
 * data.
 */
int template_render(const struct template_set *set, const char *name, const char *language,
		    const struct value *data, struct arena *arena, struct rendered *out,
		    struct err *err);

/* Names in the order of the alphabet, each once, partials left out; and the source of one (NULL
 * where there is none), and the file that it was read from. */
size_t template_count(const struct template_set *set);
const char *template_name(const struct template_set *set, size_t index);
const char *template_source(const struct template_set *set, const char *name, const char *language);
const char *template_file(const struct template_set *set, const char *name, const char *language);

/* The language that NAME is rendered in where `language` is asked for; NULL for an unknown name. */
const char *template_language(const struct template_set *set, const char *name,
			      const char *language);

/* One thing that is wrong or doubtful: "file:line: what, and how to mend it". */
typedef void template_fault(void *context, const char *text);

/*
 * Looks at every template, the admin's and the built-in ones: names that no mail has, names that
 * no data has, HTML, images, phrases that no customer should read, and customers' mails that a
 * language lacks. Returns how many faults it told.
 */
size_t template_lint(const struct template_set *set, template_fault *tell, void *context);

/* The mails that are missing in that language, as one fault: those to customers, or all of them. */
size_t template_lint_language(const struct template_set *set, const char *language, bool is_for_all,
			      template_fault *tell, void *context);

#endif
