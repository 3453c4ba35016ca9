/* What the files of the SMTP client share; nobody else includes it. */
#ifndef NET_SMTP_PRIVATE_H
#define NET_SMTP_PRIVATE_H

#include <curl/curl.h>

#include "base/buf.h"
#include "net/dial.h"
#include "net/smtp.h"

/* What the server offered after EHLO. */
struct smtp_offer {
	bool has_pipelining, has_size, has_8bit, has_utf8;
	uint64_t max_size; /* 0: no limit was given */
};

/* A reply as it comes: one line or several (RFC 5321, 4.2.1). */
struct smtp_reply {
	int code;
	bool is_open;   /* its last line has not come yet */
	char text[400]; /* the lines' words, joined by blanks */
	size_t len;
};

/* Commands of a transaction, in the order in which they are answered. */
enum smtp_stage {
	SMTP_STAGE_RSET,
	SMTP_STAGE_MAIL,
	SMTP_STAGE_RCPT,
	SMTP_STAGE_DATA,
	SMTP_STAGE_BODY
};

enum smtp_state { SMTP_CLOSED, SMTP_DIALING, SMTP_OPEN };

/* The mail that a connection works on. */
struct smtp_job {
	bool is_set;     /* there is one */
	bool is_started; /* on the connection that stands */
	bool is_again;   /* a kept connection was found dead: this is the second try */
	uint64_t id;
	char *from, *to; /* owned */
	struct bytes mail;
	size_t at;                   /* of the mail: what comes next */
	enum smtp_stage told, hears; /* the last command told; the one whose reply is due */
	bool is_refused;             /* by a reply that stands in answer */
	bool is_ended;               /* the end of the mail was handed to the connection */
	struct smtp_answer answer;
};

struct smtp_conn {
	const struct smtp_relay *relay; /* foreign */
	enum smtp_state state;
	CURL *curl; /* owned; NULL while closed */
	curl_socket_t socket;
	char detail[CURL_ERROR_SIZE]; /* libcurl's words on a dial that failed */
	bool is_used;                 /* it carried a mail before this one */
	bool has_login;               /* 235 was heard */
	bool needs_reset;             /* a transaction was left open by a refusal */
	struct smtp_offer offer;
	struct smtp_reply reply;
	struct buf in, out; /* bytes that came and those to go; out from out_at on */
	size_t out_at;
	int64_t due_us; /* of clock_steady_us: until then the server has to do something */
	struct smtp_job job;
};

struct smtp_pool {
	struct arena arena;
	CURLM *multi;
	struct smtp_relay *relays;
	size_t relay_count;
	struct smtp_conn *conns;
	size_t conn_count;
	struct curl_waitfd *fds; /* one for each connection, and the wake_fd */
	smtp_done *done;
	void *context;
	size_t finished; /* jobs since smtp_pool_run began */
};

/* --- smtp_check.c --- */

/* ERR_INPUT for an address that is not local@domain without anything odd. */
int smtp_check_address(const char *address, struct err *err);

/* ERR_INPUT for a mail that a server may read otherwise than we do (SMTP smuggling). */
int smtp_check_mail(struct bytes mail, struct err *err);

bool smtp_is_ascii(const char *data, size_t len);

/* --- smtp_reply.c --- */

/* Takes one line, with its end or without. Returns false where it is no reply at all. */
bool smtp_reply_line(struct smtp_reply *reply, const char *line, size_t len);

/* Reads a line of the answer to EHLO. */
void smtp_offer_line(struct smtp_offer *offer, const char *line, size_t len);

/* The answer that a reply means; stage is the command that it answers. */
void smtp_answer_reply(struct smtp_answer *answer, const struct smtp_reply *reply);

/* The answer where no reply came; code is the last one that did. */
void smtp_answer_fault(struct smtp_answer *answer, int code, bool is_unsure, const char *text);

/* --- smtp_conn.c --- */

void smtp_conn_init(struct smtp_conn *conn, const struct smtp_relay *relay);

/* Begins to dial; -1 with err where it can't even begin. */
int smtp_conn_dial(struct smtp_conn *conn, CURLM *multi, struct err *err);

/* libcurl is done dialling; what went wrong is in *answer, and then false. */
bool smtp_conn_dialled(struct smtp_conn *conn, CURLcode code, struct smtp_answer *answer);

/* Closes it; with is_polite QUIT is said, and not waited for. */
void smtp_conn_close(struct smtp_conn *conn, CURLM *multi, bool is_polite);

/* Both move what can be moved now: 1 for something, 0 for nothing, -1 for a broken connection. */
int smtp_conn_write(struct smtp_conn *conn);
int smtp_conn_read(struct smtp_conn *conn);

/* --- smtp_talk.c --- */

/* Begins the job's transaction on the open connection. */
void smtp_talk_begin(struct smtp_conn *conn);

/* Works as far as it goes without waiting. True where the job is over: its answer stands. */
bool smtp_talk_step(struct smtp_conn *conn);

/* Ends the job with a fault of the connection, which is no longer to be used. */
void smtp_talk_fault(struct smtp_conn *conn, const char *text);

#endif
