/* An arena: many small allocations that go all at once. One for each message, one for each conf. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *head;
	size_t used_len; /* bytes handed out since init or reset */
};

/* A bounded run of bytes, not NUL-terminated unless its maker says so; it owns nothing. */
struct bytes {
	const char *data;
	size_t len;
};

void arena_init(struct arena *arena);

/* Frees everything; the arena is empty and may be used again. */
void arena_release(struct arena *arena);

/* As arena_release, but keeps one block for the next use. */
void arena_reset(struct arena *arena);

/* Zeroed memory, aligned for any type. Never returns NULL: out of memory ends the process. */
void *arena_alloc(struct arena *arena, size_t size);

/* An array of count zeroed elements, with a check for overflow. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* Copies, NUL-terminated. arena_strdup of NULL is NULL. */
char *arena_strdup(struct arena *arena, const char *string);
char *arena_strndup(struct arena *arena, const char *data, size_t len);
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/*
 * The array `items` of `count` elements, with room for one more; it may have moved (the old one
 * stays in the arena). Only for arrays that grew from NULL by this call alone: list =
 * arena_grow(arena, list, count, sizeof *list); list[count++] = element;
 */
void *arena_grow(struct arena *arena, void *items, size_t count, size_t size);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))

#endif
