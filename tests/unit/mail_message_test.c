#include "unit/mail_test.h"

START_TEST(an_ordinary_mail)
{
	struct message *message;
	struct arena arena;

	ck_assert_int_eq(
	    test_read_string(&arena,
			     "Received: from a.example by mx.acme.example with ESMTP; Mon, 5 Jan "
			     "2026 09:00:01 +0000\r\n"
			     "Authentication-Results: mx.acme.example;\r\n"
			     " dkim=pass header.d=customer.example;\r\n"
			     " dmarc=pass (p=none) header.from=customer.example\r\n"
			     "From: =?utf-8?Q?J=C3=BCrgen?= Klein <j.klein@customer.example>\r\n"
			     "To: \"Support, Acme\" <support@acme.example>, b@acme.example\r\n"
			     "Subject: =?utf-8?B?R3LDvMOf?=\r\n =?utf-8?Q?e?= aus Kiel\r\n"
			     "Date: Mon, 5 Jan 2026 10:00:00 +0100\r\n"
			     "Message-ID: <1@customer.example>\r\n"
			     "In-Reply-To: <0@acme.example>\r\n"
			     "References: <a@acme.example>\r\n <0@acme.example>\r\n"
			     "MIME-Version: 1.0\r\n"
			     "Content-Type: multipart/mixed; boundary=\"=_x\"\r\n"
			     "\r\n"
			     "--=_x\r\n"
			     "Content-Type: text/plain; charset=iso-8859-1\r\n"
			     "Content-Transfer-Encoding: quoted-printable\r\n"
			     "\r\n"
			     "Das Ger=E4t ist kaputt.\r\n\r\n> Was ist?\r\n"
			     "--=_x\r\n"
			     "Content-Type: application/octet-stream; name=x.bin\r\n"
			     "Content-Transfer-Encoding: base64\r\n"
			     "Content-Disposition: attachment; filename*=utf-8''%C3%A4%20b.bin\r\n"
			     "\r\n"
			     "YWJj\r\n"
			     "--=_x--\r\n",
			     &message),
	    0);
	ck_assert_str_eq(message->from.items[0].name, "J\xc3\xbcrgen Klein");
	ck_assert_str_eq(message->from.items[0].email, "j.klein@customer.example");
	ck_assert_uint_eq(message->to.count, 2);
	ck_assert_str_eq(message->to.items[0].name, "Support, Acme");
	ck_assert_str_eq(message->subject, "Gr\xc3\xbc\xc3\x9f\x65 aus Kiel");
	ck_assert_int_eq(message->date_us, INT64_C(1767603600000000));
	ck_assert_str_eq(message->message_id, "1@customer.example");
	ck_assert_uint_eq(message->references.count, 2);
	ck_assert_str_eq(message->references.items[1], "0@acme.example");
	ck_assert_str_eq(message->text, "Das Ger\xc3\xa4t ist kaputt.\n\n> Was ist?\n");
	ck_assert_str_eq(message->reply, "Das Ger\xc3\xa4t ist kaputt.");
	ck_assert_str_eq(message->quoted, "> Was ist?");
	ck_assert_uint_eq(message->attachment_count, 1);
	ck_assert_str_eq(message->attachments[0].name, "\xc3\xa4 b.bin");
	ck_assert_uint_eq(message->attachments[0].size, 3);
	ck_assert_str_eq(message->attachments[0].sha256,
			 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	ck_assert(strncmp(message->raw.data + message->attachments[0].raw_offset, "YWJj", 4) == 0);
	ck_assert_uint_eq(message->trace_count, 2);
	ck_assert_str_eq(message->traces[0].host, "mx.acme.example");
	ck_assert_str_eq(message->traces[1].host, "mx.acme.example");
	ck_assert_uint_eq(message->traces[1].result_count, 2);
	ck_assert_str_eq(message->traces[1].results[1].method, "dmarc");
	ck_assert_str_eq(message->traces[1].results[1].properties[0].name, "header.from");
	ck_assert_int_eq(message->kind, MAIL_HUMAN);
	ck_assert_uint_eq(message->defects.count, 0);
	arena_release(&arena);
}
END_TEST

Suite *mail_message_suite(void)
{
	Suite *suite = suite_create("mail message");
	TCase *cases = tcase_create("message");

	tcase_add_test(cases, an_ordinary_mail);
	suite_add_tcase(suite, cases);
	return suite;
}
