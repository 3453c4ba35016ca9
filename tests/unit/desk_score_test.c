/* Answers to surveys in people's own words. */
#include <string.h>

#include "desk/score.h"
#include "unit/desk_suites.h"

static const struct {
	const char *text;
	int64_t score; /* 0: can't be read */
	const char *words;
} lone[] = {
    {"4", 4, ""},
    {"4 thanks, quick", 4, "thanks, quick"},
    {"4 great help", 4, "great help"},
    {"  5!", 5, ""},
    {"5 - very good", 5, "very good"},
    {"5 – very good", 5, "very good"},
    {"4/5", 4, ""},
    {"4 / 5 thanks", 4, "thanks"},
    {"4 out of 5", 4, ""},
    {"4 von 5, danke", 4, "danke"},
    {"4 sur 5", 4, ""},
    {"4/10", 0, NULL},
    {"4 out of 10", 0, NULL},
    {"10", 0, NULL},
    {"0", 0, NULL},
    {"6", 0, NULL},
    {"-1", 0, NULL},
    {"05", 0, NULL},
    {"4.5", 0, NULL},
    {"4,5", 0, NULL},
    {"4-5", 0, NULL},
    {"4 - 5", 0, NULL},
    {"4 or 5", 0, NULL},
    {"5%", 0, NULL},
    {"5 %", 0, NULL},
    {"5th call today", 0, NULL},
    {"5:30 is when I called", 0, NULL},
    {"5 days and nobody answered", 0, NULL},
    {"3 weeks", 0, NULL},
    {"2 Wochen warte ich", 0, NULL},
    {"3 fois", 0, NULL},
    {"5分钟", 0, NULL},
    {"5分", 5, ""},
    {"５", 5, ""},
    {"5️⃣", 5, ""},
    {"4) good", 4, "good"},
    {"four", 4, "four"},
    {"Four stars", 4, "Four stars"},
    {"*****", 5, ""},
    {"★★★☆☆", 3, ""},
    {"******", 0, NULL},
    {"great", 5, "great"},
    {"Great!", 5, "Great!"},
    {"Great, thanks a lot", 5, "Great, thanks a lot"},
    {"It was really great", 5, "It was really great"},
    {"It was not great", 0, NULL},
    {"Great that it took you three weeks", 0, NULL},
    {"I would have said great if it worked", 0, NULL},
    {"not bad", 0, NULL},
    {"bad", 2, "bad"},
    {"Bad. Nobody answered.", 2, "Bad. Nobody answered."},
    {"very bad", 1, "very bad"},
    {"terrible", 1, "terrible"},
    {"sehr gut", 5, "sehr gut"},
    {"Schlecht", 2, "Schlecht"},
    {"très bien, merci", 5, "très bien, merci"},
    {"muy mal", 1, "muy mal"},
    {"ottimo", 5, "ottimo"},
    {"uitstekend", 5, "uitstekend"},
    {"péssimo", 1, "péssimo"},
    {"bardzo dobrze", 5, "bardzo dobrze"},
    {"jättebra", 5, "jättebra"},
    {"meget dårlig", 1, "meget dårlig"},
    {"ОТЛИЧНО", 5, "ОТЛИЧНО"},
    {"erinomainen", 5, "erinomainen"},
    {"výborně", 5, "výborně"},
    {"ÇOK İYİ", 5, "ÇOK İYİ"},
    {"很好，谢谢", 5, "很好，谢谢"},
    {"最悪です。", 1, "最悪です。"},
    {"좋아요", 4, "좋아요"},
    {"Hello,\n4 thanks", 4, "thanks"},
    {"Dear Ann,\n\ngood", 4, "good"},
    {"Thank you for all.\n\n5\n\nCleo", 5, "Thank you for all.\n\n5\n\nCleo"},
    {"It went from\n5\nto\n1", 0, NULL},
    {"Score: 4", 4, ""},
    {"Bewertung: 2, zu langsam", 2, "zu langsam"},
    {"overall: 3", 3, ""},
    {"1) 5", 5, ""},
    {"2) 5", 0, NULL},
    {"", 0, NULL},
    {"Where is my printer?", 0, NULL},
    {"Order 4711 is still missing", 0, NULL},
};

