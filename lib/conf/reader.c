#include "conf/reader.h"

#include <stdarg.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"

void reader_fault(struct reader *reader, const struct found *found, const char *format, ...)
{
	va_list args;
	char *what;

	va_start(args, format);
	what = arena_vprintf(reader->report->arena, format, args);
	va_end(args);
	/* `desk.tag: "A B" is no tag`, `desk.secret is shorter…`, `"mailboxs" is not known` */
	report_add(reader->report, found->place, "%s%s%s", found->path,
		   !found->path[0]  ? ""
		   : what[0] == '"' ? ": "
				    : " ",
		   what);
}

static const char *join_path(struct reader *reader, const char *path, const char *name)
{
	if (!path[0])
		return name;
	return arena_printf(reader->report->arena, "%s.%s", path, name);
}

struct found reader_find(struct reader *reader, const struct found *group, const char *name)
{
	struct found found = {.place = group->place, .path = join_path(reader, group->path, name)};

	if (group->setting)
		found.setting = config_setting_get_member(group->setting, name);
	if (found.setting)
		found.place.line = config_setting_source_line(found.setting);
	return found;
}

struct found reader_element(const struct found *list, int index)
{
	struct found found = *list;

	found.setting = config_setting_get_elem(list->setting, (unsigned)index);
	found.place.line = config_setting_source_line(found.setting);
	return found;
}

/* A top-level setting, from the last source that has it. */
static struct found find_top(struct reader *reader, const char *name)
{
	struct found found = {.path = name};

	for (size_t i = reader->tree_count; i-- && !found.setting;) {
		found.setting =
		    config_setting_get_member(config_root_setting(&reader->trees[i]), name);
		if (found.setting)
			found.place = (struct place){
			    .source = i, .line = config_setting_source_line(found.setting)};
	}
	return found;
}

static void add_word(struct buf *list, const char *word)
{
	if (list->len)
		buf_adds(list, ", ");
	buf_adds(list, word);
}

void reader_unknown(struct reader *reader, const struct found *found, const char *name,
		    const char *const *known, size_t count)
{
	const char *nearest = conf_value_nearest(name, known, count);
	struct buf list;

	if (nearest) {
		reader_fault(reader, found, "\"%s\" is not known; did you mean \"%s\"?", name,
			     nearest);
		return;
	}
	buf_init(&list);
	for (size_t i = 0; i < count; i++)
		add_word(&list, known[i]);
	reader_fault(reader, found, "\"%s\" is not known; known here: %s", name, list.data);
	buf_release(&list);
}

/* For a key that stands in the wrong block: the blocks that have it. */
static bool tell_right_block(struct reader *reader, const struct found *found, const char *name)
{
	struct buf list;
	bool is_told;

	buf_init(&list);
	for (size_t i = 0; i < schema_block_count; i++)
		if (schema_blocks[i].form != BLOCK_TOP && schema_key(&schema_blocks[i], name))
			add_word(&list, schema_blocks[i].name);
	is_told = list.len;
	if (is_told)
		reader_fault(reader, found, "\"%s\" is not known here; it belongs in %s", name,
			     list.data);
	buf_release(&list);
	return is_told;
}

static void tell_unknown_key(struct reader *reader, const struct block *block,
			     const struct found *found, const char *name)
{
	const char **names = arena_array(reader->report->arena, block->key_count, sizeof *names);

	for (size_t i = 0; i < block->key_count; i++)
		names[i] = block->keys[i].name;
	if (!conf_value_nearest(name, names, block->key_count) &&
	    tell_right_block(reader, found, name))
		return;
	reader_unknown(reader, found, name, names, block->key_count);
}

void reader_group(struct reader *reader, const struct block *block, const struct found *group,
		  char *base)
{
	int length = group->setting ? config_setting_length(group->setting) : 0;

	for (int i = 0; i < length; i++) {
		config_setting_t *member = config_setting_get_elem(group->setting, (unsigned)i);
		struct found found = *group;

		found.place.line = config_setting_source_line(member);
		if (!schema_key(block, config_setting_name(member)))
			tell_unknown_key(reader, block, &found, config_setting_name(member));
	}
	for (size_t i = 0; i < block->key_count; i++) {
		struct found found = reader_find(reader, group, block->keys[i].name);

		reader_member(reader, &block->keys[i], &found, base);
	}
}

