#include <string.h>

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

size_t template_lint(const struct template_set *set, template_fault *tell_fault, void *context)
{
	struct linter linter = {.set = set, .tell = tell_fault, .context = context};

	buf_init(&linter.line);
	for (size_t i = 0; i < set->count; i++) {
		linter.template = &set->items[i];
		lint_template(&linter);
	}
	buf_release(&linter.line);
	return linter.faults;
}
