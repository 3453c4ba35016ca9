/*
 * The only readers of the clock. Everything below flow and daemon gets `now` as a parameter.
 * Times are microseconds since 1970-01-01T00:00:00Z in an int64_t named …_us; TIME_NONE is "no
 * time".
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

#define TIME_NONE INT64_MIN
#define SECOND_US INT64_C(1000000)
#define MINUTE_US (60 * SECOND_US)
#define HOUR_US   (60 * MINUTE_US)
#define DAY_US    (24 * HOUR_US)

/* The wall clock, UTC. */
int64_t clock_now_us(void);

/* A clock that never goes back, for deadlines of I/O only. */
int64_t clock_steady_us(void);

/* Sleeps; a signal may end it early. */
void clock_sleep_us(int64_t us);

/* From now on the process may use that much CPU time, then SIGPROF ends it; 0: no limit any more.
 */
void clock_limit_cpu(int64_t span_us);

#endif
