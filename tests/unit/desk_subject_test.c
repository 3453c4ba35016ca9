/* Subjects: tags, `Re:` and its kin, what is left, what is made. */
#include <string.h>

#include "desk/subject.h"
#include "unit/desk_suites.h"

#define TOKEN "abcdefghijklmnopqrstuvwxyz"

static const struct {
	const char *subject;
	int64_t ticket;
	const char *bare; /* the token in the tag */
} tags[] = {
    {"[ACME-1] Printer", 1, NULL},
    {"Re: [ACME-123] Printer", 123, NULL},
    {"[acme-7]", 7, NULL},
    {"Printer [AcMe-7] again", 7, NULL},
    {"[ACME-0042] x", 42, NULL},
    {"[ACME-3] and [ACME-4]", 3, NULL},
    {"[OTHER-3] and [ACME-4]", 4, NULL},
    {"[ACME-] [ACME-x] [ACME 5] ACME-6 [ACME-7", 0, NULL},
    {"[[ACME-8]]", 8, NULL},
    {"[ACME-0]", 0, NULL},
    {"[ACME--1]", 0, NULL},
    {"[ACME-1 ]", 0, NULL},
    {"[ACME-1x]", 0, NULL},
    {"[ACMES-1]", 0, NULL},
    {"[XACME-1]", 0, NULL},
    {"[ACME-999999999999999999]", 999999999999999999, NULL},
    {"[ACME-9999999999999999999]", 0, NULL},
    {"[ACME-18446744073709551617]", 0, NULL},
    {"[ACME-1 " TOKEN "] Printer", 1, TOKEN},
    {"Re: [ACME-12 short]", 12, "short"},
    {"[ACME-12 two words]", 0, NULL},
    {"[ACME-12  " TOKEN "]", 0, NULL},
    {"", 0, NULL},
    {"[", 0, NULL},
    {"[ACME-", 0, NULL},
    {"no tag", 0, NULL},
};

START_TEST(tags_are_found)
{
	const char *bare;
	struct stage stage;

	stage_open(&stage, NULL);
	ck_assert_int_eq(subject_ticket(stage.conf, tags[_i].subject, &stage.arena, &bare),
			 tags[_i].ticket);
	ck_assert_pstr_eq(bare, tags[_i].bare);
	stage_close(&stage);
}
END_TEST

static const struct {
	const char *subject, *bare;
} bares[] = {
    {"Printer", "Printer"},
    {"Re: Printer", "Printer"},
    {"RE:Printer", "Printer"},
    {"re : Printer", "Printer"},
    {"Re\xc2\xa0: Printer", "Printer"}, /* French mail programs: a hard blank before the colon */
    {"Re: Re: RE: Printer", "Printer"},
    {"Re[2]: Printer", "Printer"},
    {"Re(3): Printer", "Printer"},
    {"AW: WG: Printer", "WG: Printer"},
    {"Antw: AW: SV: VS: RIF: R: Odp: YNT: BLS: RES: Printer", "Printer"},
    {"Antwort: Printer", "Printer"},
    {"回复: 答复： 回覆: 返信: 답장: Printer", "Printer"},
    {"Ответ: Printer", "Printer"},
    {"ΑΠ: Printer", "Printer"},
    {"Vá: ATB: Printer", "Printer"},
    {"תשובה: رد: Printer", "Printer"},
    {"[ACME-1] Printer", "Printer"},
    {"Re: [ACME-1] Re: [ACME-1] Printer", "Printer"},
    {"[ACME-1] Re: Printer [ACME-1]", "Printer"},
    {"[ACME-1 " TOKEN "] Printer", "Printer"},
    {"Printer [OTHER-1] [ACME] [JIRA-77]", "Printer [OTHER-1] [ACME] [JIRA-77]"},
    {"Ready: steady", "Ready: steady"},
    {"Recipe: soup", "Recipe: soup"},
    {"Rest: soup", "Rest: soup"},
    {"R2: unit", "R2: unit"},
    {"Printer, Re: invoice", "Printer, Re: invoice"},
    {"  two   blanks  ", "two blanks"},
    {"Re:", ""},
    {"[ACME-1]", ""},
    {"", ""},
    {"Re[", "Re["},
    {"Fwd: Printer", "Fwd: Printer"},
};

START_TEST(tags_and_answers_are_cut)
{
	struct stage stage;

	stage_open(&stage, NULL);
	ck_assert_str_eq(subject_bare(stage.conf, bares[_i].subject, &stage.arena), bares[_i].bare);
	stage_close(&stage);
}
END_TEST

