#include <stdlib.h>
#include <string.h>

#include "conf/file.h"
#include "conf/schema.h"
#include "unit/conf_help.h"
#include "unit/conf_suites.h"

static const char *read_source(struct arena *arena, const char *path)
{
	const char *root = getenv("OMBUD_SOURCE");
	struct bytes content;
	struct err err;

	path = arena_printf(arena, "%s/%s", root ? root : OMBUD_SOURCE, path);
	ck_assert_msg(file_read(path, 1000000, false, arena, &content, &err) == 0, "%s", err.text);
	return content.data;
}

/* The example without the comment sign in front of what is commented out. */
static char *uncomment(struct arena *arena, const char *text)
{
	char *copy = arena_strdup(arena, text);

	for (char *at = copy; *at; at++)
		if ((at == copy || at[-1] == '\n') && at[0] == '#' && at[1] == ' ')
			at[0] = ' ';
	return copy;
}

START_TEST(example_loads)
{
	struct confs confs;
	struct arena arena;
	const char *folder;

	arena_init(&arena);
	folder = confs_folder(&arena);
	confs_load_file(&confs, confs_file(&arena, folder, "ombud.conf",
					   read_source(&arena, "conf/ombud.conf.example"), 0600));
	confs_good(&confs);
	confs_release(&confs);
	confs_remove(folder);
	arena_release(&arena);
}
END_TEST

static bool has_setting(const char *text, const char *name)
{
	size_t len = strlen(name);

	for (const char *at = strstr(text, name); at; at = strstr(at + 1, name))
		if ((at == text || strchr(" #{\n", at[-1])) && strncmp(at + len, " = ", 3) == 0)
			return true;
	return false;
}

/* The part of the example from `block =` to the next block. */
static const char *block_of(struct arena *arena, const char *text, const struct block *block)
{
	const char *start = strstr(text, arena_printf(arena, "\n %s = ", block->name)), *end;

	if (!start)
		start = strstr(text, arena_printf(arena, "\n%s = ", block->name));
	if (!start)
		start = strstr(text, arena_printf(arena, "\n  %s = ", block->name));
	ck_assert_msg(start != NULL, "the example lacks the block %s", block->name);
	end = strstr(start + 1, ");\n");
	if (block->form == BLOCK_GROUP)
		end = strstr(start + 1, "};\n");
	ck_assert_ptr_nonnull(end);
	return arena_strndup(arena, start, (size_t)(end - start));
}

START_TEST(example_has_every_key)
{
	struct arena arena;
	const char *text;

	arena_init(&arena);
	text = uncomment(&arena, read_source(&arena, "conf/ombud.conf.example"));
	for (size_t i = 0; i < schema_block_count; i++) {
		const struct block *block = &schema_blocks[i];
		const char *part = block->form == BLOCK_TOP ? text : block_of(&arena, text, block);

		for (size_t j = 0; j < block->key_count; j++)
			ck_assert_msg(has_setting(part, block->keys[j].name),
				      "the example lacks %s.%s", block->name, block->keys[j].name);
	}
	arena_release(&arena);
}
END_TEST

/* From the line of a heading to the next line that begins with one of two requests. */
static const char *part_of(struct arena *arena, const char *text, const char *heading,
			   const char *next, const char *or_next)
{
	const char *start = strstr(text, arena_printf(arena, "\n%s\n", heading)), *end, *other;

	if (!start)
		return NULL;
	start += strlen(heading) + 2;
	end = strstr(start, next);
	other = strstr(start, or_next);
	if (!end || (other && other < end))
		end = other;
	return end ? arena_strndup(arena, start - 1, (size_t)(end - start) + 2) : start;
}

/* Without quotes and commas, as fallbacks are written in the schema. */
static const char *plain(struct arena *arena, const char *text)
{
	char *copy = arena_strdup(arena, text), *to = copy;

	for (const char *at = copy; *at; at++)
		if (*at != '"' && *at != ',')
			*to++ = *at;
	*to = '\0';
	return copy;
}

static void check_item(struct arena *arena, const char *section, const char *block,
		       const struct key *key)
{
	const char *item = part_of(arena, section, arena_printf(arena, ".It Ic %s", key->name),
				   "\n.It Ic ", "\n.El"),
		   *value;

	ck_assert_msg(item != NULL, "the man page lacks %s.%s", block, key->name);
	ck_assert_msg((strstr(item, "\nRequired.\n") != NULL) == key->is_required,
		      "%s.%s: is it required?", block, key->name);
	value = strstr(item, "\nDefault: ");
	ck_assert_msg(!value == !key->fallback, "%s.%s: has it a default?", block, key->name);
	if (!value)
		return;
	value = plain(arena, value + strlen("\nDefault: "));
	ck_assert_msg(
	    strncmp(value, key->fallback, strlen(key->fallback)) == 0 &&
		strspn(value + strlen(key->fallback), ".,") + (value[strlen(key->fallback)] == ' '),
	    "%s.%s: the default is %s, not %.20s", block, key->name, key->fallback, value);
}

/* Each key has its item, and each item its key. */
static void check_section(struct arena *arena, const char *text, const char *heading,
			  const struct block *block)
{
	const char *section =
	    part_of(arena, text, arena_printf(arena, ".Ss %s", heading), "\n.Ss ", "\n.Sh ");

	ck_assert_msg(section != NULL, "the man page lacks %s", heading);
	for (size_t i = 0; i < block->key_count; i++) {
		check_item(arena, section, heading, &block->keys[i]);
		if (block->keys[i].group)
			check_section(arena, text, block->keys[i].group->name,
				      block->keys[i].group);
	}
	for (const char *at = strstr(section, "\n.It Ic "); at; at = strstr(at + 1, "\n.It Ic ")) {
		size_t len = strcspn(at + 8, "\n");

		ck_assert_msg(schema_key(block, arena_strndup(arena, at + 8, len)) != NULL,
			      "the man page invents %s.%.*s", heading, (int)len, at + 8);
	}
}

START_TEST(manual_is_true)
{
	struct arena arena;
	const char *text;

	arena_init(&arena);
	text = read_source(&arena, "doc/ombud.conf.5");
	for (size_t i = 0; i < schema_block_count; i++) {
		const struct block *block = &schema_blocks[i];

		check_section(&arena, text,
			      block->form == BLOCK_TOP ? "The file itself" : block->name, block);
	}
	arena_release(&arena);
}
END_TEST

Suite *conf_tried_suite(void)
{
	Suite *suite = suite_create("conf documents");
	TCase *cases = tcase_create("documents");

	tcase_add_test(cases, example_loads);
	tcase_add_test(cases, example_has_every_key);
	tcase_add_test(cases, manual_is_true);
	suite_add_tcase(suite, cases);
	return suite;
}
