/* Tickets with their participants. */
#include "store/store_private.h"

/* Merges are followed this far: more is a circle. */
enum { MERGES_MAX = 32 };

void store_ticket_read(struct db_stmt *row, struct arena *arena, struct ticket *ticket)
{
	ticket->number = ticket->asked = db_get_int(row);
	ticket->mailbox = db_get_text(row, arena);
	ticket_status_parse(db_get_text(row, arena), &ticket->status);
	ticket_priority_parse(db_get_text(row, arena), &ticket->priority);
	ticket->team = db_get_text(row, arena);
	ticket->owner = db_get_text(row, arena);
	ticket->tier = db_get_text(row, arena);
	ticket->category = db_get_text(row, arena);
	ticket->language = db_get_text(row, arena);
	ticket->subject = db_get_text(row, arena);
	ticket->tags = db_get_text(row, arena);
	ticket->answer_to = db_get_text(row, arena);
	ticket->merged_into = db_get_int(row);
	ticket->created_us = db_get_time(row);
	ticket->changed_us = db_get_time(row);
	ticket->status_us = db_get_time(row);
	ticket->messages = db_get_int(row);
	ticket->last_message_id = db_get_text(row, arena);
	ticket->last_references = db_get_text(row, arena);
	ticket->clocks = db_get_text(row, arena);
	store_contact_read(row, arena, &ticket->requester);
}

static void read_participant(struct db_stmt *row, struct arena *arena, struct participant *out)
{
	participant_role_parse(db_get_text(row, arena), &out->role);
	out->contact = db_get_int(row);
	out->email = db_get_text(row, arena);
	out->name = db_get_text(row, arena);
	out->agent = db_get_text(row, arena);
}

int store_participants_load(struct store *store, struct ticket *ticket, struct arena *arena,
			    struct err *err)
{
	struct db_stmt *row = db_query(store->db,
				       "SELECT role, contact, email, name, agent FROM participant"
				       " WHERE ticket = $1 ORDER BY place",
				       DB_ARGS(db_int(ticket->number)), err);
	int got;

	ticket->participants = NULL;
	ticket->participant_count = 0;
	if (!row)
		return -1;
	while ((got = db_step(row, err)) > 0) {
		ticket->participants =
		    arena_grow(arena, ticket->participants, ticket->participant_count,
			       sizeof *ticket->participants);
		read_participant(row, arena, &ticket->participants[ticket->participant_count++]);
	}
	db_finish(row);
	return got;
}

static int load_fields(struct store *store, struct ticket *ticket, struct arena *arena,
		       struct err *err)
{
	struct db_stmt *row = db_query(
	    store->db, "SELECT name, value FROM ticket_field WHERE ticket = $1 ORDER BY name",
	    DB_ARGS(db_int(ticket->number)), err);
	int got;

	ticket->fields = NULL;
	ticket->field_count = 0;
	if (!row)
		return -1;
	while ((got = db_step(row, err)) > 0) {
		struct ticket_field *field;

		ticket->fields =
		    arena_grow(arena, ticket->fields, ticket->field_count, sizeof *field);
		field = &ticket->fields[ticket->field_count++];
		field->name = db_get_text(row, arena);
		field->value = db_get_text(row, arena);
	}
	db_finish(row);
	return got;
}

#define TICKET_SELECT "SELECT " TICKET_COLUMNS TICKET_TABLES " WHERE ticket.number = $1"

/* Within a transaction the row is ours until its end, for what is decided on it is written back as
 * a whole. 1, 0 where there is none, -1. */
static int load_one(struct store *store, int64_t number, struct arena *arena, struct ticket *ticket,
		    struct err *err)
{
	bool is_ours = db_in_transaction(store->db);
	struct db_stmt *row;
	int got = db_query_row(store->db, &row,
			       is_ours ? TICKET_SELECT FOR_UPDATE("ticket") : TICKET_SELECT,
			       DB_ARGS(db_int(number)), err);

	if (got < 1)
		return got;
	store_ticket_read(row, arena, ticket);
	db_finish(row);
	return 1;
}

/* Where answers go to another address than the requester's first, that one says whether mail gets
 * through. */
static int load_suppression(struct store *store, struct ticket *ticket, struct arena *arena,
			    struct err *err)
{
	struct contact *requester = &ticket->requester;
	struct db_stmt *row;
	int got;

	if (!ticket->answer_to)
		return 0;
	got = db_query_row(
	    store->db, &row, "SELECT reason FROM suppression WHERE email_key = $1",
	    DB_ARGS(db_text(store_email_key(store_scratch(store), ticket->answer_to))), err);
	if (got < 0)
		return -1;
	requester->is_suppressed = got > 0;
	requester->suppressed_for = got ? db_get_text(row, arena) : NULL;
	if (got)
		db_finish(row);
	return 0;
}

