/* Days without work: dates of the conf, and iCalendar files (RFC 5545), read by libical. */
#ifndef CONF_HOLIDAYS_H
#define CONF_HOLIDAYS_H

#include "conf/conf.h"

/* Adds a date, "2026-12-25", that was checked. */
void holidays_add_date(struct conf_calendar *calendar, const char *date, struct arena *arena);

/*
 * Adds the events of a file, from 2000 to 2100: an event of whole days closes each of them, one
 * with hours closes these alone; repeated ones (RRULE, RDATE, EXDATE, moved instances) each time.
 * Cancelled ones don't count, and whether an event is shown as busy or free does not matter. Times
 * without a zone are those of the calendar's. ERR_CONF with what is wrong and how to mend it.
 */
int holidays_read(const char *path, struct conf_calendar *calendar, struct arena *arena,
		  struct err *err);

/* Puts what was added in order; once, after the last. */
void holidays_sort(struct conf_calendar *calendar);

#endif
