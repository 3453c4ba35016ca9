/* The outbox: what goes in, and how much of it nobody wrote. */
#include <stdio.h>
#include <string.h>

#include "contract/bed.h"
#include "contract/suites.h"

static const char *const joe[] = {"joe@x.example"};

START_TEST(sent_mail_is_known_by_its_row)
{
	static const char *const both[] = {"Joe@x.example", "eve@x.example"};
	struct outbox_row row = bed_mail(both, 2);
	struct sent_mail sent;
	struct bed bed;
	int64_t id;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	row.ticket = bed_ticket(&bed, "joe@x.example", NULL)->number;
	MUST(store_commit(bed.store, &bed_err));
	row.agent = "ann";
	id = bed_send(&bed, row);
	ck_assert_int_eq(id, 1);
	MUST(store_sent_load(bed.store, id, &bed.arena, &sent, &bed_err));
	ck_assert_int_eq(sent.id, id);
	ck_assert_int_eq(sent.ticket, 1);
	ck_assert_str_eq(sent.template_name, "ack");
	ck_assert_str_eq(sent.agent, "ann");
	ck_assert_str_eq(sent.email, "Joe@x.example");
	ck_assert_str_eq(sent.text, "words");

	row.ticket = 0;
	row.agent = NULL;
	row.recipient_count = 0;
	ck_assert_int_eq(bed_send(&bed, row), 2);
	MUST(store_sent_load(bed.store, 2, &bed.arena, &sent, &bed_err));
	ck_assert_int_eq(sent.ticket, 0);
	ck_assert_ptr_null(sent.agent);
	ck_assert_str_eq(sent.email, "");
	MUST(store_sent_load(bed.store, 3, &bed.arena, &sent, &bed_err));
	ck_assert_int_eq(sent.id, 0);
	bed_close(&bed);
}
END_TEST

struct seen {
	struct outbox_row row;
	char states[64];
};

static int see(void *context, const struct outbox_row *row, const char *recipient,
	       const char *state, int64_t attempts, int64_t next_us, const char *answer)
{
	struct seen *seen = context;

	(void)recipient;
	(void)answer;
	ck_assert_int_eq(attempts, 0);
	ck_assert_int_eq(next_us, 1000);
	seen->row.id = row->id;
	ck_assert_str_eq(row->mailbox, seen->row.mailbox);
	ck_assert_str_eq(row->relay, seen->row.relay);
	ck_assert_str_eq(row->template_name, seen->row.template_name);
	ck_assert_str_eq(row->audience, seen->row.audience);
	ck_assert_ptr_null(row->agent);
	ck_assert(row->is_auto);
	ck_assert_int_eq(row->priority, 1);
	ck_assert_str_eq(row->message_id, seen->row.message_id);
	ck_assert_str_eq(row->envelope_from, "");
	ck_assert_str_eq(row->head, seen->row.head);
	ck_assert_str_eq(row->subject, seen->row.subject);
	ck_assert_str_eq(row->text, seen->row.text);
	ck_assert_str_eq(row->html, "<p>words</p>");
	ck_assert_int_eq(row->attachments_of, 0);
	ck_assert_int_eq(row->created_us, 1000);
	ck_assert_int_eq(row->not_before_us, TIME_NONE);
	snprintf(seen->states + strlen(seen->states), 16, "%s ", state);
	return 0;
}

START_TEST(every_field_comes_back)
{
	static const char *const both[] = {"joe@x.example", "Gone@x.example"};
	struct seen seen = {.row = bed_mail(both, 2)};
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	MUST(store_suppress(bed.store, "gone@X.example", "5.1.1", 1, &bed_err));
	MUST(store_commit(bed.store, &bed_err));
	seen.row.envelope_from = "";
	seen.row.html = "<p>words</p>";
	bed_send(&bed, seen.row);
	MUST(store_outbox(bed.store, true, see, &seen, &bed_err));
	ck_assert_int_eq(seen.row.id, 1);
	ck_assert_str_eq(seen.states, "queued suppressed ");
	bed_close(&bed);
}
END_TEST

/* Mails at 1000 us: joe automatic twice, joe by a person once, eve automatic once. */
static const struct {
	const char *email;
	int64_t since_us, count;
} per_contact[] = {
    {"joe@x.example", 999, 2}, {"JOE@x.example", 0, 2},    {"joe@x.example", 1000, 0},
    {"eve@x.example", 999, 1}, {"nobody@x.example", 0, 0},
};

START_TEST(automatic_mail_is_counted_by_address)
{
	static const char *const both[] = {"Joe@x.example", "eve@x.example"};
	struct outbox_row row = bed_mail(both, 2);
	struct bed bed;
	int64_t count;

	bed_open(&bed, _i);
	bed_send(&bed, row);
	row.recipient_count = 1;
	bed_send(&bed, row);
	row.is_auto = false;
	bed_send(&bed, row);
	for (size_t i = 0; i < sizeof per_contact / sizeof *per_contact; i++) {
		MUST(store_auto_count_contact(bed.store, per_contact[i].email,
					      per_contact[i].since_us, &count, &bed_err));
		ck_assert_msg(count == per_contact[i].count, "row %zu: %lld", i, (long long)count);
	}
	bed_close(&bed);
}
END_TEST

