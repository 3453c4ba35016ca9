/* What the road of a mail costs: each of its statements finds its rows by an index. */
#include <stdio.h>
#include <string.h>

#include "contract/bed.h"
#include "contract/suites.h"
#include "store/db_driver.h"
#include "store/store_private.h"

static const char *const joe[] = {"joe@x.example"};

static void read_all(struct bed *bed, const struct ticket *ticket)
{
	struct ledger_entry entry = {.mailbox = 1, .uidvalidity = 1, .uid = 1, .fingerprint = "f"};
	struct stored_message *messages;
	struct ticket_brief *briefs;
	struct exchange *exchanges;
	struct deadline *deadlines;
	struct contact *contact;
	struct part_row *parts;
	struct deadline deadline = {.id = 1, .due_us = 1};
	struct conf_strings names;
	struct sent_mail sent;
	const char *text;
	struct ticket *loaded;
	struct bytes packed;
	int64_t number;
	uint32_t *uids;
	size_t count;
	bool yes;

	MUST(store_ledger_knows(bed->store, &entry, &yes, &yes, &bed_err));
	MUST(store_ledger_unfiled(bed->store, 1, 1, 9, &bed->arena, &uids, &count, &bed_err));
	MUST(store_ledger_unexpunged(bed->store, 1, 1, 9, &bed->arena, &uids, &count, &bed_err));
	MUST(store_survey_last(bed->store, 1, SURVEY_SCORES, &number, &bed_err));
	MUST(store_optout_knows(bed->store, joe[0], "surveys", &yes, &bed_err));
	MUST(store_ticket_load(bed->store, 1, &bed->arena, &loaded, &bed_err));
	MUST(store_sent_load(bed->store, 1, &bed->arena, &sent, &bed_err));
	MUST(store_sent_recipients(bed->store, 1, &bed->arena, &text, &bed_err));
	MUST(store_messages_find(bed->store, "a@b", &bed->arena, &messages, &count, &bed_err));
	MUST(store_contact_find(bed->store, joe[0], &bed->arena, &contact, &bed_err));
	MUST(store_contact_tickets(bed->store, ticket->requester.id, 9, &bed->arena, &briefs,
				   &count, &bed_err));
	MUST(store_auto_count_contact(bed->store, joe[0], 1, &number, &bed_err));
	MUST(store_auto_count_mailbox(bed->store, "support", 1, &number, &bed_err));
	MUST(store_exchanges(bed->store, 1, 9, &bed->arena, &exchanges, &count, &bed_err));
	MUST(store_deadlines_due(bed->store, 1, 9, &bed->arena, &deadlines, &count, &bed_err));
	MUST(store_deadline_holds(bed->store, &deadline, &yes, &bed_err));
	MUST(store_outbox_relays(bed->store, &bed->arena, &names, &bed_err));
	MUST(store_deadline_next(bed->store, &number, &bed_err));
	MUST(store_parts(bed->store, 1, &bed->arena, &parts, &count, &bed_err));
	MUST(store_raw(bed->store, 1, &bed->arena, &packed, &bed_err));
	MUST(store_outbox_next(bed->store, &number, &bed_err));
	MUST(store_ticket_count(bed->store, &number, &bed_err));
}

