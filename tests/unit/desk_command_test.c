/* The grammar of commands, and the table that they stand in. */
#include <string.h>

#include "base/buf.h"
#include "desk/command.h"
#include "unit/desk_suites.h"

/* lines: each as WORD(ARGUMENTS), parted by blanks. */
static const struct {
	const char *what, *reply, *lines, *words, *doubtful;
} reads[] = {
    {"nothing", "", "", "", NULL},
    {"blanks", " \n\t\n", "", "", NULL},
    {"text alone", "Hello\n\nBye\n", "", "Hello\n\nBye\n", NULL},
    {"without a last line end", "Hello", "", "Hello\n", NULL},

    /* the block at the top */
    {"one", "#solved\n", "solved()", "", NULL},
    {"one and text", "#solved\nIt works.\n", "solved()", "It works.\n", NULL},
    {"blank lines around", "\n#take\n\n#solved\n\nIt works.\n", "take() solved()", "It works.\n",
     NULL},
    {"indented", "  #solved\n\t#take\nx\n", "solved() take()", "x\n", NULL},
    {"hard blanks around", "\xc2\xa0#solved\xc2\xa0\n\xc2\xa0\nx\n", "solved()", "x\n", NULL},
    {"zero-width before", "\xef\xbb\xbf\xe2\x80\x8b#solved\nx\n", "solved()", "x\n", NULL},
    {"unknown words are commands there", "#winter\nx\n", "winter()", "x\n", NULL},
    {"upper case", "#SOLVED\n", "SOLVED()", "", NULL},

    /* arguments */
    {"arguments", "#assign  mia \n", "assign(mia)", "", NULL},
    {"colon", "#assign: mia\n", "assign(mia)", "", NULL},
    {"hard blank before", "#assign\xc2\xa0mia\n", "assign(mia)", "", NULL},
    {"several words", "#assign Mia Moor\n", "assign(Mia Moor)", "", NULL},
    {"a full stop", "#solved.\n", "solved(.)", "", NULL},
    {"signs in words", "#needs-info_2 x\n", "needs-info_2(x)", "", NULL},

    /* the block at the end */
    {"after a blank line", "Hello\n\n#solved\n", "solved()", "Hello\n", NULL},
    {"several", "Hello\n\n#take\n#solved\n\n", "take() solved()", "Hello\n", NULL},
    {"blank lines between", "Hello\n\n#take\n\n#solved\n", "take() solved()", "Hello\n", NULL},
    {"top and end", "#take\nHello\n\n#solved\n", "take() solved()", "Hello\n", NULL},
    {"unknown after a blank line", "Hello\n\n#winter\n", "winter()", "Hello\n", NULL},
    {"known right below the text", "Hello\n#solved\n", "solved()", "Hello\n", NULL},
    {"known right below, and more", "Hello\n#take\n\n#solved\n", "take() solved()", "Hello\n",
     NULL},
    {"unknown right below the text", "Hello\n#winter\n", "winter()", "Hello\n", NULL},
    {"unknown below, known after", "Hello\n#winter\n\n#solved\n", "winter() solved()", "Hello\n",
     NULL},
    {"two letters off right below the text", "Hello\n#slvd\n", "slvd()", "Hello\n", NULL},
    {"escaped right below the text", "Hello\n##winter\n", "", "Hello\n#winter\n", NULL},

    /* what is no command */
    {"number", "#1 is broken\n", "", "#1 is broken\n", NULL},
    {"heading", "# Heading\nx\n", "", "# Heading\nx\n", NULL},
    {"hash alone", "#\n", "", "#\n", NULL},
    {"hash in a line", "See #solved there\n", "", "See #solved there\n", NULL},
    {"escaped", "##solved\n", "", "#solved\n", NULL},
    {"escaped in the middle", "x\n##solved\ny\n", "", "x\n#solved\ny\n", NULL},
    {"escaped at the end", "x\n\n##solved\n", "", "x\n\n#solved\n", NULL},
    {"escaped loses one sign", "### x\n", "", "## x\n", NULL},
    {"hash tag in the middle", "x\n#winter sale\ny\n", "", "x\n#winter sale\ny\n", NULL},

    /* what may be one: nothing of the mail is carried out */
    {"blank after the hash", "# solved\nx\n", "", "# solved\nx\n", "# solved"},
    {"hash at the end", "solved#\nx\n", "", "solved#\nx\n", "solved#"},
    {"dash", "#-solved\nx\n", "", "#-solved\nx\n", "#-solved"},
    {"full-width hash", "\xef\xbc\x83solved\nx\n", "", "\xef\xbc\x83solved\nx\n",
     "\xef\xbc\x83solved"},
    {"one letter off", "# solvd\nx\n", "", "# solvd\nx\n", "# solvd"},
    {"in the last line", "x\n\n# solved\n", "", "x\n\n# solved\n", "# solved"},
    {"known in the middle", "x\n#solved\ny\n", "", "x\n#solved\ny\n", "#solved"},
    {"known in the middle with arguments", "x\n#assign mia\ny\n", "", "x\n#assign mia\ny\n",
     "#assign mia"},
    {"nearly known in the middle", "x\n\n#solvd\n\ny\n", "", "x\n\n#solvd\n\ny\n", "#solvd"},
    {"indented in the middle", "x\n   #solved\ny\n", "", "x\n   #solved\ny\n", "#solved"},
    {"nearly known right below the text", "x\n#solvd\n", "solvd()", "x\n", NULL},
    {"known above unknown at the end", "x\n#solved\n#winter\n", "solved() winter()", "x\n", NULL},
    {"long lines are text", "# solved, as I said in my mail of last week\nx\n", "",
     "# solved, as I said in my mail of last week\nx\n", NULL},

    /* words stay as they were written */
    {"indent kept", "#take\n\n  code\n    more\n", "take()", "  code\n    more\n", NULL},
    {"blank lines kept", "a\n\n\n b\n", "", "a\n\n\n b\n", NULL},
};

