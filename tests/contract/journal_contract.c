/* The journal, and what is due when. */
#include <stdio.h>
#include <string.h>

#include "contract/bed.h"
#include "contract/suites.h"

struct seen {
	char text[4096];
	int rows, end_after;
};

static int see(void *context, const struct journal_row *row, int64_t ticket)
{
	struct seen *seen = context;
	size_t len = strlen(seen->text);

	snprintf(seen->text + len, sizeof seen->text - len, "%lld %lld %s %s %s %s>%s %s\n",
		 (long long)ticket, (long long)row->at_us, row->event, row->by,
		 row->rule ? row->rule : "-", row->from ? row->from : "-", row->to ? row->to : "-",
		 row->arguments ? row->arguments : "-");
	return ++seen->rows == seen->end_after;
}

START_TEST(journal_is_read_in_order)
{
	struct ticket *one, *two;
	struct seen all = {0}, of_two = {0}, cut = {.end_after = 2};
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	one = bed_ticket(&bed, "joe@x.example", NULL);
	two = bed_ticket(&bed, "joe@x.example", NULL);
	MUST(store_journal_insert(
	    bed.store,
	    &(struct journal_row){two, 9, "status", "ann", "token", "new", "open", "a=1 b=2", NULL},
	    &bed_err));
	MUST(store_journal_insert(
	    bed.store,
	    &(struct journal_row){one, 8, "created", "intake", NULL, NULL, NULL, NULL, NULL},
	    &bed_err));
	MUST(store_journal_insert(
	    bed.store,
	    &(struct journal_row){NULL, 7, "quarantined", "intake", "", "", "", "", NULL},
	    &bed_err));
	MUST(store_journal_insert(
	    bed.store,
	    &(struct journal_row){two, 6, "owner", "clock", NULL, NULL, "ann", NULL, NULL},
	    &bed_err));
	MUST(store_commit(bed.store, &bed_err));
	MUST(store_journal(bed.store, 0, see, &all, &bed_err));
	ck_assert_str_eq(all.text, "2 9 status ann token new>open a=1 b=2\n"
				   "1 8 created intake - ->- -\n"
				   "0 7 quarantined intake  > \n"
				   "2 6 owner clock - ->ann -\n");
	MUST(store_journal(bed.store, 2, see, &of_two, &bed_err));
	ck_assert_str_eq(of_two.text, "2 9 status ann token new>open a=1 b=2\n"
				      "2 6 owner clock - ->ann -\n");
	MUST(store_journal(bed.store, 0, see, &cut, &bed_err));
	ck_assert_int_eq(cut.rows, 2);
	bed_close(&bed);
}
END_TEST

struct count {
	struct store *store; /* asked again from within */
	int64_t rows, last_us;
};

static int count_row(void *context, const struct journal_row *row, int64_t ticket)
{
	struct count *count = context;
	int64_t tickets;

	(void)ticket;
	ck_assert_int_gt(row->at_us, count->last_us);
	count->last_us = row->at_us;
	count->rows++;
	MUST(store_ticket_count(count->store, &tickets, &bed_err));
	return 0;
}

START_TEST(a_long_journal_comes_in_pages)
{
	struct ticket *ticket;
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	ticket = bed_ticket(&bed, "joe@x.example", NULL);
	for (int i = 1; i <= 1000; i++)
		MUST(
		    store_journal_insert(bed.store,
					 &(struct journal_row){i % 2 ? ticket : NULL, i, "note",
							       "ann", NULL, NULL, NULL, NULL, NULL},
					 &bed_err));
	MUST(store_commit(bed.store, &bed_err));
	for (int64_t number = 0; number <= 1; number++) {
		struct count count = {.store = bed.store};

		MUST(store_journal(bed.store, number, count_row, &count, &bed_err));
		ck_assert_int_eq(count.rows, number ? 500 : 1000);
	}
	bed_close(&bed);
}
END_TEST

static void check_due(struct bed *bed, int64_t now_us, size_t max, const char *wanted,
		      int64_t next_us)
{
	struct deadline *due;
	char got[256] = "";
	int64_t next;
	size_t count, len = 0;

	MUST(store_deadlines_due(bed->store, now_us, max, &bed->arena, &due, &count, &bed_err));
	for (size_t i = 0; i < count; i++)
		len += (size_t)snprintf(got + len, sizeof got - len, "%lld:%lld:%s:%s ",
					(long long)due[i].due_us, (long long)due[i].ticket,
					due[i].kind, due[i].data ? due[i].data : "-");
	ck_assert_str_eq(got, wanted);
	MUST(store_deadline_next(bed->store, &next, &bed_err));
	ck_assert_int_eq(next, next_us);
}

