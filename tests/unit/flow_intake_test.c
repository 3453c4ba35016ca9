/* Mails into the store: once each, all or nothing, and one that can't be taken holds up no other.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "unit/flow_help.h"

static const char many_parts[] = "limits = { parts = 10000; };";

/* More attachments than the store has numbers for: read well, and never taken. */
static struct arrival stubborn(struct stage *stage, uint32_t uid)
{
	struct arrival arrival;
	struct buf raw;

	buf_init(&raw);
	buf_adds(&raw, "From: cleo@customer.example\nMessage-ID: <stubborn@customer.example>\n"
		       "Subject: stubborn\nMIME-Version: 1.0\n"
		       "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n");
	for (int i = 0; i < 4200; i++)
		buf_adds(&raw, "--b\nContent-Type: application/octet-stream; name=x\n\nx\n");
	buf_adds(&raw, "--b--\n");
	arrival = stage_arrival(stage, uid, raw.data);
	buf_release(&raw);
	return arrival;
}

START_TEST(a_batch_is_taken)
{
	struct arrival arrivals[3];
	struct stage stage;

	stage_open(&stage, NULL);
	for (uint32_t i = 0; i < 3; i++)
		arrivals[i] = stage_letter(&stage, i + 1);
	stage.state.last_uid = 3;
	stage.state.uidvalidity = 1;
	ck_assert_int_eq(stage_take(&stage, arrivals, 3), 0);
	ck_assert_uint_eq(stage.counts.tickets, 3);
	ck_assert_str_eq(stage_tickets(&stage), "1 new letter 1\n2 new letter 2\n3 new letter 3\n");
	ck_assert_uint_eq(stage_times(stage_outbox(&stage), "ack to cleo@customer.example"), 3);
	ck_assert_int_eq(store_mailbox_open(stage.flow.store, "support", 0, &stage.state, NULL), 0);
	ck_assert_uint_eq(stage.state.last_uid, 3);
	stage_close(&stage);
}
END_TEST

START_TEST(nothing_is_a_batch_too)
{
	struct stage stage;

	stage_open(&stage, NULL);
	stage.state.last_uid = 9;
	ck_assert_int_eq(stage_take(&stage, NULL, 0), 0);
	ck_assert_int_eq(store_mailbox_open(stage.flow.store, "support", 0, &stage.state, NULL), 0);
	ck_assert_uint_eq(stage.state.last_uid, 9);
	stage_close(&stage);
}
END_TEST

/* Each mail of a batch sees what those before it did. */
START_TEST(a_batch_is_in_order)
{
	struct arrival arrivals[2];
	struct stage stage;

	stage_open(&stage, NULL);
	arrivals[0] = stage_letter(&stage, 1);
	arrivals[1] =
	    stage_arrival(&stage, 2,
			  "From: cleo@customer.example\nMessage-ID: <more@customer.example>\n"
			  "In-Reply-To: <letter-1@customer.example>\nSubject: Re: x\n\nMore.\n");
	ck_assert_int_eq(stage_take(&stage, arrivals, 2), 0);
	ck_assert_str_eq(stage_tickets(&stage), "1 new letter 1\n");
	ck_assert(strstr(stage_journal(&stage), "1 threaded by=intake rule=message-id") != NULL);
	stage_close(&stage);
}
END_TEST

START_TEST(one_that_fails_goes_to_quarantine_alone)
{
	struct arrival arrivals[3];
	struct stage stage;

	stage_open(&stage, many_parts);
	arrivals[0] = stage_letter(&stage, 1);
	arrivals[1] = stubborn(&stage, 2);
	arrivals[2] = stage_letter(&stage, 3);
	stage.state.last_uid = 3;
	stage.state.uidvalidity = 1;
	ck_assert_msg(stage_take(&stage, arrivals, 3) == 0, "%s", stage.err.text);
	ck_assert_uint_eq(stage.counts.tickets, 2);
	ck_assert_uint_eq(stage.counts.quarantined, 1);
	ck_assert_str_eq(stage_tickets(&stage), "1 new letter 1\n2 new letter 3\n");
	ck_assert(strstr(stage_quarantine(&stage), "support 2 it can't be taken: ") != NULL);
	ck_assert(strstr(stage_outbox(&stage), "quarantine to admin@acme.example") != NULL);
	ck_assert_int_eq(store_mailbox_open(stage.flow.store, "support", 0, &stage.state, NULL), 0);
	ck_assert_uint_eq(stage.state.last_uid, 3);
	stage_close(&stage);
}
END_TEST

