UNIT_TESTS += tests/unit/net_test
tests_unit_net_test_SOURCES = tests/unit/suite.c tests/unit/suite.h tests/unit/net_test.c tests/unit/net_suites.h \
	tests/unit/net_imap_test.c tests/unit/net_smtp_test.c tests/unit/fake_server.c tests/unit/fake_server.h
tests_unit_net_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_unit_net_test_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_net_test_LDADD = lib/net/libnet.a lib/base/libbase.a $(LIBS_ALL_LIBS) $(CHECK_LIBS)
