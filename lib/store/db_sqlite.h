/* The SQLite driver's connection: for its own files alone. */
#ifndef STORE_DB_SQLITE_H
#define STORE_DB_SQLITE_H

#include <sqlite3.h>

#include "store/db_driver.h"

struct db_sqlite {
	struct db db;
	sqlite3 *handle;
	const char *path; /* for messages; "in memory" */
	bool is_memory;
	int64_t data_version; /* what PRAGMA data_version said last */
};

/* "Ombd": schema_sqlite.sql writes it. */
#define DB_SQLITE_APPLICATION_ID 1332568676

extern const struct db_driver db_sqlite_driver;

void db_sqlite_close(struct db *db);
int db_sqlite_backup(struct db *db, const char *suffix, struct err *err);
int db_sqlite_copy(struct db *db, const char *path, struct err *err);
int db_sqlite_verify(struct db *db, struct err *err);

/* An empty file that only its owner reads, where there is none. */
int db_sqlite_make_file(const char *path, struct err *err);

/* Sets err from what the handle says about its last call; returns -1. */
int db_sqlite_error(const struct db_sqlite *self, struct err *err);

/* The same for a file that could not be read at all: unless that is temporary, it is damaged. */
int db_sqlite_damaged(const struct db_sqlite *self, struct err *err);

/* Runs SQL text without rows; -1 with err. */
int db_sqlite_exec(struct db_sqlite *self, const char *sql, struct err *err);

/* The only number that a PRAGMA or a SELECT answers with. */
int db_sqlite_number(struct db_sqlite *self, const char *sql, int64_t *number, struct err *err);

#endif
