/*
 * Markdown with slots (tmpl/slots.h) to the two parts of a mail. HTML in the source and images are
 * left out; links go to mailto:, https: and http: only. Within lib/tmpl.
 */
#ifndef TMPL_MARKDOWN_H
#define TMPL_MARKDOWN_H

#include <cmark.h>

#include "base/buf.h"
#include "tmpl/slots.h"

/* The parsed source; the caller frees it with cmark_node_free. */
cmark_node *markdown_parse(const char *source, size_t len);

/* Keeps what was parsed lately. Its trees are its own, good until the next call, only to be read.
 */
struct markdown_cache;
struct markdown_cache *markdown_cache_new(void);
void markdown_cache_free(struct markdown_cache *cache); /* NULL is allowed */
cmark_node *markdown_cache_parse(struct markdown_cache *cache, const char *source, size_t len);

/* The body's HTML, without the document around it. */
void markdown_html(cmark_node *root, const struct slots *slots, struct buf *out);

/*
 * text/plain, LF, paragraphs in one line each: lists with "- ", quotes with "> ", links as "label
 * <url>"; a thematic break becomes the signature line "-- ". Ends with one LF.
 */
void markdown_text(cmark_node *root, const struct slots *slots, struct buf *out);

/*
 * A link's target. A value at its start is a whole URL: what is unsafe in it is percent-encoded; a
 * value further on is a piece of one, and all but letters, digits and -._~@ is encoded. Nothing is
 * added where the result is none of the three schemes.
 */
void markdown_url(const char *target, const struct slots *slots, struct buf *out);

/* The one block that a paragraph consists of; NULL where it is another paragraph. */
const struct slot *markdown_lone_block(cmark_node *paragraph, const struct slots *slots);

/* True for what stands directly in an item of a tight list. */
bool markdown_is_tight(cmark_node *block);

#endif
