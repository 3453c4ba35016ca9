#include "desk/calendar.h"

#include <string.h>

#include "base/zone.h"

/* Nobody closes for longer. */
static const int64_t horizon_us = 5 * 366 * DAY_US;

static int64_t day_of(int64_t local_us)
{
	return local_us / DAY_US - (local_us % DAY_US < 0);
}

static int weekday_of(int64_t day)
{
	int64_t weekday = (day + 4) % 7; /* 1970-01-01 was a Thursday */

	return (int)(weekday < 0 ? weekday + 7 : weekday);
}

static bool is_holiday(const struct conf_calendar *calendar, int64_t day)
{
	size_t low = 0, high = calendar->closed_day_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (calendar->closed_days[middle] == day)
			return true;
		if (calendar->closed_days[middle] < day)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

/* The first closure that ends after that moment. */
static size_t closure_after(const struct conf_spans *closures, int64_t at_us)
{
	size_t low = 0, high = closures->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (closures->items[middle].end_us > at_us)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

/* The first part of piece that no closure covers; false where nothing is left. */
static bool cut_closures(const struct conf_calendar *calendar, struct conf_span *piece)
{
	const struct conf_spans *closures = &calendar->closures;

	for (size_t i = closure_after(closures, piece->begin_us); i < closures->count; i++) {
		const struct conf_span *closure = &closures->items[i];

		if (closure->begin_us > piece->begin_us) {
			if (closure->begin_us < piece->end_us)
				piece->end_us = closure->begin_us;
			break;
		}
		piece->begin_us = closure->end_us;
	}
	return piece->begin_us < piece->end_us;
}

/* The first open part of a day whose wall is ahead of UTC by offset_us, between two moments. */
static bool day_piece(const struct conf_calendar *calendar, int64_t day, int64_t offset_us,
		      int64_t from_us, int64_t to_us, struct conf_span *piece)
{
	const struct conf_spans *spans = &calendar->week[weekday_of(day)];
	int64_t midnight_us = day * DAY_US - offset_us;

	if (!spans->count || is_holiday(calendar, day))
		return false;
	for (size_t i = 0; i < spans->count; i++) {
		piece->begin_us = midnight_us + spans->items[i].begin_us;
		piece->end_us = midnight_us + spans->items[i].end_us;
		if (piece->begin_us < from_us)
			piece->begin_us = from_us;
		if (piece->end_us > to_us)
			piece->end_us = to_us;
		if (piece->begin_us < piece->end_us && cut_closures(calendar, piece))
			return true;
	}
	return false;
}

/* The first open piece after from_us, as far as it is before to_us. */
static bool next_piece(const struct conf_calendar *calendar, int64_t from_us, int64_t to_us,
		       struct conf_span *piece)
{
	if (!calendar) {
		*piece = (struct conf_span){from_us, to_us};
		return from_us < to_us;
	}
	while (from_us < to_us) {
		struct zone_offset zone = zone_offset(calendar->timezone, from_us);
		int64_t day = day_of(from_us + zone.offset_us);
		int64_t end_us = (day + 1) * DAY_US - zone.offset_us;

		if (end_us > zone.until_us)
			end_us = zone.until_us;
		if (end_us > to_us)
			end_us = to_us;
		if (day_piece(calendar, day, zone.offset_us, from_us, end_us, piece))
			return true;
		from_us = end_us;
	}
	return false;
}

bool calendar_is_open(const struct conf_calendar *calendar, int64_t at_us)
{
	struct conf_span piece;

	return next_piece(calendar, at_us, at_us + 1, &piece);
}

int64_t calendar_opening(const struct conf_calendar *calendar, int64_t at_us)
{
	struct conf_span piece;

	return next_piece(calendar, at_us, at_us + horizon_us, &piece) ? piece.begin_us : TIME_NONE;
}

int64_t calendar_add(const struct conf_calendar *calendar, int64_t from_us, int64_t working_us)
{
	struct conf_span piece;

	if (working_us <= 0)
		return from_us;
	if (!calendar)
		return from_us + working_us;
	while (next_piece(calendar, from_us, from_us + horizon_us, &piece)) {
		if (piece.end_us - piece.begin_us >= working_us)
			return piece.begin_us + working_us;
		working_us -= piece.end_us - piece.begin_us;
		from_us = piece.end_us;
	}
	return TIME_NONE;
}

int64_t calendar_between(const struct conf_calendar *calendar, int64_t from_us, int64_t to_us)
{
	struct conf_span piece;
	int64_t working_us = 0;

	while (next_piece(calendar, from_us, to_us, &piece)) {
		working_us += piece.end_us - piece.begin_us;
		from_us = piece.end_us;
	}
	return working_us;
}

const struct conf_calendar *calendar_find(const struct conf *conf, const char *name)
{
	for (size_t i = 0; name && i < conf->calendar_count; i++)
		if (strcmp(conf->calendars[i].name, name) == 0)
			return &conf->calendars[i];
	return NULL;
}

const struct conf_calendar *calendar_at(const struct conf *conf, size_t index)
{
	return index < conf->calendar_count ? &conf->calendars[index] : NULL;
}
