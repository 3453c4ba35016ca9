#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "conf/command.h"
#include "conf/file.h"
#include "unit/conf_help.h"
#include "unit/conf_suites.h"

static struct arena arena;
static const char *folder;

static void setup(void)
{
	arena_init(&arena);
	folder = confs_folder(&arena);
}

static void teardown(void)
{
	confs_remove(folder);
	arena_release(&arena);
}

/* Files of a broken configuration: a.conf is the one that is loaded, after the scenarios' desk
 * where it says BASE. */
static const struct {
	const char *main, *other; /* a.conf, b.conf */
	unsigned main_mode, other_mode;
	/* the folder stands for $, for GROUP the mode that lets a group of root's files read */
	const char *expected[3];
} sets[] = {
    {"", NULL, 0600, 0, {"$/a.conf:1 no mailbox is configured"}},
    {"# nothing\n\n", NULL, 0600, 0, {"$/a.conf:1 no mailbox is configured"}},
    {"BASE",
     NULL,
     0644,
     0,
     {"$/a.conf:1 is open to others (mode 0644); run: chmod GROUP $/a.conf"}},
    {"BASE", NULL, 0660, 0, {"$/a.conf:1 (mode 0660); run: chmod GROUP $/a.conf"}},
    {"BASE", NULL, 0604, 0, {"$/a.conf:1 run: chmod 0600 $/a.conf"}},
    {"BASE", NULL, 0601, 0, {"$/a.conf:1 run: chmod 0600 $/a.conf"}},
    {"BASE\nlimits = { x = 1; };", NULL, 0600, 0, {"$/a.conf:36 limits: 'x'"}},
    {"BASE\n@include 'b.conf'\n", "limits = { burst = 5; };", 0600, 0600, {NULL}},
    {"BASE\n@include 'b.conf'\n", "\n\nlimits = { burts = 5; };", 0600, 0600, {"$/b.conf:3 burst"}},
    {"BASE\n@include 'b.conf'\nlimits = { x = 1; };",
     "\n",
     0600,
     0600,
     {"$/a.conf:37 limits: 'x'"}},
    {"BASE\n@include 'b.conf'\n", "x = 1;", 0600, 0644, {"$/a.conf:36 chmod GROUP $/b.conf"}},
    {"BASE\n@include 'none.conf'\n\n@include 'nix.conf'",
     NULL,
     0600,
     0,
     {"$/a.conf:36 @include: '$/none.conf' can't be read",
      "$/a.conf:38 '$/nix.conf' can't be read"}},
    {"BASE\n@include 'a.conf'\n", NULL, 0600, 0, {"$/a.conf:36 '$/a.conf' includes itself"}},
    {"BASE\n@include 'b.conf'\n",
     "\n@include 'a.conf'",
     0600,
     0600,
     {"$/b.conf:2 '$/a.conf' includes itself"}},
    {"BASE\n@include 'b.conf'\n", "limits = {", 0600, 0600, {"$/b.conf:1 is never closed"}},
    {"BASE\n@include 'b.conf'\n",
     "closing = { solved = 'x; };\n",
     0600,
     0600,
     {"$/b.conf:1 no closing quote"}},
    {"BASE\n@include 'b.conf'\n",
     "limits = { burst = 4 4; };",
     0600,
     0600,
     {"$/b.conf:1 '4' can't"}},
    {"BASE\nlimits = {\n@include 'b.conf'\n};", "burst = 5;\n", 0600, 0600, {NULL}},
    {"BASE\n@include 'b.conf'\n", "\xef\xbb\xbflimits = { burst = 5; };\r\n", 0600, 0600, {NULL}},
    {"BASE\n@include 'b.conf'\n", "x\n\xff", 0600, 0600, {"$/b.conf:2 not UTF-8"}},
    {"BASE\n@include '.'\n", NULL, 0600, 0, {"$/a.conf:36 is not a regular file"}},
};

static const char *expand(const char *text, const char *word, const char *by)
{
	const char *at = strstr(text, word);

	if (!at)
		return text;
	return arena_printf(&arena, "%.*s%s%s", (int)(at - text), text, by,
			    expand(at + strlen(word), word, by));
}

/* Only what root gave to a group is that group's to read. */
static const char *group_mode(void)
{
	return geteuid() == 0 ? "0640" : "0600";
}

