#include <string.h>

#include "tmpl/html.h"
#include "tmpl/markdown.h"

struct html_writer {
	struct buf *out;
	const struct slots *slots;
	bool is_small; /* behind the thematic break: small print */
};

/* A block within a line: its line ends are kept. */
static void add_lines(struct buf *out, const char *text)
{
	for (size_t len = strlen(text); len;) {
		const char *end = memchr(text, '\n', len);
		size_t line = end ? (size_t)(end - text) : len;

		html_add_escaped(out, text, line);
		if (end)
			buf_adds(out, "<br>\n");
		text += line + (end != NULL);
		len -= line + (end != NULL);
	}
}

static void add_literal(struct html_writer *writer, const char *text)
{
	size_t len = strlen(text), at = 0;

	while (at < len) {
		const struct slot *slot = slots_at(writer->slots, text, len, at);
		size_t end;

		if (slot) {
			add_lines(writer->out, slot->text);
			at += SLOT_LEN;
		}
		end = slots_find(text, len, at);
		html_add_escaped(writer->out, text + at, end - at);
		at = end;
	}
}

static void put_paragraph(struct html_writer *writer, cmark_node *node, bool is_open)
{
	const struct slot *block = markdown_lone_block(node, writer->slots);

	if (block) {
		if (is_open)
			buf_adds(writer->out, block->html);
		return;
	}
	if (markdown_is_tight(node))
		return;
	buf_adds(writer->out, is_open ? HTML_PARAGRAPH_OPEN : "</p>\n");
}

static void put_list(struct html_writer *writer, cmark_node *node, bool is_open)
{
	static const char style[] = "style=\"margin:0 0 1em;padding:0 0 0 1.4em\"";
	bool is_ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;

	if (!is_open)
		buf_adds(writer->out, is_ordered ? "</ol>\n" : "</ul>\n");
	else if (is_ordered)
		buf_printf(writer->out, "<ol start=\"%d\" %s>\n", cmark_node_get_list_start(node),
			   style);
	else
		buf_printf(writer->out, "<ul %s>\n", style);
}

static void put_heading(struct html_writer *writer, cmark_node *node, bool is_open)
{
	int level = cmark_node_get_heading_level(node);

	if (is_open)
		buf_printf(writer->out,
			   "<h%d style=\"margin:1.4em 0 .5em;font-size:%s;line-height:1.3\">",
			   level, level == 1 ? "1.25em" : "1em");
	else
		buf_printf(writer->out, "</h%d>\n", level);
}

static void put_break(struct html_writer *writer)
{
	buf_adds(writer->out,
		 "<hr style=\"margin:1.5em 0 .8em;border:0;border-top:1px solid #999\">\n");
	if (!writer->is_small)
		buf_adds(writer->out, "<div style=\"font-size:14px\">\n");
	writer->is_small = true;
}

static void put_link(struct html_writer *writer, cmark_node *node, bool is_open)
{
	struct buf url;

	buf_init(&url);
	markdown_url(cmark_node_get_url(node), writer->slots, &url);
	if (url.len && is_open) {
		buf_adds(writer->out, "<a href=\"");
		html_add_escaped(writer->out, url.data, url.len);
		buf_adds(writer->out, "\">");
	} else if (url.len) {
		buf_adds(writer->out, "</a>");
	}
	buf_release(&url);
}

static void put_code_block(struct html_writer *writer, cmark_node *node)
{
	buf_adds(writer->out, "<pre style=\"margin:0 0 1em;white-space:pre-wrap\">");
	add_literal(writer, cmark_node_get_literal(node));
	buf_adds(writer->out, "</pre>\n");
}

static void put_code(struct html_writer *writer, cmark_node *node)
{
	buf_adds(writer->out, "<code>");
	add_literal(writer, cmark_node_get_literal(node));
	buf_adds(writer->out, "</code>");
}

static void put_text(struct html_writer *writer, cmark_node *node)
{
	if (!markdown_lone_block(cmark_node_parent(node), writer->slots))
		add_literal(writer, cmark_node_get_literal(node));
}

static void put_node(struct html_writer *writer, cmark_node *node, bool is_open)
{
	struct buf *out = writer->out;

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:
		buf_adds(out, is_open ? HTML_QUOTE_OPEN : "</blockquote>\n");
		return;
	case CMARK_NODE_LIST:
		put_list(writer, node, is_open);
		return;
	case CMARK_NODE_ITEM:
		buf_adds(out, is_open ? "<li>" : "</li>\n");
		return;
	case CMARK_NODE_PARAGRAPH:
		put_paragraph(writer, node, is_open);
		return;
	case CMARK_NODE_HEADING:
		put_heading(writer, node, is_open);
		return;
	case CMARK_NODE_THEMATIC_BREAK:
		put_break(writer);
		return;
	case CMARK_NODE_CODE_BLOCK:
		put_code_block(writer, node);
		return;
	case CMARK_NODE_TEXT:
		put_text(writer, node);
		return;
	case CMARK_NODE_CODE:
		put_code(writer, node);
		return;
	case CMARK_NODE_SOFTBREAK:
		buf_addc(out, '\n');
		return;
	case CMARK_NODE_LINEBREAK:
		buf_adds(out, "<br>\n");
		return;
	case CMARK_NODE_EMPH:
		buf_adds(out, is_open ? "<em>" : "</em>");
		return;
	case CMARK_NODE_STRONG:
		buf_adds(out, is_open ? "<strong>" : "</strong>");
		return;
	case CMARK_NODE_LINK:
		put_link(writer, node, is_open);
		return;
	default: /* the document itself; HTML and images, which are left out */
		return;
	}
}

void markdown_html(cmark_node *root, const struct slots *slots, struct buf *out)
{
	struct html_writer writer = {.out = out, .slots = slots};
	cmark_iter *iter = cmark_iter_new(root);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
		put_node(&writer, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
	cmark_iter_free(iter);
	if (writer.is_small)
		buf_adds(out, "</div>\n");
}
