/* The contract's suites, one a file. */
#ifndef CONTRACT_SUITES_H
#define CONTRACT_SUITES_H

#include <check.h>

Suite *ledger_suite(void);
Suite *contact_suite(void);
Suite *clock_suite(void);
Suite *ticket_suite(void);
Suite *message_suite(void);
Suite *journal_suite(void);
Suite *customer_suite(void);
Suite *offer_suite(void);
Suite *promise_suite(void);
Suite *ladder_suite(void);
Suite *survey_suite(void);
Suite *outbox_suite(void);
Suite *delivery_suite(void);
Suite *trust_suite(void);
Suite *list_suite(void);
Suite *shared_suite(void);
Suite *schema_suite(void);
Suite *faults_suite(void);
Suite *plan_suite(void);

#endif