/* ---- once each ---- */

START_TEST(a_uid_is_taken_once)
{
	struct arrival arrivals[2];
	struct stage stage;

	stage_open(&stage, NULL);
	arrivals[0] = arrivals[1] = stage_letter(&stage, 1);
	ck_assert_int_eq(stage_take(&stage, arrivals, 2), 0);
	ck_assert_uint_eq(stage.counts.tickets, 1);
	ck_assert_int_eq(stage_take(&stage, arrivals, 1), 0);
	ck_assert_uint_eq(stage.counts.tickets + stage.counts.duplicates, 0);
	ck_assert_str_eq(stage_tickets(&stage), "1 new letter 1\n");
	stage_close(&stage);
}
END_TEST

/* After a change of UIDVALIDITY each mail has another UID. */
START_TEST(the_same_mail_under_another_uid_is_a_duplicate)
{
	struct arrival arrivals[2];
	struct stage stage;

	stage_open(&stage, NULL);
	arrivals[0] = stage_letter(&stage, 1);
	arrivals[1] = stage_arrival(&stage, 2, "From: x@y.example\nSubject: no id\n\nx\n");
	ck_assert_int_eq(stage_take(&stage, arrivals, 2), 0);
	arrivals[0].uidvalidity = arrivals[1].uidvalidity = 2;
	arrivals[0].uid = 71;
	arrivals[1].uid = 72;
	ck_assert_int_eq(stage_take(&stage, arrivals, 2), 0);
	ck_assert_uint_eq(stage.counts.duplicates, 2);
	ck_assert_str_eq(stage_tickets(&stage), "1 new letter 1\n2 new no id\n");
	ck_assert_int_eq(stage_take(&stage, arrivals, 2), 0);
	ck_assert_uint_eq(stage.counts.duplicates, 0);
	stage_close(&stage);
}
END_TEST

/* Some servers rewrite bytes: the same mail is told by what it says. */
static const struct {
	const char *what, *raw;
	bool is_same;
} rewritten[] = {
    {"another header",
     "X-Seen: yes\nFrom: Cleo <cleo@customer.example>\nDate: Mon, 05 Jan 2026 08:59:00 +0000\n"
     "Message-ID: <letter-1@customer.example>\nSubject: letter 1\n\nHello, this is letter 1.\n",
     true},
    {"another encoding",
     "From: Cleo <cleo@customer.example>\nDate: Mon, 05 Jan 2026 08:59:00 +0000\n"
     "Message-ID: <letter-1@customer.example>\nSubject: letter 1\nMIME-Version: 1.0\n"
     "Content-Transfer-Encoding: base64\n\nSGVsbG8sIHRoaXMgaXMgbGV0dGVyIDEuCg==\n",
     true},
    {"the same id, another text",
     "From: Cleo <cleo@customer.example>\nDate: Mon, 05 Jan 2026 08:59:00 +0000\n"
     "Message-ID: <letter-1@customer.example>\nSubject: letter 1\n\nSomething else.\n",
     false},
    {"the same id, another sender",
     "From: eve@x.example\nDate: Mon, 05 Jan 2026 08:59:00 +0000\n"
     "Message-ID: <letter-1@customer.example>\nSubject: letter 1\n\nHello, this is letter 1.\n",
     false},
    {"the same id, another date",
     "From: Cleo <cleo@customer.example>\nDate: Mon, 05 Jan 2026 08:59:01 +0000\n"
     "Message-ID: <letter-1@customer.example>\nSubject: letter 1\n\nHello, this is letter 1.\n",
     false},
};

