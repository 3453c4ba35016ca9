#include <stdio.h>
#include <string.h>

#include "tmpl/markdown.h"

enum { MARKER_MAX = 24 };

struct text_writer {
	struct buf *out;
	const struct slots *slots;
	struct buf prefix; /* of each line: quote marks, and blanks under a list's marker */
	struct buf marker; /* of an item whose first line is still to come */
	size_t marker_at;  /* its place in the prefix, as wide as itself */
	size_t label_at;   /* where the open link's label begins in out */
	bool is_line_start;
	bool is_blank_due; /* an empty line goes before the next block */
};

static void begin_line(struct text_writer *writer)
{
	const struct buf *prefix = &writer->prefix, *marker = &writer->marker;
	size_t behind = writer->marker_at + marker->len;

	if (!writer->is_line_start)
		return;
	writer->is_line_start = false;
	if (!marker->len) {
		buf_add(writer->out, prefix->data, prefix->len);
		return;
	}
	buf_add(writer->out, prefix->data, writer->marker_at);
	buf_add(writer->out, marker->data, marker->len);
	buf_add(writer->out, prefix->data + behind, prefix->len - behind);
	buf_reset(&writer->marker);
}

static void end_line(struct text_writer *writer)
{
	struct buf *out = writer->out;

	begin_line(writer);
	while (out->len && out->data[out->len - 1] == ' ')
		buf_cut(out, out->len - 1);
	buf_addc(out, '\n');
	writer->is_line_start = true;
}

static void open_block(struct text_writer *writer)
{
	if (!writer->is_line_start)
		end_line(writer);
	if (writer->is_blank_due)
		end_line(writer);
	writer->is_blank_due = false;
}

static void close_block(struct text_writer *writer, cmark_node *node)
{
	if (!writer->is_line_start)
		end_line(writer);
	writer->is_blank_due = !markdown_is_tight(node);
}

static void add_run(struct text_writer *writer, const char *text, size_t len)
{
	if (!len)
		return;
	begin_line(writer);
	buf_add(writer->out, text, len);
}

/* Lines as they are; the line ends at the very end are left out. */
static void add_lines(struct text_writer *writer, const char *text, size_t len)
{
	while (len && (text[len - 1] == '\n' || text[len - 1] == ' '))
		len--;
	while (len) {
		const char *end = memchr(text, '\n', len);
		size_t line = end ? (size_t)(end - text) : len;

		add_run(writer, text, line);
		if (end)
			end_line(writer);
		text += line + (end != NULL);
		len -= line + (end != NULL);
	}
}

static void add_literal(struct text_writer *writer, const char *text)
{
	size_t len = strlen(text), at = 0;

	while (at < len) {
		const struct slot *slot = slots_at(writer->slots, text, len, at);
		size_t end;

		if (slot) {
			add_lines(writer, slot->text, strlen(slot->text));
			at += SLOT_LEN;
		}
		end = slots_find(text, len, at);
		add_run(writer, text + at, end - at);
		at = end;
	}
}

/* A code block may hold slots and line ends, both. */
static void put_code_block(struct text_writer *writer, cmark_node *node)
{
	const char *text = cmark_node_get_literal(node);
	struct buf line;

	open_block(writer);
	buf_init(&line);
	while (*text) {
		size_t len = strcspn(text, "\n");

		buf_reset(&line);
		buf_add(&line, text, len);
		add_literal(writer, line.data);
		end_line(writer);
		text += len + (text[len] == '\n');
	}
	buf_release(&line);
	close_block(writer, node);
}

static size_t item_number(cmark_node *item)
{
	cmark_node *list = cmark_node_parent(item);
	size_t number = (size_t)cmark_node_get_list_start(list);

	for (cmark_node *before = cmark_node_previous(item); before;
	     before = cmark_node_previous(before))
		number++;
	return number;
}

/* "- " or "7. "; returns its length. */
static size_t marker_of(cmark_node *item, char out[MARKER_MAX])
{
	bool is_ordered = cmark_node_get_list_type(cmark_node_parent(item)) == CMARK_ORDERED_LIST;

	if (is_ordered)
		snprintf(out, MARKER_MAX, "%zu. ", item_number(item));
	else
		snprintf(out, MARKER_MAX, "- ");
	return strlen(out);
}

