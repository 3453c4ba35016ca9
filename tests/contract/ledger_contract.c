/* Mailboxes, and the ledger of what was taken from them. */
#include <stdio.h>

#include "contract/bed.h"
#include "contract/suites.h"

START_TEST(mailbox_is_made_once)
{
	struct mailbox_state first, again;
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	MUST(store_mailbox_open(bed.store, "support", 500, &first, &bed_err));
	ck_assert_int_eq(first.first_seen_us, 500);
	ck_assert_uint_eq(first.uidvalidity, 0);
	ck_assert_uint_eq(first.last_uid, 0);
	first.uidvalidity = 4294967295u;
	first.last_uid = 4294967294u;
	MUST(store_mailbox_save(bed.store, &first, &bed_err));
	MUST(store_mailbox_open(bed.store, "sales", 700, &again, &bed_err));
	ck_assert_int_ne(first.id, again.id);
	MUST(store_commit(bed.store, &bed_err));
	MUST(store_mailbox_open(bed.store, "support", 900, &again, &bed_err));
	ck_assert_int_eq(again.id, first.id);
	ck_assert_int_eq(again.first_seen_us, 500);
	ck_assert_uint_eq(again.uidvalidity, 4294967295u);
	ck_assert_uint_eq(again.last_uid, 4294967294u);
	bed_close(&bed);
}
END_TEST

static struct ledger_entry entry(int64_t mailbox, uint32_t uidvalidity, uint32_t uid,
				 const char *fingerprint)
{
	return (struct ledger_entry){.mailbox = mailbox,
				     .uidvalidity = uidvalidity,
				     .uid = uid,
				     .fingerprint = fingerprint,
				     .outcome = "filed",
				     .taken_us = 7};
}

/* What the ledger knows after mailbox a took (7, 1, aa), (7, 2, none) and one by hand (bb). */
static const struct {
	int mailbox;
	uint32_t uidvalidity, uid;
	const char *fingerprint;
	bool knows_uid, knows_content;
} known[] = {
    {0, 7, 1, "aa", true, true},
    {0, 7, 1, "zz", true, false},
    {0, 7, 1, NULL, true, false},
    {0, 7, 2, NULL, true, false},
    {0, 7, 3, "aa", false, true},
    {0, 8, 1, "cc", false, false},
    {0, 0, 0, "bb", false, true},
    {0, 0, 1, NULL, false, false},
    {0, 0, 0, NULL, false, false},
    {1, 7, 1, "aa", false, false},
    {0, 4294967295u, 4294967295u, "", false, false},
};

static void open_two(struct bed *bed, struct mailbox_state mailboxes[2])
{
	MUST(store_mailbox_open(bed->store, "a", 1, &mailboxes[0], &bed_err));
	MUST(store_mailbox_open(bed->store, "b", 1, &mailboxes[1], &bed_err));
}

START_TEST(ledger_knows_uid_and_content)
{
	struct mailbox_state mailboxes[2];
	struct ledger_entry one;
	bool uid, content;
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	open_two(&bed, mailboxes);
	one = entry(mailboxes[0].id, 7, 1, "aa");
	MUST(store_ledger_add(bed.store, &one, &bed_err));
	one = entry(mailboxes[0].id, 7, 2, NULL);
	MUST(store_ledger_add(bed.store, &one, &bed_err));
	one = entry(mailboxes[0].id, 0, 0, "bb");
	MUST(store_ledger_add(bed.store, &one, &bed_err));
	MUST(store_commit(bed.store, &bed_err));
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		one = entry(mailboxes[known[i].mailbox].id, known[i].uidvalidity, known[i].uid,
			    known[i].fingerprint);
		MUST(store_ledger_knows(bed.store, &one, &uid, &content, &bed_err));
		ck_assert_msg(uid == known[i].knows_uid, "uid of row %zu", i);
		ck_assert_msg(content == known[i].knows_content, "content of row %zu", i);
	}
	bed_close(&bed);
}
END_TEST

