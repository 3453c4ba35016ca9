#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "net/imap_private.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

/* A shifted run: UTF-16 in base64 without padding, `,` in the place of `/`. */
struct shift {
	struct buf *out;
	uint32_t bits;
	unsigned count;
	bool is_open;
};

static void shift_add(struct shift *shift, uint32_t unit)
{
	if (!shift->is_open)
		buf_addc(shift->out, '&');
	shift->is_open = true;
	shift->bits = shift->bits << 16 | unit;
	shift->count += 16;
	for (; shift->count >= 6; shift->count -= 6)
		buf_addc(shift->out, alphabet[shift->bits >> (shift->count - 6) & 63]);
}

static void shift_close(struct shift *shift)
{
	if (!shift->is_open)
		return;
	if (shift->count)
		buf_addc(shift->out, alphabet[shift->bits << (6 - shift->count) & 63]);
	buf_addc(shift->out, '-');
	*shift = (struct shift){.out = shift->out};
}

char *imap_folder_name(struct arena *arena, const char *folder)
{
	size_t len = strlen(folder), at = 0;
	struct buf buf;
	struct shift shift = {.out = &buf};
	char *name;

	if (!text_is_utf8(folder, len))
		return NULL;
	buf_init(&buf);
	while (at < len) {
		uint32_t point = text_next(folder, len, &at);

		if (point < 0x20 || point == 0x7f) {
			buf_release(&buf);
			return NULL;
		}
		if (point >= 0x10000) {
			shift_add(&shift, 0xd800 + ((point - 0x10000) >> 10));
			shift_add(&shift, 0xdc00 + ((point - 0x10000) & 0x3ff));
		} else if (point > 0x7e) {
			shift_add(&shift, point);
		} else {
			shift_close(&shift);
			buf_addc(&buf, (char)point);
			if (point == '&')
				buf_addc(&buf, '-');
		}
	}
	shift_close(&shift);
	name = buf_dup(&buf, arena);
	buf_release(&buf);
	return name;
}
