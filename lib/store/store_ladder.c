/* What the ladder looks up among many tickets. */
#include "store/store_private.h"

int store_overseen(struct store *store, const char *agent, size_t max, struct arena *arena,
		   int64_t **numbers, size_t *count, struct err *err)
{
	struct db_stmt *row =
	    db_query(store->db,
		     "SELECT ticket.number FROM ticket_field"
		     " JOIN ticket ON ticket.number = ticket_field.ticket"
		     " WHERE ticket_field.name = 'escalation_owner' AND ticket_field.value = $1"
		     " AND ticket.status <> 'solved' AND ticket.status <> 'closed'"
		     " ORDER BY ticket.number LIMIT $2",
		     DB_ARGS(db_text(agent), db_int((int64_t)max)), err);
	int got;

	*numbers = NULL;
	*count = 0;
	if (!row)
		return -1;
	while ((got = db_step(row, err)) > 0) {
		*numbers = arena_grow(arena, *numbers, *count, sizeof **numbers);
		(*numbers)[(*count)++] = db_get_int(row);
	}
	db_finish(row);
	return got;
}

int store_category_count(struct store *store, const char *category, int64_t since_us,
			 int64_t *count, struct err *err)
{
	return db_query_int(store->db, count,
			    "SELECT COUNT(*) FROM (SELECT 1 FROM ticket WHERE category = $1"
			    " AND created_us > $2 LIMIT 100000) AS few",
			    DB_ARGS(db_text(category), db_int(since_us)), err) < 0
		   ? -1
		   : 0;
}
