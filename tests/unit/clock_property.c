/*
 * Clocks against a slow and obvious reference: it looks at each minute of 14 days, asks ICU what
 * the wall shows, and counts. Random calendars, zones, weeks (most with a change of the clocks),
 * pauses and targets. clock_property [CASES [SEED]]; 5,000 without. A failure prints the seed of
 * its week.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/zone.h"
#include "conf/hours.h"
#include "desk/calendar.h"
#include "desk/clock.h"

enum {
	DAYS = 14,
	MINUTES = DAYS * 24 * 60,
	CASES_A_WEEK = 20,
	SPANS_MAX = 3,
	MOMENTS_MAX = 8,
	CASES = 5000
};

static const char *const zones[] = {"Europe/Berlin",     "America/New_York", "Australia/Lord_Howe",
				    "Asia/Kathmandu",    "Etc/UTC",          "America/St_Johns",
				    "Africa/Casablanca", "America/Santiago", "Pacific/Chatham",
				    "America/Havana",    "Europe/Dublin",    "Pacific/Apia",
				    "Australia/Adelaide"};

/* What the walls of a zone show in each minute. */
struct week {
	const char *zone;
	int64_t start_us;
	int day[MINUTES], weekday[MINUTES], minute[MINUTES]; /* of the month, of the day */
};

struct desk_case {
	struct conf_calendar calendar;
	int spans[7][SPANS_MAX][2], span_count[7];
	int64_t target; /* minutes */
	int moments[MOMENTS_MAX], moment_count;
	int holiday;                /* a day of the month, 0: none */
	int closed_from, closed_to; /* minutes of the window */
};

static uint64_t state;

