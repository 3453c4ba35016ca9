#include <string.h>

#include "base/clock.h"
#include "net/smtp_private.h"

enum { READ_LEN = 4096, REPLY_MAX = 65536 };

void smtp_conn_init(struct smtp_conn *conn, const struct smtp_relay *relay)
{
	*conn = (struct smtp_conn){.relay = relay, .socket = CURL_SOCKET_BAD};
	buf_init(&conn->in);
	buf_init(&conn->out);
}

/* The server's replies while libcurl dials: greeting, EHLO (twice with STARTTLS), AUTH. */
static size_t hear(char *data, size_t size, size_t count, void *context)
{
	struct smtp_conn *conn = context;
	bool is_first = !conn->reply.is_open;

	(void)size;
	if (!smtp_reply_line(&conn->reply, data, count))
		return count;
	if (is_first && conn->reply.code == 250)
		conn->offer = (struct smtp_offer){0};
	if (conn->reply.code == 250)
		smtp_offer_line(&conn->offer, data, count);
	if (conn->reply.code == 235)
		conn->has_login = true;
	return count;
}

int smtp_conn_dial(struct smtp_conn *conn, CURLM *multi, struct err *err)
{
	const struct smtp_relay *relay = conn->relay;
	struct dial dial = {
	    .scheme = "smtp",
	    .url = relay->url,
	    .user = relay->user,
	    .password = relay->password,
	    .oauth_token = relay->oauth_token,
	    .ca_file = relay->ca_file,
	    .connect_us = relay->connect_us,
	};

	conn->curl = curl_easy_init();
	if (!conn->curl)
		die("out of memory: a connection");
	conn->detail[0] = '\0';
	conn->reply = (struct smtp_reply){0};
	conn->offer = (struct smtp_offer){0};
	conn->is_used = conn->has_login = conn->needs_reset = false;
	if (dial_prepare(conn->curl, &dial, NULL, err)) {
		smtp_conn_close(conn, multi, false);
		return -1;
	}
	if (curl_easy_setopt(conn->curl, CURLOPT_CONNECT_ONLY, 1L) ||
	    curl_easy_setopt(conn->curl, CURLOPT_PRIVATE, conn) ||
	    curl_easy_setopt(conn->curl, CURLOPT_ERRORBUFFER, conn->detail) ||
	    curl_easy_setopt(conn->curl, CURLOPT_HEADERFUNCTION, hear) ||
	    curl_easy_setopt(conn->curl, CURLOPT_HEADERDATA, conn) ||
	    curl_multi_add_handle(multi, conn->curl)) {
		smtp_conn_close(conn, NULL, false);
		return err_set(err, ERR_SYSTEM, "libcurl refuses an option");
	}
	conn->state = SMTP_DIALING;
	return 0;
}

static bool dial_failed(struct smtp_conn *conn, const char *text, struct smtp_answer *answer)
{
	int code = conn->reply.code >= 400 ? conn->reply.code : 0;

	smtp_answer_fault(answer, code, false, text);
	return false;
}

bool smtp_conn_dialled(struct smtp_conn *conn, CURLcode code, struct smtp_answer *answer)
{
	struct err err;

	if (code) {
		dial_error(code, conn->relay->url, conn->detail,
			   conn->reply.code >= 400 ? conn->reply.text : "", &err);
		return dial_failed(conn, err.text, answer);
	}
	/* libcurl goes on without a login where the server offers none. */
	if (conn->relay->user && !conn->has_login)
		return dial_failed(conn, "the relay offers no login", answer);
	if (curl_easy_getinfo(conn->curl, CURLINFO_ACTIVESOCKET, &conn->socket) ||
	    conn->socket == CURL_SOCKET_BAD)
		return dial_failed(conn, "libcurl has no connection to hand over", answer);
	curl_easy_setopt(conn->curl, CURLOPT_HEADERFUNCTION, NULL);
	conn->reply = (struct smtp_reply){0};
	conn->state = SMTP_OPEN;
	return true;
}

void smtp_conn_close(struct smtp_conn *conn, CURLM *multi, bool is_polite)
{
	size_t sent;

	if (conn->curl) {
		if (is_polite && conn->state == SMTP_OPEN)
			curl_easy_send(conn->curl, "QUIT\r\n", 6, &sent);
		if (multi)
			curl_multi_remove_handle(multi, conn->curl);
		curl_easy_cleanup(conn->curl);
	}
	conn->curl = NULL;
	conn->socket = CURL_SOCKET_BAD;
	conn->state = SMTP_CLOSED;
	conn->out_at = 0;
	buf_release(&conn->in);
	buf_release(&conn->out);
}

int smtp_conn_write(struct smtp_conn *conn)
{
	size_t sent = 0;
	CURLcode code;

	if (conn->out_at == conn->out.len)
		return 0;
	code = curl_easy_send(conn->curl, conn->out.data + conn->out_at,
			      conn->out.len - conn->out_at, &sent);
	if (code)
		return code == CURLE_AGAIN ? 0 : -1;
	conn->out_at += sent;
	if (conn->out_at == conn->out.len) {
		buf_reset(&conn->out);
		conn->out_at = 0;
	}
	return sent > 0;
}

int smtp_conn_read(struct smtp_conn *conn)
{
	size_t len = 0;
	CURLcode code;

	buf_reserve(&conn->in, READ_LEN);
	code = curl_easy_recv(conn->curl, conn->in.data + conn->in.len, READ_LEN, &len);
	if (code)
		return code == CURLE_AGAIN ? 0 : -1;
	conn->in.len += len;
	conn->in.data[conn->in.len] = '\0';
	return !len || conn->in.len > REPLY_MAX ? -1 : 1;
}
