/* How long answers usually take. */
#include "store/store_private.h"

/* So many of the newest tickets are looked at; with fewer answers nothing is usual. */
enum { TICKETS_MAX = 200, ANSWERS_MIN = 5 };

/* The newest tickets of the category, each with the wait for its first answer, shortest first. */
#define WAITS                                                                                      \
	"SELECT MIN(message.at_us) - newest.created_us AS wait_us FROM"                            \
	" (SELECT number, created_us FROM ticket WHERE category = $1 AND created_us >= $2"         \
	" AND created_us < $3 ORDER BY created_us DESC LIMIT $4) AS newest"                        \
	" JOIN message ON message.ticket = newest.number"                                          \
	" WHERE message.author = 'agent' AND message.is_public = 1"                                \
	" GROUP BY newest.number, newest.created_us ORDER BY wait_us"

int store_usual_answer(struct store *store, const char *category, int64_t from_us, int64_t to_us,
		       int64_t *usual_us, struct err *err)
{
	struct db_stmt *row = db_query(
	    store->db, WAITS,
	    DB_ARGS(db_text(category), db_int(from_us), db_int(to_us), db_int(TICKETS_MAX)), err);
	int64_t waits[TICKETS_MAX];
	size_t count = 0;
	int got;

	*usual_us = 0;
	if (!row)
		return -1;
	while ((got = db_step(row, err)) > 0) {
		int64_t wait_us = db_get_int(row);

		if (count < TICKETS_MAX)
			waits[count++] = wait_us;
	}
	db_finish(row);
	if (count >= ANSWERS_MIN)
		*usual_us = waits[count / 2];
	return got;
}
