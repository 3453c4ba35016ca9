/* From the outbox to a relay and back: at least once, the same bytes, and word of each end. */
#include <string.h>

#include "base/buf.h"
#include "unit/flow_help.h"

/* One letter is taken: an acknowledgement to Cleo and a mail to Ann wait. */
static void open_with_mail(struct stage *stage, const char *conf)
{
	struct arrival arrival;

	stage_open(stage, conf);
	arrival = stage_letter(stage, 1);
	ck_assert_int_eq(stage_take(stage, &arrival, 1), 0);
}

static int64_t next_us(struct stage *stage)
{
	int64_t due_us;

	ck_assert_int_eq(store_outbox_next(stage->flow.store, &due_us, &stage->err), 0);
	return due_us;
}

START_TEST(a_persons_words_go_first)
{
	struct courier_lease lease;
	struct stage stage;

	open_with_mail(&stage, NULL);
	lease = stage_lease(&stage, "post");
	ck_assert_uint_eq(lease.count, 2);
	ck_assert_str_eq(lease.items[0].to, "ann@acme.example");
	ck_assert_str_eq(lease.items[0].from, "support@acme.example");
	ck_assert_str_eq(lease.items[1].to, "cleo@customer.example");
	ck_assert_uint_eq(stage_lease(&stage, "other").count, 0);
	ck_assert_int_eq(stage_settle(&stage, &lease, SMTP_DONE, "250 taken"), 0);
	ck_assert_str_eq(stage_outbox(&stage), "ack to cleo@customer.example sent 1\n"
					       "new to ann@acme.example sent 1\n");
	ck_assert_int_eq(next_us(&stage), TIME_NONE);
	stage_close(&stage);
}
END_TEST

START_TEST(the_bytes_are_the_same_each_time)
{
	struct courier_lease lease;
	struct buf first, second;
	struct stage stage;

	open_with_mail(&stage, NULL);
	buf_init(&first);
	buf_init(&second);
	lease = stage_lease(&stage, "post");
	for (size_t i = 0; i < lease.count; i++) {
		ck_assert_int_eq(courier_compose(&stage.flow, &lease.items[i], &first, &stage.err),
				 0);
		stage.now_us += HOUR_US;
		ck_assert_int_eq(courier_compose(&stage.flow, &lease.items[i], &second, &stage.err),
				 0);
		ck_assert_str_eq(first.data, second.data);
	}
	buf_release(&first);
	buf_release(&second);
	stage_close(&stage);
}
END_TEST

/* 5 minutes doubling to 4000 s, for 5 days: then it is given up, and owner and admin hear of it. */
START_TEST(later_is_later_each_time)
{
	static const int64_t waits[] = {300, 600, 1200, 2400, 4000, 4000, 4000};
	struct courier_lease lease;
	struct stage stage;

	open_with_mail(&stage, NULL);
	for (int i = 0; i < COUNT(waits); i++) {
		lease = stage_lease(&stage, "post");
		ck_assert_uint_eq(lease.count, 2);
		ck_assert_int_eq(lease.items[0].delivery->attempts, i);
		ck_assert_int_eq(stage_settle(&stage, &lease, SMTP_TEMPORARY, "451 later"), 0);
		ck_assert_int_eq(next_us(&stage), stage.now_us + waits[i] * SECOND_US);
		stage.now_us += waits[i] * SECOND_US - 1;
		ck_assert_uint_eq(stage_lease(&stage, "post").count, 0);
		stage.now_us++;
	}
	stage.now_us = STAGE_NOW_US + 5 * DAY_US - 1;
	lease = stage_lease(&stage, "post");
	ck_assert_int_eq(stage_settle(&stage, &lease, SMTP_TEMPORARY, "451 later"), 0);
	ck_assert_uint_eq(stage_times(stage_outbox(&stage), " failed "), 0);
	stage.now_us += HOUR_US * 2;
	lease = stage_lease(&stage, "post");
	ck_assert_uint_eq(lease.count, 2);
	ck_assert_int_eq(stage_settle(&stage, &lease, SMTP_TEMPORARY, "451 later"), 0);
	ck_assert_uint_eq(stage_times(stage_outbox(&stage), " failed 9"), 2);
	ck_assert_uint_eq(stage_times(stage_outbox(&stage), "alert to admin@acme.example"), 2);
	ck_assert_uint_eq(stage_times(stage_outbox(&stage), "note to ann@acme.example"), 1);
	ck_assert(strstr(stage_journal(&stage), "1 bounced by=intake rule=given-up to=customer") !=
		  NULL);
	stage_close(&stage);
}
END_TEST

