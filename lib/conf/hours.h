/* "Mon-Fri 09:00-12:30 13:30-17:00": days, and spans of the wall clock on each of them. */
#ifndef CONF_HOURS_H
#define CONF_HOURS_H

#include "conf/conf.h"

/* Adds what the text says to the calendar's week; days that have spans already have both then.
 * ERR_CONF with what is wrong and how to mend it. */
int hours_read(const char *text, struct conf_calendar *calendar, struct arena *arena,
	       struct err *err);

/* The whole week, for a calendar that names no hours. */
void hours_all(struct conf_calendar *calendar, struct arena *arena);

/* Adds a span, joined with those that it touches. */
void spans_add(struct conf_spans *spans, struct conf_span span, struct arena *arena);

#endif
