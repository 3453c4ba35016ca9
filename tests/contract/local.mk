# The contract of the store, on each engine.
dist_check_SCRIPTS += tests/contract/with-postgresql
if HAVE_CHECK
check_PROGRAMS += tests/contract/contract_test
TESTS += tests/contract/contract_test
tests_contract_contract_test_SOURCES =
tests_contract_contract_test_SOURCES += tests/contract/bed.c
tests_contract_contract_test_SOURCES += tests/contract/bed.h
tests_contract_contract_test_SOURCES += tests/contract/clock_contract.c
tests_contract_contract_test_SOURCES += tests/contract/contact_contract.c
tests_contract_contract_test_SOURCES += tests/contract/contract_test.c
tests_contract_contract_test_SOURCES += tests/contract/customer_contract.c
tests_contract_contract_test_SOURCES += tests/contract/delivery_contract.c
tests_contract_contract_test_SOURCES += tests/contract/faults_contract.c
tests_contract_contract_test_SOURCES += tests/contract/journal_contract.c
tests_contract_contract_test_SOURCES += tests/contract/ladder_contract.c
tests_contract_contract_test_SOURCES += tests/contract/ledger_contract.c
tests_contract_contract_test_SOURCES += tests/contract/list_contract.c
tests_contract_contract_test_SOURCES += tests/contract/message_contract.c
tests_contract_contract_test_SOURCES += tests/contract/offer_contract.c
tests_contract_contract_test_SOURCES += tests/contract/outbox_contract.c
tests_contract_contract_test_SOURCES += tests/contract/plan_contract.c
tests_contract_contract_test_SOURCES += tests/contract/promise_contract.c
tests_contract_contract_test_SOURCES += tests/contract/schema_contract.c
tests_contract_contract_test_SOURCES += tests/contract/shared_contract.c
tests_contract_contract_test_SOURCES += tests/contract/suites.h
tests_contract_contract_test_SOURCES += tests/contract/survey_contract.c
tests_contract_contract_test_SOURCES += tests/contract/ticket_contract.c
tests_contract_contract_test_SOURCES += tests/contract/trust_contract.c
tests_contract_contract_test_SOURCES += tests/unit/suite.c
tests_contract_contract_test_SOURCES += tests/unit/suite.h
tests_contract_contract_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_contract_contract_test_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_contract_contract_test_LDADD = lib/store/libstore.a lib/desk/libdesk.a lib/base/libbase.a \
	$(LIBS_ALL_LIBS) $(CHECK_LIBS) -ldl
endif