START_TEST(no_is_no_at_once)
{
	struct courier_lease lease;
	struct stage stage;

	open_with_mail(&stage, NULL);
	lease = stage_lease(&stage, "post");
	ck_assert_int_eq(stage_settle(&stage, &lease, SMTP_PERMANENT, "550 5.1.1 <x@y>: who?"), 0);
	ck_assert_uint_eq(stage_times(stage_outbox(&stage), " failed 1"), 2);
	ck_assert(strstr(stage_journal(&stage), "status=\"550 5.1.1\"") != NULL);
	ck_assert_ptr_null(strstr(stage_journal(&stage), "x@y"));
	stage_close(&stage);
}
END_TEST

/* Alerts that are refused raise no alerts. */
START_TEST(refusals_end)
{
	struct courier_lease lease;
	struct stage stage;
	int rounds = 0;

	open_with_mail(&stage, NULL);
	while ((lease = stage_lease(&stage, "post")).count) {
		ck_assert_int_eq(stage_settle(&stage, &lease, SMTP_PERMANENT, "550 no"), 0);
		ck_assert_int_lt(++rounds, 5);
	}
	stage_close(&stage);
}
END_TEST

START_TEST(the_servers_words_may_be_anything)
{
	struct courier_lease lease;
	struct stage stage;

	open_with_mail(&stage, NULL);
	lease = stage_lease(&stage, "post");
	ck_assert_int_eq(stage_settle(&stage, &lease, SMTP_PERMANENT, "550 \xff\xfe no"), 0);
	ck_assert_uint_eq(stage_times(stage_outbox(&stage), " failed 1"), 2);
	stage_close(&stage);
}
END_TEST

/* ---- leases ---- */

START_TEST(a_second_try_is_journalled)
{
	struct courier_lease lease;
	struct stage stage;

	open_with_mail(&stage, NULL);
	lease = stage_lease(&stage, "dead");
	stage.now_us += 20 * MINUTE_US - 1;
	ck_assert_uint_eq(stage_lease(&stage, "post").count, 0);
	stage.now_us++;
	lease = stage_lease(&stage, "post");
	ck_assert_uint_eq(lease.count, 2);
	ck_assert(lease.items[0].delivery->is_again);
	ck_assert_int_eq(stage_settle(&stage, &lease, SMTP_DONE, "250 taken"), 0);
	ck_assert_uint_eq(
	    stage_times(stage_journal(&stage), "1 mail by=clock rule=again to=ann template=new"),
	    1);
	ck_assert_uint_eq(stage_times(stage_journal(&stage),
				      "1 mail by=clock rule=again to=customer template=ack"),
			  1);
	stage_close(&stage);
}
END_TEST

START_TEST(a_lease_that_was_lost_settles_nothing)
{
	struct courier_lease first, second;
	struct stage stage;

	open_with_mail(&stage, NULL);
	first = stage_lease(&stage, "slow");
	stage.now_us += 21 * MINUTE_US;
	second = stage_lease(&stage, "post");
	ck_assert_int_eq(stage_settle(&stage, &first, SMTP_PERMANENT, "550 no"), 0);
	ck_assert_uint_eq(stage_times(stage_outbox(&stage), " failed "), 0);
	ck_assert_int_eq(stage_settle(&stage, &second, SMTP_DONE, "250 taken"), 0);
	ck_assert_uint_eq(stage_times(stage_outbox(&stage), " sent 1"), 2);
	ck_assert_int_eq(stage_settle(&stage, &second, SMTP_PERMANENT, "550 no"), 0);
	ck_assert_uint_eq(stage_times(stage_outbox(&stage), " sent 1"), 2);
	stage_close(&stage);
}
END_TEST

START_TEST(a_holder_gives_back_what_is_its_own)
{
	struct courier_lease lease;
	struct stage stage;

	open_with_mail(&stage, NULL);
	stage_lease(&stage, "post");
	ck_assert_int_eq(courier_release(&stage.flow, "other", stage.now_us, &stage.err), 0);
	ck_assert_uint_eq(stage_lease(&stage, "post").count, 0);
	ck_assert_int_eq(courier_release(&stage.flow, "post", stage.now_us, &stage.err), 0);
	lease = stage_lease(&stage, "post");
	ck_assert_uint_eq(lease.count, 2);
	ck_assert(lease.items[0].delivery->is_again);
	stage_close(&stage);
}
END_TEST

