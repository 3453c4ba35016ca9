/* Mails of any shape: empty, endless, nested, cut. Each is read in bounded time, or refused. */
#include "base/text.h"
#include "unit/mail_test.h"

#define HEAD "From: A <a@customer.example>\nTo: support@acme.example\nSubject: x\n"

static int read_and_release(const struct buf *mail, size_t *attachments, bool *has_defect,
			    const char *defect)
{
	struct message *message;
	struct arena arena;
	int status = test_read_buf(&arena, mail, &message);

	*attachments = message->attachment_count;
	*has_defect = test_has_defect(message, defect);
	arena_release(&arena);
	return status;
}

START_TEST(empty_is_refused)
{
	struct message *message;
	struct arena arena;

	ck_assert_int_eq(test_read(&arena, "", 0, &message), -1);
	ck_assert_str_eq(message->text, "");
	arena_release(&arena);
}
END_TEST

static const char *const heads_only[] = {HEAD, HEAD "\n", "From: a@b.example",
					 "From: a@b.example\r\n"};

START_TEST(headers_alone_are_a_mail)
{
	struct message *message;
	struct arena arena;

	ck_assert_int_eq(test_read_string(&arena, heads_only[_i], &message), 0);
	ck_assert_uint_eq(message->from.count, 1);
	ck_assert_str_eq(message->text, "");
	ck_assert_str_eq(message->reply, "");
	arena_release(&arena);
}
END_TEST

static const char *const bodies_only[] = {"Hello, my printer is broken.\nPlease help.\n",
					  "\nHello after an empty line\n", "\n", "x",
					  "http://a.example/ is down\n"};

START_TEST(a_body_alone_is_refused)
{
	struct message *message;
	struct arena arena;

	ck_assert_int_eq(test_read_string(&arena, bodies_only[_i], &message), -1);
	ck_assert_uint_eq(message->from.count, 0);
	arena_release(&arena);
}
END_TEST

static const struct {
	const char *field;
	size_t depth;
	bool is_refused;
} comments[] = {
    {"Date", 3 * 1024, true},
    {"Date", 106 * 1024, true},
    {"From", 3 * 1024, true},
    {"From", 106 * 1024, true},
    {"To", 3 * 1024, true},
    {"Cc", 13 * 1024, true},
    {"References", 3 * 1024, true},
    {"In-Reply-To", 20, true},
    {"Reply-To", 11, true},
    {"Date", 10, false},
    {"From", 10, false},
    {"Subject", 13 * 1024, false},
    {"Received", 13 * 1024, false},
    {"Authentication-Results", 60 * 1024, false},
    {"Content-Type", 60 * 1024, false},
    {"Content-Disposition", 60 * 1024, false},
};

