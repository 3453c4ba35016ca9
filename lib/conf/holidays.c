#include "conf/holidays.h"

#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/zone.h"
#include "conf/file.h"

enum {
	FILE_MAX_LEN = 16 * 1024 * 1024,
	YEAR_FIRST = 2000,
	YEAR_LAST = 2100,
	REPEATS_MAX = 100000, /* every day, from long ago */
	DAYS_MAX = 3660,      /* of one event */
};

/* One file, and the event in it that is being read. */
struct ics {
	struct conf_calendar *calendar;
	struct arena *arena;
	icalcomponent *root, *event;
	icalproperty **left_out; /* its EXDATE, up to NULL */
	const char *zone;        /* of the event's times */
	int64_t length_us;       /* of an event with hours */
	int64_t length_days;     /* of one of whole days */
};

static void add_day(struct conf_calendar *calendar, int64_t day, struct arena *arena)
{
	calendar->closed_days = arena_grow(arena, calendar->closed_days, calendar->closed_day_count,
					   sizeof *calendar->closed_days);
	calendar->closed_days[calendar->closed_day_count++] = day;
}

static void add_closure(struct conf_calendar *calendar, struct conf_span span, struct arena *arena)
{
	struct conf_spans *closures = &calendar->closures;

	closures->items =
	    arena_grow(arena, closures->items, closures->count, sizeof *closures->items);
	closures->items[closures->count++] = span;
}

static int64_t day_number(int year, int month, int day)
{
	struct utc utc = {.year = year, .month = month, .day = day};

	return zone_moment("Etc/UTC", &utc, ZONE_BEGIN) / DAY_US;
}

void holidays_add_date(struct conf_calendar *calendar, const char *date, struct arena *arena)
{
	add_day(calendar, day_number(atoi(date), atoi(date + 5), atoi(date + 8)), arena);
}

static int64_t moment_of(struct icaltimetype time, const char *zone)
{
	struct utc local = {.year = time.year,
			    .month = time.month,
			    .day = time.day,
			    .hour = time.is_date ? 0 : time.hour,
			    .minute = time.is_date ? 0 : time.minute,
			    .second = time.is_date ? 0 : time.second};

	return zone_moment(icaltime_is_utc(time) ? "Etc/UTC" : zone, &local, ZONE_BEGIN);
}

/* Days are compared as days, whatever hour stands with the other. */
static bool is_same(const struct ics *ics, struct icaltimetype a, struct icaltimetype b)
{
	if (a.is_date || b.is_date)
		return a.year == b.year && a.month == b.month && a.day == b.day;
	return moment_of(a, ics->zone) == moment_of(b, ics->zone);
}

/* The event's properties of that kind, up to NULL: libical has one place in the list alone, and who
 * asks again begins anew. */
static icalproperty **properties_of(struct ics *ics, icalproperty_kind kind)
{
	size_t count = (size_t)icalcomponent_count_properties(ics->event, kind), i = 0;
	icalproperty **list = arena_array(ics->arena, count + 1, sizeof(icalproperty *));
	icalproperty *property = icalcomponent_get_first_property(ics->event, kind);

	for (; property && i < count; i++) {
		list[i] = property;
		property = icalcomponent_get_next_property(ics->event, kind);
	}
	return list;
}

/* An EXDATE says that the event does not take place this time. */
static bool is_left_out(const struct ics *ics, struct icaltimetype start)
{
	for (icalproperty **property = ics->left_out; *property; property++)
		if (is_same(ics, start, icalproperty_get_exdate(*property)))
			return true;
	return false;
}

/* Another event of the same UID stands for this instance: it was moved. */
static bool is_moved(const struct ics *ics, struct icaltimetype start)
{
	const char *uid = icalcomponent_get_uid(ics->event);
	icalcompiter at = icalcomponent_begin_component(ics->root, ICAL_VEVENT_COMPONENT);

	for (icalcomponent *other; uid && (other = icalcompiter_deref(&at));
	     icalcompiter_next(&at)) {
		const char *other_uid = icalcomponent_get_uid(other);

		if (other != ics->event && other_uid && strcmp(uid, other_uid) == 0 &&
		    icalcomponent_get_first_property(other, ICAL_RECURRENCEID_PROPERTY) &&
		    is_same(ics, start, icalcomponent_get_recurrenceid(other)))
			return true;
	}
	return false;
}

