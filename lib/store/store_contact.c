/* People outside, by address; and the addresses that get no mail. */
#include "store/store_private.h"

void store_contact_read(struct db_stmt *row, struct arena *arena, struct contact *contact)
{
	contact->id = db_get_int(row);
	contact->email = db_get_text(row, arena);
	contact->name = db_get_text(row, arena);
	contact->language = db_get_text(row, arena);
	contact->away_until_us = db_get_time(row);
	contact->suppressed_for = db_get_text(row, arena);
	contact->is_suppressed = contact->suppressed_for != NULL;
	if (!contact->id)
		contact->email = contact->name = "";
}

int store_contact_find(struct store *store, const char *email, struct arena *arena,
		       struct contact **contact, struct err *err)
{
	struct db_stmt *row;
	int got = db_query_row(store->db, &row,
			       "SELECT contact.id, contact.email, contact.name, contact.language,"
			       " contact.away_until_us, suppression.reason FROM contact_address"
			       " JOIN contact ON contact.id = contact_address.contact"
			       " LEFT JOIN suppression"
			       " ON suppression.email_key = contact_address.email_key"
			       " WHERE contact_address.email_key = $1",
			       DB_ARGS(db_text(store_email_key(store_scratch(store), email))), err);

	*contact = NULL;
	if (got < 1)
		return got;
	*contact = ARENA_NEW(arena, struct contact);
	store_contact_read(row, arena, *contact);
	db_finish(row);
	return 0;
}

int store_contact_tickets(struct store *store, int64_t contact, size_t max, struct arena *arena,
			  struct ticket_brief **tickets, size_t *count, struct err *err)
{
	struct db_stmt *row = db_query(store->db,
				       "SELECT number, subject, status, created_us FROM ticket"
				       " WHERE requester = $1 ORDER BY number DESC LIMIT $2",
				       DB_ARGS(db_int(contact), db_int((int64_t)max)), err);
	int got;

	*tickets = NULL;
	*count = 0;
	if (!row)
		return -1;
	while ((got = db_step(row, err)) > 0) {
		struct ticket_brief *brief;

		*tickets = arena_grow(arena, *tickets, *count, sizeof **tickets);
		brief = &(*tickets)[(*count)++];
		brief->number = db_get_int(row);
		brief->subject = db_get_text(row, arena);
		ticket_status_parse(db_get_text(row, arena), &brief->status);
		brief->created_us = db_get_time(row);
	}
	db_finish(row);
	return got;
}

/* ---- making ---- */

/* 1 with the id and whether a name is kept, 0, -1. */
static int find_id(struct store *store, const char *key, int64_t *id, bool *has_name,
		   struct err *err)
{
	struct db_stmt *row;
	int got = db_query_row(store->db, &row,
			       "SELECT contact.id, contact.name <> '' FROM contact_address"
			       " JOIN contact ON contact.id = contact_address.contact"
			       " WHERE contact_address.email_key = $1",
			       DB_ARGS(db_text(key)), err);

	if (got < 1)
		return got;
	*id = db_get_int(row);
	*has_name = db_get_bool(row);
	db_finish(row);
	return 1;
}

static int insert_contact(struct store *store, struct contact *contact, const char *key,
			  int64_t now_us, struct err *err)
{
	return db_insert(store->db, &contact->id,
			 "INSERT INTO contact (email, email_key, name, language, created_us)"
			 " VALUES ($1, $2, $3, $4, $5)",
			 DB_ARGS(db_text(contact->email), db_text(key), db_text(contact->name),
				 db_text(contact->language), db_int(now_us)),
			 err);
}

/* *added: 0 where somebody else was faster. */
static int insert_address(struct store *store, const struct contact *contact, const char *key,
			  int64_t *added, struct err *err)
{
	return db_change(store->db, added,
			 "INSERT INTO contact_address (email_key, contact, email)"
			 " VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
			 DB_ARGS(db_text(key), db_int(contact->id), db_text(contact->email)), err);
}

static int make_contact(struct store *store, struct contact *contact, const char *key,
			int64_t now_us, struct err *err)
{
	int64_t added;
	bool has_name;
	int got;

	if (insert_contact(store, contact, key, now_us, err) < 0 ||
	    insert_address(store, contact, key, &added, err) < 0)
		return -1;
	if (added)
		return 0;
	if (db_run(store->db, "DELETE FROM contact WHERE id = $1", DB_ARGS(db_int(contact->id)),
		   err) < 0)
		return -1;
	got = find_id(store, key, &contact->id, &has_name, err);
	if (got == 0)
		return err_set(err, ERR_TEMPORARY, "store: a contact was made and taken away");
	return got < 0 ? -1 : 0;
}

int store_contact_take(struct store *store, struct contact *contact, int64_t now_us,
		       struct err *err)
{
	const char *key = store_email_key(store_scratch(store), contact->email);
	bool has_name;
	int got;

	contact->id = 0;
	if (!*key)
		return 0;
	got = find_id(store, key, &contact->id, &has_name, err);
	if (got < 0)
		return -1;
	if (got == 0)
		return make_contact(store, contact, key, now_us, err);
	if (contact->language &&
	    db_run(store->db,
		   "UPDATE contact SET language = $2 WHERE id = $1"
		   " AND (language IS NULL OR language <> $2)",
		   DB_ARGS(db_int(contact->id), db_text(contact->language)), err) < 0)
		return -1;
	if (has_name || !*contact->name)
		return 0;
	return db_run(store->db, "UPDATE contact SET name = $2 WHERE id = $1",
		      DB_ARGS(db_int(contact->id), db_text(contact->name)), err);
}

int store_contact_merge(struct store *store, int64_t was, int64_t into, struct err *err)
{
	static const char *const moves[] = {
	    "UPDATE contact_address SET contact = $2 WHERE contact = $1",
	    "UPDATE ticket SET requester = $2 WHERE requester = $1",
	    "UPDATE participant SET contact = $2 WHERE contact = $1",
	    "UPDATE message SET contact = $2 WHERE contact = $1",
	    "UPDATE contact SET name = (SELECT name FROM contact AS old WHERE old.id = $1)"
	    " WHERE id = $2 AND name = ''",
	};

	for (size_t i = 0; i < sizeof moves / sizeof *moves; i++)
		if (db_run(store->db, moves[i], DB_ARGS(db_int(was), db_int(into)), err) < 0)
			return -1;
	return 0;
}

int store_suppress(struct store *store, const char *email, const char *reason, int64_t at_us,
		   struct err *err)
{
	const char *key = store_email_key(store_scratch(store), email);

	if (!reason)
		return db_run(store->db, "DELETE FROM suppression WHERE email_key = $1",
			      DB_ARGS(db_text(key)), err);
	return db_run(store->db,
		      "INSERT INTO suppression (email_key, email, reason, at_us)"
		      " VALUES ($1, $2, $3, $4) ON CONFLICT (email_key) DO UPDATE SET"
		      " reason = excluded.reason, at_us = excluded.at_us",
		      DB_ARGS(db_text(key), db_text(email), db_text(reason), db_int(at_us)), err);
}
