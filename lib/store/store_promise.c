/* The promise ledger: each time that a customer was told, and what became of it. */
#include "store/store_private.h"

int store_promise_load(struct store *store, int64_t ticket, struct arena *arena,
		       const struct promise **promise, struct err *err)
{
	struct db_stmt *row;
	struct promise *found;
	int got = db_query_row(store->db, &row,
			       "SELECT id, kind, author, made_us, until_us, delays FROM promise"
			       " WHERE ticket = $1 AND state = 'open' ORDER BY id DESC LIMIT 1",
			       DB_ARGS(db_int(ticket)), err);

	*promise = NULL;
	if (got < 1)
		return got;
	found = ARENA_NEW(arena, struct promise);
	found->id = db_get_int(row);
	found->kind = db_get_text(row, arena);
	found->by = db_get_text(row, arena);
	found->made_us = db_get_time(row);
	found->until_us = db_get_time(row);
	found->delays = db_get_int(row);
	found->settled_us = TIME_NONE;
	db_finish(row);
	*promise = found;
	return 0;
}

int store_promise_save(struct store *store, int64_t ticket, const struct promise *promise,
		       struct err *err)
{
	if (promise->id)
		return db_run(
		    store->db, "UPDATE promise SET state = $2, settled_us = $3 WHERE id = $1",
		    DB_ARGS(db_int(promise->id), db_text(promise_state_name(promise->state)),
			    db_time(promise->settled_us)),
		    err);
	return db_run(store->db,
		      "INSERT INTO promise (ticket, kind, author, made_us, until_us, state,"
		      " settled_us, delays) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		      DB_ARGS(db_int(ticket), db_text(promise->kind), db_text(promise->by),
			      db_int(promise->made_us), db_int(promise->until_us),
			      db_text(promise_state_name(promise->state)),
			      db_time(promise->settled_us), db_int(promise->delays)),
		      err);
}

int store_promise_count(struct store *store, int64_t from_us, int64_t to_us,
			struct promise_counts *counts, struct err *err)
{
	struct db_stmt *row = db_query(store->db,
				       "SELECT state, COUNT(*) FROM promise"
				       " WHERE settled_us >= $1 AND settled_us < $2"
				       " GROUP BY state ORDER BY state",
				       DB_ARGS(db_int(from_us), db_int(to_us)), err);
	struct arena *scratch = store_scratch(store);
	int got;

	*counts = (struct promise_counts){0};
	if (!row)
		return -1;
	while ((got = db_step(row, err)) > 0) {
		enum promise_state state;
		int64_t *count = NULL;

		if (promise_state_parse(db_get_text(row, scratch), &state))
			count = state == PROMISE_KEPT      ? &counts->kept
				: state == PROMISE_BROKEN  ? &counts->broken
				: state == PROMISE_RENEWED ? &counts->renewed
							   : NULL;
		if (count)
			*count = db_get_int(row);
	}
	db_finish(row);
	return got;
}
