#include "net/imap_stream.h"

#include <errno.h>
#include <libetpan/mailstream_low.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"

enum {
	RECEIVE_LEN = 256 * 1024,
	/* From here on bytes go straight into libetpan's memory. */
	DIRECT_LEN = 32 * 1024,
	/* libetpan moves what is left of its buffer for each line: it pays to keep that small. */
	STREAM_BUFFER_LEN = 2048,
	/* What a command may answer apart from one literal. */
	TALK_MAX = 16 << 20,
	/* Waiting that each byte of a literal adds: 1 Mbit/s is enough. */
	LITERAL_BYTE_US = 8,
};

static const char greeting[] = "* PREAUTH ready\r\n";

static int broken(struct imap_stream *stream, enum err_code code, const char *text)
{
	if (!stream->error.code)
		err_set(&stream->error, code, "%s", text);
	return -1;
}

/* Looks at bytes that came; the number that may be handed on, or -1. */
static ssize_t admit(struct imap_stream *stream, const char *data, size_t len)
{
	uint64_t announced = stream->lines.announced;
	size_t usable;

	stream->held += len;
	if (stream->held > stream->hold_max)
		return broken(stream, ERR_LIMIT, "the server sends more than was asked for");
	imap_lines_take(&stream->lines, data, len, &usable, &stream->error);
	stream->patience_us += (int64_t)(stream->lines.announced - announced) * LITERAL_BYTE_US;
	return usable || !stream->error.code ? (ssize_t)usable : -1;
}

/* Bytes that are there now; 0 where there are none, -1 where the stream is broken. */
static ssize_t receive(struct imap_stream *stream, char *data, size_t size)
{
	size_t len = 0;
	CURLcode code;

	if (stream->error.code)
		return -1;
	code = curl_easy_recv(stream->curl, data, size, &len);
	if (code == CURLE_AGAIN)
		return 0;
	if (code)
		return broken(stream, ERR_TEMPORARY, curl_easy_strerror(code));
	if (!len)
		return broken(stream, ERR_TEMPORARY, "the server closed the connection");
	return admit(stream, data, len);
}

/* One wait within a command: no more than half its span at a time, and the whole in all. */
static int wait_for(struct imap_stream *stream, short events)
{
	struct pollfd fd = {.fd = stream->socket, .events = events};
	int64_t left_us = stream->patience_us - stream->waited_us, since_us = clock_steady_us();
	int ready;

	if (left_us <= 0)
		return broken(stream, ERR_TEMPORARY, "the server is too slow");
	if (left_us > stream->command_us / 2)
		left_us = stream->command_us / 2;
	ready = poll(&fd, 1, (int)(left_us / 1000) + 1);
	stream->waited_us += clock_steady_us() - since_us;
	if (!ready)
		return broken(stream, ERR_TEMPORARY,
			      stream->waited_us < stream->patience_us ? "the server is silent"
								      : "the server is too slow");
	if (ready < 0)
		return broken(stream, ERR_TEMPORARY,
			      errno == EINTR ? "interrupted by a signal" : strerror(errno));
	return 0;
}

static ssize_t read_low(mailstream_low *low, void *data, size_t size)
{
	struct imap_stream *stream = low->data;
	ssize_t len;

	while (stream->at == stream->end) {
		if (size >= DIRECT_LEN) {
			len = receive(stream, data, size);
			if (len > 0)
				return len;
		} else {
			len = receive(stream, stream->data, RECEIVE_LEN);
			stream->at = 0;
			stream->end = len > 0 ? (size_t)len : 0;
		}
		if (len < 0 || (!len && wait_for(stream, POLLIN)))
			return -1;
	}
	if (size > stream->end - stream->at)
		size = stream->end - stream->at;
	memcpy(data, stream->data + stream->at, size);
	stream->at += size;
	return (ssize_t)size;
}

