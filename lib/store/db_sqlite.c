/* The SQLite driver: statements and transactions. Opening is in db_sqlite_open.c. */
#include "store/db_sqlite.h"

enum { PARAMETER_MAX = 64 };

struct sqlite_stmt {
	struct db_stmt stmt;
	sqlite3_stmt *handle;
	bool is_write;
	/* SQLite numbers $n by first sight: where $1, $2 … really are */
	unsigned char place[PARAMETER_MAX + 1];
};

static struct db_sqlite *of_db(struct db *db)
{
	return (struct db_sqlite *)db;
}

static struct sqlite_stmt *of_stmt(struct db_stmt *stmt)
{
	return (struct sqlite_stmt *)stmt;
}

static enum err_code code_of(int result)
{
	switch (result & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_FULL:
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
	case SQLITE_READONLY:
	case SQLITE_PROTOCOL:
		return ERR_TEMPORARY;
	default:
		return ERR_SYSTEM;
	}
}

static int damaged(const struct db_sqlite *self, struct err *err)
{
	return err_set(err, ERR_SYSTEM,
		       "store \"%s\": the file is damaged (%s): stop ombudd and restore the last "
		       "backup with `ombudctl restore`",
		       self->path, sqlite3_errmsg(self->handle));
}

int db_sqlite_damaged(const struct db_sqlite *self, struct err *err)
{
	if (code_of(sqlite3_errcode(self->handle)) == ERR_TEMPORARY)
		return db_sqlite_error(self, err);
	return damaged(self, err);
}

int db_sqlite_error(const struct db_sqlite *self, struct err *err)
{
	int result = sqlite3_extended_errcode(self->handle);

	switch (result & 0xff) {
	case SQLITE_NOMEM:
		die("out of memory in SQLite");
	case SQLITE_FULL:
		return err_set(err, ERR_TEMPORARY,
			       "store \"%s\": the disk is full: make room on it", self->path);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return damaged(self, err);
	default:
		return err_set(err, code_of(result), "store \"%s\": %s (SQLite %d)", self->path,
			       sqlite3_errmsg(self->handle), result);
	}
}

