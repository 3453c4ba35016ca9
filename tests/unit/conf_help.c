#include "unit/conf_help.h"

#include <check.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *confs_quote(struct arena *arena, const char *text)
{
	char *copy = arena_strdup(arena, text);

	for (char *at = copy; *at; at++)
		if (*at == '\'')
			*at = '"';
	return copy;
}

void confs_load_in(struct confs *confs, const char *text, const char *folder,
		   const struct conf_options *options)
{
	static const char *const names[] = {"scenario.conf", "x.conf"};
	const char *texts[] = {conf_scenario_default(), NULL};
	int result;

	arena_init(&confs->arena);
	texts[1] = confs_quote(&confs->arena, text);
	result = conf_load_texts(names, texts, 2, folder, options, &confs->arena, &confs->conf,
				 &confs->errors);
	ck_assert_int_eq(result, confs->errors.lines.count ? -1 : 0);
	ck_assert((confs->conf == NULL) == (result < 0));
}

void confs_load(struct confs *confs, const char *text)
{
	static const struct conf_options options = {0};

	confs_load_in(confs, text, "/nowhere", &options);
}

void confs_load_file(struct confs *confs, const char *path)
{
	int result;

	arena_init(&confs->arena);
	result = conf_load(path, &confs->arena, &confs->conf, &confs->errors);
	ck_assert_int_eq(result, confs->errors.lines.count ? -1 : 0);
	ck_assert((confs->conf == NULL) == (result < 0));
}

void confs_release(struct confs *confs)
{
	conf_free(confs->conf);
	arena_release(&confs->arena);
}

void confs_good(const struct confs *confs)
{
	if (confs->errors.lines.count)
		ck_abort_msg("%s", confs->errors.lines.items[0]);
}

/* expected: `file:line`, a blank, a part of the rest. */
static bool is_expected(struct arena *arena, const char *line, const char *expected)
{
	const char *part = strchr(expected, ' ');
	size_t len = part ? (size_t)(part - expected) : strlen(expected);

	return strncmp(line, expected, len) == 0 && strncmp(line + len, ": ", 2) == 0 &&
	       (!part || strstr(confs_quote(arena, line), confs_quote(arena, part + 1)));
}

void confs_expect(const struct confs *confs, const char *const *expected)
{
	const struct conf_strings *lines = &confs->errors.lines;
	struct arena arena;
	size_t i;

	arena_init(&arena);
	for (i = 0; expected[i]; i++) {
		const char *line = i < lines->count ? lines->items[i] : "nothing";

		if (!is_expected(&arena, line, expected[i]))
			ck_abort_msg("expected %s, got %s", expected[i], line);
	}
	if (i < lines->count)
		ck_abort_msg("not expected: %s", lines->items[i]);
	arena_release(&arena);
}

const char *confs_folder(struct arena *arena)
{
	const char *base = getenv("TMPDIR");
	char *folder = arena_printf(arena, "%s/ombud-conf-XXXXXX", base && *base ? base : "/tmp");

	ck_assert_ptr_nonnull(mkdtemp(folder));
	return folder;
}

const char *confs_file(struct arena *arena, const char *folder, const char *name, const char *text,
		       unsigned mode)
{
	const char *path = arena_printf(arena, "%s/%s", folder, name);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	ck_assert_int_eq(fchmod(fd, mode), 0);
	close(fd);
	return path;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
	(void)status;
	(void)kind;
	(void)walk;
	return remove(path);
}

void confs_remove(const char *folder)
{
	nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}
