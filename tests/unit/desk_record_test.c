/* How decisions are written down, and who gets a ticket. */
#include <string.h>

#include "desk/assign.h"
#include "desk/record.h"
#include "unit/desk_suites.h"

static void open_record(struct stage *stage, struct record *record, const char *conf)
{
	stage_open(stage, conf);
	*record = (struct record){.conf = stage->conf,
				  .facts = &stage->facts,
				  .event = &stage->event,
				  .now_us = STAGE_NOW_US,
				  .arena = &stage->arena,
				  .changes = ARENA_NEW(&stage->arena, struct changes)};
	record->changes->arena = &stage->arena;
}

/* One key with that value. */
static const struct {
	const char *value, *written;
} values[] = {
    {"plain", "k=plain"},
    {"", "k=\"\""},
    {"two words", "k=\"two words\""},
    {"a\"b", "k=\"a\\\"b\""},
    {"back\\slash", "k=\"back\\\\slash\""},
    {"tab\there", "k=\"tab here\""},
    {"line\nhere", "k=\"line here\""},
    {"a=b", "k=a=b"},
    {"\xc3\xa4", "k=\xc3\xa4"},
};

START_TEST(values_are_quoted)
{
	struct record record;
	struct stage stage;

	open_record(&stage, &record, NULL);
	record_journal(&record, NULL, "e", "ann", NULL, NULL, NULL, "k", values[_i].value, NULL);
	ck_assert_str_eq(record.changes->journal[0].arguments, values[_i].written);
	stage_close(&stage);
}
END_TEST

START_TEST(arguments_are_in_order)
{
	struct record record;
	struct stage stage;

	open_record(&stage, &record, NULL);
	record_journal(&record, NULL, "e", "ann", "r", "f", "t", "b", "2", "c", NULL, "a", "1",
		       "ab", "x", NULL);
	record_journal(&record, NULL, "e", "ann", NULL, NULL, NULL, "a", NULL, NULL);
	record_journal(&record, NULL, "e", "ann", NULL, NULL, NULL, NULL);
	ck_assert_str_eq(stage_journal(&stage, record.changes),
			 "e by=ann rule=r from=f to=t a=1 ab=x b=2\ne by=ann\ne by=ann\n");
	stage_close(&stage);
}
END_TEST

START_TEST(a_loaded_ticket_is_copied_once)
{
	struct ticket *before, *after;
	struct record record;
	struct stage stage;

	open_record(&stage, &record, NULL);
	before = stage_ticket(&stage, 1, STATUS_OPEN);
	after = record_ticket(&record, before);
	ck_assert_ptr_ne(after, before);
	ck_assert_ptr_eq(record_ticket(&record, before), after);
	record_journal(&record, after, "e", "ann", NULL, NULL, NULL, NULL);
	ck_assert_int_eq(after->changed_us, STAGE_NOW_US);
	ck_assert_int_eq(before->changed_us, STAGE_NOW_US - DAY_US);
	ck_assert_uint_eq(record.changes->ticket_count, 1);
	stage_close(&stage);
}
END_TEST

START_TEST(statuses_move_deadlines)
{
	struct ticket *ticket;
	struct record record;
	struct stage stage;

	open_record(&stage, &record, "closing = { solved = '7d'; };");
	ticket = record_ticket(&record, stage_ticket(&stage, 1, STATUS_OPEN));
	record_status(&record, ticket, STATUS_OPEN, "ann", NULL);
	ck_assert_uint_eq(record.changes->journal_count, 0);
	record_status(&record, ticket, STATUS_SOLVED, "ann", NULL);
	ck_assert_int_eq(ticket->status_us, STAGE_NOW_US);
	ck_assert_uint_eq(record.changes->deadline_count, 1);
	ck_assert_int_eq(record.changes->deadlines[0].due_us, STAGE_NOW_US + 7 * DAY_US);
	record_status(&record, ticket, STATUS_OPEN, "customer", "x");
	ck_assert_uint_eq(record.changes->deadline_count, 1);
	ck_assert_int_eq(record.changes->deadlines[0].due_us, TIME_NONE);
	ck_assert_str_eq(stage_journal(&stage, record.changes),
			 "status by=ann from=open to=solved\n"
			 "status by=customer rule=x from=solved to=open\n");
	stage_close(&stage);
}
END_TEST