int db_sqlite_exec(struct db_sqlite *self, const char *sql, struct err *err)
{
	if (sqlite3_exec(self->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
		return db_sqlite_error(self, err);
	return 0;
}

int db_sqlite_number(struct db_sqlite *self, const char *sql, int64_t *number, struct err *err)
{
	sqlite3_stmt *handle = NULL;
	int result = sqlite3_prepare_v2(self->handle, sql, -1, &handle, NULL);

	if (result == SQLITE_OK)
		result = sqlite3_step(handle);
	if (result == SQLITE_ROW)
		*number = sqlite3_column_int64(handle, 0);
	else
		db_sqlite_error(self, err);
	sqlite3_finalize(handle);
	return result == SQLITE_ROW ? 0 : -1;
}

/* ---- transactions ---- */

/* Immediate, always: a transaction that reads first and writes later can't wait for another writer
 * (SQLITE_BUSY_SNAPSHOT), it only fails. */
static int begin(struct db *db, enum db_begin_how how, struct err *err)
{
	(void)how;
	return db_run(db, "BEGIN IMMEDIATE", DB_NO_ARGS, err);
}

static int commit(struct db *db, struct err *err)
{
	return db_run(db, "COMMIT", DB_NO_ARGS, err);
}

/* SQLite has rolled back by itself where the disk was full. */
static void rollback(struct db *db)
{
	if (!sqlite3_get_autocommit(of_db(db)->handle))
		db_sqlite_exec(of_db(db), "ROLLBACK", NULL);
}

/* ---- statements ---- */

static void find_places(struct sqlite_stmt *stmt, const char *sql)
{
	int count = sqlite3_bind_parameter_count(stmt->handle);
	char name[8] = "$";

	if (count > PARAMETER_MAX)
		die("store: too many parameters: %s", sql);
	for (int i = 1; i <= count; i++) {
		sqlite3_snprintf(sizeof name, name, "$%d", i);
		stmt->place[i] = (unsigned char)sqlite3_bind_parameter_index(stmt->handle, name);
		if (!stmt->place[i])
			die("store: parameter %s is missing: %s", name, sql);
	}
}

static struct db_stmt *prepare(struct db *db, const char *sql, struct err *err)
{
	struct db_sqlite *self = of_db(db);
	struct sqlite_stmt *stmt;
	sqlite3_stmt *handle;

	if (sqlite3_prepare_v3(self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL) !=
	    SQLITE_OK) {
		db_sqlite_error(self, err);
		return NULL;
	}
	stmt = ARENA_NEW(&db->arena, struct sqlite_stmt);
	stmt->handle = handle;
	stmt->is_write = !sqlite3_stmt_readonly(handle);
	find_places(stmt, sql);
	return &stmt->stmt;
}

static void drop(struct db_stmt *stmt)
{
	sqlite3_finalize(of_stmt(stmt)->handle);
}

static int bind_one(sqlite3_stmt *handle, int place, const struct db_value *value)
{
	switch (value->type) {
	case DB_NULL:
		return sqlite3_bind_null(handle, place);
	case DB_INT:
		return sqlite3_bind_int64(handle, place, value->number);
	case DB_TEXT:
		return sqlite3_bind_text64(handle, place, value->data, value->len, SQLITE_STATIC,
					   SQLITE_UTF8);
	case DB_BLOB:
		/* a NULL pointer would bind NULL */
		return sqlite3_bind_blob64(handle, place, value->data ? value->data : "",
					   value->len, SQLITE_STATIC);
	}
	return SQLITE_MISUSE;
}

static int start(struct db_stmt *stmt, const struct db_value *args, size_t count, struct err *err)
{
	struct sqlite_stmt *self = of_stmt(stmt);

	if (count > PARAMETER_MAX)
		die("store: too many parameters: %s", stmt->sql);
	for (size_t i = 0; i < count; i++)
		if (bind_one(self->handle, self->place[i + 1], &args[i]) != SQLITE_OK)
			return db_sqlite_error(of_db(stmt->db), err);
	return 0;
}

static int step(struct db_stmt *stmt, struct err *err)
{
	switch (sqlite3_step(of_stmt(stmt)->handle)) {
	case SQLITE_ROW:
		return 1;
	case SQLITE_DONE:
		return 0;
	default:
		return db_sqlite_error(of_db(stmt->db), err);
	}
}

/* A statement that writes runs to its end, for foreign keys are checked there. */
static void finish(struct db_stmt *stmt)
{
	struct db_sqlite *self = of_db(stmt->db);
	sqlite3_stmt *handle = of_stmt(stmt)->handle;
	int result = SQLITE_ROW;

	if (of_stmt(stmt)->is_write && sqlite3_stmt_busy(handle)) {
		while (result == SQLITE_ROW)
			result = sqlite3_step(handle);
		if (result != SQLITE_DONE)
			db_sqlite_error(self, &stmt->db->failure);
	}
	sqlite3_reset(handle);
}

static int run(struct db_stmt *stmt, const struct db_value *args, size_t count, struct err *err)
{
	int got = start(stmt, args, count, err);

	while (got == 0 && (got = step(stmt, err)) > 0)
		got = 0;
	sqlite3_reset(of_stmt(stmt)->handle);
	return got;
}

static int change(struct db_stmt *stmt, const struct db_value *args, size_t count, int64_t *changed,
		  struct err *err)
{
	if (run(stmt, args, count, err) < 0)
		return -1;
	*changed = sqlite3_changes64(of_db(stmt->db)->handle);
	return 0;
}

static int last_id(struct db *db, int64_t *id, struct err *err)
{
	(void)err;
	*id = sqlite3_last_insert_rowid(of_db(db)->handle);
	return 0;
}

static bool get_int(struct db_stmt *stmt, int column, int64_t *number)
{
	sqlite3_stmt *handle = of_stmt(stmt)->handle;

	if (sqlite3_column_type(handle, column) == SQLITE_NULL)
		return false;
	*number = sqlite3_column_int64(handle, column);
	return true;
}

static bool get_bytes(struct db_stmt *stmt, int column, enum db_type type, struct bytes *bytes)
{
	sqlite3_stmt *handle = of_stmt(stmt)->handle;

	if (sqlite3_column_type(handle, column) == SQLITE_NULL)
		return false;
	bytes->data = type == DB_TEXT ? (const char *)sqlite3_column_text(handle, column)
				      : sqlite3_column_blob(handle, column);
	bytes->len = (size_t)sqlite3_column_bytes(handle, column);
	if (!bytes->data && bytes->len)
		die("out of memory in SQLite");
	return true;
}

/* ---- the rest ---- */

static int script(struct db *db, const char *sql, struct err *err)
{
	return db_sqlite_exec(of_db(db), sql, err);
}

static bool has_news(struct db *db)
{
	struct db_sqlite *self = of_db(db);
	int64_t version;

	if (db_query_int(db, &version, "PRAGMA data_version", DB_NO_ARGS, NULL) < 0)
		return true; /* whatever is wrong shows when the caller looks */
	if (version == self->data_version)
		return false;
	self->data_version = version;
	return true;
}

const struct db_driver db_sqlite_driver = {
    .engine = ENGINE_SQLITE,
    .has_table_sql = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = $1",
    .begin = begin,
    .commit = commit,
    .rollback = rollback,
    .prepare = prepare,
    .drop = drop,
    .run = run,
    .change = change,
    .last_id = last_id,
    .start = start,
    .step = step,
    .finish = finish,
    .get_int = get_int,
    .get_bytes = get_bytes,
    .script = script,
    .has_news = has_news,
    .backup = db_sqlite_backup,
    .copy = db_sqlite_copy,
    .verify = db_sqlite_verify,
    .close = db_sqlite_close,
};
