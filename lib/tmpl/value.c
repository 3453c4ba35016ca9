#include "tmpl/value.h"

#include <string.h>

static struct value *value_new(struct arena *arena, enum value_kind kind)
{
	struct value *value = ARENA_NEW(arena, struct value);

	value->kind = kind;
	return value;
}

struct value *value_map(struct arena *arena)
{
	return value_new(arena, VALUE_MAP);
}

struct value *value_list(struct arena *arena)
{
	return value_new(arena, VALUE_LIST);
}

struct value *value_text(struct arena *arena, const char *text)
{
	struct value *value = value_new(arena, text ? VALUE_TEXT : VALUE_NULL);

	value->text = arena_strdup(arena, text);
	return value;
}

struct value *value_bool(struct arena *arena, bool truth)
{
	struct value *value = value_new(arena, VALUE_BOOL);

	value->truth = truth;
	return value;
}

static struct value_member *find_member(const struct value *map, const char *key)
{
	for (size_t i = 0; i < map->count; i++)
		if (!strcmp(map->members[i].key, key))
			return &map->members[i];
	return NULL;
}

void value_set(struct arena *arena, struct value *map, const char *key, struct value *value)
{
	struct value_member *member = find_member(map, key);

	if (member) {
		member->value = value;
		return;
	}
	map->members = arena_grow(arena, map->members, map->count, sizeof *map->members);
	map->members[map->count++] = (struct value_member){.key = key, .value = value};
}

void value_set_text(struct arena *arena, struct value *map, const char *key, const char *text)
{
	value_set(arena, map, key, value_text(arena, text));
}

void value_set_bool(struct arena *arena, struct value *map, const char *key, bool truth)
{
	value_set(arena, map, key, value_bool(arena, truth));
}

void value_set_number(struct arena *arena, struct value *map, const char *key, long long number)
{
	value_set(arena, map, key, value_text(arena, arena_printf(arena, "%lld", number)));
}

void value_append(struct arena *arena, struct value *list, struct value *item)
{
	list->items = arena_grow(arena, list->items, list->count, sizeof(struct value *));
	list->items[list->count++] = item;
}

const struct value *value_get(const struct value *map, const char *key)
{
	const struct value_member *member =
	    map && map->kind == VALUE_MAP ? find_member(map, key) : NULL;

	return member ? member->value : NULL;
}
