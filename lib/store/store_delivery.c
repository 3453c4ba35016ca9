/* Deliveries: leased to a post, settled, bounced. */
#include "store/store_private.h"

#include <stdlib.h>

#include "base/text.h"

/* Outbox rows that one statement loads. */
enum { LOAD_AT_ONCE = 16 };

/* Held back mails, second tries and leases that ended are free again. */
static int wake(struct store *store, int64_t now_us, struct err *err)
{
	return db_run(store->db,
		      "UPDATE delivery SET state = 'ready' WHERE state = 'waiting'"
		      " AND due_us <= $1",
		      DB_ARGS(db_int(now_us)), err);
}

/*
 * The state stands in the outer WHERE again: without that, and without the lock, two sessions of
 * PostgreSQL are given the same rows. And the choice stands in a CTE, for a subselect may be run
 * again for each row, and then locks, and gives, more than it should.
 */
#define LEASE(condition)                                                                           \
	"WITH picked AS MATERIALIZED (SELECT id FROM delivery WHERE state = 'ready'" condition     \
	" ORDER BY priority, id LIMIT $3" SKIP_LOCKED ")"                                          \
	" UPDATE delivery SET state = 'waiting', due_us = $1, lease_holder = $2,"                  \
	" fence = fence + 1, unsettled = unsettled + 1"                                            \
	" WHERE id IN (SELECT id FROM picked) AND state = 'ready'"                                 \
	" RETURNING id, outbox, recipient, attempts, created_us, fence, priority, unsettled"

static struct db_stmt *start_lease(struct store *store, const char *relay, const char *holder,
				   int64_t until_us, size_t max, struct err *err)
{
	if (relay)
		return db_query(store->db, LEASE(" AND relay = $4"),
				DB_ARGS(db_int(until_us), db_text(holder), db_int((int64_t)max),
					db_text(relay)),
				err);
	return db_query(store->db, LEASE(""),
			DB_ARGS(db_int(until_us), db_text(holder), db_int((int64_t)max)), err);
}

static void read_delivery(struct db_stmt *row, struct arena *arena, struct delivery *out)
{
	out->id = db_get_int(row);
	out->outbox = db_get_int(row);
	out->recipient = db_get_text(row, arena);
	out->attempts = db_get_int(row);
	out->created_us = db_get_time(row);
	out->fence = db_get_int(row);
	out->mail.priority = db_get_int(row);
	out->is_again = db_get_int(row) > 1;
}

static int take(struct db_stmt *row, struct arena *arena, struct delivery **deliveries,
		size_t *count, struct err *err)
{
	int got;

	if (!row)
		return -1;
	while ((got = db_step(row, err)) > 0) {
		*deliveries = arena_grow(arena, *deliveries, *count, sizeof **deliveries);
		read_delivery(row, arena, &(*deliveries)[(*count)++]);
	}
	db_finish(row);
	return got;
}

static int by_outbox(const void *left, const void *right)
{
	const struct delivery *a = left, *b = right;

	return a->id < b->id ? -1 : a->id > b->id;
}

static int by_urgency(const void *left, const void *right)
{
	const struct delivery *a = left, *b = right;

	if (a->mail.priority != b->mail.priority)
		return a->mail.priority < b->mail.priority ? -1 : 1;
	return by_outbox(left, right);
}

/* Gives a mail to its deliveries, which are sorted by outbox row. */
static void hand_out(struct delivery *deliveries, size_t count, const struct outbox_row *mail)
{
	for (size_t i = 0; i < count; i++)
		if (deliveries[i].outbox == mail->id)
			deliveries[i].mail = *mail;
}

/* Up to LOAD_AT_ONCE different outbox ids from deliveries[*at] on; the rest is 0. */
static size_t next_ids(const struct delivery *deliveries, size_t count, size_t from,
		       struct db_value ids[LOAD_AT_ONCE])
{
	size_t at = from, filled = 0;

