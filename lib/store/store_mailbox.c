/* Mailboxes, and the ledger of what was taken from them. */
#include "store/store_private.h"

static int mailbox_find(struct store *store, const char *name, struct mailbox_state *out,
			struct err *err)
{
	struct db_stmt *row;
	int got = db_query_row(store->db, &row,
			       "SELECT id, first_seen_us, uidvalidity, last_uid, has_quiet"
			       " FROM mailbox"
			       " WHERE name = $1",
			       DB_ARGS(db_text(name)), err);

	if (got < 1)
		return got;
	out->id = db_get_int(row);
	out->first_seen_us = db_get_int(row);
	out->uidvalidity = (uint32_t)db_get_int(row);
	out->last_uid = (uint32_t)db_get_int(row);
	out->has_quiet = db_get_bool(row);
	db_finish(row);
	return 1;
}

int store_mailbox_open(struct store *store, const char *name, int64_t now_us,
		       struct mailbox_state *out, struct err *err)
{
	int got = mailbox_find(store, name, out, err);

	if (got != 0)
		return got < 0 ? -1 : 0;
	if (db_run(store->db,
		   "INSERT INTO mailbox (name, first_seen_us) VALUES ($1, $2)"
		   " ON CONFLICT DO NOTHING",
		   DB_ARGS(db_text(name), db_int(now_us)), err) < 0)
		return -1;
	got = mailbox_find(store, name, out, err);
	if (got == 0)
		return err_set(err, ERR_TEMPORARY, "store: mailbox \"%s\" was removed", name);
	return got < 0 ? -1 : 0;
}

int store_mailbox_look(struct store *store, const char *name, struct mailbox_state *out,
		       int64_t *taken_us, struct err *err)
{
	int got;

	*out = (struct mailbox_state){0};
	*taken_us = TIME_NONE;
	got = mailbox_find(store, name, out, err);
	if (got < 1)
		return got;
	got = db_query_int(store->db, taken_us,
			   "SELECT taken_us FROM intake_ledger WHERE mailbox = $1"
			   " ORDER BY uidvalidity DESC, uid DESC LIMIT 1",
			   DB_ARGS(db_int(out->id)), err);
	return got < 0 ? -1 : 0;
}

int store_mailbox_save(struct store *store, const struct mailbox_state *state, struct err *err)
{
	return db_run(store->db,
		      "UPDATE mailbox SET first_seen_us = $2, uidvalidity = $3, last_uid = $4,"
		      " has_quiet = $5"
		      " WHERE id = $1",
		      DB_ARGS(db_int(state->id), db_int(state->first_seen_us),
			      db_int(state->uidvalidity), db_int(state->last_uid),
			      db_int(state->has_quiet)),
		      err);
}

int store_ledger_knows(struct store *store, const struct ledger_entry *entry, bool *is_known_uid,
		       bool *is_known_content, struct err *err)
{
	struct db_stmt *row;
	int got = db_query_row(store->db, &row,
			       "SELECT EXISTS (SELECT 1 FROM intake_ledger WHERE mailbox = $1"
			       " AND uidvalidity = $2 AND uid = $3 AND uid > 0 AND $2 > 0),"
			       " EXISTS (SELECT 1 FROM intake_ledger WHERE mailbox = $1"
			       " AND fingerprint = $4)",
			       DB_ARGS(db_int(entry->mailbox), db_int(entry->uidvalidity),
				       db_int(entry->uid), db_text(entry->fingerprint)),
			       err);

	if (got < 0)
		return -1;
	*is_known_uid = db_get_bool(row);
	*is_known_content = db_get_bool(row);
	db_finish(row);
	return 0;
}

/* A mail that has no UID gets the next number in uidvalidity 0. */
static int next_by_hand(struct store *store, int64_t mailbox, int64_t *uid, struct err *err)
{
	if (db_query_int(store->db, uid,
			 "SELECT COALESCE(MAX(uid), 0) + 1 FROM intake_ledger"
			 " WHERE mailbox = $1 AND uidvalidity = 0",
			 DB_ARGS(db_int(mailbox)), err) < 0)
		return -1;
	return 0;
}

