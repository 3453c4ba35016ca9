#include <string.h>

#include "tmpl/template_phrases.h"
#include "tmpl/template_set.h"

enum { LINT_DEPTH_MAX = 64 };

struct linter {
	const struct template_set *set;
	const struct template *template;
	template_fault *tell;
	void *context;
	size_t faults;
	const char *within[LINT_DEPTH_MAX];
	size_t depth;
	struct buf line;
};

static void tell(struct linter *linter, size_t line, const char *what, const char *name,
		 const char *near)
{
	buf_reset(&linter->line);
	buf_printf(&linter->line, "%s:%zu: %s \"%s\"", linter->template->file, line, what, name);
	if (near)
		buf_printf(&linter->line, "; did you mean \"%s\"?", near);
	linter->tell(linter->context, linter->line.data);
	linter->faults++;
}

static void lint_nodes(struct linter *linter, const struct mustache *node);

static void lint_section(struct linter *linter, const struct mustache *node)
{
	bool is_deeper =
	    node->kind == MUSTACHE_SECTION && node->part_count && linter->depth < LINT_DEPTH_MAX;

	if (is_deeper)
		linter->within[linter->depth++] = node->name;
	lint_nodes(linter, node->children);
	linter->depth -= is_deeper;
}

static void lint_nodes(struct linter *linter, const struct mustache *node)
{
	const char *near;

	for (; node; node = node->next) {
		if (node->kind == MUSTACHE_TEXT || node->kind == MUSTACHE_PARTIAL)
			continue;
		if (!template_has_data(node->name, linter->within, linter->depth, &near))
			tell(linter, node->line, "no data has the name", node->name, near);
		if (node->kind == MUSTACHE_SECTION || node->kind == MUSTACHE_INVERTED)
			lint_section(linter, node);
	}
}

/* A partial's names depend on the sections it stands in: it is looked at from the top alone. */
static void lint_template(struct linter *linter)
{
	const struct template *template = linter->template;
	const char *near;
	struct err err;

	if (template->has_subject && !template_is_known(template->name, &near))
		tell(linter, 1, "no mail has the name", template->name, near);
	lint_nodes(linter, template->subject);
	lint_nodes(linter, template->title);
	lint_nodes(linter, template->body);
	if (template_check(linter->set, template, &err)) {
		linter->tell(linter->context, err.text);
		linter->faults++;
	}
}

static bool is_for_customers(const struct template *template)
{
	const char *name;

	if (!template->has_subject)
		return true; /* a piece may stand in any mail */
	for (size_t i = 0; (name = template_customer_mail(i)); i++)
		if (!strcmp(name, template->name))
			return true;
	return false;
}

static void lint_phrases(struct linter *linter)
{
	const struct template *template = linter->template;
	const char *phrase;
	struct arena arena;
	size_t line;

	if (!is_for_customers(template))
		return;
	arena_init(&arena);
	phrase = template_blocked_phrase(template->language, template->source, &line, &arena);
	if (phrase)
		tell(linter, line, "say what can be done, by whom and when, instead of", phrase,
		     NULL);
	arena_release(&arena);
}

static bool has_mail(const struct template_set *set, const char *language, const char *name)
{
	size_t len = strcspn(language, "-_");

	for (size_t i = 0; i < set->count; i++)
		if (!strcmp(set->items[i].name, name) &&
		    strcspn(set->items[i].language, "-_") == len &&
		    !strncmp(set->items[i].language, language, len))
			return true;
	return false;
}

size_t template_lint_language(const struct template_set *set, const char *language, bool is_for_all,
			      template_fault *tell_fault, void *context)
{
	const char *name;
	struct buf missing;
	size_t faults;

	buf_init(&missing);
	for (size_t i = 0; (name = is_for_all ? template_mail(i) : template_customer_mail(i)); i++)
		if (!has_mail(set, language, name) && has_mail(set, "en", name))
			buf_printf(&missing, "%s%s", missing.len ? ", " : "", name);
	faults = missing.len > 0;
	if (faults) {
		struct buf line;

		buf_init(&line);
		buf_printf(&line, "%s: these mails go out in English, for they are missing: %s",
			   language, missing.data);
		tell_fault(context, line.data);
		buf_release(&line);
	}
	buf_release(&missing);
	return faults;
}

/* Each language that has a mail is to have all that customers get. */
static size_t lint_languages(const struct template_set *set, template_fault *tell_fault,
			     void *context)
{
	size_t faults = 0;

	for (size_t i = 0; i < set->count; i++) {
		size_t before = 0;

		while (before < i &&
		       strcmp(set->items[before].language, set->items[i].language) != 0)
			before++;
		if (before == i)
			faults += template_lint_language(set, set->items[i].language, false,
							 tell_fault, context);
	}
	return faults;
}

size_t template_lint(const struct template_set *set, template_fault *tell_fault, void *context)
{
	struct linter linter = {.set = set, .tell = tell_fault, .context = context};

	buf_init(&linter.line);
	for (size_t i = 0; i < set->count; i++) {
		linter.template = &set->items[i];
		lint_template(&linter);
		lint_phrases(&linter);
	}
	buf_release(&linter.line);
	return linter.faults + lint_languages(set, tell_fault, context);
}
