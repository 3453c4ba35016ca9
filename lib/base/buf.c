#include "base/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"

static char nothing[1] = "";

void buf_init(struct buf *buf)
{
	*buf = (struct buf){.data = nothing};
}

void buf_init_max(struct buf *buf, size_t max)
{
	*buf = (struct buf){.data = nothing, .max = max};
}

void buf_release(struct buf *buf)
{
	if (buf->cap)
		free(buf->data);
	buf_init(buf);
}

void buf_reset(struct buf *buf)
{
	buf_cut(buf, 0);
	buf->is_over = false;
}

void buf_cut(struct buf *buf, size_t len)
{
	if (!buf->cap)
		return;
	buf->len = len;
	buf->data[len] = '\0';
}

void buf_reserve(struct buf *buf, size_t more)
{
	size_t wanted, cap = buf->cap ? buf->cap : 64;
	char *data;

	if (more > SIZE_MAX / 4 - buf->len)
		die("out of memory: %zu bytes wanted", more);
	wanted = buf->len + more + 1;
	if (wanted <= buf->cap)
		return;
	while (cap < wanted)
		cap += cap / 2 + 32;
	data = realloc(buf->cap ? buf->data : NULL, cap);
	if (!data)
		die("out of memory: %zu bytes wanted", cap);
	data[buf->len] = '\0';
	buf->data = data;
	buf->cap = cap;
}

void buf_add(struct buf *buf, const char *data, size_t len)
{
	if (buf->max && len > buf->max - buf->len) {
		len = buf->max - buf->len;
		buf->is_over = true;
	}
	if (!len)
		return;
	if (len >= buf->cap - buf->len)
		buf_reserve(buf, len);
	memcpy(buf->data + buf->len, data, len);
	buf->len += len;
	buf->data[buf->len] = '\0';
}

void buf_adds(struct buf *buf, const char *string)
{
	buf_add(buf, string, strlen(string));
}

void buf_addc(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}

void buf_vprintf(struct buf *buf, const char *format, va_list args)
{
	char small[256];
	va_list again;
	char *text;
	int len;

	va_copy(again, args);
	len = vsnprintf(small, sizeof small, format, args);
	if (len < 0)
		die("bad format \"%s\"", format);
	if ((size_t)len < sizeof small) {
		buf_add(buf, small, (size_t)len);
		va_end(again);
		return;
	}
	text = malloc((size_t)len + 1);
	if (!text)
		die("out of memory: %d bytes wanted", len);
	vsnprintf(text, (size_t)len + 1, format, again);
	va_end(again);
	buf_add(buf, text, (size_t)len);
	free(text);
}

void buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	buf_vprintf(buf, format, args);
	va_end(args);
}

struct bytes buf_bytes(const struct buf *buf)
{
	return (struct bytes){.data = buf->data, .len = buf->len};
}

char *buf_dup(const struct buf *buf, struct arena *arena)
{
	return arena_strndup(arena, buf->data, buf->len);
}
