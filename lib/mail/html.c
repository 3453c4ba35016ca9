#include "mail/html.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <gumbo.h>

#include "base/text.h"
#include "mail/html_guard.h"

/* The text while the tree is walked. Lines are begun late, so that blanks at their end never stand.
 */
struct writer {
	struct buf *out;
	size_t start;      /* where our text begins in out */
	size_t last_quote; /* that of the line before */
	size_t quote;      /* depth of blockquotes */
	size_t indent;     /* depth of lists */
	size_t breaks;     /* line ends that are due before the next word */
	bool is_blank;     /* a blank is due */
	bool is_begun;     /* the line has something on it */
	size_t pre;
	size_t item;        /* number of the list item to come; 0: a bullet */
	const char *bullet; /* due at the start of the line */
};

/* Asks for at least so many line ends before what comes. */
static void break_line(struct writer *writer, size_t count)
{
	if (!count || writer->out->len == writer->start)
		return;
	if (writer->breaks < count)
		writer->breaks = count;
	writer->is_blank = false;
}

static void begin_line(struct writer *writer)
{
	for (size_t i = 0; i < writer->breaks; i++) {
		/* An empty line belongs to the quote that both lines around it are in. */
		for (size_t j = 0; i && j < writer->quote && j < writer->last_quote; j++)
			buf_addc(writer->out, '>');
		buf_addc(writer->out, '\n');
	}
	if (writer->breaks || writer->out->len == writer->start) {
		for (size_t i = 0; i < writer->quote; i++)
			buf_addc(writer->out, '>');
		if (writer->quote)
			buf_addc(writer->out, ' ');
		for (size_t i = 1; i < writer->indent; i++)
			buf_adds(writer->out, "  ");
	}
	if (writer->bullet)
		buf_adds(writer->out, writer->bullet);
	writer->bullet = NULL;
	writer->breaks = 0;
	writer->last_quote = writer->quote;
}

static void add_run(struct writer *writer, const char *text, size_t len)
{
	if (!len)
		return;
	if (writer->breaks || writer->out->len == writer->start || writer->bullet)
		begin_line(writer);
	else if (writer->is_blank)
		buf_addc(writer->out, ' ');
	writer->is_blank = false;
	buf_add(writer->out, text, len);
}

/* A zero-width sign, as preheaders are padded with; 0 where it is none. */
static size_t invisible_len(const char *at)
{
	static const char *const signs[] = {
	    "\xe2\x80\x8b", "\xe2\x80\x8c", "\xe2\x80\x8d\xe2\x80\x8c",
	    "\xef\xbb\xbf", "\xc2\xad",     "\xcd\x8f",
	    "\xef\xb7\x90", "\xef\xb7\x91", "\xef\xb7\x92",
	    "\xef\xb7\x93"};

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (strncmp(at, signs[i], strlen(signs[i])) == 0)
			return strlen(signs[i]);
	return 0;
}

static bool is_space(const char *at, size_t *len)
{
	*len = 1;
	if (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r' || *at == '\f')
		return true;
	*len = 2;
	return at[0] == '\xc2' && at[1] == '\xa0';
}

static void add_pre(struct writer *writer, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\n");

		if (len)
			add_run(writer, text, len);
		text += len;
		if (*text) {
			writer->breaks++;
			text++;
		}
	}
}

static void add_text(struct writer *writer, const char *text)
{
	const char *from = text;
	size_t len;

	if (writer->pre) {
		add_pre(writer, text);
		return;
	}
	while (*text) {
		bool is_gap = is_space(text, &len);

		if (!is_gap && (*text & 0x80))
			len = invisible_len(text);
		if (is_gap || (len && (*text & 0x80))) {
			add_run(writer, from, (size_t)(text - from));
			writer->is_blank = writer->is_blank || is_gap;
			text += len;
			from = text;
		} else {
			text++;
		}
	}
	add_run(writer, from, (size_t)(text - from));
}

static void add_mark(struct writer *writer, const char *mark)
{
	if (writer->out->len != writer->start)
		buf_addc(writer->out, '\n');
	buf_adds(writer->out, mark);
	if (writer->breaks < 1)
		writer->breaks = 1;
	writer->is_blank = false;
}

static const char *attribute(const GumboElement *element, const char *name)
{
	const GumboAttribute *found = gumbo_get_attribute(&element->attributes, name);

	return found ? found->value : NULL;
}

static bool has_class(const GumboElement *element, const char *name)
{
	const char *value = attribute(element, "class");
	size_t len = strlen(name);

	while (value && (value = strcasestr(value, name))) {
		if (!value[len] || isspace((unsigned char)value[len]))
			return true;
		value += len;
	}
	return false;
}

static bool has_style(const char *style, const char *name, const char *value)
{
	const char *at = style;

	while (at && (at = strcasestr(at, name))) {
		at += strlen(name);
		at += strspn(at, " ");
		if (*at == ':') {
			at++;
			at += strspn(at, " ");
			if (strncasecmp(at, value, strlen(value)) == 0)
				return true;
		}
	}
	return false;
}

