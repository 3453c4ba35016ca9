/* Messages, their parts and bytes; and text that no engine may keep. */
#include <stdlib.h>
#include <string.h>

#include "contract/bed.h"
#include "contract/suites.h"

START_TEST(messages_are_found_by_message_id)
{
	static char endless[30000];
	struct stored_message *found;
	int64_t ids[4];
	size_t count;
	struct bed bed;

	memset(endless, 'i', sizeof endless - 1);
	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	bed_ticket(&bed, "joe@x.example", NULL);
	bed_ticket(&bed, "joe@x.example", NULL);
	ids[0] = bed_message(&bed, 1, "A@b");
	ids[1] = bed_message(&bed, 2, "A@b");
	ids[2] = bed_message(&bed, 2, NULL);
	ids[3] = bed_message(&bed, 2, endless);
	MUST(store_commit(bed.store, &bed_err));
	ck_assert_int_lt(ids[0], ids[1]);
	ck_assert_int_lt(ids[1], ids[2]);

	MUST(store_messages_find(bed.store, "A@b", &bed.arena, &found, &count, &bed_err));
	ck_assert_uint_eq(count, 2);
	ck_assert_int_eq(found[0].id, ids[0]);
	ck_assert_int_eq(found[0].ticket, 1);
	ck_assert_int_eq(found[1].ticket, 2);
	ck_assert_str_eq(found[0].message_id, "A@b");
	ck_assert_str_eq(found[0].from, "joe@customer.example");
	ck_assert_str_eq(found[0].recipients, " support@acme.example b@b.example ");
	ck_assert_str_eq(found[0].mailbox, "support");
	ck_assert_str_eq(found[0].fingerprint, "f00d");
	ck_assert_int_eq(found[0].at_us, 2000);
	MUST(store_messages_find(bed.store, "a@b", &bed.arena, &found, &count, &bed_err));
	ck_assert_uint_eq(count, 0);
	MUST(store_messages_find(bed.store, endless, &bed.arena, &found, &count, &bed_err));
	ck_assert_uint_eq(count, 1);
	ck_assert_str_eq(found[0].message_id, endless);
	bed_close(&bed);
}
END_TEST

static void insert_exchange(struct bed *bed, const char *by, const char *agent, const char *words,
			    bool is_public)
{
	struct address from = {agent ? "Ann Ash" : "", "x@x.example"};
	struct message message = {.subject = "s", .date_us = 5, .from = {&from, agent ? 1 : 0}};
	struct message_row row = {.ticket = 1,
				  .mailbox = "support",
				  .at_us = 100,
				  .by = by,
				  .agent = agent,
				  .is_public = is_public,
				  .message = &message,
				  .words = words,
				  .packed = {NULL, 0}};
	int64_t id;

	MUST(store_message_insert(bed->store, &row, &id, &bed_err));
}

START_TEST(exchanges_come_newest_first)
{
	struct exchange *found;
	size_t count;
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	bed_ticket(&bed, "joe@x.example", NULL);
	bed_ticket(&bed, "joe@x.example", NULL);
	insert_exchange(&bed, "customer", NULL, "first", true);
	insert_exchange(&bed, "agent", "ann", "second", false);
	insert_exchange(&bed, "third", NULL, "", true);
	bed_message(&bed, 2, NULL);
	MUST(store_commit(bed.store, &bed_err));
	MUST(store_exchanges(bed.store, 1, 2, &bed.arena, &found, &count, &bed_err));
	ck_assert_uint_eq(count, 2);
	ck_assert_str_eq(found[0].by, "third");
	ck_assert_str_eq(found[0].words, "");
	ck_assert_str_eq(found[1].by, "ann");
	ck_assert_str_eq(found[1].name, "Ann Ash");
	ck_assert_str_eq(found[1].words, "second");
	ck_assert(!found[1].is_public);
	ck_assert_int_eq(found[1].at_us, 100);
	MUST(store_exchanges(bed.store, 1, 100, &bed.arena, &found, &count, &bed_err));
	ck_assert_uint_eq(count, 3);
	ck_assert_str_eq(found[2].by, "customer");
	MUST(store_exchanges(bed.store, 7, 100, &bed.arena, &found, &count, &bed_err));
	ck_assert_uint_eq(count, 0);
	bed_close(&bed);
}
END_TEST

