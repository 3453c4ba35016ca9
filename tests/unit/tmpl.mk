# lib/tmpl: Mustache by tables of its own, then templates, escaping and the two parts.
UNIT_TESTS += tests/unit/tmpl_test
tests_unit_tmpl_test_SOURCES = tests/unit/suite.c tests/unit/suite.h tests/unit/tmpl_test.c \
	tests/unit/tmpl_suites.h tests/unit/tmpl_attack_test.c tests/unit/tmpl_mustache_test.c \
	tests/unit/tmpl_part_test.c tests/unit/tmpl_set_test.c
tests_unit_tmpl_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_unit_tmpl_test_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_tmpl_test_LDADD = lib/tmpl/libtmpl.a lib/base/libbase.a $(LIBS_ALL_LIBS) $(CHECK_LIBS)
