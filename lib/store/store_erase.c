/* A person is made unknown: what they wrote and what names them goes, rows and figures stay. */
#include "store/store_private.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"

/* $1 is the contact, $2 the address that stands for it from now on. */
#define TICKETS   "(SELECT number FROM ticket WHERE requester = $1)"
#define ADDRESSES "(SELECT email_key FROM contact_address WHERE contact = $1)"
#define MESSAGES  "(SELECT id FROM message WHERE ticket IN " TICKETS " OR from_key IN " ADDRESSES ")"
#define MAILS     "(SELECT id FROM outbox WHERE ticket IN " TICKETS ")"

/* In this order: what names the person last, for the others look for it. */
static const struct {
	const char *sql;
	bool has_name; /* $2 is in it */
} erasures[] = {
    {"DELETE FROM message_raw WHERE message IN " MESSAGES, false},
    {"UPDATE message_part SET name = '', content_id = NULL, sha256 = '' WHERE message IN " MESSAGES,
     false},
    {"UPDATE intake_ledger SET fingerprint = NULL WHERE message IN " MESSAGES, false},
    {"UPDATE outbox SET head = '', subject = '', text_part = '', html_part = NULL,"
     " attachments_of = NULL WHERE ticket IN " TICKETS,
     false},
    {"UPDATE delivery SET auto_key = NULL, answer = NULL,"
     " recipient = CASE WHEN LOWER(recipient) IN " ADDRESSES " THEN $2 ELSE recipient END,"
     " state = CASE WHEN state IN ('ready', 'waiting') THEN 'suppressed' ELSE state END"
     " WHERE outbox IN " MAILS " OR LOWER(recipient) IN " ADDRESSES,
     true},
    {"DELETE FROM quarantine WHERE LOWER(sender) IN " ADDRESSES, false},
    {"UPDATE answer SET words = '' WHERE survey IN (SELECT id FROM survey WHERE contact = $1)",
     false},
    {"DELETE FROM customer WHERE email_key IN " ADDRESSES, false},
    {"UPDATE offer SET reason = '', words = '', verdict = NULL WHERE ticket IN " TICKETS, false},
    {"DELETE FROM ticket_field WHERE ticket IN " TICKETS, false},
    {"UPDATE message SET words = '', subject = '', from_name = '', recipients = '',"
     " message_id_key = NULL, fingerprint = NULL,"
     " from_key = CASE WHEN from_key IN " ADDRESSES " THEN $2 ELSE from_key END"
     " WHERE ticket IN " TICKETS " OR from_key IN " ADDRESSES,
     true},
    {"UPDATE participant SET email = $2, name = '' WHERE contact = $1"
     " OR LOWER(email) IN " ADDRESSES,
     true},
    {"UPDATE ticket SET subject = '', answer_to = NULL, last_message_id = NULL,"
     " last_references = NULL WHERE requester = $1",
     false},
    {"DELETE FROM contact_address WHERE contact = $1", false},
    {"UPDATE contact SET email = $2, email_key = $2, name = '', language = NULL,"
     " away_until_us = NULL WHERE id = $1",
     true},
    {"INSERT INTO contact_address (email_key, contact, email) VALUES ($2, $1, $2)", true},
};

static int count_rows(struct store *store, const char *sql, int64_t contact, size_t *count,
		      struct err *err)
{
	int64_t number;
	int got = db_query_int(store->db, &number, sql, DB_ARGS(db_int(contact)), err);

	*count = got > 0 ? (size_t)number : 0;
	return got < 0 ? -1 : 0;
}

int store_erase_count(struct store *store, int64_t contact, struct erase_counts *counts,
		      struct err *err)
{
	if (count_rows(store, "SELECT COUNT(*) FROM ticket WHERE requester = $1", contact,
		       &counts->tickets, err) < 0 ||
	    count_rows(store,
		       "SELECT COUNT(*) FROM ticket WHERE requester = $1"
		       " AND status NOT IN ('solved', 'closed')",
		       contact, &counts->live_tickets, err) < 0 ||
	    count_rows(store, "SELECT COUNT(*) FROM message WHERE id IN " MESSAGES, contact,
		       &counts->messages, err) < 0 ||
	    count_rows(store, "SELECT COUNT(*) FROM outbox WHERE id IN " MAILS, contact,
		       &counts->mails, err) < 0)
		return -1;
	return count_rows(store,
			  "SELECT COUNT(*) FROM quarantine WHERE LOWER(sender) IN " ADDRESSES,
			  contact, &counts->quarantined, err);
}

