#include "unit/mail_test.h"

#include "base/text.h"
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
	test_check_clean(*message);
	return status;
}

int test_read_string(struct arena *arena, const char *mail, struct message **message)
{
	return test_read(arena, mail, strlen(mail), message);
}

int test_read_buf(struct arena *arena, const struct buf *mail, struct message **message)
{
	return test_read(arena, mail->data, mail->len, message);
}

int test_read_parts(struct arena *arena, const char *head, const char *body,
		    struct message **message)
{
	struct buf mail;
	int status;

	buf_init(&mail);
	buf_printf(&mail, "%s\n%s", head, body);
	status = test_read_buf(arena, &mail, message);
	/* What points into the raw mail must not outlive it; the texts do not. */
	(*message)->raw = (struct bytes){"", 0};
	buf_release(&mail);
	return status;
}

void test_repeat(struct buf *buf, const char *text, size_t count)
{
	size_t len = strlen(text);

	buf_reserve(buf, len * count);
	for (size_t i = 0; i < count; i++)
		buf_add(buf, text, len);
}

bool test_has_defect(const struct message *message, const char *words)
{
	for (size_t i = 0; i < message->defects.count; i++)
		if (strstr(message->defects.items[i], words))
			return true;
	return false;
}

/* One assertion a text: each of them costs a write of its own. */
static void check_text(const char *text, bool may_have_lines)
{
	const char *at = text;

	ck_assert_ptr_nonnull(text);
	ck_assert_msg(text_is_utf8(text, strlen(text)), "not UTF-8: %s", text);
	while ((unsigned char)*at >= ' ' || (may_have_lines && (*at == '\n' || *at == '\t')))
		at++;
	ck_assert_msg(!*at, "a control in: %s", text);
}

static void check_addresses(const struct address_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		check_text(list->items[i].name, false);
		check_text(list->items[i].email, false);
	}
}

static void check_ids(const struct string_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		check_text(list->items[i], false);
}

void test_check_clean(const struct message *message)
{
	check_text(message->subject, false);
	check_text(message->text, true);
	check_text(message->reply, true);
	check_text(message->quoted, true);
	check_text(message->signature, true);
	check_text(message->charset, false);
	check_text(message->kind_reason, false);
	check_addresses(&message->from);
	check_addresses(&message->to);
	check_addresses(&message->cc);
	check_addresses(&message->reply_to);
	check_ids(&message->references);
	check_ids(&message->in_reply_to);
	check_ids(&message->defects);
	for (size_t i = 0; i < message->attachment_count; i++) {
		check_text(message->attachments[i].name, false);
		check_text(message->attachments[i].type, false);
		ck_assert_uint_eq(strlen(message->attachments[i].sha256), 64);
	}
	for (size_t i = 0; i < message->bounce_count; i++) {
		check_text(message->bounces[i].recipient, false);
		check_text(message->bounces[i].action, false);
		check_text(message->bounces[i].status, false);
		check_text(message->bounces[i].diagnostic, false);
	}
	for (size_t i = 0; i < message->header_count; i++) {
		check_text(message->headers[i].name, false);
		check_text(message->headers[i].value, false);
	}
}

int main(void)
{
	static Suite *(*const suites[])(void) = {
	    mail_message_suite, mail_shape_suite, mail_charset_suite, mail_decode_suite,
	    mail_address_suite, mail_html_suite,  mail_reply_suite,   mail_quote_suite,
	    mail_kind_suite,    mail_away_suite,  mail_bounce_suite,  mail_auth_suite,
	    mail_file_suite,    mail_found_suite, mail_limit_suite,   NULL};
	int status = suite_main(suites);

	charset_release();
	return status;
}
