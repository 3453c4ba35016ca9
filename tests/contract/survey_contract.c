/* Surveys, their answers, and who wants no more of them. */
#include "contract/bed.h"
#include "contract/suites.h"
#include "store/store_private.h"

static const struct survey *one_survey(struct bed *bed, const struct ticket *ticket)
{
	struct survey *survey = ARENA_NEW(&bed->arena, struct survey);

	*survey = (struct survey){.kind = SURVEY_SCORES,
				  .name = "csat",
				  .ticket = ticket->number,
				  .contact = ticket->requester.id,
				  .sent_us = 5,
				  .first_us = TIME_NONE};
	MUST(store_survey_insert(bed->store, survey, &bed_err));
	return survey;
}

static void check_answers(struct bed *bed, const char *sql, int64_t wanted)
{
	int64_t got;

	ck_assert_int_eq(db_query_int(bed->store->db, &got, sql, DB_NO_ARGS, &bed_err), 1);
	ck_assert_int_eq(got, wanted);
}

START_TEST(surveys_are_kept)
{
	struct survey changed, loaded, *list;
	const struct survey *survey;
	struct ticket *ticket;
	struct bed bed;
	int64_t last_us;
	size_t count;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	ticket = bed_ticket(&bed, "joe@client.example", NULL);
	survey = one_survey(&bed, ticket);
	MUST(store_survey_load(bed.store, survey->id, &bed.arena, &loaded, &bed_err));
	ck_assert_str_eq(loaded.name, "csat");
	ck_assert_int_eq(loaded.kind, SURVEY_SCORES);
	ck_assert_int_eq(loaded.ticket, ticket->number);
	ck_assert_int_eq(loaded.first_us, TIME_NONE);
	changed = loaded;
	changed.first_us = 9;
	changed.is_thanked = true;
	MUST(store_survey_update(bed.store, &changed, &bed_err));
	MUST(store_surveys_of_ticket(bed.store, ticket->number, &bed.arena, &list, &count,
				     &bed_err));
	ck_assert_uint_eq(count, 1);
	ck_assert_int_eq(list[0].first_us, 9);
	ck_assert(list[0].is_thanked);
	MUST(store_survey_last(bed.store, ticket->requester.id, SURVEY_SCORES, &last_us, &bed_err));
	ck_assert_int_eq(last_us, 5);
	MUST(store_survey_last(bed.store, ticket->requester.id, SURVEY_PULSE, &last_us, &bed_err));
	ck_assert_int_eq(last_us, TIME_NONE);
	MUST(store_survey_load(bed.store, 4711, &bed.arena, &loaded, &bed_err));
	ck_assert_int_eq(loaded.id, 0);
	MUST(store_commit(bed.store, &bed_err));
	bed_close(&bed);
}
END_TEST

START_TEST(the_last_answer_counts)
{
	struct answer_change answer = {.question = "overall", .words = "", .is_current = true};
	struct bed bed;
	bool is_spent;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	answer.survey = one_survey(&bed, bed_ticket(&bed, "joe@client.example", NULL));
	answer.score = 4;
	MUST(store_answer_insert(bed.store, &answer, 10, &bed_err));
	answer.score = 2;
	MUST(store_answer_insert(bed.store, &answer, 20, &bed_err));
	answer.score = 1;
	answer.is_current = false;
	MUST(store_answer_insert(bed.store, &answer, 30, &bed_err));
	check_answers(&bed, "SELECT score FROM answer WHERE is_current = 1", 2);
	check_answers(&bed, "SELECT COUNT(*) FROM answer", 3);
	answer.is_current = answer.is_anonymous = true;
	answer.score = 5;
	MUST(store_answer_insert(bed.store, &answer, 40, &bed_err));
	check_answers(&bed, "SELECT COUNT(*) FROM answer WHERE survey IS NULL AND at_us IS NULL",
		      1);
	check_answers(&bed, "SELECT COUNT(*) FROM answer WHERE is_current = 1", 2);
	MUST(store_survey_is_spent(bed.store, "mark", &is_spent, &bed_err));
	ck_assert(!is_spent);
	for (int i = 0; i < 2; i++)
		MUST(store_survey_spend(bed.store, "mark", &bed_err));
	MUST(store_survey_is_spent(bed.store, "mark", &is_spent, &bed_err));
	ck_assert(is_spent);
	MUST(store_commit(bed.store, &bed_err));
	bed_close(&bed);
}
END_TEST

