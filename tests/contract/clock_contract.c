/* What the clocks go by, and mails that are held. */
#include <string.h>

#include "contract/bed.h"
#include "contract/suites.h"

static void rebase(struct bed *bed, const char *basis, int64_t due_us)
{
	MUST(store_begin(bed->store, &bed_err));
	MUST(store_clocks_rebase(bed->store, basis, "clock", due_us, &bed_err));
	MUST(store_commit(bed->store, &bed_err));
}

static void add_ticket(struct bed *bed, enum ticket_status status)
{
	struct ticket *ticket, after;

	MUST(store_begin(bed->store, &bed_err));
	ticket = bed_ticket(bed, "joe@x.example", NULL);
	after = *ticket;
	after.status = status;
	MUST(store_ticket_update(bed->store, ticket, &after, 10, &bed_err));
	MUST(store_commit(bed->store, &bed_err));
}

START_TEST(a_new_basis_is_a_deadline_a_live_ticket)
{
	struct deadline *due;
	const char *basis;
	struct bed bed;
	size_t count;

	bed_open(&bed, _i);
	MUST(store_clocks_basis(bed.store, &bed.arena, &basis, &bed_err));
	ck_assert_ptr_null(basis);
	add_ticket(&bed, STATUS_OPEN);
	add_ticket(&bed, STATUS_SOLVED);
	add_ticket(&bed, STATUS_PENDING);
	add_ticket(&bed, STATUS_CLOSED);
	rebase(&bed, "one", 100);
	rebase(&bed, "two", 50);
	MUST(store_clocks_basis(bed.store, &bed.arena, &basis, &bed_err));
	ck_assert_str_eq(basis, "two");
	MUST(store_deadlines_due(bed.store, 50, 10, &bed.arena, &due, &count, &bed_err));
	ck_assert_uint_eq(count, 2);
	ck_assert_int_eq(due[0].ticket, 1);
	ck_assert_int_eq(due[1].ticket, 3);
	ck_assert_str_eq(due[1].kind, "clock");
	bed_close(&bed);
}
END_TEST

static size_t leased(struct bed *bed, int64_t now_us)
{
	struct delivery *items;
	size_t count;

	MUST(store_outbox_lease(bed->store, NULL, "post-1", now_us, 100, 10, &bed->arena, &items,
				&count, &bed_err));
	return count;
}

static int64_t unhold(struct bed *bed, bool is_dropped, int64_t now_us)
{
	int64_t count;

	MUST(store_begin(bed->store, &bed_err));
	MUST(store_outbox_unhold(bed->store, is_dropped, now_us, &count, &bed_err));
	MUST(store_commit(bed->store, &bed_err));
	return count;
}

START_TEST(what_is_held_waits_for_a_word)
{
	static const char *const joe[] = {"joe@x.example"};
	struct outbox_row mail = bed_mail(joe, 1);
	struct bed bed;

	bed_open(&bed, _i);
	bed_send(&bed, mail);
	mail.is_held = true;
	bed_send(&bed, mail);
	ck_assert_uint_eq(leased(&bed, 1000000), 1);
	ck_assert_uint_eq(leased(&bed, 1000001), 0);
	ck_assert_int_eq(unhold(&bed, false, 2000000), 1);
	ck_assert_uint_eq(leased(&bed, 2000000), 1 + 1); /* the first one's lease is over too */
	bed_send(&bed, mail);
	ck_assert_int_eq(unhold(&bed, true, 2000000), 1);
	ck_assert_int_eq(unhold(&bed, false, 2000000), 0);
	ck_assert_uint_eq(leased(&bed, 2000001), 0);
	bed_close(&bed);
}
END_TEST

Suite *clock_suite(void)
{
	Suite *suite = suite_create("clock");
	TCase *tests = tcase_create("clock");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, a_new_basis_is_a_deadline_a_live_ticket, 0, bed_engines());
	tcase_add_loop_test(tests, what_is_held_waits_for_a_word, 0, bed_engines());
	suite_add_tcase(suite, tests);
	return suite;
}
