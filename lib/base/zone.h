/*
 * Local time in the zones of the tz database, by ICU: both ways between UTC and the clock on a wall
 * there, and moments as people read them. What ICU needs for a zone is made once and kept.
 *
 * A time of the wall that a change of the clocks leaves out (02:30 in spring) means the first
 * moment after the gap. One that comes twice (02:30 in autumn) means the first of the two, unless
 * the caller asks for the last.
 */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

#include "base/arena.h"
#include "base/timestamp.h"

/* A name of the tz database that ICU knows: "Europe/Berlin", "Etc/UTC"; not "GMT+2". */
bool zone_is_known(const char *zone);

/* The wall there at that moment; a zone that is not known is UTC. */
struct utc zone_local(const char *zone, int64_t at_us);

enum zone_edge { ZONE_BEGIN, ZONE_END };

/*
 * The moment when the wall there shows that date and time; the weekday is not looked at. Fields out
 * of their range carry over: day 32, hour 24, minute -1. edge says which of two moments is meant
 * where there are two (see above).
 */
int64_t zone_moment(const char *zone, const struct utc *local, enum zone_edge edge);

/* How far the wall there is ahead of UTC from since_us until before until_us (INT64_MIN and
 * INT64_MAX where it never was or will be another). */
struct zone_offset {
	int64_t offset_us, since_us, until_us;
};

/* The one in force at that moment: arithmetic on the wall's time needs no more of ICU. */
struct zone_offset zone_offset(const char *zone, int64_t at_us);

enum zone_style {
	ZONE_DATE,      /* Tue 24 Nov */
	ZONE_DATE_TIME, /* Tue 24 Nov, 11:00 CET */
	ZONE_FULL,      /* Tue 24 Nov 2026, 11:00 CET */
	ZONE_TIME,      /* 11:00 CET */
};

/*
 * A moment as people of that zone and language write it; in the arena. English has the form shown
 * above, each other language that of the CLDR; a language that ICU does not know is English.
 * TIME_NONE gives "-".
 */
const char *zone_text(struct arena *arena, int64_t at_us, const char *zone, const char *language,
		      enum zone_style style);

#endif
