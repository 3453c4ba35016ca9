/* Opening, versions, and files that are no store. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "contract/bed.h"
#include "contract/suites.h"
#include "store/store_private.h"

static struct db *open_db(struct bed *bed)
{
	struct db *db;

	if (bed->engine == BED_POSTGRESQL)
		MUST(db_open_postgresql(bed->conf.location, DB_READ_WRITE, &db, &bed_err));
	else
		MUST(db_open_sqlite(bed->conf.location, DB_READ_WRITE, &db, &bed_err));
	return db;
}

/* This program's steps, and one more that only tests know. */
static void add_step(struct store_step steps[8], size_t *count, const char *sql)
{
	memcpy(steps, store_steps, store_step_count * sizeof *steps);
	*count = store_step_count + 1;
	steps[*count - 1] = (struct store_step){steps[*count - 2].version + 1, sql, sql};
}

static int last_version(void)
{
	return store_steps[store_step_count - 1].version;
}

static void open_and_close(struct bed *bed)
{
	bed->store = bed_second(bed);
	store_close(bed->store);
	bed->store = NULL;
}

static void put_a_ticket(struct bed *bed)
{
	bed->store = bed_second(bed);
	MUST(store_begin(bed->store, &bed_err));
	bed_ticket(bed, "joe@x.example", "ann");
	MUST(store_commit(bed->store, &bed_err));
	store_close(bed->store);
	bed->store = NULL;
}

static const char *backup_path(struct bed *bed)
{
	return arena_printf(&bed->arena, "%s.before-v%d", bed->conf.location, last_version() + 1);
}

/* The copy is a store of the version before, with what was in it. */
static void check_backup(struct bed *bed)
{
	struct conf_store conf = {ENGINE_SQLITE, backup_path(bed)};
	struct store *store;
	int64_t count;

	MUST(store_open(&conf, STORE_READ_ONLY, &store, &bed_err));
	MUST(store_ticket_count(store, &count, &bed_err));
	ck_assert_int_eq(count, 1);
	store_close(store);
}

START_TEST(a_schema_moves_forward)
{
	struct store_step steps[8];
	struct ticket *ticket;
	struct store store = {0};
	int64_t hot;
	size_t count;
	struct bed bed;

	bed_prepare(&bed, _i);
	put_a_ticket(&bed);
	add_step(steps, &count,
		 "ALTER TABLE ticket ADD COLUMN heat BIGINT NOT NULL DEFAULT 3;"
		 "CREATE TABLE extra (name TEXT PRIMARY KEY);"
		 "INSERT INTO extra (name) VALUES ('x;y');");
	if (bed.engine == BED_FILE)
		steps[count - 1].sqlite =
		    "ALTER TABLE ticket ADD COLUMN heat INTEGER NOT NULL DEFAULT 3;"
		    "CREATE TABLE extra (name TEXT PRIMARY KEY) STRICT;";
	store.db = open_db(&bed);
	MUST(store_migrate(store.db, steps, count, &bed_err));
	MUST(store_migrate(store.db, steps, count, &bed_err));
	ck_assert_int_eq(
	    db_query_int(store.db, &hot, "SELECT heat FROM ticket", DB_NO_ARGS, &bed_err), 1);
	ck_assert_int_eq(hot, 3);
	MUST(store_ticket_load(&store, 1, &bed.arena, &ticket, &bed_err));
	ck_assert_str_eq(ticket->owner, "ann");
	db_close(store.db);
	if (bed.engine == BED_FILE)
		check_backup(&bed);

	/* and this program, which knows one version less, leaves it alone */
	MUST_FAIL(store_open(&bed.conf, STORE_READ_WRITE, &bed.store, &bed_err), ERR_CONF);
	ck_assert_ptr_nonnull(strstr(bed_err.text, "newer ombud"));
	ck_assert_ptr_null(bed.store);
	MUST_FAIL(store_open(&bed.conf, STORE_READ_ONLY, &bed.store, &bed_err), ERR_CONF);
	bed_close(&bed);
}
END_TEST

START_TEST(a_step_that_fails_changes_nothing)
{
	struct store_step steps[8];
	struct db *db;
	bool is_there;
	size_t count;
	struct bed bed;

	bed_prepare(&bed, _i);
	put_a_ticket(&bed);
	add_step(steps, &count, "CREATE TABLE extra (name TEXT PRIMARY KEY); SELECT nonsense;");
	db = open_db(&bed);
	MUST_FAIL(store_migrate(db, steps, count, &bed_err), ERR_SYSTEM);
	MUST(db_has_table(db, "extra", &is_there, &bed_err));
	ck_assert(!is_there);
	MUST(store_check_version(db, store_steps, store_step_count, &bed_err));
	db_close(db);
	open_and_close(&bed);
	bed_close(&bed);
}
END_TEST

