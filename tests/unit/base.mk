UNIT_TESTS += tests/unit/base_test
tests_unit_base_test_SOURCES = tests/unit/suite.c tests/unit/suite.h tests/unit/base_test.c tests/unit/money_test.c tests/unit/words_test.c tests/unit/zone_test.c tests/unit/base_suites.h
tests_unit_base_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_unit_base_test_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_base_test_LDADD = lib/base/libbase.a $(LIBS_ALL_LIBS) $(CHECK_LIBS)
