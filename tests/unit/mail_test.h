/* What the unit tests of the mail reader share. */
#ifndef UNIT_MAIL_TEST_H
#define UNIT_MAIL_TEST_H

#include <check.h>
#include <string.h>

#include "base/buf.h"
#include "mail/reader.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

/* Reads a mail of the given bytes; the caller releases the arena. Returns what mail_read does. */
int test_read(struct arena *arena, const char *data, size_t len, struct message **message);
int test_read_string(struct arena *arena, const char *mail, struct message **message);
int test_read_buf(struct arena *arena, const struct buf *mail, struct message **message);

/* Text of a mail with that head (lines with LF, without the empty line) and body. */
int test_read_parts(struct arena *arena, const char *head, const char *body,
		    struct message **message);

/* Adds `text` `count` times. */
void test_repeat(struct buf *buf, const char *text, size_t count);

/* True where one of the defects contains the words. */
bool test_has_defect(const struct message *message, const char *words);

/* Every text of the message is UTF-8 without controls: what mail_read promises of any mail. */
void test_check_clean(const struct message *message);

Suite *mail_message_suite(void);
Suite *mail_shape_suite(void);
Suite *mail_charset_suite(void);
Suite *mail_decode_suite(void);
Suite *mail_address_suite(void);
Suite *mail_html_suite(void);
Suite *mail_reply_suite(void);
Suite *mail_quote_suite(void);
Suite *mail_kind_suite(void);
Suite *mail_away_suite(void);
Suite *mail_bounce_suite(void);
Suite *mail_auth_suite(void);
Suite *mail_file_suite(void);
Suite *mail_found_suite(void);
Suite *mail_limit_suite(void);

#endif
