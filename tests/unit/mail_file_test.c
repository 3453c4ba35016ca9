/* Attachments: their names, types, places and digests. */
#include "mail/attachment.h"
#include "unit/mail_test.h"

static const struct {
	const char *name, *safe;
} names[] = {
    {"a.txt", "a.txt"},
    {"../../etc/cron.d/x", "x"},
    {"/etc/passwd", "passwd"},
    {"C:\\Users\\ann\\a.txt", "a.txt"},
    {"C:/Users/ann/a.txt", "a.txt"},
    {"con", "con"},
    {"", ""},
    {".", ""},
    {"..", ""},
    {"...", ""},
    {"/", ""},
    {"a/", "a"},
    {"a//", "a"},
    {"  a.txt  ", "a.txt"},
    {".profile", ".profile"},
    {"b\xc3\xa4r.txt", "b\xc3\xa4r.txt"},
};

START_TEST(safe_names)
{
	struct arena arena;

	arena_init(&arena);
	ck_assert_str_eq(attachment_name(names[_i].name, &arena), names[_i].safe);
	arena_release(&arena);
}
END_TEST

START_TEST(long_names_keep_their_ending)
{
	struct arena arena;
	struct buf name;
	const char *safe;

	arena_init(&arena);
	buf_init(&name);
	test_repeat(&name, "\xc3\xa4", 2048);
	buf_adds(&name, ".txt");
	safe = attachment_name(name.data, &arena);
	ck_assert_uint_le(strlen(safe), 255);
	ck_assert_str_eq(safe + strlen(safe) - 4, ".txt");
	buf_release(&name);
	arena_release(&arena);
}
END_TEST

#define MIXED "From: a@b.example\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n"

/* name type size inline id, for the one attachment of each mail */
static const struct {
	const char *part, *name, *type;
	size_t size;
	bool is_inline;
	const char *content_id;
} files[] = {
    {"Content-Type: application/pdf; name=a.pdf\n\nx", "a.pdf", "application/pdf", 1, false, NULL},
    {"Content-Type: application/pdf; name=a.pdf\nContent-Disposition: attachment; "
     "filename=b.pdf\n\nx",
     "b.pdf", "application/pdf", 1, false, NULL},
    {"Content-Type: image/png\nContent-ID: <p1@x>\n\nx", "", "image/png", 1, true, "p1@x"},
    {"Content-Type: image/png\nContent-Disposition: inline; filename=p.png\n\nx", "p.png",
     "image/png", 1, true, NULL},
    {"Content-Type: image/png\nContent-ID: <p1@x>\nContent-Disposition: attachment\n\nx", "",
     "image/png", 1, false, "p1@x"},
    {"Content-Type: application/octet-stream; name=a.bin\nContent-Transfer-Encoding: base64\n\n"
     "iVBORw0KGgo=\n",
     "a.bin", "image/png", 8, false, NULL},
    {"Content-Type: image/gif; name=a.gif\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n",
     "a.gif", "image/png", 8, false, NULL},
    {"Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n"
     "eJ8+Ig==\n",
     "winmail.dat", "application/ms-tnef", 4, false, NULL},
    {"Content-Type: application/octet-stream; name=winmail.dat\n"
     "Content-Transfer-Encoding: base64\n\neJ8+Ig==\n",
     "winmail.dat", "application/ms-tnef", 4, false, NULL},
    {"Content-Type: application/zip; name=bomb.zip\n\nPK", "bomb.zip", "application/zip", 2, false,
     NULL},
    {"Content-Type: message/rfc822\n\nFrom: x@y.example\nSubject: in\n\nhello\n", "",
     "message/rfc822", 37, false, NULL},
    {"Content-Type: text/calendar; method=REQUEST; name=i.ics\n\nBEGIN:VCALENDAR", "i.ics",
     "text/calendar", 15, false, NULL},
    {"Content-Type: application/x; name*0*=utf-8''%C3%A4; name*1=b\n\nx",
     "\xc3\xa4"
     "b",
     "application/x", 1, false, NULL},
    {"Content-Type: application/x; name=\"a\xe2\x80\xae"
     "fdp.exe\"\n\nx",
     "afdp.exe", "application/x", 1, false, NULL},
    {"Content-Type: application/x\nContent-Disposition: attachment; filename=\"\"\n\nx", "",
     "application/x", 1, false, NULL},
    {"Content-Type: nonsense\nContent-Disposition: attachment; filename=a\n\nx", "a", "text/plain",
     1, false, NULL},
};

