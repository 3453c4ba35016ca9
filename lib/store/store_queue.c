/* What agents ask for: the tickets that are to be worked on, by urgency, and those with some words.
 * Never more rows than they see. */
#include "store/store_private.h"

#include <string.h>

#include "base/text.h"

/* Words are looked for in so many of the newest tickets. */
enum { SEARCHED_MAX = 100000, WORDS_MAX = 5 };

static int read_tickets(struct db_stmt *row, struct arena *arena, struct ticket **tickets,
			size_t *count, struct err *err)
{
	int got;

	*tickets = NULL;
	*count = 0;
	if (!row)
		return -1;
	while ((got = db_step(row, err)) > 0) {
		*tickets = arena_grow(arena, *tickets, *count, sizeof **tickets);
		(*tickets)[*count] = (struct ticket){0};
		store_ticket_read(row, arena, &(*tickets)[(*count)++]);
	}
	db_finish(row);
	return got;
}

/* The words of ticket_live's condition, so that its index is used. */
#define IS_LIVE " ticket.status <> 'solved' AND ticket.status <> 'closed'"

int store_queue(struct store *store, const struct queue_filter *filter, struct arena *arena,
		struct ticket **tickets, size_t *count, struct err *err)
{
	return read_tickets(
	    db_query(store->db,
		     "SELECT " TICKET_COLUMNS TICKET_TABLES " WHERE" IS_LIVE
		     " AND (CAST($1 AS TEXT) IS NULL OR ticket.owner = $1)"
		     " AND (CAST($2 AS TEXT) IS NULL OR ticket.team = $2)"
		     " AND NOT EXISTS (SELECT 1 FROM ticket_field WHERE ticket_field.ticket ="
		     " ticket.number AND ticket_field.name = $3)"
		     " ORDER BY CASE ticket.priority WHEN 'urgent' THEN 0 WHEN 'high' THEN 1"
		     " WHEN 'normal' THEN 2 ELSE 3 END, ticket.number LIMIT $4",
		     DB_ARGS(db_text(filter->owner), db_text(filter->team),
			     db_text(filter->without_field), db_int((int64_t)filter->max)),
		     err),
	    arena, tickets, count, err);
}

/* A column has these words, without the case of ASCII; no LIKE, whose rules differ. */
#define HAS(column, word) " replace(lower(" column "), " word ", '') <> lower(" column ")"
#define HAS_WORD(word)                                                                             \
	" AND (CAST(" word " AS TEXT) IS NULL OR" HAS("ticket.subject", word) " OR" HAS(           \
	    "contact.email", word) " OR" HAS("contact.name", word) ")"

int store_search(struct store *store, const char *words, size_t max, struct arena *arena,
		 struct ticket **tickets, size_t *count, struct err *err)
{
	const char *word[WORDS_MAX] = {NULL};
	int64_t newest;

	for (size_t i = 0; i < WORDS_MAX && *words; i++) {
		size_t len = i + 1 == WORDS_MAX ? strlen(words) : strcspn(words, " ");

		word[i] = text_address_key(arena, arena_strndup(arena, words, len));
		words += len + strspn(words + len, " ");
	}
	if (store_ticket_count(store, &newest, err) < 0)
		return -1;
	return read_tickets(db_query(store->db,
				     "SELECT " TICKET_COLUMNS TICKET_TABLES
				     " WHERE ticket.number > $1" HAS_WORD("$2") HAS_WORD("$3")
					 HAS_WORD("$4") HAS_WORD("$5")
					     HAS_WORD("$6") " ORDER BY ticket.number DESC LIMIT $7",
				     DB_ARGS(db_int(newest - SEARCHED_MAX), db_text(word[0]),
					     db_text(word[1]), db_text(word[2]), db_text(word[3]),
					     db_text(word[4]), db_int((int64_t)max)),
				     err),
			    arena, tickets, count, err);
}
