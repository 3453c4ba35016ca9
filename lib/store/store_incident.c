/* Incidents: the parents that are live, their children, and who has an update. */
#include <inttypes.h>

#include "store/store_private.h"

int store_incidents(struct store *store, struct arena *arena, int64_t **numbers, size_t *count,
		    struct err *err)
{
	struct db_stmt *row =
	    db_query(store->db,
		     "SELECT ticket_field.ticket FROM ticket_field"
		     " JOIN ticket ON ticket.number = ticket_field.ticket"
		     " WHERE ticket_field.name = 'incident'"
		     " AND ticket.status <> 'closed' AND ticket.status <> 'solved'"
		     " ORDER BY ticket_field.ticket DESC",
		     DB_NO_ARGS, err);
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

#define CHILDREN_FROM                                                                              \
	" FROM ticket_field JOIN ticket ON ticket.number = ticket_field.ticket"                    \
	" WHERE ticket_field.name = 'parent' AND ticket_field.value = $1"

int store_incident_children(struct store *store, int64_t parent, store_child *child, void *context,
			    struct err *err)
{
	struct arena *scratch = store_scratch(store);
	struct db_stmt *row =
	    db_query(store->db,
		     "SELECT ticket.number, ticket.status" CHILDREN_FROM " ORDER BY ticket.number",
		     DB_ARGS(db_text(arena_printf(scratch, "%" PRId64, parent))), err);
	int got;

	if (!row)
		return -1;
	while ((got = db_step(row, err)) > 0) {
		int64_t number = db_get_int(row);
		enum ticket_status status;

		if (!ticket_status_parse(db_get_text(row, scratch), &status))
			status = STATUS_CLOSED;
		if (child(context, number, ticket_status_is_live(status)))
			break;
	}
	db_finish(row);
	return got < 0 ? -1 : 0;
}

int store_incident_deliveries(struct store *store, int64_t parent, int64_t since_us,
			      store_incident_row *tell, void *context, struct err *err)
{
	struct arena *scratch = store_scratch(store);
	struct db_stmt *row = db_query(
	    store->db,
	    "SELECT ticket.number, COALESCE(contact.email, ''), ticket.status,"
	    " COALESCE((SELECT delivery.state FROM outbox JOIN delivery ON delivery.outbox = "
	    "outbox.id"
	    "  WHERE outbox.ticket = ticket.number AND outbox.audience = 'customer'"
	    "  AND outbox.template_name IN ('update', 'resolved') AND outbox.created_us >= $2"
	    "  ORDER BY delivery.id DESC LIMIT 1),"
	    "  CASE WHEN suppression.email_key IS NULL THEN NULL ELSE 'suppressed' END)"
	    " FROM ticket_field JOIN ticket ON ticket.number = ticket_field.ticket"
	    " LEFT JOIN contact ON contact.id = ticket.requester"
	    " LEFT JOIN suppression ON suppression.email_key = contact.email_key"
	    " WHERE ticket_field.name = 'parent' AND ticket_field.value = $1"
	    " ORDER BY ticket.number",
	    DB_ARGS(db_text(arena_printf(scratch, "%" PRId64, parent)), db_int(since_us)), err);
	struct arena arena;
	int got;

	if (!row)
		return -1;
	arena_init(&arena);
	while ((got = db_step(row, err)) > 0) {
		struct incident_row child;

		arena_reset(&arena);
		child.ticket = db_get_int(row);
		child.email = db_get_text(row, &arena);
		child.status = db_get_text(row, &arena);
		child.delivery = db_get_text(row, &arena);
		if (tell(context, &child))
			break;
	}
	db_finish(row);
	arena_release(&arena);
	return got < 0 ? -1 : 0;
}
