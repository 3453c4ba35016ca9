/*
 * SMTP by libcurl's multi interface: several relays, kept connections, one recipient a transaction,
 * one relay's silence stops only its own connections.
 */
#ifndef NET_SMTP_H
#define NET_SMTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct smtp_relay {
	const char *url; /* smtp:// (STARTTLS is required, but to loopback where none is on offer)
			    or smtps:// */
	const char *user, *password; /* NULL: no login */
	const char *oauth_token;     /* NULL */
	const char *ca_file;         /* NULL: the system's */
	size_t connections;
};

enum smtp_class { SMTP_DONE, SMTP_TEMPORARY, SMTP_PERMANENT };

struct smtp_answer {
	enum smtp_class class;
	int code;       /* the server's last reply, 0 where there was none */
	bool is_unsure; /* the data was sent and no reply came: it may have been taken */
	bool is_relay;  /* the fault is the relay's (dial, TLS, login), not this mail's */
	char text[400];
};

struct smtp_pool;

/* Called from smtp_pool_run, once for each mail. */
typedef void smtp_done(void *context, uint64_t id, const struct smtp_answer *answer);

int smtp_pool_open(const struct smtp_relay *relays, size_t count, smtp_done *done, void *context,
		   struct smtp_pool **pool, struct err *err);
void smtp_pool_close(struct smtp_pool *pool); /* what is under way is dropped, unanswered */

/* Free places of a relay now. */
size_t smtp_pool_room(const struct smtp_pool *pool, size_t relay);
size_t smtp_pool_busy(const struct smtp_pool *pool);

/*
 * Starts one transaction. mail (CRLF lines) must live until it is done; from "" is the null sender.
 * ERR_INPUT where an address or the mail can't be sent safely (controls, blanks, <>, lone CR or LF,
 * lines over 998 bytes); ERR_LIMIT where there is no room.
 */
int smtp_pool_send(struct smtp_pool *pool, size_t relay, const char *from, const char *to,
		   struct bytes mail, uint64_t id, struct err *err);

/* Works until something is done, wake_fd is readable (-1: none) or the span is over. */
int smtp_pool_run(struct smtp_pool *pool, int wake_fd, int64_t span_us, struct err *err);

#endif
