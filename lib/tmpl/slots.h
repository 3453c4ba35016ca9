/*
 * Values on their way through Markdown. A value never meets cmark: a private-use character stands
 * for it (a slot), which cmark takes for a letter, and the value is put in after parsing, where it
 * is known what is around it. So no value can be markup, whatever it holds. Within lib/tmpl.
 */
#ifndef TMPL_SLOTS_H
#define TMPL_SLOTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "tmpl/value.h"

enum {
	SLOT_LEN = 4,      /* bytes of UTF-8: U+F0000 + n, plane 15 */
	SLOTS_MAX = 0xff00 /* values in one mail */
};

struct slot {
	const char *text; /* a value: one clean line; a block: as it is */
	const char *html; /* a block's ready HTML; NULL for a value */
};

struct slots {
	struct arena *arena;
	struct slot *items;
	size_t count;
	bool is_over; /* there were more values than SLOTS_MAX */
};

/* A mustache_writer whose context is struct slots: keeps the value and writes its slot. */
void slots_write(void *context, const struct value *value, struct buf *out);

/* True where the text holds what could be taken for a slot: no template may. */
bool slots_are_in(const char *text, size_t len);

/* The slot that stands at text[at]; NULL where there is none. */
const struct slot *slots_at(const struct slots *slots, const char *text, size_t len, size_t at);

/* Where the next slot stands at or behind `at`; len where there is none. */
size_t slots_find(const char *text, size_t len, size_t at);

#endif