/* A message with these parts and this raw mail; its id. */
static int64_t insert_whole(struct bed *bed, struct attachment *parts, size_t count,
			    struct bytes packed)
{
	struct message message = {
	    .subject = "s", .date_us = TIME_NONE, .attachments = parts, .attachment_count = count};
	struct message_row row = {.ticket = 1,
				  .mailbox = "support",
				  .by = "customer",
				  .message = &message,
				  .words = "",
				  .packed = packed};
	int64_t id;

	MUST(store_message_insert(bed->store, &row, &id, &bed_err));
	return id;
}

START_TEST(parts_keep_their_order)
{
	struct attachment parts[3] = {
	    {.name = "z.png",
	     .type = "image/png",
	     .size = 5,
	     .encoding = "base64",
	     .is_inline = true,
	     .content_id = "c@x",
	     .raw_offset = 10,
	     .raw_len = 8},
	    {.name = "", .type = "text/plain", .size = 0, .encoding = "7bit"},
	    {.name = "a.pdf",
	     .type = "application/pdf",
	     .size = (size_t)1 << 40,
	     .encoding = "binary"},
	};
	struct part_row *found;
	int64_t first, second;
	size_t count;
	struct bed bed;

	memset(parts[0].sha256, 'a', 64);
	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	bed_ticket(&bed, "joe@x.example", NULL);
	first = insert_whole(&bed, parts, 3, (struct bytes){"x", 1});
	second = insert_whole(&bed, parts, 1, (struct bytes){"x", 1});
	MUST(store_commit(bed.store, &bed_err));
	MUST(store_parts(bed.store, first, &bed.arena, &found, &count, &bed_err));
	ck_assert_uint_eq(count, 3);
	for (size_t i = 0; i < 3; i++) {
		ck_assert_int_eq(found[i].message, first);
		ck_assert_str_eq(found[i].name, parts[i].name);
		ck_assert_str_eq(found[i].type, parts[i].type);
		ck_assert_str_eq(found[i].encoding, parts[i].encoding);
		ck_assert_int_eq(found[i].size, (int64_t)parts[i].size);
		ck_assert_str_eq(found[i].sha256, parts[i].sha256);
		ck_assert(found[i].is_inline == parts[i].is_inline);
	}
	ck_assert_str_eq(found[0].content_id, "c@x");
	ck_assert_ptr_null(found[1].content_id);
	ck_assert_int_eq(found[0].raw_offset, 10);
	ck_assert_int_eq(found[0].raw_len, 8);
	MUST(store_parts(bed.store, second, &bed.arena, &found, &count, &bed_err));
	ck_assert_uint_eq(count, 1);
	MUST(store_parts(bed.store, second + 1, &bed.arena, &found, &count, &bed_err));
	ck_assert_uint_eq(count, 0);
	bed_close(&bed);
}
END_TEST

START_TEST(too_many_parts_are_refused)
{
	static struct attachment parts[5000];
	struct message message = {.subject = "s", .attachments = parts, .attachment_count = 5000};
	struct message_row row = {
	    .ticket = 1, .mailbox = "support", .by = "customer", .message = &message, .words = ""};
	struct bed bed;
	int64_t id;

	for (size_t i = 0; i < 5000; i++)
		parts[i] = (struct attachment){.name = "", .type = "", .encoding = ""};
	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	bed_ticket(&bed, "joe@x.example", NULL);
	MUST_FAIL(store_message_insert(bed.store, &row, &id, &bed_err), ERR_LIMIT);
	bed_close(&bed);
}
END_TEST

