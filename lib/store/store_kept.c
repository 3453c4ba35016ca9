/* Stored messages that an agent does something with: moved to another ticket, or taken back. */
#include "store/store_private.h"

#include <string.h>

#define KEPT_SELECT                                                                                \
	"SELECT id, ticket, at_us, author, agent, is_public, message_id_key, from_key, from_name," \
	" subject, words, undo, EXISTS (SELECT 1 FROM message_part"                                \
	" WHERE message_part.message = message.id) FROM message"

static void read_kept(struct db_stmt *row, struct arena *arena, struct kept_message *out)
{
	out->id = db_get_int(row);
	out->ticket = db_get_int(row);
	out->at_us = db_get_time(row);
	out->by = db_get_text(row, arena);
	out->agent = db_get_text(row, arena);
	out->is_public = db_get_bool(row);
	out->message_id = db_get_text(row, arena);
	out->from = db_get_text(row, arena);
	out->name = db_get_text(row, arena);
	out->subject = db_get_text(row, arena);
	out->words = db_get_text(row, arena);
	out->undo = db_get_text(row, arena);
	out->has_attachments = db_get_bool(row);
	/* The key of a very long one is no Message-ID. */
	if (out->message_id && !strchr(out->message_id, '@'))
		out->message_id = NULL;
	db_finish(row);
}

int store_kept_load(struct store *store, int64_t message, struct arena *arena,
		    struct kept_message *out, struct err *err)
{
	struct db_stmt *row;
	int got;

	*out = (struct kept_message){0};
	got = db_query_row(store->db, &row, KEPT_SELECT " WHERE id = $1", DB_ARGS(db_int(message)),
			   err);
	if (got < 1)
		return got;
	read_kept(row, arena, out);
	return 0;
}

int store_kept_undoable(struct store *store, int64_t ticket, const char *agent, struct arena *arena,
			struct kept_message *out, struct err *err)
{
	struct db_stmt *row;
	int got;

	*out = (struct kept_message){0};
	got = db_query_row(store->db, &row,
			   KEPT_SELECT " WHERE ticket = $1 AND agent = $2 AND undo IS NOT NULL"
				       " ORDER BY id DESC LIMIT 1",
			   DB_ARGS(db_int(ticket), db_text(agent)), err);
	if (got < 1)
		return got;
	read_kept(row, arena, out);
	return 0;
}

int store_kept_undo(struct store *store, int64_t message, const char *undo, struct err *err)
{
	return db_run(store->db, "UPDATE message SET undo = $2 WHERE id = $1",
		      DB_ARGS(db_int(message), db_text(undo)), err);
}

int store_kept_move(struct store *store, int64_t message, int64_t ticket, struct err *err)
{
	return db_run(store->db, "UPDATE message SET ticket = $2 WHERE id = $1",
		      DB_ARGS(db_int(message), db_int(ticket)), err);
}

int store_kept_withdraw(struct store *store, int64_t message, struct err *err)
{
	return db_run(store->db,
		      "UPDATE message SET author = 'draft', is_public = 0, undo = NULL"
		      " WHERE id = $1 AND author = 'agent'",
		      DB_ARGS(db_int(message)), err);
}

/* Held back, and in nobody's hands yet. */
#define IS_HELD                                                                                    \
	" id >= $1 AND id < $2 AND state = 'waiting' AND attempts = 0 AND lease_holder IS NULL"

int store_outbox_is_held(struct store *store, int64_t outbox, bool *is_held, struct err *err)
{
	int64_t held, all;

	*is_held = false;
	if (db_query_int(
		store->db, &held, "SELECT COUNT(*) FROM delivery WHERE" IS_HELD,
		DB_ARGS(db_int(outbox * STORE_CHILDREN), db_int((outbox + 1) * STORE_CHILDREN)),
		err) < 0 ||
	    db_query_int(
		store->db, &all,
		"SELECT COUNT(*) FROM delivery WHERE id >= $1 AND id < $2"
		" AND state <> 'suppressed'",
		DB_ARGS(db_int(outbox * STORE_CHILDREN), db_int((outbox + 1) * STORE_CHILDREN)),
		err) < 0)
		return -1;
	*is_held = held && held == all;
	return 0;
}

int store_outbox_cancel(struct store *store, int64_t outbox, struct err *err)
{
	return db_run(
	    store->db, "UPDATE delivery SET state = 'cancelled' WHERE" IS_HELD,
	    DB_ARGS(db_int(outbox * STORE_CHILDREN), db_int((outbox + 1) * STORE_CHILDREN)), err);
}