START_TEST(files_are_refused)
{
	const char *main =
	    expand(confs_quote(&arena, sets[_i].main), "BASE\n", conf_scenario_default());
	const char *expected[4] = {NULL};
	struct confs confs;

	main = expand(main, "BASE", conf_scenario_default());
	for (size_t i = 0; i < 3 && sets[_i].expected[i]; i++)
		expected[i] =
		    expand(expand(sets[_i].expected[i], "$", folder), "GROUP", group_mode());
	if (sets[_i].other)
		confs_file(&arena, folder, "b.conf", confs_quote(&arena, sets[_i].other),
			   sets[_i].other_mode);
	confs_load_file(&confs, confs_file(&arena, folder, "a.conf", main, sets[_i].main_mode));
	confs_expect(&confs, expected);
	confs_release(&confs);
}
END_TEST

START_TEST(group_readers)
{
	const char *path = confs_file(&arena, folder, "a.conf", conf_scenario_default(), 0640);
	const char *expected[] = {
	    geteuid() ? arena_printf(&arena, "%s:1 run: chmod 0600 %s", path, path) : NULL, NULL};
	struct confs confs;

	confs_load_file(&confs, path);
	confs_expect(&confs, expected);
	confs_release(&confs);
}
END_TEST

START_TEST(no_file)
{
	static const char *const missing[] = {"/nowhere/x.conf:1 can't be read", NULL};
	struct confs confs;

	confs_load_file(&confs, "/nowhere/x.conf");
	confs_expect(&confs, missing);
	confs_release(&confs);
}
END_TEST

START_TEST(a_folder_is_no_file)
{
	const char *expected[] = {arena_printf(&arena, "%s:1 is not a regular file", folder), NULL};
	struct confs confs;

	confs_load_file(&confs, folder);
	confs_expect(&confs, expected);
	confs_release(&confs);
}
END_TEST

START_TEST(a_pipe_holds_nobody_up)
{
	const char *path = arena_printf(&arena, "%s/pipe", folder);
	const char *expected[] = {arena_printf(&arena, "%s:1 is not a regular file", path), NULL};
	struct confs confs;

	ck_assert_int_eq(mkfifo(path, 0600), 0);
	confs_load_file(&confs, path);
	confs_expect(&confs, expected);
	confs_release(&confs);
}
END_TEST

START_TEST(a_huge_file_is_refused)
{
	char *text = arena_alloc(&arena, 1200000);
	const char *expected[2] = {NULL};
	struct confs confs;
	const char *path;

	memset(text, '#', 1199999);
	path = confs_file(&arena, folder, "a.conf", text, 0600);
	expected[0] = arena_printf(&arena, "%s:1 is longer than 1048576 bytes", path);
	confs_load_file(&confs, path);
	confs_expect(&confs, expected);
	confs_release(&confs);
}
END_TEST

START_TEST(includes_can_not_explode)
{
	struct confs confs;
	const char *path = NULL;

	for (int i = 0; i < 9; i++) {
		char *text = arena_alloc(&arena, 4000);

		for (int j = 0; j < 99; j++)
			strncat(text, arena_printf(&arena, "@include \"%c.conf\"\n", 'a' + i + 1),
				30);
		path = confs_file(&arena, folder, arena_printf(&arena, "%c.conf", 'a' + i), text,
				  0600);
	}
	confs_file(&arena, folder, "j.conf", "#\n", 0600);
	path = arena_printf(&arena, "%s/a.conf", folder);
	confs_load_file(&confs, path);
	ck_assert_uint_gt(confs.errors.lines.count, 0);
	ck_assert_ptr_nonnull(strstr(confs.errors.lines.items[0], "all files together are over"));
	confs_release(&confs);
}
END_TEST

START_TEST(paths_start_at_the_folder)
{
	static const struct conf_options options = {.is_scenario = true};
	struct confs confs;

	confs_file(&arena, folder, "c.csv", "email\n", 0644);
	confs_file(&arena, folder, "h.ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", 0644);
	confs_file(&arena, folder, "m.conf", "followup = { after = \"3d\"; };", 0644);
	confs_load_in(
	    &confs,
	    arena_printf(
		&arena,
		"store = { path = 'x.db'; };\ncustomers = { csv = 'c.csv'; };\n"
		"calendars = ( { name = 'c'; ics = ['h.ics', '%s/h.ics']; } );\n"
		"templates = '.';\n@include 'm.conf'\n"
		"desk = { name = 'A'; tag = 'A'; secret = 'short'; admin = 'a@b.example'; };",
		folder),
	    folder, &options);
	confs_good(&confs);
	ck_assert_str_eq(confs.conf->store.location, arena_printf(&arena, "%s/x.db", folder));
	ck_assert_str_eq(confs.conf->customers.csv, arena_printf(&arena, "%s/c.csv", folder));
	ck_assert_str_eq(confs.conf->calendars[0].ics.items[0],
			 arena_printf(&arena, "%s/h.ics", folder));
	ck_assert_str_eq(confs.conf->calendars[0].ics.items[1],
			 arena_printf(&arena, "%s/h.ics", folder));
	ck_assert_int_eq(confs.conf->followup.after_us, 3 * DAY_US);
	ck_assert_str_eq(confs.conf->desk.secrets.items[0], "short");
	confs_release(&confs);
}
END_TEST

