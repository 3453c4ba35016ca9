/* Agents' loads, and who is away. */
#include "store/store_private.h"

int store_agent_move(struct store *store, const char *agent, int64_t delta, int64_t assigned_us,
		     struct err *err)
{
	if (!delta && assigned_us == TIME_NONE)
		return 0;
	return db_run(store->db,
		      "INSERT INTO agent (id, live_tickets, assigned_us) VALUES ($1, $2, $3)"
		      " ON CONFLICT (id) DO UPDATE SET"
		      " live_tickets = agent.live_tickets + excluded.live_tickets,"
		      " assigned_us = COALESCE(excluded.assigned_us, agent.assigned_us)",
		      DB_ARGS(db_text(agent), db_int(delta), db_time(assigned_us)), err);
}

int store_agent_loads(struct store *store, struct arena *arena, struct agent_load **loads,
		      size_t *count, struct err *err)
{
	struct db_stmt *row = db_query(store->db,
				       "SELECT id, live_tickets, assigned_us, away_until_us"
				       " FROM agent ORDER BY id",
				       DB_NO_ARGS, err);
	int got;

	*loads = NULL;
	*count = 0;
	if (!row)
		return -1;
	while ((got = db_step(row, err)) > 0) {
		struct agent_load *load;

		*loads = arena_grow(arena, *loads, *count, sizeof **loads);
		load = &(*loads)[(*count)++];
		load->agent = db_get_text(row, arena);
		load->live_tickets = db_get_int(row);
		load->assigned_us = db_get_time(row);
		load->away_until_us = db_get_time(row);
	}
	db_finish(row);
	return got;
}

static int agent_away(struct store *store, const struct away_change *away, struct err *err)
{
	return db_run(store->db,
		      "INSERT INTO agent (id, away_until_us) VALUES ($1, $2)"
		      " ON CONFLICT (id) DO UPDATE SET away_until_us = excluded.away_until_us",
		      DB_ARGS(db_text(away->agent), db_time(away->until_us)), err);
}

int store_away_set(struct store *store, const struct away_change *away, struct err *err)
{
	struct arena *scratch = store_scratch(store);

	if (away->agent)
		return agent_away(store, away, err);
	return db_run(
	    store->db,
	    "UPDATE contact SET away_until_us = $2 WHERE id ="
	    " (SELECT contact FROM contact_address WHERE email_key = $1)",
	    DB_ARGS(db_text(store_email_key(scratch, away->email)), db_time(away->until_us)), err);
}
