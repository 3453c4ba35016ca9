/* Mails that were one too many of a pass: they wait for the admin's word. */
#include "store/store_private.h"

int store_outbox_unhold(struct store *store, bool is_dropped, int64_t now_us, int64_t *count,
			struct err *err)
{
	struct db_stmt *row;

	*count = 0;
	if (db_query_row(store->db, &row, "SELECT COUNT(*) FROM delivery WHERE state = 'held'",
			 DB_NO_ARGS, err) < 0)
		return -1;
	*count = db_get_int(row);
	db_finish(row);
	if (is_dropped)
		return db_run(store->db,
			      "UPDATE delivery SET state = 'failed', settled_us = $1,"
			      " answer = 'dropped by the admin' WHERE state = 'held'",
			      DB_ARGS(db_int(now_us)), err);
	return db_run(store->db,
		      "UPDATE delivery SET state = 'waiting', due_us = $1 WHERE state = 'held'",
		      DB_ARGS(db_int(now_us)), err);
}
