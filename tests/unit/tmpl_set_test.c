/* Files, languages, overriding, faults, lint. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit/tmpl_suites.h"

static char folder[] = "/tmp/ombud-tmpl-XXXXXX";

static void make_folder(void)
{
	memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
	ck_assert_ptr_nonnull(mkdtemp(folder));
}

/* Writes folder/language/entry. */
static void put_file(const char *language, const char *entry, const char *content, size_t len)
{
	char path[256];
	FILE *file;

	snprintf(path, sizeof path, "%s/%s", folder, language);
	ck_assert(mkdir(path, 0700) == 0 || errno == EEXIST);
	snprintf(path, sizeof path, "%s/%s/%s", folder, language, entry);
	file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(content, 1, len, file), len);
	fclose(file);
}

static void put_text(const char *language, const char *entry, const char *content)
{
	put_file(language, entry, content, strlen(content));
}

static void remove_file(const char *language, const char *entry)
{
	char path[256];

	snprintf(path, sizeof path, "%s/%s/%s", folder, language, entry);
	ck_assert_int_eq(unlink(path), 0);
	snprintf(path, sizeof path, "%s/%s", folder, language);
	rmdir(path);
	rmdir(folder);
}

static const char *text_of(const struct template_set *set, struct arena *arena, const char *name,
			   const char *language)
{
	struct rendered parts;
	struct err err = {0};

	ck_assert_msg(template_render(set, name, language, value_map(arena), arena, &parts, &err) ==
			  0,
		      "%s", err.text);
	return parts.text;
}

START_TEST(languages_fall_back)
{
	struct template_set *set;
	struct arena arena;

	arena_init(&arena);
	ck_assert_int_eq(template_set_open(NULL, &set, NULL), 0);
	template_set_add(set, "en", "x", "x.md", "Subject:\n\nenglish {{> y}}", NULL);
	template_set_add(set, "en", "_y", "_y.md", "piece", NULL);
	template_set_add(set, "en", "x", "x.md", "Subject:\n\nenglish {{> y}}", NULL);
	ck_assert_str_eq(text_of(set, &arena, "x", "de-AT"), "english piece\n");
	template_set_add(set, "de", "x", "x.md", "Subject:\n\ndeutsch {{> y}}", NULL);
	ck_assert_str_eq(text_of(set, &arena, "x", "de-AT"), "deutsch piece\n");
	ck_assert_str_eq(text_of(set, &arena, "x", "DE"), "deutsch piece\n");
	template_set_add(set, "de", "_y", "_y.md", "Stück", NULL);
	ck_assert_str_eq(text_of(set, &arena, "x", "de-AT"), "deutsch Stück\n");
	template_set_add(set, "de-AT", "x", "x.md", "Subject:\n\nösterreichisch", NULL);
	ck_assert_str_eq(text_of(set, &arena, "x", "de-AT"), "österreichisch\n");
	ck_assert_str_eq(text_of(set, &arena, "x", "de"), "deutsch Stück\n");
	ck_assert_str_eq(text_of(set, &arena, "x", "fr"), "english piece\n");
	ck_assert_str_eq(text_of(set, &arena, "x", NULL), "english piece\n");
	ck_assert_str_eq(template_language(set, "x", "de_CH"), "de");
	ck_assert_ptr_null(template_language(set, "nothing", "de"));
	template_set_close(set);
	arena_release(&arena);
}
END_TEST

START_TEST(the_admins_files_go_first)
{
	struct template_set *set;
	struct arena arena;
	struct err err = {0};

	arena_init(&arena);
	make_folder();
	put_text("en", "closed.md", "\xef\xbb\xbfSubject: mine\r\n\r\nMine.\r\n\r\n{{> foot}}\r\n");
	put_text("en", "_foot.md", "my foot\n");
	put_text("en", "notes.txt", "no template");
	put_text("en", ".hidden.md", "no template");
	ck_assert_msg(template_set_open(folder, &set, &err) == 0, "%s", err.text);
	ck_assert_str_eq(text_of(set, &arena, "closed", "en"), "Mine.\n\nmy foot\n");
	ck_assert_ptr_nonnull(strstr(text_of(set, &arena, "ack", "en"), "my foot"));
	ck_assert_ptr_nonnull(strstr(template_file(set, "closed", "en"), folder));
	ck_assert_str_eq(template_file(set, "ack", "en"), "templates/en/ack.md");
	template_set_close(set);
	remove_file("en", "notes.txt");
	remove_file("en", ".hidden.md");
	remove_file("en", "_foot.md");
	remove_file("en", "closed.md");
	arena_release(&arena);
}
END_TEST