START_TEST(the_same_mail_is_known_by_its_words)
{
	struct arrival arrival;
	struct stage stage;

	stage_open(&stage, NULL);
	arrival = stage_letter(&stage, 1);
	ck_assert_int_eq(stage_take(&stage, &arrival, 1), 0);
	arrival = stage_arrival(&stage, 2, rewritten[_i].raw);
	ck_assert_int_eq(stage_take(&stage, &arrival, 1), 0);
	ck_assert_msg(stage.counts.duplicates == rewritten[_i].is_same, "%s", rewritten[_i].what);
	stage_close(&stage);
}
END_TEST

START_TEST(by_hand_there_is_no_uid)
{
	struct arrival arrivals[2];
	struct stage stage;

	stage_open(&stage, NULL);
	arrivals[0] = stage_letter(&stage, 1);
	arrivals[1] = stage_letter(&stage, 2);
	arrivals[0].uid = arrivals[0].uidvalidity = 0;
	arrivals[1].uid = arrivals[1].uidvalidity = 0;
	ck_assert_int_eq(stage_take(&stage, arrivals, 2), 0);
	ck_assert_uint_eq(stage.counts.tickets, 2);
	ck_assert_int_eq(stage_take(&stage, arrivals, 2), 0);
	ck_assert_uint_eq(stage.counts.duplicates, 2);
	stage_close(&stage);
}
END_TEST

/* ---- a store that fails ---- */

/* Three mails, one of which answers another: the calls that this takes. */
static void make_three(struct stage *stage, struct arrival arrivals[3])
{
	arrivals[0] = stage_letter(stage, 1);
	arrivals[1] = stage_letter(stage, 2);
	arrivals[2] =
	    stage_arrival(stage, 3,
			  "From: cleo@customer.example\nMessage-ID: <more@customer.example>\n"
			  "In-Reply-To: <letter-1@customer.example>\nSubject: Re: x\n\nMore.\n");
}

static const char three_tickets[] = "1 new letter 1\n2 new letter 2\n";

/* Whatever call it is that fails for now: nothing is taken, and all is taken at the next try. */
START_TEST(what_fails_for_now_is_tried_again)
{
	struct arrival arrivals[3];
	bool is_over = false;

	for (unsigned nth = 1; !is_over; nth++) {
		struct stage stage;

		stage_open(&stage, NULL);
		make_three(&stage, arrivals);
		stage_fault(&stage, DB_CALL_ANY, nth, false, ERR_TEMPORARY);
		is_over = stage_take(&stage, arrivals, 3) == 0;
		stage_fault(&stage, DB_CALL_ANY, 0, false, ERR_NONE);
		if (!is_over) {
			ck_assert_int_eq(stage.err.code, ERR_TEMPORARY);
			ck_assert_str_eq(stage_tickets(&stage), "");
			ck_assert_str_eq(stage_journal(&stage), "");
			ck_assert_str_eq(stage_outbox(&stage), "");
			ck_assert_int_eq(stage_take(&stage, arrivals, 3), 0);
		}
		ck_assert_str_eq(stage_tickets(&stage), three_tickets);
		ck_assert_uint_eq(stage_times(stage_outbox(&stage), "ack to "), 2);
		stage_close(&stage);
		ck_assert(nth < 1000);
	}
}
END_TEST

/* A commit whose answer is lost is a commit: the same mails are known at the next try. */
START_TEST(a_lost_answer_doubles_nothing)
{
	struct db_fault fault = {.call = DB_CALL_COMMIT,
				 .nth = 1,
				 .is_done = true,
				 .code = ERR_TEMPORARY,
				 .text = "connection lost"};
	struct arrival arrivals[3];
	struct stage stage;

	stage_open(&stage, NULL);
	make_three(&stage, arrivals);
	store_script(stage.flow.store, &fault);
	ck_assert_int_eq(stage_take(&stage, arrivals, 3), -1);
	ck_assert_int_eq(stage.err.code, ERR_TEMPORARY);
	ck_assert_int_eq(stage_take(&stage, arrivals, 3), 0);
	ck_assert_str_eq(stage_tickets(&stage), three_tickets);
	ck_assert_uint_eq(stage_times(stage_outbox(&stage), "ack to "), 2);
	stage_close(&stage);
}
END_TEST