static uint64_t next_random(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

static int below(int limit)
{
	return (int)(next_random() % (uint64_t)limit);
}

/* Most weeks hold a change of the clocks; others the end of a year, or a leap day. */
static int64_t random_start(const char *zone)
{
	struct utc day = {.year = 2024 + below(8), .month = 1 + below(12), .day = 1 + below(28)};
	int64_t at_us;

	if (below(4) == 0) {
		day.month = below(2) ? 2 : 12;
		day.day = 18 + below(8);
	}
	at_us = utc_to_us(&day);
	if (below(4)) {
		struct zone_offset offset = zone_offset(zone, at_us);

		if (offset.until_us != INT64_MAX)
			at_us = offset.until_us - (int64_t)below(DAYS * 24) * HOUR_US;
	}
	at_us += below(1440) * MINUTE_US;
	return at_us - at_us % MINUTE_US;
}

static void make_week(struct week *week)
{
	week->zone = zones[below((int)(sizeof zones / sizeof *zones))];
	week->start_us = random_start(week->zone);
	for (int i = 0; i < MINUTES; i++) {
		struct utc local = zone_local(week->zone, week->start_us + i * MINUTE_US);

		week->day[i] = local.day;
		week->weekday[i] = local.weekday;
		week->minute[i] = local.hour * 60 + local.minute;
	}
}

static void make_hours(struct desk_case *it, int day, struct arena *arena)
{
	static const char *const names[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
	const char *text = names[day];
	int from = below(600);
	struct err err;

	for (int i = 0; i < it->span_count[day]; i++) {
		int to = from + 1 + below(1440 - from < 480 ? 1440 - from : 480);

		it->spans[day][i][0] = from;
		it->spans[day][i][1] = to;
		text = arena_printf(arena, "%s %02d:%02d-%02d:%02d", text, from / 60, from % 60,
				    to / 60, to % 60);
		from = to + below(120);
		if (from >= 1440) {
			it->span_count[day] = i + 1;
			break;
		}
	}
	if (it->span_count[day] && hours_read(text, &it->calendar, arena, &err) < 0) {
		fprintf(stderr, "clock_property: \"%s\": %s\n", text, err.text);
		exit(1);
	}
}

/* The holiday is a day of the month: each of the window that has this number. */
static void make_holiday(struct desk_case *it, const struct week *week, struct arena *arena)
{
	int64_t first = week->start_us / DAY_US - 2, *days;

	it->holiday = below(2) ? week->day[below(MINUTES)] : 0;
	if (!it->holiday)
		return;
	days = arena_array(arena, DAYS + 6, sizeof *days);
	for (int64_t day = first; day < first + DAYS + 5; day++)
		if (utc_from_us(day * DAY_US).day == it->holiday)
			days[it->calendar.closed_day_count++] = day;
	it->calendar.closed_days = days;
}

static void make_closure(struct desk_case *it, const struct week *week, struct arena *arena)
{
	struct conf_span span;

	if (below(3))
		return;
	it->closed_from = below(MINUTES);
	it->closed_to = it->closed_from + below(2000);
	span.begin_us = week->start_us + it->closed_from * MINUTE_US;
	span.end_us = week->start_us + it->closed_to * MINUTE_US;
	spans_add(&it->calendar.closures, span, arena);
}

static void make_case(struct desk_case *it, const struct week *week, struct arena *arena)
{
	memset(it, 0, sizeof *it);
	it->calendar.timezone = week->zone;
	for (int day = 0; day < 7; day++) {
		it->span_count[day] = below(5) ? 1 + below(SPANS_MAX) : 0;
		make_hours(it, day, arena);
	}
	make_holiday(it, week, arena);
	make_closure(it, week, arena);
	it->target = 1 + below(3000);
	it->moment_count = 1 + below(MOMENTS_MAX);
	for (int i = 0, at = below(2000); i < it->moment_count; i++) {
		it->moments[i] = at;
		at += below(1500);
	}
}

static bool is_open(const struct desk_case *it, const struct week *week, int at)
{
	int day = week->weekday[at];

	if (week->day[at] == it->holiday || (at >= it->closed_from && at < it->closed_to))
		return false;
	for (int i = 0; i < it->span_count[day]; i++)
		if (week->minute[at] >= it->spans[day][i][0] &&
		    week->minute[at] < it->spans[day][i][1])
			return true;
	return false;
}

static bool is_running(const struct desk_case *it, int at)
{
	bool runs = false;

	for (int i = 0; i < it->moment_count && it->moments[i] <= at; i++)
		runs = !runs;
	return runs;
}

/* Minutes that count until `until`, and the minute (its end) in which the target is reached; -1. */
static int64_t count_minutes(const struct desk_case *it, const struct week *week, int until,
			     int *reached)
{
	int64_t used = 0;

	*reached = -1;
	for (int at = 0; at < MINUTES && at < until; at++)
		if (is_running(it, at) && is_open(it, week, at)) {
			used++;
			if (used == it->target)
				*reached = at + 1;
		}
	return used;
}

static int tell(const struct week *week, const char *what, int64_t wanted, int64_t got)
{
	char start[TIMESTAMP_LEN];

	fprintf(stderr, "clock_property: %s in %s from %s: %" PRId64 ", not %" PRId64 "\n", what,
		week->zone, timestamp_rfc3339(week->start_us, start), got, wanted);
	return 1;
}

static int check_open(const struct desk_case *it, const struct week *week)
{
	int at = below(MINUTES), opening = at;
	int64_t at_us = week->start_us + at * MINUTE_US, found_us;

	if (calendar_is_open(&it->calendar, at_us) != is_open(it, week, at))
		return tell(week, "open", is_open(it, week, at), !is_open(it, week, at));
	while (opening < MINUTES && !is_open(it, week, opening))
		opening++;
	found_us = calendar_opening(&it->calendar, at_us);
	if (opening < MINUTES && found_us != week->start_us + opening * MINUTE_US)
		return tell(week, "opening", opening, (found_us - week->start_us) / MINUTE_US);
	return 0;
}

static int check_case(const struct desk_case *it, const struct week *week, struct arena *arena)
{
	struct clock_run run = {.count = (size_t)it->moment_count};
	int now = it->moments[it->moment_count - 1] + below(MINUTES), reached, ignored;
	int64_t used, due_us, end_us = week->start_us + MINUTES * MINUTE_US;

	if (now > MINUTES)
		now = MINUTES;
	run.moments = arena_array(arena, run.count, sizeof *run.moments);
	for (int i = 0; i < it->moment_count; i++)
		run.moments[i] = week->start_us + it->moments[i] * MINUTE_US;
	used = count_minutes(it, week, now, &ignored);
	if (clock_used(&run, &it->calendar, week->start_us + now * MINUTE_US) != used * MINUTE_US)
		return tell(week, "used minutes", used,
			    clock_used(&run, &it->calendar, week->start_us + now * MINUTE_US) /
				MINUTE_US);
	count_minutes(it, week, MINUTES, &reached);
	due_us = clock_reaches(&run, &it->calendar, it->target * MINUTE_US);
	if (reached >= 0 && due_us != week->start_us + reached * MINUTE_US)
		return tell(week, "deadline", reached, (due_us - week->start_us) / MINUTE_US);
	if (reached < 0 && due_us != TIME_NONE && (due_us <= end_us || run.count % 2 == 0))
		return tell(week, "deadline", -1, (due_us - week->start_us) / MINUTE_US);
	return check_open(it, week);
}

int main(int argc, char **argv)
{
	long cases = argc > 1 ? atol(argv[1]) : CASES, done = 0;
	uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 20260105;
	static struct week week;
	struct desk_case it;
	struct arena arena;

	arena_init(&arena);
	for (; done < cases; seed++) {
		state = seed * UINT64_C(0x9E3779B97F4A7C15) + 1;
		make_week(&week);
		for (int i = 0; i < CASES_A_WEEK && done < cases; i++, done++) {
			make_case(&it, &week, &arena);
			if (check_case(&it, &week, &arena)) {
				fprintf(stderr, "clock_property: again with: %d %" PRIu64 "\n",
					CASES_A_WEEK, seed);
				arena_release(&arena);
				return 1;
			}
			arena_reset(&arena);
		}
	}
	printf("%ld cases, seeds to %" PRIu64 "\n", done, seed - 1);
	arena_release(&arena);
	return 0;
}
