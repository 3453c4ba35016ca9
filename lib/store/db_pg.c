/*
 * The PostgreSQL driver: transactions and statements, in pipeline mode. A round trip costs more
 * than most statements, so what gives no rows is sent within a transaction without waiting; its
 * result is read with that of the next statement whose rows are wanted.
 */
#include "store/db_pg.h"

#include <stdio.h>
#include <stdlib.h>

enum {
	PARAMETER_MAX = 64,
	/* Results that may wait: the server must never block on a full socket while we write. */
	PENDING_MAX = 64,
	SCHEMA_LOCK = 1332568676,
};

struct pg_stmt {
	struct db_stmt stmt;
	const char *text; /* with its lock clauses opened */
	char name[16];
	unsigned int generation; /* of the connection that knows it */
	PGresult *result;
	int row;
};

static struct db_pg *of_db(struct db *db)
{
	return (struct db_pg *)db;
}

static struct pg_stmt *of_stmt(struct db_stmt *stmt)
{
	return (struct pg_stmt *)stmt;
}

/* ---- sending ---- */

static int send_prepare(struct db_pg *self, struct pg_stmt *stmt, struct err *err)
{
	snprintf(stmt->name, sizeof stmt->name, "s%u", ++self->names);
	if (!self->conn || !self->pq->send_prepare(self->conn, stmt->name, stmt->text, 0, NULL))
		return db_pg_lost(self, err);
	if (db_pg_sync(self, NULL, err) < 0)
		return -1;
	stmt->generation = self->generation;
	return 0;
}

struct parameters {
	const char *values[PARAMETER_MAX];
	int lengths[PARAMETER_MAX], formats[PARAMETER_MAX];
	char numbers[PARAMETER_MAX][24];
};

static void fill(struct parameters *out, const struct db_value *args, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		out->formats[i] = args[i].type == DB_BLOB;
		out->lengths[i] = (int)args[i].len;
		out->values[i] = args[i].data;
		if (args[i].type == DB_NULL) {
			out->values[i] = NULL;
		} else if (args[i].type == DB_INT) {
			snprintf(out->numbers[i], sizeof *out->numbers, "%lld",
				 (long long)args[i].number);
			out->values[i] = out->numbers[i];
		} else if (!out->values[i]) {
			out->values[i] = "";
		}
	}
}

static int send_stmt(struct pg_stmt *stmt, const struct db_value *args, size_t count,
		     struct err *err)
{
	struct db_pg *self = of_db(stmt->stmt.db);
	struct parameters filled;

	if (count > PARAMETER_MAX)
		die("store: too many parameters: %s", stmt->stmt.sql);
	if (db_pg_ensure(self, err) < 0)
		return -1;
	if (stmt->generation != self->generation && send_prepare(self, stmt, err) < 0)
		return -1;
	fill(&filled, args, count);
	if (!self->pq->send_prepared(self->conn, stmt->name, (int)count, filled.values,
				     filled.lengths, filled.formats, 1))
		return db_pg_lost(self, err);
	self->pending++;
	return 0;
}

/* ---- transactions ---- */

static int begin(struct db *db, enum db_begin_how how, struct err *err)
{
	struct db_pg *self = of_db(db);
	char lock[64];

	if (db_pg_ensure(self, err) < 0)
		return -1;
	self->has_written = false;
	if (db_pg_send_text(self, "BEGIN", err) < 0)
		return -1;
	if (how == DB_WRITE)
		return 0;
	snprintf(lock, sizeof lock, "SELECT pg_advisory_xact_lock(%d)", SCHEMA_LOCK);
	if (db_pg_send_text(self, lock, err) < 0)
		return -1;
	return db_pg_sync(self, NULL, err);
}

/* An aborted transaction answers COMMIT with ROLLBACK, and no error. */
static int check_commit(struct db_pg *self, PGresult *result, struct err *err)
{
	bool is_done = result && strcmp(self->pq->command_tag(result), "COMMIT") == 0;

	self->pq->clear(result);
	if (is_done)
		return 0;
	return err_set(err, ERR_TEMPORARY, "store: PostgreSQL rolled the transaction back");
}

static int commit(struct db *db, struct err *err)
{
	struct db_pg *self = of_db(db);
	PGresult *result;

	if (db_pg_sync(self, NULL, err) < 0)
		return -1;
	if (self->has_written && db_pg_send_text(self, "NOTIFY ombud_news", err) < 0)
		return -1;
	if (db_pg_send_text(self, "COMMIT", err) < 0 || db_pg_sync(self, &result, err) < 0)
		return -1;
	return check_commit(self, result, err);
}

static void rollback(struct db *db)
{
	struct db_pg *self = of_db(db);

	if (!self->conn)
		return;
	if (self->pending)
		db_pg_sync(self, NULL, NULL);
	if (self->conn && db_pg_send_text(self, "ROLLBACK", NULL) == 0)
		db_pg_sync(self, NULL, NULL);
}

/* ---- statements ---- */

/* The statement with its lock clauses made valid: SQLite reads them as comments. */
static const char *open_locks(struct arena *arena, const char *sql)
{
	static const char from[] = "/*lock";
	char *text = arena_strdup(arena, sql);

	for (char *at = strstr(text, from); at; at = strstr(at, from)) {
		memset(at, ' ', sizeof from - 1);
		at = strstr(at, "*/");
		memset(at, ' ', 2);
	}
	return text;
}

