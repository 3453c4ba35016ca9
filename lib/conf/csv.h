/*
 * Comma-separated values, RFC 4180: fields in quotes may hold commas, quotes and line ends; lines
 * end in CRLF or LF. A semicolon separates where the first line has semicolons and no comma, as
 * some office programs write it.
 */
#ifndef CONF_CSV_H
#define CONF_CSV_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"

enum { CSV_FIELDS_MAX = 64 };

struct csv {
	struct bytes text; /* lives as long as the reader */
	size_t at;
	unsigned line; /* of what is read next, from 1 */
	char separator;
};

struct csv_record {
	unsigned line; /* where it begins */
	size_t count;
	const char *fields[CSV_FIELDS_MAX]; /* in the arena; blanks at the ends are cut */
};

/* A mark of UTF-8 at the start is passed over. */
void csv_init(struct csv *csv, struct bytes text);

/*
 * The next record; blank lines are passed over. 1; 0 at the end; -1 with ERR_INPUT where it is no
 * CSV (a quote that is not closed, or stands inside a field; more than CSV_FIELDS_MAX fields; bytes
 * that are no UTF-8): the same call goes on behind its line.
 */
int csv_next(struct csv *csv, struct arena *arena, struct csv_record *record, struct err *err);

#endif
