/* The outbox: mails of ours, and how many of them nobody wrote. */
#include "store/store_private.h"

#include "base/buf.h"
#include "base/text.h"

/* Minutes of the tally that are kept. */
enum { TALLY_MINUTES = 2 * 24 * 60 };

void store_outbox_read(struct db_stmt *row, struct arena *arena, struct outbox_row *out)
{
	*out = (struct outbox_row){0};
	out->id = db_get_int(row);
	out->ticket = db_get_int(row);
	out->mailbox = db_get_text(row, arena);
	out->relay = db_get_text(row, arena);
	out->template_name = db_get_text(row, arena);
	out->audience = db_get_text(row, arena);
	out->agent = db_get_text(row, arena);
	out->is_auto = db_get_bool(row);
	out->priority = db_get_int(row);
	out->message_id = db_get_text(row, arena);
	out->envelope_from = db_get_text(row, arena);
	out->head = db_get_text(row, arena);
	out->subject = db_get_text(row, arena);
	out->text = db_get_text(row, arena);
	out->html = db_get_text(row, arena);
	out->attachments_of = db_get_int(row);
	out->created_us = db_get_time(row);
	out->not_before_us = db_get_time(row);
}

int store_outbox_of(struct store *store, int64_t ticket, struct arena *arena,
		    struct outbox_row **rows, size_t *count, struct err *err)
{
	struct db_stmt *row = db_query(store->db,
				       "SELECT " OUTBOX_COLUMNS " FROM outbox"
				       " WHERE outbox.ticket = $1 ORDER BY outbox.id",
				       DB_ARGS(db_int(ticket)), err);
	int got;

	*rows = NULL;
	*count = 0;
	if (!row)
		return -1;
	while ((got = db_step(row, err)) > 0) {
		*rows = arena_grow(arena, *rows, *count, sizeof **rows);
		store_outbox_read(row, arena, &(*rows)[(*count)++]);
	}
	db_finish(row);
	return got;
}

int store_outbox_id(struct store *store, int64_t *id, struct err *err)
{
	return store_count_up(store, "outbox", id, err);
}

static int insert_mail(struct store *store, const struct outbox_row *row, struct err *err)
{
	return db_run(store->db,
		      "INSERT INTO outbox (id, ticket, mailbox, relay, template_name, audience,"
		      " agent, is_auto, priority, message_id, envelope_from, head, subject,"
		      " text_part, html_part, attachments_of, created_us, not_before_us, message)"
		      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,"
		      " $16, $17, $18, $19)",
		      DB_ARGS(db_int(row->id), db_ref(row->ticket), db_text(row->mailbox),
			      db_text(row->relay), db_text(row->template_name),
			      db_text(row->audience), db_text(row->agent), db_int(row->is_auto),
			      db_int(row->priority), db_text(row->message_id),
			      db_text(row->envelope_from), db_text(row->head),
			      db_text(row->subject), db_text(row->text), db_text(row->html),
			      db_ref(row->attachments_of), db_int(row->created_us),
			      db_time(row->not_before_us), db_ref(row->message)),
		      err);
}

static int insert_about(struct store *store, const struct outbox_row *row, struct err *err)
{
	for (size_t i = 0; i < row->about_count; i++)
		if (db_run(store->db,
			   "INSERT INTO outbox_ticket (outbox, ticket) VALUES ($1, $2)"
			   " ON CONFLICT (outbox, ticket) DO NOTHING",
			   DB_ARGS(db_int(row->id), db_int(row->about[i])), err) < 0)
			return -1;
	return 0;
}

static int64_t due_of(const struct outbox_row *row)
{
	return row->not_before_us > row->created_us ? row->not_before_us : row->created_us;
}

static const char *first_state(const struct outbox_row *row)
{
	if (row->is_held)
		return "held";
	return due_of(row) > row->created_us ? "waiting" : "ready";
}

static int insert_delivery(struct store *store, const struct outbox_row *row, size_t place,
			   struct err *err)
{
	const char *recipient = row->recipients[place];
	const char *key = store_email_key(store_scratch(store), recipient);
	int64_t id;

	if (store_child_id(row->id, place, &id, err) < 0)
		return -1;
	return db_run(
	    store->db,
	    "INSERT INTO delivery (id, outbox, recipient, auto_key, relay, priority, created_us,"
	    " due_us, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, CASE WHEN EXISTS"
	    " (SELECT 1 FROM suppression WHERE email_key = $9) THEN 'suppressed'"
	    " ELSE CAST($10 AS TEXT) END)",
	    DB_ARGS(db_int(id), db_int(row->id), db_text(recipient),
		    db_text(row->is_auto ? key : NULL), db_text(row->relay), db_int(row->priority),
		    db_int(row->created_us), db_int(due_of(row)), db_text(key),
		    db_text(first_state(row))),
	    err);
}

/* The minute that holds this moment as its last part: (minute - 1, minute] * 60 s. */
static int64_t minute_of(int64_t at_us)
{
	return (at_us + MINUTE_US - 1) / MINUTE_US;
}

