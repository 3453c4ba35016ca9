/* What the look-up of customers answered, as it came. */
#include "store/store_private.h"

int store_customer_find(struct store *store, const char *email, struct arena *arena,
			struct customer_row *row, struct err *err)
{
	struct db_stmt *found;
	int got = db_query_row(store->db, &found,
			       "SELECT answer, until_us FROM customer WHERE email_key = $1",
			       DB_ARGS(db_text(store_email_key(store_scratch(store), email))), err);

	*row = (struct customer_row){.until_us = TIME_NONE};
	if (got < 1)
		return got;
	row->answer = db_get_text(found, arena);
	row->until_us = db_get_time(found);
	db_finish(found);
	return 0;
}

int store_customer_keep(struct store *store, const char *email, const struct customer_row *row,
			struct err *err)
{
	return db_run(store->db,
		      "INSERT INTO customer (email_key, answer, until_us) VALUES ($1, $2, $3)"
		      " ON CONFLICT (email_key) DO UPDATE SET answer = excluded.answer,"
		      " until_us = excluded.until_us",
		      DB_ARGS(db_text(store_email_key(store_scratch(store), email)),
			      db_text(row->answer), db_time(row->until_us)),
		      err);
}
