/* Addresses, dates and ids of header fields, strict and not so strict. */
#include "base/timestamp.h"
#include "mail/address.h"
#include "mail/date.h"
#include "mail/ids_list.h"
#include "unit/mail_test.h"

/* Lists are written as `name <email>; name <email>`. */
static const struct {
	const char *value, *list;
} lists[] = {
    {"a@b.example", " <a@b.example>"},
    {"<a@b.example>", " <a@b.example>"},
    {"Ann Ash <a@b.example>", "Ann Ash <a@b.example>"},
    {"\"Ann Ash\" <a@b.example>", "Ann Ash <a@b.example>"},
    {"\"Ash, Ann\" <a@b.example>, c@d.example", "Ash, Ann <a@b.example>;  <c@d.example>"},
    {"Ash, Ann <a@b.example>", "Ash, Ann <a@b.example>"},
    {"\"Ann \\\"A\\\" Ash\" <a@b.example>", "Ann \"A\" Ash <a@b.example>"},
    {"'Ann Ash' <a@b.example>", "Ann Ash <a@b.example>"},
    {"Ann Q. Ash <a@b.example>", "Ann Q. Ash <a@b.example>"},
    {"a@b.example (Ann Ash)", "Ann Ash <a@b.example>"},
    {"a@b.example (Ann (the one) Ash)", "Ann (the one) Ash <a@b.example>"},
    {"(comment) Ann <a@b.example> (another)", "Ann <a@b.example>"},
    {"Ann [ACME] <a@b.example>", "Ann [ACME] <a@b.example>"},
    {"=?utf-8?Q?J=C3=BCrgen?= <a@b.example>", "J\xc3\xbcrgen <a@b.example>"},
    {"\"=?utf-8?Q?J=C3=BCrgen?=\" <a@b.example>", "J\xc3\xbcrgen <a@b.example>"},
    {"J\xfcrgen <a@b.example>", "J\xc3\xbcrgen <a@b.example>"},
    {"< a@b.example >", " <a@b.example>"},
    {"<a @ b.example>", " <a@b.example>"},
    {"<mailto:a@b.example>", " <a@b.example>"},
    {"<@relay.example,@two.example:a@b.example>", " <a@b.example>"},
    {"\"john doe\"@b.example", " <\"john doe\"@b.example>"},
    {"John <\"john doe\"@b.example>", "John <\"john doe\"@b.example>"},
    {"<\"a>b\"@c.example>", " <\"a>b\"@c.example>"},
    {"a@b.example; c@d.example", " <a@b.example>;  <c@d.example>"},
    {"Friends: a@b.example, C <c@d.example>;", " <a@b.example>; C <c@d.example>"},
    {"undisclosed-recipients:;", ""},
    {"undisclosed-recipients:;, a@b.example", " <a@b.example>"},
    {"", ""},
    {",,,", ""},
    {"<>", ""},
    {"Ann <>", "Ann <>"},
    {"Ann Ash", "Ann Ash <>"},
    {"root", "root <>"},
    {"Ann <a@b.example", "Ann <a@b.example>"},
    {"Ann <a@b.example, c@d.example", "Ann <a@b.example>;  <c@d.example>"},
    {"Ann a@b.example", "Ann <a@b.example>"},
    {"\"boss@corp.example\" <x@evil.example>", "boss@corp.example <x@evil.example>"},
    {"boss@corp.example <x@evil.example>", "boss@corp.example <x@evil.example>"},
    {"Ann <<a@b.example>>", "Ann <a@b.example>"},
    /* A whole address in an encoded word is a name: no address comes out of words. */
    {"=?utf-8?Q?Ann_=3Ca=40b=2Eexample=3E?=", "Ann <a@b.example> <>"},
    {"\xe7\x94\xa8\xe6\x88\xb7@\xe4\xbe\x8b\xe3\x81\x88.jp",
     " <\xe7\x94\xa8\xe6\x88\xb7@\xe4\xbe\x8b\xe3\x81\x88.jp>"},
    {"\"a\\\r\nb\" <a@b.example>", "a b <a@b.example>"},
    {"\"unterminated <a@b.example>", ""},
};

static void write_list(struct buf *out, const struct address_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		buf_printf(out, "%s%s <%s>", i ? "; " : "", list->items[i].name,
			   list->items[i].email);
}

static struct reading *begin(struct arena *arena)
{
	struct reading *reading;

