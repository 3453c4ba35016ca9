#include "mail/fold.h"

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
		uint32_t point = text_next(text.data, text.len, &at);

		/* The dotted capital I of Turkish: its small letter is the plain i. */
		text_add_code_point(&out,
				    point == 0x130 ? 'i' : (uint32_t)u_tolower((UChar32)point));
	}
	copy = buf_dup(&out, arena);
	buf_release(&out);
	return copy;
}

char *fold_text(const char *text, struct arena *arena)
{
	return fold_bytes((struct bytes){text, strlen(text)}, arena);
}
