/* Deliveries: leased, settled, tried again, bounced. */
#include <stdio.h>
#include <string.h>

#include "contract/bed.h"
#include "contract/suites.h"

static const char *const joe[] = {"joe@x.example"};

struct leased {
	struct delivery *items;
	size_t count;
};

static struct leased lease(struct bed *bed, const char *relay, int64_t now_us, size_t max)
{
	struct leased leased;

	MUST(store_outbox_lease(bed->store, relay, "post-1", now_us, 100, max, &bed->arena,
				&leased.items, &leased.count, &bed_err));
	return leased;
}

static int settle(struct bed *bed, const struct delivery *delivery, enum delivery_state state,
		  int64_t next_us)
{
	int result;

	MUST(store_begin(bed->store, &bed_err));
	result =
	    store_delivery_settle(bed->store, delivery, state, 5000, next_us, "250 ok", &bed_err);
	if (result == 0)
		MUST(store_commit(bed->store, &bed_err));
	else
		store_rollback(bed->store);
	return result;
}

static void check_next(struct bed *bed, int64_t wanted_us)
{
	int64_t due_us;

	MUST(store_outbox_next(bed->store, &due_us, &bed_err));
	ck_assert_int_eq(due_us, wanted_us);
}

/* The outbox rows of what was leased, in its order. */
static void check_leased(struct leased leased, const char *wanted)
{
	char got[512] = "";
	size_t len = 0;

	for (size_t i = 0; i < leased.count; i++)
		len += (size_t)snprintf(got + len, sizeof got - len, "%lld ",
					(long long)leased.items[i].outbox);
	ck_assert_str_eq(got, wanted);
}

static void send_one(struct bed *bed, const char *relay, int64_t priority, int64_t not_before_us)
{
	struct outbox_row row = bed_mail(joe, 1);

	row.relay = relay;
	row.priority = priority;
	row.not_before_us = not_before_us;
	bed_send(bed, row);
}

START_TEST(the_urgent_go_first)
{
	struct bed bed;

	bed_open(&bed, _i);
	check_next(&bed, TIME_NONE);
	check_leased(lease(&bed, NULL, 1000, 10), "");
	send_one(&bed, "main", 1, TIME_NONE);  /* 1 */
	send_one(&bed, "main", 0, TIME_NONE);  /* 2 */
	send_one(&bed, "other", 0, TIME_NONE); /* 3 */
	send_one(&bed, "main", 0, 3000);       /* 4: held back */
	send_one(&bed, "main", 0, 500);        /* 5: not_before is over */
	check_next(&bed, 1000);
	check_leased(lease(&bed, "main", 1000, 1), "2 ");
	check_leased(lease(&bed, "main", 1000, 10), "5 1 ");
	check_leased(lease(&bed, "main", 1000, 10), "");
	check_leased(lease(&bed, "none", 1000, 10), "");
	check_leased(lease(&bed, NULL, 1000, 10), "3 ");
	check_next(&bed, 1100); /* the leases' end */
	check_leased(lease(&bed, NULL, 1099, 10), "");
	check_leased(lease(&bed, NULL, 3000, 10), "2 3 4 5 1 ");
	bed_close(&bed);
}
END_TEST

START_TEST(a_lease_brings_the_whole_mail)
{
	static const char *const both[] = {"joe@x.example", "eve@x.example"};
	struct outbox_row row = bed_mail(both, 2);
	struct leased leased;
	char text[32];
	struct bed bed;

	bed_open(&bed, _i);
	row.text = text;
	for (int i = 1; i <= 40; i++) {
		snprintf(text, sizeof text, "text %d", i);
		row.priority = i % 3;
		row.html = i % 2 ? NULL : "<p>";
		bed_send(&bed, row);
	}
	leased = lease(&bed, "main", 1000, 75);
	ck_assert_uint_eq(leased.count, 75);
	for (size_t i = 0; i < leased.count; i++) {
		const struct delivery *one = &leased.items[i];

		snprintf(text, sizeof text, "text %d", (int)one->outbox);
		ck_assert_str_eq(one->mail.text, text);
		ck_assert_int_eq(one->mail.id, one->outbox);
		ck_assert_int_eq(one->mail.priority, one->outbox % 3);
		ck_assert(!one->mail.html == (one->outbox % 2 == 1));
		ck_assert_str_eq(one->mail.head, "Subject: x\r\n");
		ck_assert_int_eq(one->attempts, 0);
		ck_assert_int_eq(one->created_us, 1000);
		ck_assert(!one->is_again);
		ck_assert(i == 0 || one->mail.priority >= one[-1].mail.priority);
		ck_assert(strcmp(one->recipient, both[0]) == 0 ||
			  strcmp(one->recipient, both[1]) == 0);
	}
	bed_close(&bed);
}
END_TEST

START_TEST(settled_is_settled)
{
	struct leased leased;
	struct bed bed;

	bed_open(&bed, _i);
	for (int i = 0; i < 3; i++)
		send_one(&bed, "main", 0, TIME_NONE);
	leased = lease(&bed, "main", 1000, 10);
	ck_assert_uint_eq(leased.count, 3);
	MUST(settle(&bed, &leased.items[0], DELIVERY_SENT, TIME_NONE));
	MUST(settle(&bed, &leased.items[1], DELIVERY_FAILED, TIME_NONE));
	MUST(settle(&bed, &leased.items[2], DELIVERY_QUEUED, 9000));
	MUST_FAIL(settle(&bed, &leased.items[0], DELIVERY_SENT, TIME_NONE), ERR_NOT_FOUND);
	check_next(&bed, 9000);
	check_leased(lease(&bed, "main", 8999, 10), "");
	leased = lease(&bed, "main", 9000, 10);
	check_leased(leased, "3 ");
	ck_assert_int_eq(leased.items[0].attempts, 1);
	ck_assert(!leased.items[0].is_again);
	MUST(settle(&bed, leased.items, DELIVERY_SENT, TIME_NONE));
	check_next(&bed, TIME_NONE);
	bed_close(&bed);
}
END_TEST

