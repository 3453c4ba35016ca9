/*
 * Listings for people. They go page by page, and nothing is open in the store while a row is
 * handed over: a reader that is slow, as a pager is, holds up nobody.
 */
#include "store/store_private.h"

enum { PAGE = 200 };

struct journal_item {
	struct journal_row row;
	int64_t ticket;
};

struct outbox_item {
	struct outbox_row row;
	const char *recipient, *state, *answer;
	int64_t attempts, next_us;
};

struct item {
	int64_t key; /* the next page begins over that of the last item */
	union {
		struct ticket ticket;
		struct journal_item journal;
		struct outbox_item outbox;
		struct quarantine_row quarantine;
	};
};

/* One listing: how a page is asked for, a row is read and handed to the caller. */
struct listing {
	struct store *store;
	void *context;
	union {
		store_ticket_row *ticket;
		store_journal_entry *journal;
		store_outbox_entry *outbox;
		store_quarantine_entry *quarantine;
	} each;
	const struct ticket_filter *filter; /* of tickets */
	int64_t ticket;                     /* of its journal */
	int64_t above;                      /* keys over this one */
	size_t max;                         /* rows in all */
	size_t page;                        /* rows at once */

	struct db_stmt *(*ask)(const struct listing *listing, size_t max, struct err *err);
	void (*read)(struct db_stmt *row, struct arena *arena, struct item *item);
	int (*hand)(const struct listing *listing, const struct item *item);
	bool with_participants;
};

static int load_page(const struct listing *listing, size_t max, struct arena *arena,
		     struct item **items, size_t *count, struct err *err)
{
	struct db_stmt *row = listing->ask(listing, max, err);
	int got;

	*items = arena_array(arena, max, sizeof **items);
	*count = 0;
	if (!row)
		return -1;
	while ((got = db_step(row, err)) > 0)
		listing->read(row, arena, &(*items)[(*count)++]);
	db_finish(row);
	for (size_t i = 0; listing->with_participants && got == 0 && i < *count; i++)
		got = store_participants_load(listing->store, &(*items)[i].ticket, arena, err);
	return got;
}

/* True when the caller wants to end. */
static bool hand_page(const struct listing *listing, const struct item *items, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (listing->hand(listing, &items[i]) != 0)
			return true;
	return false;
}

static int run_listing(struct listing *listing, struct err *err)
{
	struct arena arena;
	struct item *items;
	size_t wanted, count;
	int result;

	arena_init(&arena);
	do {
		wanted = listing->max < listing->page ? listing->max : listing->page;
		result = load_page(listing, wanted, &arena, &items, &count, err);
		if (result < 0 || count == 0 || hand_page(listing, items, count))
			break;
		listing->above = items[count - 1].key;
		listing->max -= count;
		arena_reset(&arena);
	} while (count == wanted && listing->max);
	arena_release(&arena);
	return result;
}

/* ---- tickets ---- */

static struct db_stmt *ask_tickets(const struct listing *listing, size_t max, struct err *err)
{
	const struct ticket_filter *filter = listing->filter;

	return db_query(listing->store->db,
			"SELECT " TICKET_COLUMNS TICKET_TABLES " WHERE ticket.number > $1"
			" AND (CAST($2 AS TEXT) IS NULL OR ticket.status = $2)"
			" AND (CAST($3 AS TEXT) IS NULL OR ticket.owner = $3)"
			" AND (CAST($4 AS TEXT) IS NULL OR ticket.team = $4)"
			" AND (CAST($5 AS TEXT) IS NULL OR ticket.mailbox = $5)"
			" ORDER BY ticket.number LIMIT $6",
			DB_ARGS(db_int(listing->above), db_text(filter->status),
				db_text(filter->owner), db_text(filter->team),
				db_text(filter->mailbox), db_int((int64_t)max)),
			err);
}