static void add_instance(struct ics *ics, struct icaltimetype start)
{
	int64_t begin_us, day;

	if (start.year < YEAR_FIRST || start.year > YEAR_LAST || is_left_out(ics, start) ||
	    is_moved(ics, start))
		return;
	if (start.is_date) {
		day = day_number(start.year, start.month, start.day);
		for (int64_t i = 0; i < ics->length_days; i++)
			add_day(ics->calendar, day + i, ics->arena);
		return;
	}
	begin_us = moment_of(start, ics->zone);
	if (ics->length_us > 0)
		add_closure(ics->calendar, (struct conf_span){begin_us, begin_us + ics->length_us},
			    ics->arena);
}

/* libical does not come back from some rules under a day. */
static int add_repeats(struct ics *ics, icalproperty *property, struct icaltimetype start,
		       struct err *err)
{
	struct icalrecurrencetype rule = icalproperty_get_rrule(property);
	struct icaltimetype next;
	icalrecur_iterator *iterator;

	if (rule.freq != ICAL_DAILY_RECURRENCE && rule.freq != ICAL_WEEKLY_RECURRENCE &&
	    rule.freq != ICAL_MONTHLY_RECURRENCE && rule.freq != ICAL_YEARLY_RECURRENCE)
		return err_set(err, ERR_CONF,
			       "an event repeats by a rule that is not known; use DAILY, WEEKLY, "
			       "MONTHLY or YEARLY");
	iterator = icalrecur_iterator_new(rule, start);
	if (!iterator)
		return err_set(err, ERR_CONF, "an event has a broken RRULE; export the file again");
	for (int i = 0; i < REPEATS_MAX; i++) {
		next = icalrecur_iterator_next(iterator);
		if (icaltime_is_null_time(next) || next.year > YEAR_LAST)
			break;
		if (icaltime_compare(next, start) != 0)
			add_instance(ics, next);
	}
	icalrecur_iterator_free(iterator);
	return 0;
}

/* "Europe/Berlin", and the same behind a maker's prefix: "/example.org/Europe/Berlin". */
static const char *known_zone(struct ics *ics, const char *name)
{
	for (const char *at = name; at; at = strchr(at, '/')) {
		at += *at == '/';
		if (zone_is_known(at))
			return arena_strdup(ics->arena, at);
	}
	return NULL;
}

static int read_zone(struct ics *ics, struct err *err)
{
	icalproperty *property =
	    icalcomponent_get_first_property(ics->event, ICAL_DTSTART_PROPERTY);
	icalparameter *parameter = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
	const char *name = parameter ? icalparameter_get_tzid(parameter) : NULL;

	ics->zone = name ? known_zone(ics, name) : ics->calendar->timezone;
	if (!ics->zone)
		return err_set(err, ERR_CONF,
			       "an event is in the time zone \"%.60s\", which is not known; use "
			       "an IANA name such as \"Europe/Berlin\", or whole days",
			       name);
	return 0;
}

static void read_length(struct ics *ics, struct icaltimetype start)
{
	struct icaltimetype end = icalcomponent_get_dtend(ics->event);
	bool has_end = !icaltime_is_null_time(end);

	ics->length_us = has_end ? moment_of(end, ics->zone) - moment_of(start, ics->zone) : 0;
	ics->length_days = has_end ? day_number(end.year, end.month, end.day) -
					 day_number(start.year, start.month, start.day)
				   : 1;
	if (ics->length_days < 1)
		ics->length_days = 1;
	if (ics->length_days > DAYS_MAX)
		ics->length_days = DAYS_MAX;
}

