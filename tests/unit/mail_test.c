#include "unit/mail_test.h"

#include "mail/charset.h"
#include "unit/suite.h"

int test_read(struct arena *arena, const char *data, size_t len, struct message **message)
{
	struct mail_limits limits = mail_limits_default();
	struct err err = {0};
	int status;

	arena_init(arena);
	status = mail_read((struct bytes){data, len}, &limits, arena, message, &err);
	ck_assert_ptr_nonnull(*message);
	ck_assert_int_eq(status != 0, err.code != ERR_NONE);
	return status;
}

int test_read_string(struct arena *arena, const char *mail, struct message **message)
{
	return test_read(arena, mail, strlen(mail), message);
}

bool test_has_defect(const struct message *message, const char *words)
{
	for (size_t i = 0; i < message->defects.count; i++)
		if (strstr(message->defects.items[i], words))
			return true;
	return false;
}

int main(void)
{
	static Suite *(*const suites[])(void) = {mail_message_suite, NULL};
	int status = suite_main(suites);

	charset_release();
	return status;
}
