/* Figures of the moment: what each costs is a count over an index, or over few rows. */
#include "store/store_private.h"

#include <string.h>

static int count_tickets(struct store *store, struct store_stats *stats, struct err *err)
{
	struct db_stmt *row = db_query(
	    store->db, "SELECT status, COUNT(*) FROM ticket GROUP BY status", DB_NO_ARGS, err);
	struct arena arena;
	int got;

	if (!row)
		return -1;
	arena_init(&arena);
	while ((got = db_step(row, err)) > 0) {
		enum ticket_status status;

		if (ticket_status_parse(db_get_text(row, &arena), &status))
			stats->tickets[status] = db_get_int(row);
	}
	db_finish(row);
	arena_release(&arena);
	return got;
}

static int number(struct store *store, const char *sql, const struct db_value *args, size_t count,
		  int64_t *out, struct err *err)
{
	return db_query_int(store->db, out, sql, args, count, err) < 0 ? -1 : 0;
}

int store_stats(struct store *store, int64_t now_us, struct store_stats *stats, struct err *err)
{
	*stats = (struct store_stats){.outbox_oldest_us = TIME_NONE};
	if (count_tickets(store, stats, err) < 0 ||
	    number(store,
		   "SELECT COUNT(*) FROM delivery WHERE state = 'ready'"
		   " OR (state = 'waiting' AND due_us <= $1)",
		   DB_ARGS(db_int(now_us)), &stats->outbox_due, err) < 0 ||
	    number(store, "SELECT COUNT(*) FROM delivery WHERE state = 'waiting' AND due_us > $1",
		   DB_ARGS(db_int(now_us)), &stats->outbox_waiting, err) < 0 ||
	    number(store,
		   "SELECT COALESCE(MIN(created_us), 0) FROM delivery"
		   " WHERE state = 'ready' OR (state = 'waiting' AND due_us <= $1)",
		   DB_ARGS(db_int(now_us)), &stats->outbox_oldest_us, err) < 0 ||
	    number(store, "SELECT COUNT(*) FROM deadline WHERE due_us <= $1",
		   DB_ARGS(db_int(now_us)), &stats->deadlines_due, err) < 0 ||
	    number(store, "SELECT COUNT(*) FROM suppression", DB_NO_ARGS, &stats->suppressed, err) <
		0)
		return -1;
	if (!stats->outbox_oldest_us)
		stats->outbox_oldest_us = TIME_NONE;
	return number(store, "SELECT COUNT(*) FROM quarantine", DB_NO_ARGS, &stats->quarantined,
		      err);
}

/* Rows of a clock are told apart by what happened, all others by their event alone. */
static void add_rows(struct arena *arena, struct event_count **counts, size_t *count,
		     const char *event, const char *detail, int64_t rows)
{
	for (size_t i = 0; i < *count; i++) {
		struct event_count *one = &(*counts)[i];

		if (strcmp(one->event, event) == 0 && strcmp(one->detail, detail) == 0) {
			one->rows += rows;
			return;
		}
	}
	*counts = arena_grow(arena, *counts, *count, sizeof **counts);
	(*counts)[(*count)++] =
	    (struct event_count){.event = event, .detail = detail, .rows = rows};
}

/* "at=75% name=first what=warned": what stands from "name=" on; "" where it is not there. */
static const char *detail_of(const char *arguments)
{
	const char *name = arguments ? strstr(arguments, "name=") : NULL;

	return name ? name : "";
}

int store_journal_counts(struct store *store, int64_t *above, struct arena *arena,
			 struct event_count **counts, size_t *count, struct err *err)
{
	struct db_stmt *row =
	    db_query(store->db,
		     "SELECT event, CASE WHEN event = 'clock' THEN arguments ELSE NULL END,"
		     " COUNT(*), MAX(id) FROM journal WHERE id > $1"
		     " GROUP BY 1, 2 ORDER BY 1, 2",
		     DB_ARGS(db_int(*above)), err);
	int64_t newest = *above;
	int got;

	*counts = NULL;
	*count = 0;
	if (!row)
		return -1;
	while ((got = db_step(row, err)) > 0) {
		const char *event = db_get_text(row, arena);
		const char *detail = detail_of(db_get_text(row, arena));
		int64_t rows = db_get_int(row), last = db_get_int(row);

		add_rows(arena, counts, count, event, detail, rows);
		newest = last > newest ? last : newest;
	}
	db_finish(row);
	*above = newest;
	return got;
}
