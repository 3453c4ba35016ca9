#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "mail/compose.h"
#include "unit/suite.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))
#define ID           "t1.m2.tok@acme.example"

static struct address carla = {.name = "Carla Client", .email = "carla@client.example"};

static struct draft plain_draft(void)
{
	return (struct draft){
	    .from = {.name = "Acme Support", .email = "support@acme.example"},
	    .to = {.items = &carla, .count = 1},
	    .subject = "[ACME-1] The printer smokes",
	    .date_us = INT64_C(1767603600000000),
	    .message_id = ID,
	    .text = "Hello,\n\nall is well.\n",
	};
}

/* The mail of a draft; the caller frees. */
static char *compose(const struct draft *draft)
{
	struct buf head, mail;
	struct err err = {0};

	buf_init(&head);
	buf_init(&mail);
	ck_assert_msg(compose_head(draft, &head, &err) == 0, "%s", err.text);
	compose_body(head.data, draft->message_id, draft->text, draft->html, draft->attachments,
		     draft->attachment_count, &mail);
	buf_release(&head);
	return mail.data;
}

static void expect_in(const char *mail, const char *part)
{
	ck_assert_msg(strstr(mail, part) != NULL, "\"%s\" is not in:\n%s", part, mail);
}

static void expect_not_in(const char *mail, const char *part)
{
	ck_assert_msg(strstr(mail, part) == NULL, "\"%s\" is in:\n%s", part, mail);
}

START_TEST(a_plain_mail)
{
	static const char wanted[] = "Date: Mon, 05 Jan 2026 09:00:00 +0000\r\n"
				     "From: Acme Support <support@acme.example>\r\n"
				     "To: Carla Client <carla@client.example>\r\n"
				     "Subject: [ACME-1] The printer smokes\r\n"
				     "Message-ID: <" ID ">\r\n"
				     "MIME-Version: 1.0\r\n"
				     "Content-Type: text/plain; charset=utf-8; format=flowed\r\n"
				     "Content-Transfer-Encoding: 7bit\r\n"
				     "\r\n"
				     "Hello,\r\n\r\nall is well.\r\n";
	struct draft draft = plain_draft();
	char *mail = compose(&draft);

	ck_assert_str_eq(mail, wanted);
	free(mail);
}
END_TEST

/* Subjects as they stand in the head, folds shown as they are. */
static const struct {
	const char *text, *field;
} subjects[] = {
    {"plain", "Subject: plain\r\n"},
    {"", "Subject:\r\n"},
    {NULL, "Subject:\r\n"},
    {"Größe", "Subject: =?utf-8?Q?Gr=C3=B6=C3=9Fe?=\r\n"},
    {"[ACME-1] Re: Größe passt", "Subject: [ACME-1] Re: =?utf-8?Q?Gr=C3=B6=C3=9Fe_passt?=\r\n"},
    {"=?utf-8?Q?x?=", "Subject: =?utf-8?B?PT91dGYtOD9RP3g/PQ==?=\r\n"},
    {"日本", "Subject: =?utf-8?B?5pel5pys?=\r\n"},
    {"a\r\nBcc: evil@x.example", "Subject: a Bcc: evil@x.example\r\n"},
    {"a\x1b[1mb\x7f", "Subject: a[1mb\r\n"},
    {"a\xe2\x80\xae"
     "b",
     "Subject: ab\r\n"},
    {"bad \xff utf-8", "Subject: bad =?utf-8?Q?=EF=BF=BD_utf-8?=\r\n"},
    {"one two three four five six seven eight nine ten eleven twelve thirteen fourteen",
     "Subject: one two three four five six seven eight nine ten eleven twelve\r\n"
     " thirteen fourteen\r\n"},
    {"Ein sehr langer Betreff mit Umlauten: äöüßäöüß, der nicht auf eine Zeile geht",
     "Subject: Ein sehr langer Betreff mit Umlauten:\r\n"
     " =?utf-8?B?w6TDtsO8w5/DpMO2w7zDnywgZGVyIG5pY2h0IGF1ZiBlaW5lIFplaWxlIGdl?=\r\n"
     " =?utf-8?B?aHQ=?=\r\n"},
};