START_TEST(an_older_schema_is_not_only_read)
{
	struct store_step steps[8];
	struct db *db;
	size_t count;
	struct bed bed;

	bed_prepare(&bed, _i);
	open_and_close(&bed);
	add_step(steps, &count, "");
	db = open_db(&bed);
	MUST_FAIL(store_check_version(db, steps, count, &bed_err), ERR_CONF);
	ck_assert_ptr_nonnull(strstr(bed_err.text, "start ombudd once"));
	db_close(db);
	bed_close(&bed);
}
END_TEST

START_TEST(reading_only_makes_and_writes_nothing)
{
	struct mailbox_state mailbox;
	struct store *reader;
	struct bed bed;

	bed_prepare(&bed, _i);
	MUST_FAIL(store_open(&bed.conf, STORE_READ_ONLY, &reader, &bed_err), ERR_CONF);
	ck_assert_ptr_null(reader);
	open_and_close(&bed);
	MUST(store_open(&bed.conf, STORE_READ_ONLY, &reader, &bed_err));
	if (store_begin(reader, &bed_err) == 0) {
		ck_assert_int_eq(store_mailbox_open(reader, "a", 1, &mailbox, &bed_err), -1);
		store_rollback(reader);
	}
	store_close(reader);
	bed_close(&bed);
}
END_TEST

static void do_nothing(struct store *store, int number)
{
	(void)store;
	(void)number;
}

START_TEST(several_may_make_the_same_store)
{
	struct bed bed;

	bed_prepare(&bed, _i);
	bed_fork(&bed, 6, do_nothing);
	bed_close(&bed);
}
END_TEST

START_TEST(transactions_are_begun_and_ended)
{
	struct bed bed;
	int64_t count;

	bed_open(&bed, _i);
	store_rollback(bed.store);
	MUST_FAIL(store_commit(bed.store, &bed_err), ERR_SYSTEM);
	MUST(store_begin(bed.store, &bed_err));
	MUST_FAIL(store_begin(bed.store, &bed_err), ERR_SYSTEM);
	bed_ticket(&bed, "joe@x.example", NULL);
	MUST(store_commit(bed.store, &bed_err));
	store_rollback(bed.store);
	MUST(store_ticket_count(bed.store, &count, &bed_err));
	ck_assert_int_eq(count, 1);
	store_close(NULL);
	bed_close(&bed);
}
END_TEST

/* What refers to nothing is a fault of ours, and is not stored. */
START_TEST(references_are_checked)
{
	struct ledger_entry entry = {.mailbox = 99, .uid = 1, .uidvalidity = 1, .outcome = "filed"};
	struct outbox_row row = bed_mail(NULL, 0);
	struct bed bed;
	bool uid, content;

	bed_open(&bed, _i);
	MUST(store_begin(bed.store, &bed_err));
	if (store_ledger_add(bed.store, &entry, &bed_err) == 0)
		MUST_FAIL(store_commit(bed.store, &bed_err), ERR_SYSTEM);
	store_rollback(bed.store);
	MUST(store_begin(bed.store, &bed_err));
	row.id = 1;
	row.ticket = 99;
	if (store_outbox_insert(bed.store, &row, &bed_err) == 0)
		MUST_FAIL(store_commit(bed.store, &bed_err), ERR_SYSTEM);
	store_rollback(bed.store);
	MUST(store_ledger_knows(bed.store, &entry, &uid, &content, &bed_err));
	ck_assert(!uid);
	bed_close(&bed);
}
END_TEST

/* ---- files ---- */

static void write_file(const char *path, const char *data, size_t len, long at)
{
	FILE *file = fopen(path, at ? "r+" : "w");

	ck_assert_ptr_nonnull(file);
	fseek(file, at, SEEK_SET);
	ck_assert_uint_eq(fwrite(data, 1, len, file), len);
	fclose(file);
}

/* The file as it is found, and a word of what the admin is told. */
static void make_folder_missing(struct bed *bed)
{
	bed->conf.location = "/nonexistent/folder/store.db";
}

static void make_text(struct bed *bed)
{
	char text[5000];

	memset(text, 'x', sizeof text);
	write_file(bed->conf.location, text, sizeof text, 0);
}

static void make_first_page_broken(struct bed *bed)
{
	char noise[4000];

	put_a_ticket(bed);
	for (size_t i = 0; i < sizeof noise; i++)
		noise[i] = (char)(i * 7919 >> 4);
	write_file(bed->conf.location, noise, sizeof noise, 40);
}

static void make_schema_broken(struct bed *bed)
{
	char noise[4096];

	put_a_ticket(bed);
	memset(noise, 0x5a, sizeof noise);
	write_file(bed->conf.location, noise, sizeof noise - 100, 100);
}

static void make_foreign(struct bed *bed)
{
	struct db *db = open_db(bed);

	MUST(db_script(db, "CREATE TABLE songs (title TEXT)", &bed_err));
	db_close(db);
}

static void make_folder(struct bed *bed)
{
	ck_assert_int_eq(mkdir(bed->conf.location, 0700), 0);
}

