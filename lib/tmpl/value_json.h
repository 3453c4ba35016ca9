/* Template data written as JSON: for ombudctl template and for tests. */
#ifndef TMPL_VALUE_JSON_H
#define TMPL_VALUE_JSON_H

#include "base/err.h"
#include "tmpl/value.h"

enum json_texts {
	JSON_TEXTS,  /* every string is VALUE_TEXT */
	JSON_BLOCKS, /* a string with a line end in it is VALUE_BLOCK: a person's words */
};

/*
 * Reads one JSON value of any kind. Numbers become text: integers as written, others by the fewest
 * digits that mean the same double, with ".0" where no point is left (1.21, 0.1, 2.0). ERR_INPUT
 * with the line.
 */
int value_from_json(struct arena *arena, const char *json, size_t len, enum json_texts texts,
		    struct value **value, struct err *err);

#endif