static int read_event(struct ics *ics, struct err *err)
{
	struct icaltimetype start = icalcomponent_get_dtstart(ics->event);
	icalproperty **property;

	if (icalcomponent_get_status(ics->event) == ICAL_STATUS_CANCELLED)
		return 0;
	if (icaltime_is_null_time(start) || !icaltime_is_valid_time(start))
		return err_set(err, ERR_CONF,
			       "an event has no right DTSTART; export the file again");
	if (read_zone(ics, err) < 0)
		return -1;
	read_length(ics, start);
	ics->left_out = properties_of(ics, ICAL_EXDATE_PROPERTY);
	add_instance(ics, start);
	for (property = properties_of(ics, ICAL_RRULE_PROPERTY); *property; property++)
		if (add_repeats(ics, *property, start, err) < 0)
			return -1;
	for (property = properties_of(ics, ICAL_RDATE_PROPERTY); *property; property++) {
		struct icaldatetimeperiodtype date = icalproperty_get_rdate(*property);

		add_instance(ics, icaltime_is_null_time(date.time) ? date.period.start : date.time);
	}
	return 0;
}

/* All events of a VCALENDAR; a file may hold several of these. */
static int read_events(struct ics *ics, icalcomponent *root, struct err *err)
{
	icalcompiter at = icalcomponent_begin_component(root, ICAL_VEVENT_COMPONENT);

	ics->root = root;
	for (; (ics->event = icalcompiter_deref(&at)); icalcompiter_next(&at))
		if (read_event(ics, err) < 0)
			return -1;
	at = icalcomponent_begin_component(root, ICAL_VCALENDAR_COMPONENT);
	for (icalcomponent *inner; (inner = icalcompiter_deref(&at)); icalcompiter_next(&at))
		if (read_events(ics, inner, err) < 0)
			return -1;
	return 0;
}

int holidays_read(const char *path, struct conf_calendar *calendar, struct arena *arena,
		  struct err *err)
{
	struct ics ics = {.calendar = calendar, .arena = arena};
	icalcomponent *root = NULL;
	struct bytes content;
	struct arena scratch;
	int result;

	arena_init(&scratch);
	result = file_read(path, FILE_MAX_LEN, false, &scratch, &content, err);
	if (!result) {
		const char *text = arena_strndup(&scratch, content.data, content.len);

		root = strstr(text, "BEGIN:VCALENDAR") ? icalparser_parse_string(text) : NULL;
		result = root ? read_events(&ics, root, err)
			      : err_set(err, ERR_CONF,
					"is no iCalendar file; export one (.ics) from your "
					"calendar program");
	}
	if (result < 0)
		err_prefix(err, "\"%.200s\"", path);
	if (root)
		icalcomponent_free(root);
	arena_release(&scratch);
	return result;
}

static int compare_days(const void *left, const void *right)
{
	int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

	return (a > b) - (a < b);
}

static int compare_spans(const void *left, const void *right)
{
	const struct conf_span *a = left, *b = right;

	return (a->begin_us > b->begin_us) - (a->begin_us < b->begin_us);
}

static void sort_closures(struct conf_spans *closures)
{
	size_t kept = 0;

	if (!closures->count)
		return;
	qsort(closures->items, closures->count, sizeof *closures->items, compare_spans);
	for (size_t i = 1; i < closures->count; i++) {
		struct conf_span *last = &closures->items[kept], *span = &closures->items[i];

		if (span->begin_us > last->end_us)
			closures->items[++kept] = *span;
		else if (span->end_us > last->end_us)
			last->end_us = span->end_us;
	}
	closures->count = kept + 1;
}

void holidays_sort(struct conf_calendar *calendar)
{
	size_t kept = 0;

	if (calendar->closed_day_count) {
		qsort(calendar->closed_days, calendar->closed_day_count,
		      sizeof *calendar->closed_days, compare_days);
		for (size_t i = 1; i < calendar->closed_day_count; i++)
			if (calendar->closed_days[i] != calendar->closed_days[kept])
				calendar->closed_days[++kept] = calendar->closed_days[i];
		calendar->closed_day_count = kept + 1;
	}
	sort_closures(&calendar->closures);
}