START_TEST(relative_file)
{
	struct confs confs;
	char *here = realpath(".", NULL);
	const char *store;

	confs_file(&arena, folder, "a.conf",
		   expand("BASE\nstore = { path = \"x.db\"; };", "BASE", conf_scenario_default()),
		   0600);
	ck_assert_int_eq(chdir(folder), 0);
	confs_load_file(&confs, "a.conf");
	ck_assert_int_eq(chdir(here), 0);
	free(here);
	confs_good(&confs);
	ck_assert_str_eq(confs.conf->file, "a.conf");
	store = confs.conf->store.location;
	ck_assert_int_eq(store[0], '/');
	ck_assert_ptr_nonnull(strstr(store, "/x.db"));
	confs_release(&confs);
}
END_TEST

/* Secrets of the desk itself are read at once, from wherever they are. */
START_TEST(desk_secret_from_a_file)
{
	static const char text[] = "desk = { name = 'A'; tag = 'A'; admin = 'a@b.example';\n"
				   " secret = ( { file = 'new'; }, 'an old secret text' ); };";
	static const struct conf_options options = {0};
	const char *expected[2] = {NULL};
	struct confs confs;

	confs_file(&arena, folder, "new", "0123456789abcdefg\nsecond line\n", 0600);
	confs_load_in(&confs, text, folder, &options);
	confs_good(&confs);
	ck_assert_str_eq(confs.conf->desk.secrets.items[0], "0123456789abcdefg");
	ck_assert_str_eq(confs.conf->desk.secrets.items[1], "an old secret text");
	confs_release(&confs);
	confs_file(&arena, folder, "new", "0123456789abcdefg", 0604);
	confs_load_in(&confs, text, folder, &options);
	expected[0] = arena_printf(&arena, "x.conf:2 run: chmod 0600 %s/new", folder);
	confs_expect(&confs, expected);
	confs_release(&confs);
}
END_TEST

static const struct {
	const char *content; /* of the file */
	unsigned mode;
	const char *value, *error; /* one of them NULL */
} secret_files[] = {
    {"secret", 0600, "secret", NULL},
    {"secret\n", 0400, "secret", NULL},
    {"secret\r\n", 0600, "secret", NULL},
    {"  sec ret \nrest", 0600, "  sec ret ", NULL},
    {"", 0600, NULL, "is empty"},
    {"\nsecret", 0600, NULL, "is empty"},
    {"sec\tret", 0600, NULL, "holds a control sign"},
    {"secret", 0644, NULL, "is open to others (mode 0644); run: chmod"},
    {"secret", 0602, NULL, "chmod 0600"},
};

START_TEST(secrets_from_files)
{
	struct conf_secret secret = {.kind = SECRET_FILE};
	const char *value = NULL;
	struct err err = {0};
	int result;

	secret.value =
	    confs_file(&arena, folder, "s", secret_files[_i].content, secret_files[_i].mode);
	result = conf_secret(&secret, &arena, &value, &err);
	if (secret_files[_i].value) {
		ck_assert_int_eq(result, 0);
		ck_assert_str_eq(value, secret_files[_i].value);
		return;
	}
	ck_assert_int_eq(result, -1);
	ck_assert_msg(strstr(err.text, secret_files[_i].error) != NULL, "%s", err.text);
	ck_assert_ptr_null(strstr(err.text, "secret\""));
	ck_assert_ptr_nonnull(strstr(err.text, secret.value));
}
END_TEST

static const struct {
	const char *argv[5];
	const char *value, *error;
} secret_commands[] = {
    {{"printf", "%s\\n", "hunter2"}, "hunter2", NULL},
    {{"printf", "%s", "$HOME; ls"}, "$HOME; ls", NULL},
    {{"sh", "-c", "cat; echo ok"}, "ok", NULL},
    {{"sh", "-c", "exec 2>&-; echo ok"}, "ok", NULL},
    {{"printf", "hunter2\\r\\n"}, "hunter2", NULL},
    {{"true"}, NULL, "the output of \"true\" is empty"},
    {{"printf", "hunter2\\nhunter3\\n"}, NULL, "more than one line"},
    {{"printf", "\\nhunter2\\n"}, NULL, "more than one line"},
    {{"printf", "hunter2\\t"}, NULL, "control sign"},
    {{"sh", "-c", "echo hunter2; echo locked >&2; exit 1"},
     NULL,
     "\"sh\" ended with exit code 1, saying: locked;"},
    {{"sh", "-c", "printf 'a\\033[1m\\nb' >&2; exit 3"}, NULL, "exit code 3, saying: a[1m b;"},
    {{"sh", "-c", "kill -9 $$"}, NULL, "was ended by signal 9"},
    {{"/nowhere/program"}, NULL, "exit code 127, saying: No such file or directory"},
    {{"sh", "-c", "yes hunter2"}, NULL, "prints more than any secret has"},
};

