/* One HTTP GET: libcurl's, with its checks of certificates and names. */
#ifndef NET_HTTP_H
#define NET_HTTP_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

struct http_get {
	const char *url;     /* https://; http:// to this very machine alone */
	const char *ca_file; /* trusted in place of the system's; NULL */
	const char *token;   /* sent as a bearer's; NULL */
	int64_t timeout_us;  /* for all of it */
	/* what came of it */
	long status;      /* 200 … */
	int64_t spent_us; /* how long it took, also where it failed */
};

/*
 * The body is added to out, as much as its bound takes; more is ERR_LIMIT. No redirect is followed.
 * 0 for any answer with a status; ERR_TEMPORARY for the network, ERR_REFUSED for a certificate.
 */
int http_get(struct http_get *get, struct buf *out, struct err *err);

/* A value as it may stand in a URL. */
const char *http_escape(struct arena *arena, const char *value);

#endif
