/* What the unit tests of the mail reader share. */
#ifndef UNIT_MAIL_TEST_H
#define UNIT_MAIL_TEST_H

#include <check.h>
#include <string.h>

#include "mail/reader.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

/* Reads a mail of the given bytes; the caller releases the arena. Returns what mail_read does. */
int test_read(struct arena *arena, const char *data, size_t len, struct message **message);
int test_read_string(struct arena *arena, const char *mail, struct message **message);

/* True where one of the defects contains the words. */
bool test_has_defect(const struct message *message, const char *words);

Suite *mail_message_suite(void);

#endif
