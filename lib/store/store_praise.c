/* What customers thanked agents for. */
#include <string.h>

#include "store/store_private.h"

enum { ANSWERS_MAX = 1000, QUOTES_MAX = 3, QUOTE_LEN = 120, GOOD = 4 };

struct gathering {
	struct arena *arena;
	struct praise *items;
	size_t count;
};

static struct praise *of_agent(struct gathering *gathering, const char *agent)
{
	for (size_t i = 0; i < gathering->count; i++)
		if (strcmp(gathering->items[i].agent, agent) == 0)
			return &gathering->items[i];
	gathering->items = arena_grow(gathering->arena, gathering->items, gathering->count,
				      sizeof *gathering->items);
	gathering->items[gathering->count] = (struct praise){.agent = agent};
	return &gathering->items[gathering->count++];
}

/* Rows of an agent and a count, added to that member. */
static int add_counts(struct gathering *gathering, struct db_stmt *row, size_t member,
		      struct err *err)
{
	int got;

	if (!row)
		return -1;
	while ((got = db_step(row, err)) > 0) {
		struct praise *praise = of_agent(gathering, db_get_text(row, gathering->arena));

		*(int64_t *)((char *)praise + member) += db_get_int(row);
	}
	db_finish(row);
	return got;
}

static void quote(struct gathering *gathering, struct praise *praise, const char *words)
{
	struct conf_strings *quotes = &praise->quotes;

	if (!*words || strlen(words) > QUOTE_LEN || quotes->count == QUOTES_MAX)
		return;
	quotes->items =
	    arena_grow(gathering->arena, quotes->items, quotes->count, sizeof *quotes->items);
	quotes->items[quotes->count++] = words;
}

/* The newest first: a streak ends at the first that is not good. */
static int add_answers(struct gathering *gathering, struct db_stmt *row, int64_t since_us,
		       struct err *err)
{
	int got;

	if (!row)
		return -1;
	while ((got = db_step(row, err)) > 0) {
		struct praise *praise = of_agent(gathering, db_get_text(row, gathering->arena));
		int64_t score = db_get_int(row);
		const char *words = db_get_text(row, gathering->arena);
		bool is_new = db_get_time(row) > since_us;

		if (score < GOOD) {
			praise->is_broken = true;
			continue;
		}
		praise->streak += !praise->is_broken;
		praise->good += is_new;
		if (is_new)
			quote(gathering, praise, words);
	}
	db_finish(row);
	return got;
}

int store_praises(struct store *store, int64_t since_us, struct arena *arena,
		  struct praise **praises, size_t *count, struct err *err)
{
	struct gathering all = {.arena = arena};

	if (add_counts(&all,
		       db_query(store->db,
				"SELECT new_value, COUNT(*) FROM journal WHERE event = 'praise'"
				" AND at_us > $1 AND new_value IS NOT NULL"
				" GROUP BY new_value ORDER BY new_value",
				DB_ARGS(db_int(since_us)), err),
		       offsetof(struct praise, thanks), err) < 0 ||
	    add_counts(&all,
		       db_query(store->db,
				"SELECT ticket.owner, COUNT(*) FROM journal"
				" JOIN ticket ON ticket.number = journal.ticket"
				" WHERE journal.event = 'message' AND journal.rule = 'thanks'"
				" AND journal.at_us > $1 AND ticket.owner IS NOT NULL"
				" GROUP BY ticket.owner ORDER BY ticket.owner",
				DB_ARGS(db_int(since_us)), err),
		       offsetof(struct praise, thanks), err) < 0 ||
	    add_counts(&all,
		       db_query(store->db,
				"SELECT author, COUNT(*) FROM journal WHERE event = 'recovery'"
				" AND arguments = 'what=done' AND at_us > $1"
				" GROUP BY author ORDER BY author",
				DB_ARGS(db_int(since_us)), err),
		       offsetof(struct praise, saves), err) < 0 ||
	    add_answers(&all,
			db_query(store->db,
				 "SELECT ticket.owner, answer.score, answer.words, answer.at_us"
				 " FROM answer JOIN survey ON survey.id = answer.survey"
				 " JOIN ticket ON ticket.number = survey.ticket"
				 " WHERE answer.kind = 'survey' AND answer.is_current = 1"
				 " AND answer.score IS NOT NULL AND answer.at_us IS NOT NULL"
				 " AND ticket.owner IS NOT NULL"
				 " ORDER BY answer.at_us DESC, answer.id DESC LIMIT $1",
				 DB_ARGS(db_int(ANSWERS_MAX)), err),
			since_us, err) < 0)
		return -1;
	*praises = all.items;
	*count = all.count;
	return 0;
}
