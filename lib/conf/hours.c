#include "conf/hours.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"

static const char *const day_names[] = {"sunday",   "monday", "tuesday", "wednesday",
					"thursday", "friday", "saturday"};

/* "Mon", "monday": at least three letters of it; -1. */
static int read_day(const char *text, size_t len)
{
	for (int day = 0; day < 7; day++) {
		size_t i = 0;

		while (i < len && tolower((unsigned char)text[i]) == day_names[day][i])
			i++;
		if (i == len && len >= 3)
			return day;
	}
	return -1;
}

/* "Mon-Fri,Sun" of that length as bits; 0 where it is no list of days. Fri-Mon goes over the week's
 * end. */
static unsigned read_days(const char *text, size_t len)
{
	unsigned days = 0;

	for (size_t at = 0; at <= len;) {
		size_t item = strcspn(text + at, ", \t"), first;
		int from, to;

		if (item > len - at)
			item = len - at;
		first = strcspn(text + at, "-");
		if (first > item)
			first = item;
		from = read_day(text + at, first);
		to = first < item ? read_day(text + at + first + 1, item - first - 1) : from;
		if (from < 0 || to < 0)
			return 0;
		for (int day = from;; day = (day + 1) % 7) {
			days |= 1U << day;
			if (day == to)
				break;
		}
		at += item + 1;
	}
	return days;
}

/* "9:00", "09:30", "24:00" at *text; moves behind it. */
static bool read_clock(const char **text, int64_t *clock_us)
{
	size_t digits = strspn(*text, "0123456789");
	int hour = atoi(*text), minute;

	if (digits < 1 || digits > 2 || (*text)[digits] != ':')
		return false;
	*text += digits + 1;
	if (strspn(*text, "0123456789") != 2)
		return false;
	minute = atoi(*text);
	*text += 2;
	*clock_us = hour * HOUR_US + minute * MINUTE_US;
	return minute < 60 && *clock_us <= DAY_US;
}

static bool read_span(const char *text, size_t len, struct conf_span *span)
{
	const char *at = text;

	return read_clock(&at, &span->begin_us) && *at == '-' &&
	       (at++, read_clock(&at, &span->end_us)) && at == text + len;
}

void spans_add(struct conf_spans *spans, struct conf_span span, struct arena *arena)
{
	struct conf_span *items = arena_array(arena, spans->count + 1, sizeof *items);
	bool is_placed = false;
	size_t count = 0;

	for (size_t i = 0; i < spans->count; i++) {
		struct conf_span old = spans->items[i];

		if (old.end_us < span.begin_us) {
			items[count++] = old;
		} else if (old.begin_us > span.end_us) {
			if (!is_placed)
				items[count++] = span;
			is_placed = true;
			items[count++] = old;
		} else {
			if (old.begin_us < span.begin_us)
				span.begin_us = old.begin_us;
			if (old.end_us > span.end_us)
				span.end_us = old.end_us;
		}
	}
	if (!is_placed)
		items[count++] = span;
	*spans = (struct conf_spans){items, count};
}

static const char *skip_blanks(const char *text)
{
	return text + strspn(text, " \t");
}

int hours_read(const char *text, struct conf_calendar *calendar, struct arena *arena,
	       struct err *err)
{
	const char *at = skip_blanks(text);
	size_t len = strcspn(at, " \t");
	unsigned days = read_days(at, len);
	struct conf_span span, last = {-1, -1};

	if (!days)
		return err_set(err, ERR_CONF,
			       "\"%.*s\" is no day; write the hours as \"Mon-Fri 09:00-12:30 "
			       "13:30-17:00\"",
			       (int)len, at);
	for (at = skip_blanks(at + len); *at; at = skip_blanks(at + len)) {
		len = strcspn(at, " \t");
		if (!read_span(at, len, &span))
			return err_set(err, ERR_CONF,
				       "\"%.*s\" is no span of hours; write it as \"09:00-17:00\"",
				       (int)len, at);
		if (span.begin_us >= span.end_us)
			return err_set(err, ERR_CONF,
				       "\"%.*s\" ends before it begins; past midnight write "
				       "\"22:00-24:00\", and \"00:00-06:00\" for the next day",
				       (int)len, at);
		if (span.begin_us < last.end_us)
			return err_set(err, ERR_CONF,
				       "\"%.*s\" begins before the span before it ends; put the "
				       "spans in order, apart",
				       (int)len, at);
		last = span;
		for (int day = 0; day < 7; day++)
			if (days & 1U << day)
				spans_add(&calendar->week[day], span, arena);
	}
	if (last.end_us < 0)
		return err_set(err, ERR_CONF,
			       "\"%.60s\" has no hours; write them behind the days, as in "
			       "\"Mon-Fri 09:00-17:00\"",
			       text);
	return 0;
}

void hours_all(struct conf_calendar *calendar, struct arena *arena)
{
	for (int day = 0; day < 7; day++)
		spans_add(&calendar->week[day], (struct conf_span){0, DAY_US}, arena);
}