static void read_ticket(struct db_stmt *row, struct arena *arena, struct item *item)
{
	store_ticket_read(row, arena, &item->ticket);
	item->key = item->ticket.number;
}

static int hand_ticket(const struct listing *listing, const struct item *item)
{
	return listing->each.ticket(listing->context, &item->ticket);
}

int store_tickets(struct store *store, const struct ticket_filter *filter, store_ticket_row *row,
		  void *context, struct err *err)
{
	struct listing listing = {
	    .store = store,
	    .context = context,
	    .each.ticket = row,
	    .filter = filter,
	    .above = filter->above,
	    .max = filter->max ? filter->max : SIZE_MAX,
	    .page = PAGE,
	    .ask = ask_tickets,
	    .read = read_ticket,
	    .hand = hand_ticket,
	    .with_participants = true,
	};

	return run_listing(&listing, err);
}

/* ---- the journal ---- */

#define JOURNAL_COLUMNS                                                                            \
	"SELECT id, ticket, at_us, event, author, rule, old_value, new_value, arguments"           \
	" FROM journal"

static struct db_stmt *ask_journal(const struct listing *listing, size_t max, struct err *err)
{
	return db_query(listing->store->db, JOURNAL_COLUMNS " WHERE id > $1 ORDER BY id LIMIT $2",
			DB_ARGS(db_int(listing->above), db_int((int64_t)max)), err);
}

static struct db_stmt *ask_ticket_journal(const struct listing *listing, size_t max,
					  struct err *err)
{
	return db_query(
	    listing->store->db,
	    JOURNAL_COLUMNS " WHERE ticket = $3 AND id > $1 ORDER BY id LIMIT $2",
	    DB_ARGS(db_int(listing->above), db_int((int64_t)max), db_int(listing->ticket)), err);
}

static void read_journal(struct db_stmt *row, struct arena *arena, struct item *item)
{
	struct journal_row *out = &item->journal.row;

	item->key = db_get_int(row);
	item->journal.ticket = db_get_int(row);
	out->at_us = db_get_time(row);
	out->event = db_get_text(row, arena);
	out->by = db_get_text(row, arena);
	out->rule = db_get_text(row, arena);
	out->from = db_get_text(row, arena);
	out->to = db_get_text(row, arena);
	out->arguments = db_get_text(row, arena);
}

static int hand_journal(const struct listing *listing, const struct item *item)
{
	return listing->each.journal(listing->context, &item->journal.row, item->journal.ticket);
}

int store_journal(struct store *store, int64_t ticket, store_journal_entry *entry, void *context,
		  struct err *err)
{
	struct listing listing = {
	    .store = store,
	    .context = context,
	    .each.journal = entry,
	    .ticket = ticket,
	    .max = SIZE_MAX,
	    .page = PAGE,
	    .ask = ticket ? ask_ticket_journal : ask_journal,
	    .read = read_journal,
	    .hand = hand_journal,
	};

	return run_listing(&listing, err);
}

/* ---- the outbox ---- */

#define OUTBOX_LIST                                                                                \
	"SELECT delivery.id, delivery.recipient,"                                                  \
	" CASE WHEN delivery.state = 'waiting' AND lease_holder IS NOT NULL THEN 'sending'"        \
	" WHEN delivery.state IN ('ready', 'waiting') THEN 'queued' ELSE delivery.state END,"      \
	" delivery.answer, delivery.attempts, delivery.due_us, " OUTBOX_COLUMNS                    \
	" FROM delivery JOIN outbox ON outbox.id = delivery.outbox WHERE delivery.id > $1"

static struct db_stmt *ask_outbox(const struct listing *listing, size_t max, struct err *err)
{
	return db_query(listing->store->db, OUTBOX_LIST " ORDER BY delivery.id LIMIT $2",
			DB_ARGS(db_int(listing->above), db_int((int64_t)max)), err);
}

