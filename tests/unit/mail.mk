# unit tests of mail
UNIT_TESTS += tests/unit/mail_test
tests_unit_mail_test_SOURCES = tests/unit/suite.c tests/unit/suite.h tests/unit/mail_test.c \
	tests/unit/mail_test.h tests/unit/mail_message_test.c
tests_unit_mail_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_unit_mail_test_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_mail_test_LDADD = lib/mail/libmail.a lib/base/libbase.a $(LIBS_ALL_LIBS) $(CHECK_LIBS)

# The reader behind a main of its own, for scoring it against a corpus.
check_PROGRAMS += tests/unit/mail_parse
tests_unit_mail_parse_SOURCES = tests/unit/mail_parse.c ctl/cmd_parse.c ctl/cmd_parse.h \
	ctl/parse_json.c ctl/parse_json.h
tests_unit_mail_parse_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/ctl
tests_unit_mail_parse_LDADD = lib/mail/libmail.a lib/base/libbase.a $(LIBS_ALL_LIBS)
