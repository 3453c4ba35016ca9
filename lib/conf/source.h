/* The texts of a configuration, each with its @includes put in. */
#ifndef CONF_SOURCE_H
#define CONF_SOURCE_H

#include <stdbool.h>

#include "conf/report.h"

enum {
	SOURCE_FILE_MAX = 1024 * 1024,      /* bytes of one file */
	SOURCE_TOTAL_MAX = 4 * 1024 * 1024, /* of all, put together */
	SOURCE_INCLUDE_DEPTH_MAX = 10,
};

struct source_options {
	const char *folder; /* where relative @includes start */
	bool is_private;    /* files that others can read are refused */
};

/*
 * Reads one text (text NULL: the file that name says) and what it includes. The result is in the
 * arena. False where it can't be parsed; what is wrong stands in the report, as do faults that
 * leave it parseable. number is the source's index, for places.
 */
bool source_read(const struct source_options *options, const char *name, const char *text,
		 size_t number, struct arena *arena, struct report *report, struct source *source);

#endif