START_TEST(owners_are_written_when_they_change)
{
	struct ticket *ticket;
	struct record record;
	struct stage stage;

	open_record(&stage, &record, NULL);
	ticket = record_ticket(&record, stage_ticket(&stage, 1, STATUS_OPEN));
	record_owner(&record, ticket, "ann", "mia", NULL);
	record_owner(&record, ticket, "mia", "mia", "load");
	record_owner(&record, ticket, NULL, "mia", NULL);
	record_owner(&record, ticket, NULL, "mia", NULL);
	ck_assert_str_eq(stage_journal(&stage, record.changes),
			 "owner by=mia rule=load from=ann to=mia\nowner by=mia from=mia\n");
	stage_close(&stage);
}
END_TEST

START_TEST(cut_words_stay_whole)
{
	struct mail_change *mail;
	struct record record;
	struct stage stage;

	open_record(&stage, &record, NULL);
	mail = record_mail(&record, NULL, AUDIENCE_AGENT, "transcript", "a@b", NULL, "intake");
	record_line(&record, mail, "#x", "\"\xe4\xb8\" is cut");
	ck_assert_str_eq(mail->lines[0].result, "\"\xef\xbf\xbd\xef\xbf\xbd\" is cut");
	stage_close(&stage);
}
END_TEST

START_TEST(agents_are_never_suppressed)
{
	struct record record;
	struct stage stage;

	open_record(&stage, &record, NULL);
	record_suppression(&record, NULL, "ANN@acme.example", "5.1.1", "intake", "bounce", "5.1.1");
	ck_assert_uint_eq(record.changes->suppression_count, 0);
	record_suppression(&record, NULL, "x@y.example", "5.1.1", "intake", "bounce", "5.1.1");
	ck_assert_uint_eq(record.changes->suppression_count, 1);
	stage_close(&stage);
}
END_TEST

START_TEST(each_admin_is_told)
{
	struct record record;
	struct stage stage;

	open_record(&stage, &record,
		    "desk = { name = 'Acme'; domain = 'acme.example'; tag = 'ACME'; secret = "
		    "'0123456789abcdef0123456789abcdef'; language = 'en'; timezone = 'Etc/UTC';"
		    " admin = ['a@acme.example', 'b@acme.example']; };");
	record_admin_mail(&record, NULL, "alert", "Subject", "text", "intake");
	ck_assert_str_eq(stage_mails(&stage, record.changes),
			 "alert to a@acme.example\nalert to b@acme.example\n");
	ck_assert_str_eq(stage_pair(&record.changes->mails[1], "alert.text"), "text");
	stage_close(&stage);
}
END_TEST

/* ---- who gets a ticket ---- */

static const char three[] =
    "teams = ({ name = 'support'; agents = ['ann', 'bea', 'cat']; manager = 'mia'; },"
    "         { name = 'empty'; agents = []; manager = 'mia'; },"
    "         { name = 'alone'; agents = ['ann']; });"
    "agents = ({ id = 'ann'; name = 'Ann Ash'; email = 'ann@acme.example'; },"
    "          { id = 'bea'; name = 'Bea Birch'; email = 'bea@acme.example';"
    "            addresses = ['bea@home.example']; },"
    "          { id = 'cat'; name = 'Ann Cole'; email = 'cat@acme.example'; },"
    "          { id = 'mia'; name = 'Mia Moor'; email = 'mia@acme.example'; });";

#define FREE TIME_NONE

