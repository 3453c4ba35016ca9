UNIT_TESTS += tests/unit/conf_test
tests_unit_conf_test_SOURCES = tests/unit/suite.c tests/unit/suite.h \
	tests/unit/conf_broken.c tests/unit/conf_customers.c tests/unit/conf_files.c tests/unit/conf_help.c \
	tests/unit/conf_help.h tests/unit/conf_suites.h tests/unit/conf_test.c \
	tests/unit/conf_tried.c
tests_unit_conf_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_unit_conf_test_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_conf_test_LDADD = lib/conf/libconf.a lib/base/libbase.a $(LIBS_ALL_LIBS) $(CHECK_LIBS)
