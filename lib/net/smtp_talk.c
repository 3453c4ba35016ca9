#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "net/smtp_private.h"

enum { BLOCK_LEN = 64 * 1024 };

static const char *const stage_names[] = {"RSET", "MAIL", "RCPT", "DATA", "the mail"};

/* --- what we say ------------------------------------------------------------------------------ */

static void say_mail(struct smtp_conn *conn)
{
	const struct smtp_job *job = &conn->job;

	buf_printf(&conn->out, "MAIL FROM:<%s>", job->from);
	if (conn->offer.has_size)
		buf_printf(&conn->out, " SIZE=%zu", job->mail.len);
	if (conn->offer.has_8bit && !smtp_is_ascii(job->mail.data, job->mail.len))
		buf_adds(&conn->out, " BODY=8BITMIME");
	if (!smtp_is_ascii(job->from, strlen(job->from)) ||
	    !smtp_is_ascii(job->to, strlen(job->to)))
		buf_adds(&conn->out, " SMTPUTF8");
	buf_adds(&conn->out, "\r\n");
}

static void say(struct smtp_conn *conn, enum smtp_stage stage)
{
	switch (stage) {
	case SMTP_STAGE_RSET:
		buf_adds(&conn->out, "RSET\r\n");
		break;
	case SMTP_STAGE_MAIL:
		say_mail(conn);
		break;
	case SMTP_STAGE_RCPT:
		buf_printf(&conn->out, "RCPT TO:<%s>\r\n", conn->job.to);
		break;
	case SMTP_STAGE_DATA:
		buf_adds(&conn->out, "DATA\r\n");
		break;
	case SMTP_STAGE_BODY:
		break;
	}
	conn->job.told = stage;
}

/* The commands that may go now: with PIPELINING (RFC 2920) all of them up to DATA. */
static void say_next(struct smtp_conn *conn)
{
	struct smtp_job *job = &conn->job;

	while (job->told < SMTP_STAGE_DATA &&
	       (conn->offer.has_pipelining || job->told < job->hears))
		say(conn, job->told + 1);
}

/* The next block of the mail, dots doubled (RFC 5321, 4.5.2); it was checked to be CRLF lines. */
static void say_body(struct smtp_conn *conn)
{
	struct smtp_job *job = &conn->job;

	while (job->at < job->mail.len && conn->out.len < BLOCK_LEN) {
		const char *line = job->mail.data + job->at;
		const char *end = memchr(line, '\n', job->mail.len - job->at);
		size_t len = end ? (size_t)(end - line) + 1 : job->mail.len - job->at;

		if (*line == '.')
			buf_addc(&conn->out, '.');
		buf_add(&conn->out, line, len);
		job->at += len;
		if (!end)
			buf_adds(&conn->out, "\r\n");
	}
	if (job->at < job->mail.len)
		return;
	buf_adds(&conn->out, ".\r\n");
	job->is_ended = true;
}

/* --- what we hear ----------------------------------------------------------------------------- */

static void wait_until(struct smtp_conn *conn, int64_t span_us)
{
	conn->due_us = clock_steady_us() + span_us;
}

void smtp_talk_fault(struct smtp_conn *conn, const char *text)
{
	struct smtp_job *job = &conn->job;
	char line[200];

	if (job->is_refused) /* it was answered before the connection went */
		return;
	snprintf(line, sizeof line, "%s after %s", text, stage_names[job->hears]);
	smtp_answer_fault(&job->answer, job->hears == SMTP_STAGE_BODY ? 354 : conn->reply.code,
			  job->is_ended, line);
}

/* A refusal is the answer; the first of several counts. A yes of the wrong kind is a fault. */
static void refuse(struct smtp_conn *conn)
{
	struct smtp_job *job = &conn->job;

	if (!job->is_refused && conn->reply.code >= 400)
		smtp_answer_reply(&job->answer, &conn->reply);
	else if (!job->is_refused)
		smtp_talk_fault(conn, "no sense in the server's answer");
	job->is_refused = true;
	conn->needs_reset = true;
}

enum verdict { GO_ON, JOB_OVER, CONN_OVER };

static enum verdict hear_command(struct smtp_conn *conn)
{
	struct smtp_job *job = &conn->job;
	int wanted = job->hears == SMTP_STAGE_DATA ? 3 : 2;

	if (conn->reply.code / 100 != wanted)
		refuse(conn);
	if (job->hears == SMTP_STAGE_RSET && job->is_refused)
		return CONN_OVER;
	if (job->hears < job->told || (!job->is_refused && job->hears < SMTP_STAGE_DATA)) {
		job->hears++;
		return GO_ON;
	}
	if (!job->is_refused) {
		job->hears = job->told = SMTP_STAGE_BODY;
		return GO_ON;
	}
	/* With PIPELINING a server may want a mail for a recipient that it refused. */
	return conn->reply.code / 100 == 3 ? CONN_OVER : JOB_OVER;
}

