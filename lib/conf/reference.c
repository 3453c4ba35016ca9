#include <string.h>
#include <strings.h>

#include "conf/reader.h"

/* The entries of a list block as names: the first key of each. */
struct names {
	const char **items;
	size_t count;
};

static struct names names_of(struct reader *reader, const struct block *block)
{
	struct names names = {0};
	char *entries;
	size_t offset = block->keys[0].offset;

	memcpy(&entries, (char *)reader->conf + block->offset, sizeof entries);
	memcpy(&names.count, (char *)reader->conf + block->count_offset, sizeof names.count);
	names.items = arena_array(reader->report->arena, names.count + 1, sizeof *names.items);
	for (size_t i = 0; i < names.count; i++) {
		const char *name = *(const char **)(entries + i * block->size + offset);

		names.items[i] = name ? name : "";
	}
	return names;
}

static size_t index_of(const struct names *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++)
		if (strcmp(names->items[i], name) == 0)
			return i;
	return CONF_NO_INDEX;
}

static void tell_no_entry(struct reader *reader, const struct reference *reference,
			  const struct names *names)
{
	struct found found = {.place = reference->place, .path = reference->path};
	const char *nearest = conf_value_nearest(reference->name, names->items, names->count);
	const char *target = reference->key->target;

	if (nearest)
		reader_fault(reader, &found, "\"%s\" is not in %s; did you mean \"%s\"?",
			     reference->name, target, nearest);
	else
		reader_fault(reader, &found, "\"%s\" is not in %s; add it there or name another",
			     reference->name, target);
}

/* Names are for people, so two that differ in case alone are one too many. */
static void check_twice(struct reader *reader, const struct block *block)
{
	struct names names = names_of(reader, block);

	for (size_t i = 0; i < names.count; i++)
		for (size_t j = 0; j < i; j++) {
			struct found found;

			if (!names.items[i][0] || strcasecmp(names.items[i], names.items[j]) != 0)
				continue;
			found = reader_place(reader, block->name, i, block->keys[0].name);
			reader_fault(reader, &found, "\"%s\" is there twice; choose another",
				     names.items[i]);
			break;
		}
}

void reader_resolve(struct reader *reader)
{
	for (size_t i = 0; i < reader->reference_count; i++) {
		const struct reference *reference = &reader->references[i];
		const struct block *target = schema_block(reference->key->target);
		struct names names = names_of(reader, target);
		size_t index = index_of(&names, reference->name);

		if (index == CONF_NO_INDEX)
			tell_no_entry(reader, reference, &names);
		if (reference->key->type != KEY_NAME_OF)
			memcpy(reference->member, &index, sizeof index);
	}
	for (size_t i = 0; i < schema_block_count; i++)
		if (schema_blocks[i].form == BLOCK_LIST)
			check_twice(reader, &schema_blocks[i]);
}
