/* Several connections to one store. */
#include <stdio.h>
#include <string.h>

#include "contract/bed.h"
#include "contract/suites.h"
#include "store/db.h"

/* ---- two connections of one process, in turn ---- */

/* A server's notice takes a moment on its way. */
static bool news_come(struct store *store)
{
	for (int tries = 0; tries < 500; tries++) {
		if (store_has_news(store))
			return true;
		clock_sleep_us(10 * 1000);
	}
	return false;
}

START_TEST(news_are_those_of_others)
{
	struct mailbox_state mailbox;
	struct delivery *leased;
	struct store *other;
	size_t count;
	struct bed bed;

	bed_open(&bed, _i);
	other = bed_second(&bed);
	store_has_news(bed.store);
	store_has_news(other);
	ck_assert(!store_has_news(bed.store));
	MUST(store_begin(bed.store, &bed_err));
	MUST(store_mailbox_open(bed.store, "a", 1, &mailbox, &bed_err));
	ck_assert(!store_has_news(other));
	MUST(store_commit(bed.store, &bed_err));
	ck_assert(news_come(other));
	ck_assert(!store_has_news(bed.store));
	ck_assert(!store_has_news(other));

	/* what changes nothing is no news, or idle roles would keep one another awake */
	MUST(store_outbox_lease(bed.store, NULL, "me", 1, 1, 10, &bed.arena, &leased, &count,
				&bed_err));
	MUST(store_begin(bed.store, &bed_err));
	MUST(store_mailbox_open(bed.store, "a", 1, &mailbox, &bed_err));
	MUST(store_commit(bed.store, &bed_err));
	MUST(store_begin(bed.store, &bed_err));
	MUST(store_mailbox_open(bed.store, "b", 1, &mailbox, &bed_err));
	store_rollback(bed.store);
	ck_assert(!store_has_news(other));
	store_close(other);
	bed_close(&bed);
}
END_TEST

START_TEST(what_is_not_committed_is_not_seen)
{
	struct store *other;
	int64_t count;
	struct bed bed;

	bed_open(&bed, _i);
	other = bed_second(&bed);
	MUST(store_begin(bed.store, &bed_err));
	bed_ticket(&bed, "joe@x.example", NULL);
	MUST(store_ticket_count(other, &count, &bed_err));
	ck_assert_int_eq(count, 0);
	MUST(store_commit(bed.store, &bed_err));
	MUST(store_ticket_count(other, &count, &bed_err));
	ck_assert_int_eq(count, 1);
	store_close(other);
	bed_close(&bed);
}
END_TEST

START_TEST(a_closed_connection_leaves_nothing)
{
	struct store *other;
	struct bed bed;
	int64_t count;

	bed_open(&bed, _i);
	other = bed.store;
	bed.store = bed_second(&bed);
	MUST(store_begin(other, &bed_err));
	{
		struct bed gone = bed;

		gone.store = other;
		bed_ticket(&gone, "joe@x.example", NULL);
		bed.arena = gone.arena;
	}
	store_close(other);
	MUST(store_ticket_count(bed.store, &count, &bed_err));
	ck_assert_int_eq(count, 0);
	MUST(store_begin(bed.store, &bed_err));
	ck_assert_int_eq(bed_ticket(&bed, "joe@x.example", NULL)->number, 1);
	MUST(store_commit(bed.store, &bed_err));
	bed_close(&bed);
}
END_TEST

START_TEST(a_uid_taken_by_another_is_temporary)
{
	struct ledger_entry entry = {.uidvalidity = 7, .uid = 3, .outcome = "filed", .taken_us = 1};
	struct mailbox_state mailbox;
	struct store *other;
	struct bed bed;

	bed_open(&bed, _i);
	other = bed_second(&bed);
	MUST(store_begin(bed.store, &bed_err));
	MUST(store_mailbox_open(bed.store, "a", 1, &mailbox, &bed_err));
	entry.mailbox = mailbox.id;
	MUST(store_ledger_add(bed.store, &entry, &bed_err));
	MUST(store_commit(bed.store, &bed_err));
	MUST(store_begin(other, &bed_err));
	MUST_FAIL(store_ledger_add(other, &entry, &bed_err), ERR_TEMPORARY);
	store_close(other);
	bed_close(&bed);
}
END_TEST

/* ---- processes at once ---- */

enum { ROUNDS = 40, PROCESSES = 3 };

static void take_numbers(struct store *store, int number)
{
	struct bed bed = {.store = store};
	char email[32];

	arena_init(&bed.arena);
	for (int i = 0; i < ROUNDS; i++) {
		/* each begins with people of its own, for two that make the same at once may get
		 * into each other's way */
		snprintf(email, sizeof email, "p%d@x.example", number);
		MUST(store_begin(store, &bed_err));
		bed_ticket(&bed, email, "ann");
		if (i % 4 == 3)
			store_rollback(store);
		else
			MUST(store_commit(store, &bed_err));
	}
	arena_release(&bed.arena);
}