START_TEST(deadlines_by_moment_and_ticket)
{
	struct bed bed;

	bed_open(&bed, _i);
	check_due(&bed, INT64_MAX, 10, "", TIME_NONE);
	MUST(store_begin(bed.store, &bed_err));
	bed_ticket(&bed, "joe@x.example", NULL);
	bed_ticket(&bed, "joe@x.example", NULL);
	MUST(store_deadline_set(bed.store, 2, "close", 50, "x", &bed_err));
	MUST(store_deadline_set(bed.store, 2, "warn", 50, NULL, &bed_err));
	MUST(store_deadline_set(bed.store, 1, "warn", 50, NULL, &bed_err));
	MUST(store_deadline_set(bed.store, 1, "close", 90, NULL, &bed_err));
	MUST(store_commit(bed.store, &bed_err));
	check_due(&bed, 49, 10, "", 50);
	check_due(&bed, 50, 10, "50:1:warn:- 50:2:close:x 50:2:warn:- ", 50);
	check_due(&bed, 90, 2, "50:1:warn:- 50:2:close:x ", 50);

	MUST(store_begin(bed.store, &bed_err));
	MUST(store_deadline_set(bed.store, 2, "close", 20, "y", &bed_err));
	MUST(store_deadline_set(bed.store, 1, "warn", TIME_NONE, NULL, &bed_err));
	MUST(store_deadline_set(bed.store, 1, "never", TIME_NONE, NULL, &bed_err));
	MUST(store_commit(bed.store, &bed_err));
	check_due(&bed, 100, 10, "20:2:close:y 50:2:warn:- 90:1:close:- ", 20);
	bed_close(&bed);
}
END_TEST

/* A kind that a ticket has, too, is another one. Those of the desk come first. */
START_TEST(the_desk_has_deadlines_of_its_own)
{
	struct deadline *timers;
	struct bed bed;
	size_t count;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	bed_ticket(&bed, "joe@x.example", NULL);
	MUST(store_deadline_set(bed.store, 1, "digest:ann", 50, NULL, &bed_err));
	MUST(store_deadline_set(bed.store, 0, "digest:bob", 60, NULL, &bed_err));
	MUST(store_deadline_set(bed.store, 0, "digest:ann", 40, "x", &bed_err));
	MUST(store_deadline_set(bed.store, 0, "digest:ann", 50, "y", &bed_err));
	MUST(store_commit(bed.store, &bed_err));
	check_due(&bed, 50, 10, "50:0:digest:ann:y 50:1:digest:ann:- ", 50);
	MUST(store_timers(bed.store, &bed.arena, &timers, &count, &bed_err));
	ck_assert_uint_eq(count, 2);
	ck_assert_str_eq(timers[0].kind, "digest:ann");
	ck_assert_str_eq(timers[1].kind, "digest:bob");
	MUST(store_begin(bed.store, &bed_err));
	MUST(store_deadline_set(bed.store, 0, "digest:ann", TIME_NONE, NULL, &bed_err));
	MUST(store_commit(bed.store, &bed_err));
	check_due(&bed, 60, 10, "50:1:digest:ann:- 60:0:digest:bob:- ", 50);
	bed_close(&bed);
}
END_TEST

START_TEST(a_deadline_that_was_moved_is_another)
{
	struct deadline *due;
	struct bed bed;
	size_t count;
	bool holds;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	bed_ticket(&bed, "joe@x.example", NULL);
	MUST(store_deadline_set(bed.store, 1, "close", 50, NULL, &bed_err));
	MUST(store_commit(bed.store, &bed_err));
	MUST(store_deadlines_due(bed.store, 50, 9, &bed.arena, &due, &count, &bed_err));
	MUST(store_deadline_holds(bed.store, due, &holds, &bed_err));
	ck_assert(holds);
	for (int i = 0; i < 2; i++) {
		MUST(store_begin(bed.store, &bed_err));
		MUST(store_deadline_set(bed.store, 1, "close", i ? TIME_NONE : 60, NULL, &bed_err));
		MUST(store_commit(bed.store, &bed_err));
		MUST(store_deadline_holds(bed.store, due, &holds, &bed_err));
		ck_assert(!holds);
	}
	bed_close(&bed);
}
END_TEST

Suite *journal_suite(void)
{
	Suite *suite = suite_create("journal");
	TCase *tests = tcase_create("journal");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, journal_is_read_in_order, 0, bed_engines());
	tcase_add_loop_test(tests, a_long_journal_comes_in_pages, 0, bed_engines());
	tcase_add_loop_test(tests, deadlines_by_moment_and_ticket, 0, bed_engines());
	tcase_add_loop_test(tests, the_desk_has_deadlines_of_its_own, 0, bed_engines());
	tcase_add_loop_test(tests, a_deadline_that_was_moved_is_another, 0, bed_engines());
	suite_add_tcase(suite, tests);
	return suite;
}