static const struct {
	void (*make)(struct bed *bed);
	const char *told;
} bad_files[] = {
    {make_folder_missing, "its folder is not there"},
    {make_text, "ombudctl restore"},
    {make_first_page_broken, "ombudctl restore"},
    {make_schema_broken, "ombudctl restore"},
    {make_foreign, "another program"},
    {make_folder, "can't be opened"},
};

START_TEST(bad_files_are_refused)
{
	struct bed bed;

	bed_prepare(&bed, 0);
	bad_files[_i].make(&bed);
	MUST_FAIL(store_open(&bed.conf, STORE_READ_WRITE, &bed.store, &bed_err), ERR_CONF);
	ck_assert_ptr_null(bed.store);
	ck_assert_msg(strstr(bed_err.text, bad_files[_i].told) != NULL, "%s", bed_err.text);
	ck_assert_msg(strstr(bed_err.text, bed.conf.location) != NULL, "%s", bed_err.text);
	bed_close(&bed);
}
END_TEST

START_TEST(only_the_owner_reads_it)
{
	static const char *const endings[] = {"", "-wal", "-shm"};
	struct stat info;
	struct bed bed;

	umask(0);
	bed_open(&bed, 0);
	for (size_t i = 0; i < 3; i++) {
		const char *path = arena_printf(&bed.arena, "%s%s", bed.conf.location, endings[i]);

		ck_assert_int_eq(stat(path, &info), 0);
		ck_assert_int_eq(info.st_mode & 07777, 0600);
	}
	bed_close(&bed);
}
END_TEST

/* ---- servers ---- */

static const struct {
	const char *dsn; /* %s: the good one */
	enum err_code code;
} bad_dsns[] = {
    {"nonsense", ERR_CONF},
    {"%s color=red", ERR_CONF},
    {"%s dbname=nowhere", ERR_CONF},
    {"%s user=nobody-here", ERR_CONF},
    {"host=/nonexistent", ERR_TEMPORARY},
    {"host=127.0.0.1 port=1", ERR_TEMPORARY},
};

START_TEST(bad_servers_are_told_apart)
{
	const char *good = getenv("OMBUD_TEST_DSN"), *place = strchr(bad_dsns[_i].dsn, '%');
	struct conf_store conf = {ENGINE_POSTGRESQL, bad_dsns[_i].dsn};
	struct store *store;
	struct arena arena;

	arena_init(&arena);
	if (place)
		conf.location = arena_printf(&arena, "%s%s", good, place + 2);
	MUST_FAIL(store_open(&conf, STORE_READ_WRITE, &store, &bed_err), bad_dsns[_i].code);
	ck_assert_ptr_null(store);
	ck_assert_ptr_nonnull(strstr(bed_err.text, "store.dsn"));
	arena_release(&arena);
}
END_TEST

START_TEST(memory_stores_are_apart)
{
	struct bed first, second;
	int64_t count;

	bed_open(&first, bed_engines() - 1);
	MUST(store_begin(first.store, &bed_err));
	bed_ticket(&first, "joe@x.example", NULL);
	MUST(store_commit(first.store, &bed_err));
	bed_open(&second, bed_engines() - 1);
	MUST(store_ticket_count(second.store, &count, &bed_err));
	ck_assert_int_eq(count, 0);
	bed_close(&first);
	MUST(store_begin(second.store, &bed_err));
	bed_ticket(&second, "joe@x.example", NULL);
	MUST(store_commit(second.store, &bed_err));
	bed_close(&second);
}
END_TEST

Suite *schema_suite(void)
{
	Suite *suite = suite_create("schema");
	TCase *tests = tcase_create("schema");

	tcase_set_timeout(tests, 120);
	tcase_add_loop_test(tests, a_schema_moves_forward, 0, bed_shared());
	tcase_add_loop_test(tests, a_step_that_fails_changes_nothing, 0, bed_shared());
	tcase_add_loop_test(tests, an_older_schema_is_not_only_read, 0, bed_shared());
	tcase_add_loop_test(tests, reading_only_makes_and_writes_nothing, 0, bed_shared());
	tcase_add_loop_test(tests, several_may_make_the_same_store, 0, bed_shared());
	tcase_add_loop_test(tests, transactions_are_begun_and_ended, 0, bed_engines());
	tcase_add_loop_test(tests, references_are_checked, 0, bed_engines());
	tcase_add_loop_test(tests, bad_files_are_refused, 0,
			    (int)(sizeof bad_files / sizeof *bad_files));
	tcase_add_test(tests, only_the_owner_reads_it);
	tcase_add_test(tests, memory_stores_are_apart);
	if (bed_shared() > 1)
		tcase_add_loop_test(tests, bad_servers_are_told_apart, 0,
				    (int)(sizeof bad_dsns / sizeof *bad_dsns));
	suite_add_tcase(suite, tests);
	return suite;
}
