/* Local times: what the tz database says, looked up by hand. */
#include <stdio.h>

#include "base/zone.h"
#include "unit/base_suites.h"

#define COUNT(list) ((int)(sizeof(list) / sizeof *(list)))

static int64_t us_of(const char *text)
{
	int64_t at_us;

	ck_assert_int_eq(timestamp_parse(text, &at_us, NULL), 0);
	return at_us;
}

static const struct {
	const char *moment, *zone, *local;
	int weekday;
} locals[] = {
    {"2026-01-05T09:00:00Z", "Etc/UTC", "2026-01-05 09:00:00", 1},
    {"2026-01-05T09:00:00Z", "Europe/Berlin", "2026-01-05 10:00:00", 1},
    {"2026-07-05T09:00:00Z", "Europe/Berlin", "2026-07-05 11:00:00", 0},
    {"2026-01-05T18:15:00Z", "Asia/Kathmandu", "2026-01-06 00:00:00", 2},
    {"2026-01-05T09:00:00Z", "Australia/Lord_Howe", "2026-01-05 20:00:00", 1},
    {"2026-07-05T09:00:00Z", "Australia/Lord_Howe", "2026-07-05 19:30:00", 0},
    {"2028-02-29T04:30:00Z", "America/New_York", "2028-02-28 23:30:00", 1},
    {"1969-12-31T23:59:59.5Z", "Etc/UTC", "1969-12-31 23:59:59", 3},
    {"2011-12-30T10:00:00Z", "Pacific/Apia", "2011-12-31 00:00:00", 6}, /* had no 30th */
    {"2026-01-05T09:00:00Z", "Nowhere/Atall", "2026-01-05 09:00:00", 1},
};

START_TEST(moments_are_local)
{
	struct utc local = zone_local(locals[_i].zone, us_of(locals[_i].moment));
	char shown[64];

	snprintf(shown, sizeof shown, "%04d-%02d-%02d %02d:%02d:%02d", local.year, local.month,
		 local.day, local.hour, local.minute, local.second);
	ck_assert_str_eq(shown, locals[_i].local);
	ck_assert_int_eq(local.weekday, locals[_i].weekday);
}
END_TEST

static const struct {
	const char *zone;
	struct utc local;
	const char *begin, *end;
} walls[] = {
    {"Europe/Berlin", {2026, 1, 5, 10, 0, 0, 0}, "2026-01-05T09:00:00Z", "2026-01-05T09:00:00Z"},
    /* a gap: the first moment after it */
    {"Europe/Berlin", {2026, 3, 29, 2, 30, 0, 0}, "2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z"},
    {"Europe/Berlin", {2026, 3, 29, 2, 0, 0, 0}, "2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z"},
    /* a doubled hour: the first for what begins, the last for what ends */
    {"Europe/Berlin", {2026, 10, 25, 2, 30, 0, 0}, "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"},
    {"Europe/Berlin", {2026, 10, 25, 3, 0, 0, 0}, "2026-10-25T02:00:00Z", "2026-10-25T02:00:00Z"},
    /* half an hour of summer time */
    {"Australia/Lord_Howe",
     {2026, 10, 4, 2, 15, 0, 0},
     "2026-10-03T15:30:00Z",
     "2026-10-03T15:30:00Z"},
    {"Australia/Lord_Howe",
     {2026, 4, 5, 1, 45, 0, 0},
     "2026-04-04T14:45:00Z",
     "2026-04-04T15:15:00Z"},
    /* what carries over */
    {"Etc/UTC", {2026, 12, 32, 0, 0, 0, 0}, "2027-01-01T00:00:00Z", "2027-01-01T00:00:00Z"},
    {"Etc/UTC", {2028, 2, 28, 24, 0, 0, 0}, "2028-02-29T00:00:00Z", "2028-02-29T00:00:00Z"},
    {"Etc/UTC", {2026, 1, 1, 0, -1, 0, 0}, "2025-12-31T23:59:00Z", "2025-12-31T23:59:00Z"},
    /* midnight that is left out */
    {"America/Santiago", {2026, 9, 6, 0, 0, 0, 0}, "2026-09-06T04:00:00Z", "2026-09-06T04:00:00Z"},
};

