/* The PostgreSQL driver's connection: for its own files alone. */
#ifndef STORE_DB_PG_H
#define STORE_DB_PG_H

#include "store/db_driver.h"
#include "store/db_pg_lib.h"

struct db_pg {
	struct db db;
	const struct pq *pq;
	PGconn *conn; /* NULL: lost */
	const char *dsn;
	enum db_open_how how;
	unsigned int generation; /* of the connection: a new one knows no statement */
	unsigned int names;      /* of statements, given so far */
	unsigned int pending;    /* statements sent whose results were not read */
	bool has_written;        /* in this transaction */
	bool has_news;
};

extern const struct db_driver db_pg_driver;

/* Connects, or again; pipeline mode is on then. ERR_CONF, ERR_TEMPORARY. */
int db_pg_connect(struct db_pg *self, struct err *err);
void db_pg_disconnect(struct db_pg *self);

/* What went wrong, by its SQLSTATE ("" where there is none: the connection). */
enum err_code db_pg_code(const char *state);

/* Outside a transaction: a connection that went away meanwhile is made again without a word. */
int db_pg_ensure(struct db_pg *self, struct err *err);

/* The connection is given up: ERR_TEMPORARY. */
int db_pg_lost(struct db_pg *self, struct err *err);

/* Sends plain text without parameters; its result stays pending. */
int db_pg_send_text(struct db_pg *self, const char *sql, struct err *err);

/* Looks at one result of the pipeline: 1 at its end (sync), 0, or -1 for the first error. */
int db_pg_look_at(struct db_pg *self, PGresult *result, struct err *err);

/* Reads all that is pending; *last, where it is not NULL, is the result of the last statement (to
 * be cleared by the caller; NULL on errors). */
int db_pg_sync(struct db_pg *self, PGresult **last, struct err *err);

#endif