START_TEST(one_file)
{
	struct message *message;
	struct arena arena;
	struct buf mail;

	buf_init(&mail);
	buf_printf(&mail, MIXED "--b\n\ntext\n--b\n%s\n--b--\n", files[_i].part);
	ck_assert_int_eq(test_read_buf(&arena, &mail, &message), 0);
	ck_assert_str_eq(message->text, "text\n");
	ck_assert_uint_eq(message->attachment_count, 1);
	ck_assert_str_eq(message->attachments[0].name, files[_i].name);
	ck_assert_str_eq(message->attachments[0].type, files[_i].type);
	ck_assert_uint_eq(message->attachments[0].size, files[_i].size);
	ck_assert(message->attachments[0].is_inline == files[_i].is_inline);
	ck_assert(!message->attachments[0].content_id == !files[_i].content_id);
	if (files[_i].content_id)
		ck_assert_str_eq(message->attachments[0].content_id, files[_i].content_id);
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

START_TEST(two_of_one_name)
{
	struct message *message;
	struct arena arena;

	test_read_string(&arena,
			 MIXED "--b\nContent-Type: image/png; name=a.png\n\none\n"
			       "--b\nContent-Type: image/png; name=a.png\n\ntwo\n--b--\n",
			 &message);
	ck_assert_uint_eq(message->attachment_count, 2);
	ck_assert_str_eq(message->attachments[0].name, message->attachments[1].name);
	ck_assert_str_ne(message->attachments[0].sha256, message->attachments[1].sha256);
	arena_release(&arena);
}
END_TEST

/* The place in the raw mail and the encoding give the content again. */
static const struct {
	const char *encoding, *coded, *content;
} places[] = {
    {"base64", "YWJj\nZGVm\n", "abcdef"},
    {"quoted-printable", "a=62c", "abc"},
    {"7bit", "abc", "abc"},
    {"8bit", "\xc3\xa4", "\xc3\xa4"},
    {"x-uuencode", "begin 644 x\n#86)C\n`\nend\n", "abc"},
    {"x-unknown", "abc", "abc"},
};

START_TEST(content_by_its_place)
{
	const struct attachment *file;
	struct message *message;
	struct arena arena;
	struct bytes again;
	struct buf mail;

	buf_init(&mail);
	buf_printf(&mail,
		   MIXED "--b\nContent-Type: application/x\nContent-Transfer-Encoding: %s\n\n%s\n"
			 "--b--\n",
		   places[_i].encoding, places[_i].coded);
	test_read_buf(&arena, &mail, &message);
	file = &message->attachments[0];
	again = mail_decode((struct bytes){mail.data + file->raw_offset, file->raw_len},
			    file->encoding, &arena);
	ck_assert_uint_eq(again.len, strlen(places[_i].content));
	ck_assert_mem_eq(again.data, places[_i].content, again.len);
	ck_assert_uint_eq(file->content.len, again.len);
	ck_assert_mem_eq(file->content.data, again.data, again.len);
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

START_TEST(files_within_a_text)
{
	struct message *message;
	struct arena arena;
	struct buf mail;

	buf_init(&mail);
	buf_adds(&mail, "From: a@b.example\nSubject: x\n\nSee this:\n\nbegin 644 a.txt\n#86)C\n`\n"
			"end\n\nand that:\nbegin 644 ../b.txt\n#86)C\n`\nend\nBye\n");
	test_read_buf(&arena, &mail, &message);
	ck_assert_str_eq(message->text, "See this:\n\n\nand that:\nBye\n");
	ck_assert_uint_eq(message->attachment_count, 2);
	ck_assert_str_eq(message->attachments[0].name, "a.txt");
	ck_assert_str_eq(message->attachments[1].name, "b.txt");
	ck_assert_uint_eq(message->attachments[0].size, 3);
	ck_assert_str_eq(message->attachments[0].encoding, "x-uuencode");
	ck_assert_mem_eq(mail.data + message->attachments[0].raw_offset, "begin 644 a.txt", 15);
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

static const char *const no_files[] = {"begin 644 of the story\nit was a dark night\nend\n",
				       "begin the day\n", "begin 644 a.txt\n#86)C\nnever ended\n"};

START_TEST(texts_that_only_begin)
{
	struct message *message;
	struct arena arena;

	test_read_parts(&arena, "From: a@b.example\nSubject: x\n", no_files[_i], &message);
	ck_assert_str_eq(message->text, no_files[_i]);
	ck_assert_uint_eq(message->attachment_count, 0);
	arena_release(&arena);
}
END_TEST

Suite *mail_file_suite(void)
{
	Suite *suite = suite_create("mail files");
	TCase *cases = tcase_create("files");

	tcase_add_loop_test(cases, safe_names, 0, COUNT(names));
	tcase_add_test(cases, long_names_keep_their_ending);
	tcase_add_loop_test(cases, one_file, 0, COUNT(files));
	tcase_add_test(cases, two_of_one_name);
	tcase_add_loop_test(cases, content_by_its_place, 0, COUNT(places));
	tcase_add_test(cases, files_within_a_text);
	tcase_add_loop_test(cases, texts_that_only_begin, 0, COUNT(no_files));
	suite_add_tcase(suite, cases);
	return suite;
}