static void read_group_block(struct reader *reader, const struct block *block, struct found *found)
{
	if (found->setting && !config_setting_is_group(found->setting)) {
		reader_fault(reader, found, "is a block; write %s = { … };", block->name);
		return;
	}
	reader_group(reader, block, found, (char *)reader->conf + block->offset);
}

static void read_entries(struct reader *reader, const struct block *block,
			 const struct found *found)
{
	int count = config_setting_length(found->setting);
	char *entries = arena_array(&reader->conf->arena, (size_t)count, block->size);
	size_t entry_count = (size_t)count;

	for (int i = 0; i < count; i++) {
		struct found entry = reader_element(found, i);

		if (!config_setting_is_group(entry.setting)) {
			reader_fault(reader, &entry, "takes blocks; write %s = ( { … }, { … } );",
				     block->name);
			entry.setting = NULL;
			continue;
		}
		reader_group(reader, block, &entry, entries + (size_t)i * block->size);
	}
	memcpy((char *)reader->conf + block->offset, &entries, sizeof entries);
	memcpy((char *)reader->conf + block->count_offset, &entry_count, sizeof entry_count);
}

static void read_list_block(struct reader *reader, const struct block *block, struct found *found)
{
	config_setting_t *setting = found->setting;

	if (!setting)
		return;
	if (!config_setting_is_list(setting) && !config_setting_is_array(setting))
		reader_fault(reader, found, "is a list of blocks; write %s = ( { … } );",
			     block->name);
	else if (!config_setting_length(setting) && block->is_required)
		reader_fault(reader, found, "is empty; add at least one (%s)", block->help);
	else
		read_entries(reader, block, found);
}

static void read_block(struct reader *reader, const struct block *block)
{
	bool is_list = block->form == BLOCK_LIST;
	struct found found = find_top(reader, block->name);

	if (!found.setting && block->is_required) {
		reader_fault(reader, &found, "is missing (%s); add %s = %s;", block->help,
			     block->name, is_list ? "( { … } )" : "{ … }");
		return;
	}
	if (is_list)
		read_list_block(reader, block, &found);
	else
		read_group_block(reader, block, &found);
}

static void read_top_keys(struct reader *reader, const struct block *top)
{
	for (size_t i = 0; i < top->key_count; i++) {
		struct found found = find_top(reader, top->keys[i].name);

		reader_member(reader, &top->keys[i], &found, (char *)reader->conf);
	}
}

/* Settings of the file itself that are neither a block nor a key. */
static void tell_unknown_top(struct reader *reader, size_t source)
{
	const struct block *top = schema_block("");
	config_setting_t *root = config_root_setting(&reader->trees[source]);
	const char **names =
	    arena_array(reader->report->arena, schema_block_count + top->key_count, sizeof *names);
	size_t count = 0;

	for (size_t i = 0; i < schema_block_count; i++)
		if (schema_blocks[i].form != BLOCK_TOP)
			names[count++] = schema_blocks[i].name;
	for (size_t i = 0; i < top->key_count; i++)
		names[count++] = top->keys[i].name;
	for (int i = 0; i < config_setting_length(root); i++) {
		config_setting_t *setting = config_setting_get_elem(root, (unsigned)i);
		const char *name = config_setting_name(setting);
		struct found found = {.path = ""};

		found.place =
		    (struct place){.source = source, .line = config_setting_source_line(setting)};
		if (schema_key(top, name) || (*name && schema_block(name)))
			continue;
		if (conf_value_nearest(name, names, count) ||
		    !tell_right_block(reader, &found, name))
			reader_unknown(reader, &found, name, names, count);
	}
}

void reader_run(struct reader *reader)
{
	for (size_t i = 0; i < reader->tree_count; i++)
		tell_unknown_top(reader, i);
	for (size_t i = 0; i < schema_block_count; i++)
		if (schema_blocks[i].form == BLOCK_TOP)
			read_top_keys(reader, &schema_blocks[i]);
		else
			read_block(reader, &schema_blocks[i]);
}

struct found reader_place(struct reader *reader, const char *block, size_t index, const char *key)
{
	struct found found = find_top(reader, block), member;

	if (found.setting && !config_setting_is_group(found.setting))
		found = reader_element(&found, (int)index);
	member = reader_find(reader, &found, key);
	return member;
}