static const char *lines_of(const struct command_text *text, struct arena *arena)
{
	const char *lines = "";

	for (size_t i = 0; i < text->count; i++)
		lines = arena_printf(arena, "%s%s%s(%s)", lines, *lines ? " " : "",
				     text->lines[i].word, text->lines[i].arguments);
	return lines;
}

START_TEST(replies_are_read)
{
	struct command_text text;
	struct arena arena;

	arena_init(&arena);
	text = command_read(reads[_i].reply, &arena);
	ck_assert_msg(strcmp(lines_of(&text, &arena), reads[_i].lines) == 0, "%s: lines %s",
		      reads[_i].what, lines_of(&text, &arena));
	ck_assert_msg(strcmp(text.words, reads[_i].words) == 0, "%s: words %s", reads[_i].what,
		      text.words);
	ck_assert_msg((text.doubtful != NULL) == (reads[_i].doubtful != NULL) &&
			  (!text.doubtful || strcmp(text.doubtful, reads[_i].doubtful) == 0),
		      "%s: doubtful %s", reads[_i].what, text.doubtful ? text.doubtful : "-");
	arena_release(&arena);
}
END_TEST

/* No line of a reply that was taken shows a customer the name of a command. */
START_TEST(no_command_is_left_in_the_words)
{
	static const char *const pieces[] = {"#solved\n", "\n", "text\n", "#winter\n", "#note x\n"};
	struct arena arena;

	arena_init(&arena);
	for (int n = 0; n < 5 * 5 * 5 * 5 * 5; n++) {
		struct command_text text;
		const char *reply = "";

		for (int i = 0, rest = n; i < 5; i++, rest /= 5)
			reply = arena_printf(&arena, "%s%s", reply, pieces[rest % 5]);
		text = command_read(reply, &arena);
		ck_assert_msg(text.doubtful ||
				  (!strstr(text.words, "#solved") && !strstr(text.words, "#note")),
			      "%s", reply);
		arena_reset(&arena);
	}
	arena_release(&arena);
}
END_TEST

START_TEST(large_replies_are_read)
{
	enum { LINES = 20000 };
	struct command_text text;
	struct arena arena;
	struct buf reply;

	arena_init(&arena);
	buf_init(&reply);
	for (int i = 0; i < LINES; i++)
		buf_adds(&reply, "#winter\n");
	buf_adds(&reply, "x\n");
	for (int i = 0; i < LINES; i++)
		buf_adds(&reply, "\n#winter\n");
	text = command_read(reply.data, &arena);
	ck_assert_uint_eq(text.count, 2 * LINES);
	ck_assert_str_eq(text.words, "x\n");
	buf_release(&reply);
	arena_release(&arena);
}
END_TEST

/* ---- the table ---- */

static const struct {
	const char *word, *name;
} finds[] = {
    {"solved", "solved"},     {"SOLVED", "solved"}, {"solve", "solved"}, {"done", "solved"},
    {"resolved", "resolved"}, {"close", "closed"},  {"reopen", "open"},  {"internal", "note"},
    {"so", "solved"},         {"sol", "solved"},    {"s", NULL},         {"st", "status"},
    {"as", "assign"},         {"t", NULL},          {"ta", NULL},        {"no", "note"},
    {"pend", "pending"},      {"", NULL},           {"solvedx", NULL},   {"int", NULL},
    {"winter", NULL},
};

START_TEST(commands_are_found)
{
	const struct command *command = command_find(finds[_i].word);

	ck_assert_pstr_eq(command ? command->name : NULL, finds[_i].name);
}
END_TEST

static const struct {
	const char *word, *name;
} suggests[] = {
    {"solvd", "solved"},
    {"sovled", "solved"},
    {"clsoe", "closed"},
    {"nite", "note"},
    {"asign", "assign"},
    {"pendign", "pending"},
    {"winter", NULL},
    {"", NULL},
    {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", NULL},
};

START_TEST(commands_are_suggested)
{
	ck_assert_pstr_eq(command_suggest(suggests[_i].word), suggests[_i].name);
}
END_TEST

START_TEST(the_table_is_in_order)
{
	for (const struct command *command = command_table; command->name; command++) {
		ck_assert(command == command_table || strcmp(command[-1].name, command->name) < 0);
		ck_assert_ptr_nonnull(command->run);
		ck_assert(*command->help);
		for (const char *const *alias = command->aliases; alias && *alias; alias++)
			ck_assert_ptr_eq(command_find(*alias), command);
	}
}
END_TEST

Suite *desk_command_suite(void)
{
	Suite *suite = suite_create("command");
	TCase *tests = tcase_create("command");

	tcase_add_loop_test(tests, replies_are_read, 0, COUNT(reads));
	tcase_add_test(tests, no_command_is_left_in_the_words);
	tcase_add_test(tests, large_replies_are_read);
	tcase_add_loop_test(tests, commands_are_found, 0, COUNT(finds));
	tcase_add_loop_test(tests, commands_are_suggested, 0, COUNT(suggests));
	tcase_add_test(tests, the_table_is_in_order);
	suite_add_tcase(suite, tests);
	return suite;
}