START_TEST(counting_stops_at_a_thousand)
{
	static const char *many[1100];
	struct outbox_row row = bed_mail(many, 1100);
	struct bed bed;
	int64_t count;

	for (size_t i = 0; i < 1100; i++)
		many[i] = joe[0];
	bed_open(&bed, _i);
	bed_send(&bed, row);
	MUST(store_auto_count_contact(bed.store, joe[0], 0, &count, &bed_err));
	ck_assert_int_eq(count, 1000);
	bed_close(&bed);
}
END_TEST

/* One mail at each of these moments; then how many are counted since. */
static const int64_t moments_us[] = {1, MINUTE_US, MINUTE_US + 1, 3 * MINUTE_US, HOUR_US};

static const struct {
	const char *mailbox;
	int64_t since_us, count;
} per_mailbox[] = {
    {"support", 0, 5},
    {"support", MINUTE_US, 3},
    {"support", 2 * MINUTE_US, 2},
    {"support", 3 * MINUTE_US, 1},
    {"support", HOUR_US - 1, 1},
    {"support", HOUR_US, 0},
    {"sales", 0, 0},
};

START_TEST(automatic_mail_is_counted_by_mailbox)
{
	struct outbox_row row = bed_mail(joe, 1);
	struct bed bed;
	int64_t count;

	bed_open(&bed, _i);
	for (size_t i = 0; i < sizeof moments_us / sizeof *moments_us; i++) {
		row.created_us = moments_us[i];
		bed_send(&bed, row);
	}
	row.audience = "agent"; /* not counted: only customers' mail is */
	bed_send(&bed, row);
	row.audience = "customer";
	row.is_auto = false; /* nor this: a person wrote it */
	bed_send(&bed, row);
	for (size_t i = 0; i < sizeof per_mailbox / sizeof *per_mailbox; i++) {
		MUST(store_auto_count_mailbox(bed.store, per_mailbox[i].mailbox,
					      per_mailbox[i].since_us, &count, &bed_err));
		ck_assert_msg(count == per_mailbox[i].count, "row %zu: %lld", i, (long long)count);
	}
	row.is_auto = true;
	row.created_us = 10 * DAY_US; /* what is days old is forgotten */
	bed_send(&bed, row);
	MUST(store_auto_count_mailbox(bed.store, "support", 0, &count, &bed_err));
	ck_assert_int_eq(count, 1);
	bed_close(&bed);
}
END_TEST

START_TEST(all_recipients_are_known)
{
	static const char *const both[] = {"Joe@X.example", "eve@x.example"};
	const char *recipients;
	struct bed bed;

	bed_open(&bed, _i);
	bed_send(&bed, bed_mail(joe, 1));
	bed_send(&bed, bed_mail(both, 2));
	MUST(store_sent_recipients(bed.store, 2, &bed.arena, &recipients, &bed_err));
	ck_assert_str_eq(recipients, " joe@x.example eve@x.example ");
	MUST(store_sent_recipients(bed.store, 77, &bed.arena, &recipients, &bed_err));
	ck_assert_str_eq(recipients, " ");
	bed_close(&bed);
}
END_TEST

/* Mail that waits for a relay can be given to another. */
START_TEST(relays_are_known_and_moved)
{
	struct outbox_row row = bed_mail(joe, 1);
	struct conf_strings names;
	struct delivery *leased;
	struct bed bed;
	size_t count;

	bed_open(&bed, _i);
	row.relay = "old";
	bed_send(&bed, row);
	row.not_before_us = row.created_us + 500;
	bed_send(&bed, row);
	row.relay = "main";
	bed_send(&bed, row);
	MUST(store_begin(bed.store, &bed_err));
	MUST(store_outbox_relays(bed.store, &bed.arena, &names, &bed_err));
	ck_assert_uint_eq(names.count, 3); /* "old" is named for each of its two states */
	MUST(store_outbox_move(bed.store, "old", "main", &bed_err));
	MUST(store_commit(bed.store, &bed_err));
	MUST(store_outbox_lease(bed.store, "old", "me", 9000, 9, 9, &bed.arena, &leased, &count,
				&bed_err));
	ck_assert_uint_eq(count, 0);
	MUST(store_outbox_lease(bed.store, "main", "me", 9000, 9, 9, &bed.arena, &leased, &count,
				&bed_err));
	ck_assert_uint_eq(count, 3);
	bed_close(&bed);
}
END_TEST

Suite *outbox_suite(void)
{
	Suite *suite = suite_create("outbox");
	TCase *tests = tcase_create("outbox");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, sent_mail_is_known_by_its_row, 0, bed_engines());
	tcase_add_loop_test(tests, every_field_comes_back, 0, bed_engines());
	tcase_add_loop_test(tests, automatic_mail_is_counted_by_address, 0, bed_engines());
	tcase_add_loop_test(tests, counting_stops_at_a_thousand, 0, bed_engines());
	tcase_add_loop_test(tests, automatic_mail_is_counted_by_mailbox, 0, bed_engines());
	tcase_add_loop_test(tests, all_recipients_are_known, 0, bed_engines());
	tcase_add_loop_test(tests, relays_are_known_and_moved, 0, bed_engines());
	suite_add_tcase(suite, tests);
	return suite;
}
