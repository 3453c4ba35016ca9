/* Incidents: what the desk is told of them, and the table of who has an update. */
#include <inttypes.h>
#include <stdlib.h>

#include "desk/incident.h"
#include "flow/internal.h"

static int load_live(struct flow *flow, struct arena *arena, struct facts *facts, struct err *err)
{
	int64_t *numbers;
	size_t count;

	if (store_incidents(flow->store, arena, &numbers, &count, err) < 0)
		return -1;
	facts->incidents = arena_array(arena, count + 1, sizeof *facts->incidents);
	for (size_t i = 0; i < count; i++) {
		struct ticket *ticket;

		if (store_ticket_load(flow->store, numbers[i], arena, &ticket, err) < 0)
			return -1;
		if (ticket)
			facts->incidents[facts->incident_count++] = ticket;
	}
	return 0;
}

struct adding {
	struct arena *arena;
	struct facts *facts;
	int64_t parent;
};

static int add_child(void *context, int64_t ticket, bool is_live)
{
	struct adding *adding = context;
	struct facts *facts = adding->facts;

	facts->children =
	    arena_grow(adding->arena, facts->children, facts->child_count, sizeof *facts->children);
	facts->children[facts->child_count++] =
	    (struct child){.parent = adding->parent, .ticket = ticket, .is_live = is_live};
	return 0;
}

int incidents_load(struct flow *flow, const struct wants *wants, struct arena *arena,
		   struct facts *facts, struct err *err)
{
	if (wants->incidents && load_live(flow, arena, facts, err) < 0)
		return -1;
	for (size_t i = 0; wants->children && i < facts->ticket_count; i++) {
		struct adding adding = {arena, facts, facts->tickets[i]->number};

		if (incident_is(facts->tickets[i]) &&
		    store_incident_children(flow->store, adding.parent, add_child, &adding, err) <
			0)
			return -1;
	}
	return 0;
}

struct table {
	const struct conf *conf;
	struct buf *out;
	size_t rows;
};

static int add_row(void *context, const struct incident_row *row)
{
	struct table *table = context;

	table->rows++;
	buf_printf(table->out, "[%s-%" PRId64 "] %s, %s: %s\n", table->conf->desk.tag, row->ticket,
		   row->email, row->status, row->delivery ? row->delivery : "not told");
	return 0;
}

int incident_show(struct flow *flow, const struct mail_query *query, struct buf *out,
		  struct err *err)
{
	struct table table = {.conf = flow->conf, .out = out};

	if (store_incident_deliveries(flow->store, query->ticket,
				      strtoll(query->argument, NULL, 10), add_row, &table, err) < 0)
		return -1;
	if (!table.rows)
		buf_adds(out, "No ticket is part of it yet.\n");
	return 0;
}