START_TEST(raw_bytes_come_back)
{
	static const size_t lens[] = {0, 1, 3, 100000, 9000000};
	struct bytes packed, found;
	struct bed bed;
	char *data = malloc(9000000);
	int64_t ids[5];

	for (size_t i = 0; i < 9000000; i++)
		data[i] = (char)(i * i >> 3);
	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	bed_ticket(&bed, "joe@x.example", NULL);
	for (size_t i = 0; i < 5; i++) {
		packed = (struct bytes){data, lens[i]};
		ids[i] = insert_whole(&bed, NULL, 0, packed);
	}
	MUST(store_commit(bed.store, &bed_err));
	for (size_t i = 0; i < 5; i++) {
		MUST(store_raw(bed.store, ids[i], &bed.arena, &found, &bed_err));
		ck_assert_uint_eq(found.len, lens[i]);
		ck_assert(memcmp(found.data, data, lens[i]) == 0);
	}
	MUST_FAIL(store_raw(bed.store, ids[4] + 1, &bed.arena, &found, &bed_err), ERR_NOT_FOUND);
	bed_close(&bed);
	free(data);
}
END_TEST

static const char *const broken[] = {"\xff", "a\xc3", "\xed\xa0\x80", "\xc0\xaf",
				     "\xf5\x80\x80\x80"};

/* PostgreSQL refuses it: so every engine does, and the transaction is over. */
START_TEST(text_is_utf8_or_refused)
{
	int64_t count;
	struct bed bed;

	bed_open(&bed, _i);
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		struct journal_row row = {.event = "note", .by = "ann", .arguments = broken[i]};

		MUST(store_begin(bed.store, &bed_err));
		bed_ticket(&bed, "joe@x.example", NULL);
		MUST_FAIL(store_journal_insert(bed.store, &row, &bed_err), ERR_INPUT);
		row.arguments = "good";
		MUST_FAIL(store_journal_insert(bed.store, &row, &bed_err), ERR_INPUT);
		MUST_FAIL(store_commit(bed.store, &bed_err), ERR_INPUT);
	}
	MUST(store_ticket_count(bed.store, &count, &bed_err));
	ck_assert_int_eq(count, 0);
	bed_close(&bed);
}
END_TEST

/* What is kept to be taken back is the newest of that agent on that ticket, once. */
START_TEST(messages_are_taken_back)
{
	struct kept_message kept;
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	bed_ticket(&bed, "joe@x.example", NULL);
	bed_ticket(&bed, "joe@x.example", NULL);
	insert_exchange(&bed, "agent", "ann", "first", true);
	insert_exchange(&bed, "agent", "ann", "second", true);
	insert_exchange(&bed, "agent", "bob", "third", true);
	MUST(store_kept_undoable(bed.store, 1, "ann", &bed.arena, &kept, &bed_err));
	ck_assert_int_eq(kept.id, 0);
	MUST(store_kept_undo(bed.store, 1, "a", &bed_err));
	MUST(store_kept_undo(bed.store, 2, "b", &bed_err));
	MUST(store_kept_undoable(bed.store, 1, "ann", &bed.arena, &kept, &bed_err));
	ck_assert_int_eq(kept.id, 2);
	ck_assert_str_eq(kept.undo, "b");
	ck_assert_str_eq(kept.words, "second");
	ck_assert(kept.is_public && !kept.has_attachments);
	MUST(store_kept_withdraw(bed.store, 2, &bed_err));
	MUST(store_kept_load(bed.store, 2, &bed.arena, &kept, &bed_err));
	ck_assert_str_eq(kept.by, "draft");
	ck_assert(!kept.undo && !kept.is_public);
	MUST(store_kept_move(bed.store, 1, 2, &bed_err));
	MUST(store_kept_load(bed.store, 1, &bed.arena, &kept, &bed_err));
	ck_assert_int_eq(kept.ticket, 2);
	ck_assert_str_eq(kept.agent, "ann");
	MUST(store_kept_load(bed.store, 9, &bed.arena, &kept, &bed_err));
	ck_assert_int_eq(kept.id, 0);
	MUST(store_commit(bed.store, &bed_err));
	bed_close(&bed);
}
END_TEST