static void write_all(struct bed *bed)
{
	struct ledger_entry entry = {.uidvalidity = 1, .uid = 1, .outcome = "filed"};
	struct journal_row journal = {.event = "note", .by = "ann"};
	struct away_change away = {.email = joe[0], .until_us = 5};
	struct outbox_row row = bed_mail(joe, 1);
	struct ticket *before, after;
	struct mailbox_state mailbox;
	struct delivery *leased;
	size_t count;
	bool is_known;

	MUST(store_begin(bed->store, &bed_err));
	MUST(store_mailbox_open(bed->store, "support", 1, &mailbox, &bed_err));
	MUST(store_mailbox_save(bed->store, &mailbox, &bed_err));
	before = bed_ticket(bed, joe[0], "ann");
	bed_message(bed, 1, "a@b");
	read_all(bed, before);
	after = *before;
	after.owner = "bob";
	after.requester = bed_contact(bed, "eve@x.example", "");
	MUST(store_ticket_update(bed->store, before, &after, 1, &bed_err));
	entry.mailbox = mailbox.id;
	MUST(store_ledger_add(bed->store, &entry, &bed_err));
	MUST(store_ledger_filed(bed->store, 1, 1, &entry.uid, 1, &bed_err));
	MUST(store_journal_insert(bed->store, &journal, &bed_err));
	MUST(store_deadline_set(bed->store, 1, "close", 5, NULL, &bed_err));
	MUST(store_deadline_set(bed->store, 1, "close", TIME_NONE, NULL, &bed_err));
	MUST(store_away_set(bed->store, &away, &bed_err));
	MUST(store_outbox_id(bed->store, &row.id, &bed_err));
	MUST(store_outbox_insert(bed->store, &row, &bed_err));
	MUST(store_suppress(bed->store, joe[0], "5.1.1", 1, &bed_err));
	MUST(store_suppress(bed->store, "eve@x.example", NULL, 1, &bed_err));
	MUST(store_outbox_move(bed->store, "main", "main", &bed_err));
	MUST(store_commit(bed->store, &bed_err));
	MUST(store_outbox_lease(bed->store, "main", "me", 1000, 9, 9, &bed->arena, &leased, &count,
				&bed_err));
	MUST(store_begin(bed->store, &bed_err));
	MUST(store_outbox_release(bed->store, "me", 1001, &bed_err));
	MUST(store_delivery_settle(bed->store, leased, DELIVERY_SENT, 1, 1, "250", &bed_err));
	MUST(store_delivery_bounced(bed->store, 1, joe[0], "5.1.1", &is_known, &bed_err));
	MUST(store_commit(bed->store, &bed_err));
}

/* What a plan may read whole: a row an agent, the schema, and what a statement has picked itself.
 */
static const char *const may_scan[] = {
    "SCAN agent", "SCAN sqlite_schema", "SCAN few", "SCAN picked", "SCAN CONSTANT ROW",
};

static bool is_scan(const char *step)
{
	for (size_t i = 0; i < sizeof may_scan / sizeof *may_scan; i++)
		if (strcmp(step, may_scan[i]) == 0)
			return false;
	return strncmp(step, "SCAN ", 5) == 0 && !strstr(step, " USING ");
}

static void check_plan(struct bed *bed, const char *sql)
{
	struct db *db = bed->store->db;
	const char *asked = arena_printf(&bed->arena, "EXPLAIN QUERY PLAN %s", sql), *step;
	struct db_stmt *row = db_query(db, asked, DB_NO_ARGS, &bed_err);

	ck_assert_msg(row != NULL, "%s: %s", asked, bed_err.text);
	while (db_step(row, &bed_err) > 0) {
		for (int i = 0; i < 3; i++)
			db_get_int(row);
		step = db_get_text(row, &bed->arena);
		ck_assert_msg(!is_scan(step), "%s: %s", step, sql);
	}
	db_finish(row);
}

START_TEST(nothing_is_read_whole)
{
	const char *statements[DB_CACHE_SIZE];
	size_t count = 0;
	struct bed bed;

	bed_open(&bed, 0);
	write_all(&bed);
	for (size_t i = 0; i < DB_CACHE_SIZE; i++)
		if (bed.store->db->cache[i])
			statements[count++] = bed.store->db->cache[i]->sql;
	ck_assert_uint_gt(count, 45);
	for (size_t i = 0; i < count; i++)
		if (strncmp(statements[i], "PRAGMA", 6) != 0)
			check_plan(&bed, statements[i]);
	bed_close(&bed);
}
END_TEST

Suite *plan_suite(void)
{
	Suite *suite = suite_create("plan");
	TCase *tests = tcase_create("plan");

	tcase_set_timeout(tests, 60);
	tcase_add_test(tests, nothing_is_read_whole);
	suite_add_tcase(suite, tests);
	return suite;
}
