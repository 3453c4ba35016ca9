#include "net/smtp.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "net/smtp_private.h"

enum { CONNECT_SECS = 10, REPLY_SECS = 60, FINAL_SECS = 600, IDLE_SECS = 20 };

static int64_t or_secs(int64_t span_us, int64_t secs)
{
	return span_us ? span_us : secs * SECOND_US;
}

static void copy_relay(struct smtp_pool *pool, struct smtp_relay *to, const struct smtp_relay *from)
{
	*to = (struct smtp_relay){
	    .url = arena_strdup(&pool->arena, from->url),
	    .user = arena_strdup(&pool->arena, from->user),
	    .password = arena_strdup(&pool->arena, from->password),
	    .oauth_token = arena_strdup(&pool->arena, from->oauth_token),
	    .ca_file = arena_strdup(&pool->arena, from->ca_file),
	    .connections = from->connections ? from->connections : 1,
	    .connect_us = or_secs(from->connect_us, CONNECT_SECS),
	    .reply_us = or_secs(from->reply_us, REPLY_SECS),
	    .final_us = or_secs(from->final_us, FINAL_SECS),
	};
	pool->conn_count += to->connections;
}

/* A URL that can't be used is better found now than with the first mail. */
static int try_relays(const struct smtp_pool *pool, struct err *err)
{
	int result = 0;

	for (size_t i = 0; !result && i < pool->relay_count; i++) {
		struct dial dial = {.scheme = "smtp",
				    .url = pool->relays[i].url,
				    .connect_us = pool->relays[i].connect_us};
		CURL *curl = curl_easy_init();

		result = curl ? dial_prepare(curl, &dial, NULL, err)
			      : err_set(err, ERR_SYSTEM, "libcurl can't be used");
		curl_easy_cleanup(curl);
	}
	return result;
}

int smtp_pool_open(const struct smtp_relay *relays, size_t count, smtp_done *done, void *context,
		   struct smtp_pool **out, struct err *err)
{
	struct smtp_pool *pool = calloc(1, sizeof *pool);
	struct smtp_conn *conn;

	*out = NULL;
	if (!pool || !(pool->multi = curl_multi_init()))
		die("out of memory: a pool of connections");
	arena_init(&pool->arena);
	pool->done = done;
	pool->context = context;
	pool->relay_count = count;
	pool->relays = arena_array(&pool->arena, count, sizeof *pool->relays);
	for (size_t i = 0; i < count; i++)
		copy_relay(pool, &pool->relays[i], &relays[i]);
	pool->conns = arena_array(&pool->arena, pool->conn_count, sizeof *pool->conns);
	pool->fds = arena_array(&pool->arena, pool->conn_count + 1, sizeof *pool->fds);
	conn = pool->conns;
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < pool->relays[i].connections; j++)
			smtp_conn_init(conn++, &pool->relays[i]);
	if (try_relays(pool, err)) {
		smtp_pool_close(pool);
		return -1;
	}
	*out = pool;
	return 0;
}

static void forget_job(struct smtp_conn *conn)
{
	free(conn->job.from);
	free(conn->job.to);
	conn->job = (struct smtp_job){.is_set = false};
}

void smtp_pool_close(struct smtp_pool *pool)
{
	if (!pool)
		return;
	for (size_t i = 0; i < pool->conn_count; i++) {
		bool is_busy = pool->conns[i].job.is_set;

		forget_job(&pool->conns[i]);
		smtp_conn_close(&pool->conns[i], pool->multi, !is_busy);
	}
	curl_multi_cleanup(pool->multi);
	arena_release(&pool->arena);
	free(pool);
}

size_t smtp_pool_room(const struct smtp_pool *pool, size_t relay)
{
	size_t room = 0;

	for (size_t i = 0; i < pool->conn_count; i++)
		if (pool->conns[i].relay == &pool->relays[relay] && !pool->conns[i].job.is_set)
			room++;
	return room;
}

size_t smtp_pool_busy(const struct smtp_pool *pool)
{
	size_t busy = 0;

	for (size_t i = 0; i < pool->conn_count; i++)
		busy += pool->conns[i].job.is_set;
	return busy;
}

/* A free connection: one that stands, where there is one. */
static struct smtp_conn *find_free(struct smtp_pool *pool, size_t relay)
{
	struct smtp_conn *found = NULL;

	for (size_t i = 0; i < pool->conn_count; i++) {
		struct smtp_conn *conn = &pool->conns[i];

		if (conn->relay != &pool->relays[relay] || conn->job.is_set)
			continue;
		if (conn->state == SMTP_OPEN)
			return conn;
		found = conn;
	}
	return found;
}

int smtp_pool_send(struct smtp_pool *pool, size_t relay, const char *from, const char *to,
		   struct bytes mail, uint64_t id, struct err *err)
{
	struct smtp_conn *conn;

	if ((*from && smtp_check_address(from, err)) || smtp_check_address(to, err) ||
	    smtp_check_mail(mail, err))
		return -1;
	conn = find_free(pool, relay);
	if (!conn)
		return err_set(err, ERR_LIMIT, "all connections to \"%s\" are at work",
			       pool->relays[relay].url);
	conn->job = (struct smtp_job){
	    .is_set = true, .id = id, .from = strdup(from), .to = strdup(to), .mail = mail};
	if (!conn->job.from || !conn->job.to)
		die("out of memory: an address");
	return 0;
}

/* --- work ------------------------------------------------------------------------------------- */

