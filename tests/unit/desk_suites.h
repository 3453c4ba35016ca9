/* The suites of lib/desk, run by desk_test.c. */
#ifndef UNIT_DESK_SUITES_H
#define UNIT_DESK_SUITES_H

#include "unit/desk_help.h"

Suite *desk_token_suite(void);
Suite *desk_subject_suite(void);
Suite *desk_trust_suite(void);
Suite *desk_command_suite(void);
Suite *desk_outward_suite(void);
Suite *desk_thread_suite(void);
Suite *desk_customer_suite(void);
Suite *desk_agent_suite(void);
Suite *desk_bounce_suite(void);
Suite *desk_record_suite(void);
Suite *desk_ladder_suite(void);
Suite *desk_matrix_suite(void);
Suite *desk_score_suite(void);
Suite *desk_when_suite(void);
Suite *desk_thanks_suite(void);

#endif
