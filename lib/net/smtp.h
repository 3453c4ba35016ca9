/*
 * SMTP (RFC 5321): several relays, kept connections, one recipient a transaction, one relay's
 * silence stops only its own connections. libcurl dials, checks the certificate and logs in; the
 * transaction is ours, for libcurl waits for the answer to a mail with all other transfers stopped,
 * and closes the connection after each refusal.
 */
#ifndef NET_SMTP_H
#define NET_SMTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct smtp_relay {
	const char *url; /* smtp:// (STARTTLS is required; to a loopback address without a ca_file
			    TLS is left out) or smtps:// */
	const char *user, *password; /* NULL: no login */
	const char *oauth_token;     /* NULL */
	const char *ca_file;         /* NULL: the system's */
	size_t connections;          /* 0: one */
	int64_t connect_us;          /* 0: 10 s; TLS and login have twice more */
	int64_t reply_us;            /* 0: 60 s; to each command, and for each piece of the mail */
	int64_t final_us;            /* 0: 600 s; to the whole mail (RFC 5321, 4.5.3.2.6) */
};

enum smtp_class { SMTP_DONE, SMTP_TEMPORARY, SMTP_PERMANENT };

struct smtp_answer {
	enum smtp_class class;
	int code; /* the server's last reply, 0 where there was none; 552 for too big a mail */
	bool is_unsure; /* the data was sent and no reply came: it may have been taken */
	bool is_relay;  /* the fault is the relay's (dial, TLS, login), not this mail's */
	char text[400]; /* the reply's words, or what went wrong: one line of printable ASCII */
};

struct smtp_pool;

/* Called from smtp_pool_run, once for each mail; it may call smtp_pool_send. */
typedef void smtp_done(void *context, uint64_t id, const struct smtp_answer *answer);

/* The relays' strings are copied. ERR_CONF for a URL that can't be used. */
int smtp_pool_open(const struct smtp_relay *relays, size_t count, smtp_done *done, void *context,
		   struct smtp_pool **pool, struct err *err);

/* What is under way is dropped, unanswered; no waiting. NULL is allowed. */
void smtp_pool_close(struct smtp_pool *pool);

/* Free places of a relay now. */
size_t smtp_pool_room(const struct smtp_pool *pool, size_t relay);

/* Mails under way. */
size_t smtp_pool_busy(const struct smtp_pool *pool);

/*
 * Starts one transaction. mail (CRLF lines) must live until it is done, the addresses are copied;
 * from "" is the null sender. ERR_INPUT where an address or the mail can't be sent safely
 * (controls, blanks, <>, quotes, lone CR or LF, NUL, lines over 998 bytes); ERR_LIMIT where there
 * is no room.
 */
int smtp_pool_send(struct smtp_pool *pool, size_t relay, const char *from, const char *to,
		   struct bytes mail, uint64_t id, struct err *err);

/*
 * Works until something is done, wake_fd is readable (-1: none), a signal comes or the span is
 * over; it may come back sooner. Connections that nobody used for 20 s are closed on the way.
 */
int smtp_pool_run(struct smtp_pool *pool, int wake_fd, int64_t span_us, struct err *err);

#endif
