#include <string.h>

#include "tmpl/html.h"
#include "tmpl/mustache.h"

enum { LEVELS_MAX = 64, OUTPUT_MAX = 1024 * 1024, STEPS_MAX = 1000 * 1000 };

struct renderer {
	const struct mustache_options *options;
	const struct value *stack[LEVELS_MAX + 1];
	size_t stack_depth; /* values on the stack */
	size_t level;       /* sections and partials that are open */
	size_t steps, start;
	struct buf indent; /* of the partials that are open */
	struct buf *out;
	struct err *err;
};

static int render_list(struct renderer *renderer, const struct mustache *node);

/* The first part is looked for from the innermost value outwards, the others only within it. */
static const struct value *resolve(const struct renderer *renderer, const struct mustache *node)
{
	const struct value *found = NULL;

	if (!node->part_count)
		return renderer->stack[renderer->stack_depth - 1];
	for (size_t i = renderer->stack_depth; i && !found; i--)
		found = value_get(renderer->stack[i - 1], node->parts[0]);
	for (size_t i = 1; i < node->part_count && found; i++)
		found = value_get(found, node->parts[i]);
	return found;
}

static bool is_true(const struct value *value)
{
	if (!value)
		return false;
	switch (value->kind) {
	case VALUE_NULL:
		return false;
	case VALUE_BOOL:
		return value->truth;
	case VALUE_TEXT:
	case VALUE_BLOCK:
		return value->text[0] != '\0';
	case VALUE_LIST:
		return value->count != 0;
	case VALUE_MAP:
		return true;
	}
	return false;
}

static void render_value(struct renderer *renderer, const struct mustache *node)
{
	const struct value *value = resolve(renderer, node);
	const char *text;

	if (!value || value->kind == VALUE_NULL || value->kind == VALUE_LIST ||
	    value->kind == VALUE_MAP)
		return;
	if (renderer->options->writer) {
		renderer->options->writer(renderer->options->context, value, renderer->out);
		return;
	}
	text = value->kind == VALUE_BOOL ? (value->truth ? "true" : "false") : value->text;
	if (node->kind == MUSTACHE_VALUE && renderer->options->escape == MUSTACHE_HTML)
		html_add_escaped(renderer->out, text, strlen(text));
	else
		buf_adds(renderer->out, text);
}

static void render_text(struct renderer *renderer, const struct mustache *node)
{
	const char *text = node->text.data;
	size_t len = node->text.len;
	bool is_start = node->is_line_start;

	if (!renderer->indent.len) {
		buf_add(renderer->out, text, len);
		return;
	}
	do {
		const char *end = memchr(text, '\n', len);
		size_t line = end ? (size_t)(end - text) + 1 : len;

		if (is_start)
			buf_add(renderer->out, renderer->indent.data, renderer->indent.len);
		buf_add(renderer->out, text, line);
		text += line;
		len -= line;
		is_start = true;
	} while (len);
}

/* Renders the list with one more value on the stack (NULL: none). */
static int render_within(struct renderer *renderer, const struct value *value,
			 const struct mustache *list, const struct mustache *tag)
{
	int result;

	if (renderer->level == LEVELS_MAX)
		return err_set(renderer->err, ERR_LIMIT, "\"%s\" is nested over %d levels",
			       tag->name, LEVELS_MAX);
	renderer->level++;
	if (value)
		renderer->stack[renderer->stack_depth++] = value;
	result = render_list(renderer, list);
	renderer->stack_depth -= value != NULL;
	renderer->level--;
	return result;
}

static int render_section(struct renderer *renderer, const struct mustache *node)
{
	const struct value *value = resolve(renderer, node);

	if (!is_true(value))
		return 0;
	if (value->kind != VALUE_LIST)
		return render_within(renderer, value, node->children, node);
	for (size_t i = 0; i < value->count; i++)
		if (render_within(renderer, value->items[i], node->children, node))
			return -1;
	return 0;
}

static int render_partial(struct renderer *renderer, const struct mustache *node)
{
	const struct mustache_options *options = renderer->options;
	const struct mustache *compiled = NULL;
	size_t indent = renderer->indent.len;
	int result;

	if (!options->partial || !options->partial(options->context, node->name, &compiled))
		return 0;
	buf_adds(&renderer->indent, node->indent);
	result = render_within(renderer, NULL, compiled, node);
	buf_cut(&renderer->indent, indent);
	return result;
}

static int render_node(struct renderer *renderer, const struct mustache *node)
{
	switch (node->kind) {
	case MUSTACHE_TEXT:
		render_text(renderer, node);
		return 0;
	case MUSTACHE_VALUE:
	case MUSTACHE_RAW:
		render_value(renderer, node);
		return 0;
	case MUSTACHE_SECTION:
		return render_section(renderer, node);
	case MUSTACHE_INVERTED:
		if (is_true(resolve(renderer, node)))
			return 0;
		return render_within(renderer, NULL, node->children, node);
	case MUSTACHE_PARTIAL:
		return render_partial(renderer, node);
	}
	return 0;
}

static int render_list(struct renderer *renderer, const struct mustache *node)
{
	for (; node; node = node->next) {
		if (render_node(renderer, node))
			return -1;
		if (++renderer->steps > STEPS_MAX)
			return err_set(renderer->err, ERR_LIMIT, "the template takes over %d steps",
				       STEPS_MAX);
		if (renderer->out->len - renderer->start > OUTPUT_MAX)
			return err_set(renderer->err, ERR_LIMIT, "the template gives over %d bytes",
				       OUTPUT_MAX);
	}
	return 0;
}

int mustache_render(const struct mustache *compiled, const struct value *data,
		    const struct mustache_options *options, struct buf *out, struct err *err)
{
	struct renderer renderer = {
	    .options = options,
	    .stack = {data},
	    .stack_depth = 1,
	    .start = out->len,
	    .out = out,
	    .err = err,
	};
	int result;

	buf_init(&renderer.indent);
	result = render_list(&renderer, compiled);
	buf_release(&renderer.indent);
	return result;
}