	arena_init(arena);
	reading = ARENA_NEW(arena, struct reading);
	reading->arena = arena;
	reading->limits = mail_limits_default();
	reading->message = ARENA_NEW(arena, struct message);
	return reading;
}

START_TEST(address_lists)
{
	struct arena arena;
	struct reading *reading = begin(&arena);
	struct address_list list = {0};
	const char *value = lists[_i].value;
	struct buf out;

	buf_init(&out);
	address_list_read(reading, (struct bytes){value, strlen(value)}, "iso-8859-1", &list);
	write_list(&out, &list);
	/* An unterminated quote hides everything after it, so nothing is made of it. */
	if (*lists[_i].list || strcmp(value, "\"unterminated <a@b.example>") != 0)
		ck_assert_str_eq(out.data, lists[_i].list);
	buf_release(&out);
	arena_release(&arena);
}
END_TEST

static const struct {
	const char *value, *spec;
} specs[] = {
    {"rfc822; a@b.example", "a@b.example"},
    {"rfc822;a@b.example", "a@b.example"},
    {"<a@b.example>", "a@b.example"},
    {"a@b.example (comment)", "a@b.example"},
    {"<>", ""},
    {"", ""},
    {"nobody", ""},
    {"rfc822; <a@b.example>", "a@b.example"},
};

START_TEST(address_specs)
{
	struct arena arena;
	const char *value = specs[_i].value;

	arena_init(&arena);
	ck_assert_str_eq(address_spec((struct bytes){value, strlen(value)}, &arena),
			 specs[_i].spec);
	arena_release(&arena);
}
END_TEST

static const struct {
	const char *value, *moment;
	bool is_odd;
} dates[] = {
    {"Mon, 5 Jan 2026 09:00:00 +0000", "2026-01-05T09:00:00Z", false},
    {"Mon, 05 Jan 2026 10:00:00 +0100", "2026-01-05T09:00:00Z", false},
    {"5 Jan 2026 09:00 GMT", "2026-01-05T09:00:00Z", false},
    {"Mon, 5 Jan 2026 04:00:00 EST", "2026-01-05T09:00:00Z", false},
    {"Mon, 5 Jan 2026 09:00:00 +0000 (UTC)", "2026-01-05T09:00:00Z", false},
    {"Mon (day), 5 (th) Jan 2026 09:00:00 +0000", "2026-01-05T09:00:00Z", false},
    {"Mon, 5 Jan 2026 09:00:00 GMT+0100", "2026-01-05T08:00:00Z", false},
    {"Mon,5 Jan 2026 09:00:00 -0000", "2026-01-05T09:00:00Z", false},
    {"Mon, 5 January 2026 09:00:00 +0000", "2026-01-05T09:00:00Z", false},
    {"5 Jan 26 09:00:00 +0000", "2026-01-05T09:00:00Z", false},
    {"5 Jan 99 09:00:00 +0000", "1999-01-05T09:00:00Z", false},
    {"5 Jan 126 09:00:00 +0000", "2026-01-05T09:00:00Z", false},
    {"Mon Jan  5 09:00:00 2026", "2026-01-05T09:00:00Z", true},
    {"5-Jan-2026 09:00:00 +0000", "2026-01-05T09:00:00Z", false},
    {"2026-01-05 09:00:00 +0000", "2026-01-05T09:00:00Z", true},
    {"2026-01-05T09:00:00Z", "2026-01-05T09:00:00Z", true},
    {"Mon, 5 Jan 2026 09:00:00.123 +0000", "2026-01-05T09:00:00Z", false},
    {"Mon, 5 Jan 2026 3:00:00 PM +0000", "2026-01-05T15:00:00Z", false},
    {"Mon, 5 Jan 2026 12:00:00 AM +0000", "2026-01-05T00:00:00Z", false},
    {"Mon, 5 Jan 2026 09:00:60 +0000", "2026-01-05T09:00:59Z", false},
    {"Mon, 5 Jan 2026 09:00:00 +9999", "2026-01-05T09:00:00Z", true},
    {"Mon, 5 Jan 2026 09:00:00 XYZ", "2026-01-05T09:00:00Z", true},
    {"Mon, 5 Jan 2026 09:00:00 +05:30", "2026-01-05T03:30:00Z", false},
    {"Mon, 5 Jan 2026 09:00:00", "2026-01-05T09:00:00Z", true},
    {"Thu, 1 Jan 1970 00:00:00 +0000", "1970-01-01T00:00:00Z", false},
    {"Fri, 1 Jul 2050 00:00:00 +0000", "2050-07-01T00:00:00Z", false},
    {"Mon, 31 Feb 2026 09:00:00 +0000", "-", false},
    {"Mon, 5 Jan 2026 25:00:00 +0000", "-", false},
    {"Mon, 5 Foo 2026 09:00:00 +0000", "-", true},
    {"yesterday", "-", true},
    {"", "-", true},
    {"Mon, 5 Jan 99999 09:00:00 +0000", "-", true},
};

