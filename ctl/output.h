/* One way to write records, as lines for people or as JSON, one object a line. */
#ifndef CTL_OUTPUT_H
#define CTL_OUTPUT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct output {
	FILE *file;
	bool is_json;
};

/* Writes the object as a line of JSON and lets it go. */
void output_json(struct output *output, json_t *object);

/* A moment in RFC 3339, JSON null for none. */
json_t *output_moment(int64_t at_us);

/* A text, JSON null for NULL. */
json_t *output_text(const char *text);

/* For people: text with what a terminal would obey taken out; at most `width` columns (0: all). */
void output_cell(FILE *file, const char *text, int width);

#endif
