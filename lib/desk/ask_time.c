/* When something is asked: so many working days and hours after now. */
#include "base/zone.h"
#include "desk/ask.h"
#include "desk/calendar.h"
#include "desk/policy.h"

enum { DAYS_MAX = 400 };

static bool is_working_day(const struct conf_calendar *calendar, const struct utc *day)
{
	struct utc from = {.year = day->year, .month = day->month, .day = day->day}, to = from;

	to.day++;
	return calendar_between(calendar, zone_moment(calendar->timezone, &from, ZONE_BEGIN),
				zone_moment(calendar->timezone, &to, ZONE_END)) > 0;
}

/* The same time of the wall, so many working days later. */
static int64_t add_days(const struct conf_calendar *calendar, int64_t from_us, int64_t days)
{
	struct utc wall = zone_local(calendar->timezone, from_us);

	for (int tries = 0; days > 0 && tries < DAYS_MAX; tries++) {
		wall.day++;
		wall = zone_local(calendar->timezone,
				  zone_moment(calendar->timezone, &wall, ZONE_BEGIN));
		days -= is_working_day(calendar, &wall);
	}
	return zone_moment(calendar->timezone, &wall, ZONE_BEGIN);
}

int64_t ask_moment_in(const struct conf_calendar *calendar, int64_t now_us, int64_t after_us)
{
	int64_t at_us, opening_us;

	if (!calendar)
		return now_us + after_us;
	at_us = add_days(calendar, now_us, after_us / DAY_US);
	at_us = after_us % DAY_US ? calendar_add(calendar, at_us, after_us % DAY_US) : at_us;
	opening_us = at_us == TIME_NONE ? TIME_NONE : calendar_opening(calendar, at_us);
	if (opening_us == TIME_NONE)
		return now_us + after_us;
	/* The end of a span is the last moment of it. */
	return after_us % DAY_US ? at_us : opening_us;
}

int64_t ask_moment(const struct record *record, const struct ticket *ticket, int64_t after_us)
{
	const struct conf_policy *policy = policy_of(record->conf, ticket);

	return ask_moment_in(policy ? calendar_at(record->conf, policy->calendar) : NULL,
			     record->now_us, after_us);
}