static struct db_stmt *prepare(struct db *db, const char *sql, struct err *err)
{
	struct pg_stmt *stmt = ARENA_NEW(&db->arena, struct pg_stmt);

	stmt->stmt.sql = sql;
	stmt->text = open_locks(&db->arena, sql);
	if (db_pg_ensure(of_db(db), err) < 0 || send_prepare(of_db(db), stmt, err) < 0)
		return NULL;
	return &stmt->stmt;
}

static void finish(struct db_stmt *stmt)
{
	struct pg_stmt *self = of_stmt(stmt);

	of_db(stmt->db)->pq->clear(self->result);
	self->result = NULL;
}

static void drop(struct db_stmt *stmt)
{
	finish(stmt);
}

static int run(struct db_stmt *stmt, const struct db_value *args, size_t count, struct err *err)
{
	struct db_pg *self = of_db(stmt->db);

	if (send_stmt(of_stmt(stmt), args, count, err) < 0)
		return -1;
	if (stmt->db->in_transaction && self->pending < PENDING_MAX)
		return 0;
	return db_pg_sync(self, NULL, err);
}

static int start(struct db_stmt *stmt, const struct db_value *args, size_t count, struct err *err)
{
	struct pg_stmt *self = of_stmt(stmt);

	self->row = -1;
	if (send_stmt(self, args, count, err) < 0)
		return -1;
	return db_pg_sync(of_db(stmt->db), &self->result, err);
}

/* The number at the end of the command's tag. */
static int change(struct db_stmt *stmt, const struct db_value *args, size_t count, int64_t *changed,
		  struct err *err)
{
	const char *tag, *number;

	if (start(stmt, args, count, err) < 0)
		return -1;
	tag = of_db(stmt->db)->pq->command_tag(of_stmt(stmt)->result);
	number = strrchr(tag, ' ');
	*changed = number ? strtoll(number, NULL, 10) : 0;
	finish(stmt);
	return 0;
}

/* With the INSERT before it, that is one round trip. */
static int last_id(struct db *db, int64_t *id, struct err *err)
{
	return db_query_int(db, id, "SELECT lastval()", DB_NO_ARGS, err) < 0 ? -1 : 0;
}

static int step(struct db_stmt *stmt, struct err *err)
{
	struct pg_stmt *self = of_stmt(stmt);

	(void)err;
	return ++self->row < of_db(stmt->db)->pq->row_count(self->result);
}

static bool get_bytes(struct db_stmt *stmt, int column, enum db_type type, struct bytes *bytes)
{
	struct pg_stmt *self = of_stmt(stmt);
	const struct pq *pq = of_db(stmt->db)->pq;

	(void)type;
	if (pq->is_null(self->result, self->row, column))
		return false;
	bytes->data = pq->value(self->result, self->row, column);
	bytes->len = (size_t)pq->value_len(self->result, self->row, column);
	return true;
}

/* bool, smallint, integer and bigint alike: big-endian. */
static bool get_int(struct db_stmt *stmt, int column, int64_t *number)
{
	struct bytes bytes;
	uint64_t value;

	if (!get_bytes(stmt, column, DB_BLOB, &bytes))
		return false;
	if (bytes.len > sizeof value || bytes.len == 0)
		die("store: column %d is no whole number: %s", column, stmt->sql);
	value = (signed char)bytes.data[0] < 0 ? UINT64_MAX : 0;
	for (size_t i = 0; i < bytes.len; i++)
		value = value << 8 | (unsigned char)bytes.data[i];
	*number = (int64_t)value;
	return true;
}

/* ---- the rest ---- */

/* Several statements in one text: only outside pipeline mode. */
static int script(struct db *db, const char *sql, struct err *err)
{
	struct db_pg *self = of_db(db);
	PGresult *result;
	int got;

	if (db_pg_ensure(self, err) < 0 || db_pg_sync(self, NULL, err) < 0)
		return -1;
	if (!self->pq->exit_pipeline(self->conn))
		return db_pg_lost(self, err);
	result = self->pq->exec(self->conn, sql);
	got = db_pg_look_at(self, result, err);
	self->pq->clear(result);
	if (!self->pq->enter_pipeline(self->conn))
		return db_pg_lost(self, err);
	return got;
}

/* Our own notices come back to us as well. */
static bool has_news(struct db *db)
{
	struct db_pg *self = of_db(db);
	bool has = self->has_news;
	PGnotify *notice;

	self->has_news = false;
	if (db_pg_ensure(self, NULL) < 0)
		return true; /* whatever is wrong shows when the caller looks */
	while ((notice = self->pq->notifies(self->conn))) {
		has = has || notice->be_pid != self->pq->backend_pid(self->conn);
		self->pq->free_memory(notice);
	}
	return has;
}

/* A server is backed up by its own means (pg_dump, base backups); the schema changes in one
 * transaction. */
static int backup(struct db *db, const char *suffix, struct err *err)
{
	(void)db;
	(void)suffix;
	(void)err;
	return 0;
}

static void close_db(struct db *db)
{
	db_pg_disconnect(of_db(db));
}

const struct db_driver db_pg_driver = {
    .engine = ENGINE_POSTGRESQL,
    .has_table_sql = "SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass($1)",
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
    .backup = backup,
    .close = close_db,
};
