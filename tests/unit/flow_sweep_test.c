/* What is due: in its order, once, and one that fails holds up no other. */
#include <inttypes.h>
#include <string.h>

#include "unit/flow_help.h"

static const char closing[] = "closing = { solved = '1h'; };";

/* Tickets 1, 2 and 3, solved. */
static void open_solved(struct stage *stage)
{
	struct arrival arrivals[3];

	stage_open(stage, closing);
	for (uint32_t i = 0; i < 3; i++)
		arrivals[i] = stage_letter(stage, i + 1);
	ck_assert_int_eq(stage_take(stage, arrivals, 3), 0);
}

static void set_solved(struct stage *stage, int64_t number, int64_t due_us)
{
	struct store *store = stage->flow.store;
	struct ticket *before, after;

	ck_assert_int_eq(store_begin(store, &stage->err), 0);
	ck_assert_int_eq(store_ticket_load(store, number, &stage->arena, &before, &stage->err), 0);
	after = *before;
	after.status = STATUS_SOLVED;
	ck_assert_int_eq(store_ticket_update(store, before, &after, stage->now_us, &stage->err), 0);
	ck_assert_int_eq(store_deadline_set(store, number, "close", due_us, NULL, &stage->err), 0);
	ck_assert_int_eq(store_commit(store, &stage->err), 0);
}

static size_t sweep(struct stage *stage, size_t max)
{
	size_t done;

	stage->err = (struct err){0};
	ck_assert_msg(sweep_due(&stage->flow, stage->now_us, max, &done, &stage->err) == 0, "%s",
		      stage->err.text);
	return done;
}

/* The tickets in the order in which they were closed. */
static const char *closed(struct stage *stage)
{
	const char *rows = stage_journal(stage), *all = "";

	for (; *rows; rows += strcspn(rows, "\n"), rows += *rows == '\n')
		if (strstr(arena_strndup(&stage->arena, rows, strcspn(rows, "\n")), "to=closed"))
			all = arena_printf(&stage->arena, "%s%.*s ", all, (int)strcspn(rows, " "),
					   rows);
	return all;
}

START_TEST(by_moment_then_by_ticket)
{
	struct stage stage;

	open_solved(&stage);
	set_solved(&stage, 1, STAGE_NOW_US + 2);
	set_solved(&stage, 3, STAGE_NOW_US + 1);
	set_solved(&stage, 2, STAGE_NOW_US + 2);
	ck_assert_uint_eq(sweep(&stage, 9), 0);
	stage.now_us += 1;
	ck_assert_uint_eq(sweep(&stage, 9), 1);
	ck_assert_str_eq(closed(&stage), "3 ");
	stage.now_us += 1;
	ck_assert_uint_eq(sweep(&stage, 1), 1);
	ck_assert_uint_eq(sweep(&stage, 1), 1);
	ck_assert_uint_eq(sweep(&stage, 1), 0);
	ck_assert_str_eq(closed(&stage), "3 1 2 ");
	stage_close(&stage);
}
END_TEST

START_TEST(what_fails_for_now_stays_due)
{
	size_t done;
	struct stage stage;

	open_solved(&stage);
	set_solved(&stage, 1, STAGE_NOW_US);
	set_solved(&stage, 2, STAGE_NOW_US);
	stage_fault(&stage, DB_CALL_COMMIT, 1, false, ERR_TEMPORARY);
	ck_assert_int_eq(sweep_due(&stage.flow, stage.now_us, 9, &done, &stage.err), -1);
	ck_assert_uint_eq(done, 0);
	ck_assert_str_eq(closed(&stage), "");
	ck_assert_uint_eq(sweep(&stage, 9), 2);
	ck_assert_str_eq(closed(&stage), "1 2 ");
	stage_close(&stage);
}
END_TEST

/* Three that are due; the first `times` writes fail. */
static void sweep_with_faults(struct stage *stage, unsigned int times)
{
	struct db_fault fault = {.call = DB_CALL_WRITE,
				 .nth = 1,
				 .times = times,
				 .code = ERR_SYSTEM,
				 .text = "it failed on demand"};

	open_solved(stage);
	for (int64_t number = 1; number <= 3; number++)
		set_solved(stage, number, STAGE_NOW_US);
	store_script(stage->flow.store, &fault);
	ck_assert_uint_eq(sweep(stage, 9), 3);
}

/* They are worked off in one commit; where that fails, each by itself. */
START_TEST(what_fails_together_is_done_singly)
{
	struct stage stage;

	sweep_with_faults(&stage, 1);
	ck_assert_str_eq(closed(&stage), "1 2 3 ");
	stage_close(&stage);
}
END_TEST

/* One that fails alone as well is put off by an hour; those behind it are worked off. */
START_TEST(what_fails_for_good_is_put_off)
{
	struct stage stage;

	sweep_with_faults(&stage, 2);
	ck_assert_str_eq(closed(&stage), "2 3 ");
	ck_assert_uint_eq(sweep(&stage, 9), 0);
	stage.now_us += HOUR_US;
	ck_assert_uint_eq(sweep(&stage, 9), 1);
	ck_assert_str_eq(closed(&stage), "2 3 1 ");
	stage_close(&stage);
}
END_TEST

START_TEST(alerts_reach_the_admin)
{
	struct stage stage;

	stage_open(&stage, NULL);
	ck_assert_int_eq(
	    alert_admin(&stage.flow, 0, "Mailbox", "It is full.", stage.now_us, &stage.err), 0);
	ck_assert_str_eq(stage_outbox(&stage), "alert to admin@acme.example queued 0\n");
	stage_close(&stage);
}
END_TEST

Suite *flow_sweep_suite(void)
{
	Suite *suite = suite_create("sweep");
	TCase *tests = tcase_create("sweep");

	tcase_add_test(tests, by_moment_then_by_ticket);
	tcase_add_test(tests, what_fails_for_now_stays_due);
	tcase_add_test(tests, what_fails_together_is_done_singly);
	tcase_add_test(tests, what_fails_for_good_is_put_off);
	tcase_add_test(tests, alerts_reach_the_admin);
	suite_add_tcase(suite, tests);
	return suite;
}
