/* Challenges, tickets that a mail lists, refusals that are counted, signatures that count once. */
#include "contract/bed.h"
#include "contract/suites.h"

static const char *const to_ann[] = {"ann@acme.example"};

static void note(struct bed *bed, const char *event, const char *to, const char *arguments,
		 int64_t at_us)
{
	struct journal_row row = {
	    .at_us = at_us, .event = event, .by = "intake", .to = to, .arguments = arguments};

	MUST(store_journal_insert(bed->store, &row, &bed_err));
}

START_TEST(challenge_is_settled_once)
{
	struct challenge asked = {.is_control = true, .expires_us = 500}, found;
	struct outbox_row mail = bed_mail(to_ann, 1);
	struct ticket *ticket;
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	ticket = bed_ticket(&bed, "joe@x.example", NULL);
	asked.message = bed_message(&bed, ticket->number, "a@x");
	MUST(store_outbox_id(bed.store, &mail.id, &bed_err));
	mail.agent = "ann";
	MUST(store_outbox_insert(bed.store, &mail, &bed_err));
	asked.sent = mail.id;
	MUST(store_challenge_insert(bed.store, &asked, &bed_err));
	MUST(store_challenge_load(bed.store, mail.id, &bed.arena, &found, &bed_err));
	ck_assert_int_eq(found.message, asked.message);
	ck_assert_int_eq(found.ticket, ticket->number);
	ck_assert_str_eq(found.agent, "ann");
	ck_assert(found.is_control && !found.has_attachments);
	ck_assert_int_eq(found.expires_us, 500);
	ck_assert_int_eq(found.settled_us, TIME_NONE);
	MUST(store_challenge_settle(bed.store, mail.id, 400, &bed_err));
	MUST(store_challenge_settle(bed.store, mail.id, 450, &bed_err));
	MUST(store_challenge_load(bed.store, mail.id, &bed.arena, &found, &bed_err));
	ck_assert_int_eq(found.settled_us, 400);
	MUST(store_challenge_load(bed.store, mail.id + 1, &bed.arena, &found, &bed_err));
	ck_assert_int_eq(found.sent, 0);
	MUST(store_commit(bed.store, &bed_err));
	bed_close(&bed);
}
END_TEST

START_TEST(mail_lists_tickets)
{
	struct outbox_row mail = bed_mail(to_ann, 1);
	struct sent_mail sent;
	int64_t about[3];
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	about[1] = bed_ticket(&bed, "joe@x.example", NULL)->number;
	about[0] = about[2] = bed_ticket(&bed, "joe@x.example", NULL)->number;
	MUST(store_outbox_id(bed.store, &mail.id, &bed_err));
	mail.about = about;
	mail.about_count = 3;
	MUST(store_outbox_insert(bed.store, &mail, &bed_err));
	MUST(store_sent_load(bed.store, mail.id, &bed.arena, &sent, &bed_err));
	ck_assert_uint_eq(sent.ticket_count, 2);
	ck_assert_int_eq(sent.tickets[0], about[1]);
	ck_assert_int_eq(sent.tickets[1], about[0]);
	ck_assert_int_eq(sent.created_us, mail.created_us);
	MUST(store_commit(bed.store, &bed_err));
	bed_close(&bed);
}
END_TEST

START_TEST(refusals_are_counted)
{
	struct counted counted;
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	MUST(store_refusals(bed.store, "ann", HOUR_US, &counted, &bed_err));
	ck_assert(counted.hour == 0 && counted.untold == 0 && counted.told_us == TIME_NONE);
	note(&bed, "refused", "ann", "reason=token", 10);
	note(&bed, "refused", "mia", "reason=token", 10);
	note(&bed, "mail", "ann", "template=refused", 10);
	note(&bed, "mail", "ann", "template=new", 11);
	note(&bed, "refused", "ann", "reason=token", 10);
	note(&bed, "refused", "ann", "reason=aligned", 20);
	MUST(store_refusals(bed.store, "ann", HOUR_US + 10, &counted, &bed_err));
	ck_assert_int_eq(counted.hour, 1);
	ck_assert_int_eq(counted.untold, 2);
	ck_assert_int_eq(counted.told_us, 10);
	MUST(store_quarantined(bed.store, &counted, &bed_err));
	ck_assert(counted.untold == 0 && counted.told_us == TIME_NONE);
	note(&bed, "quarantined", NULL, "mailbox=support", 30);
	note(&bed, "mail", "admin", "template=quarantine", 30);
	note(&bed, "quarantined", NULL, "mailbox=support", 30);
	MUST(store_quarantined(bed.store, &counted, &bed_err));
	ck_assert_int_eq(counted.untold, 1);
	ck_assert_int_eq(counted.told_us, 30);
	MUST(store_commit(bed.store, &bed_err));
	bed_close(&bed);
}
END_TEST

START_TEST(signature_counts_once)
{
	struct bed bed;
	bool is_new;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	MUST(store_signature_take(bed.store, "abc", 100, 0, &is_new, &bed_err));
	ck_assert(is_new);
	MUST(store_signature_take(bed.store, "abc", 200, 100, &is_new, &bed_err));
	ck_assert(!is_new);
	MUST(store_signature_take(bed.store, "abd", 200, 101, &is_new, &bed_err));
	ck_assert(is_new);
	MUST(store_signature_take(bed.store, "abc", 300, 101, &is_new, &bed_err));
	ck_assert(is_new);
	MUST(store_commit(bed.store, &bed_err));
	bed_close(&bed);
}
END_TEST

Suite *trust_suite(void)
{
	Suite *suite = suite_create("trust");
	TCase *cases = tcase_create("trust");

	tcase_add_loop_test(cases, challenge_is_settled_once, 0, bed_engines());
	tcase_add_loop_test(cases, mail_lists_tickets, 0, bed_engines());
	tcase_add_loop_test(cases, refusals_are_counted, 0, bed_engines());
	tcase_add_loop_test(cases, signature_counts_once, 0, bed_engines());
	suite_add_tcase(suite, cases);
	return suite;
}
