# lib/desk: tables for its pure parts, then events made by hand and the changes that come of them.
UNIT_TESTS += tests/unit/desk_test
tests_unit_desk_test_SOURCES = tests/unit/suite.c tests/unit/suite.h tests/unit/desk_test.c \
	tests/unit/desk_help.c tests/unit/desk_help.h tests/unit/desk_suites.h
tests_unit_desk_test_SOURCES += tests/unit/desk_agent_test.c
tests_unit_desk_test_SOURCES += tests/unit/desk_bounce_test.c
tests_unit_desk_test_SOURCES += tests/unit/desk_command_test.c
tests_unit_desk_test_SOURCES += tests/unit/desk_customer_test.c
tests_unit_desk_test_SOURCES += tests/unit/desk_ladder_test.c
tests_unit_desk_test_SOURCES += tests/unit/desk_matrix_test.c
tests_unit_desk_test_SOURCES += tests/unit/desk_outward_test.c
tests_unit_desk_test_SOURCES += tests/unit/desk_record_test.c
tests_unit_desk_test_SOURCES += tests/unit/desk_score_test.c
tests_unit_desk_test_SOURCES += tests/unit/desk_subject_test.c
tests_unit_desk_test_SOURCES += tests/unit/desk_thanks_test.c
tests_unit_desk_test_SOURCES += tests/unit/desk_thread_test.c
tests_unit_desk_test_SOURCES += tests/unit/desk_token_test.c
tests_unit_desk_test_SOURCES += tests/unit/desk_trust_test.c
tests_unit_desk_test_SOURCES += tests/unit/desk_when_test.c
tests_unit_desk_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_unit_desk_test_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_desk_test_LDADD = lib/desk/libdesk.a lib/mail/libmail.a lib/conf/libconf.a \
	lib/base/libbase.a $(LIBS_ALL_LIBS) $(CHECK_LIBS)
