/* What fails in the middle: by the scripted driver, and by a disk that is really full. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "contract/bed.h"
#include "contract/suites.h"
#include "store/db.h"
#include "store/db_scripted.h"

static const char *const joe[] = {"joe@x.example"};

/* One mail's transaction, as intake makes it. */
static int take_mail(struct store *store, uint32_t uid, struct err *err)
{
	struct contact contact = {.email = "joe@x.example", .name = "Joe"};
	struct ticket ticket = {.mailbox = "support",
				.team = "t",
				.owner = "ann",
				.language = "en",
				.subject = "s",
				.tags = ""};
	struct message message = {.subject = "s", .message_id = "a@b", .date_us = TIME_NONE};
	struct message_row row = {.mailbox = "support",
				  .by = "customer",
				  .message = &message,
				  .words = "w",
				  .packed = {"zip", 3}};
	struct journal_row journal = {.ticket = &ticket, .event = "created", .by = "intake"};
	struct ledger_entry entry = {.uidvalidity = 7, .uid = uid, .outcome = "ticket"};
	struct outbox_row mail = bed_mail(joe, 1);
	struct mailbox_state mailbox;

	if (store_begin(store, err) < 0)
		return -1;
	if (store_mailbox_open(store, "support", 1, &mailbox, err) < 0 ||
	    store_contact_take(store, &contact, 1, err) < 0)
		return -1;
	ticket.requester = contact;
	if (store_ticket_insert(store, &ticket, err) < 0)
		return -1;
	row.ticket = mail.ticket = entry.ticket = ticket.number;
	entry.mailbox = mailbox.id;
	if (store_message_insert(store, &row, &entry.message, err) < 0 ||
	    store_ledger_add(store, &entry, err) < 0 ||
	    store_journal_insert(store, &journal, err) < 0 ||
	    store_outbox_id(store, &mail.id, err) < 0 || store_outbox_insert(store, &mail, err) < 0)
		return -1;
	return store_commit(store, err);
}

static int64_t tickets(struct store *store)
{
	int64_t count;

	MUST(store_ticket_count(store, &count, &bed_err));
	return count;
}

static const struct db_fault faults[] = {
    {.code = ERR_TEMPORARY, .text = "the disk is full"},
    {.code = ERR_SYSTEM, .text = "the file is damaged"},
    {.code = ERR_TEMPORARY, .text = "the connection is lost", .is_lasting = true},
};

/* Every call fails once, and each time nothing is left. */
START_TEST(any_call_may_fail)
{
	struct db_fault fault = faults[_i];
	struct store *store;

	MUST(store_open_scripted(&store, &bed_err));
	for (fault.nth = 1;; fault.nth++) {
		store_script(store, &fault);
		bed_err = (struct err){0};
		if (take_mail(store, 1, &bed_err) == 0)
			break;
		ck_assert_int_eq(bed_err.code, fault.code);
		ck_assert_str_eq(bed_err.text, fault.text);
		store_rollback(store);
		store_script(store, NULL);
		ck_assert_int_eq(tickets(store), 0);
	}
	ck_assert_uint_gt(fault.nth, 15);
	store_script(store, NULL);
	ck_assert_int_eq(tickets(store), 1);
	store_close(store);
}
END_TEST

START_TEST(an_answer_to_a_commit_may_be_lost)
{
	struct db_fault fault = {.call = DB_CALL_COMMIT,
				 .nth = 1,
				 .is_done = true,
				 .code = ERR_TEMPORARY,
				 .text = "the connection is lost"};
	struct ledger_entry entry = {.mailbox = 1, .uidvalidity = 7, .uid = 1};
	bool uid, content;
	struct store *store;

	MUST(store_open_scripted(&store, &bed_err));
	store_script(store, &fault);
	MUST_FAIL(take_mail(store, 1, &bed_err), ERR_TEMPORARY);
	store_rollback(store);
	ck_assert_int_eq(tickets(store), 1);
	MUST(store_ledger_knows(store, &entry, &uid, &content, &bed_err));
	ck_assert(uid);
	MUST_FAIL(take_mail(store, 1, &bed_err), ERR_TEMPORARY);
	store_rollback(store);
	MUST(take_mail(store, 2, &bed_err));
	store_close(store);
}
END_TEST