START_TEST(opting_out_holds_for_the_kind)
{
	struct bed bed;
	bool is_known;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	bed_ticket(&bed, "joe@client.example", NULL);
	for (int i = 0; i < 2; i++)
		MUST(store_optout_add(bed.store, "Joe@Client.Example", "surveys", 7, &bed_err));
	MUST(store_optout_knows(bed.store, "joe@client.example", "surveys", &is_known, &bed_err));
	ck_assert(is_known);
	MUST(store_optout_knows(bed.store, "joe@client.example", "praise", &is_known, &bed_err));
	ck_assert(!is_known);
	MUST(store_optout_knows(bed.store, "jim@client.example", "surveys", &is_known, &bed_err));
	ck_assert(!is_known);
	MUST(store_commit(bed.store, &bed_err));
	bed_close(&bed);
}
END_TEST

START_TEST(agents_are_thanked)
{
	struct journal_row row = {.at_us = 50, .event = "praise", .by = "customer", .to = "ann"};
	struct answer_change answer = {
	    .question = "overall", .score = 5, .words = "quick", .is_current = true};
	struct conf_strings agents;
	struct praise *praises;
	struct ticket *ticket;
	struct bed bed;
	size_t count;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	ticket = bed_ticket(&bed, "joe@client.example", "ann");
	row.ticket = ticket;
	MUST(store_journal_insert(bed.store, &row, &bed_err));
	row.event = "recovery";
	row.by = "mia";
	row.arguments = "what=done";
	MUST(store_journal_insert(bed.store, &row, &bed_err));
	row.event = "owner";
	row.to = "bob";
	MUST(store_journal_insert(bed.store, &row, &bed_err));
	answer.survey = one_survey(&bed, ticket);
	MUST(store_answer_insert(bed.store, &answer, 60, &bed_err));
	MUST(store_praises(bed.store, 40, &bed.arena, &praises, &count, &bed_err));
	ck_assert_uint_eq(count, 2);
	ck_assert_str_eq(praises[0].agent, "ann");
	ck_assert_int_eq(praises[0].thanks, 1);
	ck_assert_int_eq(praises[0].good, 1);
	ck_assert_int_eq(praises[0].streak, 1);
	ck_assert_str_eq(praises[0].quotes.items[0], "quick");
	ck_assert_str_eq(praises[1].agent, "mia");
	ck_assert_int_eq(praises[1].saves, 1);
	MUST(store_praises(bed.store, 70, &bed.arena, &praises, &count, &bed_err));
	ck_assert_uint_eq(count, 1);
	ck_assert_int_eq(praises[0].good, 0);
	ck_assert_int_eq(praises[0].streak, 1);
	MUST(store_ticket_agents(bed.store, ticket->number, &bed.arena, &agents, &bed_err));
	ck_assert_uint_eq(agents.count, 1);
	ck_assert_str_eq(agents.items[0], "bob");
	MUST(store_commit(bed.store, &bed_err));
	bed_close(&bed);
}
END_TEST

Suite *survey_suite(void)
{
	Suite *suite = suite_create("survey");
	TCase *tests = tcase_create("survey");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, surveys_are_kept, 0, bed_engines());
	tcase_add_loop_test(tests, the_last_answer_counts, 0, bed_engines());
	tcase_add_loop_test(tests, opting_out_holds_for_the_kind, 0, bed_engines());
	tcase_add_loop_test(tests, agents_are_thanked, 0, bed_engines());
	suite_add_tcase(suite, tests);
	return suite;
}