static const struct {
	const char *entry, *content;
	size_t len;      /* 0: to the NUL */
	const char *end; /* of the error, behind the file's name */
} bad_files[] = {
    {"x.md", "", 0, ":1: the template has no subject"},
    {"x.md", "Hello,\n", 0, ":1: \"Hello,\" is none of the lines"},
    {"x.md", "Title: x\n\nHello\n", 0, ":1: the template has no subject"},
    {"x.md", "Subject: x\nTo: y\n\n", 0, ":2: \"To: y\" is none of the lines"},
    {"x.md", "Subject: {{x\n\n", 0, ":1: a tag is not closed: \"{{x\""},
    {"x.md", "Subject: x\n\na\nb {{#c}}\n", 0, ":4: a section is not ended: \"c\""},
    {"x.md", "Subject: x\nTitle: x\n\n{{> nowhere}}\n", 0, ":4: there is no partial"},
    {"x.md", "Subject: x\n\n<b>bold</b>\n", 0, ": HTML can't stand in a template"},
    {"x.md", "Subject: x\n\n<div>\nx\n</div>\n", 0, ": HTML can't stand in a template"},
    {"x.md", "Subject: x\n\n![a](https://x.example)\n", 0, ": an image can't stand"},
    {"x.md", "Subject: x\n\n\xff\n", 0, ":1: the file is not UTF-8"},
    {"x.md", "Subject: x\n\n\0\n", 14, ":1: the file is not UTF-8"},
    {"x.md", "Subject: x\n\n\xf3\xb0\x80\x80\n", 0, ":1: the file has characters"},
    {"_x.md", "{{/c}}\n", 0, ":1: a section ends that was not begun: \"c\""},
};

START_TEST(bad_files_are_told)
{
	size_t len = bad_files[_i].len ? bad_files[_i].len : strlen(bad_files[_i].content);
	struct template_set *set;
	struct err err = {0};
	char wanted[256];

	make_folder();
	put_file("en", bad_files[_i].entry, bad_files[_i].content, len);
	ck_assert_int_eq(template_set_open(folder, &set, &err), -1);
	ck_assert_int_eq(err.code, ERR_CONF);
	snprintf(wanted, sizeof wanted, "%s/en/%s%s", folder, bad_files[_i].entry,
		 bad_files[_i].end);
	ck_assert_msg(!strncmp(err.text, wanted, strlen(wanted)), "\"%s\", wanted \"%s\"", err.text,
		      wanted);
	remove_file("en", bad_files[_i].entry);
}
END_TEST

START_TEST(a_folder_that_is_not_there)
{
	struct template_set *set;
	struct err err = {0};

	ck_assert_int_eq(template_set_open("/nowhere/at/all", &set, &err), -1);
	ck_assert_int_eq(err.code, ERR_CONF);
	ck_assert_ptr_nonnull(strstr(err.text, "/nowhere/at/all"));
}
END_TEST

START_TEST(unknown_names)
{
	struct template_set *set;
	struct arena arena;
	struct rendered parts;
	struct err err = {0};

	arena_init(&arena);
	ck_assert_int_eq(template_set_open(NULL, &set, NULL), 0);
	ck_assert_int_eq(
	    template_render(set, "ackk", "en", value_map(&arena), &arena, &parts, &err), -1);
	ck_assert_int_eq(err.code, ERR_NOT_FOUND);
	ck_assert_int_eq(
	    template_render(set, "_foot", "en", value_map(&arena), &arena, &parts, &err), -1);
	ck_assert_ptr_null(template_source(set, "ackk", "en"));
	template_set_close(set);
	arena_release(&arena);
}
END_TEST

START_TEST(names_are_sorted_and_single)
{
	struct template_set *set;

	ck_assert_int_eq(template_set_open(NULL, &set, NULL), 0);
	template_set_add(set, "de", "ack", "ack.md", "Subject:\n\nx", NULL);
	ck_assert_uint_ge(template_count(set), 17);
	for (size_t i = 1; i < template_count(set); i++)
		ck_assert_int_lt(strcmp(template_name(set, i - 1), template_name(set, i)), 0);
	for (size_t i = 0; i < template_count(set); i++)
		ck_assert_int_ne(template_name(set, i)[0], '_');
	template_set_close(set);
}
END_TEST

/* No template fails, and none has a hole in a sentence, where there is no data at all. */
START_TEST(every_template_bears_empty_data)
{
	static const char *const holes[] = {" ,", " .", "  ",   "()",     "( ",    "**",
					    "{{", "}}", ": \n", "\n\n\n", "\n- \n"};
	struct template_set *set;
	struct arena arena;

	arena_init(&arena);
	ck_assert_int_eq(template_set_open(NULL, &set, NULL), 0);
	for (size_t i = 0; i < template_count(set); i++) {
		const char *text = text_of(set, &arena, template_name(set, i), "en");

		for (int h = 0; h < COUNT(holes); h++)
			ck_assert_msg(!strstr(text, holes[h]), "\"%s\" in %s:\n%s", holes[h],
				      template_name(set, i), text);
	}
	template_set_close(set);
	arena_release(&arena);
}
END_TEST

