/*
 * Moments as agents write them, in the time of their own wall: "2026-01-06 12:00", "fri 15:00",
 * "tomorrow 9:00", "17:30", "+4h", "+2d".
 */
#ifndef DESK_WHEN_H
#define DESK_WHEN_H

#include <stdint.h>

enum when_result {
	WHEN_FOUND,
	WHEN_NONE, /* the text begins with no moment */
	WHEN_PAST, /* it does, and the moment is over or now */
};

/*
 * Reads the moment that text begins with; *rest is what stands behind it. A day without a time is
 * nine in the morning of it; a time without a day, and a day of the week, are the next one. Days
 * and weeks after a + are those of the calendar: the same time of the wall. zone: of the tz
 * database.
 */
enum when_result when_parse(const char *text, const char *zone, int64_t now_us, int64_t *at_us,
			    const char **rest);

/* Years that a moment may be ahead. */
enum { WHEN_YEARS_MAX = 5 };

#endif
