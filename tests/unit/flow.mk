# lib/flow: intake, sweep and courier over a store in memory that fails on demand.
UNIT_TESTS += tests/unit/flow_test
tests_unit_flow_test_SOURCES = tests/unit/suite.c tests/unit/suite.h tests/unit/flow_test.c \
	tests/unit/flow_help.c tests/unit/flow_help.h tests/unit/flow_intake_test.c \
	tests/unit/flow_courier_test.c tests/unit/flow_look_test.c tests/unit/flow_loop_test.c \
	tests/unit/flow_sweep_test.c \
	tests/unit/fake_server.c tests/unit/fake_server.h
tests_unit_flow_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_unit_flow_test_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_flow_test_LDADD = $(LINK_OMBUD) $(CHECK_LIBS)
