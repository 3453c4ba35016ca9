/* Words and phrases, whole and without case. */
#include "base/words.h"
#include "unit/base_suites.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

static const struct {
	const char *text, *phrase;
	bool is_there;
} words[] = {
    {"My INVOICE is wrong", "invoice", true},
    {"invoice", "invoice", true},
    {"I was invoiced", "invoice", false},
    {"reinvoice it", "invoice", false},
    {"(invoice)", "invoice", true},
    {"invoice, please", "invoice", true},
    {"invoice2", "invoice", false},
    {"re-invoice", "invoice", true},
    {"invoices and an invoice", "invoice", true},
    {"invoices", "invoic*", true},
    {"reinvoices", "invoic*", false},
    {"money\n  back", "money back", true},
    {"money\u00a0back", "money back", true},
    {"moneyback", "money back", false},
    {"I can\u2019t", "can't", true},
    {"ÜBERWEISUNG", "Überweisung", true},
    {"das Überweisungsformular", "Überweisung", false},
    {"Счёт-фактура", "счёт", true},
    {"Счёта", "счёт", false},
    {"办公室网络故障请帮忙", "网络故障", true},
    {"ネットワークに接続できません", "接続", true},
    {"환불을 원합니다", "환불", true},
    {"naïve", "nai", false},
    {"nai\u0308ve", "nai", false},
    {"", "invoice", false},
    {"anything", "", false},
    {"anything", "*", false},
};

START_TEST(words_are_whole)
{
	struct arena arena;

	arena_init(&arena);
	ck_assert_msg(words_has(words_fold(words[_i].text, &arena),
				words_fold(words[_i].phrase, &arena)) == words[_i].is_there,
		      "\"%s\" in \"%s\"", words[_i].phrase, words[_i].text);
	arena_release(&arena);
}
END_TEST

START_TEST(first_of_a_list)
{
	static const char *const phrases[] = {"refund", "money back", NULL};

	ck_assert_str_eq(words_find("i want my money back", phrases), "money back");
	ck_assert_ptr_null(words_find("i want my money", phrases));
}
END_TEST

Suite *words_suite(void)
{
	Suite *suite = suite_create("words");
	TCase *cases = tcase_create("words");

	tcase_add_loop_test(cases, words_are_whole, 0, COUNT(words));
	tcase_add_test(cases, first_of_a_list);
	suite_add_tcase(suite, cases);
	return suite;
}