/* One call that fails for good makes the batch go one by one: all three are taken. */
START_TEST(one_fault_for_good_loses_nothing)
{
	struct arrival arrivals[3];
	bool is_over = false;

	for (unsigned nth = 1; !is_over; nth++) {
		struct stage stage;

		stage_open(&stage, NULL);
		make_three(&stage, arrivals);
		stage_fault(&stage, DB_CALL_ANY, nth, false, ERR_SYSTEM);
		ck_assert_msg(stage_take(&stage, arrivals, 3) == 0, "%u: %s", nth, stage.err.text);
		is_over = store_script_calls(stage.flow.store, DB_CALL_ANY) < nth;
		stage_fault(&stage, DB_CALL_ANY, 0, false, ERR_NONE);
		ck_assert_str_eq(stage_tickets(&stage), three_tickets);
		ck_assert_uint_eq(stage_times(stage_outbox(&stage), "ack to "), 2);
		ck_assert_str_eq(stage_quarantine(&stage), "");
		stage_close(&stage);
		ck_assert(nth < 1000);
	}
}
END_TEST

/* A store that stays broken takes nothing, says so, and goes on when it is mended. */
START_TEST(a_broken_store_loses_nothing)
{
	struct arrival arrivals[3];
	bool is_over = false;

	for (unsigned nth = 1; !is_over; nth += 7) {
		struct stage stage;

		stage_open(&stage, NULL);
		make_three(&stage, arrivals);
		stage_fault(&stage, DB_CALL_ANY, nth, true, ERR_SYSTEM);
		is_over = stage_take(&stage, arrivals, 3) == 0;
		stage_fault(&stage, DB_CALL_ANY, 0, false, ERR_NONE);
		ck_assert_int_eq(stage_take(&stage, arrivals, 3), 0);
		ck_assert_str_eq(stage_tickets(&stage), three_tickets);
		stage_close(&stage);
		ck_assert(nth < 1000);
	}
}
END_TEST

static unsigned take_stubborn(struct stage *stage, unsigned nth)
{
	struct arrival arrivals[2];
	unsigned writes;

	stage_open(stage, many_parts);
	arrivals[0] = stubborn(stage, 1);
	arrivals[1] = stage_letter(stage, 2);
	stage_fault(stage, DB_CALL_WRITE, nth, false, ERR_INPUT);
	ck_assert_msg(stage_take(stage, arrivals, 2) == 0, "%u: %s", nth, stage->err.text);
	writes = store_script_calls(stage->flow.store, DB_CALL_WRITE);
	stage_fault(stage, DB_CALL_WRITE, 0, false, ERR_NONE);
	ck_assert_uint_eq(stage_times(stage_quarantine(stage), "support 1 it can't be taken"), 1);
	ck_assert_uint_eq(stage_times(stage_tickets(stage), "letter 2") +
			      stage_times(stage_quarantine(stage), "support 2 "),
			  1);
	return writes;
}

/* Its row and the admin's mail can't be written either: the bytes are kept all the same. */
START_TEST(what_can_not_be_told_is_buried)
{
	unsigned writes, buried = 0;
	struct stage stage;

	writes = take_stubborn(&stage, 0);
	stage_close(&stage);
	for (unsigned nth = writes; nth > writes - 40; nth--) {
		take_stubborn(&stage, nth);
		buried += strstr(stage_quarantine(&stage), "and the admin can't be told") != NULL;
		stage_close(&stage);
	}
	ck_assert_uint_gt(buried, 0);
}
END_TEST

/* ---- odd arrivals ---- */

START_TEST(poison_is_not_read)
{
	struct arrival arrival;
	struct stage stage;

	stage_open(&stage, NULL);
	arrival = stage_letter(&stage, 1);
	arrival.is_poison = true;
	ck_assert_int_eq(stage_take(&stage, &arrival, 1), 0);
	ck_assert_uint_eq(stage.counts.quarantined, 1);
	ck_assert_str_eq(stage_tickets(&stage), "");
	ck_assert(strstr(stage_quarantine(&stage), "the reader died of it: ") != NULL);
	stage_close(&stage);
}
END_TEST

START_TEST(quarantine_keeps_the_bytes)
{
	struct arrival arrival;
	struct stage stage;

	stage_open(&stage, NULL);
	arrival = stage_arrival(&stage, 1, "");
	ck_assert_int_eq(stage_take(&stage, &arrival, 1), 0);
	ck_assert_uint_eq(stage.counts.quarantined, 1);
	ck_assert(strstr(stage_quarantine(&stage), "the mail is empty: ") != NULL);
	stage_close(&stage);
}
END_TEST

