/*
 * What IMAP and SMTP share: how libcurl dials. TLS is always checked, certificate and host name;
 * the one exception is a plain scheme (imap, smtp) to a loopback address without a ca_file, which
 * is spoken without TLS.
 */
#ifndef NET_DIAL_H
#define NET_DIAL_H

#include <curl/curl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct dial {
	const char *scheme;      /* "imap" or "smtp"; with an s at its end it is allowed as well */
	const char *url;         /* no user, password or options in it */
	const char *user;        /* NULL: no login */
	const char *authzid;     /* SASL authorization identity (RFC 4616); NULL: as user */
	const char *password;    /* NULL with oauth_token */
	const char *oauth_token; /* NULL; with it OAUTHBEARER (RFC 7628) or XOAUTH2 alone */
	const char *ca_file;     /* NULL: the system's */
	int64_t connect_us;      /* one address's time to answer; TLS and login have twice more */
};

/* How many bytes of a server's words go into an error. */
enum { DIAL_SAID_LEN = 200 };

/*
 * Sets the options of an easy handle. The strings are copied by libcurl. ERR_CONF for a URL or a
 * name that can't be used. login: the value of CURLOPT_LOGIN_OPTIONS, NULL for the usual one.
 */
int dial_prepare(CURL *curl, const struct dial *dial, const char *login, struct err *err);

/* True for "localhost", 127.0.0.0/8 and ::1 (with or without brackets). */
bool dial_is_loopback(const char *host);

/*
 * Turns libcurl's verdict on dialling into an error: ERR_REFUSED for login, certificate and missing
 * TLS, ERR_TEMPORARY for what may pass. detail is libcurl's text, said the server's refusal; both
 * may be "".
 */
int dial_error(CURLcode code, const char *url, const char *detail, const char *said,
	       struct err *err);

/* Copies a server's line as one line of printable text, cut where it is too long. */
void dial_copy_said(char *out, size_t size, const char *data, size_t len);

#endif