int store_ticket_load(struct store *store, int64_t number, struct arena *arena,
		      struct ticket **ticket, struct err *err)
{
	struct ticket *found = ARENA_NEW(arena, struct ticket);
	int64_t wanted = number;
	int got = 0;

	*ticket = NULL;
	for (int i = 0; wanted && i < MERGES_MAX; i++) {
		got = load_one(store, wanted, arena, found, err);
		if (got < 1)
			return got;
		wanted = found->merged_into;
	}
	if (!got)
		return 0;
	found->asked = number;
	if (store_participants_load(store, found, arena, err) < 0 ||
	    load_fields(store, found, arena, err) < 0 ||
	    load_suppression(store, found, arena, err) < 0 ||
	    store_promise_load(store, found->number, arena, &found->promise, err) < 0 ||
	    store_offer_load(store, found->number, arena, &found->offer, err) < 0)
		return -1;
	*ticket = found;
	return 0;
}

/* ---- writing ---- */

static int insert_participants(struct store *store, const struct ticket *ticket, size_t from,
			       struct err *err)
{
	for (size_t i = from; i < ticket->participant_count; i++) {
		const struct participant *one = &ticket->participants[i];

		if (db_run(store->db,
			   "INSERT INTO participant (ticket, place, role, contact, email, name,"
			   " agent) VALUES ($1, $2, $3, $4, $5, $6, $7)",
			   DB_ARGS(db_int(ticket->number), db_int((int64_t)i),
				   db_text(participant_role_name(one->role)), db_ref(one->contact),
				   db_text(one->email), db_text(one->name), db_text(one->agent)),
			   err) < 0)
			return -1;
	}
	return 0;
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* Those that are new or have another value. */
static int save_fields(struct store *store, const struct ticket *before, const struct ticket *after,
		       struct err *err)
{
	for (size_t i = 0; i < after->field_count; i++) {
		const struct ticket_field *field = &after->fields[i];

		if (before && same_text(ticket_field(before, field->name), field->value))
			continue;
		if (db_run(
			store->db,
			"INSERT INTO ticket_field (ticket, name, value) VALUES ($1, $2, $3)"
			" ON CONFLICT (ticket, name) DO UPDATE SET value = excluded.value",
			DB_ARGS(db_int(after->number), db_text(field->name), db_text(field->value)),
			err) < 0)
			return -1;
	}
	return 0;
}

static int update_fields(struct store *store, const struct ticket *before,
			 const struct ticket *after, struct err *err)
{
	if (before->fields == after->fields)
		return 0;
	for (size_t i = 0; i < before->field_count; i++)
		if (!ticket_field(after, before->fields[i].name) &&
		    db_run(store->db, "DELETE FROM ticket_field WHERE ticket = $1 AND name = $2",
			   DB_ARGS(db_int(after->number), db_text(before->fields[i].name)),
			   err) < 0)
			return -1;
	return save_fields(store, before, after, err);
}

/* What agents' loads count. */
static bool is_load(const struct ticket *ticket)
{
	return ticket->owner && ticket_status_is_live(ticket->status);
}

int store_ticket_insert(struct store *store, struct ticket *ticket, struct err *err)
{
	if (store_count_up(store, "ticket", &ticket->number, err) < 0)
		return -1;
	ticket->asked = ticket->number;
	if (db_run(store->db,
		   "INSERT INTO ticket (number, mailbox, status, priority, team, owner, tier,"
		   " category, language, subject, tags, requester, answer_to, merged_into,"
		   " created_us, changed_us, status_us, messages, last_message_id,"
		   " last_references, clocks) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,"
		   " $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)",
		   DB_ARGS(db_int(ticket->number), db_text(ticket->mailbox),
			   db_text(ticket_status_name(ticket->status)),
			   db_text(ticket_priority_name(ticket->priority)), db_text(ticket->team),
			   db_text(ticket->owner), db_text(ticket->tier), db_text(ticket->category),
			   db_text(ticket->language), db_text(ticket->subject),
			   db_text(ticket->tags), db_ref(ticket->requester.id),
			   db_text(ticket->answer_to), db_ref(ticket->merged_into),
			   db_int(ticket->created_us), db_int(ticket->changed_us),
			   db_int(ticket->status_us), db_int(ticket->messages),
			   db_text(ticket->last_message_id), db_text(ticket->last_references),
			   db_text(ticket->clocks)),
		   err) < 0 ||
	    insert_participants(store, ticket, 0, err) < 0 ||
	    save_fields(store, NULL, ticket, err) < 0)
		return -1;
	if (!ticket->owner)
		return 0;
	return store_agent_move(store, ticket->owner, is_load(ticket), ticket->created_us, err);
}

static bool same_participant(const struct participant *a, const struct participant *b)
{
	return a->role == b->role && a->contact == b->contact && same_text(a->email, b->email) &&
	       same_text(a->name, b->name) && same_text(a->agent, b->agent);
}

/* How many participants at the start are the same. */
static size_t same_participants(const struct ticket *a, const struct ticket *b)
{
	size_t i = 0;

	while (i < a->participant_count && i < b->participant_count &&
	       same_participant(&a->participants[i], &b->participants[i]))
		i++;
	return i;
}

static bool same_words(const struct ticket *a, const struct ticket *b)
{
	return same_text(a->mailbox, b->mailbox) && same_text(a->team, b->team) &&
	       same_text(a->owner, b->owner) && same_text(a->tier, b->tier) &&
	       same_text(a->category, b->category) && same_text(a->language, b->language) &&
	       same_text(a->subject, b->subject) && same_text(a->tags, b->tags) &&
	       same_text(a->answer_to, b->answer_to) &&
	       same_text(a->last_message_id, b->last_message_id) &&
	       same_text(a->last_references, b->last_references) && same_text(a->clocks, b->clocks);
}

static bool same_columns(const struct ticket *a, const struct ticket *b)
{
	return a->status == b->status && a->priority == b->priority &&
	       a->requester.id == b->requester.id && a->merged_into == b->merged_into &&
	       a->changed_us == b->changed_us && a->status_us == b->status_us &&
	       a->messages == b->messages && same_words(a, b);
}

static int update_columns(struct store *store, const struct ticket *ticket, struct err *err)
{
	return db_run(
	    store->db,
	    "UPDATE ticket SET mailbox = $2, status = $3, priority = $4, team = $5, owner = $6,"
	    " tier = $7, category = $8, language = $9, subject = $10, tags = $11, answer_to = $12,"
	    " merged_into = $13, changed_us = $14, status_us = $15, messages = $16,"
	    " last_message_id = $17, last_references = $18, clocks = $19 WHERE number = $1",
	    DB_ARGS(db_int(ticket->number), db_text(ticket->mailbox),
		    db_text(ticket_status_name(ticket->status)),
		    db_text(ticket_priority_name(ticket->priority)), db_text(ticket->team),
		    db_text(ticket->owner), db_text(ticket->tier), db_text(ticket->category),
		    db_text(ticket->language), db_text(ticket->subject), db_text(ticket->tags),
		    db_text(ticket->answer_to), db_ref(ticket->merged_into),
		    db_int(ticket->changed_us), db_int(ticket->status_us), db_int(ticket->messages),
		    db_text(ticket->last_message_id), db_text(ticket->last_references),
		    db_text(ticket->clocks)),
	    err);
}

/* On its own, for it is indexed and seldom changes. */
static int update_requester(struct store *store, const struct ticket *ticket, struct err *err)
{
	return db_run(store->db, "UPDATE ticket SET requester = $2 WHERE number = $1",
		      DB_ARGS(db_int(ticket->number), db_ref(ticket->requester.id)), err);
}

static int update_participants(struct store *store, const struct ticket *before,
			       const struct ticket *after, struct err *err)
{
	size_t same = same_participants(before, after);

	if (same < before->participant_count &&
	    db_run(store->db, "DELETE FROM participant WHERE ticket = $1 AND place >= $2",
		   DB_ARGS(db_int(after->number), db_int((int64_t)same)), err) < 0)
		return -1;
	return insert_participants(store, after, same, err);
}

static int move_loads(struct store *store, const struct ticket *before, const struct ticket *after,
		      int64_t at_us, struct err *err)
{
	bool is_moved = !same_text(before->owner, after->owner);

	if (!is_moved && is_load(before) == is_load(after))
		return 0;
	if (before->owner &&
	    store_agent_move(store, before->owner, -(int64_t)is_load(before), TIME_NONE, err) < 0)
		return -1;
	if (!after->owner)
		return 0;
	return store_agent_move(store, after->owner, is_load(after), is_moved ? at_us : TIME_NONE,
				err);
}

int store_ticket_update(struct store *store, const struct ticket *before,
			const struct ticket *after, int64_t at_us, struct err *err)
{
	if (!same_columns(before, after) && update_columns(store, after, err) < 0)
		return -1;
	if (before->requester.id != after->requester.id && update_requester(store, after, err) < 0)
		return -1;
	if (update_participants(store, before, after, err) < 0 ||
	    update_fields(store, before, after, err) < 0)
		return -1;
	return move_loads(store, before, after, at_us, err);
}

int store_ticket_count(struct store *store, int64_t *count, struct err *err)
{
	/* numbers have no gaps, and no ticket is ever removed */
	return db_query_int(store->db, count, "SELECT value FROM counter WHERE name = 'ticket'",
			    DB_NO_ARGS, err) < 0
		   ? -1
		   : 0;
}