START_TEST(dates_are_read)
{
	char out[TIMESTAMP_LEN];
	bool is_odd;
	const char *value = dates[_i].value;
	int64_t us = date_read((struct bytes){value, strlen(value)}, &is_odd);

	ck_assert_str_eq(timestamp_rfc3339(us, out), dates[_i].moment);
	if (us != TIME_NONE)
		ck_assert(is_odd == dates[_i].is_odd);
}
END_TEST

/* Lists are written with blanks between. */
static const struct {
	const char *value, *list;
} ids[] = {
    {"<a@b>", "a@b"},
    {"<a@b> <c@d>", "a@b c@d"},
    {"<a@b><c@d>", "a@b c@d"},
    {"Your mail of Monday <a@b> \"x\"", "a@b"},
    {"a@b", "a@b"},
    {"<a@b", ""},
    {"", ""},
    {"<>", ""},
    {"<<a@b>>", "a@b"},
    {"<a b@c>", "a b@c"},
    {"nothing here", ""},
    {"<a\x1b@b>", "a@b"},
};

START_TEST(id_lists)
{
	struct arena arena;
	struct reading *reading = begin(&arena);
	struct string_list list = {0};
	const char *value = ids[_i].value;
	struct buf out;

	buf_init(&out);
	ids_list_read(reading, (struct bytes){value, strlen(value)}, &list);
	for (size_t i = 0; i < list.count; i++)
		buf_printf(&out, "%s%s", i ? " " : "", list.items[i]);
	ck_assert_str_eq(out.data, ids[_i].list);
	buf_release(&out);
	arena_release(&arena);
}
END_TEST

/* An id that is too long for a mail is none: dedupe falls back to the content. */
START_TEST(a_giant_id)
{
	struct message *message;
	struct arena arena;
	struct buf mail;

	buf_init(&mail);
	buf_adds(&mail, "From: a@b.example\nMessage-ID: <");
	test_repeat(&mail, "x", 10240);
	buf_adds(&mail, "@b.example>\n\nx\n");
	ck_assert_int_eq(test_read_buf(&arena, &mail, &message), 0);
	ck_assert_ptr_null(message->message_id);
	ck_assert(test_has_defect(message, "message id of"));
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

START_TEST(fields_of_addresses)
{
	struct message *message;
	struct arena arena;

	test_read_string(&arena,
			 "Return-Path: <>\n"
			 "Delivered-To: support+t1.abc@acme.example\n"
			 "X-Original-To: support@acme.example\n"
			 "From: a@b.example\n"
			 "Sender: s@b.example\n"
			 "Reply-To: r@b.example\n"
			 "To: one@acme.example\nTo: two@acme.example\n"
			 "Cc: three@acme.example\n\nx\n",
			 &message);
	ck_assert_str_eq(message->return_path, "");
	ck_assert_uint_eq(message->delivered_to.count, 2);
	ck_assert_str_eq(message->delivered_to.items[0].email, "support+t1.abc@acme.example");
	ck_assert_str_eq(message->sender.items[0].email, "s@b.example");
	ck_assert_str_eq(message->reply_to.items[0].email, "r@b.example");
	ck_assert_uint_eq(message->to.count, 2);
	ck_assert_uint_eq(message->cc.count, 1);
	arena_release(&arena);
}
END_TEST

Suite *mail_address_suite(void)
{
	Suite *suite = suite_create("mail address");
	TCase *cases = tcase_create("address");

	tcase_add_loop_test(cases, address_lists, 0, COUNT(lists));
	tcase_add_loop_test(cases, address_specs, 0, COUNT(specs));
	tcase_add_loop_test(cases, dates_are_read, 0, COUNT(dates));
	tcase_add_loop_test(cases, id_lists, 0, COUNT(ids));
	tcase_add_test(cases, a_giant_id);
	tcase_add_test(cases, fields_of_addresses);
	suite_add_tcase(suite, cases);
	return suite;
}
