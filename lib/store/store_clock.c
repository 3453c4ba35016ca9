/* What the clocks of all tickets go by. */
#include "store/store_private.h"

int store_clocks_basis(struct store *store, struct arena *arena, const char **basis,
		       struct err *err)
{
	struct db_stmt *row;
	int got = db_query_row(store->db, &row, "SELECT value FROM meta WHERE key = 'clocks'",
			       DB_NO_ARGS, err);

	*basis = NULL;
	if (got < 1)
		return got;
	*basis = db_get_text(row, arena);
	db_finish(row);
	return 0;
}

int store_clocks_rebase(struct store *store, const char *basis, const char *kind, int64_t due_us,
			struct err *err)
{
	if (db_run(store->db,
		   "INSERT INTO meta (key, value) VALUES ('clocks', $1)"
		   " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
		   DB_ARGS(db_text(basis)), err) < 0)
		return -1;
	return db_run(store->db,
		      "INSERT INTO deadline (ticket, kind, due_us)"
		      " SELECT number, CAST($1 AS text), CAST($2 AS bigint) FROM ticket"
		      " WHERE status <> 'solved' AND status <> 'closed'"
		      " ON CONFLICT ((COALESCE(ticket, 0)), kind)"
		      " DO UPDATE SET due_us = excluded.due_us",
		      DB_ARGS(db_text(kind), db_int(due_us)), err);
}
