#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"

/* Under AddressSanitizer each piece has a block of its own, so that a write beyond it is seen. */
#if defined(__SANITIZE_ADDRESS__)
enum { BLOCK_MIN = 1, GROW_FIRST = 8 };
#else
enum { BLOCK_MIN = 8 * 1024, GROW_FIRST = 8 };
#endif

struct arena_block {
	struct arena_block *next;
	size_t size, used;
	alignas(max_align_t) char data[];
};

void arena_init(struct arena *arena)
{
	*arena = (struct arena){0};
}

void arena_release(struct arena *arena)
{
	struct arena_block *block = arena->head, *next;

	for (; block; block = next) {
		next = block->next;
		free(block);
	}
	arena_init(arena);
}

void arena_reset(struct arena *arena)
{
	struct arena_block *keep = arena->head;

	if (!keep || keep->size > 16 * BLOCK_MIN) {
		arena_release(arena);
		return;
	}
	arena->head = keep->next;
	arena_release(arena);
	keep->next = NULL;
	keep->used = 0;
	arena->head = keep;
}

/* A block for at least `size` bytes; a large one goes behind the head, whose rest stays in use. */
static struct arena_block *new_block(struct arena *arena, size_t size)
{
	size_t wanted = size;
	struct arena_block *block;

	if (wanted < BLOCK_MIN)
		wanted =
		    arena->head && arena->head->size < 8 * BLOCK_MIN ? 2 * BLOCK_MIN : BLOCK_MIN;
	block = malloc(sizeof *block + wanted);
	if (!block)
		die("out of memory: %zu bytes wanted", wanted);
	block->size = wanted;
	block->used = 0;
	if (arena->head && size >= BLOCK_MIN) {
		block->next = arena->head->next;
		arena->head->next = block;
	} else {
		block->next = arena->head;
		arena->head = block;
	}
	return block;
}

static void *take(struct arena *arena, size_t size)
{
	const size_t unit = alignof(max_align_t);
	struct arena_block *block = arena->head;
	void *place;

	if (size > SIZE_MAX / 2)
		die("out of memory: %zu bytes wanted", size);
	size = (size + unit - 1) / unit * unit;
	if (!block || block->size - block->used < size)
		block = new_block(arena, size);
	place = block->data + block->used;
	block->used += size;
	arena->used_len += size;
	return place;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	return memset(take(arena, size), 0, size);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		die("out of memory: %zu elements of %zu bytes wanted", count, size);
	return arena_alloc(arena, count * size);
}

char *arena_strndup(struct arena *arena, const char *data, size_t len)
{
	char *copy = take(arena, len + 1);

	if (len)
		memcpy(copy, data, len);
	copy[len] = '\0';
	return copy;
}

char *arena_strdup(struct arena *arena, const char *string)
{
	return string ? arena_strndup(arena, string, strlen(string)) : NULL;
}

char *arena_vprintf(struct arena *arena, const char *format, va_list args)
{
	char small[256];
	va_list again;
	char *text;
	int len;

	va_copy(again, args);
	len = vsnprintf(small, sizeof small, format, args);
	if (len < 0)
		die("bad format \"%s\"", format);
	text = take(arena, (size_t)len + 1);
	if ((size_t)len < sizeof small)
		memcpy(text, small, (size_t)len + 1);
	else
		vsnprintf(text, (size_t)len + 1, format, again);
	va_end(again);
	return text;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = arena_vprintf(arena, format, args);
	va_end(args);
	return text;
}

void *arena_grow(struct arena *arena, void *items, size_t count, size_t size)
{
	size_t capacity = GROW_FIRST;
	void *moved;

	if (!count)
		return arena_array(arena, capacity, size);
	if (count < GROW_FIRST || (count & (count - 1)))
		return items;
	moved = arena_array(arena, count * 2, size);
	return memcpy(moved, items, count * size);
}
