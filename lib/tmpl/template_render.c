#include <string.h>

#include "base/text.h"
#include "tmpl/html.h"
#include "tmpl/markdown.h"
#include "tmpl/template_set.h"

/* What a rendering's callbacks know; slots first, for slots_write gets the same pointer. */
struct context {
	struct slots slots;
	const struct template_set *set;
	const char *language;
};

static bool find_partial(void *pointer, const char *name, const struct mustache **compiled)
{
	const struct context *context = pointer;
	const struct template *partial =
	    template_find_partial(context->set, context->language, name);

	if (partial)
		*compiled = partial->body;
	return partial != NULL;
}

/* A header line: values as they are, all of it one clean line. */
static int render_line(struct context *context, const struct mustache *line,
		       const struct value *data, const char **out, struct err *err)
{
	const struct mustache_options options = {
	    .escape = MUSTACHE_NONE, .partial = find_partial, .context = context};
	struct buf raw;
	int result;

	buf_init(&raw);
	result = mustache_render(line, data, &options, &raw, err);
	*out = text_clean_dup(context->slots.arena, raw.data, raw.len, TEXT_LINE);
	buf_release(&raw);
	return result;
}

static void write_parts(struct context *context, const struct buf *markdown, const char *title,
			struct rendered *out)
{
	struct arena *arena = context->slots.arena;
	cmark_node *root = markdown_cache_parse(context->set->cache, markdown->data, markdown->len);
	struct buf part;

	buf_init(&part);
	buf_reserve(&part, 4 * markdown->len);
	html_open(&part, context->language, title);
	markdown_html(root, &context->slots, &part);
	html_close(&part);
	out->html = buf_dup(&part, arena);
	buf_reset(&part);
	markdown_text(root, &context->slots, &part);
	out->text = buf_dup(&part, arena);
	buf_release(&part);
}

static int render_body(struct context *context, const struct template *template,
		       const struct value *data, const char *title, struct rendered *out,
		       struct err *err)
{
	const struct mustache_options options = {
	    .partial = find_partial, .writer = slots_write, .context = context};
	struct buf markdown;
	int result;

	buf_init(&markdown);
	result = mustache_render(template->body, data, &options, &markdown, err);
	if (!result && context->slots.is_over)
		result = err_set(err, ERR_LIMIT, "over %d values in one mail", SLOTS_MAX);
	if (!result)
		write_parts(context, &markdown, title, out);
	buf_release(&markdown);
	return result;
}

int template_render(const struct template_set *set, const char *name, const char *language,
		    const struct value *data, struct arena *arena, struct rendered *out,
		    struct err *err)
{
	const struct template *template = template_find(set, language, name);
	struct context context = {.slots = {.arena = arena}, .set = set};
	const char *title = NULL;

	if (!template || !template->has_subject)
		return err_set(err, ERR_NOT_FOUND, "there is no template \"%s\"", name);
	context.language = template->language;
	if (render_line(&context, template->subject, data, &out->subject, err))
		goto fail;
	if (template->title && render_line(&context, template->title, data, &title, err))
		goto fail;
	if (!render_body(&context, template, data, title ? title : out->subject, out, err))
		return 0;
fail:
	return err_prefix(err, "template \"%s\"", template->file);
}