/* Words that are cut for the admin are cut between signs: else they could not be written. */
START_TEST(long_words_reach_quarantine)
{
	struct arrival arrival;
	struct stage stage;
	struct buf raw;

	for (int shift = 0; shift < 4; shift++) {
		stage_open(&stage, NULL);
		buf_init(&raw);
		buf_printf(&raw, "From: support@acme.example\nMessage-ID: <%d@x>\nSubject: %.*s",
			   shift, shift, "xxx");
		for (int i = 0; i < 200; i++)
			buf_adds(&raw, "\xe4\xb8\xad");
		buf_adds(&raw, "\n\nx\n");
		arrival = stage_arrival(&stage, (uint32_t)shift + 1, raw.data);
		buf_release(&raw);
		ck_assert_int_eq(stage_take(&stage, &arrival, 1), 0);
		ck_assert_uint_eq(stage_times(stage_outbox(&stage), "quarantine to "), 1);
		stage_close(&stage);
	}
}
END_TEST

/* Some mail that waits to be sent says so. */
static bool holds_text(struct stage *stage, const char *words)
{
	struct courier_lease lease = stage_lease(stage, "post");
	struct buf mail;
	bool is_held = false;

	buf_init(&mail);
	for (size_t i = 0; i < lease.count; i++) {
		ck_assert_int_eq(courier_compose(&stage->flow, &lease.items[i], &mail, &stage->err),
				 0);
		for (size_t at = 0; at < mail.len; at++)
			if (mail.data[at] == '\r' || mail.data[at] == '\n')
				mail.data[at] = ' ';
		is_held = is_held || memmem(mail.data, mail.len, words, strlen(words));
	}
	buf_release(&mail);
	return is_held;
}

START_TEST(too_large_mails_become_tickets)
{
	struct arrival arrival;
	struct stage stage;

	stage_open(&stage, NULL);
	arrival = stage_letter(&stage, 1);
	arrival.oversize = INT64_C(1) << 30;
	ck_assert_int_eq(stage_take(&stage, &arrival, 1), 0);
	ck_assert_str_eq(stage_tickets(&stage), "1 new letter 1\n");
	ck_assert(holds_text(&stage, "This mail of 1.0 GB was too large and was left in the "
				     "mailbox, UID 1."));
	ck_assert(strstr(stage_outbox(&stage), "oversize to cleo@customer.example") != NULL);
	arrival.uidvalidity = 2;
	ck_assert_int_eq(stage_take(&stage, &arrival, 1), 0);
	ck_assert_uint_eq(stage.counts.duplicates, 1);
	stage_close(&stage);
}
END_TEST

/* Nobody can be written to there, and the ticket is opened all the same. */
START_TEST(odd_addresses_become_tickets)
{
	static const char *const senders[] = {
	    "\xe7\x94\xa8\xe6\x88\xb7@\xe4\xbe\x8b\xe3\x81\x88.jp",
	    "\"a b\"@x.example",
	    "a|b@x.example",
	    "a@@x.example",
	};
	struct arrival arrival;
	struct stage stage;

	stage_open(&stage, NULL);
	arrival = stage_arrival(
	    &stage, 1, arena_printf(&stage.arena, "From: %s\nSubject: odd\n\nx\n", senders[_i]));
	ck_assert_int_eq(stage_take(&stage, &arrival, 1), 0);
	ck_assert_str_eq(stage_tickets(&stage), "1 new odd\n");
	ck_assert(strstr(stage_journal(&stage), "muted by=intake rule=address template=ack") !=
		  NULL);
	ck_assert_str_eq(stage_outbox(&stage), "new to ann@acme.example queued 0\n");
	stage_close(&stage);
}
END_TEST