/* The first mail of a minute; old minutes go with it. */
static int tally_start(struct store *store, const char *mailbox, int64_t minute, struct err *err)
{
	if (db_run(store->db,
		   "INSERT INTO tally (mailbox, minute, mails) VALUES ($1, $2, 1)"
		   " ON CONFLICT (mailbox, minute) DO UPDATE SET mails = tally.mails + 1",
		   DB_ARGS(db_text(mailbox), db_int(minute)), err) < 0)
		return -1;
	return db_run(store->db, "DELETE FROM tally WHERE mailbox = $1 AND minute < $2",
		      DB_ARGS(db_text(mailbox), db_int(minute - TALLY_MINUTES)), err);
}

static int tally_up(struct store *store, const char *mailbox, int64_t at_us, struct err *err)
{
	int64_t minute = minute_of(at_us), changed;

	if (db_change(store->db, &changed,
		      "UPDATE tally SET mails = mails + 1 WHERE mailbox = $1 AND minute = $2",
		      DB_ARGS(db_text(mailbox), db_int(minute)), err) < 0)
		return -1;
	return changed ? 0 : tally_start(store, mailbox, minute, err);
}

int store_outbox_insert(struct store *store, const struct outbox_row *row, struct err *err)
{
	if (insert_mail(store, row, err) < 0 || insert_about(store, row, err) < 0)
		return -1;
	for (size_t i = 0; i < row->recipient_count; i++)
		if (insert_delivery(store, row, i, err) < 0)
			return -1;
	if (!row->is_auto || strcmp(row->audience, "customer") != 0)
		return 0;
	return tally_up(store, row->mailbox, row->created_us, err);
}

int store_auto_count_contact(struct store *store, const char *email, int64_t since_us,
			     int64_t *count, struct err *err)
{
	return db_query_int(
		   store->db, count,
		   "SELECT COUNT(*) FROM (SELECT 1 FROM delivery WHERE auto_key = $1"
		   " AND created_us > $2 LIMIT 1000) AS few",
		   DB_ARGS(db_text(store_email_key(store_scratch(store), email)), db_int(since_us)),
		   err) < 0
		   ? -1
		   : 0;
}

int store_auto_count_mailbox(struct store *store, const char *mailbox, int64_t since_us,
			     int64_t *count, struct err *err)
{
	return db_query_int(store->db, count,
			    "SELECT CAST(COALESCE(SUM(mails), 0) AS BIGINT) FROM tally"
			    " WHERE mailbox = $1 AND minute > $2",
			    DB_ARGS(db_text(mailbox), db_int(since_us / MINUTE_US)), err) < 0
		   ? -1
		   : 0;
}

/* The tickets that a mail lists. */
static int load_about(struct store *store, struct arena *arena, struct sent_mail *out,
		      struct err *err)
{
	struct db_stmt *row = db_query(
	    store->db, "SELECT ticket FROM outbox_ticket WHERE outbox = $1 ORDER BY ticket",
	    DB_ARGS(db_int(out->id)), err);
	int got;

	if (!row)
		return -1;
	while ((got = db_step(row, err)) > 0) {
		out->tickets =
		    arena_grow(arena, out->tickets, out->ticket_count, sizeof *out->tickets);
		out->tickets[out->ticket_count++] = db_get_int(row);
	}
	db_finish(row);
	return got;
}

int store_sent_load(struct store *store, int64_t id, struct arena *arena, struct sent_mail *out,
		    struct err *err)
{
	struct db_stmt *row;
	int got = db_query_row(
	    store->db, &row,
	    "SELECT outbox.id, outbox.ticket, outbox.template_name,"
	    " outbox.audience, outbox.agent, delivery.recipient,"
	    " outbox.text_part, outbox.created_us, survey_mail.survey, outbox.message FROM outbox"
	    " LEFT JOIN delivery ON delivery.id = $2"
	    " LEFT JOIN survey_mail ON survey_mail.outbox = outbox.id"
	    " WHERE outbox.id = $1",
	    DB_ARGS(db_int(id), db_int(id * STORE_CHILDREN)), err);

	*out = (struct sent_mail){0};
	if (got < 1)
		return got;
	out->id = db_get_int(row);
	out->ticket = db_get_int(row);
	out->template_name = db_get_text(row, arena);
	out->audience = db_get_text(row, arena);
	out->agent = db_get_text(row, arena);
	out->email = db_get_text(row, arena);
	out->text = db_get_text(row, arena);
	out->created_us = db_get_time(row);
	out->survey = db_get_int(row);
	out->message = db_get_int(row);
	if (!out->email)
		out->email = "";
	db_finish(row);
	return load_about(store, arena, out, err);
}

int store_sent_recipients(struct store *store, int64_t id, struct arena *arena,
			  const char **recipients, struct err *err)
{
	struct db_stmt *row = db_query(
	    store->db, "SELECT recipient FROM delivery WHERE id >= $1 AND id < $2 ORDER BY id",
	    DB_ARGS(db_int(id * STORE_CHILDREN), db_int((id + 1) * STORE_CHILDREN)), err);
	struct buf out;
	int got;

	if (!row)
		return -1;
	buf_init(&out);
	buf_addc(&out, ' ');
	while ((got = db_step(row, err)) > 0) {
		buf_adds(&out, text_address_key(arena, db_get_text(row, arena)));
		buf_addc(&out, ' ');
	}
	db_finish(row);
	*recipients = buf_dup(&out, arena);
	buf_release(&out);
	return got;
}