	for (; at < count; at++) {
		if (at > from && deliveries[at].outbox == deliveries[at - 1].outbox)
			continue;
		if (filled == LOAD_AT_ONCE)
			break;
		ids[filled++] = db_int(deliveries[at].outbox);
	}
	while (filled < LOAD_AT_ONCE)
		ids[filled++] = db_int(0);
	return at;
}

static int load_mails(struct store *store, struct delivery *deliveries, size_t count,
		      struct arena *arena, struct err *err)
{
	struct db_value ids[LOAD_AT_ONCE];
	struct outbox_row mail;
	size_t from = 0, to;
	struct db_stmt *row;
	int got = 0;

	for (; from < count && got == 0; from = to) {
		to = next_ids(deliveries, count, from, ids);
		row = db_query(store->db,
			       "SELECT " OUTBOX_COLUMNS " FROM outbox WHERE id IN ($1, $2, $3, $4,"
			       " $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
			       ids, LOAD_AT_ONCE, err);
		if (!row)
			return -1;
		while ((got = db_step(row, err)) > 0) {
			store_outbox_read(row, arena, &mail);
			hand_out(deliveries + from, to - from, &mail);
		}
		db_finish(row);
	}
	return got;
}

static int lease(struct store *store, const char *relay, const char *holder, int64_t now_us,
		 int64_t hold_us, size_t max, struct arena *arena, struct delivery **deliveries,
		 size_t *count, struct err *err)
{
	if (wake(store, now_us, err) < 0 ||
	    take(start_lease(store, relay, holder, now_us + hold_us, max, err), arena, deliveries,
		 count, err) < 0)
		return -1;
	if (!*count)
		return 0;
	qsort(*deliveries, *count, sizeof **deliveries, by_outbox);
	if (load_mails(store, *deliveries, *count, arena, err) < 0)
		return -1;
	qsort(*deliveries, *count, sizeof **deliveries, by_urgency);
	return 0;
}

int store_outbox_lease(struct store *store, const char *relay, const char *holder, int64_t now_us,
		       int64_t hold_us, size_t max, struct arena *arena,
		       struct delivery **deliveries, size_t *count, struct err *err)
{
	bool is_own = !db_in_transaction(store->db);

	*deliveries = NULL;
	*count = 0;
	if (is_own && db_begin(store->db, DB_WRITE, err) < 0)
		return -1;
	if (lease(store, relay, holder, now_us, hold_us, max, arena, deliveries, count, err) == 0 &&
	    (!is_own || db_commit(store->db, err) == 0))
		return 0;
	if (is_own)
		db_rollback(store->db);
	*deliveries = NULL;
	*count = 0;
	return -1;
}

int store_outbox_release(struct store *store, const char *holder, int64_t now_us, struct err *err)
{
	return db_run(store->db,
		      "UPDATE delivery SET due_us = $2 WHERE lease_holder = $1"
		      " AND state = 'waiting' AND due_us > $2",
		      DB_ARGS(db_text(holder), db_int(now_us)), err);
}

/* Adds the relays of one statement. */
static int add_relays(struct store *store, const char *sql, struct arena *arena,
		      struct conf_strings *names, struct err *err)
{
	struct db_stmt *row = db_query(store->db, sql, DB_NO_ARGS, err);
	int got;

	if (!row)
		return -1;
	while ((got = db_step(row, err)) > 0) {
		names->items = arena_grow(arena, names->items, names->count, sizeof *names->items);
		names->items[names->count++] = db_get_text(row, arena);
	}
	db_finish(row);
	return got;
}

int store_outbox_relays(struct store *store, struct arena *arena, struct conf_strings *names,
			struct err *err)
{
	*names = (struct conf_strings){0};
	if (add_relays(store, "SELECT DISTINCT relay FROM delivery WHERE state = 'ready'", arena,
		       names, err) < 0)
		return -1;
	return add_relays(store, "SELECT DISTINCT relay FROM delivery WHERE state = 'waiting'",
			  arena, names, err);
}

