/*
 * Working time. A moment is open when the clock on the wall of the calendar's zone shows a time
 * within one of the day's spans, on a day that is no holiday, outside the events of its .ics files
 * that have hours. So a span that touches a gap of the clocks is shorter by the gap, and one that
 * touches a doubled hour counts both times that the wall shows it.
 *
 * A calendar of NULL is open round the clock. Pure, but for ICU's tables of zones.
 */
#ifndef DESK_CALENDAR_H
#define DESK_CALENDAR_H

#include "base/clock.h"
#include "conf/conf.h"

bool calendar_is_open(const struct conf_calendar *calendar, int64_t at_us);

/* The first open moment at or after that one; TIME_NONE where there is none in five years. */
int64_t calendar_opening(const struct conf_calendar *calendar, int64_t at_us);

/*
 * The first moment at which so much working time has passed since from_us: the end of a span rather
 * than the beginning of the next. from_us itself where it is 0 or less. TIME_NONE as above.
 */
int64_t calendar_add(const struct conf_calendar *calendar, int64_t from_us, int64_t working_us);

/* The working time between two moments; 0 where to_us is not after from_us. */
int64_t calendar_between(const struct conf_calendar *calendar, int64_t from_us, int64_t to_us);

/* By name; NULL where there is none. calendar_at: of an index, NULL for CONF_NO_INDEX. */
const struct conf_calendar *calendar_find(const struct conf *conf, const char *name);
const struct conf_calendar *calendar_at(const struct conf *conf, size_t index);

#endif