START_TEST(subjects_are_encoded)
{
	struct draft draft = plain_draft();
	char *mail;

	draft.subject = subjects[_i].text;
	mail = compose(&draft);
	expect_in(mail, subjects[_i].field);
	free(mail);
}
END_TEST

static const struct {
	const char *name, *field;
} names[] = {
    {"Ann Ash", "To: Ann Ash <x@y.example>\r\n"},
    {"", "To: x@y.example\r\n"},
    {NULL, "To: x@y.example\r\n"},
    {"Ash, Ann", "To: \"Ash, Ann\" <x@y.example>\r\n"},
    {"Ann \"A\" \\", "To: \"Ann \\\"A\\\" \\\\\" <x@y.example>\r\n"},
    {"boss@corp.example", "To: \"boss@corp.example\" <x@y.example>\r\n"},
    {"Änne", "To: =?utf-8?Q?=C3=84nne?= <x@y.example>\r\n"},
    {"x>\r\nBcc: <e@e.example", "To: \"x> Bcc: <e@e.example\" <x@y.example>\r\n"},
};

START_TEST(names_are_phrases)
{
	struct draft draft = plain_draft();
	struct address to = {.name = names[_i].name, .email = "x@y.example"};
	char *mail;

	draft.to.items = &to;
	mail = compose(&draft);
	expect_in(mail, names[_i].field);
	free(mail);
}
END_TEST

static const struct {
	const char *email;
	bool is_good;
} addresses[] = {
    {"a@b", true},
    {"first.last+tag@sub.domain.example", true},
    {"o'neil/dept=x@y.example", true},
    {"user@[192.0.2.1]", true},
    {"user@[IPv6:2001:db8::1]", true},
    {"", false},
    {"nobody", false},
    {"@b.example", false},
    {"a@", false},
    {"a@b@c.example", false},
    {"a b@c.example", false},
    {"a@b.example\r\nRCPT TO:<x@y>", false},
    {"a@b.example\n", false},
    {"<a@b.example>", false},
    {"a@b>c.example", false},
    {"a@.b.example", false},
    {"a@b..example", false},
    {"a@b.example.", false},
    {"a@-b.example", false},
    {"a@[]", false},
    {"a@[1.2.3.4", false},
    {"a@[1.2.3.4]>", false},
    {"\"a b\"@c.example", false},
    {"a,b@c.example", false},
    {"`id`@c.example", false},
    {"a|id@c.example", false},
    {"a;id@c.example", false},
    {"\xc3\xb6@c.example", false},
    {"a@m\xc3\xbcller.example", false},
    {"a\x7f@c.example", false},
    {"0123456789012345678901234567890123456789012345678901234567890123@b.example", true},
    {"01234567890123456789012345678901234567890123456789012345678901234@b.example", false},
};

START_TEST(envelope_addresses)
{
	ck_assert_msg(compose_is_envelope_address(addresses[_i].email) == addresses[_i].is_good,
		      "%s", addresses[_i].email);
}
END_TEST

START_TEST(bad_addresses_are_refused)
{
	struct draft draft = plain_draft();
	struct address to = {.name = "", .email = addresses[_i].email};
	struct err err = {0};
	struct buf head;

	buf_init(&head);
	draft.to.items = &to;
	if (compose_head(&draft, &head, &err)) {
		ck_assert_int_eq(err.code, ERR_INPUT);
		ck_assert_uint_eq(head.len, 0);
		ck_assert(!addresses[_i].is_good);
	} else {
		/* All that is let in beside those is a domain with an ASCII form. */
		ck_assert(addresses[_i].is_good || strstr(head.data, "@xn--mller-kva.example"));
	}
	buf_release(&head);
}
END_TEST

