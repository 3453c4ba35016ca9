/* Listings for people. */
#include <stdio.h>
#include <string.h>

#include "contract/bed.h"
#include "contract/suites.h"

struct seen {
	char text[1024];
	int rows, end_after;
};

static void add(struct seen *seen, const char *text)
{
	size_t len = strlen(seen->text);

	snprintf(seen->text + len, sizeof seen->text - len, "%s ", text);
	seen->rows++;
}

static int see_ticket(void *context, const struct ticket *ticket)
{
	struct seen *seen = context;
	char number[24];

	snprintf(number, sizeof number, "%lld/%zu", (long long)ticket->number,
		 ticket->participant_count);
	add(seen, number);
	return seen->rows == seen->end_after;
}

/* Tickets 1 to 6: owners ann bob - ann bob -, the even ones pending. */
static const struct {
	struct ticket_filter filter;
	const char *wanted;
} filters[] = {
    {{0}, "1/0 2/0 3/0 4/0 5/0 6/1 "},
    {{.max = 2}, "1/0 2/0 "},
    {{.above = 4}, "5/0 6/1 "},
    {{.above = 6}, ""},
    {{.owner = "ann"}, "1/0 4/0 "},
    {{.owner = "ann", .status = "pending"}, "4/0 "},
    {{.status = "new"}, "1/0 3/0 5/0 "},
    {{.team = "support", .mailbox = "support", .max = 1, .above = 1}, "2/0 "},
    {{.team = "nobody"}, ""},
    {{.mailbox = "Support"}, ""},
};

static void open_six(struct bed *bed)
{
	static const char *const owners[] = {"ann", "bob", NULL};
	struct participant watcher = {PARTICIPANT_WATCHER, 0, "a@a", "", "ann"};
	struct ticket *ticket, before;

	for (int i = 0; i < 6; i++) {
		ticket = bed_ticket(bed, "joe@x.example", owners[i % 3]);
		before = *ticket;
		ticket->status = i % 2 ? STATUS_PENDING : STATUS_NEW;
		ticket->participants = &watcher;
		ticket->participant_count = i == 5;
		MUST(store_ticket_update(bed->store, &before, ticket, 1, &bed_err));
	}
}

START_TEST(tickets_by_filter)
{
	struct seen cut = {.end_after = 3};
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	open_six(&bed);
	MUST(store_commit(bed.store, &bed_err));
	for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
		struct seen seen = {0};

		MUST(store_tickets(bed.store, &filters[i].filter, see_ticket, &seen, &bed_err));
		ck_assert_str_eq(seen.text, filters[i].wanted);
	}
	MUST(store_tickets(bed.store, &filters[0].filter, see_ticket, &cut, &bed_err));
	ck_assert_str_eq(cut.text, "1/0 2/0 3/0 ");
	bed_close(&bed);
}
END_TEST

static void see_all(struct seen *seen, const struct ticket *tickets, size_t count)
{
	for (size_t i = 0; i < count; i++)
		see_ticket(seen, &tickets[i]);
}

/* Tickets 2, 4 and 6 are pending, 3 is urgent, 5 is put off, 1 is solved. */
static void open_queue(struct bed *bed)
{
	struct ticket_field field = {"snoozed_until", "2026-01-06T09:00:00Z"};
	struct ticket *ticket, before;

	open_six(bed);
	for (int i = 1; i < 6; i += 2) {
		MUST(store_ticket_load(bed->store, i, &bed->arena, &ticket, &bed_err));
		before = *ticket;
		if (i == 1)
			ticket->status = STATUS_SOLVED;
		else if (i == 3)
			ticket->priority = PRIORITY_URGENT;
		ticket->fields = &field;
		ticket->field_count = i == 5;
		MUST(store_ticket_update(bed->store, &before, ticket, 2, &bed_err));
	}
}

static const struct {
	struct queue_filter filter;
	const char *wanted;
} queues[] = {
    {{.max = 9}, "3/0 2/0 4/0 5/0 6/0 "},
    {{.without_field = "snoozed_until", .max = 9}, "3/0 2/0 4/0 6/0 "},
    {{.without_field = "snoozed_until", .max = 2}, "3/0 2/0 "},
    {{.owner = "ann", .max = 9}, "4/0 "},
    {{.owner = "bob", .team = "support", .max = 9}, "2/0 5/0 "},
    {{.team = "nobody", .max = 9}, ""},
};

static const struct {
	const char *words, *wanted;
} searches[] = {
    {"JOE", "6/0 5/0 "},        {"joe@x.example", "6/0 5/0 "}, {"joe 100%", ""},
    {"o x.exam j", "6/0 5/0 "}, {"a b c d e f g", ""},         {"_", ""},
};

START_TEST(queues_and_searches)
{
	struct ticket *tickets;
	struct bed bed;
	size_t count;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	open_queue(&bed);
	MUST(store_commit(bed.store, &bed_err));
	for (size_t i = 0; i < sizeof queues / sizeof *queues; i++) {
		struct seen seen = {0};

		MUST(store_queue(bed.store, &queues[i].filter, &bed.arena, &tickets, &count,
				 &bed_err));
		see_all(&seen, tickets, count);
		ck_assert_str_eq(seen.text, queues[i].wanted);
	}
	for (size_t i = 0; i < sizeof searches / sizeof *searches; i++) {
		struct seen seen = {0};

		MUST(store_search(bed.store, searches[i].words, 2, &bed.arena, &tickets, &count,
				  &bed_err));
		see_all(&seen, tickets, count);
		ck_assert_str_eq(seen.text, searches[i].wanted);
	}
	bed_close(&bed);
}
END_TEST

