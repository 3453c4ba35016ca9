#include "base/fold.h"

#include <string.h>

#include <unicode/uchar.h>

#include "base/buf.h"
#include "base/text.h"

static bool lower_ascii(char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] & 0x80)
			return false;
		if (text[i] >= 'A' && text[i] <= 'Z')
			text[i] = (char)(text[i] - 'A' + 'a');
	}
	return true;
}

/* The dotted capital I of Turkish: its small letter is the plain i. */
static uint32_t lower_point(uint32_t point)
{
	if (point == 0x130)
		return 'i';
	if (point < 0xc0)
		return point;
	return (uint32_t)u_tolower((UChar32)point);
}

char *fold_bytes(struct bytes text, struct arena *arena)
{
	char *copy = arena_strndup(arena, text.data, text.len);
	struct buf out;
	size_t at = 0;

	if (lower_ascii(copy, text.len))
		return copy;
	buf_init(&out);
	buf_reserve(&out, text.len);
	while (at < text.len) {
		size_t run = at;

		while (run < text.len && !(text.data[run] & 0x80))
			run++;
		buf_add(&out, text.data + at, run - at);
		lower_ascii(out.data + out.len - (run - at), run - at);
		at = run;
		if (at < text.len)
			text_add_code_point(&out, lower_point(text_next(text.data, text.len, &at)));
	}
	copy = buf_dup(&out, arena);
	buf_release(&out);
	return copy;
}

char *fold_text(const char *text, struct arena *arena)
{
	return fold_bytes((struct bytes){text, strlen(text)}, arena);
}
