/* Messages on tickets, their parts and their raw bytes. */
#include "store/store_private.h"

#include "base/buf.h"
#include "base/text.h"

/* " a@x b@y ": the keys of To and Cc, each between blanks. */
static const char *recipients_of(const struct message *message, struct arena *arena)
{
	const struct address_list *lists[] = {&message->to, &message->cc};
	struct buf out;
	const char *text;

	buf_init(&out);
	buf_addc(&out, ' ');
	for (size_t i = 0; i < 2; i++)
		for (size_t j = 0; j < lists[i]->count; j++) {
			buf_adds(&out, text_address_key(arena, lists[i]->items[j].email));
			buf_addc(&out, ' ');
		}
	text = buf_dup(&out, arena);
	buf_release(&out);
	return text;
}

static int insert_message(struct store *store, const struct message_row *row, int64_t *id,
			  struct err *err)
{
	struct arena *scratch = store_scratch(store);
	const struct message *message = row->message;
	const struct address *from = message->from.count ? &message->from.items[0] : NULL;

	return db_insert(
	    store->db, id,
	    "INSERT INTO message (ticket, mailbox, at_us, author, agent, contact, is_public,"
	    " date_us, message_id_key, from_key, from_name, recipients, subject, words,"
	    " fingerprint) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,"
	    " $15)",
	    DB_ARGS(db_int(row->ticket), db_text(row->mailbox), db_int(row->at_us),
		    db_text(row->by), db_text(row->agent), db_ref(row->contact),
		    db_int(row->is_public), db_time(message->date_us),
		    db_text(store_key(scratch, message->message_id)),
		    db_text(from ? text_address_key(scratch, from->email) : ""),
		    db_text(from ? from->name : ""), db_text(recipients_of(message, scratch)),
		    db_text(message->subject), db_text(row->words), db_text(row->fingerprint)),
	    err);
}

static int insert_part(struct store *store, int64_t message, size_t place,
		       const struct attachment *part, struct err *err)
{
	int64_t id;

	if (store_child_id(message, place, &id, err) < 0)
		return -1;
	return db_run(store->db,
		      "INSERT INTO message_part (id, message, name, type, encoding, content_id,"
		      " size, raw_offset, raw_len, sha256, is_inline)"
		      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
		      DB_ARGS(db_int(id), db_int(message), db_text(part->name), db_text(part->type),
			      db_text(part->encoding), db_text(part->content_id),
			      db_int((int64_t)part->size), db_int((int64_t)part->raw_offset),
			      db_int((int64_t)part->raw_len), db_text(part->sha256),
			      db_int(part->is_inline)),
		      err);
}

int store_message_insert(struct store *store, const struct message_row *row, int64_t *id,
			 struct err *err)
{
	const struct message *message = row->message;

	if (insert_message(store, row, id, err) < 0)
		return -1;
	for (size_t i = 0; i < message->attachment_count; i++)
		if (insert_part(store, *id, i, &message->attachments[i], err) < 0)
			return -1;
	return db_run(store->db, "INSERT INTO message_raw (message, packed) VALUES ($1, $2)",
		      DB_ARGS(db_int(*id), db_blob(row->packed)), err);
}

static void read_stored(struct db_stmt *row, struct arena *arena, struct stored_message *out)
{
	out->id = db_get_int(row);
	out->ticket = db_get_int(row);
	out->agent = db_get_text(row, arena);
	out->from = db_get_text(row, arena);
	out->recipients = db_get_text(row, arena);
	out->mailbox = db_get_text(row, arena);
	out->fingerprint = db_get_text(row, arena);
	out->at_us = db_get_time(row);
}

int store_messages_find(struct store *store, const char *message_id, struct arena *arena,
			struct stored_message **messages, size_t *count, struct err *err)
{
	const char *key = store_key(store_scratch(store), message_id);
	struct db_stmt *row = db_query(store->db,
				       "SELECT id, ticket, agent, from_key, recipients, mailbox,"
				       " fingerprint, at_us FROM message"
				       " WHERE message_id_key = $1 ORDER BY id",
				       DB_ARGS(db_text(key)), err);
	int got;

	*messages = NULL;
	*count = 0;
	if (!row)
		return -1;
	while ((got = db_step(row, err)) > 0) {
		struct stored_message *one;

		*messages = arena_grow(arena, *messages, *count, sizeof **messages);
		one = &(*messages)[(*count)++];
		read_stored(row, arena, one);
		one->message_id = arena_strdup(arena, message_id);
	}
	db_finish(row);
	return got;
}