static bool is_zero(const char *text)
{
	return text && strspn(text, "0") > 0 && !isdigit((unsigned char)text[strspn(text, "0")]) &&
	       text[strspn(text, "0")] != '.';
}

static bool is_hidden(const GumboElement *element)
{
	const char *style = attribute(element, "style");

	if (attribute(element, "hidden"))
		return true;
	if (!style)
		return false;
	if (has_style(style, "display", "none") || has_style(style, "visibility", "hidden") ||
	    has_style(style, "mso-hide", "all") || has_style(style, "max-height", "0px") ||
	    has_style(style, "max-height", "0;"))
		return true;
	return has_style(style, "font-size", "0px") || has_style(style, "font-size", "0;") ||
	       has_style(style, "opacity", "0;");
}

static bool is_skipped(GumboTag tag)
{
	switch (tag) {
	case GUMBO_TAG_HEAD:
	case GUMBO_TAG_STYLE:
	case GUMBO_TAG_SCRIPT:
	case GUMBO_TAG_TITLE:
	case GUMBO_TAG_NOSCRIPT:
	case GUMBO_TAG_TEMPLATE:
	case GUMBO_TAG_OBJECT:
	case GUMBO_TAG_IFRAME:
	case GUMBO_TAG_SELECT:
	case GUMBO_TAG_SVG:
		return true;
	default:
		return false;
	}
}

/* Line ends around an element: 2 for a paragraph, 1 for a block, 0 for what stands in a line. */
static size_t breaks_of(GumboTag tag)
{
	switch (tag) {
	case GUMBO_TAG_P:
	case GUMBO_TAG_H1:
	case GUMBO_TAG_H2:
	case GUMBO_TAG_H3:
	case GUMBO_TAG_H4:
	case GUMBO_TAG_H5:
	case GUMBO_TAG_H6:
	case GUMBO_TAG_PRE:
		return 2;
	case GUMBO_TAG_DIV:
	case GUMBO_TAG_BLOCKQUOTE:
	case GUMBO_TAG_TABLE:
	case GUMBO_TAG_TR:
	case GUMBO_TAG_UL:
	case GUMBO_TAG_OL:
	case GUMBO_TAG_LI:
	case GUMBO_TAG_DL:
	case GUMBO_TAG_DT:
	case GUMBO_TAG_DD:
	case GUMBO_TAG_SECTION:
	case GUMBO_TAG_ARTICLE:
	case GUMBO_TAG_HEADER:
	case GUMBO_TAG_FOOTER:
	case GUMBO_TAG_ADDRESS:
	case GUMBO_TAG_CENTER:
	case GUMBO_TAG_FORM:
	case GUMBO_TAG_FIELDSET:
	case GUMBO_TAG_MAIN:
	case GUMBO_TAG_NAV:
	case GUMBO_TAG_ASIDE:
	case GUMBO_TAG_CAPTION:
	case GUMBO_TAG_BODY:
		return 1;
	default:
		return 0;
	}
}

/* Outlook on the web: a mark above the quote, which then goes on to the end of the page. */
static bool is_open_quote(const GumboElement *element)
{
	const char *id = attribute(element, "id");

	return id && (strcmp(id, "divRplyFwdMsg") == 0 || strcmp(id, "appendonsend") == 0);
}

static bool is_quote(const GumboElement *element)
{
	const char *id = attribute(element, "id"), *type = attribute(element, "type");

	if (element->tag == GUMBO_TAG_BLOCKQUOTE)
		return (type && strcasecmp(type, "cite") == 0) || has_class(element, "gmail_quote");
	return has_class(element, "gmail_quote") || has_class(element, "gmail_extra") ||
	       has_class(element, "yahoo_quoted") || has_class(element, "protonmail_quote") ||
	       has_class(element, "moz-cite-prefix") || is_open_quote(element) ||
	       (id && strcmp(id, "OLK_SRC_BODY_SECTION") == 0);
}

static bool is_signature(const GumboElement *element)
{
	const char *id = attribute(element, "id");

	return has_class(element, "gmail_signature") || has_class(element, "moz-signature") ||
	       (id && (strcasecmp(id, "Signature") == 0 ||
		       strcmp(id, "ms-outlook-mobile-signature") == 0));
}

static void walk(struct writer *writer, const GumboNode *node);

static void walk_children(struct writer *writer, const GumboVector *children)
{
	for (unsigned i = 0; i < children->length; i++)
		walk(writer, children->data[i]);
}

/* The address behind a link, where the text does not say it already. */
static void add_link_target(struct writer *writer, const GumboElement *element, size_t from)
{
	const char *href = attribute(element, "href"), *shown = href;
	const char *text = writer->out->data + from;

	if (!href || writer->out->len == from)
		return;
	if (strncasecmp(href, "mailto:", 7) == 0)
		shown += 7;
	else if (strncasecmp(href, "tel:", 4) == 0)
		return;
	else if (strncasecmp(href, "http://", 7) != 0 && strncasecmp(href, "https://", 8) != 0)
		return;
	if (strcasestr(text, shown) || strcasestr(shown, text + strspn(text, " \n>")))
		return;
	buf_adds(writer->out, " <");
	buf_add(writer->out, shown, strcspn(shown, " \t\r\n<>"));
	buf_addc(writer->out, '>');
}