START_TEST(a_late_holder_is_fenced_off)
{
	struct leased first, second;
	struct bed bed;

	bed_open(&bed, _i);
	send_one(&bed, "main", 0, TIME_NONE);
	first = lease(&bed, "main", 1000, 10);
	second = lease(&bed, "main", 1100, 10);
	ck_assert_uint_eq(second.count, 1);
	ck_assert_int_gt(second.items->fence, first.items->fence);
	ck_assert(!first.items->is_again);
	ck_assert(second.items->is_again);
	ck_assert_int_eq(second.items->attempts, 0);
	MUST_FAIL(settle(&bed, first.items, DELIVERY_SENT, TIME_NONE), ERR_NOT_FOUND);
	MUST(settle(&bed, second.items, DELIVERY_QUEUED, 2000));

	/* a lease that ended and that nobody took is still good */
	first = lease(&bed, "main", 2000, 10);
	ck_assert(!first.items->is_again);
	check_next(&bed, 2100);
	MUST(settle(&bed, first.items, DELIVERY_SENT, TIME_NONE));
	bed_close(&bed);
}
END_TEST

START_TEST(a_dead_holders_leases_are_released)
{
	struct leased leased;
	struct delivery *others;
	size_t count;
	struct bed bed;

	bed_open(&bed, _i);
	for (int i = 0; i < 3; i++)
		send_one(&bed, "main", 0, TIME_NONE);
	check_leased(lease(&bed, "main", 1000, 2), "1 2 ");
	MUST(store_outbox_lease(bed.store, "main", "post-2", 1000, 100, 10, &bed.arena, &others,
				&count, &bed_err));
	ck_assert_uint_eq(count, 1);
	MUST(store_begin(bed.store, &bed_err));
	MUST(store_outbox_release(bed.store, "post-1", 1001, &bed_err));
	MUST(store_commit(bed.store, &bed_err));
	leased = lease(&bed, "main", 1001, 10);
	check_leased(leased, "1 2 ");
	ck_assert(leased.items[0].is_again);
	bed_close(&bed);
}
END_TEST

START_TEST(a_lease_joins_an_open_transaction)
{
	struct leased leased;
	struct bed bed;

	bed_open(&bed, _i);
	send_one(&bed, "main", 0, TIME_NONE);
	MUST(store_begin(bed.store, &bed_err));
	check_leased(lease(&bed, "main", 1000, 10), "1 ");
	store_rollback(bed.store);
	MUST(store_begin(bed.store, &bed_err));
	leased = lease(&bed, "main", 1000, 10);
	check_leased(leased, "1 ");
	ck_assert_int_eq(leased.items->fence, 1);
	MUST(store_commit(bed.store, &bed_err));
	check_leased(lease(&bed, "main", 1000, 10), "");
	bed_close(&bed);
}
END_TEST

static const struct {
	int64_t outbox;
	const char *recipient;
	bool is_known;
} bounces[] = {
    {1, "joe@x.example", true},  {1, "JOE@X.example", true},  {1, "eve@x.example", false},
    {2, "joe@x.example", false}, {0, "joe@x.example", false}, {1, "", false},
};

START_TEST(bounces_find_their_delivery)
{
	struct leased leased;
	struct bed bed;
	bool is_known;

	bed_open(&bed, _i);
	send_one(&bed, "main", 0, TIME_NONE);
	leased = lease(&bed, "main", 1000, 1);
	MUST(settle(&bed, leased.items, DELIVERY_SENT, TIME_NONE));
	for (size_t i = 0; i < sizeof bounces / sizeof *bounces; i++) {
		MUST(store_begin(bed.store, &bed_err));
		MUST(store_delivery_bounced(bed.store, bounces[i].outbox, bounces[i].recipient,
					    "5.1.1", &is_known, &bed_err));
		MUST(store_commit(bed.store, &bed_err));
		ck_assert_msg(is_known == bounces[i].is_known, "row %zu", i);
	}
	bed_close(&bed);
}
END_TEST

START_TEST(a_bounce_ends_the_tries)
{
	struct bed bed;
	bool is_known;

	bed_open(&bed, _i);
	send_one(&bed, "main", 0, TIME_NONE);
	MUST(store_begin(bed.store, &bed_err));
	MUST(store_delivery_bounced(bed.store, 1, joe[0], "5.1.1", &is_known, &bed_err));
	MUST(store_commit(bed.store, &bed_err));
	check_leased(lease(&bed, "main", 9000, 10), "");
	check_next(&bed, TIME_NONE);
	bed_close(&bed);
}
END_TEST

Suite *delivery_suite(void)
{
	Suite *suite = suite_create("delivery");
	TCase *tests = tcase_create("delivery");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, the_urgent_go_first, 0, bed_engines());
	tcase_add_loop_test(tests, a_lease_brings_the_whole_mail, 0, bed_engines());
	tcase_add_loop_test(tests, settled_is_settled, 0, bed_engines());
	tcase_add_loop_test(tests, a_late_holder_is_fenced_off, 0, bed_engines());
	tcase_add_loop_test(tests, a_dead_holders_leases_are_released, 0, bed_engines());
	tcase_add_loop_test(tests, a_lease_joins_an_open_transaction, 0, bed_engines());
	tcase_add_loop_test(tests, bounces_find_their_delivery, 0, bed_engines());
	tcase_add_loop_test(tests, a_bounce_ends_the_tries, 0, bed_engines());
	suite_add_tcase(suite, tests);
	return suite;
}
