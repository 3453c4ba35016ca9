/* What a set of templates is made of. Within lib/tmpl. */
#ifndef TMPL_TEMPLATE_SET_H
#define TMPL_TEMPLATE_SET_H

#include <stdbool.h>

#include "tmpl/mustache.h"
#include "tmpl/template.h"

struct template
{
	const char *language, *name, *file;
	const char *source;
	bool has_subject;         /* false: a partial */
	struct mustache *subject; /* NULL: the caller's */
	struct mustache *title;
	struct mustache *body;
};

struct template_set {
	struct arena arena;
	struct template *items;
	size_t count;
	const char **names; /* sorted, no partials */
	size_t name_count;
	struct markdown_cache *cache; /* owned; changes while templates are rendered */
};

/* A file of templates/ as it is in the program. */
struct template_builtin {
	const char *language, *name, *file, *source;
};

/* Made from the files by lib/tmpl/embed; ends with an item whose name is NULL. */
extern const struct template_builtin template_builtins[];

/* The template in that language, its base language or English; NULL. */
const struct template *template_find(const struct template_set *set, const char *language,
				     const char *name);

/* The partial that {{> name}} puts in. */
const struct template *template_find_partial(const struct template_set *set, const char *language,
					     const char *name);

/* Fills language, name, file and source to the rest; ERR_CONF. */
int template_compile(struct arena *arena, struct template *template, struct err *err);

/* ERR_CONF where a partial is missing, or where the Markdown holds what a mail can't. */
int template_check(const struct template_set *set, const struct template *template,
		   struct err *err);

/* The names of the mails to customers, and of all mails; NULL behind the last one. */
const char *template_customer_mail(size_t index);
const char *template_mail(size_t index);

/*
 * True where mails have that name (of a template), or templates have that name in their data: a
 * dotted name as it stands within the sections `within` (innermost last). *near: the nearest known
 * one, or NULL.
 */
bool template_is_known(const char *name, const char **near);
bool template_has_data(const char *name, const char *const *within, size_t depth,
		       const char **near);

#endif