START_TEST(ids_of_strangers)
{
	static const char *references[] = {"anchor@acme.example", "bad id@x",
					   "b>\r\nBcc: x",        "",
					   "caf\xc3\xa9@x",       "good@x.example"};
	struct draft draft = plain_draft();
	char *mail;

	draft.in_reply_to = "x>\r\nBcc: <evil@x";
	draft.references = (struct string_list){.items = references, .count = 6};
	draft.auto_submitted = "auto-replied\r\nBcc: x@y";
	draft.list_unsubscribe = "mailto:x@y> <https://evil.example";
	draft.language = "en\r\nBcc: x@y";
	mail = compose(&draft);
	expect_in(mail, "References: <anchor@acme.example> <good@x.example>\r\n");
	expect_not_in(mail, "Bcc");
	expect_not_in(mail, "In-Reply-To");
	expect_not_in(mail, "Auto-Submitted");
	expect_not_in(mail, "List-Unsubscribe");
	expect_not_in(mail, "Content-Language");
	free(mail);
}
END_TEST

START_TEST(all_fields)
{
	static const char *references[] = {"t1.a.tok@acme.example", "c1@client.example"};
	struct draft draft = plain_draft();
	struct address cc[] = {{.name = "", .email = "a@x.example"}, {"B B", "b@x.example"}};
	struct address reply = {.name = "", .email = "support+t1.tok@acme.example"};
	char *mail;

	draft.cc = (struct address_list){.items = cc, .count = 2};
	draft.reply_to = (struct address_list){.items = &reply, .count = 1};
	draft.in_reply_to = "c1@client.example";
	draft.references = (struct string_list){.items = references, .count = 2};
	draft.auto_submitted = "auto-replied";
	draft.list_unsubscribe = "mailto:support+u.tok@acme.example?subject=stop";
	draft.language = "en-GB";
	mail = compose(&draft);
	expect_in(mail, "\r\nReply-To: support+t1.tok@acme.example\r\n");
	expect_in(mail, "\r\nCc: a@x.example, B B <b@x.example>\r\n");
	expect_in(mail, "\r\nIn-Reply-To: <c1@client.example>\r\n"
			"References: <t1.a.tok@acme.example> <c1@client.example>\r\n"
			"Auto-Submitted: auto-replied\r\n"
			"List-Unsubscribe: <mailto:support+u.tok@acme.example?subject=stop>\r\n"
			"Content-Language: en-GB\r\n");
	free(mail);
}
END_TEST

START_TEST(references_are_bounded)
{
	const char *references[60];
	char ids[60][24];
	struct draft draft = plain_draft();
	char *mail;
	size_t kept = 0;

	for (int i = 0; i < 60; i++) {
		snprintf(ids[i], sizeof ids[i], "id%d@x.example", i);
		references[i] = ids[i];
	}
	draft.references = (struct string_list){.items = references, .count = 60};
	mail = compose(&draft);
	expect_in(mail, "References: <id0@x.example> <id41@x.example>");
	expect_in(mail, "<id59@x.example>\r\n");
	expect_not_in(mail, "<id40@");
	for (const char *at = mail; (at = strstr(at, "<id")); at++)
		kept++;
	ck_assert_uint_eq(kept, 20);
	free(mail);
}
END_TEST

START_TEST(drafts_without_what_a_mail_needs)
{
	struct draft draft = plain_draft();
	struct buf head;

	buf_init(&head);
	draft.message_id = NULL;
	ck_assert_int_eq(compose_head(&draft, &head, NULL), -1);
	draft.message_id = "no-domain";
	ck_assert_int_eq(compose_head(&draft, &head, NULL), -1);
	draft = plain_draft();
	draft.date_us = TIME_NONE;
	ck_assert_int_eq(compose_head(&draft, &head, NULL), -1);
	draft = plain_draft();
	draft.from.email = NULL;
	ck_assert_int_eq(compose_head(&draft, &head, NULL), -1);
	ck_assert_uint_eq(head.len, 0);
	buf_release(&head);
}
END_TEST

