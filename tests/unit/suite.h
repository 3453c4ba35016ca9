/* The main of a unit test program: runs the suites it is given and says how it went. */
#ifndef UNIT_SUITE_H
#define UNIT_SUITE_H

#include <check.h>

/* Suites end with NULL. Returns the exit code. */
int suite_main(Suite *(*const *suites)(void));

#endif
