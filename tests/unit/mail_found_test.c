/* What fuzzing ever found, and its seeds, through the target that found it. */
#include <dirent.h>
#include <stdio.h>

#include "fuzz/targets.h"
#include "unit/mail_test.h"

static void replay_file(const struct fuzz_target *target, const char *path)
{
	FILE *file = fopen(path, "rb");
	struct buf data;
	size_t got;

	ck_assert_msg(file != NULL, "%s", path);
	buf_init(&data);
	do {
		buf_reserve(&data, 4096);
		got = fread(data.data + data.len, 1, 4096, file);
		data.len += got;
	} while (got);
	fclose(file);
	target->run((const uint8_t *)data.data, data.len);
	buf_release(&data);
}

static size_t replay_folder(const struct fuzz_target *target, const char *folder)
{
	char path[4096];
	struct dirent *entry;
	size_t count = 0;
	DIR *dir;

	snprintf(path, sizeof path, "%s/%s/%s", OMBUD_SOURCE, folder, target->name);
	dir = opendir(path);
	if (!dir)
		return 0;
	while ((entry = readdir(dir))) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "%s/%s/%s/%s", OMBUD_SOURCE, folder, target->name,
			 entry->d_name);
		replay_file(target, path);
		count++;
	}
	closedir(dir);
	return count;
}

START_TEST(what_was_found_stays_mended)
{
	for (const struct fuzz_target *target = fuzz_targets; target->name; target++)
		replay_folder(target, "tests/data/fuzz");
}
END_TEST

START_TEST(each_target_has_seeds)
{
	for (const struct fuzz_target *target = fuzz_targets; target->name; target++)
		ck_assert_msg(replay_folder(target, "tests/fuzz/seeds") > 0, "no seeds for %s",
			      target->name);
}
END_TEST

START_TEST(targets_have_names)
{
	ck_assert_ptr_nonnull(fuzz_find("message"));
	ck_assert_ptr_null(fuzz_find("nothing"));
}
END_TEST

Suite *mail_found_suite(void)
{
	Suite *suite = suite_create("mail fuzz finds");
	TCase *cases = tcase_create("found");

	tcase_set_timeout(cases, 120);
	tcase_add_test(cases, what_was_found_stays_mended);
	tcase_add_test(cases, each_target_has_seeds);
	tcase_add_test(cases, targets_have_names);
	suite_add_tcase(suite, cases);
	return suite;
}
