#include <stdlib.h>
#include <zstd.h>

#include "flow/flow.h"

enum { LEVEL = 3 };

static const size_t raw_max = (size_t)1 << 30;

struct bytes raw_pack(struct bytes raw, struct arena *arena)
{
	static ZSTD_CCtx *context; /* one a process: making it costs more than a small mail */
	size_t bound = ZSTD_compressBound(raw.len), len;
	char *out, *kept;

	if (!context && !(context = ZSTD_createCCtx()))
		die("out of memory for zstd");
	out = malloc(bound);
	if (!out)
		die("out of memory: %zu bytes wanted", bound);
	len = ZSTD_compressCCtx(context, out, bound, raw.data, raw.len, LEVEL);
	if (ZSTD_isError(len))
		die("zstd: %s", ZSTD_getErrorName(len));
	kept = arena_strndup(arena, out, len);
	free(out);
	return (struct bytes){kept, len};
}

int raw_unpack(struct bytes packed, struct arena *arena, struct bytes *raw, struct err *err)
{
	unsigned long long size = ZSTD_getFrameContentSize(packed.data, packed.len);
	size_t len;
	char *out;

	if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > raw_max)
		return err_set(err, ERR_INPUT, "the stored mail is damaged: no size");
	out = arena_alloc(arena, (size_t)size + 1);
	len = ZSTD_decompress(out, (size_t)size, packed.data, packed.len);
	if (ZSTD_isError(len) || len != size)
		return err_set(err, ERR_INPUT, "the stored mail is damaged: %s",
			       ZSTD_isError(len) ? ZSTD_getErrorName(len) : "too short");
	*raw = (struct bytes){out, len};
	return 0;
}
