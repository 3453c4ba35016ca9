/* The data that a template is rendered with: a tree of maps, lists and texts, in an arena. */
#ifndef TMPL_VALUE_H
#define TMPL_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum value_kind {
	VALUE_NULL,
	VALUE_BOOL,
	VALUE_TEXT,  /* data: escaped where it is put in, never expanded */
	VALUE_BLOCK, /* a person's words: ready text and ready HTML, put in after cmark */
	VALUE_LIST,
	VALUE_MAP,
};

struct value;

struct value_member {
	const char *key;
	struct value *value;
};

struct value {
	enum value_kind kind;
	bool truth;                   /* VALUE_BOOL */
	const char *text;             /* VALUE_TEXT; the text side of VALUE_BLOCK */
	const char *html;             /* VALUE_BLOCK: ready HTML */
	struct value **items;         /* VALUE_LIST */
	struct value_member *members; /* VALUE_MAP, in the order of setting */
	size_t count;
};

struct value *value_map(struct arena *arena);
struct value *value_list(struct arena *arena);
struct value *value_text(struct arena *arena,
			 const char *text); /* copies; NULL text gives VALUE_NULL */
struct value *value_bool(struct arena *arena, bool truth);

/* A person's words: text, LF; the HTML is made here (escaped, line breaks and blanks kept, quotes
 * marked). */
struct value *value_block(struct arena *arena, const char *text);

/* Sets or replaces. The key is not copied: a literal, or in the arena. */
void value_set(struct arena *arena, struct value *map, const char *key, struct value *value);
void value_set_text(struct arena *arena, struct value *map, const char *key, const char *text);
void value_set_bool(struct arena *arena, struct value *map, const char *key, bool truth);
void value_set_number(struct arena *arena, struct value *map, const char *key, long long number);
void value_append(struct arena *arena, struct value *list, struct value *item);

/* NULL where the map has no such key. */
const struct value *value_get(const struct value *map, const char *key);

#endif