START_TEST(nested_comments)
{
	struct message *message;
	struct arena arena;
	struct buf mail;

	buf_init(&mail);
	buf_printf(&mail, "X-First: 1\n%s: ", comments[_i].field);
	test_repeat(&mail, "(", comments[_i].depth);
	test_repeat(&mail, ")", comments[_i].depth);
	buf_adds(&mail, "\n" HEAD "\nHello\n");
	ck_assert_int_eq(test_read_buf(&arena, &mail, &message) != 0, comments[_i].is_refused);
	if (comments[_i].is_refused)
		ck_assert(test_has_defect(message, "comments nested"));
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

START_TEST(brackets_in_quotes_are_no_comments)
{
	struct message *message;
	struct arena arena;

	ck_assert_int_eq(test_read_string(&arena,
					  "From: \"((((((((((((((((\" <a@b.example>\n"
					  "To: \"\\\"((((((((((((((\" <c@d.example>\n\nHi\n",
					  &message),
			 0);
	ck_assert_str_eq(message->from.items[0].name, "((((((((((((((((");
	arena_release(&arena);
}
END_TEST

/* Mails inside mails are opaque: their depth costs nothing. */
START_TEST(nested_mails)
{
	struct message *message;
	struct arena arena;
	struct buf mail;

	buf_init(&mail);
	buf_adds(&mail, HEAD);
	test_repeat(&mail, "Content-Type: message/rfc822\n\n", 50000);
	buf_adds(&mail, "deep\n");
	ck_assert_int_eq(test_read_buf(&arena, &mail, &message), 0);
	ck_assert_uint_eq(message->attachment_count, 1);
	ck_assert_str_eq(message->attachments[0].type, "message/rfc822");
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

START_TEST(nested_multiparts)
{
	struct message *message;
	struct arena arena;
	struct buf mail;

	buf_init(&mail);
	buf_adds(&mail, HEAD "Content-Type: multipart/mixed; boundary=b0\n\n");
	for (int i = 1; i < 10000; i++)
		buf_printf(&mail, "--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n", i - 1,
			   i);
	buf_adds(&mail, "--b9999\n\ndeep\n");
	ck_assert_int_eq(test_read_buf(&arena, &mail, &message), 0);
	ck_assert(test_has_defect(message, "nested deeper than 50"));
	ck_assert_uint_ge(message->attachment_count, 1);
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

START_TEST(many_siblings)
{
	struct message *message;
	struct arena arena;
	struct buf mail;

	buf_init(&mail);
	buf_adds(&mail, HEAD "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nfirst\n");
	for (int i = 0; i < 100000; i++)
		buf_adds(&mail, "--b\nContent-Type: image/png\n\nx\n");
	ck_assert_int_eq(test_read_buf(&arena, &mail, &message), 0);
	ck_assert_str_eq(message->text, "first\n");
	/* The mail itself and the text are two of the thousand. */
	ck_assert_uint_eq(message->attachment_count, 998);
	ck_assert(test_has_defect(message, "more than 1000 parts"));
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

START_TEST(endless_subject)
{
	struct message *message;
	struct arena arena;
	struct buf mail;

	buf_init(&mail);
	buf_adds(&mail, "From: a@b.example\nSubject: ");
	test_repeat(&mail, "\xc3\xbc", 5 * 1024 * 1024);
	buf_adds(&mail, "\nTo: c@d.example\n\nHello\n");
	ck_assert_int_eq(test_read_buf(&arena, &mail, &message), 0);
	ck_assert_uint_eq(strlen(message->subject), 998);
	ck_assert(test_has_defect(message, "subject cut"));
	ck_assert_uint_eq(message->to.count, 1);
	ck_assert_str_eq(message->text, "Hello\n");
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

START_TEST(many_header_lines)
{
	struct message *message;
	struct arena arena;
	struct buf mail;

	buf_init(&mail);
	buf_adds(&mail, HEAD);
	test_repeat(&mail, "X: y\n", 100000);
	buf_adds(&mail, "\nHello\n");
	ck_assert_int_eq(test_read_buf(&arena, &mail, &message), -1);
	ck_assert_str_eq(message->subject, "x");
	ck_assert(test_has_defect(message, "header block"));
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

START_TEST(many_addresses)
{
	struct message *message;
	struct arena arena;
	struct buf mail;

	buf_init(&mail);
	buf_adds(&mail, "From: a@b.example\nTo: ");
	for (int i = 0; i < 100000; i++)
		buf_printf(&mail, "c%d@d.example,\n ", i);
	buf_adds(&mail, "z@d.example\nSubject: still here\n\nHello\n");
	ck_assert_int_eq(test_read_buf(&arena, &mail, &message), 0);
	ck_assert_uint_eq(message->to.count, 1000);
	ck_assert_str_eq(message->to.items[999].email, "c999@d.example");
	ck_assert_str_eq(message->subject, "still here");
	ck_assert(test_has_defect(message, "more than 1000 addresses"));
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

START_TEST(many_references)
{
	struct message *message;
	struct arena arena;
	struct buf mail;

	buf_init(&mail);
	buf_adds(&mail, HEAD "References:");
	for (int i = 0; i < 100000; i++)
		buf_printf(&mail, " <%d@d.example>\n", i);
	buf_adds(&mail, "\nHello\n");
	ck_assert_int_eq(test_read_buf(&arena, &mail, &message), 0);
	ck_assert_uint_eq(message->references.count, 200);
	ck_assert_str_eq(message->references.items[199], "99999@d.example");
	ck_assert_str_eq(message->references.items[0], "99800@d.example");
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

START_TEST(too_large)
{
	struct message *message;
	struct arena arena;
	struct buf mail;

	buf_init(&mail);
	buf_adds(&mail, HEAD "\n");
	test_repeat(&mail, "0123456789abcde\n", 50 * 1024 * 1024 / 16);
	ck_assert_int_eq(test_read_buf(&arena, &mail, &message), -1);
	ck_assert_str_eq(message->subject, "x");
	ck_assert(test_has_defect(message, "more than"));
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

/* 40 MB of base64 without a line end: an attachment, decoded in one go. */
START_TEST(base64_without_lines)
{
	struct message *message;
	struct arena arena;
	struct buf mail;

	buf_init(&mail);
	buf_adds(&mail, HEAD "Content-Type: application/octet-stream\n"
			     "Content-Transfer-Encoding: base64\n\n");
	test_repeat(&mail, "QUJD", 10 * 1024 * 1024);
	ck_assert_int_eq(test_read_buf(&arena, &mail, &message), 0);
	ck_assert_uint_eq(message->attachments[0].size, 30 * 1024 * 1024);
	/* Three times the mail and 32 MB are the bound. */
	ck_assert_uint_lt(arena.used_len, 2 * mail.len + 32 * 1024 * 1024);
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

START_TEST(nul_bytes)
{
	static const char mail[] =
	    "From: a\0b <a@b.example>\nSubject: x\0y\n"
	    "Content-Transfer-Encoding: quoted-printable\n\na=00b\0c\nlast\n";
	struct message *message;
	struct arena arena;

	ck_assert_int_eq(test_read(&arena, mail, sizeof mail - 1, &message), 0);
	ck_assert_str_eq(message->subject, "x\xef\xbf\xbdy");
	ck_assert_str_eq(message->text, "a\xef\xbf\xbd"
					"b\xef\xbf\xbd"
					"c\nlast\n");
	arena_release(&arena);
}
END_TEST

static const struct {
	const char *mail, *text;
} line_ends[] = {
    {"From: a@b.example\nSubject: x\n\none\ntwo\n", "one\ntwo\n"},
    {"From: a@b.example\r\nSubject: x\r\n\r\none\r\ntwo\r\n", "one\ntwo\n"},
    /* A lone CR is no line end, so that nothing after it is read as a command. */
    {"From: a@b.example\nSubject: x\n\none\r#close\ntwo\n", "one #close\ntwo\n"},
    {"From: a@b.example\r\nSubject: x\r\n\r\none\r#close\r\ntwo\r\n", "one #close\ntwo\n"},
    /* But where a mail has no other it is one, as on old Macs. */
    {"From: a@b.example\rSubject: x\r\rone\rtwo\r", "one\ntwo\n"},
    {"From: a@b.example\r\nSubject: x\r\n\r\none\ntwo\r\n", "one\ntwo\n"},
    {"From: a@b.example\nSubject: x\n \t\n\nbody\n", "body\n"},
};

START_TEST(line_ends_of_all_kinds)
{
	struct message *message;
	struct arena arena;

	ck_assert_int_eq(test_read_string(&arena, line_ends[_i].mail, &message), 0);
	ck_assert_str_eq(message->subject, "x");
	ck_assert_str_eq(message->text, line_ends[_i].text);
	arena_release(&arena);
}
END_TEST

static const struct {
	const char *what, *body, *text;
	size_t attachments;
	const char *type;
} boundaries[] = {
    {"missing", "one line\n--b\n\ntwo\n", "one line\n--b\n\ntwo\n", 0,
     "Content-Type: multipart/mixed\n"},
    {"guessed", "--b\nContent-Type: text/plain\n\ntwo\n--b--\n", "two\n", 0,
     "Content-Type: multipart/mixed\n"},
    {"never used", "just text\n", "just text\n", 0,
     "Content-Type: multipart/mixed; boundary=\"b\"\n"},
    {"70 and more signs",
     "--0123456789012345678901234567890123456789012345678901234567890123456789012345\n\ntext\n"
     "--0123456789012345678901234567890123456789012345678901234567890123456789012345--\n",
     "text\n", 0,
     "Content-Type: multipart/mixed; "
     "boundary=0123456789012345678901234567890123456789012345678901234567890123456789012345\n"},
    {"like a pattern", "--.*+?[b]$\n\ntext\n--.*+?[b]$--\n", "text\n", 0,
     "Content-Type: multipart/mixed; boundary=\".*+?[b]$\"\n"},
    {"unquoted, with =", "--=_x=1\n\ntext\n--=_x=1--\n", "text\n", 0,
     "Content-Type: multipart/mixed; boundary==_x=1\n"},
    {"unterminated", "--b\n\none\n--b\nContent-Type: image/png\n\npng", "one\n", 1,
     "Content-Type: multipart/mixed; boundary=b\n"},
    {"twice the same, one in the other",
     "--b\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\none\n--b--\n", "one\n", 0,
     "Content-Type: multipart/mixed; boundary=b\n"},
    {"a prefix of another", "--b\n\none\n--bb\nstill one\n--b--\n", "one\n--bb\nstill one\n", 0,
     "Content-Type: multipart/mixed; boundary=b\n"},
    {"with blanks behind", "--b \t\n\none\n--b-- \n", "one\n", 0,
     "Content-Type: multipart/mixed; boundary=b\n"},
    {"no empty line after the part's header", "--b\nContent-Type: text/plain\nHello there\n--b--\n",
     "Hello there\n", 0, "Content-Type: multipart/mixed; boundary=b\n"},
    {"no header in the part", "--b\n\nplain\n--b--\nepilogue\n", "plain\n", 0,
     "Content-Type: multipart/mixed; boundary=b\n"},
    {"the part is its header", "--b\nContent-Type: image/png\n--b\n\none\n--b--\n", "one\n", 1,
     "Content-Type: multipart/mixed; boundary=b\n"},
    {"no parts between", "--b--\n", "--b--\n", 0, "Content-Type: multipart/mixed; boundary=b\n"},
};

START_TEST(broken_boundaries)
{
	struct message *message;
	struct arena arena;
	struct buf mail;

	buf_init(&mail);
	buf_printf(&mail, "%s%s\n%s", HEAD, boundaries[_i].type, boundaries[_i].body);
	ck_assert_int_eq(test_read_buf(&arena, &mail, &message), 0);
	ck_assert_msg(strcmp(message->text, boundaries[_i].text) == 0, "%s: \"%s\"",
		      boundaries[_i].what, message->text);
	ck_assert_uint_eq(message->attachment_count, boundaries[_i].attachments);
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

static const struct {
	const char *mail, *defect;
} doubles[] = {
    {"From: a@b.example\nSubject: first\nSubject: second\n\nx\n", "two subject fields"},
    {"From: a@b.example\nSubject: first\nFrom: c@d.example\n\nx\n", "two from fields"},
    {"From: a@b.example\nSubject: first\nContent-Type: text/plain\nContent-Type: text/html\n\nx\n",
     "two content-type fields"},
    {"From: a@b.example\nSubject: first\nDate: Mon, 5 Jan 2026 09:00:00 +0000\nDate: x\n\nx\n",
     "two date fields"},
    {"From: a@b.example\nSubject: first\nMessage-ID: <1@x>\nMessage-ID: <2@x>\n\nx\n",
     "two message-id fields"},
};

START_TEST(the_first_of_two_counts)
{
	struct message *message;
	struct arena arena;

	ck_assert_int_eq(test_read_string(&arena, doubles[_i].mail, &message), 0);
	ck_assert_str_eq(message->subject, "first");
	ck_assert_str_eq(message->text, "x\n");
	ck_assert_str_eq(message->from.items[0].email, "a@b.example");
	ck_assert_uint_eq(message->from.count, 1);
	ck_assert(test_has_defect(message, doubles[_i].defect));
	arena_release(&arena);
}
END_TEST

static const struct {
	const char *mail, *subject, *text;
	bool has_defect;
} odd_headers[] = {
    {"From a@b.example Mon Jan 5 09:00:00 2026\nSubject: s\n\nx\n", "s", "x\n", false},
    {">From a@b.example Mon Jan 5 09:00:00 2026\nSubject: s\n\nx\n", "s", "x\n", false},
    {"Subject: s\nthis is no field\nTo: c@d.example\n\nx\n", "s", "x\n", true},
    {"Subject: s\nHello, no empty line before me\n\nmore\n", "s",
     "Hello, no empty line before me\n\nmore\n", true},
    {"Subject : s\n\nx\n", "s", "x\n", false},
    {"SUBJECT:s\n\nx\n", "s", "x\n", false},
    {"Subject: one\n\ttwo\n three\n\nx\n", "one two three", "x\n", false},
    {"Subject:\n s\n\nx\n", "s", "x\n", false},
    {"Subject:\n\nx\n", "", "x\n", false},
    {"Subject: s\n \nx\n", "s", "x\n", false},
};

START_TEST(odd_header_blocks)
{
	struct message *message;
	struct arena arena;

	test_read_string(&arena, odd_headers[_i].mail, &message);
	ck_assert_str_eq(message->subject, odd_headers[_i].subject);
	ck_assert_str_eq(message->text, odd_headers[_i].text);
	ck_assert(odd_headers[_i].has_defect == (message->defects.count > 0));
	arena_release(&arena);
}
END_TEST

START_TEST(long_text_is_cut_and_kept)
{
	size_t attachments;
	bool has_defect;
	struct buf mail;

	buf_init(&mail);
	buf_adds(&mail, HEAD "\n");
	test_repeat(&mail, "a line of text that goes on and on\n", 100000);
	ck_assert_int_eq(read_and_release(&mail, &attachments, &has_defect, "a long text is cut"),
			 0);
	ck_assert(has_defect);
	ck_assert_uint_eq(attachments, 1);
	buf_release(&mail);
}
END_TEST

START_TEST(many_long_texts)
{
	struct message *message;
	struct arena arena;
	struct buf mail;

	buf_init(&mail);
	buf_adds(&mail, HEAD "Content-Type: multipart/mixed; boundary=b\n\n");
	for (int i = 0; i < 40; i++) {
		buf_adds(&mail, "--b\nContent-Type: text/html\n\n");
		test_repeat(&mail, "<p>a paragraph of HTML</p>\n", 10000);
	}
	ck_assert_int_eq(test_read_buf(&arena, &mail, &message), 0);
	ck_assert_uint_lt(strlen(message->text), 3 * 1024 * 1024);
	ck_assert_uint_gt(message->attachment_count, 0);
	ck_assert_uint_lt(arena.used_len, 3 * mail.len + 32 * 1024 * 1024);
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

static const struct {
	const char *head, *body;
} encrypted[] = {
    {HEAD "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b\n",
     "--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\n"
     "Content-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\nx\n--b--\n"},
    {HEAD "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n"
	  "Content-Transfer-Encoding: base64\n",
     "MIIB\n"},
    {HEAD, "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n"},
};

START_TEST(encrypted_mail_says_so)
{
	struct message *message;
	struct arena arena;

	ck_assert_int_eq(test_read_parts(&arena, encrypted[_i].head, encrypted[_i].body, &message),
			 0);
	ck_assert(test_has_defect(message, "encrypted, not readable"));
	arena_release(&arena);
}
END_TEST

START_TEST(many_parts_without_charset)
{
	struct message *message;
	struct arena arena;
	struct buf mail;

	buf_init(&mail);
	buf_adds(&mail, HEAD "Content-Type: multipart/mixed; boundary=b\n\n");
	for (int i = 0; i < 900; i++) {
		buf_adds(&mail, "--b\n\n");
		test_repeat(&mail,
			    "Stra\xdf"
			    "e und H\xe4user\n",
			    10);
	}
	ck_assert_int_eq(test_read_buf(&arena, &mail, &message), 0);
	ck_assert_ptr_nonnull(strstr(message->text, "Stra\xc3\x9f"
						    "e"));
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

/* Field values of 64 KB made to cost: each must be read in a blink. */
static const struct {
	const char *field, *piece;
} costly[] = {
    {"To", ","},
    {"To", "a,"},
    {"To", "<"},
    {"To", "\""},
    {"To", "a@b "},
    {"To", "a@b<"},
    {"To", "(x)"},
    {"To", ":;"},
    {"Subject", "=?"},
    {"Subject", "=?a?q?"},
    {"Subject", "?=41"},
    {"Subject", "=?utf-8?b?"},
    {"Subject", "=?utf-8?q?a?= "},
    {"References", "<"},
    {"References", "<a>"},
    {"References", "<a@b"},
    {"Date", "1 "},
    {"Date", "Jan "},
    {"Date", "("},
    {"Content-Type", "text/plain;a*1=b"},
    {"Content-Type", ";a=\""},
    {"Content-Type", "(;"},
    {"Content-Disposition", "attachment;filename*0*=''%"},
    {"Authentication-Results", "a=b "},
    {"Authentication-Results", ";a=b c=d"},
    {"Received", "by "},
    {"Auto-Submitted", ";"},
    {"X-Failed-Recipients", "a@b,"},
};

START_TEST(costly_fields)
{
	struct message *message;
	struct arena arena;
	struct buf mail;

	buf_init(&mail);
	for (int i = 0; i < 3; i++) {
		buf_printf(&mail, "%s: ", costly[_i].field);
		test_repeat(&mail, costly[_i].piece, 60 * 1024 / strlen(costly[_i].piece));
		buf_adds(&mail, "\n");
	}
	buf_adds(&mail, "\nHello\n");
	test_read_buf(&arena, &mail, &message);
	ck_assert_uint_lt(arena.used_len, 3 * mail.len + 32 * 1024 * 1024);
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

Suite *mail_shape_suite(void)
{
	Suite *suite = suite_create("mail shape");
	TCase *cases = tcase_create("shape");

	tcase_set_timeout(cases, 60);
	tcase_add_test(cases, empty_is_refused);
	tcase_add_loop_test(cases, headers_alone_are_a_mail, 0, COUNT(heads_only));
	tcase_add_loop_test(cases, a_body_alone_is_refused, 0, COUNT(bodies_only));
	tcase_add_loop_test(cases, nested_comments, 0, COUNT(comments));
	tcase_add_test(cases, brackets_in_quotes_are_no_comments);
	tcase_add_test(cases, nested_mails);
	tcase_add_test(cases, nested_multiparts);
	tcase_add_test(cases, many_siblings);
	tcase_add_test(cases, endless_subject);
	tcase_add_test(cases, many_header_lines);
	tcase_add_test(cases, many_addresses);
	tcase_add_test(cases, many_references);
	tcase_add_test(cases, too_large);
	tcase_add_test(cases, base64_without_lines);
	tcase_add_test(cases, nul_bytes);
	tcase_add_loop_test(cases, line_ends_of_all_kinds, 0, COUNT(line_ends));
	tcase_add_loop_test(cases, broken_boundaries, 0, COUNT(boundaries));
	tcase_add_loop_test(cases, the_first_of_two_counts, 0, COUNT(doubles));
	tcase_add_loop_test(cases, odd_header_blocks, 0, COUNT(odd_headers));
	tcase_add_test(cases, long_text_is_cut_and_kept);
	tcase_add_test(cases, many_long_texts);
	tcase_add_loop_test(cases, encrypted_mail_says_so, 0, COUNT(encrypted));
	tcase_add_test(cases, many_parts_without_charset);
	tcase_add_loop_test(cases, costly_fields, 0, COUNT(costly));
	suite_add_tcase(suite, cases);
	return suite;
}