/* The text part as it goes out. */
static const struct {
	const char *text, *body;
} texts[] = {
    {"a\n", "7bit\r\n\r\na\r\n"},
    {"a", "7bit\r\n\r\na\r\n"},
    {"a\r\nb\rc", "7bit\r\n\r\na\r\nb\r\nc\r\n"},
    {"ends   \nnext", "7bit\r\n\r\nends\r\nnext\r\n"},
    {"-- \nAcme", "7bit\r\n\r\n-- \r\nAcme\r\n"},
    {" indented", "7bit\r\n\r\n  indented\r\n"},
    {"From me", "7bit\r\n\r\n From me\r\n"},
    {"> > two\n>> two\n> one\n>", "7bit\r\n\r\n>> two\r\n>> two\r\n> one\r\n>\r\n"},
    {">   code", "7bit\r\n\r\n>   code\r\n"},
    {"one two three four five six seven eight nine ten eleven twelve thirteen fourteen",
     "7bit\r\n\r\none two three four five six seven eight nine ten eleven twelve thirteen \r\n"
     "fourteen\r\n"},
    {"> one two three four five six seven eight nine ten eleven twelve thirteen fourteen",
     "7bit\r\n\r\n> one two three four five six seven eight nine ten eleven twelve thirteen \r\n"
     "> fourteen\r\n"},
    {"one two three four five six seven eight nine ten eleven twelve thirteen #solved x",
     "7bit\r\n\r\none two three four five six seven eight nine ten eleven twelve \r\n"
     "thirteen #solved x\r\n"},
    {"Größe", "quoted-printable\r\n\r\nGr=C3=B6=C3=9Fe\r\n"},
    {"a=ö", "quoted-printable\r\n\r\na=3D=C3=B6\r\n"},
    {"-- \nä", "quoted-printable\r\n\r\n--=20\r\n=C3=A4\r\n"},
    {"a\0b", "7bit\r\n\r\na\r\n"},
};

START_TEST(texts_flow)
{
	struct draft draft = plain_draft();
	char *mail;

	draft.text = texts[_i].text;
	mail = compose(&draft);
	ck_assert_str_eq(strstr(mail, "Content-Transfer-Encoding: ") + 27, texts[_i].body);
	free(mail);
}
END_TEST

static void attach(struct draft *draft, struct draft_attachment *part, const char *content)
{
	part->content = (struct bytes){.data = content, .len = strlen(content)};
	draft->attachments = part;
	draft->attachment_count = 1;
}

static const struct {
	const char *name, *type, *encoding, *content, *wanted;
} parts[] = {
    {"a.pdf", "application/pdf", NULL, "ABC",
     "Content-Type: application/pdf; name=\"a.pdf\"\r\n"
     "Content-Disposition: attachment; filename=\"a.pdf\"\r\n"
     "Content-Transfer-Encoding: base64\r\n\r\nQUJD\r\n--"},
    {"größe.pdf", "application/pdf", NULL, "A",
     "Content-Type: application/pdf; name=\"gr__e.pdf\"\r\n"
     "Content-Disposition: attachment; filename*=utf-8''gr%C3%B6%C3%9Fe.pdf\r\n"},
    {"../etc/x\r\nBcc: y", "text/plain\r\nX: y", NULL, "A",
     "Content-Type: application/octet-stream; name=\".._etc_x Bcc: y\"\r\n"},
    {"x", "multipart/mixed", NULL, "A", "Content-Type: application/octet-stream; name"},
    {"k", "image/gif", "base64", "QUJD\r\nREVG", "base64\r\n\r\nQUJD\r\nREVG\r\n--="},
    {"k", "image/gif", "base64", "QU!JD\nRE\r\rVG\n--evil", "base64\r\n\r\nQUJDREVGevil\r\n--="},
    {"k", "text/plain", "quoted-printable", "a=20b\r\n", "printable\r\n\r\na=20b\r\n\r\n--="},
    {"k", "text/plain", "quoted-printable", "a\nb\xc3=\n=x",
     "printable\r\n\r\na\r\nb=C3=\r\n=3Dx\r\n--="},
    {"k", "text/plain", "quoted-printable", "--=_abc\r\n",
     "printable\r\n\r\n=2D-=3D_abc\r\n\r\n--="},
    {"m.eml", "message/rfc822", NULL, "Subject: x\r\n\r\nhello\r\n",
     "Content-Type: message/rfc822; name=\"m.eml\"\r\n"
     "Content-Disposition: attachment; filename=\"m.eml\"\r\n"
     "Content-Transfer-Encoding: 7bit\r\n\r\nSubject: x\r\n\r\nhello\r\n\r\n--="},
    {"m.eml", "message/rfc822", NULL, "Subject: \xc3\xb6\r\n\r\n",
     "Content-Type: application/octet-stream; name=\"m.eml\"\r\n"},
    {"m.eml", "message/rfc822", NULL, "a\nb", "Content-Type: application/octet-stream;"},
};

