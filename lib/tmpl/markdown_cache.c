/*
 * Parsed Markdown by its source. Values stand in a source as slots, so that a template gives few
 * different ones, and parsing is what costs most of a rendering.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "tmpl/markdown.h"

enum { PLACES = 64, SOURCE_MAX = 16 * 1024 };

struct entry {
	char *source; /* owned; NULL: free */
	size_t len;
	cmark_node *root; /* owned */
};

struct markdown_cache {
	struct entry entries[PLACES];
};

struct markdown_cache *markdown_cache_new(void)
{
	struct markdown_cache *cache = calloc(1, sizeof *cache);

	if (!cache)
		die("out of memory");
	return cache;
}

static void forget(struct entry *entry)
{
	if (entry->root)
		cmark_node_free(entry->root);
	free(entry->source);
	*entry = (struct entry){0};
}

void markdown_cache_free(struct markdown_cache *cache)
{
	if (!cache)
		return;
	for (size_t i = 0; i < PLACES; i++)
		forget(&cache->entries[i]);
	free(cache);
}

/* FNV-1a: what is cached comes from templates alone, never from a mail. */
static size_t place_of(const char *source, size_t len)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)source[i]) * UINT64_C(0x100000001b3);
	return (size_t)(hash >> 32) % PLACES;
}

cmark_node *markdown_cache_parse(struct markdown_cache *cache, const char *source, size_t len)
{
	struct entry *entry = &cache->entries[len > SOURCE_MAX ? 0 : place_of(source, len)];

	if (entry->source && entry->len == len && memcmp(entry->source, source, len) == 0)
		return entry->root;
	forget(entry);
	entry->source = malloc(len + 1);
	if (!entry->source)
		die("out of memory: %zu bytes wanted", len);
	memcpy(entry->source, source, len);
	entry->len = len;
	return entry->root = markdown_parse(source, len);
}