START_TEST(ledger_takes_a_uid_once)
{
	struct mailbox_state mailbox;
	struct ledger_entry one;
	bool uid, content;
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	MUST(store_mailbox_open(bed.store, "a", 1, &mailbox, &bed_err));
	one = entry(mailbox.id, 7, 1, "aa");
	MUST(store_ledger_add(bed.store, &one, &bed_err));
	MUST(store_commit(bed.store, &bed_err));

	MUST(store_begin(bed.store, &bed_err));
	one = entry(mailbox.id, 7, 2, "bb");
	MUST(store_ledger_add(bed.store, &one, &bed_err));
	one.uid = 1;
	MUST_FAIL(store_ledger_add(bed.store, &one, &bed_err), ERR_TEMPORARY);
	store_rollback(bed.store);
	one.uid = 2;
	MUST(store_ledger_knows(bed.store, &one, &uid, &content, &bed_err));
	ck_assert(!uid && !content);
	bed_close(&bed);
}
END_TEST

START_TEST(mails_by_hand_have_no_uid)
{
	struct mailbox_state mailboxes[2];
	struct ledger_entry one;
	uint32_t *uids;
	size_t count;
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	open_two(&bed, mailboxes);
	for (int i = 0; i < 3; i++)
		for (int j = 0; j < 2; j++) {
			one = entry(mailboxes[j].id, 0, 0, NULL);
			MUST(store_ledger_add(bed.store, &one, &bed_err));
		}
	MUST(store_commit(bed.store, &bed_err));
	MUST(store_ledger_unfiled(bed.store, mailboxes[0].id, 0, 10, &bed.arena, &uids, &count,
				  &bed_err));
	ck_assert_uint_eq(count, 0);
	bed_close(&bed);
}
END_TEST

static void check_unfiled(struct bed *bed, int64_t mailbox, uint32_t uidvalidity, size_t max,
			  const char *wanted)
{
	char got[64] = "";
	uint32_t *uids;
	size_t count, len = 0;

	MUST(store_ledger_unfiled(bed->store, mailbox, uidvalidity, max, &bed->arena, &uids, &count,
				  &bed_err));
	for (size_t i = 0; i < count; i++)
		len += (size_t)snprintf(got + len, sizeof got - len, "%u ", (unsigned)uids[i]);
	ck_assert_str_eq(got, wanted);
}

START_TEST(unfiled_until_filed)
{
	static const uint32_t taken[] = {9, 3, 5, 1, 4};
	static const uint32_t filed[] = {3, 9, 77};
	struct mailbox_state mailboxes[2];
	struct ledger_entry one;
	struct bed bed;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	open_two(&bed, mailboxes);
	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
		one = entry(mailboxes[0].id, 7, taken[i], NULL);
		one.outcome = taken[i] == 4 ? "old" : "ticket"; /* what is old stays there */
		MUST(store_ledger_add(bed.store, &one, &bed_err));
	}
	one = entry(mailboxes[0].id, 8, 2, NULL);
	MUST(store_ledger_add(bed.store, &one, &bed_err));
	check_unfiled(&bed, mailboxes[0].id, 7, 10, "1 3 5 9 ");
	check_unfiled(&bed, mailboxes[0].id, 7, 2, "1 3 ");
	MUST(store_ledger_filed(bed.store, mailboxes[0].id, 7, filed, 3, &bed_err));
	MUST(store_commit(bed.store, &bed_err));
	check_unfiled(&bed, mailboxes[0].id, 7, 10, "1 5 ");
	check_unfiled(&bed, mailboxes[0].id, 8, 10, "2 ");
	check_unfiled(&bed, mailboxes[1].id, 7, 10, "");
	bed_close(&bed);
}
END_TEST

Suite *ledger_suite(void)
{
	Suite *suite = suite_create("ledger");
	TCase *tests = tcase_create("ledger");

	tcase_set_timeout(tests, 60);
	tcase_add_loop_test(tests, mailbox_is_made_once, 0, bed_engines());
	tcase_add_loop_test(tests, ledger_knows_uid_and_content, 0, bed_engines());
	tcase_add_loop_test(tests, ledger_takes_a_uid_once, 0, bed_engines());
	tcase_add_loop_test(tests, mails_by_hand_have_no_uid, 0, bed_engines());
	tcase_add_loop_test(tests, unfiled_until_filed, 0, bed_engines());
	suite_add_tcase(suite, tests);
	return suite;
}
