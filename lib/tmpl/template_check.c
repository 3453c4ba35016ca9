/* What can be said of a template before it meets any data. */
#include <string.h>

#include "tmpl/markdown.h"
#include "tmpl/template_set.h"

enum { PARTIALS_MAX_DEPTH = 16 };

struct checker {
	const struct template_set *set;
	const struct template *template;
	struct buf source; /* the Markdown with every section once, and a letter for each value */
	size_t depth;
	struct err *err;
};

static int spell_out(struct checker *checker, const struct mustache *node);

static int spell_partial(struct checker *checker, const struct mustache *node)
{
	const struct template *partial =
	    template_find_partial(checker->set, checker->template->language, node->name);
	int result;

	if (!partial)
		return err_set(checker->err, ERR_CONF,
			       "%s:%zu: there is no partial \"%s\": it would be the file _%s.md",
			       checker->template->file, node->line, node->name, node->name);
	/* One that puts itself in was spelled out often enough. */
	if (checker->depth == PARTIALS_MAX_DEPTH)
		return 0;
	checker->depth++;
	result = spell_out(checker, partial->body);
	checker->depth--;
	return result;
}

static int spell_out(struct checker *checker, const struct mustache *node)
{
	for (; node; node = node->next) {
		switch (node->kind) {
		case MUSTACHE_TEXT:
			buf_add(&checker->source, node->text.data, node->text.len);
			break;
		case MUSTACHE_VALUE:
		case MUSTACHE_RAW:
			buf_addc(&checker->source, 'x');
			break;
		case MUSTACHE_SECTION:
		case MUSTACHE_INVERTED:
			if (spell_out(checker, node->children))
				return -1;
			break;
		case MUSTACHE_PARTIAL:
			if (spell_partial(checker, node))
				return -1;
			break;
		}
	}
	return 0;
}

static int check_node(const struct template *template, cmark_node *node, struct err *err)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_HTML_BLOCK:
	case CMARK_NODE_HTML_INLINE:
		return err_set(err, ERR_CONF,
			       "%s: HTML can't stand in a template: \"%.60s\"; write a < that is "
			       "meant as a sign as \\<",
			       template->file, cmark_node_get_literal(node));
	case CMARK_NODE_IMAGE:
		return err_set(err, ERR_CONF, "%s: an image can't stand in a template: \"%.60s\"",
			       template->file, cmark_node_get_url(node));
	default:
		return 0;
	}
}

static int check_markdown(const struct template *template, const struct buf *source,
			  struct err *err)
{
	cmark_node *root = markdown_parse(source->data, source->len);
	cmark_iter *iter = cmark_iter_new(root);
	int result = 0;

	while (!result && cmark_iter_next(iter) != CMARK_EVENT_DONE)
		result = check_node(template, cmark_iter_get_node(iter), err);
	cmark_iter_free(iter);
	cmark_node_free(root);
	return result;
}

int template_check(const struct template_set *set, const struct template *template, struct err *err)
{
	struct checker checker = {.set = set, .template = template, .err = err};
	int result;

	buf_init_max(&checker.source, 1024 * 1024);
	result = spell_out(&checker, template->body);
	if (!result)
		result = check_markdown(template, &checker.source, err);
	buf_release(&checker.source);
	return result;
}
