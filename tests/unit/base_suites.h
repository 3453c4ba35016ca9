/* The suites of base_test. */
#ifndef UNIT_BASE_SUITES_H
#define UNIT_BASE_SUITES_H

#include <check.h>

Suite *money_suite(void);
Suite *words_suite(void);
Suite *zone_suite(void); /* local times, both ways, and as people read them */

#endif