static void open_item(struct text_writer *writer, cmark_node *item)
{
	struct buf *marker = &writer->marker, *prefix = &writer->prefix;
	char text[MARKER_MAX];
	size_t len = marker_of(item, text), behind;

	open_block(writer);
	if (!marker->len)
		writer->marker_at = prefix->len;
	/* An item at the very start of another: quote marks may stand between their markers. */
	behind = writer->marker_at + marker->len;
	buf_add(marker, prefix->data + behind, prefix->len - behind);
	buf_add(marker, text, len);
	for (size_t i = 0; i < len; i++)
		buf_addc(prefix, ' ');
}

static void put_item(struct text_writer *writer, cmark_node *item, bool is_open)
{
	char text[MARKER_MAX];

	if (is_open) {
		open_item(writer, item);
		return;
	}
	if (writer->marker.len)
		end_line(writer);
	buf_cut(&writer->prefix, writer->prefix.len - marker_of(item, text));
}

static void put_quote(struct text_writer *writer, cmark_node *node, bool is_open)
{
	if (is_open) {
		open_block(writer);
		buf_adds(&writer->prefix, "> ");
		return;
	}
	buf_cut(&writer->prefix, writer->prefix.len - 2);
	close_block(writer, node);
}

static void put_paragraph(struct text_writer *writer, cmark_node *node, bool is_open)
{
	if (is_open)
		open_block(writer);
	else
		close_block(writer, node);
}

/* "label <url>", or the URL alone where the label says no more. */
static void put_link(struct text_writer *writer, cmark_node *node, bool is_open)
{
	const char *label;
	struct buf url;

	if (is_open) {
		begin_line(writer);
		writer->label_at = writer->out->len;
		return;
	}
	buf_init(&url);
	markdown_url(cmark_node_get_url(node), writer->slots, &url);
	label = writer->out->data + writer->label_at;
	if (url.len && strcmp(label, url.data) != 0 &&
	    (strncmp(url.data, "mailto:", 7) != 0 || strcmp(label, url.data + 7) != 0)) {
		buf_adds(writer->out, *label ? " <" : "<");
		buf_add(writer->out, url.data, url.len);
		buf_addc(writer->out, '>');
	}
	buf_release(&url);
}

/* RFC 3676, 4.3. What follows is the sender's standing text; mail programs leave it out of quotes.
 */
static void put_signature_line(struct text_writer *writer)
{
	open_block(writer);
	buf_adds(writer->out, "-- \n");
	writer->is_line_start = true;
}

static void put_node(struct text_writer *writer, cmark_node *node, bool is_open)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:
		put_quote(writer, node, is_open);
		return;
	case CMARK_NODE_LIST:
	case CMARK_NODE_PARAGRAPH:
	case CMARK_NODE_HEADING:
		put_paragraph(writer, node, is_open);
		return;
	case CMARK_NODE_ITEM:
		put_item(writer, node, is_open);
		return;
	case CMARK_NODE_THEMATIC_BREAK:
		put_signature_line(writer);
		return;
	case CMARK_NODE_CODE_BLOCK:
		put_code_block(writer, node);
		return;
	case CMARK_NODE_TEXT:
	case CMARK_NODE_CODE:
		add_literal(writer, cmark_node_get_literal(node));
		return;
	case CMARK_NODE_SOFTBREAK:
		add_run(writer, " ", 1);
		return;
	case CMARK_NODE_LINEBREAK:
		end_line(writer);
		return;
	case CMARK_NODE_LINK:
		put_link(writer, node, is_open);
		return;
	default: /* emphasis has no sign in plain text; HTML and images are left out */
		return;
	}
}

void markdown_text(cmark_node *root, const struct slots *slots, struct buf *out)
{
	struct text_writer writer = {.out = out, .slots = slots, .is_line_start = true};
	cmark_iter *iter = cmark_iter_new(root);
	cmark_event_type event;

	buf_init(&writer.prefix);
	buf_init(&writer.marker);
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
		put_node(&writer, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
	cmark_iter_free(iter);
	if (!out->len || out->data[out->len - 1] != '\n')
		buf_addc(out, '\n');
	buf_release(&writer.prefix);
	buf_release(&writer.marker);
}
