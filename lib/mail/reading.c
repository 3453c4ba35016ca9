#include "mail/reading.h"

#include <stdarg.h>
#include <string.h>

void reading_defect(struct reading *reading, const char *format, ...)
{
	enum { MOST = 50 };
	struct string_list *list = &reading->message->defects;
	const char *text;
	va_list args;

	if (list->count >= MOST)
		return;
	va_start(args, format);
	text = arena_vprintf(reading->arena, format, args);
	va_end(args);
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->items[i], text) == 0)
			return;
	list->items = arena_grow(reading->arena, list->items, list->count, sizeof *list->items);
	list->items[list->count++] = text;
}
