#include "mail/html_guard.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

enum { SIZE_LIMIT = 512 * 1024, DEPTH_LIMIT = 256, ATTRIBUTE_LIMIT = 256, REOPENED_LIMIT = 100000 };

/* A tag as a plain scan sees it. */
struct tag {
	struct bytes name;
	bool is_end;
	size_t attributes; /* at most so many */
	size_t end;        /* offset after its `>` */
};

/* Elements that the parser opens again in each new block while they stay open. */
static const char *const formatting[] = {"a",    "b", "big",   "code",   "em",     "font", "i",
					 "nobr", "s", "small", "strike", "strong", "tt",   "u"};
enum { FORMATTING = sizeof formatting / sizeof *formatting };

static const char *const voids[] = {"area",  "base", "br",   "col",   "embed",  "hr",    "img",
				    "input", "link", "meta", "param", "source", "track", "wbr"};

static bool is_name(struct bytes name, const char *word)
{
	return strlen(word) == name.len && strncasecmp(name.data, word, name.len) == 0;
}

static int find_name(struct bytes name, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (is_name(name, list[i]))
			return (int)i;
	return -1;
}

/* Reads the tag or comment at `at`, where a `<` stands; false where it is text. */
static bool read_tag(struct bytes html, size_t at, struct tag *tag)
{
	size_t from = at + 1;
	char quote = 0;

	*tag = (struct tag){0};
	if (from < html.len && (html.data[from] == '!' || html.data[from] == '?')) {
		bool is_comment = html.len - from >= 3 && memcmp(html.data + from, "!--", 3) == 0;
		const char *close = is_comment ? memmem(html.data + from, html.len - from, "-->", 3)
					       : memchr(html.data + from, '>', html.len - from);

		tag->end = close ? (size_t)(close - html.data) + (is_comment ? 3 : 1) : html.len;
		return true;
	}
	if (from < html.len && html.data[from] == '/') {
		tag->is_end = true;
		from++;
	}
	if (from >= html.len || !isalpha((unsigned char)html.data[from]))
		return false;
	for (at = from; at < html.len && (isalnum((unsigned char)html.data[at]) ||
					  html.data[at] == ':' || html.data[at] == '-');)
		at++;
	tag->name = (struct bytes){html.data + from, at - from};
	for (; at < html.len; at++) {
		char c = html.data[at];

		if (quote) {
			quote = c == quote ? 0 : quote;
		} else if (c == '>') {
			break;
		} else if ((c == '"' || c == '\'') && html.data[at - 1] == '=') {
			quote = c;
		} else if (isspace((unsigned char)c) || c == '/') {
			tag->attributes++;
		}
	}
	tag->end = at < html.len ? at + 1 : html.len;
	return true;
}

/*
 * The stack of open elements as the HTML standard keeps it, near enough: never less deep than the
 * parser's own.
 */
struct guard {
	struct bytes open[DEPTH_LIMIT];
	size_t depth, open_formatting, reopened;
	size_t formatting[FORMATTING];
};

/* Elements that an end tag of another one does not reach across. */
static const char *const special[] = {
    "address", "article", "aside",    "blockquote", "body",  "button",  "caption",  "center",
    "dd",      "details", "dir",      "div",        "dl",    "dt",      "fieldset", "figure",
    "footer",  "form",    "h1",       "h2",         "h3",    "h4",      "h5",       "h6",
    "head",    "header",  "html",     "iframe",     "li",    "main",    "marquee",  "menu",
    "nav",     "object",  "ol",       "p",          "pre",   "section", "select",   "table",
    "tbody",   "td",      "template", "textarea",   "tfoot", "th",      "thead",    "title",
    "tr",      "ul",      "applet"};
static const char *const scopes[] = {"table",  "td",       "th",      "caption", "html",
				     "object", "template", "marquee", "applet"};

#define FIND(name, list) (find_name((name), (list), sizeof(list) / sizeof *(list)))

/* Takes all from the nearest open `name` off the stack; nothing where a stop stands before it. */
static void pop_to(struct guard *guard, struct bytes name, const char *const *stops, size_t count)
{
	for (size_t i = guard->depth; i-- > 0;) {
		if (guard->open[i].len == name.len &&
		    strncasecmp(guard->open[i].data, name.data, name.len) == 0) {
			guard->depth = i;
			return;
		}
		if (find_name(guard->open[i], stops, count) >= 0)
			return;
	}
}

#define POP_TO(guard, name, stops) pop_to((guard), (name), (stops), sizeof(stops) / sizeof *(stops))

/* A start tag that ends another element by itself: old mails never close their p, li and td. */
static void end_implied(struct guard *guard, struct bytes name)
{
	static const char *const lists[] = {"ul", "ol", "dl", "table", "td", "th", "blockquote"};
	static const char *const tables[] = {"table"};
	static const struct bytes p = {"p", 1};

	if (guard->depth && is_name(guard->open[guard->depth - 1], "p") && FIND(name, special) >= 0)
		POP_TO(guard, p, scopes);
	if (is_name(name, "li") || is_name(name, "dt") || is_name(name, "dd"))
		POP_TO(guard, name, lists);
	else if (is_name(name, "td") || is_name(name, "th") || is_name(name, "tr"))
		POP_TO(guard, name, tables);
}