static const struct {
	const char *subject;
	bool is_answer;
	const char *made;
} made[] = {
    {"Printer", false, "[ACME-1] Printer"},
    {"Printer", true, "Re: [ACME-1] Printer"},
    {"Re: Printer", false, "[ACME-1] Printer"},
    {"Re: Printer", true, "Re: [ACME-1] Printer"},
    {"AW: [ACME-1] Printer", true, "Re: [ACME-1] Printer"},
    {"Re: [ACME-9] Printer", true, "Re: [ACME-1] Printer"},
    {"[ACME-1 " TOKEN "] Printer", true, "Re: [ACME-1] Printer"},
    {"[OTHER-9] Printer", true, "Re: [ACME-1] [OTHER-9] Printer"},
    {"", true, "Re: [ACME-1]"},
    {"", false, "[ACME-1]"},
};

START_TEST(subjects_are_made_once)
{
	const char *once, *twice;
	struct stage stage;

	stage_open(&stage, NULL);
	once = subject_of_mail(stage.conf, 1, made[_i].subject, made[_i].is_answer, &stage.arena);
	twice = subject_of_mail(stage.conf, 1, once, made[_i].is_answer, &stage.arena);
	ck_assert_str_eq(once, made[_i].made);
	ck_assert_str_eq(twice, once);
	ck_assert_str_eq(subject_tag(stage.conf, 1, &stage.arena), "[ACME-1]");
	stage_close(&stage);
}
END_TEST

static const struct {
	const char *subject;
	bool is_forward;
} forwards[] = {
    {"Fwd: Printer", true},          {"FW: Printer", true},       {"Re: Fwd: Printer", true},
    {"[ACME-1] Fwd: Printer", true}, {"WG: Printer", true},       {"TR : Printer", true},
    {"RV: Printer", true},           {"I: Printer", true},        {"ENC: Printer", true},
    {"PD: Printer", true},           {"Doorst: Printer", true},   {"VB: Printer", true},
    {"VL: Printer", true},           {"转发: Printer", true},     {"転送： Printer", true},
    {"전달: Printer", true},         {"Fwd Printer", false},      {"Re: Printer", false},
    {"Printer Fwd: x", false},       {"Trouble: Printer", false}, {"", false},
};

START_TEST(forwards_are_known)
{
	struct stage stage;

	stage_open(&stage, NULL);
	ck_assert_int_eq(subject_is_forward(stage.conf, forwards[_i].subject, &stage.arena),
			 forwards[_i].is_forward);
	stage_close(&stage);
}
END_TEST

START_TEST(long_subjects_are_taken)
{
	enum { LONG = 10 * 1024 };
	char long_subject[LONG + 1], brackets[LONG + 1];
	const char *bare;
	struct stage stage;

	stage_open(&stage, NULL);
	memset(long_subject, 'x', LONG);
	memset(brackets, '[', LONG);
	memcpy(long_subject + LONG - 9, " [ACME-5]", 9);
	long_subject[LONG] = brackets[LONG] = '\0';
	ck_assert_int_eq(subject_ticket(stage.conf, long_subject, &stage.arena, &bare), 5);
	ck_assert_uint_eq(strlen(subject_bare(stage.conf, long_subject, &stage.arena)), LONG - 9);
	ck_assert_int_eq(subject_ticket(stage.conf, brackets, &stage.arena, &bare), 0);
	ck_assert_str_eq(subject_bare(stage.conf, brackets, &stage.arena), brackets);
	for (size_t i = 0; i + 4 <= LONG; i += 4)
		memcpy(long_subject + i, "Re: ", 4);
	ck_assert_str_eq(subject_bare(stage.conf, long_subject, &stage.arena), "");
	stage_close(&stage);
}
END_TEST

Suite *desk_subject_suite(void)
{
	Suite *suite = suite_create("subject");
	TCase *tests = tcase_create("subject");

	tcase_add_loop_test(tests, tags_are_found, 0, COUNT(tags));
	tcase_add_loop_test(tests, tags_and_answers_are_cut, 0, COUNT(bares));
	tcase_add_loop_test(tests, subjects_are_made_once, 0, COUNT(made));
	tcase_add_loop_test(tests, forwards_are_known, 0, COUNT(forwards));
	tcase_add_test(tests, long_subjects_are_taken);
	suite_add_tcase(suite, tests);
	return suite;
}
