/* Mails that nothing could be made of, with their bytes. */
#include "store/store_private.h"

/* What a broken mail did not tell. */
static struct db_value known(const char *text)
{
	return db_text(text ? text : "");
}

int store_quarantine_insert(struct store *store, const struct quarantine_row *row, int64_t *id,
			    struct err *err)
{
	return db_insert(store->db, id,
			 "INSERT INTO quarantine (mailbox, uidvalidity, uid, reason, sender,"
			 " subject, at_us, packed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
			 DB_ARGS(db_text(row->mailbox), db_int(row->uidvalidity), db_int(row->uid),
				 db_text(row->reason), known(row->from), known(row->subject),
				 db_int(row->at_us), db_blob(row->packed)),
			 err);
}
