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

#endif
