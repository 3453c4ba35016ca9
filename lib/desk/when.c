#include "desk/when.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/zone.h"

enum { MORNING = 9 }; /* of a day without a time */

/* What is being read: the day and time of the wall, as far as they are known. */
struct reading {
	const char *at;
	const char *zone;
	int64_t now_us;
	struct utc wall;
	bool is_weekday; /* the day was said as one of the week: its next one */
	bool has_time;
};

static const char *skip_blanks(const char *at)
{
	return at + strspn(at, " \t");
}

/* Ends a word: a blank, the end, or a comma behind it. */
static bool is_end(char c)
{
	return !c || c == ' ' || c == '\t' || c == ',' || c == ':';
}

/* A number of one to four digits; moves *at past it. */
static bool read_digits(const char **at, size_t least, size_t most, int *number)
{
	size_t len = 0;

	for (*number = 0; len < most && isdigit((unsigned char)(*at)[len]); len++)
		*number = *number * 10 + ((*at)[len] - '0');
	if (len < least || isdigit((unsigned char)(*at)[len]))
		return false;
	*at += len;
	return true;
}

/* "am", "p.m."; *hour becomes that of 24. */
static bool read_half(const char **at, int *hour)
{
	const char *from = skip_blanks(*at);
	char half = (char)tolower((unsigned char)*from);

	if (half != 'a' && half != 'p')
		return false;
	from += 1 + (from[1] == '.');
	if (tolower((unsigned char)*from) != 'm')
		return false;
	from += 1 + (from[1] == '.');
	if (!is_end(*from) || *hour < 1 || *hour > 12)
		return false;
	*hour = *hour % 12 + (half == 'p' ? 12 : 0);
	*at = from;
	return true;
}

/* "9:00", "17.30", "9am", "9:30 pm" */
static bool read_time(struct reading *reading)
{
	const char *at = reading->at;
	int hour, minute = 0;
	bool has_minute;

	if (!read_digits(&at, 1, 2, &hour))
		return false;
	has_minute = *at == ':' || *at == '.';
	if (has_minute && (at++, !read_digits(&at, 2, 2, &minute)))
		return false;
	if ((!read_half(&at, &hour) && !has_minute) || !is_end(*at) || hour > 24 || minute > 59 ||
	    (hour == 24 && minute))
		return false;
	reading->wall.hour = hour;
	reading->wall.minute = minute;
	reading->wall.second = 0;
	reading->has_time = true;
	reading->at = at;
	return true;
}

/* "2026-01-06"; a T may part it from its time. */
static bool read_date(struct reading *reading)
{
	struct utc wall = {0};
	const char *at = reading->at;

	if (!read_digits(&at, 4, 4, &wall.year) || *at++ != '-' ||
	    !read_digits(&at, 1, 2, &wall.month) || *at++ != '-' ||
	    !read_digits(&at, 1, 2, &wall.day))
		return false;
	if (*at == 'T' && isdigit((unsigned char)at[1]))
		at++;
	else if (!is_end(*at))
		return false;
	if (utc_to_us(&wall) == TIME_NONE)
		return false;
	reading->wall = wall;
	reading->at = at;
	return true;
}

static size_t word_len(const char *text)
{
	size_t len = 0;

	while (isalpha((unsigned char)text[len]))
		len++;
	return is_end(text[len]) ? len : 0;
}

/* "fri", "Friday", "tomorrow", "today" */
static bool read_day_name(struct reading *reading)
{
	static const char *const names[] = {"sunday",   "monday", "tuesday", "wednesday",
					    "thursday", "friday", "saturday"};
	size_t len = word_len(reading->at);

	if ((len == 5 && strncasecmp(reading->at, "today", 5) == 0) ||
	    (len == 8 && strncasecmp(reading->at, "tomorrow", 8) == 0)) {
		reading->wall.day += len == 8;
		reading->at += len;
		return true;
	}
	for (int day = 0; len >= 2 && day < 7; day++) {
		if (len > strlen(names[day]) || strncasecmp(reading->at, names[day], len) != 0)
			continue;
		reading->wall.day += (day - reading->wall.weekday + 7) % 7;
		reading->is_weekday = true;
		reading->at += len;
		return true;
	}
	return false;
}

static int64_t moment(const struct reading *reading)
{
	return zone_moment(reading->zone, &reading->wall, ZONE_BEGIN);
}

/* The day is read: its time, or the morning. "fri" at noon on a Friday is the next one. */
static int64_t of_day(struct reading *reading)
{
	const char *day_end = reading->at;

	reading->at = skip_blanks(reading->at);
	if (!read_time(reading)) {
		reading->at = day_end;
		reading->wall.hour = MORNING;
		reading->wall.minute = reading->wall.second = 0;
	}
	if (reading->is_weekday && moment(reading) <= reading->now_us)
		reading->wall.day += 7;
	return moment(reading);
}

/* The next time that the wall shows it. */
static int64_t of_time(struct reading *reading)
{
	if (moment(reading) <= reading->now_us)
		reading->wall.day++;
	return moment(reading);
}

/* "+4h", "+1d12h", "+ 30 min": hours and minutes are counted on from there. */
static int64_t of_span(struct reading *reading)
{
	static const struct {
		const char *names[4];
		int days;
		int64_t span_us;
	} units[] = {{{"m", "min", "minutes", "minute"}, 0, MINUTE_US},
		     {{"h", "hours", "hour", "std"}, 0, HOUR_US},
		     {{"d", "days", "day", "t"}, 1, 0},
		     {{"w", "weeks", "week", "wk"}, 7, 0}};
	const char *at = reading->at + 1, *done = reading->at;
	int64_t span_us = 0;

	for (;;) {
		size_t len = 0, unit = 0;
		bool is_unit = false;
		int number;

		at = skip_blanks(at);
		if (!read_digits(&at, 1, 4, &number))
			break;
		at = skip_blanks(at);
		while (isalpha((unsigned char)at[len]))
			len++;
		for (; !is_unit && unit < sizeof units / sizeof *units; unit++)
			for (size_t i = 0; i < 4; i++)
				is_unit |= len == strlen(units[unit].names[i]) &&
					   strncasecmp(at, units[unit].names[i], len) == 0;
		if (!is_unit)
			break;
		reading->wall.day += number * units[unit - 1].days;
		span_us += number * units[unit - 1].span_us;
		done = at += len;
		if (!isdigit((unsigned char)*at))
			break;
	}
	if (done == reading->at || !is_end(*done))
		return TIME_NONE;
	reading->at = done;
	return moment(reading) + span_us;
}

static int64_t read_moment(struct reading *reading)
{
	if (*reading->at == '+')
		return of_span(reading);
	if (read_date(reading) || read_day_name(reading))
		return of_day(reading);
	return read_time(reading) ? of_time(reading) : TIME_NONE;
}

enum when_result when_parse(const char *text, const char *zone, int64_t now_us, int64_t *at_us,
			    const char **rest)
{
	struct reading reading = {.at = skip_blanks(text),
				  .zone = zone,
				  .now_us = now_us,
				  .wall = zone_local(zone, now_us)};

	*at_us = read_moment(&reading);
	if (*at_us == TIME_NONE || *at_us > now_us + WHEN_YEARS_MAX * 366 * DAY_US)
		return WHEN_NONE;
	*rest = reading.at + strspn(reading.at, " \t,:");
	return *at_us > now_us ? WHEN_FOUND : WHEN_PAST;
}
