/* What proves an agent's mail, and what waits for a proof. */
#include "store/store_private.h"

int store_challenge_load(struct store *store, int64_t sent, struct arena *arena,
			 struct challenge *out, struct err *err)
{
	struct db_stmt *row;
	int got = db_query_row(store->db, &row,
			       "SELECT challenge.outbox, challenge.message, message.ticket,"
			       " outbox.agent,"
			       " message.words, EXISTS (SELECT 1 FROM message_part"
			       " WHERE message_part.message = message.id), challenge.is_control,"
			       " challenge.expires_us, challenge.settled_us FROM challenge"
			       " JOIN message ON message.id = challenge.message"
			       " JOIN outbox ON outbox.id = challenge.outbox"
			       " WHERE challenge.outbox = $1",
			       DB_ARGS(db_int(sent)), err);

	*out = (struct challenge){0};
	if (got < 1)
		return got;
	out->sent = db_get_int(row);
	out->message = db_get_int(row);
	out->ticket = db_get_int(row);
	out->agent = db_get_text(row, arena);
	out->words = db_get_text(row, arena);
	out->has_attachments = db_get_bool(row);
	out->is_control = db_get_bool(row);
	out->expires_us = db_get_time(row);
	out->settled_us = db_get_time(row);
	db_finish(row);
	return 0;
}

int store_challenge_insert(struct store *store, const struct challenge *challenge, struct err *err)
{
	return db_run(store->db,
		      "INSERT INTO challenge (outbox, message, is_control, expires_us)"
		      " VALUES ($1, $2, $3, $4)",
		      DB_ARGS(db_int(challenge->sent), db_int(challenge->message),
			      db_int(challenge->is_control), db_int(challenge->expires_us)),
		      err);
}

int store_challenge_settle(struct store *store, int64_t sent, int64_t at_us, struct err *err)
{
	return db_run(store->db,
		      "UPDATE challenge SET settled_us = $1 WHERE outbox = $2"
		      " AND settled_us IS NULL",
		      DB_ARGS(db_int(at_us), db_int(sent)), err);
}

/* The last row that a query finds: id and at_us. *id 0: none. */
static int find_told(struct store *store, const char *sql, const char *whom, int64_t *id,
		     int64_t *at_us, struct err *err)
{
	struct db_stmt *row;
	int got = db_query_row(store->db, &row, sql, DB_ARGS(db_text(whom)), err);

	*id = 0;
	*at_us = TIME_NONE;
	if (got < 1)
		return got;
	*id = db_get_int(row);
	*at_us = db_get_time(row);
	db_finish(row);
	return 0;
}

int store_refusals(struct store *store, const char *agent, int64_t now_us, struct counted *out,
		   struct err *err)
{
	int64_t told;

	if (find_told(store,
		      "SELECT id, at_us FROM journal WHERE event = 'mail'"
		      " AND arguments = 'template=refused' AND new_value = $1"
		      " ORDER BY id DESC LIMIT 1",
		      agent, &told, &out->told_us, err) < 0 ||
	    db_query_int(store->db, &out->hour,
			 "SELECT COUNT(*) FROM (SELECT 1 FROM journal WHERE event = 'refused'"
			 " AND new_value = $1 AND at_us > $2 LIMIT 1000) AS few",
			 DB_ARGS(db_text(agent), db_int(now_us - HOUR_US)), err) < 0)
		return -1;
	return db_query_int(store->db, &out->untold,
			    "SELECT COUNT(*) FROM (SELECT 1 FROM journal WHERE event = 'refused'"
			    " AND new_value = $1 AND id > $2 LIMIT 1000) AS few",
			    DB_ARGS(db_text(agent), db_int(told)), err) < 0
		   ? -1
		   : 0;
}

int store_quarantined(struct store *store, struct counted *out, struct err *err)
{
	int64_t told;

	out->hour = 0;
	if (find_told(store,
		      "SELECT id, at_us FROM journal WHERE event = 'mail'"
		      " AND arguments = 'template=quarantine' AND old_value IS NOT DISTINCT FROM $1"
		      " ORDER BY id DESC LIMIT 1",
		      NULL, &told, &out->told_us, err) < 0)
		return -1;
	return db_query_int(store->db, &out->untold,
			    "SELECT COUNT(*) FROM (SELECT 1 FROM journal"
			    " WHERE event = 'quarantined' AND id > $1 LIMIT 100000) AS few",
			    DB_ARGS(db_int(told)), err) < 0
		   ? -1
		   : 0;
}

int store_signature_take(struct store *store, const char *digest, int64_t at_us, int64_t since_us,
			 bool *is_new, struct err *err)
{
	int64_t added;

	if (db_run(store->db, "DELETE FROM signature WHERE taken_us < $1",
		   DB_ARGS(db_int(since_us)), err) < 0 ||
	    db_change(store->db, &added,
		      "INSERT INTO signature (digest, taken_us) VALUES ($1, $2)"
		      " ON CONFLICT (digest) DO NOTHING",
		      DB_ARGS(db_text(digest), db_int(at_us)), err) < 0)
		return -1;
	*is_new = added > 0;
	return 0;
}
