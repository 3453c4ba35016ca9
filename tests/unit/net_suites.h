/* The suites of net_test, one a file. */
#ifndef UNIT_NET_SUITES_H
#define UNIT_NET_SUITES_H

#include "unit/suite.h"

Suite *net_imap_suite(void);
Suite *net_smtp_suite(void);

#endif