/* What waits for a relay that a reload took away goes by the first one. */
START_TEST(a_relay_that_left_is_replaced)
{
	struct courier_lease lease = {.relay = 0, .max = 9};
	struct stage stage;

	open_with_mail(&stage, NULL);
	stage_conf(&stage, "relays = ({ name = 'new'; url = 'smtp://localhost'; });");
	lease.arena = &stage.arena;
	ck_assert_int_eq(
	    courier_turn(&stage.flow, NULL, 0, &lease, 1, "post", stage.now_us, &stage.err), 0);
	ck_assert_uint_eq(lease.count, 0);
	ck_assert_int_eq(courier_release(&stage.flow, "post", stage.now_us, &stage.err), 0);
	ck_assert_int_eq(
	    courier_turn(&stage.flow, NULL, 0, &lease, 1, "post", stage.now_us, &stage.err), 0);
	ck_assert_uint_eq(lease.count, 2);
	stage_close(&stage);
}
END_TEST

/* ---- a store that fails ---- */

START_TEST(answers_are_stored_together_or_not_at_all)
{
	bool is_over = false;

	for (unsigned nth = 1; !is_over; nth++) {
		struct courier_lease lease;
		struct stage stage;

		open_with_mail(&stage, NULL);
		lease = stage_lease(&stage, "post");
		stage_fault(&stage, DB_CALL_ANY, nth, false, ERR_TEMPORARY);
		is_over = stage_settle(&stage, &lease, SMTP_PERMANENT, "550 no") == 0;
		stage_fault(&stage, DB_CALL_ANY, 0, false, ERR_NONE);
		if (!is_over) {
			ck_assert_int_eq(stage.err.code, ERR_TEMPORARY);
			ck_assert_uint_eq(stage_times(stage_outbox(&stage), " failed "), 0);
			ck_assert_int_eq(stage_settle(&stage, &lease, SMTP_PERMANENT, "550 no"), 0);
		}
		ck_assert_uint_eq(stage_times(stage_outbox(&stage), " failed 1"), 2);
		ck_assert_uint_eq(stage_times(stage_outbox(&stage), "alert to "), 2);
		stage_close(&stage);
		ck_assert(nth < 1000);
	}
}
END_TEST

START_TEST(an_answer_that_can_not_be_told_holds_up_no_other)
{
	bool is_over = false;

	for (unsigned nth = 1; !is_over; nth++) {
		struct courier_lease lease;
		struct stage stage;

		open_with_mail(&stage, NULL);
		lease = stage_lease(&stage, "post");
		stage_fault(&stage, DB_CALL_ANY, nth, false, ERR_SYSTEM);
		ck_assert_int_eq(stage_settle(&stage, &lease, SMTP_PERMANENT, "550 no"), 0);
		is_over = store_script_calls(stage.flow.store, DB_CALL_ANY) < nth;
		stage_fault(&stage, DB_CALL_ANY, 0, false, ERR_NONE);
		ck_assert_uint_eq(stage_times(stage_outbox(&stage), " failed 1"), 2);
		ck_assert_uint_eq(stage_times(stage_outbox(&stage), "alert to "), 2);
		stage_close(&stage);
		ck_assert(nth < 1000);
	}
}
END_TEST

Suite *flow_courier_suite(void)
{
	Suite *suite = suite_create("courier");
	TCase *tests = tcase_create("courier");

	tcase_set_timeout(tests, 120);
	tcase_add_test(tests, a_persons_words_go_first);
	tcase_add_test(tests, the_bytes_are_the_same_each_time);
	tcase_add_test(tests, later_is_later_each_time);
	tcase_add_test(tests, no_is_no_at_once);
	tcase_add_test(tests, refusals_end);
	tcase_add_test(tests, the_servers_words_may_be_anything);
	tcase_add_test(tests, a_second_try_is_journalled);
	tcase_add_test(tests, a_lease_that_was_lost_settles_nothing);
	tcase_add_test(tests, a_holder_gives_back_what_is_its_own);
	tcase_add_test(tests, a_relay_that_left_is_replaced);
	tcase_add_test(tests, answers_are_stored_together_or_not_at_all);
	tcase_add_test(tests, an_answer_that_can_not_be_told_holds_up_no_other);
	suite_add_tcase(suite, tests);
	return suite;
}