static void walk_link(struct writer *writer, const GumboElement *element)
{
	size_t from = writer->out->len;

	walk_children(writer, &element->children);
	add_link_target(writer, element, from);
}

static void walk_image(struct writer *writer, const GumboElement *element)
{
	const char *alt = attribute(element, "alt"), *width = attribute(element, "width");
	const char *height = attribute(element, "height");

	if (!alt || !alt[strspn(alt, " \n\t")] || is_zero(width) || is_zero(height) ||
	    (width && strcmp(width, "1") == 0) || (height && strcmp(height, "1") == 0))
		return;
	add_run(writer, "[", 1);
	add_text(writer, alt);
	add_run(writer, "]", 1);
}

static void walk_list(struct writer *writer, const GumboElement *element)
{
	size_t item = writer->item;

	writer->item = element->tag == GUMBO_TAG_OL;
	writer->indent++;
	walk_children(writer, &element->children);
	writer->indent--;
	writer->item = item;
}

static void walk_item(struct writer *writer, const GumboElement *element)
{
	char number[24] = "- ";

	if (writer->item) {
		snprintf(number, sizeof number, "%zu. ", writer->item++);
	}
	writer->bullet = number;
	walk_children(writer, &element->children);
	writer->bullet = NULL;
}

static void walk_quote(struct writer *writer, const GumboElement *element)
{
	bool is_mark = is_quote(element);
	size_t prefix = element->tag == GUMBO_TAG_BLOCKQUOTE;

	break_line(writer, 1);
	if (is_mark)
		add_mark(writer, HTML_QUOTE_BEGIN);
	writer->quote += prefix;
	walk_children(writer, &element->children);
	break_line(writer, 1);
	writer->quote -= prefix;
	if (is_mark && !is_open_quote(element))
		add_mark(writer, HTML_QUOTE_END);
}

static void walk_cells(struct writer *writer, const GumboElement *element)
{
	if (!writer->breaks && writer->out->len != writer->start)
		writer->is_blank = true;
	walk_children(writer, &element->children);
	if (!writer->breaks)
		writer->is_blank = true;
}

static void walk_inner(struct writer *writer, const GumboElement *element)
{
	switch (element->tag) {
	case GUMBO_TAG_BR:
		writer->breaks++;
		writer->is_blank = false;
		break;
	case GUMBO_TAG_HR:
		break_line(writer, 1);
		add_run(writer, "________________________________", 32);
		break_line(writer, 1);
		break;
	case GUMBO_TAG_A:
		walk_link(writer, element);
		break;
	case GUMBO_TAG_IMG:
		walk_image(writer, element);
		break;
	case GUMBO_TAG_UL:
	case GUMBO_TAG_OL:
		walk_list(writer, element);
		break;
	case GUMBO_TAG_LI:
		walk_item(writer, element);
		break;
	case GUMBO_TAG_TD:
	case GUMBO_TAG_TH:
		walk_cells(writer, element);
		break;
	case GUMBO_TAG_PRE:
		writer->pre++;
		walk_children(writer, &element->children);
		writer->pre--;
		break;
	default:
		walk_children(writer, &element->children);
	}
}

static void walk_element(struct writer *writer, const GumboElement *element)
{
	size_t breaks = breaks_of(element->tag);

	if (is_skipped(element->tag) || is_hidden(element))
		return;
	if (is_quote(element) || element->tag == GUMBO_TAG_BLOCKQUOTE) {
		walk_quote(writer, element);
		return;
	}
	break_line(writer, breaks);
	if (is_signature(element)) {
		break_line(writer, 1);
		add_mark(writer, HTML_SIGNATURE_BEGIN);
		walk_inner(writer, element);
		break_line(writer, 1);
		add_mark(writer, HTML_SIGNATURE_END);
	} else {
		walk_inner(writer, element);
	}
	break_line(writer, breaks);
}

/* Recursion is bounded by the guard's depth. */
static void walk(struct writer *writer, const GumboNode *node)
{
	switch (node->type) {
	case GUMBO_NODE_TEXT:
	case GUMBO_NODE_CDATA:
	case GUMBO_NODE_WHITESPACE:
		add_text(writer, node->v.text.text);
		break;
	case GUMBO_NODE_ELEMENT:
		walk_element(writer, &node->v.element);
		break;
	case GUMBO_NODE_DOCUMENT:
		walk_children(writer, &node->v.document.children);
		break;
	case GUMBO_NODE_COMMENT:
	case GUMBO_NODE_TEMPLATE:
		break;
	}
}

void html_to_text(struct buf *out, struct bytes html)
{
	GumboOptions options = kGumboDefaultOptions;
	struct writer writer = {.out = out, .start = out->len};
	GumboOutput *tree;

	if (!html_is_safe(html)) {
		html_strip(out, html);
		return;
	}
	options.max_errors = 0;
	tree = gumbo_parse_with_options(&options, html.data, html.len);
	walk(&writer, tree->root);
	gumbo_destroy_output(&options, tree);
	if (out->len > writer.start)
		buf_addc(out, '\n');
}