/* Nothing is to be filed away on the server where nothing is there, or where it stays. */
static bool stays(const struct ledger_entry *entry)
{
	return entry->uid == 0 || strcmp(entry->outcome, "old") == 0 ||
	       strcmp(entry->outcome, "oversize") == 0;
}

int store_ledger_add(struct store *store, const struct ledger_entry *entry, struct err *err)
{
	int64_t uid = entry->uid, added;

	if (!entry->uid && next_by_hand(store, entry->mailbox, &uid, err) < 0)
		return -1;
	if (db_change(store->db, &added,
		      "INSERT INTO intake_ledger (mailbox, uidvalidity, uid, fingerprint, outcome, "
		      "reason,"
		      " ticket, message, taken_us, is_filed)"
		      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
		      " ON CONFLICT DO NOTHING",
		      DB_ARGS(db_int(entry->mailbox), db_int(entry->uidvalidity), db_int(uid),
			      db_text(entry->fingerprint), db_text(entry->outcome),
			      db_text(entry->reason), db_ref(entry->ticket), db_ref(entry->message),
			      db_int(entry->taken_us), db_int(stays(entry))),
		      err) < 0)
		return -1;
	if (!added)
		return err_set(err, ERR_TEMPORARY,
			       "store: UID %lld (UIDVALIDITY %lu) was taken by somebody else",
			       (long long)uid, (unsigned long)entry->uidvalidity);
	return 0;
}

static int read_uids(struct db_stmt *row, struct arena *arena, uint32_t **uids, size_t *count,
		     struct err *err)
{
	int got;

	*uids = NULL;
	*count = 0;
	if (!row)
		return -1;
	while ((got = db_step(row, err)) > 0) {
		*uids = arena_grow(arena, *uids, *count, sizeof **uids);
		(*uids)[(*count)++] = (uint32_t)db_get_int(row);
	}
	db_finish(row);
	return got;
}

int store_ledger_unfiled(struct store *store, int64_t mailbox, uint32_t uidvalidity, size_t max,
			 struct arena *arena, uint32_t **uids, size_t *count, struct err *err)
{
	return read_uids(
	    db_query(store->db,
		     "SELECT uid FROM intake_ledger WHERE mailbox = $1 AND uidvalidity = $2"
		     " AND is_filed = 0 AND outcome <> 'anonymous' ORDER BY uid LIMIT $3",
		     DB_ARGS(db_int(mailbox), db_int(uidvalidity), db_int((int64_t)max)), err),
	    arena, uids, count, err);
}

int store_ledger_unexpunged(struct store *store, int64_t mailbox, uint32_t uidvalidity, size_t max,
			    struct arena *arena, uint32_t **uids, size_t *count, struct err *err)
{
	return read_uids(
	    db_query(store->db,
		     "SELECT uid FROM intake_ledger WHERE mailbox = $1 AND uidvalidity = $2"
		     " AND is_filed = 0 AND outcome = 'anonymous' ORDER BY uid LIMIT $3",
		     DB_ARGS(db_int(mailbox), db_int(uidvalidity), db_int((int64_t)max)), err),
	    arena, uids, count, err);
}

int store_ledger_filed(struct store *store, int64_t mailbox, uint32_t uidvalidity,
		       const uint32_t *uids, size_t count, struct err *err)
{
	for (size_t i = 0; i < count; i++)
		if (db_run(store->db,
			   "UPDATE intake_ledger SET is_filed = 1 WHERE mailbox = $1"
			   " AND uidvalidity = $2 AND uid = $3",
			   DB_ARGS(db_int(mailbox), db_int(uidvalidity), db_int(uids[i])), err) < 0)
			return -1;
	return 0;
}
