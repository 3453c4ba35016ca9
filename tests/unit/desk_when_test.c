/* Moments as agents write them; now is Monday, 5 January 2026, 09:00 UTC: 10:00 in Berlin. */
#include "desk/when.h"
#include "base/timestamp.h"
#include "unit/desk_suites.h"

static const struct {
	const char *text, *zone, *moment, *rest; /* moment NULL: none; "past" */
} moments[] = {
    {"2026-01-06 12:00", "Etc/UTC", "2026-01-06T12:00:00Z", ""},
    {"2026-01-06 12:00", "Europe/Berlin", "2026-01-06T11:00:00Z", ""},
    {"2026-01-06T12:00 call him", "Etc/UTC", "2026-01-06T12:00:00Z", "call him"},
    {"2026-01-06", "Etc/UTC", "2026-01-06T09:00:00Z", ""},
    {"2026-01-06 call him", "Etc/UTC", "2026-01-06T09:00:00Z", "call him"},
    {"fri 15:00", "Etc/UTC", "2026-01-09T15:00:00Z", ""},
    {"Friday 15:00, call", "Etc/UTC", "2026-01-09T15:00:00Z", "call"},
    {"fri", "Etc/UTC", "2026-01-09T09:00:00Z", ""},
    {"mon 8:00", "Etc/UTC", "2026-01-12T08:00:00Z", ""},
    {"mon 9:00", "Etc/UTC", "2026-01-12T09:00:00Z", ""},
    {"mon 10:00", "Etc/UTC", "2026-01-05T10:00:00Z", ""},
    {"mon 10:00", "Europe/Berlin", "2026-01-12T09:00:00Z", ""},
    {"tomorrow 9:00", "Etc/UTC", "2026-01-06T09:00:00Z", ""},
    {"Tomorrow: ask again", "Etc/UTC", "2026-01-06T09:00:00Z", "ask again"},
    {"tomorrow 9:00", "America/New_York", "2026-01-06T14:00:00Z", ""},
    {"today 17:30", "Etc/UTC", "2026-01-05T17:30:00Z", ""},
    {"today 08:00", "Etc/UTC", "past", ""},
    {"17.30", "Etc/UTC", "2026-01-05T17:30:00Z", ""},
    {"8:00", "Etc/UTC", "2026-01-06T08:00:00Z", ""},
    {"9am", "Etc/UTC", "2026-01-06T09:00:00Z", ""},
    {"5 pm call", "Etc/UTC", "2026-01-05T17:00:00Z", "call"},
    {"12am", "Etc/UTC", "2026-01-06T00:00:00Z", ""},
    {"+4h", "Etc/UTC", "2026-01-05T13:00:00Z", ""},
    {"+4h", "Europe/Berlin", "2026-01-05T13:00:00Z", ""},
    {"+2d", "Etc/UTC", "2026-01-07T09:00:00Z", ""},
    {"+1d12h", "Etc/UTC", "2026-01-06T21:00:00Z", ""},
    {"+ 30 min look", "Etc/UTC", "2026-01-05T09:30:00Z", "look"},
    {"+2 weeks", "Etc/UTC", "2026-01-19T09:00:00Z", ""},
    {"+12w", "Europe/Berlin", "2026-03-30T08:00:00Z", ""}, /* the same time of the wall */
    {"2026-01-04 12:00", "Etc/UTC", "past", ""},
    {"+0m", "Etc/UTC", "past", ""},
    {"2026-02-30", "Etc/UTC", NULL, NULL},
    {"2026-13-01 12:00", "Etc/UTC", NULL, NULL},
    {"2026-01-06x", "Etc/UTC", NULL, NULL},
    {"26-01-06", "Etc/UTC", NULL, NULL},
    {"25:00", "Etc/UTC", NULL, NULL},
    {"12:60", "Etc/UTC", NULL, NULL},
    {"13pm", "Etc/UTC", NULL, NULL},
    {"f 15:00", "Etc/UTC", NULL, NULL},
    {"frisday 15:00", "Etc/UTC", NULL, NULL},
    {"someday", "Etc/UTC", NULL, NULL},
    {"5", "Etc/UTC", NULL, NULL},
    {"+", "Etc/UTC", NULL, NULL},
    {"+4", "Etc/UTC", NULL, NULL},
    {"+4x", "Etc/UTC", NULL, NULL},
    {"+4hours5", "Etc/UTC", NULL, NULL},
    {"+9999w", "Etc/UTC", NULL, NULL},
    {"+99999w", "Etc/UTC", NULL, NULL},
    {"9999-01-01", "Etc/UTC", NULL, NULL},
    {"", "Etc/UTC", NULL, NULL},
};

START_TEST(moments_are_read)
{
	const char *wanted = moments[_i].moment, *rest = NULL;
	char got[TIMESTAMP_LEN];
	enum when_result result;
	int64_t now_us, at_us;

	ck_assert_int_eq(timestamp_parse("2026-01-05T09:00:00Z", &now_us, NULL), 0);
	result = when_parse(moments[_i].text, moments[_i].zone, now_us, &at_us, &rest);
	if (!wanted) {
		ck_assert_int_eq(result, WHEN_NONE);
		return;
	}
	if (strcmp(wanted, "past") == 0) {
		ck_assert_int_eq(result, WHEN_PAST);
		return;
	}
	ck_assert_int_eq(result, WHEN_FOUND);
	ck_assert_str_eq(timestamp_rfc3339(at_us, got), wanted);
	ck_assert_str_eq(rest, moments[_i].rest);
}
END_TEST

Suite *desk_when_suite(void)
{
	Suite *suite = suite_create("when");
	TCase *rows = tcase_create("rows");

	tcase_add_loop_test(rows, moments_are_read, 0, sizeof moments / sizeof *moments);
	suite_add_tcase(suite, rows);
	return suite;
}
