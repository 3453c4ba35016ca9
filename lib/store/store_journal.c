/* The journal, and what is due when. */
#include "store/store_private.h"

int store_journal_insert(struct store *store, const struct journal_row *row, struct err *err)
{
	return db_run(store->db,
		      "INSERT INTO journal (ticket, at_us, event, author, rule, old_value,"
		      " new_value, arguments) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		      DB_ARGS(db_ref(row->ticket ? row->ticket->number : 0), db_int(row->at_us),
			      db_text(row->event), db_text(row->by), db_text(row->rule),
			      db_text(row->from), db_text(row->to), db_text(row->arguments)),
		      err);
}

int store_deadline_set(struct store *store, int64_t ticket, const char *kind, int64_t due_us,
		       const char *data, struct err *err)
{
	if (due_us == TIME_NONE)
		return db_run(store->db,
			      "DELETE FROM deadline WHERE COALESCE(ticket, 0) = $1 AND kind = $2",
			      DB_ARGS(db_int(ticket), db_text(kind)), err);
	return db_run(
	    store->db,
	    "INSERT INTO deadline (ticket, kind, due_us, data) VALUES ($1, $2, $3, $4)"
	    " ON CONFLICT ((COALESCE(ticket, 0)), kind) DO UPDATE SET due_us = excluded.due_us,"
	    " data = excluded.data",
	    DB_ARGS(db_ref(ticket), db_text(kind), db_int(due_us), db_text(data)), err);
}

/* Takes the query's rows and ends it. */
static int read_deadlines(struct db_stmt *row, struct arena *arena, struct deadline **deadlines,
			  size_t *count, struct err *err)
{
	int got;

	*deadlines = NULL;
	*count = 0;
	if (!row)
		return -1;
	while ((got = db_step(row, err)) > 0) {
		struct deadline *one;

		*deadlines = arena_grow(arena, *deadlines, *count, sizeof **deadlines);
		one = &(*deadlines)[(*count)++];
		one->id = db_get_int(row);
		one->ticket = db_get_int(row);
		one->kind = db_get_text(row, arena);
		one->due_us = db_get_time(row);
		one->data = db_get_text(row, arena);
	}
	db_finish(row);
	return got;
}

int store_deadlines_due(struct store *store, int64_t now_us, size_t max, struct arena *arena,
			struct deadline **deadlines, size_t *count, struct err *err)
{
	struct db_stmt *row =
	    db_query(store->db,
		     "SELECT id, ticket, kind, due_us, data FROM deadline"
		     " WHERE due_us <= $1 ORDER BY due_us, ticket NULLS FIRST, id LIMIT $2",
		     DB_ARGS(db_int(now_us), db_int((int64_t)max)), err);

	return read_deadlines(row, arena, deadlines, count, err);
}

int store_timers(struct store *store, struct arena *arena, struct deadline **timers, size_t *count,
		 struct err *err)
{
	struct db_stmt *row = db_query(store->db,
				       "SELECT id, ticket, kind, due_us, data FROM deadline"
				       " WHERE COALESCE(ticket, 0) = 0 ORDER BY kind",
				       DB_NO_ARGS, err);

	return read_deadlines(row, arena, timers, count, err);
}

int store_deadline_holds(struct store *store, const struct deadline *deadline, bool *holds,
			 struct err *err)
{
	int64_t id;
	int got =
	    db_query_int(store->db, &id, "SELECT id FROM deadline WHERE id = $1 AND due_us = $2",
			 DB_ARGS(db_int(deadline->id), db_int(deadline->due_us)), err);

	*holds = got > 0;
	return got < 0 ? -1 : 0;
}

int store_deadline_next(struct store *store, int64_t *due_us, struct err *err)
{
	int got =
	    db_query_int(store->db, due_us, "SELECT due_us FROM deadline ORDER BY due_us LIMIT 1",
			 DB_NO_ARGS, err);

	if (got == 0)
		*due_us = TIME_NONE;
	return got < 0 ? -1 : 0;
}