/* The answer is copied first, for the callback may give the connection its next job. */
static void finish(struct smtp_pool *pool, struct smtp_conn *conn)
{
	struct smtp_answer answer = conn->job.answer;
	uint64_t id = conn->job.id;

	if (conn->state == SMTP_CLOSED)
		smtp_conn_close(conn, pool->multi, false);
	forget_job(conn);
	conn->is_used = true;
	conn->due_us = clock_steady_us() + IDLE_SECS * SECOND_US;
	pool->finished++;
	pool->done(pool->context, id, &answer);
}

/*
 * A kept connection may have been closed by the server at any time: where it said nothing to this
 * mail but good-bye, the mail goes again over a new one, once.
 */
static bool is_stale(const struct smtp_conn *conn)
{
	const struct smtp_job *job = &conn->job;

	return conn->state == SMTP_CLOSED && conn->is_used && !job->is_again &&
	       job->hears <= SMTP_STAGE_MAIL && (!conn->reply.code || conn->reply.code == 421);
}

static void dial(struct smtp_pool *pool, struct smtp_conn *conn)
{
	struct err err;

	conn->job.is_started = false;
	if (!smtp_conn_dial(conn, pool->multi, &err))
		return;
	smtp_answer_fault(&conn->job.answer, 0, false, err.text);
	finish(pool, conn);
}

static void start(struct smtp_pool *pool, struct smtp_conn *conn)
{
	/* A kept connection on which the server has spoken up, or hung up, is no longer good. */
	if (conn->state == SMTP_OPEN && conn->is_used && (conn->in.len || smtp_conn_read(conn)))
		smtp_conn_close(conn, pool->multi, false);
	if (conn->state == SMTP_CLOSED)
		dial(pool, conn);
	else if (conn->state == SMTP_OPEN)
		smtp_talk_begin(conn);
}

static void work(struct smtp_pool *pool, struct smtp_conn *conn)
{
	if (conn->job.is_set && !conn->job.is_started)
		start(pool, conn);
	if (!conn->job.is_set || !conn->job.is_started)
		return;
	if (!smtp_talk_step(conn)) {
		if (clock_steady_us() < conn->due_us)
			return;
		smtp_talk_fault(conn, "the server is silent");
		conn->state = SMTP_CLOSED;
	} else if (is_stale(conn)) {
		smtp_conn_close(conn, pool->multi, false);
		conn->job.is_again = true;
		dial(pool, conn);
		return;
	}
	finish(pool, conn);
}

static void take_dialled(struct smtp_pool *pool)
{
	CURLMsg *message;
	int left;

	while ((message = curl_multi_info_read(pool->multi, &left)) != NULL) {
		CURLcode code = message->data.result;
		struct smtp_conn *conn = NULL;
		struct smtp_answer answer;

		if (message->msg != CURLMSG_DONE ||
		    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&conn))
			continue;
		if (smtp_conn_dialled(conn, code, &answer))
			continue;
		conn->state = SMTP_CLOSED;
		conn->job.answer = answer;
		finish(pool, conn);
	}
}

static void close_idle(struct smtp_pool *pool)
{
	int64_t now_us = clock_steady_us();

	for (size_t i = 0; i < pool->conn_count; i++) {
		struct smtp_conn *conn = &pool->conns[i];

		if (conn->state == SMTP_OPEN && !conn->job.is_set && now_us >= conn->due_us)
			smtp_conn_close(conn, pool->multi, true);
	}
}

/* What to poll, and until when at the latest. */
static unsigned gather(struct smtp_pool *pool, int wake_fd, int64_t *until_us)
{
	unsigned count = 0;

	for (size_t i = 0; i < pool->conn_count; i++) {
		const struct smtp_conn *conn = &pool->conns[i];

		if (conn->state != SMTP_OPEN || !conn->job.is_set)
			continue;
		pool->fds[count++] = (struct curl_waitfd){
		    .fd = conn->socket,
		    .events =
			CURL_WAIT_POLLIN | (conn->out_at < conn->out.len ? CURL_WAIT_POLLOUT : 0)};
		if (conn->due_us < *until_us)
			*until_us = conn->due_us;
	}
	if (wake_fd >= 0)
		pool->fds[count++] =
		    (struct curl_waitfd){.fd = wake_fd, .events = CURL_WAIT_POLLIN};
	return count;
}

/* True where it is time to come back: woken, a signal, or the end. */
static bool wait_for_work(struct smtp_pool *pool, int wake_fd, int64_t end_us)
{
	int64_t until_us = end_us, left_us;
	unsigned count = gather(pool, wake_fd, &until_us);
	int ready = 0;

	left_us = until_us - clock_steady_us();
	if (left_us < 0)
		left_us = 0;
	curl_multi_poll(pool->multi, pool->fds, count, (int)(left_us / 1000) + 1, &ready);
	return !ready || (wake_fd >= 0 && pool->fds[count - 1].revents) ||
	       clock_steady_us() >= end_us;
}

int smtp_pool_run(struct smtp_pool *pool, int wake_fd, int64_t span_us, struct err *err)
{
	int64_t end_us = clock_steady_us() + span_us;
	CURLMcode code;
	int running;

	pool->finished = 0;
	do {
		code = curl_multi_perform(pool->multi, &running);
		if (code)
			return err_set(err, ERR_SYSTEM, "libcurl: %s", curl_multi_strerror(code));
		take_dialled(pool);
		for (size_t i = 0; i < pool->conn_count; i++)
			work(pool, &pool->conns[i]);
		close_idle(pool);
	} while (!pool->finished && !wait_for_work(pool, wake_fd, end_us));
	return 0;
}