static void read_exchange(struct db_stmt *row, struct arena *arena, struct exchange *out)
{
	out->id = db_get_int(row);
	out->at_us = db_get_time(row);
	out->by = db_get_text(row, arena);
	out->name = db_get_text(row, arena);
	out->words = db_get_text(row, arena);
	out->is_public = db_get_bool(row);
}

int store_exchanges(struct store *store, int64_t ticket, size_t max, struct arena *arena,
		    struct exchange **exchanges, size_t *count, struct err *err)
{
	struct db_stmt *row =
	    db_query(store->db,
		     "SELECT id, at_us, COALESCE(agent, author), from_name, words, is_public"
		     " FROM message WHERE ticket = $1 ORDER BY id DESC LIMIT $2",
		     DB_ARGS(db_int(ticket), db_int((int64_t)max)), err);
	int got;

	*exchanges = NULL;
	*count = 0;
	if (!row)
		return -1;
	while ((got = db_step(row, err)) > 0) {
		*exchanges = arena_grow(arena, *exchanges, *count, sizeof **exchanges);
		read_exchange(row, arena, &(*exchanges)[(*count)++]);
	}
	db_finish(row);
	return got;
}

int store_draft_find(struct store *store, int64_t ticket, const char *agent, struct arena *arena,
		     struct draft_text *out, struct err *err)
{
	struct db_stmt *row;
	int got;

	*out = (struct draft_text){.ticket = ticket};
	got = db_query_row(store->db, &row,
			   "SELECT id, words, EXISTS (SELECT 1 FROM message_part"
			   " WHERE message_part.message = message.id) FROM message"
			   " WHERE ticket = $1 AND agent = $2 AND author = 'draft'"
			   " ORDER BY id DESC LIMIT 1",
			   DB_ARGS(db_int(ticket), db_text(agent)), err);
	if (got < 1)
		return got;
	out->message = db_get_int(row);
	out->words = db_get_text(row, arena);
	out->has_attachments = db_get_bool(row);
	db_finish(row);
	return 0;
}

int store_draft_end(struct store *store, int64_t message, struct err *err)
{
	return db_run(store->db,
		      "UPDATE message SET author = 'agent' WHERE id = $1 AND author = 'draft'",
		      DB_ARGS(db_int(message)), err);
}

static void read_part(struct db_stmt *row, struct arena *arena, struct part_row *out)
{
	out->id = db_get_int(row);
	out->message = db_get_int(row);
	out->name = db_get_text(row, arena);
	out->type = db_get_text(row, arena);
	out->encoding = db_get_text(row, arena);
	out->content_id = db_get_text(row, arena);
	out->size = db_get_int(row);
	out->raw_offset = db_get_int(row);
	out->raw_len = db_get_int(row);
	out->sha256 = db_get_text(row, arena);
	out->is_inline = db_get_bool(row);
}

int store_parts(struct store *store, int64_t message, struct arena *arena, struct part_row **parts,
		size_t *count, struct err *err)
{
	struct db_stmt *row = db_query(
	    store->db,
	    "SELECT id, message, name, type, encoding, content_id, size, raw_offset,"
	    " raw_len, sha256, is_inline FROM message_part"
	    " WHERE id >= $1 AND id < $2 ORDER BY id",
	    DB_ARGS(db_int(message * STORE_CHILDREN), db_int((message + 1) * STORE_CHILDREN)), err);
	int got;

	*parts = NULL;
	*count = 0;
	if (!row)
		return -1;
	while ((got = db_step(row, err)) > 0) {
		*parts = arena_grow(arena, *parts, *count, sizeof **parts);
		read_part(row, arena, &(*parts)[(*count)++]);
	}
	db_finish(row);
	return got;
}

int store_raw(struct store *store, int64_t message, struct arena *arena, struct bytes *packed,
	      struct err *err)
{
	struct db_stmt *row;
	int got = db_query_row(store->db, &row, "SELECT packed FROM message_raw WHERE message = $1",
			       DB_ARGS(db_int(message)), err);

	if (got < 0)
		return -1;
	if (got == 0)
		return err_set(err, ERR_NOT_FOUND, "store: message %lld has no raw mail",
			       (long long)message);
	*packed = db_get_blob(row, arena);
	db_finish(row);
	return 0;
}
