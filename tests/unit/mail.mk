# unit tests of mail
UNIT_TESTS += tests/unit/mail_test
tests_unit_mail_test_SOURCES = tests/unit/suite.c tests/unit/suite.h tests/unit/mail_test.c \
	tests/unit/mail_test.h tests/unit/mail_address_test.c tests/unit/mail_auth_test.c \
	tests/unit/mail_away_test.c tests/unit/mail_bounce_test.c tests/unit/mail_charset_test.c \
	tests/unit/mail_decode_test.c tests/unit/mail_file_test.c tests/unit/mail_found_test.c \
	tests/unit/mail_html_test.c tests/unit/mail_kind_test.c tests/unit/mail_message_test.c \
	tests/unit/mail_quote_test.c tests/unit/mail_reply_test.c tests/unit/mail_shape_test.c \
	tests/unit/mail_limit_test.c tests/bench/worst_mails.c tests/bench/worst_mails.h \
	tests/fuzz/targets.c tests/fuzz/targets.h
tests_unit_mail_test_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests
tests_unit_mail_test_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
tests_unit_mail_test_LDADD = lib/mail/libmail.a lib/base/libbase.a $(LIBS_ALL_LIBS) $(CHECK_LIBS)