START_TEST(walls_are_moments)
{
	char begin[TIMESTAMP_LEN], end[TIMESTAMP_LEN];

	timestamp_rfc3339(zone_moment(walls[_i].zone, &walls[_i].local, ZONE_BEGIN), begin);
	timestamp_rfc3339(zone_moment(walls[_i].zone, &walls[_i].local, ZONE_END), end);
	ck_assert_str_eq(begin, walls[_i].begin);
	ck_assert_str_eq(end, walls[_i].end);
}
END_TEST

static const struct {
	const char *moment, *zone, *language;
	enum zone_style style;
	const char *text;
} texts[] = {
    {"2026-11-24T10:00:00Z", "Europe/Berlin", "en", ZONE_DATE_TIME, "Tue 24 Nov, 11:00 CET"},
    {"2026-07-24T10:00:00Z", "Europe/Berlin", "en", ZONE_DATE_TIME, "Fri 24 Jul, 12:00 CEST"},
    {"2026-11-24T10:00:00Z", "Etc/UTC", "en", ZONE_DATE_TIME, "Tue 24 Nov, 10:00 UTC"},
    {"2026-11-24T10:00:00Z", "Europe/London", "en", ZONE_TIME, "10:00 GMT"},
    {"2026-11-24T10:00:00Z", "America/New_York", "en-US", ZONE_FULL, "Tue 24 Nov 2026, 05:00 EST"},
    {"2026-11-24T10:00:00Z", "Asia/Kathmandu", "en", ZONE_TIME, "15:45 GMT+5:45"},
    {"2026-11-24T10:00:00Z", "Europe/Berlin", "de", ZONE_DATE_TIME, "Di., 24. Nov., 11:00 MEZ"},
    {"2026-11-24T10:00:00Z", "Europe/Berlin", "de", ZONE_DATE, "Di., 24. Nov."},
    {"2026-11-24T10:00:00Z", "Europe/Berlin", "de-AT", ZONE_TIME, "11:00 MEZ"},
    {"2026-11-24T10:00:00Z", "Europe/Madrid", "es", ZONE_DATE, "mar, 24 nov"},
    {"2026-11-24T10:00:00Z", "Etc/UTC", "tlh", ZONE_DATE, "Tue 24 Nov"},
    {"2026-11-24T10:00:00Z", "No/Where", "", ZONE_DATE_TIME, "Tue 24 Nov, 10:00 UTC"},
};

START_TEST(moments_for_people)
{
	struct arena arena;

	arena_init(&arena);
	for (int twice = 0; twice < 2; twice++)
		ck_assert_str_eq(zone_text(&arena, us_of(texts[_i].moment), texts[_i].zone,
					   texts[_i].language, texts[_i].style),
				 texts[_i].text);
	ck_assert_str_eq(zone_text(&arena, TIME_NONE, "Etc/UTC", "en", ZONE_DATE), "-");
	arena_release(&arena);
}
END_TEST

static const char *const names[] = {"Europe/Berlin", "Etc/UTC", "Australia/Lord_Howe", "UTC"};
static const char *const no_names[] = {"", "GMT+2", "Etc/Unknown", "Europe/Berlim", "../zone"};

START_TEST(zones_by_name)
{
	for (int i = 0; i < COUNT(names); i++)
		ck_assert_msg(zone_is_known(names[i]), "%s", names[i]);
	for (int i = 0; i < COUNT(no_names); i++)
		ck_assert_msg(!zone_is_known(no_names[i]), "%s", no_names[i]);
}
END_TEST

Suite *zone_suite(void)
{
	Suite *suite = suite_create("zone");
	TCase *cases = tcase_create("zone");

	tcase_add_loop_test(cases, moments_are_local, 0, COUNT(locals));
	tcase_add_loop_test(cases, walls_are_moments, 0, COUNT(walls));
	tcase_add_loop_test(cases, moments_for_people, 0, COUNT(texts));
	tcase_add_test(cases, zones_by_name);
	suite_add_tcase(suite, cases);
	return suite;
}