START_TEST(many_tickets_come_in_pages)
{
	static const size_t maxima[] = {0, 1, 199, 200, 201, 400, 449, 450, 900};
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	for (int i = 0; i < 450; i++)
		bed_ticket(&bed, "joe@x.example", NULL);
	MUST(store_commit(bed.store, &bed_err));
	for (size_t i = 0; i < sizeof maxima / sizeof *maxima; i++) {
		struct ticket_filter filter = {.max = maxima[i]};
		struct seen seen = {0};

		MUST(store_tickets(bed.store, &filter, see_ticket, &seen, &bed_err));
		ck_assert_int_eq(seen.rows, maxima[i] && maxima[i] < 450 ? (int)maxima[i] : 450);
	}
	bed_close(&bed);
}
END_TEST

static int see_mail(void *context, const struct outbox_row *row, const char *recipient,
		    const char *state, int64_t attempts, int64_t next_us, const char *answer)
{
	char text[128];

	snprintf(text, sizeof text, "%lld:%s:%s:%lld:%lld:%s", (long long)row->id, recipient, state,
		 (long long)attempts, (long long)next_us, answer ? answer : "-");
	add(context, text);
	return 0;
}

static void settle(struct bed *bed, const struct delivery *delivery, enum delivery_state state)
{
	MUST(store_begin(bed->store, &bed_err));
	MUST(store_delivery_settle(bed->store, delivery, state, 20, 9000, "answer", &bed_err));
	MUST(store_commit(bed->store, &bed_err));
}

START_TEST(the_outbox_with_its_states)
{
	static const char *const people[] = {"a@x", "b@x"};
	struct outbox_row row = bed_mail(people, 2);
	struct seen all = {0}, queue = {0};
	struct delivery *leased;
	size_t count;
	struct bed bed;

	bed_open(&bed, _i);
	bed_send(&bed, row);
	bed_send(&bed, row);
	row.not_before_us = 7000;
	row.recipient_count = 1;
	bed_send(&bed, row);
	MUST(store_outbox_lease(bed.store, NULL, "me", 1000, 100, 3, &bed.arena, &leased, &count,
				&bed_err));
	settle(&bed, &leased[0], DELIVERY_SENT);
	settle(&bed, &leased[1], DELIVERY_FAILED);
	settle(&bed, &leased[2], DELIVERY_QUEUED);
	MUST(store_outbox(bed.store, true, see_mail, &all, &bed_err));
	ck_assert_str_eq(all.text, "1:a@x:sent:1:20:answer 1:b@x:failed:1:20:answer "
				   "2:a@x:queued:1:9000:answer 2:b@x:queued:0:1000:- "
				   "3:a@x:queued:0:7000:- ");
	MUST(store_outbox(bed.store, false, see_mail, &queue, &bed_err));
	ck_assert_str_eq(queue.text, "2:a@x:queued:1:9000:answer 2:b@x:queued:0:1000:- "
				     "3:a@x:queued:0:7000:- ");
	bed_close(&bed);
}
END_TEST

static int see_quarantine(void *context, const struct quarantine_row *row)
{
	char text[128];

	snprintf(text, sizeof text, "%lld:%s:%u:%u:%s:%s:%s:%lld:%zu", (long long)row->id,
		 row->mailbox, (unsigned)row->uidvalidity, (unsigned)row->uid, row->reason,
		 row->from, row->subject, (long long)row->at_us, row->packed.len);
	add(context, text);
	return 0;
}

START_TEST(quarantine_with_and_without_bytes)
{
	struct quarantine_row one = {.mailbox = "support",
				     .uidvalidity = 7,
				     .uid = 3,
				     .reason = "crash",
				     .from = "x@y",
				     .subject = "s",
				     .at_us = 5,
				     .packed = {"raw\0", 4}};
	struct quarantine_row bare = {.mailbox = "support", .reason = "empty", .at_us = 6};
	struct seen with = {0}, without = {0};
	struct bed bed;
	int64_t id;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	MUST(store_quarantine_insert(bed.store, &one, &id, &bed_err));
	ck_assert_int_eq(id, 1);
	MUST(store_quarantine_insert(bed.store, &bare, &id, &bed_err));
	ck_assert_int_eq(id, 2);
	MUST(store_commit(bed.store, &bed_err));
	MUST(store_quarantine(bed.store, true, see_quarantine, &with, &bed_err));
	ck_assert_str_eq(with.text, "1:support:7:3:crash:x@y:s:5:4 2:support:0:0:empty:::6:0 ");
	MUST(store_quarantine(bed.store, false, see_quarantine, &without, &bed_err));
	ck_assert_str_eq(without.text, "1:support:7:3:crash:x@y:s:5:0 2:support:0:0:empty:::6:0 ");
	bed_close(&bed);
}
END_TEST

Suite *list_suite(void)
{
	Suite *suite = suite_create("list");
	TCase *tests = tcase_create("list");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, tickets_by_filter, 0, bed_engines());
	tcase_add_loop_test(tests, queues_and_searches, 0, bed_engines());
	tcase_add_loop_test(tests, many_tickets_come_in_pages, 0, bed_engines());
	tcase_add_loop_test(tests, the_outbox_with_its_states, 0, bed_engines());
	tcase_add_loop_test(tests, quarantine_with_and_without_bytes, 0, bed_engines());
	suite_add_tcase(suite, tests);
	return suite;
}
