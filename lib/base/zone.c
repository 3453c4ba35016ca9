#include "base/zone.h"

#include <string.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>

#include "base/err.h"
#include "base/zone_icu.h"

enum { ZONES_KEPT = 64, OFFSETS_KEPT = 8 };

/* A calendar of ICU for each edge costs 3.5 us to open and 55 ms the first time: they stay. */
struct kept_zone {
	char name[ZONE_NAME_MAX + 1];
	UCalendar *calendars[2]; /* by enum zone_edge */
	struct zone_offset offsets[OFFSETS_KEPT];
	size_t offset_count, offset_next;
};

static struct kept_zone kept[ZONES_KEPT];
static size_t kept_count, kept_next;

size_t zone_wide(const char *zone, UChar wide[ZONE_NAME_MAX + 1])
{
	size_t len = strlen(zone);

	if (!len || len > ZONE_NAME_MAX || strspn(zone, ZONE_SIGNS) != len)
		return 0;
	u_charsToUChars(zone, wide, (int32_t)len + 1);
	return len;
}

bool zone_is_known(const char *zone)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar wide[ZONE_NAME_MAX + 1], canonical[ZONE_NAME_MAX + 1];
	UBool is_system = false;
	size_t len = zone_wide(zone, wide);

	if (!len)
		return false;
	/* ucal_open would take any name and make it GMT; "GMT+2" is custom, not of the system */
	ucal_getCanonicalTimeZoneID(wide, (int32_t)len, canonical, ZONE_NAME_MAX + 1, &is_system,
				    &status);
	return U_SUCCESS(status) && is_system && strcmp(zone, "Etc/Unknown") != 0;
}

static UCalendar *open_calendar(const char *zone, enum zone_edge edge)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar wide[ZONE_NAME_MAX + 1];
	size_t len = zone_wide(zone, wide);
	UCalendar *calendar = ucal_open(wide, (int32_t)len, "en", UCAL_GREGORIAN, &status);

	if (U_FAILURE(status))
		die("ICU can't open a calendar: %s", u_errorName(status));
	ucal_setAttribute(calendar, UCAL_SKIPPED_WALL_TIME, UCAL_WALLTIME_NEXT_VALID);
	ucal_setAttribute(calendar, UCAL_REPEATED_WALL_TIME,
			  edge == ZONE_BEGIN ? UCAL_WALLTIME_FIRST : UCAL_WALLTIME_LAST);
	return calendar;
}

static struct kept_zone *make_zone(const char *zone)
{
	struct kept_zone *entry = &kept[kept_next];

	kept_next = (kept_next + 1) % ZONES_KEPT;
	if (kept_count < ZONES_KEPT)
		kept_count++;
	for (int edge = ZONE_BEGIN; edge <= ZONE_END; edge++) {
		if (entry->calendars[edge])
			ucal_close(entry->calendars[edge]);
		entry->calendars[edge] = open_calendar(zone, (enum zone_edge)edge);
	}
	memcpy(entry->name, zone, strlen(zone) + 1);
	entry->offset_count = entry->offset_next = 0;
	return entry;
}

static struct kept_zone *zone_of(const char *zone)
{
	for (size_t i = 0; i < kept_count; i++)
		if (strcmp(kept[i].name, zone) == 0)
			return &kept[i];
	return zone_is_known(zone) ? make_zone(zone) : zone_of("Etc/UTC");
}

/* Milliseconds, rounded down: what is before 1970 too. */
double zone_icu_ms(int64_t at_us)
{
	int64_t ms = at_us / 1000;

	return (double)(ms - (ms * 1000 > at_us));
}

struct utc zone_local(const char *zone, int64_t at_us)
{
	UErrorCode status = U_ZERO_ERROR;
	UCalendar *calendar = zone_of(zone)->calendars[ZONE_BEGIN];
	struct utc local;

	ucal_setMillis(calendar, zone_icu_ms(at_us), &status);
	local.year = ucal_get(calendar, UCAL_EXTENDED_YEAR, &status);
	local.month = ucal_get(calendar, UCAL_MONTH, &status) + 1;
	local.day = ucal_get(calendar, UCAL_DATE, &status);
	local.hour = ucal_get(calendar, UCAL_HOUR_OF_DAY, &status);
	local.minute = ucal_get(calendar, UCAL_MINUTE, &status);
	local.second = ucal_get(calendar, UCAL_SECOND, &status);
	local.weekday = ucal_get(calendar, UCAL_DAY_OF_WEEK, &status) - UCAL_SUNDAY;
	if (U_FAILURE(status))
		die("ICU can't tell a local time: %s", u_errorName(status));
	return local;
}

int64_t zone_moment(const char *zone, const struct utc *local, enum zone_edge edge)
{
	UErrorCode status = U_ZERO_ERROR;
	UCalendar *calendar = zone_of(zone)->calendars[edge];
	double ms;

	ucal_clear(calendar);
	ucal_setDateTime(calendar, local->year, local->month - 1, local->day, local->hour,
			 local->minute, local->second, &status);
	ms = ucal_getMillis(calendar, &status);
	if (U_FAILURE(status))
		die("ICU can't tell a moment: %s", u_errorName(status));
	return (int64_t)ms * 1000;
}

static int64_t transition(UCalendar *calendar, UTimeZoneTransitionType type, int64_t none)
{
	UErrorCode status = U_ZERO_ERROR;
	UDate ms;

	return ucal_getTimeZoneTransitionDate(calendar, type, &ms, &status) && U_SUCCESS(status)
		   ? (int64_t)ms * 1000
		   : none;
}

static struct zone_offset find_offset(UCalendar *calendar, int64_t at_us)
{
	UErrorCode status = U_ZERO_ERROR;
	struct zone_offset found;

	ucal_setMillis(calendar, zone_icu_ms(at_us), &status);
	found.offset_us = 1000 * (int64_t)(ucal_get(calendar, UCAL_ZONE_OFFSET, &status) +
					   ucal_get(calendar, UCAL_DST_OFFSET, &status));
	if (U_FAILURE(status))
		die("ICU can't tell an offset: %s", u_errorName(status));
	found.since_us = transition(calendar, UCAL_TZ_TRANSITION_PREVIOUS_INCLUSIVE, INT64_MIN);
	found.until_us = transition(calendar, UCAL_TZ_TRANSITION_NEXT, INT64_MAX);
	return found;
}

struct zone_offset zone_offset(const char *zone, int64_t at_us)
{
	struct kept_zone *entry = zone_of(zone);
	struct zone_offset *offset;

	for (size_t i = 0; i < entry->offset_count; i++) {
		offset = &entry->offsets[i];
		if (offset->since_us <= at_us && at_us < offset->until_us)
			return *offset;
	}
	offset = &entry->offsets[entry->offset_next];
	entry->offset_next = (entry->offset_next + 1) % OFFSETS_KEPT;
	if (entry->offset_count < OFFSETS_KEPT)
		entry->offset_count++;
	*offset = find_offset(entry->calendars[ZONE_BEGIN], at_us);
	return *offset;
}
