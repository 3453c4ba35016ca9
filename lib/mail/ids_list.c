#include "mail/ids_list.h"

#include <string.h>

#include "base/text.h"

enum { ID_MAX = 998 };

static void add_id(struct reading *reading, struct string_list *list, const char *from, size_t len)
{
	size_t max = reading->limits.references;

	if (!len || len > ID_MAX) {
		if (len)
			reading_defect(reading, "a message id of %zu bytes left out", len);
		return;
	}
	if (list->count == max) {
		reading_defect(reading, "more than %zu references: the newest are kept", max);
		memmove(list->items, list->items + 1, (max - 1) * sizeof *list->items);
		list->count--;
		list->items[list->count++] = text_clean_dup(reading->arena, from, len, TEXT_LINE);
		return;
	}
	list->items = arena_grow(reading->arena, list->items, list->count, sizeof *list->items);
	list->items[list->count++] = text_clean_dup(reading->arena, from, len, TEXT_LINE);
}

void ids_list_read(struct reading *reading, struct bytes value, struct string_list *list)
{
	const char *at = value.data, *end = value.data + value.len;

	while (at < end) {
		const char *open = memchr(at, '<', (size_t)(end - at)), *close;

		if (!open)
			break;
		close = memchr(open, '>', (size_t)(end - open));
		if (!close)
			break;
		at = close + 1;
		while ((at = memchr(open + 1, '<', (size_t)(close - open - 1))))
			open = at;
		add_id(reading, list, open + 1, (size_t)(close - open - 1));
		at = close + 1;
	}
	/* Some programs leave the <> out. */
	if (!list->count && value.len && memchr(value.data, '@', value.len) &&
	    !memchr(value.data, ' ', value.len) && !memchr(value.data, '<', value.len))
		add_id(reading, list, value.data, value.len);
}