/* A mail that waits can be held for ever; one that was tried, or is ready, can't. */
START_TEST(waiting_mails_are_cancelled)
{
	static const char *const people[] = {"a@x", "b@x"};
	struct outbox_row row = bed_mail(people, 2);
	struct delivery *leased;
	int64_t waits, ready;
	size_t count;
	struct bed bed;
	bool is_held;

	bed_open(&bed, _i);
	ready = bed_send(&bed, row);
	row.not_before_us = 7000;
	waits = bed_send(&bed, row);
	MUST(store_begin(bed.store, &bed_err));
	MUST(store_outbox_is_held(bed.store, ready, &is_held, &bed_err));
	ck_assert(!is_held);
	MUST(store_outbox_is_held(bed.store, waits, &is_held, &bed_err));
	ck_assert(is_held);
	MUST(store_outbox_cancel(bed.store, ready, &bed_err));
	MUST(store_outbox_cancel(bed.store, waits, &bed_err));
	MUST(store_outbox_is_held(bed.store, waits, &is_held, &bed_err));
	ck_assert(!is_held);
	MUST(store_outbox_lease(bed.store, NULL, "me", 9000, 100, 9, &bed.arena, &leased, &count,
				&bed_err));
	ck_assert_uint_eq(count, 2);
	ck_assert_int_eq(leased[0].outbox, ready);
	ck_assert_int_eq(leased[1].outbox, ready);
	MUST(store_commit(bed.store, &bed_err));
	bed_close(&bed);
}
END_TEST

/* Two people are one: addresses, tickets and messages. */
START_TEST(contacts_are_merged)
{
	struct contact one, two, *found;
	struct ticket_brief *briefs;
	size_t count;
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	bed_ticket(&bed, "one@x.example", NULL);
	bed_ticket(&bed, "two@x.example", NULL);
	one = bed_contact(&bed, "one@x.example", "One");
	two = bed_contact(&bed, "two@x.example", "Two");
	MUST(store_contact_merge(bed.store, one.id, two.id, &bed_err));
	MUST(store_contact_find(bed.store, "ONE@x.example", &bed.arena, &found, &bed_err));
	ck_assert_int_eq(found->id, two.id);
	ck_assert_str_eq(found->email, "two@x.example");
	MUST(store_contact_tickets(bed.store, two.id, 9, &bed.arena, &briefs, &count, &bed_err));
	ck_assert_uint_eq(count, 2);
	MUST(store_contact_tickets(bed.store, one.id, 9, &bed.arena, &briefs, &count, &bed_err));
	ck_assert_uint_eq(count, 0);
	MUST(store_commit(bed.store, &bed_err));
	bed_close(&bed);
}
END_TEST

Suite *message_suite(void)
{
	Suite *suite = suite_create("message");
	TCase *tests = tcase_create("message");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, messages_are_found_by_message_id, 0, bed_engines());
	tcase_add_loop_test(tests, exchanges_come_newest_first, 0, bed_engines());
	tcase_add_loop_test(tests, messages_are_taken_back, 0, bed_engines());
	tcase_add_loop_test(tests, waiting_mails_are_cancelled, 0, bed_engines());
	tcase_add_loop_test(tests, contacts_are_merged, 0, bed_engines());
	tcase_add_loop_test(tests, parts_keep_their_order, 0, bed_engines());
	tcase_add_loop_test(tests, too_many_parts_are_refused, 0, bed_engines());
	tcase_add_loop_test(tests, raw_bytes_come_back, 0, bed_engines());
	tcase_add_loop_test(tests, text_is_utf8_or_refused, 0, bed_engines());
	suite_add_tcase(suite, tests);
	return suite;
}