static ssize_t write_low(mailstream_low *low, const void *data, size_t size)
{
	struct imap_stream *stream = low->data;
	size_t sent = 0;
	CURLcode code;

	while (!stream->error.code) {
		code = curl_easy_send(stream->curl, data, size, &sent);
		if (!code && sent)
			return (ssize_t)sent;
		if (code && code != CURLE_AGAIN)
			return broken(stream, ERR_TEMPORARY, curl_easy_strerror(code));
		if (wait_for(stream, POLLOUT))
			return -1;
	}
	return -1;
}

static int close_low(mailstream_low *low)
{
	(void)low;
	return 0;
}

static int get_fd_low(mailstream_low *low)
{
	const struct imap_stream *stream = low->data;

	return stream->socket;
}

static void free_low(mailstream_low *low)
{
	struct imap_stream *stream = low->data;

	curl_easy_cleanup(stream->curl);
	free(stream->data);
	free(stream);
	free(low);
}

static mailstream_low_driver driver = {
    .mailstream_read = read_low,
    .mailstream_write = write_low,
    .mailstream_close = close_low,
    .mailstream_get_fd = get_fd_low,
    .mailstream_free = free_low,
};

int imap_stream_open(CURL *curl, size_t max_literal, int64_t command_us, mailstream **out,
		     struct imap_stream **result, struct err *err)
{
	struct imap_stream *stream;
	mailstream_low *low;
	curl_socket_t fd = CURL_SOCKET_BAD;

	if (curl_easy_getinfo(curl, CURLINFO_ACTIVESOCKET, &fd) || fd == CURL_SOCKET_BAD)
		return err_set(err, ERR_SYSTEM, "libcurl has no connection to hand over");
	stream = calloc(1, sizeof *stream);
	if (!stream || !(stream->data = malloc(RECEIVE_LEN)))
		die("out of memory: a connection");
	*stream = (struct imap_stream){
	    .curl = curl,
	    .socket = fd,
	    .data = stream->data,
	    .end = sizeof greeting - 1,
	    .lines = {.max_literal = max_literal, .max_line = IMAP_LINE_MAX},
	    .hold_max = max_literal + TALK_MAX,
	    .command_us = command_us,
	};
	memcpy(stream->data, greeting, sizeof greeting - 1);
	imap_stream_begin(stream);
	low = mailstream_low_new(stream, &driver);
	*out = low ? mailstream_new(low, STREAM_BUFFER_LEN) : NULL;
	if (!*out)
		die("out of memory: a connection");
	*result = stream;
	return 0;
}

void imap_stream_begin(struct imap_stream *stream)
{
	stream->waited_us = 0;
	stream->patience_us = stream->command_us;
	imap_stream_allow(stream);
}

void imap_stream_allow(struct imap_stream *stream)
{
	stream->held = stream->end - stream->at;
}

int imap_stream_wait(struct imap_stream *stream, int wake_fd, int64_t end_us, enum imap_wait *what)
{
	for (;;) {
		struct pollfd fds[] = {{.fd = stream->socket, .events = POLLIN},
				       {.fd = wake_fd, .events = POLLIN}};
		int64_t left_us = end_us - clock_steady_us();
		ssize_t len = 0;

		/* Before each poll: GnuTLS may hold bytes that poll doesn't see. */
		if (stream->at == stream->end) {
			len = receive(stream, stream->data, RECEIVE_LEN);
			stream->at = 0;
			stream->end = len > 0 ? (size_t)len : 0;
		}
		*what = IMAP_WAIT_DATA;
		if (stream->at < stream->end)
			return 0;
		if (len < 0)
			return -1;
		*what = IMAP_WAIT_TIMEOUT;
		if (left_us <= 0)
			return 0;
		*what = IMAP_WAIT_WOKEN; /* by a signal as well: its handler may have set a flag */
		if (poll(fds, 2, (int)(left_us / 1000) + 1) < 0)
			return errno == EINTR ? 0 : broken(stream, ERR_TEMPORARY, strerror(errno));
		if (fds[1].revents)
			return 0;
	}
}