/* ---- the journal: what a row says in words goes, what it counts stays ---- */

struct row {
	int64_t id;
	const char *from, *to, *arguments;
};

static bool is_words(const char *key, size_t len)
{
	static const char *const keys[] = {"reason", "words", "text", "title", "subject"};

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (strlen(keys[i]) == len && memcmp(keys[i], key, len) == 0)
			return true;
	return false;
}

/* The end of one key=value, whose value may stand in quotes. */
static size_t pair_len(const char *pair)
{
	size_t len = strcspn(pair, "=");

	if (pair[len] && pair[++len] == '"') {
		for (len++; pair[len] && pair[len] != '"'; len++)
			len += pair[len] == '\\' && pair[len + 1];
		return len + (pair[len] == '"');
	}
	return len + strcspn(pair + len, " ");
}

static char *strip_arguments(struct arena *arena, const char *arguments)
{
	struct buf kept;
	char *text;

	buf_init(&kept);
	while (*arguments) {
		size_t len = pair_len(arguments);

		if (!is_words(arguments, strcspn(arguments, "=")) && !memchr(arguments, '@', len)) {
			if (kept.len)
				buf_addc(&kept, ' ');
			buf_add(&kept, arguments, len);
		}
		arguments += len;
		while (*arguments == ' ')
			arguments++;
	}
	text = kept.len ? buf_dup(&kept, arena) : NULL;
	buf_release(&kept);
	return text;
}

static int load_rows(struct store *store, int64_t contact, struct arena *arena, struct row **rows,
		     size_t *count, struct err *err)
{
	struct db_stmt *stmt =
	    db_query(store->db,
		     "SELECT id, old_value, new_value, arguments FROM journal"
		     " WHERE ticket IN (SELECT number FROM ticket WHERE requester = $1"
		     " UNION SELECT ticket FROM participant WHERE contact = $1)"
		     " AND (event IN ('subject', 'requester') OR arguments IS NOT NULL)",
		     DB_ARGS(db_int(contact)), err);
	int got;

	*rows = NULL;
	*count = 0;
	if (!stmt)
		return -1;
	while ((got = db_step(stmt, err)) > 0) {
		struct row *row;

		*rows = arena_grow(arena, *rows, *count, sizeof **rows);
		row = &(*rows)[(*count)++];
		row->id = db_get_int(stmt);
		row->from = db_get_text(stmt, arena);
		row->to = db_get_text(stmt, arena);
		row->arguments = db_get_text(stmt, arena);
	}
	db_finish(stmt);
	return got;
}

static bool is_personal(const char *value)
{
	return value && strpbrk(value, "@ ");
}

static int strip_journal(struct store *store, int64_t contact, struct err *err)
{
	struct arena arena;
	struct row *rows;
	size_t count;
	int result;

	arena_init(&arena);
	result = load_rows(store, contact, &arena, &rows, &count, err);
	for (size_t i = 0; i < count && !result; i++) {
		const struct row *row = &rows[i];

		result = db_run(
		    store->db,
		    "UPDATE journal SET old_value = $2, new_value = $3, arguments = $4"
		    " WHERE id = $1",
		    DB_ARGS(
			db_int(row->id), db_text(is_personal(row->from) ? NULL : row->from),
			db_text(is_personal(row->to) ? NULL : row->to),
			db_text(row->arguments ? strip_arguments(&arena, row->arguments) : NULL)),
		    err);
	}
	arena_release(&arena);
	return result;
}

int store_erase(struct store *store, int64_t contact, struct err *err)
{
	struct db_value values[2];
	struct arena arena;
	int result;

	if (db_engine(store->db) == ENGINE_SQLITE &&
	    db_script(store->db, "PRAGMA secure_delete = ON", err) < 0)
		return -1;
	arena_init(&arena);
	values[0] = db_int(contact);
	values[1] = db_text(arena_printf(&arena, "erased-%lld@erased.invalid", (long long)contact));
	result = strip_journal(store, contact, err);
	for (size_t i = 0; i < sizeof erasures / sizeof *erasures && !result; i++)
		result =
		    db_run(store->db, erasures[i].sql, values, erasures[i].has_name ? 2 : 1, err);
	arena_release(&arena);
	return result;
}
