/*
 * The stream under libetpan: our driver of its mailstream_low, over a connection that libcurl has
 * dialled, checked and logged in. Each command has a span of waiting of its own and a bound of
 * bytes; the end of the stream is an error, and after an error all else is that same error.
 */
#ifndef NET_IMAP_STREAM_H
#define NET_IMAP_STREAM_H

#include <curl/curl.h>
#include <libetpan/mailstream.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "net/imap_lines.h"

struct imap_stream {
	CURL *curl; /* owned */
	curl_socket_t socket;
	char *data; /* owned; received bytes that libetpan has not yet asked for are [at, end) */
	size_t at, end;
	struct imap_lines lines;
	size_t held, hold_max;          /* bytes since imap_stream_allow, and their bound */
	int64_t command_us;             /* a command's span of waiting, without its literals */
	int64_t waited_us, patience_us; /* of the command under way */
	struct err error;               /* what broke the stream */
};

/*
 * A mailstream over curl, which it owns from now on; the first line that it reads is "* PREAUTH
 * ready", for libetpan wants a greeting. *stream stays good as long as the mailstream. ERR_SYSTEM
 * where curl has no connection (curl is then still the caller's).
 */
int imap_stream_open(CURL *curl, size_t max_literal, int64_t command_us, mailstream **out,
		     struct imap_stream **stream, struct err *err);

/* A new command: its span of waiting and its bound of bytes begin anew. */
void imap_stream_begin(struct imap_stream *stream);

/* What came so far was used up and freed: the bound of bytes begins anew. */
void imap_stream_allow(struct imap_stream *stream);

enum imap_wait { IMAP_WAIT_DATA, IMAP_WAIT_WOKEN, IMAP_WAIT_TIMEOUT };

/*
 * Waits until there are bytes to read, wake_fd (-1: none) is readable, or the moment end_us of
 * clock_steady_us has come. -1: the stream broke, see stream->error.
 */
int imap_stream_wait(struct imap_stream *stream, int wake_fd, int64_t end_us, enum imap_wait *what);

#endif
