#include "store/db_driver.h"

#include "base/text.h"

struct db *db_new(const struct db_driver *driver, size_t size)
{
	struct arena arena;
	struct db *db;

	arena_init(&arena);
	db = arena_alloc(&arena, size);
	db->driver = driver;
	db->arena = arena;
	return db;
}

void db_free(struct db *db)
{
	struct arena arena = db->arena;

	arena_release(&arena);
}

void db_close(struct db *db)
{
	if (!db)
		return;
	db_rollback(db);
	for (size_t i = 0; i < DB_CACHE_SIZE; i++)
		if (db->cache[i])
			db->driver->drop(db->cache[i]);
	db->driver->close(db);
	db_free(db);
}

enum conf_engine db_engine(const struct db *db)
{
	return db->driver->engine;
}

/* An error within a transaction stays until its end. Returns -1. */
static int fail(struct db *db, const struct err *err)
{
	if (db->in_transaction && err)
		db->failure = *err;
	return -1;
}

static bool has_failed(const struct db *db, struct err *err)
{
	if (!db->in_transaction || db->failure.code == ERR_NONE)
		return false;
	if (err)
		*err = db->failure;
	return true;
}

int db_begin(struct db *db, enum db_begin_how how, struct err *err)
{
	if (db->in_transaction)
		return err_set(err, ERR_SYSTEM, "store: a transaction is open already");
	db->failure.code = ERR_NONE;
	if (db->driver->begin(db, how, err) < 0)
		return -1;
	db->in_transaction = true;
	return 0;
}

int db_commit(struct db *db, struct err *err)
{
	if (!db->in_transaction)
		return err_set(err, ERR_SYSTEM, "store: no transaction is open");
	if (has_failed(db, err) || db->driver->commit(db, err) < 0) {
		db_rollback(db);
		return -1;
	}
	db->in_transaction = false;
	return 0;
}

void db_rollback(struct db *db)
{
	if (!db->in_transaction)
		return;
	db->driver->rollback(db);
	db->in_transaction = false;
}

bool db_in_transaction(const struct db *db)
{
	return db->in_transaction;
}

/* ---- statements ---- */

static struct db_stmt **cache_place(struct db_stmt **cache, const char *sql)
{
	const size_t mask = DB_CACHE_SIZE - 1;
	size_t at = (size_t)((uintptr_t)sql * UINT64_C(0x9e3779b97f4a7c15) >> 32) & mask;

	while (cache[at] && cache[at]->sql != sql)
		at = (at + 1) & mask;
	return &cache[at];
}

struct db_stmt *db_prepare(struct db *db, const char *sql, struct err *err)
{
	struct db_stmt **place = cache_place(db->cache, sql);
	struct db_stmt *stmt = *place;

	if (stmt)
		return stmt;
	stmt = db->driver->prepare(db, sql, err);
	if (!stmt)
		return NULL;
	stmt->db = db;
	stmt->sql = sql;
	*place = stmt;
	if (++db->cache_count > DB_CACHE_SIZE / 2)
		die("store: more than %d statements", DB_CACHE_SIZE / 2);
	return stmt;
}

/* PostgreSQL refuses what SQLite would keep: so both refuse it. */
static int check_args(const struct db_value *args, size_t count, struct err *err)
{
	for (size_t i = 0; i < count; i++)
		if (args[i].type == DB_TEXT && !text_is_utf8(args[i].data, args[i].len))
			return err_set(err, ERR_INPUT, "store: a text is not UTF-8");
	return 0;
}

static struct db_stmt *ready(struct db *db, const char *sql, const struct db_value *args,
			     size_t count, struct err *err)
{
	struct db_stmt *stmt;

	if (has_failed(db, err) || check_args(args, count, err) < 0)
		return NULL;
	stmt = db_prepare(db, sql, err);
	if (stmt && stmt->is_running)
		die("store: this statement is running already: %s", sql);
	return stmt;
}

int db_run(struct db *db, const char *sql, const struct db_value *args, size_t count,
	   struct err *err)
{
	struct err own;
	struct db_stmt *stmt;

	err = err ? err : &own;
	stmt = ready(db, sql, args, count, err);
	if (!stmt || db->driver->run(stmt, args, count, err) < 0)
		return fail(db, err);
	return 0;
}

