/* What was asked, what was answered, and who wants to be asked no more. */
#include <string.h>

#include "base/ids.h"
#include "store/store_private.h"

#define SURVEY_COLUMNS "id, kind, name, ticket, contact, agent, sent_us, first_us, is_thanked"

static void read_survey(struct db_stmt *row, struct arena *arena, struct survey *survey)
{
	survey->id = db_get_int(row);
	survey_kind_parse(db_get_text(row, arena), &survey->kind);
	survey->name = db_get_text(row, arena);
	survey->ticket = db_get_int(row);
	survey->contact = db_get_int(row);
	survey->agent = db_get_text(row, arena);
	survey->sent_us = db_get_time(row);
	survey->first_us = db_get_time(row);
	survey->is_thanked = db_get_bool(row);
}

static int read_surveys(struct db_stmt *row, struct arena *arena, struct survey **surveys,
			size_t *count, struct err *err)
{
	int got;

	*surveys = NULL;
	*count = 0;
	if (!row)
		return -1;
	while ((got = db_step(row, err)) > 0) {
		*surveys = arena_grow(arena, *surveys, *count, sizeof **surveys);
		(*surveys)[*count] = (struct survey){0};
		read_survey(row, arena, &(*surveys)[(*count)++]);
	}
	db_finish(row);
	return got;
}

int store_surveys_of_ticket(struct store *store, int64_t ticket, struct arena *arena,
			    struct survey **surveys, size_t *count, struct err *err)
{
	return read_surveys(db_query(store->db,
				     "SELECT " SURVEY_COLUMNS
				     " FROM survey WHERE ticket = $1 ORDER BY id",
				     DB_ARGS(db_int(ticket)), err),
			    arena, surveys, count, err);
}

int store_survey_load(struct store *store, int64_t id, struct arena *arena, struct survey *out,
		      struct err *err)
{
	struct survey *found;
	size_t count;

	*out = (struct survey){0};
	if (read_surveys(db_query(store->db, "SELECT " SURVEY_COLUMNS " FROM survey WHERE id = $1",
				  DB_ARGS(db_int(id)), err),
			 arena, &found, &count, err) < 0)
		return -1;
	if (count)
		*out = *found;
	return 0;
}

int store_survey_last(struct store *store, int64_t contact, enum survey_kind kind, int64_t *at_us,
		      struct err *err)
{
	int got = db_query_int(store->db, at_us,
			       "SELECT sent_us FROM survey WHERE contact = $1 AND kind = $2"
			       " ORDER BY sent_us DESC LIMIT 1",
			       DB_ARGS(db_int(contact), db_text(survey_kind_name(kind))), err);

	if (got == 0)
		*at_us = TIME_NONE;
	return got < 0 ? -1 : 0;
}

int store_survey_insert(struct store *store, struct survey *survey, struct err *err)
{
	return db_insert(store->db, &survey->id,
			 "INSERT INTO survey (kind, name, ticket, contact, agent, sent_us)"
			 " VALUES ($1, $2, $3, $4, $5, $6)",
			 DB_ARGS(db_text(survey_kind_name(survey->kind)), db_text(survey->name),
				 db_ref(survey->ticket), db_ref(survey->contact),
				 db_text(survey->agent), db_int(survey->sent_us)),
			 err);
}

int store_survey_update(struct store *store, const struct survey *survey, struct err *err)
{
	return db_run(
	    store->db, "UPDATE survey SET first_us = $2, is_thanked = $3 WHERE id = $1",
	    DB_ARGS(db_int(survey->id), db_time(survey->first_us), db_int(survey->is_thanked)),
	    err);
}

int store_survey_mail(struct store *store, int64_t outbox, int64_t survey, struct err *err)
{
	return db_run(store->db, "INSERT INTO survey_mail (outbox, survey) VALUES ($1, $2)",
		      DB_ARGS(db_int(outbox), db_int(survey)), err);
}

int store_answer_insert(struct store *store, const struct answer_change *answer, int64_t at_us,
			struct err *err)
{
	int64_t survey = answer->is_anonymous ? 0 : answer->survey->id;

	if (survey && answer->is_current &&
	    db_run(store->db,
		   "UPDATE answer SET is_current = 0 WHERE survey = $1 AND question = $2",
		   DB_ARGS(db_int(survey), db_text(answer->question)), err) < 0)
		return -1;
	return db_run(store->db,
		      "INSERT INTO answer (survey, kind, name, question, score, words, is_current,"
		      " at_us) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		      DB_ARGS(db_ref(survey), db_text(survey_kind_name(answer->survey->kind)),
			      db_text(answer->survey->name), db_text(answer->question),
			      db_ref(answer->score), db_text(answer->words),
			      db_int(answer->is_current),
			      db_time(answer->is_anonymous ? TIME_NONE : at_us)),
		      err);
}

