/*
 * The seam to the engines: one SQL text for all of them, a driver for each. A connection belongs to
 * the process that opened it and never crosses a fork. SQL is written in the dialect that both
 * engines speak: $n parameters, ON CONFLICT, RETURNING; CAST for bare parameters; NULLS FIRST or
 * LAST; no `::`, LIKE, double quotes, MAX(a, b), nor "x IS 5". Where PostgreSQL needs a lock
 * clause it stands in a comment that only its driver opens: FOR_UPDATE, SKIP_LOCKED.
 *
 * Unless said otherwise a function returns 0, or -1 with err: ERR_TEMPORARY where the same
 * transaction may go through later (busy, serialisation, disk full, connection lost), ERR_SYSTEM
 * for the rest. After an error the transaction can only be rolled back.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "conf/conf.h"

#define FOR_UPDATE(table) " /*lock FOR UPDATE OF " table " */"
#define SKIP_LOCKED       " /*lock FOR UPDATE SKIP LOCKED */"

struct db;
struct db_stmt;

enum db_open_how { DB_READ_WRITE, DB_READ_ONLY };

/* SQLite: the file is made where it is not there (only for DB_READ_WRITE). ERR_CONF, with how to
 * mend it: no folder, no rights, damaged, not ours. */
int db_open_sqlite(const char *path, enum db_open_how how, struct db **db, struct err *err);

/* SQLite in memory; image: what db_image gave for another one, or NULL for an empty one. */
int db_open_memory(const struct bytes *image, struct db **db, struct err *err);

/* The bytes of a database in memory; owned by the caller, freed with free(). */
int db_image(struct db *db, struct bytes *image, struct err *err);

/* PostgreSQL by a libpq connection string. libpq is loaded here, and only here. ERR_CONF where it
 * is missing, or where the server refuses who we are; ERR_TEMPORARY where it does not answer. */
int db_open_postgresql(const char *dsn, enum db_open_how how, struct db **db, struct err *err);

void db_close(struct db *db);

enum conf_engine db_engine(const struct db *db);

/* DB_SCHEMA: nobody else changes the schema at the same time. */
enum db_begin_how { DB_WRITE, DB_SCHEMA };

int db_begin(struct db *db, enum db_begin_how how, struct err *err);
/* Where it fails the transaction is rolled back. A connection that is lost while committing gives
 * ERR_TEMPORARY although the commit may have happened. */
int db_commit(struct db *db, struct err *err);
void db_rollback(struct db *db); /* legal at any time */
bool db_in_transaction(const struct db *db);

enum db_type { DB_NULL, DB_INT, DB_TEXT, DB_BLOB };

/* A parameter. Text is valid UTF-8 without NUL, or the call gives ERR_INPUT. */
struct db_value {
	enum db_type type;
	int64_t number;
	const char *data;
	size_t len;
};

static inline struct db_value db_int(int64_t number)
{
	return (struct db_value){.type = DB_INT, .number = number};
}

/* 0 is NULL: a reference to no row. */
static inline struct db_value db_ref(int64_t id)
{
	return (struct db_value){.type = id ? DB_INT : DB_NULL, .number = id};
}

/* TIME_NONE is NULL. */
static inline struct db_value db_time(int64_t at_us)
{
	return (struct db_value){.type = at_us == TIME_NONE ? DB_NULL : DB_INT, .number = at_us};
}

/* NULL is NULL. */
static inline struct db_value db_text(const char *text)
{
	return (struct db_value){
	    .type = text ? DB_TEXT : DB_NULL, .data = text, .len = text ? strlen(text) : 0};
}

static inline struct db_value db_blob(struct bytes bytes)
{
	return (struct db_value){.type = DB_BLOB, .data = bytes.data, .len = bytes.len};
}

/* The parameters of a call: DB_ARGS(db_int(7), db_text("x")), or DB_NO_ARGS. They must stay until
 * db_finish. */
#define DB_ARGS(...)                                                                               \
	(const struct db_value[]){__VA_ARGS__},                                                    \
	    sizeof((const struct db_value[]){__VA_ARGS__}) / sizeof(struct db_value)
#define DB_NO_ARGS NULL, 0

/*
 * Carries out a statement whose rows nobody wants. sql is a static text: it is prepared once a
 * connection and kept by its address. Within a transaction the work may be put off: its error then
 * comes from a later call of the same transaction, at the latest from db_commit.
 */
int db_run(struct db *db, const char *sql, const struct db_value *args, size_t count,
	   struct err *err);

/* The same at once; *changed: how many rows were inserted, updated or deleted. Cheaper than
 * RETURNING where only that is wanted. */
int db_change(struct db *db, int64_t *changed, const char *sql, const struct db_value *args,
	      size_t count, struct err *err);

/* INSERT of one row into a table whose ids the engine gives: *id is its. Cheaper than RETURNING. */
int db_insert(struct db *db, int64_t *id, const char *sql, const struct db_value *args,
	      size_t count, struct err *err);

/* Starts a statement that gives rows; NULL on errors. Ends with db_finish. */
struct db_stmt *db_query(struct db *db, const char *sql, const struct db_value *args, size_t count,
			 struct err *err);

/* 1 with a row, 0 at the end, -1. */
int db_step(struct db_stmt *stmt, struct err *err);
void db_finish(struct db_stmt *stmt); /* NULL is legal */

/* db_query and one db_step: 1 with the row (read it, then db_finish), else 0 or -1 and *stmt NULL.
 */
int db_query_row(struct db *db, struct db_stmt **stmt, const char *sql, const struct db_value *args,
		 size_t count, struct err *err);

/* The row's first column: 1, 0 where there is no row (*number is 0 then), -1. */
int db_query_int(struct db *db, int64_t *number, const char *sql, const struct db_value *args,
		 size_t count, struct err *err);

/* The next column of the row, from the left. NULL gives 0, TIME_NONE, NULL, no bytes, false. */
int64_t db_get_int(struct db_stmt *stmt);
int64_t db_get_time(struct db_stmt *stmt);
bool db_get_bool(struct db_stmt *stmt);
char *db_get_text(struct db_stmt *stmt, struct arena *arena);
struct bytes db_get_blob(struct db_stmt *stmt, struct arena *arena);

/* ---- the driver calls ---- */

/* Several statements at once, for the schema. */
int db_script(struct db *db, const char *sql, struct err *err);
int db_has_table(struct db *db, const char *name, bool *is_there, struct err *err);

/* True when another connection has committed since the last call. */
bool db_has_news(struct db *db);

/* A copy beside the database: FILE.suffix. Engines that are backed up by other means do nothing.
 * Not within a transaction. */
int db_backup(struct db *db, const char *suffix, struct err *err);

/* A whole copy of what is committed, in a file of that name: one that is there is replaced. Others
 * go on writing meanwhile. ERR_INPUT where the engine is backed up by other means. */
int db_copy(struct db *db, const char *path, struct err *err);

/* ERR_INPUT where the database is damaged. It is read whole; engines that check by other means do
 * nothing. */
int db_verify(struct db *db, struct err *err);

#endif