static int check_number(void *context, const struct ticket *ticket)
{
	int64_t *last = context;

	ck_assert_int_eq(ticket->number, ++*last);
	return 0;
}

START_TEST(numbers_have_no_gaps_among_processes)
{
	struct ticket_filter all = {0};
	struct agent_load *loads;
	int64_t last = 0, count;
	size_t agents;
	struct bed bed;

	bed_open(&bed, _i);
	bed_fork(&bed, PROCESSES, take_numbers);
	MUST(store_tickets(bed.store, &all, check_number, &last, &bed_err));
	ck_assert_int_eq(last, PROCESSES * ROUNDS * 3 / 4);
	MUST(store_ticket_count(bed.store, &count, &bed_err));
	ck_assert_int_eq(count, last);
	MUST(store_agent_loads(bed.store, &bed.arena, &loads, &agents, &bed_err));
	ck_assert_int_eq(loads[0].live_tickets, last);
	bed_close(&bed);
}
END_TEST

static void take_contacts(struct store *store, int number)
{
	struct contact contact = {.name = "", .email = NULL};
	char email[32];

	(void)number;
	for (int i = 0; i < ROUNDS; i++) {
		snprintf(email, sizeof email, "p%d@x.example", i);
		contact.email = email;
		MUST(store_begin(store, &bed_err));
		MUST(store_contact_take(store, &contact, 1, &bed_err));
		ck_assert_int_gt(contact.id, 0);
		MUST(store_commit(store, &bed_err));
	}
}

START_TEST(a_person_is_made_once)
{
	struct contact *found;
	struct bed bed;
	char email[32];

	bed_open(&bed, _i);
	bed_fork(&bed, PROCESSES, take_contacts);
	for (int i = 0; i < ROUNDS; i++) {
		snprintf(email, sizeof email, "p%d@x.example", i);
		MUST(store_contact_find(bed.store, email, &bed.arena, &found, &bed_err));
		ck_assert_ptr_nonnull(found);
	}
	bed_close(&bed);
}
END_TEST

static void count_messages(struct store *store, int number)
{
	struct ticket *before, after;
	struct arena arena;

	(void)number;
	arena_init(&arena);
	for (int i = 0; i < ROUNDS; i++) {
		MUST(store_begin(store, &bed_err));
		MUST(store_ticket_load(store, 1, &arena, &before, &bed_err));
		after = *before;
		after.messages++;
		MUST(store_ticket_update(store, before, &after, 1, &bed_err));
		MUST(store_commit(store, &bed_err));
	}
	arena_release(&arena);
}

START_TEST(no_update_is_lost)
{
	struct ticket *ticket;
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	bed_ticket(&bed, "joe@x.example", NULL);
	MUST(store_commit(bed.store, &bed_err));
	bed_fork(&bed, PROCESSES, count_messages);
	MUST(store_ticket_load(bed.store, 1, &bed.arena, &ticket, &bed_err));
	ck_assert_int_eq(ticket->messages, 1 + PROCESSES * ROUNDS);
	bed_close(&bed);
}
END_TEST

enum { MAILS = 200 };

static void post_all(struct store *store, int number)
{
	struct delivery *leased;
	struct arena arena;
	size_t count;
	char holder[16];

	snprintf(holder, sizeof holder, "post-%d", number);
	arena_init(&arena);
	do {
		MUST(store_outbox_lease(store, "main", holder, 1000, 100, 7, &arena, &leased,
					&count, &bed_err));
		MUST(store_begin(store, &bed_err));
		for (size_t i = 0; i < count; i++) {
			ck_assert_int_eq(leased[i].fence, 1);
			MUST(store_delivery_settle(store, &leased[i], DELIVERY_SENT, 1000,
						   TIME_NONE, holder, &bed_err));
		}
		MUST(store_commit(store, &bed_err));
	} while (count);
	arena_release(&arena);
}

static int check_sent(void *context, const struct outbox_row *row, const char *recipient,
		      const char *state, int64_t attempts, int64_t next_us, const char *answer)
{
	int *sent = context;

	(void)row;
	(void)recipient;
	(void)next_us;
	ck_assert_str_eq(state, "sent");
	ck_assert_int_eq(attempts, 1);
	ck_assert_ptr_nonnull(answer);
	++*sent;
	return 0;
}

START_TEST(a_delivery_is_leased_to_one)
{
	static const char *const joe[] = {"joe@x.example"};
	struct outbox_row row = bed_mail(joe, 1);
	int sent = 0;
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	for (int i = 0; i < MAILS; i++) {
		MUST(store_outbox_id(bed.store, &row.id, &bed_err));
		MUST(store_outbox_insert(bed.store, &row, &bed_err));
	}
	MUST(store_commit(bed.store, &bed_err));
	bed_fork(&bed, PROCESSES, post_all);
	MUST(store_outbox(bed.store, true, check_sent, &sent, &bed_err));
	ck_assert_int_eq(sent, MAILS);
	bed_close(&bed);
}
END_TEST

