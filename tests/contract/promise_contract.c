/* The promise ledger: one is open on a ticket, and what became of the others is counted. */
#include <string.h>

#include "contract/bed.h"
#include "contract/suites.h"

static void save(struct bed *bed, int64_t ticket, const struct promise *promise)
{
	MUST(store_begin(bed->store, &bed_err));
	MUST(store_promise_save(bed->store, ticket, promise, &bed_err));
	MUST(store_commit(bed->store, &bed_err));
}

static void make(struct bed *bed, int64_t ticket, const char *kind, int64_t until_us)
{
	struct promise promise = {.kind = kind,
				  .by = "ann",
				  .made_us = 5,
				  .until_us = until_us,
				  .settled_us = TIME_NONE,
				  .delays = 1};

	save(bed, ticket, &promise);
}

static void end(struct bed *bed, int64_t ticket, enum promise_state state, int64_t at_us)
{
	const struct promise *open;
	struct promise settled;

	MUST(store_promise_load(bed->store, ticket, &bed->arena, &open, &bed_err));
	ck_assert_ptr_nonnull(open);
	settled = *open;
	settled.state = state;
	settled.settled_us = at_us;
	save(bed, ticket, &settled);
}

START_TEST(a_promise_is_open_until_it_is_settled)
{
	const struct promise *open;
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	bed_ticket(&bed, "joe@x.example", NULL);
	bed_ticket(&bed, "joe@x.example", NULL);
	MUST(store_commit(bed.store, &bed_err));
	make(&bed, 1, "eta", 70);
	make(&bed, 2, "handoff", 60);
	MUST(store_promise_load(bed.store, 1, &bed.arena, &open, &bed_err));
	ck_assert_str_eq(open->kind, "eta");
	ck_assert_str_eq(open->by, "ann");
	ck_assert_int_eq(open->made_us, 5);
	ck_assert_int_eq(open->until_us, 70);
	ck_assert_int_eq(open->settled_us, TIME_NONE);
	ck_assert_int_eq(open->delays, 1);
	ck_assert_int_eq(open->state, PROMISE_OPEN);
	end(&bed, 1, PROMISE_KEPT, 65);
	MUST(store_promise_load(bed.store, 1, &bed.arena, &open, &bed_err));
	ck_assert_ptr_null(open);
	MUST(store_promise_load(bed.store, 2, &bed.arena, &open, &bed_err));
	ck_assert_str_eq(open->kind, "handoff");
	bed_close(&bed);
}
END_TEST

START_TEST(promises_are_counted_by_when_they_were_settled)
{
	static const enum promise_state states[] = {PROMISE_KEPT, PROMISE_BROKEN, PROMISE_RENEWED,
						    PROMISE_KEPT, PROMISE_VOID};
	struct promise_counts counts;
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	bed_ticket(&bed, "joe@x.example", NULL);
	MUST(store_commit(bed.store, &bed_err));
	for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
		make(&bed, 1, "eta", 70);
		end(&bed, 1, states[i], 100 + (int64_t)i);
	}
	make(&bed, 1, "eta", 70);
	MUST(store_promise_count(bed.store, 0, 1000, &counts, &bed_err));
	ck_assert_int_eq(counts.kept, 2);
	ck_assert_int_eq(counts.broken, 1);
	ck_assert_int_eq(counts.renewed, 1);
	MUST(store_promise_count(bed.store, 101, 103, &counts, &bed_err));
	ck_assert_int_eq(counts.kept, 0);
	ck_assert_int_eq(counts.broken, 1);
	ck_assert_int_eq(counts.renewed, 1);
	bed_close(&bed);
}
END_TEST

Suite *promise_suite(void)
{
	Suite *suite = suite_create("promise");
	TCase *tests = tcase_create("promise");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, a_promise_is_open_until_it_is_settled, 0, bed_engines());
	tcase_add_loop_test(tests, promises_are_counted_by_when_they_were_settled, 0,
			    bed_engines());
	suite_add_tcase(suite, tests);
	return suite;
}