int store_last_score(struct store *store, int64_t contact, int64_t *score, int64_t *at_us,
		     struct err *err)
{
	struct db_stmt *row;
	int got = db_query_row(store->db, &row,
			       "SELECT answer.score, answer.at_us FROM survey"
			       " JOIN answer ON answer.survey = survey.id"
			       " WHERE survey.contact = $1 AND answer.kind = 'survey'"
			       " AND answer.is_current = 1 AND answer.score IS NOT NULL"
			       " ORDER BY answer.id DESC LIMIT 1",
			       DB_ARGS(db_int(contact)), err);

	*score = 0;
	*at_us = TIME_NONE;
	if (got < 1)
		return got;
	*score = db_get_int(row);
	*at_us = db_get_time(row);
	db_finish(row);
	return 0;
}

int store_survey_spend(struct store *store, const char *mark, struct err *err)
{
	return db_run(store->db,
		      "INSERT INTO survey_spent (mark) VALUES ($1) ON CONFLICT DO NOTHING",
		      DB_ARGS(db_text(mark)), err);
}

int store_survey_is_spent(struct store *store, const char *mark, bool *is_spent, struct err *err)
{
	int64_t found;
	int got = db_query_int(store->db, &found, "SELECT 1 FROM survey_spent WHERE mark = $1",
			       DB_ARGS(db_text(mark)), err);

	*is_spent = got > 0;
	return got < 0 ? -1 : 0;
}

/* It outlives the person's data, so it is no address. */
static const char *digest_of(struct arena *arena, const char *email)
{
	const char *key = store_email_key(arena, email);
	char *digest = arena_alloc(arena, IDS_SHA256_LEN + 1);

	ids_sha256(key, strlen(key), digest);
	return digest;
}

int store_optout_add(struct store *store, const char *email, const char *kind, int64_t at_us,
		     struct err *err)
{
	return db_run(
	    store->db,
	    "INSERT INTO optout (email_sha256, kind, at_us) VALUES ($1, $2, $3)"
	    " ON CONFLICT DO NOTHING",
	    DB_ARGS(db_text(digest_of(store_scratch(store), email)), db_text(kind), db_int(at_us)),
	    err);
}

static int knows_address(struct store *store, const char *digest, const char *kind, bool *is_known,
			 struct err *err)
{
	int64_t found;
	int got = db_query_int(store->db, &found,
			       "SELECT 1 FROM optout WHERE email_sha256 = $1 AND kind = $2",
			       DB_ARGS(db_text(digest), db_text(kind)), err);

	*is_known |= got > 0;
	return got < 0 ? -1 : 0;
}

/* The digests of that address and of all others of its person. */
static int find_digests(struct store *store, const char *email, struct arena *arena,
			struct conf_strings *digests, struct err *err)
{
	const char *key = store_email_key(arena, email);
	struct db_stmt *row =
	    db_query(store->db,
		     "SELECT other.email FROM contact_address AS mine JOIN contact_address AS other"
		     " ON other.contact = mine.contact WHERE mine.email_key = $1",
		     DB_ARGS(db_text(key)), err);
	int got;

	if (!row)
		return -1;
	while ((got = db_step(row, err)) > 0) {
		digests->items =
		    arena_grow(arena, digests->items, digests->count, sizeof *digests->items);
		digests->items[digests->count++] = digest_of(arena, db_get_text(row, arena));
	}
	db_finish(row);
	return got;
}

int store_optout_knows(struct store *store, const char *email, const char *kind, bool *is_known,
		       struct err *err)
{
	struct arena *arena = store_scratch(store);
	struct conf_strings digests = {0};
	int result;

	*is_known = false;
	result = knows_address(store, digest_of(arena, email), kind, is_known, err);
	if (!result && !*is_known)
		result = find_digests(store, email, arena, &digests, err);
	for (size_t i = 0; !result && !*is_known && i < digests.count; i++)
		result = knows_address(store, digests.items[i], kind, is_known, err);
	return result;
}

int store_ticket_agents(struct store *store, int64_t ticket, struct arena *arena,
			struct conf_strings *agents, struct err *err)
{
	struct db_stmt *row =
	    db_query(store->db,
		     "SELECT agent FROM message WHERE ticket = $1 AND agent IS NOT NULL"
		     " UNION SELECT new_value FROM journal WHERE ticket = $1 AND event = 'owner'"
		     " AND new_value IS NOT NULL ORDER BY 1",
		     DB_ARGS(db_int(ticket)), err);
	int got;

	*agents = (struct conf_strings){0};
	if (!row)
		return -1;
	while ((got = db_step(row, err)) > 0) {
		agents->items =
		    arena_grow(arena, agents->items, agents->count, sizeof *agents->items);
		agents->items[agents->count++] = db_get_text(row, arena);
	}
	db_finish(row);
	return got;
}