/* By the indexes of what is queued: what was sent is much more. */
static struct db_stmt *ask_queue(const struct listing *listing, size_t max, struct err *err)
{
	return db_query(listing->store->db,
			OUTBOX_LIST " AND delivery.id IN (SELECT id FROM delivery"
				    " WHERE state = 'ready' UNION ALL SELECT id FROM delivery"
				    " WHERE state = 'waiting' UNION ALL SELECT id FROM delivery"
				    " WHERE state = 'held') ORDER BY delivery.id LIMIT $2",
			DB_ARGS(db_int(listing->above), db_int((int64_t)max)), err);
}

static void read_outbox(struct db_stmt *row, struct arena *arena, struct item *item)
{
	struct outbox_item *out = &item->outbox;

	item->key = db_get_int(row);
	out->recipient = db_get_text(row, arena);
	out->state = db_get_text(row, arena);
	out->answer = db_get_text(row, arena);
	out->attempts = db_get_int(row);
	out->next_us = db_get_time(row);
	store_outbox_read(row, arena, &out->row);
}

static int hand_outbox(const struct listing *listing, const struct item *item)
{
	const struct outbox_item *out = &item->outbox;

	return listing->each.outbox(listing->context, &out->row, out->recipient, out->state,
				    out->attempts, out->next_us, out->answer);
}

int store_outbox(struct store *store, bool is_all, store_outbox_entry *entry, void *context,
		 struct err *err)
{
	struct listing listing = {
	    .store = store,
	    .context = context,
	    .each.outbox = entry,
	    .max = SIZE_MAX,
	    .page = PAGE,
	    .ask = is_all ? ask_outbox : ask_queue,
	    .read = read_outbox,
	    .hand = hand_outbox,
	};

	return run_listing(&listing, err);
}

/* ---- quarantine ---- */

#define QUARANTINE_COLUMNS "SELECT id, mailbox, uidvalidity, uid, reason, sender, subject, at_us"
#define QUARANTINE_ROWS    " FROM quarantine WHERE id > $1 ORDER BY id LIMIT $2"

static struct db_stmt *ask_quarantine(const struct listing *listing, size_t max, struct err *err)
{
	return db_query(listing->store->db, QUARANTINE_COLUMNS ", NULL" QUARANTINE_ROWS,
			DB_ARGS(db_int(listing->above), db_int((int64_t)max)), err);
}

static struct db_stmt *ask_quarantine_raw(const struct listing *listing, size_t max,
					  struct err *err)
{
	return db_query(listing->store->db, QUARANTINE_COLUMNS ", packed" QUARANTINE_ROWS,
			DB_ARGS(db_int(listing->above), db_int((int64_t)max)), err);
}

static void read_quarantine(struct db_stmt *row, struct arena *arena, struct item *item)
{
	struct quarantine_row *out = &item->quarantine;

	out->id = item->key = db_get_int(row);
	out->mailbox = db_get_text(row, arena);
	out->uidvalidity = (uint32_t)db_get_int(row);
	out->uid = (uint32_t)db_get_int(row);
	out->reason = db_get_text(row, arena);
	out->from = db_get_text(row, arena);
	out->subject = db_get_text(row, arena);
	out->at_us = db_get_time(row);
	out->packed = db_get_blob(row, arena);
}

static int hand_quarantine(const struct listing *listing, const struct item *item)
{
	return listing->each.quarantine(listing->context, &item->quarantine);
}

int store_quarantine(struct store *store, bool with_raw, store_quarantine_entry *entry,
		     void *context, struct err *err)
{
	struct listing listing = {
	    .store = store,
	    .context = context,
	    .each.quarantine = entry,
	    .max = SIZE_MAX,
	    .page = with_raw ? 1 : PAGE, /* a raw mail may have 50 MB */
	    .ask = with_raw ? ask_quarantine_raw : ask_quarantine,
	    .read = read_quarantine,
	    .hand = hand_quarantine,
	};

	return run_listing(&listing, err);
}