static void count_end(struct guard *guard, struct bytes name)
{
	int place = find_name(name, formatting, FORMATTING);

	if (place >= 0 && guard->formatting[place]) {
		guard->formatting[place]--;
		guard->open_formatting--;
	}
	if (FIND(name, special) >= 0)
		POP_TO(guard, name, scopes);
	else
		POP_TO(guard, name, special);
}

static bool count_tag(struct guard *guard, const struct tag *tag)
{
	int place = find_name(tag->name, formatting, FORMATTING);

	if (tag->attributes > ATTRIBUTE_LIMIT)
		return false;
	if (!tag->name.len || FIND(tag->name, voids) >= 0)
		return true;
	if (tag->is_end) {
		count_end(guard, tag->name);
		return true;
	}
	end_implied(guard, tag->name);
	if (guard->depth == DEPTH_LIMIT)
		return false;
	guard->open[guard->depth++] = tag->name;
	if (place >= 0) {
		guard->formatting[place]++;
		guard->open_formatting++;
	}
	guard->reopened += guard->open_formatting;
	return guard->reopened <= REOPENED_LIMIT;
}

bool html_is_safe(struct bytes html)
{
	struct guard guard;
	size_t at = 0;

	memset(&guard, 0, sizeof guard);
	if (html.len > SIZE_LIMIT)
		return false;
	while (at < html.len) {
		const char *open = memchr(html.data + at, '<', html.len - at);
		struct tag tag;

		if (!open)
			break;
		at = (size_t)(open - html.data);
		if (!read_tag(html, at, &tag)) {
			at++;
			continue;
		}
		if (!count_tag(&guard, &tag))
			return false;
		at = tag.end;
	}
	return true;
}

static const struct {
	const char *name;
	uint32_t point;
} entities[] = {{"amp", '&'},     {"lt", '<'},        {"gt", '>'},       {"quot", '"'},
		{"apos", '\''},   {"nbsp", ' '},      {"copy", 0xa9},    {"reg", 0xae},
		{"euro", 0x20ac}, {"hellip", 0x2026}, {"ndash", 0x2013}, {"mdash", 0x2014},
		{"auml", 0xe4},   {"ouml", 0xf6},     {"uuml", 0xfc},    {"szlig", 0xdf},
		{"Auml", 0xc4},   {"Ouml", 0xd6},     {"Uuml", 0xdc},    {"eacute", 0xe9}};

/* Adds the sign of the entity at `at`; returns its length, 0 where it is none. */
static size_t add_entity(struct buf *out, struct bytes html, size_t at)
{
	size_t left = html.len - at < 12 ? html.len - at : 12;
	const char *from = html.data + at, *end = memchr(from, ';', left);
	size_t len = end ? (size_t)(end - from) : 0;
	unsigned long point = 0;
	char digits[12];

	if (len < 2)
		return 0;
	memcpy(digits, from + 1, len - 1);
	digits[len - 1] = '\0';
	if (digits[0] == '#')
		point = (digits[1] | 0x20) == 'x' ? strtoul(digits + 2, NULL, 16)
						  : strtoul(digits + 1, NULL, 10);
	for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
		if (strcmp(digits, entities[i].name) == 0)
			point = entities[i].point;
	if (!point || point > 0x10ffff || (point >= 0xd800 && point < 0xe000))
		return 0;
	text_add_code_point(out, (uint32_t)point);
	return len + 1;
}

static void add_stripped_text(struct buf *out, struct bytes html)
{
	for (size_t at = 0; at < html.len;) {
		char c = html.data[at];
		size_t entity = c == '&' ? add_entity(out, html, at) : 0;

		if (entity) {
			at += entity;
			continue;
		}
		if (!isspace((unsigned char)c))
			buf_addc(out, c);
		else if (out->len && !isspace((unsigned char)out->data[out->len - 1]))
			buf_addc(out, ' ');
		at++;
	}
}

/* Where the content of style, script and the like ends. */
static size_t skip_raw(struct bytes html, const struct tag *tag)
{
	static const char *const raw[] = {"style", "script", "title", "head", "xml"};
	size_t at = tag->end;
	struct tag end;

	if (tag->is_end || find_name(tag->name, raw, sizeof raw / sizeof *raw) < 0)
		return tag->end;
	while (at < html.len) {
		const char *open = memmem(html.data + at, html.len - at, "</", 2);

		if (!open)
			return html.len;
		at = (size_t)(open - html.data);
		if (read_tag(html, at, &end) && end.name.len == tag->name.len &&
		    strncasecmp(end.name.data, tag->name.data, tag->name.len) == 0)
			return end.end;
		at += 2;
	}
	return html.len;
}

void html_strip(struct buf *out, struct bytes html)
{
	static const char *const blocks[] = {"p",          "div", "br",  "tr", "li",
					     "h1",         "h2",  "h3",  "h4", "table",
					     "blockquote", "hr",  "pre", "ul", "ol"};
	size_t at = 0;

	while (at < html.len) {
		const char *open = memchr(html.data + at, '<', html.len - at);
		size_t run = open ? (size_t)(open - html.data) - at : html.len - at;
		struct tag tag;

		add_stripped_text(out, (struct bytes){html.data + at, run});
		at += run;
		if (!open)
			break;
		if (!read_tag(html, at, &tag)) {
			buf_addc(out, '<');
			at++;
			continue;
		}
		at = skip_raw(html, &tag);
		if (find_name(tag.name, blocks, sizeof blocks / sizeof *blocks) >= 0 && out->len &&
		    out->data[out->len - 1] != '\n')
			buf_addc(out, '\n');
	}
}
