# compose_test: tables; compose_reader_test: the same mails through Python's email package.
UNIT_TESTS += tests/unit/compose_test
tests_unit_compose_test_SOURCES = tests/unit/suite.c tests/unit/suite.h tests/unit/compose_test.c
tests_unit_compose_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_unit_compose_test_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_compose_test_LDADD = lib/mail/libmail.a lib/base/libbase.a $(LIBS_ALL_LIBS) $(CHECK_LIBS)

check_PROGRAMS += tests/unit/compose_write
tests_unit_compose_write_LDADD = lib/mail/libmail.a lib/base/libbase.a $(LIBS_ALL_LIBS)
dist_check_SCRIPTS += tests/unit/compose_reader_test
TESTS += tests/unit/compose_reader_test
