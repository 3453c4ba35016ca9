#include "mail/date.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/timestamp.h"

struct date {
	struct utc utc;
	bool has_day, has_month, has_year, has_time, has_zone, is_odd;
	int zone_minutes;
};

static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
				     "jul", "aug", "sep", "oct", "nov", "dec"};

static const struct {
	const char *name;
	int minutes;
} zones[] = {
    {"ut", 0},     {"utc", 0},    {"gmt", 0},    {"z", 0},      {"est", -300}, {"edt", -240},
    {"cst", -360}, {"cdt", -300}, {"mst", -420}, {"mdt", -360}, {"pst", -480}, {"pdt", -420},
    {"bst", 60},   {"wet", 0},    {"west", 60},  {"cet", 60},   {"cest", 120}, {"met", 60},
    {"mest", 120}, {"mez", 60},   {"mesz", 120}, {"eet", 120},  {"eest", 180}, {"msk", 180},
    {"jst", 540},  {"kst", 540},  {"hkt", 480},  {"sgt", 480},  {"aest", 600}, {"aedt", 660},
    {"nzst", 720}, {"nzdt", 780},
};

static bool take_month(struct date *date, const char *word, size_t len)
{
	if (len < 3 || date->has_month)
		return false;
	for (int i = 0; i < 12; i++)
		if (strncasecmp(word, months[i], 3) == 0) {
			date->utc.month = i + 1;
			date->has_month = true;
			return true;
		}
	return false;
}

static void take_word(struct date *date, const char *word, size_t len)
{
	if (take_month(date, word, len))
		return;
	if (len == 2 && date->has_time && (word[1] | 0x20) == 'm') {
		if ((word[0] | 0x20) == 'p' && date->utc.hour < 12)
			date->utc.hour += 12;
		else if ((word[0] | 0x20) == 'a' && date->utc.hour == 12)
			date->utc.hour = 0;
		return;
	}
	if (!date->has_time || date->has_zone)
		return;
	for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
		if (strlen(zones[i].name) == len && strncasecmp(zones[i].name, word, len) == 0) {
			date->zone_minutes = zones[i].minutes;
			date->has_zone = true;
			return;
		}
	/* RFC 5322, 4.3: other names say nothing about the zone. */
	date->is_odd = true;
}

static void take_year(struct date *date, int year, size_t digits)
{
	if (digits == 2)
		year += year < 50 ? 2000 : 1900;
	else if (digits == 3)
		year += 1900;
	date->utc.year = year;
	date->has_year = true;
}

static void take_number(struct date *date, const char *digits, size_t len)
{
	int value = 0;

	for (size_t i = 0; i < len && i < 6; i++)
		value = value * 10 + (digits[i] - '0');
	if (len > 4)
		date->is_odd = true;
	else if (len <= 2 && !date->has_day)
		date->utc.day = value, date->has_day = true;
	else if (!date->has_year)
		take_year(date, value, len);
}

/* 9:00, 09:00:00, 09:00:00.123, 09.00.00 */
static size_t take_time(struct date *date, const char *text, size_t len)
{
	char copy[32];
	int hour, minute, second = 0, used = 0, more = 0;
	size_t at;

	snprintf(copy, sizeof copy, "%.*s", (int)(len < 31 ? len : 31), text);
	if (sscanf(copy, "%2d:%2d%n", &hour, &minute, &used) != 2 || !used)
		return 0;
	if (sscanf(copy + used, ":%2d%n", &second, &more) == 1)
		used += more;
	at = (size_t)used;
	if (at + 1 < len && text[at] == '.' && isdigit((unsigned char)text[at + 1]))
		for (at++; at < len && isdigit((unsigned char)text[at]);)
			at++;
	date->utc.hour = hour;
	date->utc.minute = minute;
	date->utc.second = second;
	date->has_time = true;
	return at;
}

static size_t take_zone(struct date *date, const char *text, size_t len)
{
	int digits[4] = {0}, count = 0, minutes;
	size_t at = 1;

	for (; at < len && count < 4; at++) {
		if (isdigit((unsigned char)text[at]))
			digits[count++] = text[at] - '0';
		else if (text[at] != ':')
			break;
	}
	if (count == 2)
		minutes = (digits[0] * 10 + digits[1]) * 60;
	else if (count == 3)
		minutes = digits[0] * 60 + digits[1] * 10 + digits[2];
	else
		minutes = (digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3];
	if (minutes > 14 * 60 || digits[2] > 5)
		date->is_odd = true;
	else
		date->zone_minutes = text[0] == '-' ? -minutes : minutes;
	date->has_zone = true;
	return at;
}

