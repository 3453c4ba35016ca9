/* The ladder's pure parts: facts in a text, words of customers, ids in lists. */
#include <string.h>

#include "desk/case_facts.h"
#include "desk/signal.h"
#include "desk/tier.h"
#include "unit/desk_suites.h"

/* found: NAME=VALUE, parted by `|`, a line end within a value by `/`. */
static const struct {
	const char *text, *found, *rest;
} texts[] = {
    {"", "", ""},
    {"summary: a\ntried: b\nimpact: c\n", "summary=a|tried=b|impact=c", ""},
    {"Summary:a\nTRIED :  b \n", "summary=a|tried=b", ""},
    {"- summary: a\n* tried: b\n> impact: c\n", "summary=a|tried=b|impact=c", ""},
    {"**summary:** a\n__tried__: b\n", "summary=a|tried=b", ""},
    {"summary: a\nmore of it\ntried: b\n", "summary=a/more of it|tried=b", ""},
    {"tried: a\n\nb\nimpact: c\n\nDear Cleo,\n", "tried=a//b|impact=c", "Dear Cleo,"},
    {"tried:\n- a\n- b\n\nHello\n", "tried=- a/- b", "Hello"},
    {"Hello\n\nsummary: a\n", "summary=a", "Hello"},
    {"summary:\ntried: b\nimpact:   \n", "tried=b", ""},
    {"in summary: a\nsummaries: b\nsummary b\n", "", "in summary: a\nsummaries: b\nsummary b"},
    {"> summary: a\n> more\n> tried: b\n", "summary=a/ more|tried=b", ""},
    {"summary: a\nsummary: b\n", "summary=a|summary=b", ""},
    {"invoice: 5\n", "", "invoice: 5"},
};

static const char *written(const struct case_facts *facts, struct arena *arena)
{
	char *text = arena_strdup(arena, "");

	for (size_t i = 0; i < facts->count; i++)
		text = arena_printf(arena, "%s%s%s=%s", text, i ? "|" : "", facts->items[i].name,
				    facts->items[i].value);
	for (char *at = text; *at; at++)
		if (*at == '\n')
			*at = '/';
	return text;
}

START_TEST(facts_are_read)
{
	static const char *items[] = {"summary", "tried", "impact"};
	const struct conf_strings names = {.items = items, .count = 3};
	struct case_facts facts;
	struct arena arena;

	arena_init(&arena);
	facts = case_facts_read(texts[_i].text, &names, &arena);
	ck_assert_str_eq(written(&facts, &arena), texts[_i].found);
	ck_assert_str_eq(facts.rest, texts[_i].rest);
	arena_release(&arena);
}
END_TEST

static const struct {
	const char *text, *name;
} words[] = {
    {"", NULL},
    {"I would like to speak to a manager.", "manager"},
    {"SPEAK TO\nYOUR   MANAGER", "manager"},
    {"Our manager, he speaks to a lot of people.", NULL},
    {"Ich will mit Ihrem Vorgesetzten reden.", "manager"},
    {"Die GESCHÄFTSFÜHRUNG soll das wissen", "manager"},
    {"Je veux parler à un responsable !", "manager"},
    {"My lawyer will write to you.", "legal"},
    {"Das gebe ich meinem Anwalt.", "legal"},
    {"Der Anwaltsverein tagt.", NULL},
    {"This is unacceptable!", "anger"},
    {"That is acceptable, not unacceptably late.", NULL},
    {"Eine Unverschämtheit ist das", "anger"},
    {"please CANCEL my Plan now", "phrase"},
    {"please cancel my plans", NULL},
    {"The lawsuits of others", NULL},
};

START_TEST(words_are_found)
{
	static const char *signals[] = {"manager", "legal", "anger"};
	static const char *phrases[] = {"Cancel my plan"};
	const struct conf_escalation conf = {.signals = {.items = signals, .count = 3},
					     .phrases = {.items = phrases, .count = 1}};
	const char *phrase, *name;
	struct arena arena;

	arena_init(&arena);
	name = signal_find(&conf, words[_i].text, &arena, &phrase);
	if (words[_i].name)
		ck_assert_str_eq(name, words[_i].name);
	else
		ck_assert_msg(!name, "found \"%s\" in \"%s\"", phrase, words[_i].text);
	arena_release(&arena);
}
END_TEST

START_TEST(only_what_the_conf_names_is_looked_for)
{
	static const char *signals[] = {"legal"};
	const struct conf_escalation none = {0};
	const struct conf_escalation legal = {.signals = {.items = signals, .count = 1}};
	const char *phrase;
	struct arena arena;

	arena_init(&arena);
	ck_assert_ptr_null(signal_find(&none, "my lawyer, unacceptable", &arena, &phrase));
	ck_assert_ptr_null(signal_find(&legal, "this is unacceptable", &arena, &phrase));
	ck_assert_str_eq(signal_find(&legal, "unacceptable, my lawyer", &arena, &phrase), "legal");
	ck_assert_str_eq(phrase, "my lawyer");
	arena_release(&arena);
}
END_TEST

START_TEST(ids_are_found_whole)
{
	struct arena arena;

	arena_init(&arena);
	ck_assert(!id_list_has(NULL, "bo"));
	ck_assert(!id_list_has("bob,ben", "bo"));
	ck_assert(id_list_has("bob,ben", "ben"));
	ck_assert(id_list_has("bob", "bob"));
	ck_assert_str_eq(id_list_add(&arena, NULL, "bob"), "bob");
	ck_assert_str_eq(id_list_add(&arena, "", "bob"), "bob");
	ck_assert_str_eq(id_list_add(&arena, "bob", "ben"), "bob,ben");
	arena_release(&arena);
}
END_TEST

Suite *desk_ladder_suite(void)
{
	Suite *suite = suite_create("ladder");
	TCase *tcase = tcase_create("ladder");

	tcase_add_loop_test(tcase, facts_are_read, 0, COUNT(texts));
	tcase_add_loop_test(tcase, words_are_found, 0, COUNT(words));
	tcase_add_test(tcase, only_what_the_conf_names_is_looked_for);
	tcase_add_test(tcase, ids_are_found_whole);
	suite_add_tcase(suite, tcase);
	return suite;
}