int store_outbox_move(struct store *store, const char *from, const char *to, struct err *err)
{
	if (db_run(store->db, "UPDATE delivery SET relay = $2 WHERE relay = $1 AND state = 'ready'",
		   DB_ARGS(db_text(from), db_text(to)), err) < 0)
		return -1;
	return db_run(store->db,
		      "UPDATE delivery SET relay = $2 WHERE relay = $1 AND state = 'waiting'",
		      DB_ARGS(db_text(from), db_text(to)), err);
}

static const char *state_name(enum delivery_state state)
{
	switch (state) {
	case DELIVERY_QUEUED:
		return "waiting";
	case DELIVERY_SENT:
		return "sent";
	case DELIVERY_FAILED:
		return "failed";
	}
	return "?";
}

int store_delivery_settle(struct store *store, const struct delivery *delivery,
			  enum delivery_state state, int64_t at_us, int64_t next_us,
			  const char *answer, struct err *err)
{
	int64_t changed;

	if (db_change(store->db, &changed,
		      "UPDATE delivery SET state = $3, due_us = $4, settled_us = $5, answer = $6,"
		      " attempts = attempts + 1, lease_holder = NULL, unsettled = 0"
		      " WHERE id = $1 AND fence = $2 AND lease_holder IS NOT NULL",
		      DB_ARGS(db_int(delivery->id), db_int(delivery->fence),
			      db_text(state_name(state)),
			      db_int(state == DELIVERY_QUEUED ? next_us : at_us), db_int(at_us),
			      db_text(answer)),
		      err) < 0)
		return -1;
	if (!changed)
		return err_set(err, ERR_NOT_FOUND, "store: the lease on delivery %lld was lost",
			       (long long)delivery->id);
	return 0;
}

int store_outbox_next(struct store *store, int64_t *due_us, struct err *err)
{
	int got = db_query_int(store->db, due_us,
			       "SELECT due_us FROM delivery WHERE state = 'ready' LIMIT 1",
			       DB_NO_ARGS, err);

	if (got == 0)
		got = db_query_int(store->db, due_us,
				   "SELECT due_us FROM delivery WHERE state = 'waiting'"
				   " ORDER BY due_us LIMIT 1",
				   DB_NO_ARGS, err);
	if (got == 0)
		*due_us = TIME_NONE;
	return got < 0 ? -1 : 0;
}

/* The delivery of that outbox row to that address: 1 with its id, 0, -1. */
static int find_delivery(struct store *store, int64_t outbox, const char *recipient, int64_t *id,
			 struct err *err)
{
	struct arena *scratch = store_scratch(store);
	struct db_stmt *row = db_query(
	    store->db,
	    "SELECT id, recipient FROM delivery"
	    " WHERE id >= $1 AND id < $2",
	    DB_ARGS(db_int(outbox * STORE_CHILDREN), db_int((outbox + 1) * STORE_CHILDREN)), err);
	bool is_found = false;
	int got = -1;

	while (row && !is_found && (got = db_step(row, err)) > 0) {
		*id = db_get_int(row);
		is_found = text_equal_nocase(db_get_text(row, scratch), recipient);
	}
	db_finish(row);
	return is_found ? 1 : got;
}

int store_delivery_bounced(struct store *store, int64_t outbox, const char *recipient,
			   const char *status, bool *is_known, struct err *err)
{
	int64_t id = 0;
	int got = find_delivery(store, outbox, recipient, &id, err);

	*is_known = got > 0;
	if (got < 1)
		return got;
	return db_run(store->db,
		      "UPDATE delivery SET state = 'bounced', answer = $2, lease_holder = NULL"
		      " WHERE id = $1",
		      DB_ARGS(db_int(id), db_text(status)), err);
}