static enum verdict hear_final(struct smtp_conn *conn)
{
	bool is_early = !conn->job.is_ended || conn->out_at < conn->out.len;

	if (conn->reply.code < 400 && (is_early || conn->reply.code / 100 != 2)) {
		smtp_talk_fault(conn, "no sense in the server's answer");
		return CONN_OVER;
	}
	smtp_answer_reply(&conn->job.answer, &conn->reply);
	return is_early ? CONN_OVER : JOB_OVER;
}

static enum verdict hear(struct smtp_conn *conn)
{
	enum verdict verdict;

	wait_until(conn, conn->relay->reply_us);
	if (conn->reply.code == 421) {
		refuse(conn);
		return CONN_OVER;
	}
	verdict = conn->job.hears == SMTP_STAGE_BODY ? hear_final(conn) : hear_command(conn);
	if (verdict == GO_ON)
		say_next(conn);
	return verdict;
}

/* Takes the replies that are complete. */
static enum verdict hear_all(struct smtp_conn *conn)
{
	enum verdict verdict = GO_ON;
	size_t at = 0;
	const char *end;

	while (verdict == GO_ON &&
	       (end = memchr(conn->in.data + at, '\n', conn->in.len - at)) != NULL) {
		const char *line = conn->in.data + at;
		size_t len = (size_t)(end - line) + 1;

		at += len;
		if (!smtp_reply_line(&conn->reply, line, len)) {
			smtp_talk_fault(conn, "no sense in the server's answer");
			verdict = CONN_OVER;
		} else if (!conn->reply.is_open) {
			verdict = hear(conn);
		}
	}
	memmove(conn->in.data, conn->in.data + at, conn->in.len - at);
	buf_cut(&conn->in, conn->in.len - at);
	return verdict;
}

/* --- the transaction -------------------------------------------------------------------------- */

/* What is known to fail is not begun. */
static bool is_hopeless(struct smtp_conn *conn)
{
	struct smtp_job *job = &conn->job;
	struct smtp_answer *answer = &job->answer;
	bool is_ascii =
	    smtp_is_ascii(job->from, strlen(job->from)) && smtp_is_ascii(job->to, strlen(job->to));

	*answer = (struct smtp_answer){.class = SMTP_PERMANENT};
	if (conn->offer.max_size && job->mail.len > conn->offer.max_size) {
		answer->code = 552;
		snprintf(answer->text, sizeof answer->text,
			 "the relay takes mails of up to %llu bytes, this one has %zu",
			 (unsigned long long)conn->offer.max_size, job->mail.len);
		return true;
	}
	if (!is_ascii && !conn->offer.has_utf8) {
		snprintf(answer->text, sizeof answer->text,
			 "the relay takes no address with other than ASCII signs (SMTPUTF8)");
		return true;
	}
	return false;
}

void smtp_talk_begin(struct smtp_conn *conn)
{
	struct smtp_job *job = &conn->job;

	job->is_started = true;
	job->is_refused = job->is_ended = false;
	job->at = 0;
	conn->reply = (struct smtp_reply){0};
	wait_until(conn, conn->relay->reply_us);
	if (is_hopeless(conn)) {
		job->is_refused = true;
		return;
	}
	job->hears = conn->needs_reset ? SMTP_STAGE_RSET : SMTP_STAGE_MAIL;
	conn->needs_reset = false;
	say(conn, job->hears);
	say_next(conn);
}

/* A reply is read before more is written: a server may refuse a mail half-way. */
static int move_bytes(struct smtp_conn *conn)
{
	struct smtp_job *job = &conn->job;
	int got = smtp_conn_read(conn), put;

	if (job->hears == SMTP_STAGE_BODY && !job->is_ended && conn->out_at == conn->out.len)
		say_body(conn);
	put = smtp_conn_write(conn);
	if (put > 0)
		wait_until(conn, job->is_ended && conn->out_at == conn->out.len
				     ? conn->relay->final_us
				     : conn->relay->reply_us);
	return got < 0 || put < 0 ? -1 : got + put;
}

bool smtp_talk_step(struct smtp_conn *conn)
{
	enum verdict verdict = conn->job.is_refused ? JOB_OVER : GO_ON;
	int moved = 1;

	while (verdict == GO_ON && moved > 0) {
		moved = move_bytes(conn);
		verdict = hear_all(conn);
	}
	if (verdict == GO_ON && moved < 0) {
		smtp_talk_fault(conn, "the connection was lost");
		verdict = CONN_OVER;
	}
	if (verdict == CONN_OVER)
		conn->state = SMTP_CLOSED;
	return verdict != GO_ON;
}
