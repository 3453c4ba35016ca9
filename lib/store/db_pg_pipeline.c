/* The PostgreSQL driver: the pipeline, from what is sent to the results that are read. */
#include "store/db_pg.h"

#include <poll.h>

/* ---- results ---- */

int db_pg_lost(struct db_pg *self, struct err *err)
{
	const char *message = self->conn ? self->pq->error_message(self->conn) : "";

	err_set(err, ERR_TEMPORARY, "store: the connection to PostgreSQL is lost: %.*s",
		(int)strcspn(message, "\n"), message);
	db_pg_disconnect(self);
	return -1;
}

static void note_error(struct db_pg *self, const PGresult *result, struct err *err)
{
	const char *state = self->pq->error_field(result, PG_DIAG_SQLSTATE);
	const char *message = self->pq->error_field(result, PG_DIAG_MESSAGE_PRIMARY);

	state = state ? state : "";
	err_set(err, db_pg_code(state), "store: PostgreSQL: %s (%s)",
		message ? message : "connection lost", *state ? state : "no state");
}

/* "INSERT 0 3", "UPDATE 3", "DELETE 3": something was written, unless it ends in " 0". */
static bool is_written(const char *tag)
{
	size_t len = strlen(tag);

	if (strncmp(tag, "INSERT", 6) != 0 && strncmp(tag, "UPDATE", 6) != 0 &&
	    strncmp(tag, "DELETE", 6) != 0)
		return false;
	return len < 2 || strcmp(tag + len - 2, " 0") != 0;
}

int db_pg_look_at(struct db_pg *self, PGresult *result, struct err *err)
{
	switch (self->pq->result_status(result)) {
	case PGRES_PIPELINE_SYNC:
		return 1;
	case PGRES_COMMAND_OK:
	case PGRES_TUPLES_OK:
		if (is_written(self->pq->command_tag(result)))
			self->has_written = true;
		return 0;
	case PGRES_PIPELINE_ABORTED:
		return 0; /* the one before it has said why */
	default:
		note_error(self, result, err);
		return -1;
	}
}

/*
 * Reads all results up to the sync; *last, where it is not NULL, is that of the last statement.
 * Every statement's results end with a NULL, so two NULLs mean that nothing comes any more.
 */
static int read_all(struct db_pg *self, PGresult **last, struct err *err)
{
	PGresult *kept = NULL, *result;
	bool has_failed = false, was_null = false;
	int got = 0;

	while (got != 1) {
		result = self->pq->get_result(self->conn);
		if (!result && was_null)
			break;
		was_null = !result;
		if (!result)
			continue;
		got = db_pg_look_at(self, result, has_failed ? NULL : err);
		has_failed = has_failed || got < 0;
		self->pq->clear(got == 0 ? kept : result);
		if (got == 0)
			kept = result;
	}
	self->pending = 0;
	if (last && !has_failed)
		*last = kept;
	else
		self->pq->clear(kept);
	if (got != 1 || self->pq->status(self->conn) == CONNECTION_BAD) {
		if (last)
			self->pq->clear(*last);
		return db_pg_lost(self, err);
	}
	return has_failed ? -1 : 0;
}

int db_pg_sync(struct db_pg *self, PGresult **last, struct err *err)
{
	if (last)
		*last = NULL;
	if (!self->conn || !self->pq->pipeline_sync(self->conn))
		return db_pg_lost(self, err);
	return read_all(self, last, err);
}

/* ---- sending ---- */

int db_pg_send_text(struct db_pg *self, const char *sql, struct err *err)
{
	if (!self->conn || !self->pq->send_params(self->conn, sql, 0, NULL, NULL, NULL, NULL, 1))
		return db_pg_lost(self, err);
	self->pending++;
	return 0;
}

/* Reads what has come: notices, and the end of the connection, which is a read of its own. */
static bool is_alive(struct db_pg *self)
{
	struct pollfd input = {.events = POLLIN};

	if (!self->conn || self->pq->status(self->conn) != CONNECTION_OK)
		return false;
	input.fd = self->pq->socket(self->conn);
	while (poll(&input, 1, 0) > 0)
		if (!self->pq->consume_input(self->conn))
			return false;
	return true;
}

int db_pg_ensure(struct db_pg *self, struct err *err)
{
	if (self->db.in_transaction)
		return self->conn ? 0 : db_pg_lost(self, err);
	if (is_alive(self))
		return 0;
	db_pg_disconnect(self);
	self->has_news = true;
	return db_pg_connect(self, err);
}