/* What is about to be read stands in the mark, and goes when it was read. */
START_TEST(the_mark_is_taken_away)
{
	struct intake_mark mark = {0};
	struct arrival arrival;
	struct stage stage;

	stage_open(&stage, NULL);
	arrival = stage_letter(&stage, 7);
	ck_assert_int_eq(intake_take(&stage.flow, &arrival, 1, &stage.state, &mark, stage.now_us,
				     &stage.counts, &stage.err),
			 0);
	ck_assert_uint_eq(mark.uid, 0);
	ck_assert_uint_eq(mark.uidvalidity, 0);
	stage_close(&stage);
}
END_TEST

/* ---- raw mail at rest ---- */

START_TEST(bytes_are_packed_and_come_back)
{
	static const char *const texts[] = {"", "x", "hello\r\n\r\nworld\r\n"};
	struct bytes packed, raw;
	struct arena arena;
	struct err err;

	arena_init(&arena);
	for (int i = 0; i < COUNT(texts); i++) {
		packed = raw_pack((struct bytes){texts[i], strlen(texts[i])}, &arena);
		ck_assert_int_eq(raw_unpack(packed, &arena, &raw, &err), 0);
		ck_assert_uint_eq(raw.len, strlen(texts[i]));
		ck_assert(memcmp(raw.data, texts[i], raw.len) == 0);
	}
	arena_release(&arena);
}
END_TEST

START_TEST(damaged_bytes_are_refused)
{
	/* a frame that says that it holds 2^62 bytes */
	static const char huge[] =
	    "\x28\xb5\x2f\xfd\xe0\x00\x00\x00\x00\x00\x00\x00\x40\x01\x00\x00";
	struct bytes packed, raw;
	struct arena arena;
	char *damaged;
	struct err err;

	arena_init(&arena);
	packed = raw_pack((struct bytes){"hello hello hello hello hello", 29}, &arena);
	for (size_t len = 0; len < packed.len; len++)
		ck_assert_int_eq(raw_unpack((struct bytes){packed.data, len}, &arena, &raw, &err),
				 -1);
	damaged = arena_strndup(&arena, packed.data, packed.len);
	damaged[0] ^= 1;
	ck_assert_int_eq(raw_unpack((struct bytes){damaged, packed.len}, &arena, &raw, &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
	ck_assert_int_eq(raw_unpack((struct bytes){huge, sizeof huge - 1}, &arena, &raw, &err), -1);
	ck_assert_int_eq(raw_unpack((struct bytes){"", 0}, &arena, &raw, &err), -1);
	ck_assert_int_eq(
	    raw_unpack((struct bytes){"no packed mail at all", 21}, &arena, &raw, &err), -1);
	arena_release(&arena);
}
END_TEST

Suite *flow_intake_suite(void)
{
	Suite *suite = suite_create("intake");
	TCase *tests = tcase_create("intake");

	tcase_set_timeout(tests, 120);
	tcase_add_test(tests, a_batch_is_taken);
	tcase_add_test(tests, nothing_is_a_batch_too);
	tcase_add_test(tests, a_batch_is_in_order);
	tcase_add_test(tests, one_that_fails_goes_to_quarantine_alone);
	tcase_add_test(tests, a_uid_is_taken_once);
	tcase_add_test(tests, the_same_mail_under_another_uid_is_a_duplicate);
	tcase_add_loop_test(tests, the_same_mail_is_known_by_its_words, 0, COUNT(rewritten));
	tcase_add_test(tests, by_hand_there_is_no_uid);
	tcase_add_test(tests, what_fails_for_now_is_tried_again);
	tcase_add_test(tests, a_lost_answer_doubles_nothing);
	tcase_add_test(tests, one_fault_for_good_loses_nothing);
	tcase_add_test(tests, a_broken_store_loses_nothing);
	tcase_add_test(tests, what_can_not_be_told_is_buried);
	tcase_add_test(tests, poison_is_not_read);
	tcase_add_test(tests, quarantine_keeps_the_bytes);
	tcase_add_test(tests, long_words_reach_quarantine);
	tcase_add_test(tests, too_large_mails_become_tickets);
	tcase_add_loop_test(tests, odd_addresses_become_tickets, 0, 4);
	tcase_add_test(tests, the_mark_is_taken_away);
	tcase_add_test(tests, bytes_are_packed_and_come_back);
	tcase_add_test(tests, damaged_bytes_are_refused);
	suite_add_tcase(suite, tests);
	return suite;
}