int db_change(struct db *db, int64_t *changed, const char *sql, const struct db_value *args,
	      size_t count, struct err *err)
{
	struct err own;
	struct db_stmt *stmt;

	err = err ? err : &own;
	stmt = ready(db, sql, args, count, err);
	if (!stmt || db->driver->change(stmt, args, count, changed, err) < 0)
		return fail(db, err);
	return 0;
}

int db_insert(struct db *db, int64_t *id, const char *sql, const struct db_value *args,
	      size_t count, struct err *err)
{
	if (db_run(db, sql, args, count, err) < 0)
		return -1;
	return db->driver->last_id(db, id, err);
}

struct db_stmt *db_query(struct db *db, const char *sql, const struct db_value *args, size_t count,
			 struct err *err)
{
	struct err own;
	struct db_stmt *stmt;

	err = err ? err : &own;
	stmt = ready(db, sql, args, count, err);
	if (!stmt || db->driver->start(stmt, args, count, err) < 0) {
		fail(db, err);
		return NULL;
	}
	stmt->is_running = true;
	return stmt;
}

int db_step(struct db_stmt *stmt, struct err *err)
{
	struct err own;
	int got;

	err = err ? err : &own;
	stmt->column = 0;
	got = stmt->db->driver->step(stmt, err);
	return got < 0 ? fail(stmt->db, err) : got;
}

void db_finish(struct db_stmt *stmt)
{
	if (!stmt)
		return;
	stmt->db->driver->finish(stmt);
	stmt->is_running = false;
}

int db_query_row(struct db *db, struct db_stmt **stmt, const char *sql, const struct db_value *args,
		 size_t count, struct err *err)
{
	int got;

	*stmt = db_query(db, sql, args, count, err);
	if (!*stmt)
		return -1;
	got = db_step(*stmt, err);
	if (got > 0)
		return got;
	db_finish(*stmt);
	*stmt = NULL;
	return got;
}

int db_query_int(struct db *db, int64_t *number, const char *sql, const struct db_value *args,
		 size_t count, struct err *err)
{
	struct db_stmt *stmt;
	int got = db_query_row(db, &stmt, sql, args, count, err);

	*number = got > 0 ? db_get_int(stmt) : 0;
	db_finish(stmt);
	return got;
}

/* ---- columns ---- */

int64_t db_get_int(struct db_stmt *stmt)
{
	int64_t number;

	return stmt->db->driver->get_int(stmt, stmt->column++, &number) ? number : 0;
}

int64_t db_get_time(struct db_stmt *stmt)
{
	int64_t at_us;

	return stmt->db->driver->get_int(stmt, stmt->column++, &at_us) ? at_us : TIME_NONE;
}

bool db_get_bool(struct db_stmt *stmt)
{
	return db_get_int(stmt) != 0;
}

char *db_get_text(struct db_stmt *stmt, struct arena *arena)
{
	struct bytes text;

	if (!stmt->db->driver->get_bytes(stmt, stmt->column++, DB_TEXT, &text))
		return NULL;
	return arena_strndup(arena, text.data, text.len);
}

struct bytes db_get_blob(struct db_stmt *stmt, struct arena *arena)
{
	struct bytes blob;

	if (!stmt->db->driver->get_bytes(stmt, stmt->column++, DB_BLOB, &blob))
		return (struct bytes){"", 0};
	blob.data = arena_strndup(arena, blob.data, blob.len);
	return blob;
}

/* ---- the driver calls ---- */

int db_script(struct db *db, const char *sql, struct err *err)
{
	return db->driver->script(db, sql, err);
}

int db_has_table(struct db *db, const char *name, bool *is_there, struct err *err)
{
	int64_t one;
	int got = db_query_int(db, &one, db->driver->has_table_sql, DB_ARGS(db_text(name)), err);

	*is_there = got > 0;
	return got < 0 ? -1 : 0;
}

bool db_has_news(struct db *db)
{
	return db->driver->has_news(db);
}

int db_backup(struct db *db, const char *suffix, struct err *err)
{
	return db->driver->backup(db, suffix, err);
}

int db_copy(struct db *db, const char *path, struct err *err)
{
	if (!db->driver->copy)
		return err_set(
		    err, ERR_INPUT,
		    "a PostgreSQL store is backed up by the means of its server: pg_dump, "
		    "or base backups with its log");
	return db->driver->copy(db, path, err);
}

int db_verify(struct db *db, struct err *err)
{
	return db->driver->verify ? db->driver->verify(db, err) : 0;
}
