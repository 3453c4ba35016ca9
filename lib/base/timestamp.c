#include "base/timestamp.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const char *const weekday_names[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
static const char *const month_names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
					  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/* Days since 1970-01-01 of a date in the Gregorian calendar, by counting from a 1 March in eras of
 * 400 years. */
static int64_t days_from_date(int64_t year, int month, int day)
{
	int64_t era, year_of_era, day_of_year;

	year -= month <= 2;
	era = (year >= 0 ? year : year - 399) / 400;
	year_of_era = year - era * 400;
	day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
	       day_of_year - 719468;
}

static void date_from_days(int64_t days, struct utc *utc)
{
	int64_t era, day_of_era, year_of_era, day_of_year, shifted;

	days += 719468;
	era = (days >= 0 ? days : days - 146096) / 146097;
	day_of_era = days - era * 146097;
	year_of_era =
	    (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	shifted = (5 * day_of_year + 2) / 153;
	utc->day = (int)(day_of_year - (153 * shifted + 2) / 5 + 1);
	utc->month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
	utc->year = (int)(year_of_era + era * 400 + (utc->month <= 2));
}

static int days_in_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && is_leap);
}

struct utc utc_from_us(int64_t at_us)
{
	int64_t seconds = at_us / SECOND_US - (at_us % SECOND_US < 0);
	int64_t days = seconds / 86400 - (seconds % 86400 < 0);
	int rest = (int)(seconds - days * 86400);
	struct utc utc = {.hour = rest / 3600, .minute = rest / 60 % 60, .second = rest % 60};

	date_from_days(days, &utc);
	utc.weekday = (int)(((days + 4) % 7 + 7) % 7);
	return utc;
}

int64_t utc_to_us(const struct utc *utc)
{
	int second = utc->second == 60 ? 59 : utc->second;

	if (utc->year < 1 || utc->year > 9999 || utc->month < 1 || utc->month > 12 ||
	    utc->day < 1 || utc->day > days_in_month(utc->year, utc->month) || utc->hour < 0 ||
	    utc->hour > 23 || utc->minute < 0 || utc->minute > 59 || second < 0 || second > 59)
		return TIME_NONE;
	return (days_from_date(utc->year, utc->month, utc->day) * 86400 + utc->hour * 3600 +
		utc->minute * 60 + second) *
	       SECOND_US;
}

const char *timestamp_rfc3339(int64_t at_us, char out[TIMESTAMP_LEN])
{
	struct utc utc;

	if (at_us == TIME_NONE) {
		snprintf(out, TIMESTAMP_LEN, "-");
		return out;
	}
	utc = utc_from_us(at_us);
	snprintf(out, TIMESTAMP_LEN, "%04d-%02d-%02dT%02d:%02d:%02dZ", utc.year, utc.month, utc.day,
		 utc.hour, utc.minute, utc.second);
	return out;
}

const char *timestamp_rfc5322(int64_t at_us, char out[TIMESTAMP_LEN])
{
	struct utc utc = utc_from_us(at_us);

	snprintf(out, TIMESTAMP_LEN, "%s, %02d %s %04d %02d:%02d:%02d +0000",
		 weekday_names[utc.weekday], utc.day, month_names[utc.month - 1], utc.year,
		 utc.hour, utc.minute, utc.second);
	return out;
}

/* Seconds east of Greenwich from "Z", "+01:00"; false where it is neither. */
static bool parse_offset(const char *text, int *offset)
{
	int hours, minutes, used = 0;

	if ((text[0] == 'Z' || text[0] == 'z') && !text[1]) {
		*offset = 0;
		return true;
	}
	if ((text[0] != '+' && text[0] != '-') ||
	    sscanf(text + 1, "%2d:%2d%n", &hours, &minutes, &used) != 2 || used != 5 || text[6] ||
	    hours > 23 || minutes > 59)
		return false;
	*offset = (hours * 3600 + minutes * 60) * (text[0] == '-' ? -1 : 1);
	return true;
}

int timestamp_parse(const char *text, int64_t *at_us, struct err *err)
{
	struct utc utc = {0};
	int used = 0, offset;
	int64_t fraction = 0, unit = SECOND_US / 10;
	const char *rest;

	if (sscanf(text, "%4d-%2d-%2d%*1[Tt ]%2d:%2d:%2d%n", &utc.year, &utc.month, &utc.day,
		   &utc.hour, &utc.minute, &utc.second, &used) != 6 ||
	    used != 19)
		goto bad;
	rest = text + used;
	if (*rest == '.')
		for (rest++; isdigit((unsigned char)*rest); rest++, unit /= 10)
			fraction += (*rest - '0') * unit;
	*at_us = utc_to_us(&utc);
	if (*at_us == TIME_NONE || !parse_offset(rest, &offset))
		goto bad;
	*at_us += fraction - offset * SECOND_US;
	return 0;
bad:
	return err_set(err, ERR_INPUT, "\"%.60s\" is not a moment such as 2026-01-05T09:00:00Z",
		       text);
}

static int64_t unit_us(char unit)
{
	switch (unit) {
	case 's':
		return SECOND_US;
	case 'm':
		return MINUTE_US;
	case 'h':
		return HOUR_US;
	case 'd':
		return DAY_US;
	case 'w':
		return 7 * DAY_US;
	default:
		return 0;
	}
}

int duration_parse(const char *text, int64_t *span_us, struct err *err)
{
	int64_t sum = 0, last = INT64_MAX;
	const char *at = text;

	while (*at) {
		int64_t number = 0, unit;
		const char *digits = at;

		for (; isdigit((unsigned char)*at); at++) {
			number = number * 10 + (*at - '0');
			if (number > 100000000)
				goto bad;
		}
		unit = unit_us(*at);
		if (at == digits || !unit || unit >= last)
			goto bad;
		last = unit;
		sum += number * unit;
		if (sum > 36600 * DAY_US)
			goto bad;
		at++;
		while (*at == ' ')
			at++;
	}
	if (at == text)
		goto bad;
	*span_us = sum;
	return 0;
bad:
	return err_set(err, ERR_INPUT, "\"%.60s\" is not a duration such as 30m, 4h, 1h30m or 2d",
		       text);
}

const char *duration_text(int64_t span_us, char out[TIMESTAMP_LEN])
{
	static const struct {
		int64_t us;
		char name;
	} units[] = {{DAY_US, 'd'}, {HOUR_US, 'h'}, {MINUTE_US, 'm'}};
	size_t i, len = 0, shown = 0;

	out[0] = '\0';
	for (i = 0; i < 3 && shown < 2; i++) {
		int64_t number = span_us / units[i].us;

		span_us %= units[i].us;
		if (!number && (i < 2 || shown))
			continue;
		len += (size_t)snprintf(out + len, TIMESTAMP_LEN - len, "%s%lld%c",
					shown ? " " : "", (long long)number, units[i].name);
		shown++;
	}
	return out;
}
