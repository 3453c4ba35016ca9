/* The suites of conf_test. */
#ifndef UNIT_CONF_SUITES_H
#define UNIT_CONF_SUITES_H

#include <check.h>

Suite *conf_broken_suite(void);    /* texts with faults, and what is said of them */
Suite *conf_customers_suite(void); /* customers.csv */
Suite *conf_files_suite(void);     /* files, modes, @include, secrets */
Suite *conf_tried_suite(void);     /* the example, the man page and the schema agree */

#endif
