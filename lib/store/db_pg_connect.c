/* The PostgreSQL driver: connecting. */
#include "store/db_pg.h"

#include <ctype.h>
#include <poll.h>

enum { CONNECT_WAIT_US = 10 * 1000 * 1000 };

/* Others wait for our locks: a session whose machine is gone must end soon. Every statement finds
 * its rows by an index; a plan made while a table was small would read it whole for ever. */
static const char session[] = "SET client_encoding = 'UTF8';"
			      "SET standard_conforming_strings = on;"
			      "SET default_transaction_isolation = 'read committed';"
			      "SET lock_timeout = '30s';"
			      "SET idle_in_transaction_session_timeout = '60s';"
			      "SET enable_seqscan = off;"
			      "SET jit = off;";

static const char reader[] = "SET default_transaction_read_only = on;";
static const char writer[] = "LISTEN ombud_news;";

enum err_code db_pg_code(const char *state)
{
	static const char *const temporary[] = {
	    "08",    /* connection */
	    "40",    /* serialisation, deadlock */
	    "53",    /* disk full, too many connections */
	    "55",    /* locked by others */
	    "57",    /* cancelled, shutting down */
	    "58",    /* I/O error of the server */
	    "25006", /* read-only: a standby */
	    "25P03", /* idle in transaction for too long */
	};

	if (!*state)
		return ERR_TEMPORARY;
	for (size_t i = 0; i < sizeof temporary / sizeof *temporary; i++)
		if (strncmp(state, temporary[i], strlen(temporary[i])) == 0)
			return ERR_TEMPORARY;
	return ERR_SYSTEM;
}

static bool is_state(const char *text)
{
	for (int i = 0; i < 5; i++)
		if (!isdigit((unsigned char)text[i]) && !isupper((unsigned char)text[i]))
			return false;
	return text[5] == ':';
}

/* A failed connection has no fields to ask for: the SQLSTATE stands in its verbose text, as in
 * "FATAL:  28P01: password …". "" where the server said nothing. */
static const char *state_of(const char *message, char state[6])
{
	state[0] = '\0';
	for (const char *at = strstr(message, ":  "); at; at = strstr(at + 1, ":  "))
		if (is_state(at + 3)) {
			memcpy(state, at + 3, 5);
			state[5] = '\0';
		}
	return state;
}

static int refuse(struct db_pg *self, enum err_code code, struct err *err)
{
	const char *message = self->pq->error_message(self->conn);

	err_set(err, code, "store: PostgreSQL can't be reached: %.*s: see store.dsn",
		(int)strcspn(message, "\n"), message);
	db_pg_disconnect(self);
	return -1;
}

/* The server answered: what it minds is in the conf, unless it is only busy. */
static int refuse_by_state(struct db_pg *self, struct err *err)
{
	char state[6];
	enum err_code code = db_pg_code(state_of(self->pq->error_message(self->conn), state));

	return refuse(self, code == ERR_TEMPORARY ? code : ERR_CONF, err);
}

static int wait_connected(struct db_pg *self, struct err *err)
{
	int64_t end_us = clock_steady_us() + CONNECT_WAIT_US;
	PostgresPollingStatusType state = PGRES_POLLING_WRITING;

	while (state != PGRES_POLLING_OK) {
		int64_t left_us = end_us - clock_steady_us();
		struct pollfd wait = {.fd = self->pq->socket(self->conn),
				      .events = state == PGRES_POLLING_READING ? POLLIN : POLLOUT};

		if (left_us <= 0) {
			db_pg_disconnect(self);
			return err_set(err, ERR_TEMPORARY,
				       "store: PostgreSQL does not answer: see store.dsn");
		}
		poll(&wait, 1, (int)(left_us / 1000) + 1);
		state = self->pq->connect_poll(self->conn);
		if (state == PGRES_POLLING_FAILED)
			return refuse_by_state(self, err);
	}
	return 0;
}

static void ignore_notice(void *context, const char *message)
{
	(void)context;
	(void)message;
}

static int set_up_session(struct db_pg *self, const char *sql, struct err *err)
{
	PGresult *result = self->pq->exec(self->conn, sql);
	bool is_done = self->pq->result_status(result) == PGRES_COMMAND_OK;

	self->pq->clear(result);
	return is_done ? 0 : refuse_by_state(self, err);
}

int db_pg_connect(struct db_pg *self, struct err *err)
{
	/* what stands before the dsn are defaults that it may set otherwise */
	static const char *const names[] = {"application_name",
					    "tcp_user_timeout",
					    "keepalives_idle",
					    "keepalives_interval",
					    "keepalives_count",
					    "dbname",
					    NULL};
	const char *const values[] = {"ombud", "30000", "30", "10", "3", self->dsn, NULL};

	self->pending = 0;
	self->generation++;
	self->conn = self->pq->connect_start(names, values, 1);
	if (!self->conn)
		die("out of memory in libpq");
	if (self->pq->status(self->conn) == CONNECTION_BAD)
		return refuse_by_state(self, err);
	self->pq->set_verbosity(self->conn, PQERRORS_VERBOSE);
	self->pq->set_notices(self->conn, ignore_notice, NULL);
	if (wait_connected(self, err) < 0 || set_up_session(self, session, err) < 0 ||
	    set_up_session(self, self->how == DB_READ_ONLY ? reader : writer, err) < 0)
		return -1;
	if (!self->pq->enter_pipeline(self->conn))
		return refuse(self, ERR_SYSTEM, err);
	return 0;
}

void db_pg_disconnect(struct db_pg *self)
{
	if (self->conn)
		self->pq->finish(self->conn);
	self->conn = NULL;
}

static int check_dsn(const struct pq *pq, const char *dsn, struct err *err)
{
	char *message = NULL;
	PQconninfoOption *options = pq->parse_dsn(dsn, &message);

	if (!options)
		err_set(err, ERR_CONF, "store.dsn: %.*s",
			(int)strcspn(message ? message : "", "\n"), message ? message : "");
	pq->free_dsn(options);
	pq->free_memory(message);
	return options ? 0 : -1;
}

int db_open_postgresql(const char *dsn, enum db_open_how how, struct db **db, struct err *err)
{
	const struct pq *pq = pq_load(err);
	struct db_pg *self;

	*db = NULL;
	if (!pq || check_dsn(pq, dsn, err) < 0)
		return -1;
	self = (struct db_pg *)db_new(&db_pg_driver, sizeof *self);
	self->pq = pq;
	self->dsn = arena_strdup(&self->db.arena, dsn);
	self->how = how;
	if (db_pg_connect(self, err) < 0) {
		db_close(&self->db);
		return -1;
	}
	*db = &self->db;
	return 0;
}