static const struct {
	const char *what;
	struct agent_load loads[4];
	size_t count;
	const char *team, *agent, *rule;
} choices[] = {
    {"nobody has any: the order of the conf", {{0}}, 0, "support", "ann", "load"},
    {"the least",
     {{"ann", 3, 1, FREE}, {"bea", 1, 9, FREE}, {"cat", 2, 1, FREE}},
     3,
     "support",
     "bea",
     "load"},
    {"who has none at all",
     {{"ann", 1, 1, FREE}, {"bea", 1, 2, FREE}},
     2,
     "support",
     "cat",
     "load"},
    {"the longest since the last",
     {{"ann", 1, 9, FREE}, {"bea", 1, 3, FREE}, {"cat", 1, 5, FREE}},
     3,
     "support",
     "bea",
     "load"},
    {"never before anybody",
     {{"ann", 0, 9, FREE}, {"bea", 0, 3, FREE}},
     2,
     "support",
     "cat",
     "load"},
    {"equal: the order of the conf",
     {{"ann", 1, 3, FREE}, {"bea", 1, 3, FREE}, {"cat", 1, 3, FREE}},
     3,
     "support",
     "ann",
     "load"},
    {"away", {{"ann", 0, FREE, STAGE_NOW_US + 1}}, 1, "support", "bea", "load"},
    {"away until now", {{"ann", 0, FREE, STAGE_NOW_US}}, 1, "support", "ann", "load"},
    {"away until they are back",
     {{"ann", 0, FREE, INT64_MAX}, {"bea", 9, 9, FREE}},
     2,
     "support",
     "cat",
     "load"},
    {"all away: the manager",
     {{"ann", 0, FREE, INT64_MAX}, {"bea", 0, FREE, INT64_MAX}, {"cat", 0, FREE, INT64_MAX}},
     3,
     "support",
     "mia",
     "manager"},
    {"nobody in the team", {{0}}, 0, "empty", "mia", "manager"},
    {"nobody at all", {{"ann", 0, FREE, INT64_MAX}}, 1, "alone", NULL, "manager"},
    {"loads of others do not count",
     {{"mia", 99, 1, FREE}, {"zoe", 5, 1, FREE}},
     2,
     "support",
     "ann",
     "load"},
};

START_TEST(tickets_are_given)
{
	struct facts facts = {.load_count = choices[_i].count};
	struct agent_load loads[4];
	struct stage stage;
	const char *rule;
	size_t chosen;

	stage_open(&stage, three);
	memcpy(loads, choices[_i].loads, sizeof loads);
	facts.loads = loads;
	chosen = assign_choose(stage.conf, &facts, conf_team_by_name(stage.conf, choices[_i].team),
			       STAGE_NOW_US, &rule);
	ck_assert_msg(chosen == (choices[_i].agent ? conf_agent_by_id(stage.conf, choices[_i].agent)
						   : CONF_NO_INDEX),
		      "%s", choices[_i].what);
	ck_assert_str_eq(rule, choices[_i].rule);
	stage_close(&stage);
}
END_TEST

static const struct {
	const char *who, *agent;
} finds[] = {
    {"ann", "ann"},
    {"ANN", "ann"},
    {"bea@home.example", "bea"},
    {"BEA@acme.example", "bea"},
    {"Bea Birch", "bea"},
    {"bea birch", "bea"},
    {"Mia", "mia"},
    {"Ann Cole", "cat"},
    {"Ann Ash", "ann"},
    {"Birch", NULL},
    {"Be", NULL},
    {"", NULL},
    {" ", NULL},
    {"x@y.example", NULL},
    {"Mi", NULL},
};

START_TEST(agents_are_found)
{
	struct stage stage;

	stage_open(&stage, three);
	ck_assert_uint_eq(assign_find_agent(stage.conf, finds[_i].who),
			  finds[_i].agent ? conf_agent_by_id(stage.conf, finds[_i].agent)
					  : CONF_NO_INDEX);
	stage_close(&stage);
}
END_TEST

Suite *desk_record_suite(void)
{
	Suite *suite = suite_create("record");
	TCase *tests = tcase_create("record");

	tcase_add_loop_test(tests, values_are_quoted, 0, COUNT(values));
	tcase_add_test(tests, arguments_are_in_order);
	tcase_add_test(tests, a_loaded_ticket_is_copied_once);
	tcase_add_test(tests, statuses_move_deadlines);
	tcase_add_test(tests, owners_are_written_when_they_change);
	tcase_add_test(tests, cut_words_stay_whole);
	tcase_add_test(tests, agents_are_never_suppressed);
	tcase_add_test(tests, each_admin_is_told);
	tcase_add_loop_test(tests, tickets_are_given, 0, COUNT(choices));
	tcase_add_loop_test(tests, agents_are_found, 0, COUNT(finds));
	suite_add_tcase(suite, tests);
	return suite;
}
