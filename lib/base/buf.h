/* A growing string buffer: always NUL-terminated, may hold NUL bytes, bounded where the caller says
 * so. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct buf {
	char *data; /* owned; "" while nothing was added */
	size_t len;
	size_t cap;
	size_t max;   /* 0: no bound */
	bool is_over; /* something did not fit below max and was left out */
};

/* An empty buffer without a bound. */
void buf_init(struct buf *buf);

/* One that holds at most max bytes: what is over is cut, and is_over set. */
void buf_init_max(struct buf *buf, size_t max);
void buf_release(struct buf *buf);

/* Empties it and keeps the memory. */
void buf_reset(struct buf *buf);

/* Cuts it to len bytes (len <= buf->len). */
void buf_cut(struct buf *buf, size_t len);

/* Out of memory ends the process. */
void buf_reserve(struct buf *buf, size_t more);
void buf_add(struct buf *buf, const char *data, size_t len);
void buf_adds(struct buf *buf, const char *string);
void buf_addc(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *buf, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* The bytes as they stand; good until the next change. */
struct bytes buf_bytes(const struct buf *buf);

/* A NUL-terminated copy in the arena. */
char *buf_dup(const struct buf *buf, struct arena *arena);

#endif
