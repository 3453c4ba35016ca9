/* Each limit of the conf acts, and the worst mails that can be sent need no more than they may. */
#include "bench/worst_mails.h"
#include "mail/charset.h"
#include "unit/mail_test.h"

static int read_with(const struct mail_limits *limits, const struct buf *mail, struct arena *arena,
		     struct message **message)
{
	struct err err;

	arena_init(arena);
	return mail_read(buf_bytes(mail), limits, arena, message, &err);
}

/* One limit, made small, and a mail that is just over it: refused, or cut with a word about it. */
static const struct {
	size_t limit; /* offset in struct mail_limits */
	size_t value;
	const char *mail;
	bool is_refused;
	const char *defect;
} acting[] = {
    {offsetof(struct mail_limits, header_block), 60,
     "From: a@b.example\nX: 0123456789012345678901234567890123456789\n\nHello\n", true,
     "header block over 60 bytes"},
    {offsetof(struct mail_limits, header_line), 10,
     "From: a@b.example\nSubject: 0123456789012\n\nx\n", false, "Subject of 14 bytes cut at 10"},
    {offsetof(struct mail_limits, comment_depth), 2, "From: a@b.example (((deep)))\n\nHello\n",
     true, "comments nested in from"},
    {offsetof(struct mail_limits, mime_depth), 1,
     "From: a@b.example\nContent-Type: multipart/mixed; boundary=a\n\n--a\n"
     "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nHello\n--b--\n--a--\n",
     false, "nested deeper than 1"},
    {offsetof(struct mail_limits, parts), 2,
     "From: a@b.example\nContent-Type: multipart/mixed; "
     "boundary=a\n\n--a\n\n1\n--a\n\n2\n--a\n\n3\n"
     "--a--\n",
     false, "more than 2 parts"},
    {offsetof(struct mail_limits, addresses), 2, "From: a@b.example\nTo: b@c, c@d\nCc: d@e\n\nx\n",
     false, "more than 2 addresses"},
    {offsetof(struct mail_limits, references), 2,
     "From: a@b.example\nReferences: <a> <b> <c>\n\nx\n", false, "2"},
    {offsetof(struct mail_limits, raw), 20, "From: a@b.example\n\nHello\n", true, "more than 20"},
};

START_TEST(each_limit_acts)
{
	struct mail_limits limits = mail_limits_default();
	struct message *message;
	struct arena arena;
	struct buf mail;

	buf_init(&mail);
	buf_adds(&mail, acting[_i].mail);
	ck_assert_int_eq(read_with(&limits, &mail, &arena, &message), 0);
	ck_assert(!test_has_defect(message, acting[_i].defect));
	arena_release(&arena);
	*(size_t *)((char *)&limits + acting[_i].limit) = acting[_i].value;
	ck_assert_int_eq(read_with(&limits, &mail, &arena, &message),
			 acting[_i].is_refused ? -1 : 0);
	ck_assert(test_has_defect(message, acting[_i].defect));
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

START_TEST(senders_are_not_lost_to_recipients)
{
	struct mail_limits limits = mail_limits_default();
	struct message *message;
	struct arena arena;
	struct buf mail;

	buf_init(&mail);
	limits.addresses = 2;
	buf_adds(&mail, "To: a@b, c@d, e@f\nFrom: a@b.example\nReply-To: r@b.example\n\nx\n");
	ck_assert_int_eq(read_with(&limits, &mail, &arena, &message), 0);
	ck_assert_uint_eq(message->to.count, 2);
	ck_assert_str_eq(message->from.items[0].email, "a@b.example");
	ck_assert_str_eq(message->reply_to.items[0].email, "r@b.example");
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

/* A mail of n bytes may cost 3 n + 32 MB in all, the mail itself with it; the arena has most of it.
 */
START_TEST(the_worst_mails_need_no_more_than_they_may)
{
	struct mail_limits limits = mail_limits_default();

	for (const struct worst_mail *worst = worst_mails; worst->name; worst++) {
		struct message *message;
		struct arena arena;
		struct buf mail;

		buf_init(&mail);
		worst->make(&mail);
		read_with(&limits, &mail, &arena, &message);
		ck_assert_msg(arena.used_len <= 2 * mail.len + 24 * 1024 * 1024, "%s: %zu of %zu",
			      worst->name, arena.used_len, mail.len);
		test_check_clean(message);
		arena_release(&arena);
		buf_release(&mail);
	}
}
END_TEST

/* NFC sorts a run of marks: what no language writes is cut before (UAX #15, 13). */
START_TEST(endless_marks_are_cut)
{
	struct buf in, out;

	buf_init(&in);
	buf_init(&out);
	buf_adds(&in, "a");
	test_repeat(&in, "\xcc\xa3", 1000);
	buf_adds(&in, "b");
	charset_add_nfc(&out, in.data, in.len);
	/* The first mark has gone into the letter. */
	ck_assert_uint_eq(out.len, 3 + 29 * 2 + 1);
	ck_assert_int_eq(out.data[out.len - 1], 'b');
	buf_release(&in);
	buf_release(&out);
}
END_TEST

Suite *mail_limit_suite(void)
{
	Suite *suite = suite_create("mail limits");
	TCase *cases = tcase_create("limit");

	/* Mails of 49 MB, and a build that may be slow. */
	tcase_set_timeout(cases, 300);
	tcase_add_loop_test(cases, each_limit_acts, 0, COUNT(acting));
	tcase_add_test(cases, senders_are_not_lost_to_recipients);
	tcase_add_test(cases, the_worst_mails_need_no_more_than_they_may);
	tcase_add_test(cases, endless_marks_are_cut);
	suite_add_tcase(suite, cases);
	return suite;
}
