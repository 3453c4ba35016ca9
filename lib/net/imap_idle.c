#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "net/dial.h"
#include "net/imap_private.h"

/* RFC 2177 wants IDLE renewed within 29 minutes; many a NAT forgets a silent connection sooner. */
enum { IDLE_MAX_MINUTES = 9 };

/* Reads what is there until a line tells of a mail, or the wait ends otherwise. */
static int wait_for_news(struct imap *imap, int wake_fd, int64_t end_us, enum imap_idle_end *end)
{
	mailstream *stream = imap->session->imap_stream;
	MMAPString *line = mmap_string_new("");
	enum imap_wait what = IMAP_WAIT_DATA;
	int result = 0;

	if (!line)
		die("out of memory: a line");
	while (!result && !imap->stream->lines.has_news) {
		if (!stream->read_buffer_len)
			result = imap_stream_wait(imap->stream, wake_fd, end_us, &what);
		if (result || (what != IMAP_WAIT_DATA && !stream->read_buffer_len))
			break;
		imap_stream_begin(imap->stream);
		if (!mailstream_read_line(stream, line))
			result = -1;
	}
	mmap_string_free(line);
	*end = imap->stream->lines.has_news ? IMAP_IDLE_NEWS
	       : what == IMAP_WAIT_WOKEN    ? IMAP_IDLE_WOKEN
					    : IMAP_IDLE_TIMEOUT;
	return result;
}

static int idle(struct imap *imap, int wake_fd, int64_t end_us, enum imap_idle_end *end,
		struct err *err)
{
	struct imap_talk begin = {.text = "idle IDLE\r\n", .tag = "idle ", .is_plus = true};
	struct imap_talk done = {.text = "DONE\r\n", .tag = "idle "};

	if (imap_talk(imap, &begin))
		return imap_result(imap, MAILIMAP_ERROR_STREAM, "IDLE", err);
	if (begin.said[0] != '+')
		return err_set(err, ERR_TEMPORARY, "IDLE: the server said no: \"%s\"", begin.said);
	if (wait_for_news(imap, wake_fd, end_us, end))
		return imap_result(imap, MAILIMAP_ERROR_STREAM, "IDLE", err);
	if (imap_talk(imap, &done))
		return imap_result(imap, MAILIMAP_ERROR_STREAM, "IDLE", err);
	return 0;
}

/* Without IDLE: waits, then asks. What the server says by itself ends the wait as well. */
static int poll_server(struct imap *imap, int wake_fd, int64_t end_us, enum imap_idle_end *end,
		       struct err *err)
{
	struct imap_talk noop = {.text = "noop NOOP\r\n", .tag = "noop "};

	if (wait_for_news(imap, wake_fd, end_us, end))
		return imap_result(imap, MAILIMAP_ERROR_STREAM, "waiting", err);
	if (*end != IMAP_IDLE_TIMEOUT)
		return 0;
	if (imap_talk(imap, &noop))
		return imap_result(imap, MAILIMAP_ERROR_STREAM, "NOOP", err);
	if (imap->stream->lines.has_news)
		*end = IMAP_IDLE_NEWS;
	return 0;
}

int imap_idle(struct imap *imap, int wake_fd, int64_t span_us, enum imap_idle_end *end,
	      struct err *err)
{
	int64_t end_us;

	if (span_us > IDLE_MAX_MINUTES * MINUTE_US)
		span_us = IDLE_MAX_MINUTES * MINUTE_US;
	end_us = clock_steady_us() + span_us;
	*end = IMAP_IDLE_NEWS;
	if (imap->stream->lines.has_news) /* it came with the answer to an earlier command */
		return 0;
	if (imap->has_idle)
		return idle(imap, wake_fd, end_us, end, err);
	return poll_server(imap, wake_fd, end_us, end, err);
}