/* ---- what only one engine does ---- */

START_TEST(a_busy_file_is_temporary)
{
	struct store *other;
	struct bed bed;

	bed_open(&bed, 0);
	other = bed_second(&bed);
	MUST(store_begin(bed.store, &bed_err));
	MUST_FAIL(store_begin(other, &bed_err), ERR_TEMPORARY);
	MUST(store_commit(bed.store, &bed_err));
	MUST(store_begin(other, &bed_err));
	store_close(other);
	bed_close(&bed);
}
END_TEST

/* All other connections of the server are cut. */
static void cut_connections(struct bed *bed)
{
	struct db *db;
	int64_t count;

	MUST(db_open_postgresql(bed->conf.location, DB_READ_WRITE, &db, &bed_err));
	ck_assert_int_eq(
	    db_query_int(db, &count,
			 "SELECT COUNT(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
			 " WHERE application_name = 'ombud' AND pid <> pg_backend_pid()",
			 DB_NO_ARGS, &bed_err),
	    1);
	ck_assert_int_ge(count, 1);
	db_close(db);
}

START_TEST(a_lost_connection_is_temporary)
{
	struct journal_row row = {.at_us = 1, .event = "note", .by = "ann"};
	int64_t count;
	struct bed bed;

	bed_open(&bed, 1);
	MUST(store_begin(bed.store, &bed_err));
	bed_ticket(&bed, "joe@x.example", NULL);
	cut_connections(&bed);
	/* one of these notices, and all after it say the same */
	store_journal_insert(bed.store, &row, &bed_err);
	MUST_FAIL(store_commit(bed.store, &bed_err), ERR_TEMPORARY);
	MUST(store_begin(bed.store, &bed_err));
	ck_assert_int_eq(bed_ticket(&bed, "joe@x.example", NULL)->number, 1);
	MUST(store_commit(bed.store, &bed_err));

	cut_connections(&bed); /* while nothing is open nobody notices */
	MUST(store_ticket_count(bed.store, &count, &bed_err));
	ck_assert_int_eq(count, 1);
	cut_connections(&bed);
	ck_assert(store_has_news(bed.store));
	MUST(store_begin(bed.store, &bed_err));
	ck_assert_int_eq(bed_ticket(&bed, "joe@x.example", NULL)->number, 2);
	MUST(store_commit(bed.store, &bed_err));
	bed_close(&bed);
}
END_TEST

/* Two that lock two rows in opposite order: PostgreSQL ends one of them. */
static void lock_both(struct store *store, int number)
{
	struct ticket *ticket;
	struct arena arena;
	struct err err;
	int result;

	arena_init(&arena);
	for (;;) {
		MUST(store_begin(store, &bed_err));
		result = store_ticket_load(store, 1 + number, &arena, &ticket, &err);
		clock_sleep_us(100 * 1000);
		if (result == 0)
			result = store_ticket_load(store, 2 - number, &arena, &ticket, &err);
		if (result == 0)
			break;
		ck_assert_int_eq(err.code, ERR_TEMPORARY);
		store_rollback(store);
		clock_sleep_us(number * 300 * 1000);
	}
	MUST(store_commit(store, &bed_err));
	arena_release(&arena);
}

START_TEST(a_deadlock_is_temporary)
{
	struct bed bed;

	bed_open(&bed, 1);
	MUST(store_begin(bed.store, &bed_err));
	bed_ticket(&bed, "joe@x.example", NULL);
	bed_ticket(&bed, "joe@x.example", NULL);
	MUST(store_commit(bed.store, &bed_err));
	bed_fork(&bed, 2, lock_both);
	bed_close(&bed);
}
END_TEST

static void add_shared(TCase *tests)
{
	tcase_add_loop_test(tests, news_are_those_of_others, 0, bed_shared());
	tcase_add_loop_test(tests, what_is_not_committed_is_not_seen, 0, bed_shared());
	tcase_add_loop_test(tests, a_closed_connection_leaves_nothing, 0, bed_shared());
	tcase_add_loop_test(tests, a_uid_taken_by_another_is_temporary, 0, bed_shared());
	tcase_add_loop_test(tests, numbers_have_no_gaps_among_processes, 0, bed_shared());
	tcase_add_loop_test(tests, a_person_is_made_once, 0, bed_shared());
	tcase_add_loop_test(tests, no_update_is_lost, 0, bed_shared());
	tcase_add_loop_test(tests, a_delivery_is_leased_to_one, 0, bed_shared());
}

Suite *shared_suite(void)
{
	Suite *suite = suite_create("shared");
	TCase *tests = tcase_create("shared");

	tcase_set_timeout(tests, 120);
	add_shared(tests);
	tcase_add_test(tests, a_busy_file_is_temporary);
	if (bed_shared() > 1) {
		tcase_add_test(tests, a_lost_connection_is_temporary);
		tcase_add_test(tests, a_deadlock_is_temporary);
	}
	suite_add_tcase(suite, tests);
	return suite;
}
