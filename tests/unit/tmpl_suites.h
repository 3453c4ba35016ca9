/* The suites of tmpl_test, one a file, and what they share. */
#ifndef UNIT_TMPL_SUITES_H
#define UNIT_TMPL_SUITES_H

#include <check.h>

#include "tmpl/template.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

Suite *mustache_suite(void);
Suite *part_suite(void);
Suite *attack_suite(void);
Suite *set_suite(void);

/* JSON to data; strings with line ends are blocks. The test fails where it is ill-formed. */
struct value *tmpl_data(struct arena *arena, const char *json);

/* Renders this Markdown source (an empty subject is put before it) with that data. */
struct rendered tmpl_render(struct arena *arena, const char *markdown, const char *json);

/* The HTML between the document's opening and its end. */
const char *tmpl_body(struct arena *arena, const struct rendered *parts);

#endif