START_TEST(attachments_go_out)
{
	struct draft draft = plain_draft();
	struct draft_attachment part = {
	    .name = parts[_i].name, .type = parts[_i].type, .encoding = parts[_i].encoding};
	char *mail;

	attach(&draft, &part, parts[_i].content);
	mail = compose(&draft);
	expect_in(mail, parts[_i].wanted);
	expect_not_in(mail, "\r\nBcc");
	free(mail);
}
END_TEST

START_TEST(a_content_id_is_no_header)
{
	struct draft draft = plain_draft();
	struct draft_attachment part = {
	    .name = "", .type = "image/png", .content_id = "x>\r\nBcc: <y", .is_inline = true};
	char *mail;

	attach(&draft, &part, "x");
	mail = compose(&draft);
	expect_in(mail, "Content-Type: image/png\r\nContent-Disposition: inline\r\n");
	expect_not_in(mail, "Content-ID");
	free(mail);
	part.content_id = "logo@acme.example";
	mail = compose(&draft);
	expect_in(mail, "\r\nContent-ID: <logo@acme.example>\r\n");
	free(mail);
}
END_TEST

START_TEST(the_same_draft_the_same_bytes)
{
	struct draft draft = plain_draft();
	struct draft_attachment part = {.name = "a", .type = "image/png"};
	char *first, *second, *other;

	draft.html = "<p>x</p>\n";
	attach(&draft, &part, "content");
	first = compose(&draft);
	second = compose(&draft);
	ck_assert_str_eq(first, second);
	draft.message_id = "t1.m3.tok@acme.example";
	other = compose(&draft);
	ck_assert_str_ne(strstr(first, "boundary="), strstr(other, "boundary="));
	free(first);
	free(second);
	free(other);
}
END_TEST

START_TEST(words_alone)
{
	struct buf out;

	buf_init(&out);
	compose_encode_words(&out, "J\xc3\xb6rg", 10);
	ck_assert_str_eq(out.data, "=?utf-8?Q?J=C3=B6rg?=");
	buf_reset(&out);
	compose_encode_words(&out, "plain words", 70);
	ck_assert_str_eq(out.data, "plain\r\n words");
	buf_release(&out);
}
END_TEST

static Suite *compose_suite(void)
{
	Suite *suite = suite_create("compose");
	TCase *cases = tcase_create("compose");

	tcase_add_test(cases, a_plain_mail);
	tcase_add_loop_test(cases, subjects_are_encoded, 0, COUNT(subjects));
	tcase_add_loop_test(cases, names_are_phrases, 0, COUNT(names));
	tcase_add_loop_test(cases, envelope_addresses, 0, COUNT(addresses));
	tcase_add_loop_test(cases, bad_addresses_are_refused, 0, COUNT(addresses));
	tcase_add_test(cases, ids_of_strangers);
	tcase_add_test(cases, all_fields);
	tcase_add_test(cases, references_are_bounded);
	tcase_add_test(cases, drafts_without_what_a_mail_needs);
	tcase_add_loop_test(cases, texts_flow, 0, COUNT(texts));
	tcase_add_loop_test(cases, attachments_go_out, 0, COUNT(parts));
	tcase_add_test(cases, a_content_id_is_no_header);
	tcase_add_test(cases, the_same_draft_the_same_bytes);
	tcase_add_test(cases, words_alone);
	suite_add_tcase(suite, cases);
	return suite;
}

int main(void)
{
	static Suite *(*const suites[])(void) = {compose_suite, NULL};

	return suite_main(suites);
}
