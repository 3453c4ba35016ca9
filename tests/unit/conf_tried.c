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

Suite *conf_tried_suite(void)
{
	Suite *suite = suite_create("conf documents");
	TCase *cases = tcase_create("documents");

	tcase_add_test(cases, example_loads);
	tcase_add_test(cases, example_has_every_key);
	suite_add_tcase(suite, cases);
	return suite;
}
