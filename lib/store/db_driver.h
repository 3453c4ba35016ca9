/* What a driver is: for db.c and the drivers alone. */
#ifndef STORE_DB_DRIVER_H
#define STORE_DB_DRIVER_H

#include "store/db.h"

/* A driver's statement begins with this. It lives in the connection's arena. */
struct db_stmt {
	struct db *db;
	const char *sql;
	int column; /* the next one to be read */
	bool is_running;
};

struct db_driver {
	enum conf_engine engine;
	const char *has_table_sql; /* one row where there is a table named $1 */

	int (*begin)(struct db *db, enum db_begin_how how, struct err *err);
	int (*commit)(struct db *db, struct err *err);
	void (*rollback)(struct db *db);

	struct db_stmt *(*prepare)(struct db *db, const char *sql, struct err *err);
	void (*drop)(struct db_stmt *stmt);
	int (*run)(struct db_stmt *stmt, const struct db_value *args, size_t count,
		   struct err *err);
	int (*change)(struct db_stmt *stmt, const struct db_value *args, size_t count,
		      int64_t *changed, struct err *err);
	int (*last_id)(struct db *db, int64_t *id, struct err *err); /* of the last INSERT */
	int (*start)(struct db_stmt *stmt, const struct db_value *args, size_t count,
		     struct err *err);
	int (*step)(struct db_stmt *stmt, struct err *err);
	void (*finish)(struct db_stmt *stmt);
	/* False for NULL. Bytes stay until the next step; text has a NUL after its end. */
	bool (*get_int)(struct db_stmt *stmt, int column, int64_t *number);
	bool (*get_bytes)(struct db_stmt *stmt, int column, enum db_type type, struct bytes *bytes);

	int (*script)(struct db *db, const char *sql, struct err *err);
	bool (*has_news)(struct db *db);
	int (*backup)(struct db *db, const char *suffix, struct err *err);
	/* NULL where the engine has means of its own */
	int (*copy)(struct db *db, const char *path, struct err *err);
	int (*verify)(struct db *db, struct err *err);
	void (*close)(struct db *db);
};

enum { DB_CACHE_SIZE = 512 };

/* A driver's connection begins with this; it lives in its own arena. */
struct db {
	const struct db_driver *driver;
	struct arena arena;
	struct db_stmt *cache[DB_CACHE_SIZE]; /* a hash table by the address of the text */
	size_t cache_count;
	bool in_transaction;
	/* What went wrong in this transaction: all that follows gets the same answer, for
	 * PostgreSQL refuses it as well. A driver sets it for what fails where nobody listens. */
	struct err failure;
};

/* A zeroed connection of that size, in an arena of its own. */
struct db *db_new(const struct db_driver *driver, size_t size);
void db_free(struct db *db);

/* The statement of that text, prepared at its first use; NULL on errors. */
struct db_stmt *db_prepare(struct db *db, const char *sql, struct err *err);

#endif