/* 2026-01-05 */
static size_t take_iso_date(struct date *date, const char *text, size_t len)
{
	char copy[16];
	int year, month, day, used = 0;

	snprintf(copy, sizeof copy, "%.*s", (int)(len < 12 ? len : 12), text);
	if (sscanf(copy, "%4d-%2d-%2d%n", &year, &month, &day, &used) != 3 || used < 8)
		return 0;
	date->utc.year = year;
	date->utc.month = month;
	date->utc.day = day;
	date->has_year = date->has_month = date->has_day = date->is_odd = true;
	return (size_t)used;
}

/* 05.01.2026, as in Germany, Russia and many other places. */
static size_t take_dotted_date(struct date *date, const char *text, size_t len)
{
	char copy[16];
	int year, month, day, used = 0;

	snprintf(copy, sizeof copy, "%.*s", (int)(len < 12 ? len : 12), text);
	if (sscanf(copy, "%2d.%2d.%4d%n", &day, &month, &year, &used) != 3 || year < 1900)
		return 0;
	date->utc.year = year;
	date->utc.month = month;
	date->utc.day = day;
	date->has_year = date->has_month = date->has_day = date->is_odd = true;
	return (size_t)used;
}

/* 09.00.00 */
static size_t take_dotted_time(struct date *date, const char *text, size_t len)
{
	char copy[16];
	int hour, minute, second, used = 0;

	snprintf(copy, sizeof copy, "%.*s", (int)(len < 12 ? len : 12), text);
	if (sscanf(copy, "%2d.%2d.%2d%n", &hour, &minute, &second, &used) != 3)
		return 0;
	date->utc.hour = hour;
	date->utc.minute = minute;
	date->utc.second = second;
	date->has_time = date->is_odd = true;
	return (size_t)used;
}

static size_t skip_comment(const char *text, size_t len)
{
	size_t depth = 0, at = 0;

	for (; at < len; at++) {
		if (text[at] == '\\')
			at++;
		else if (text[at] == '(')
			depth++;
		else if (text[at] == ')' && --depth == 0)
			return at + 1;
	}
	return len;
}

static size_t run_of(const char *text, size_t len, int (*is_kind)(int))
{
	size_t run = 0;

	while (run < len && is_kind((unsigned char)text[run]))
		run++;
	return run;
}

static size_t take_digits(struct date *date, const char *text, size_t len)
{
	size_t run = run_of(text, len, isdigit), used = 0;

	if (run <= 2 && run < len && text[run] == ':' && !date->has_time)
		used = take_time(date, text, len);
	else if (run == 4 && run < len && text[run] == '-' && !date->has_day)
		used = take_iso_date(date, text, len);
	else if (run <= 2 && run < len && text[run] == '.' && !date->has_day)
		used = take_dotted_date(date, text, len);
	else if (run <= 2 && run < len && text[run] == '.' && !date->has_time)
		used = take_dotted_time(date, text, len);
	if (used)
		return used;
	take_number(date, text, run);
	return run;
}

/* True for the sign of an offset: +0100, also right after a name, as in GMT+0100. */
static bool is_zone_sign(const struct date *date, struct bytes value, size_t at)
{
	char c = value.data[at];

	if ((c != '+' && c != '-') || !date->has_time || at + 1 == value.len ||
	    !isdigit((unsigned char)value.data[at + 1]))
		return false;
	return !date->has_zone ||
	       (date->zone_minutes == 0 && at && isalpha((unsigned char)value.data[at - 1]));
}

int64_t date_read(struct bytes value, bool *is_odd)
{
	struct date date = {0};
	size_t at = 0;
	int64_t us;

	while (at < value.len) {
		const char *text = value.data + at;
		size_t left = value.len - at, run;

		if (*text == '(') {
			at += skip_comment(text, left);
		} else if (isdigit((unsigned char)*text)) {
			at += take_digits(&date, text, left);
		} else if (is_zone_sign(&date, value, at)) {
			at += take_zone(&date, text, left);
		} else if ((run = run_of(text, left, isalpha))) {
			take_word(&date, text, run);
			at += run;
		} else {
			at++;
		}
	}
	*is_odd = date.is_odd || !date.has_zone;
	if (!date.has_day || !date.has_month || !date.has_year || date.utc.year < 1900 ||
	    date.utc.year > 9999)
		return TIME_NONE;
	us = utc_to_us(&date.utc);
	return us == TIME_NONE ? us : us - date.zone_minutes * MINUTE_US;
}
