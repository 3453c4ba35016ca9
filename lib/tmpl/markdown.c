#include "tmpl/markdown.h"

#include <string.h>

#include "base/text.h"

cmark_node *markdown_parse(const char *source, size_t len)
{
	return cmark_parse_document(source, len, CMARK_OPT_DEFAULT);
}

static bool is_alnum(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static void add_encoded(struct buf *out, const char *text, size_t len, const char *kept)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		if (is_alnum(c) || (c && strchr(kept, c))) {
			buf_addc(out, (char)c);
		} else {
			char escape[3] = {'%', hex[c >> 4], hex[c & 15]};

			buf_add(out, escape, sizeof escape);
		}
	}
}

static bool is_allowed(const char *url)
{
	return text_starts_nocase(url, "mailto:") || text_starts_nocase(url, "https:") ||
	       text_starts_nocase(url, "http:");
}

void markdown_url(const char *target, const struct slots *slots, struct buf *out)
{
	static const char whole[] = "-._~:/?#@!$&'+,=%", piece[] = "-._~@";
	size_t len = strlen(target), start = out->len, at = 0;

	while (at < len) {
		const struct slot *slot = slots_at(slots, target, len, at);
		size_t end = slots_find(target, len, at + (slot ? SLOT_LEN : 0));

		if (slot) {
			add_encoded(out, slot->text, strlen(slot->text), at ? piece : whole);
			at += SLOT_LEN;
		}
		add_encoded(out, target + at, end - at, whole);
		at = end;
	}
	if (!is_allowed(out->data + start))
		buf_cut(out, start);
}

const struct slot *markdown_lone_block(cmark_node *paragraph, const struct slots *slots)
{
	cmark_node *child = cmark_node_first_child(paragraph);
	const struct slot *slot;
	const char *literal;

	if (!child || cmark_node_next(child) || cmark_node_get_type(child) != CMARK_NODE_TEXT)
		return NULL;
	literal = cmark_node_get_literal(child);
	if (strlen(literal) != SLOT_LEN)
		return NULL;
	slot = slots_at(slots, literal, SLOT_LEN, 0);
	return slot && slot->html ? slot : NULL;
}

bool markdown_is_tight(cmark_node *block)
{
	cmark_node *item = cmark_node_parent(block);

	return item && cmark_node_get_type(item) == CMARK_NODE_ITEM &&
	       cmark_node_get_list_tight(cmark_node_parent(item));
}