START_TEST(calls_are_counted_by_kind)
{
	struct db_fault second_write = {
	    .call = DB_CALL_WRITE, .nth = 2, .code = ERR_SYSTEM, .text = "no"};
	struct store *store;

	MUST(store_open_scripted(&store, &bed_err));
	store_script(store, NULL);
	MUST(take_mail(store, 1, &bed_err));
	ck_assert_uint_eq(store_script_calls(store, DB_CALL_BEGIN), 1);
	ck_assert_uint_eq(store_script_calls(store, DB_CALL_COMMIT), 1);
	ck_assert_uint_gt(store_script_calls(store, DB_CALL_READ), 1);
	ck_assert_uint_eq(store_script_calls(store, DB_CALL_ANY),
			  2 + store_script_calls(store, DB_CALL_READ) +
			      store_script_calls(store, DB_CALL_WRITE));
	store_script(store, &second_write);
	MUST_FAIL(take_mail(store, 2, &bed_err), ERR_SYSTEM);
	ck_assert_uint_eq(store_script_calls(store, DB_CALL_WRITE), 2);
	store_close(store);
}
END_TEST

START_TEST(a_lease_that_fails_gives_nothing)
{
	struct db_fault fault = {.code = ERR_TEMPORARY, .text = "the disk is full"};
	struct delivery *leased;
	struct store *store;
	struct arena arena;
	size_t count;
	int result;

	arena_init(&arena);
	MUST(store_open_scripted(&store, &bed_err));
	MUST(take_mail(store, 1, &bed_err));
	do {
		fault.nth++;
		store_script(store, &fault);
		result = store_outbox_lease(store, NULL, "me", 2000, 100, 10, &arena, &leased,
					    &count, &bed_err);
		ck_assert_uint_eq(count, result == 0 ? 1 : 0);
	} while (result < 0);
	ck_assert_uint_eq(fault.nth, 6); /* begin, two updates, the mails, commit */
	ck_assert_int_eq(leased->fence, 1);
	store_close(store);
	arena_release(&arena);
}
END_TEST

/* ---- a full disk ---- */

/* A small disk of this process's own at path; false where it may not have one. */
static bool mount_small(const char *path)
{
	return unshare(CLONE_NEWNS) == 0 &&
	       mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
	       mount("none", path, "tmpfs", 0, "size=1200k") == 0;
}

static void put_ballast(const char *path, size_t len)
{
	char block[4096] = "";
	int file = open(path, O_WRONLY | O_CREAT, 0600);

	ck_assert_int_ge(file, 0);
	for (size_t done = 0; done < len; done += sizeof block)
		ck_assert_int_eq(write(file, block, sizeof block), (ssize_t)sizeof block);
	close(file);
}

/* Mails until the disk is full; how many were committed. */
static uint32_t fill(struct store *store, uint32_t from)
{
	uint32_t uid = from;

	bed_err = (struct err){0};
	while (take_mail(store, uid, &bed_err) == 0)
		uid++;
	store_rollback(store);
	return uid - from;
}

static void check_integrity(struct bed *bed)
{
	struct db *db;
	struct db_stmt *row;

	MUST(db_open_sqlite(bed->conf.location, DB_READ_WRITE, &db, &bed_err));
	row = db_query(db, "PRAGMA integrity_check", DB_NO_ARGS, &bed_err);
	ck_assert_ptr_nonnull(row);
	ck_assert_int_eq(db_step(row, &bed_err), 1);
	ck_assert_str_eq(db_get_text(row, &bed->arena), "ok");
	db_finish(row);
	db_close(db);
}

START_TEST(a_full_disk_loses_nothing)
{
	const char *ballast;
	uint32_t taken, more;
	struct bed bed;

	bed_prepare(&bed, 0);
	if (!mount_small(bed.folder)) {
		printf("a full disk was not tried: %s\n", strerror(errno));
		bed_close(&bed);
		return;
	}
	ballast = arena_printf(&bed.arena, "%s/ballast", bed.folder);
	put_ballast(ballast, 400 * 1024);
	bed.store = bed_second(&bed);
	taken = fill(bed.store, 1);
	ck_assert_int_eq(bed_err.code, ERR_TEMPORARY);
	ck_assert_ptr_nonnull(strstr(bed_err.text, "disk is full"));
	ck_assert_uint_gt(taken, 3);
	ck_assert_int_eq(tickets(bed.store), taken);

	unlink(ballast);
	more = fill(bed.store, taken + 1);
	ck_assert_uint_gt(more, 3);
	ck_assert_int_eq(tickets(bed.store), taken + more);
	store_close(bed.store);
	bed.store = NULL;
	check_integrity(&bed);
	bed_close(&bed);
}
END_TEST

Suite *faults_suite(void)
{
	Suite *suite = suite_create("faults");
	TCase *tests = tcase_create("faults");

	tcase_set_timeout(tests, 120);
	tcase_add_loop_test(tests, any_call_may_fail, 0, (int)(sizeof faults / sizeof *faults));
	tcase_add_test(tests, an_answer_to_a_commit_may_be_lost);
	tcase_add_test(tests, calls_are_counted_by_kind);
	tcase_add_test(tests, a_lease_that_fails_gives_nothing);
	tcase_add_test(tests, a_full_disk_loses_nothing);
	suite_add_tcase(suite, tests);
	return suite;
}
