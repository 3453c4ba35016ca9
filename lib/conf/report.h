/* Everything that is wrong with a configuration, gathered in any order and told by place. */
#ifndef CONF_REPORT_H
#define CONF_REPORT_H

#include <stddef.h>

#include "base/arena.h"
#include "conf/conf.h"

/* One text with its @includes put in, and where each of its lines came from. */
struct source_line {
	const char *file;
	unsigned line; /* from 1 */
};

struct source {
	const char *name;
	char *text; /* what libconfig reads */
	size_t text_len;
	struct source_line *lines;
	size_t line_count;
	unsigned long_text_line; /* of the first text that spans lines, 0: none */
};

/* A line of the put-together text of one source. */
struct place {
	size_t source;
	unsigned line; /* from 1 */
};

struct remark {
	struct place place;
	size_t number; /* in the order of finding */
	const char *what;
	const char *file; /* told in place of the place's; NULL */
	unsigned line;    /* in that file */
};

struct report {
	struct arena *arena; /* of the caller, who reads the errors after the conf is gone */
	const struct source *sources;
	struct remark *remarks;
	size_t count;
};

/* Where a line came from; the first line of the source where it has none. */
struct source_line source_origin(const struct source *source, unsigned line);

/* Adds one fault. The text is made one line without controls. */
void report_add(struct report *report, struct place place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds a fault that stands on a line of another file, which the setting at place names. */
void report_add_at(struct report *report, struct place place, const char *file, unsigned line,
		   const char *what);

/* All faults as `file:line: what`, by place; the same line is never told twice. */
void report_finish(struct report *report, struct conf_errors *errors);

#endif
