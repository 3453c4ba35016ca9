#include "tmpl/slots.h"

#include <string.h>

#include "base/text.h"

enum { SLOT_FIRST = 0xf0000, LEAD = 0xf3 };

static struct slot slot_of(struct arena *arena, const struct value *value)
{
	const char *text = value->text;

	if (value->kind == VALUE_BLOCK)
		return (struct slot){.text = value->text, .html = value->html};
	if (value->kind == VALUE_BOOL)
		text = value->truth ? "true" : "false";
	return (struct slot){.text = text_clean_dup(arena, text, strlen(text), TEXT_LINE)};
}

void slots_write(void *context, const struct value *value, struct buf *out)
{
	struct slots *slots = context;
	struct slot slot = slot_of(slots->arena, value);

	/* Nothing at all for an empty value: cmark would see a letter. */
	if (!slot.text[0])
		return;
	if (slots->count == SLOTS_MAX) {
		slots->is_over = true;
		return;
	}
	text_add_code_point(out, (uint32_t)(SLOT_FIRST + slots->count));
	slots->items = arena_grow(slots->arena, slots->items, slots->count, sizeof *slots->items);
	slots->items[slots->count++] = slot;
}

/* U+F0000 to U+FFFFF are f3 b0 80 80 to f3 bf bf bf. */
static bool is_slot(const char *text, size_t len)
{
	return len >= SLOT_LEN && (unsigned char)text[0] == LEAD && (unsigned char)text[1] >= 0xb0;
}

size_t slots_find(const char *text, size_t len, size_t at)
{
	while (at < len) {
		const char *lead = memchr(text + at, LEAD, len - at);

		if (!lead)
			return len;
		at = (size_t)(lead - text);
		if (is_slot(lead, len - at))
			return at;
		at++;
	}
	return len;
}

bool slots_are_in(const char *text, size_t len)
{
	return slots_find(text, len, 0) < len;
}

const struct slot *slots_at(const struct slots *slots, const char *text, size_t len, size_t at)
{
	uint32_t number;

	if (at >= len || !is_slot(text + at, len - at))
		return NULL;
	number = text_next(text, len, &at) - SLOT_FIRST;
	return number < slots->count ? &slots->items[number] : NULL;
}