static void collect(void *context, const char *text)
{
	struct buf *told = context;

	buf_adds(told, text);
	buf_addc(told, '\n');
}

START_TEST(the_built_in_ones_are_without_fault)
{
	struct template_set *set;
	struct buf told;

	buf_init(&told);
	ck_assert_int_eq(template_set_open(NULL, &set, NULL), 0);
	ck_assert_msg(template_lint(set, collect, &told) == 0, "%s", told.data);
	template_set_close(set);
	buf_release(&told);
}
END_TEST

static const struct {
	const char *name, *source, *told; /* told: "" for nothing */
} lints[] = {
    {"ackk", "Subject:\n\nx", "ackk.md:1: no mail has the name \"ackk\"; did you mean \"ack\"?\n"},
    {"ack", "Subject: {{ticket.tgg}}\n\nx",
     "ack.md:1: no data has the name \"ticket.tgg\"; did you mean \"ticket.tag\"?\n"},
    {"ack", "Subject:\n\na\n{{something else}}",
     "ack.md:4: no data has the name \"something else\"\n"},
    {"ack", "Subject:\n\n{{#requester.tickets}}{{tag}}{{/requester.tickets}}", ""},
    {"ack", "Subject:\n\n{{#requester}}{{name}}{{#tickets}}{{tag}}{{/tickets}}{{/requester}}", ""},
    {"ack", "Subject:\n\n{{#requester.tickets}}{{desk.name}}{{/requester.tickets}}", ""},
    {"ack", "Subject:\n\n{{tag}}", "ack.md:3: no data has the name \"tag\"\n"},
    {"ack", "Subject:\n\n{{#words}}{{.}}{{/words}}{{^banner}}{{words}}{{/banner}}", ""},
    {"ack", "Subject:\n\n{{^nothing}}x{{/nothing}}",
     "ack.md:3: no data has the name \"nothing\"\n"},
};

START_TEST(lint_tells)
{
	struct template_set *set;
	struct arena arena;
	struct buf told;

	arena_init(&arena);
	buf_init(&told);
	ck_assert_int_eq(template_set_open(NULL, &set, NULL), 0);
	ck_assert_int_eq(template_set_add(set, "en", lints[_i].name,
					  arena_printf(&arena, "%s.md", lints[_i].name),
					  lints[_i].source, NULL),
			 0);
	ck_assert_uint_eq(template_lint(set, collect, &told), lints[_i].told[0] != '\0');
	ck_assert_str_eq(told.data, lints[_i].told);
	template_set_close(set);
	buf_release(&told);
	arena_release(&arena);
}
END_TEST

START_TEST(values_are_set_and_found)
{
	struct arena arena;
	struct value *map;

	arena_init(&arena);
	map = value_map(&arena);
	value_set_text(&arena, map, "a", "1");
	value_set_text(&arena, map, "b", NULL);
	value_set_number(&arena, map, "c", -42);
	value_set_bool(&arena, map, "d", true);
	value_set_text(&arena, map, "a", "2");
	ck_assert_uint_eq(map->count, 4);
	ck_assert_str_eq(value_get(map, "a")->text, "2");
	ck_assert_int_eq(value_get(map, "b")->kind, VALUE_NULL);
	ck_assert_str_eq(value_get(map, "c")->text, "-42");
	ck_assert(value_get(map, "d")->truth);
	ck_assert_ptr_null(value_get(map, "e"));
	ck_assert_ptr_null(value_get(NULL, "a"));
	ck_assert_ptr_null(value_get(value_get(map, "a"), "x"));
	arena_release(&arena);
}
END_TEST

Suite *set_suite(void)
{
	Suite *suite = suite_create("templates");
	TCase *cases = tcase_create("templates");

	tcase_add_test(cases, languages_fall_back);
	tcase_add_test(cases, the_admins_files_go_first);
	tcase_add_loop_test(cases, bad_files_are_told, 0, COUNT(bad_files));
	tcase_add_test(cases, a_folder_that_is_not_there);
	tcase_add_test(cases, unknown_names);
	tcase_add_test(cases, names_are_sorted_and_single);
	tcase_add_test(cases, every_template_bears_empty_data);
	tcase_add_test(cases, the_built_in_ones_are_without_fault);
	tcase_add_loop_test(cases, lint_tells, 0, COUNT(lints));
	tcase_add_test(cases, values_are_set_and_found);
	suite_add_tcase(suite, cases);
	return suite;
}
