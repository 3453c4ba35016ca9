/*
 * A person's words as HTML: they never go through Markdown. Blank lines part paragraphs, line ends
 * and runs of blanks are kept, lines that begin with > become quotes by their depth.
 */
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "tmpl/html.h"
#include "tmpl/value.h"

enum { QUOTE_DEPTH_MAX = 8 };

struct block_writer {
	struct buf *out;
	size_t depth;     /* open blockquotes */
	bool is_in_parag; /* a <p> is open */
};

static void close_paragraph(struct block_writer *writer)
{
	if (writer->is_in_parag)
		buf_adds(writer->out, "</p>\n");
	writer->is_in_parag = false;
}

static void set_depth(struct block_writer *writer, size_t depth)
{
	if (depth == writer->depth)
		return;
	close_paragraph(writer);
	for (; writer->depth > depth; writer->depth--)
		buf_adds(writer->out, "</blockquote>\n");
	for (; writer->depth < depth; writer->depth++)
		buf_adds(writer->out, HTML_QUOTE_OPEN);
}

/* Quote marks at the start: ">", "> >" or ">>"; moves *line behind them and one blank. */
static size_t quote_depth(const char **line, size_t *len)
{
	size_t depth = 0;

	while (*len && **line == '>') {
		size_t step = *len > 1 && (*line)[1] == ' ' ? 2 : 1;

		*line += step;
		*len -= step;
		depth++;
	}
	return depth < QUOTE_DEPTH_MAX ? depth : QUOTE_DEPTH_MAX;
}

static bool is_blank_line(const char *line, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (line[i] != ' ' && line[i] != '\t')
			return false;
	return true;
}

/* HTML draws a run of blanks as one: all but the last of a run are made to stay. */
static bool is_made_to_stay(const char *line, size_t len, size_t at)
{
	return line[at] == '\t' ||
	       (line[at] == ' ' && (at == 0 || (at + 1 < len && line[at + 1] == ' ')));
}

static void add_line(struct buf *out, const char *line, size_t len)
{
	size_t from = 0;

	for (size_t i = 0; i < len; i++) {
		if (!is_made_to_stay(line, len, i))
			continue;
		html_add_escaped(out, line + from, i - from);
		buf_adds(out, line[i] == '\t' ? "&nbsp; &nbsp; " : "&nbsp;");
		from = i + 1;
	}
	html_add_escaped(out, line + from, len - from);
}

static void write_line(struct block_writer *writer, const char *line, size_t len)
{
	set_depth(writer, quote_depth(&line, &len));
	if (is_blank_line(line, len)) {
		close_paragraph(writer);
		return;
	}
	buf_adds(writer->out, writer->is_in_parag ? "<br>\n" : HTML_PARAGRAPH_OPEN);
	writer->is_in_parag = true;
	add_line(writer->out, line, len);
}

static void write_block(struct buf *out, const char *text, size_t len)
{
	struct block_writer writer = {.out = out};

	while (len) {
		const char *end = memchr(text, '\n', len);
		size_t line = end ? (size_t)(end - text) : len;

		write_line(&writer, text, line);
		text += line + (end != NULL);
		len -= line + (end != NULL);
	}
	set_depth(&writer, 0);
	close_paragraph(&writer);
}

struct value *value_block(struct arena *arena, const char *text)
{
	struct value *value = ARENA_NEW(arena, struct value);
	struct buf html;

	value->kind = VALUE_BLOCK;
	value->text = text_clean_dup(arena, text, text ? strlen(text) : 0, TEXT_BODY);
	buf_init(&html);
	write_block(&html, value->text, strlen(value->text));
	value->html = buf_dup(&html, arena);
	buf_release(&html);
	return value;
}