START_TEST(lone_answers_are_read)
{
	const char *names[] = {"overall"};
	struct conf_strings questions = {names, 1};
	struct score score;
	struct stage stage;
	bool is_read;

	stage_open(&stage, NULL);
	is_read = score_read(&questions, lone[_i].text, &score, &stage.arena);
	ck_assert_msg(is_read == (lone[_i].score > 0), "\"%s\"", lone[_i].text);
	ck_assert_msg(score.score == lone[_i].score, "\"%s\": %d", lone[_i].text, (int)score.score);
	if (is_read)
		ck_assert_str_eq(score.words, lone[_i].words);
	stage_close(&stage);
}
END_TEST

static const struct {
	const char *text;
	int64_t first, second, third;
	const char *words; /* of the third */
} several[] = {
    {"1) 5 2) 3 3) too slow", 5, 3, 0, "too slow"},
    {"1) 5 2) 3 3) 4", 5, 3, 4, ""},
    {"1. 5\n2. 3\n3. great", 5, 3, 5, "great"},
    {"1: 5\n2: four\n3: 1 never again", 5, 4, 1, "never again"},
    {"1) 5, quick\n3) 2", 5, 0, 0, ""},
    {"5 3 4", 5, 3, 4, ""},
    {"5, 3, 4 thanks", 5, 3, 4, "thanks"},
    {"5 3 4 2", 0, 0, 0, ""},
    {"5 3 9", 0, 0, 0, ""},
    {"clarity: 2\nOVERALL: 4 good", 0, 2, 4, "good"},
    {"4 thanks", 0, 0, 4, "thanks"},
    {"Hello,\n1) 1 2) 1 3) 1", 1, 1, 1, ""},
    {"none of these", 0, 0, 0, ""},
};

START_TEST(several_answers_are_read)
{
	const char *names[] = {"response", "clarity", "overall"};
	struct conf_strings questions = {names, 3};
	struct score scores[3];
	struct stage stage;

	stage_open(&stage, NULL);
	score_read(&questions, several[_i].text, scores, &stage.arena);
	ck_assert_msg(scores[0].score == several[_i].first, "\"%s\"", several[_i].text);
	ck_assert_msg(scores[1].score == several[_i].second, "\"%s\"", several[_i].text);
	ck_assert_msg(scores[2].score == several[_i].third, "\"%s\"", several[_i].text);
	ck_assert_str_eq(scores[2].words, several[_i].words);
	stage_close(&stage);
}
END_TEST

static const struct {
	const char *text;
	bool is_stop, is_praise;
	const char *behind_anonymous; /* NULL: not anonymous */
} words[] = {
    {"STOP", true, false, NULL},
    {"Stop.", true, false, NULL},
    {"unsubscribe\n\n-- \nCleo", true, false, NULL},
    {"Abmelden", true, false, NULL},
    {"отписаться", true, false, NULL},
    {"退订", true, false, NULL},
    {"stop sending me wrong parts", false, false, NULL},
    {"Please don't stop", false, false, NULL},
    {"Yes, works, thank you!\nCleo", false, true, NULL},
    {"Ja, alles gut, vielen Dank", false, true, NULL},
    {"Thanks, but it is back", false, false, NULL},
    {"Yes, but does it work for all?", false, false, NULL},
    {"It does not work", false, false, NULL},
    {"", false, false, NULL},
    {"Cleo", false, false, NULL},
    {"anonymous 2 rude", false, false, "2 rude"},
    {"Anonym: 1", false, false, "1"},
    {"匿名 4", false, false, "4"},
    {"anonymously yours", false, false, "yours"},
    {"anonymous", false, false, ""},
    {"I want to stay anonymous", false, false, NULL},
};

START_TEST(other_words_are_read)
{
	struct stage stage;

	stage_open(&stage, NULL);
	ck_assert_msg(score_is_stop(words[_i].text, &stage.arena) == words[_i].is_stop, "\"%s\"",
		      words[_i].text);
	ck_assert_msg(score_is_praise(words[_i].text, "Cleo Clay", &stage.arena) ==
			  words[_i].is_praise,
		      "\"%s\"", words[_i].text);
	ck_assert_pstr_eq(score_behind_anonymous(words[_i].text, &stage.arena),
			  words[_i].behind_anonymous);
	stage_close(&stage);
}
END_TEST

Suite *desk_score_suite(void)
{
	Suite *suite = suite_create("score");
	TCase *tests = tcase_create("score");

	tcase_add_loop_test(tests, lone_answers_are_read, 0, sizeof lone / sizeof *lone);
	tcase_add_loop_test(tests, several_answers_are_read, 0, sizeof several / sizeof *several);
	tcase_add_loop_test(tests, other_words_are_read, 0, sizeof words / sizeof *words);
	suite_add_tcase(suite, tests);
	return suite;
}