START_TEST(secrets_from_commands)
{
	struct conf_secret secret = {.kind = SECRET_COMMAND,
				     .command.items = (const char **)secret_commands[_i].argv};
	const char *value = NULL;
	struct err err = {0};
	int result;

	while (secret.command.items[secret.command.count])
		secret.command.count++;
	result = conf_secret(&secret, &arena, &value, &err);
	if (secret_commands[_i].value) {
		ck_assert_msg(result == 0, "%s", err.text);
		ck_assert_str_eq(value, secret_commands[_i].value);
		return;
	}
	ck_assert_int_eq(result, -1);
	ck_assert_msg(strstr(err.text, secret_commands[_i].error) != NULL, "%s", err.text);
	ck_assert_ptr_null(strstr(err.text, "hunter2"));
}
END_TEST

/* One that hangs, one that closes its output and hangs, one whose child holds the output open. */
static const char *const hanging[] = {"sleep 1000", "exec >&- 2>&-; sleep 1000",
				      "echo hunter2; sleep 1000 &"};

START_TEST(hanging_commands_are_killed)
{
	const char *argv[] = {"sh", "-c", hanging[_i]};
	struct conf_strings command = {.items = argv, .count = 3};
	struct bytes output;
	struct err err;

	ck_assert_int_eq(command_run(&command, SECOND_US / 5, 100, &arena, &output, &err), -1);
	ck_assert_int_eq(err.code, ERR_TEMPORARY);
	ck_assert_ptr_nonnull(strstr(err.text, "did not end"));
	ck_assert_ptr_null(strstr(err.text, "hunter2"));
}
END_TEST

START_TEST(secrets_from_credentials)
{
	struct conf_secret secret = {.kind = SECRET_CREDENTIAL, .value = "support"};
	const char *value = NULL;
	struct err err;

	unsetenv("CREDENTIALS_DIRECTORY");
	ck_assert_int_eq(conf_secret(&secret, &arena, &value, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "LoadCredential=support:PATH"));
	setenv("CREDENTIALS_DIRECTORY", folder, 1);
	ck_assert_int_eq(conf_secret(&secret, &arena, &value, &err), -1);
	ck_assert_int_eq(err.code, ERR_NOT_FOUND);
	confs_file(&arena, folder, "support", "hunter2\n", 0440);
	ck_assert_int_eq(conf_secret(&secret, &arena, &value, &err), 0);
	ck_assert_str_eq(value, "hunter2");
	unsetenv("CREDENTIALS_DIRECTORY");
}
END_TEST

START_TEST(no_secret)
{
	struct conf_secret secret = {0};
	const char *value = NULL;
	struct err err;

	ck_assert_int_eq(conf_secret(&secret, &arena, &value, &err), -1);
	ck_assert_int_eq(err.code, ERR_NOT_FOUND);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

Suite *conf_files_suite(void)
{
	Suite *suite = suite_create("conf files");
	TCase *cases = tcase_create("files");

	tcase_add_checked_fixture(cases, setup, teardown);
	tcase_set_timeout(cases, 60);
	tcase_add_loop_test(cases, files_are_refused, 0, COUNT(sets));
	tcase_add_test(cases, group_readers);
	tcase_add_test(cases, no_file);
	tcase_add_test(cases, a_folder_is_no_file);
	tcase_add_test(cases, a_pipe_holds_nobody_up);
	tcase_add_test(cases, a_huge_file_is_refused);
	tcase_add_test(cases, includes_can_not_explode);
	tcase_add_test(cases, paths_start_at_the_folder);
	tcase_add_test(cases, relative_file);
	tcase_add_test(cases, desk_secret_from_a_file);
	tcase_add_loop_test(cases, secrets_from_files, 0, COUNT(secret_files));
	tcase_add_loop_test(cases, secrets_from_commands, 0, COUNT(secret_commands));
	tcase_add_loop_test(cases, hanging_commands_are_killed, 0, COUNT(hanging));
	tcase_add_test(cases, secrets_from_credentials);
	tcase_add_test(cases, no_secret);
	suite_add_tcase(suite, cases);
	return suite;
}
