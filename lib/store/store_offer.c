/* The ledger of offers: what agents offered customers, and who approved it. */
#include "store/store_private.h"

#define OFFER_COLUMNS                                                                              \
	"offer.id, offer.ticket, offer.agent, offer.kind, offer.amount, offer.currency,"           \
	" offer.policy, offer.reason, offer.state, offer.made_us, offer.approver, "                \
	"offer.decided_us,"                                                                        \
	" offer.verdict, offer.words, offer.has_files, offer.message"

static void read_offer(struct db_stmt *row, struct arena *arena, struct offer *offer)
{
	const char *currency;

	offer->id = db_get_int(row);
	offer->ticket = db_get_int(row);
	offer->agent = db_get_text(row, arena);
	offer->kind = db_get_text(row, arena);
	offer->amount.minor = db_get_int(row);
	currency = db_get_text(row, arena);
	for (size_t i = 0; i < 3 && currency[i]; i++)
		offer->amount.currency[i] = currency[i];
	offer->policy = db_get_text(row, arena);
	offer->reason = db_get_text(row, arena);
	if (!offer_state_parse(db_get_text(row, arena), &offer->state))
		offer->state = OFFER_EXPIRED;
	offer->made_us = db_get_time(row);
	offer->approver = db_get_text(row, arena);
	offer->decided_us = db_get_time(row);
	offer->verdict = db_get_text(row, arena);
	offer->words = db_get_text(row, arena);
	offer->has_files = db_get_int(row) != 0;
	offer->message = db_get_int(row);
}

int store_offer_load(struct store *store, int64_t ticket, struct arena *arena,
		     const struct offer **offer, struct err *err)
{
	struct db_stmt *row;
	struct offer *found;
	int got = db_query_row(store->db, &row,
			       "SELECT " OFFER_COLUMNS " FROM offer WHERE ticket = $1"
			       " ORDER BY id DESC LIMIT 1",
			       DB_ARGS(db_int(ticket)), err);

	*offer = NULL;
	if (got < 1)
		return got;
	found = ARENA_NEW(arena, struct offer);
	read_offer(row, arena, found);
	db_finish(row);
	*offer = found;
	return 0;
}

static int update(struct store *store, const struct offer *offer, struct err *err)
{
	return db_run(store->db,
		      "UPDATE offer SET state = $2, decided_us = $3, approver = $4, verdict = $5"
		      " WHERE id = $1",
		      DB_ARGS(db_int(offer->id), db_text(offer_state_name(offer->state)),
			      db_time(offer->decided_us), db_text(offer->approver),
			      db_text(offer->verdict)),
		      err);
}

int store_offer_save(struct store *store, const struct offer *offer, struct err *err)
{
	if (offer->id)
		return update(store, offer, err);
	return db_run(
	    store->db,
	    "INSERT INTO offer (ticket, agent, kind, amount, currency, reason, state, made_us,"
	    " approver, decided_us, words, has_files, message, policy)"
	    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,"
	    " $14)",
	    DB_ARGS(db_int(offer->ticket), db_text(offer->agent), db_text(offer->kind),
		    db_int(offer->amount.minor), db_text(offer->amount.currency),
		    db_text(offer->reason), db_text(offer_state_name(offer->state)),
		    db_time(offer->made_us), db_text(offer->approver), db_time(offer->decided_us),
		    db_text(offer->words), db_int(offer->has_files), db_ref(offer->message),
		    db_text(offer->policy)),
	    err);
}

/* The rows of a statement that has the columns, one after the other. */
static int tell_rows(struct db_stmt *row, store_offer_row *tell, void *context, struct err *err)
{
	struct arena arena;
	int got;

	if (!row)
		return -1;
	arena_init(&arena);
	while ((got = db_step(row, err)) > 0) {
		struct offer offer = {0};

		arena_reset(&arena);
		read_offer(row, &arena, &offer);
		if (tell(context, &offer))
			break;
	}
	db_finish(row);
	arena_release(&arena);
	return got < 0 ? -1 : 0;
}

int store_offers(struct store *store, int64_t from_us, int64_t to_us, store_offer_row *tell,
		 void *context, struct err *err)
{
	return tell_rows(db_query(store->db,
				  "SELECT " OFFER_COLUMNS " FROM offer"
				  " WHERE made_us >= $1 AND made_us < $2 ORDER BY id",
				  DB_ARGS(db_int(from_us), db_int(to_us)), err),
			 tell, context, err);
}

int store_offers_of_contact(struct store *store, int64_t contact, store_offer_row *tell,
			    void *context, struct err *err)
{
	return tell_rows(db_query(store->db,
				  "SELECT " OFFER_COLUMNS " FROM ticket"
				  " JOIN offer ON offer.ticket = ticket.number"
				  " WHERE ticket.requester = $1 ORDER BY offer.id DESC",
				  DB_ARGS(db_int(contact)), err),
			 tell, context, err);
}
