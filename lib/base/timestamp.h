/* Moments and durations as text, both ways; pure arithmetic, UTC only (zones are the desk's
 * calendars'). */
#ifndef BASE_TIMESTAMP_H
#define BASE_TIMESTAMP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/err.h"

enum { TIMESTAMP_LEN = 40 };

struct utc {
	int year, month, day; /* month and day from 1 */
	int hour, minute, second;
	int weekday; /* 0 = Sunday */
};

struct utc utc_from_us(int64_t at_us);

/* Days outside a month are refused by returning TIME_NONE; second 60 is taken as 59. */
int64_t utc_to_us(const struct utc *utc);

/* RFC 3339, UTC, whole seconds: 2026-01-05T09:00:00Z. TIME_NONE gives "-". Returns out. */
const char *timestamp_rfc3339(int64_t at_us, char out[TIMESTAMP_LEN]);

/* RFC 5322, always +0000: Mon, 05 Jan 2026 09:00:00 +0000. Returns out. */
const char *timestamp_rfc5322(int64_t at_us, char out[TIMESTAMP_LEN]);

/* Reads RFC 3339 with any offset, and fractions of a second; ERR_INPUT. */
int timestamp_parse(const char *text, int64_t *at_us, struct err *err);

/* "90m", "1h30m", "2d", "45s", "1w": units s m h d (24 h) w, each once, the larger first;
 * ERR_INPUT. */
int duration_parse(const char *text, int64_t *span_us, struct err *err);

/* "1h 30m", "2d 4h": the two largest units; "0m" under a minute. Returns out. */
const char *duration_text(int64_t span_us, char out[TIMESTAMP_LEN]);

#endif
