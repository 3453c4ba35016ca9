/* The quote found by its own words, since we sent the mail that is answered. */
#include "unit/mail_test.h"

#define OURS                                                                                       \
	"Hello Ann,\n\nthank you for your message about the printer in your office.\n"             \
	"Please switch it off, wait for ten seconds and switch it on again.\n\n"                   \
	"Which lamp is lit then? And which number does the display show?\n\n"                      \
	"Kind regards\nBob, Acme Support\n"

static const struct {
	const char *what, *text, *reply, *quoted;
} cases_known[] = {
    {"marked, above",
     "It worked.\n\n> thank you for your message about the printer in your office.\n"
     "> Please switch it off, wait for ten seconds and switch it on again.\n",
     "It worked.", "Please switch"},
    {"unmarked and unopened",
     "It worked.\n\nHello Ann,\n\nthank you for your message about the printer in your office.\n"
     "Please switch it off, wait for ten seconds and switch it on again.\n\n"
     "Which lamp is lit then? And which number does the display show?\n",
     "It worked.", "Which lamp"},
    {"wrapped otherwise",
     "It worked.\n\nthank you for your message about the printer\nin your office. Please switch it "
     "off, wait\nfor ten seconds and switch it\non again.\n",
     "It worked.", "for ten seconds"},
    {"in a language whose words we do not know",
     "Es geht.\n\nDne 5 XX 2026 Acme nasyl jsom:\nthank you for your message about the printer in "
     "your "
     "office.\nPlease switch it off, wait for ten seconds and switch it on again.\n",
     "Es geht.\n\nDne 5 XX 2026 Acme nasyl jsom:", "thank you"},
    {"answers below",
     "thank you for your message about the printer in your office.\n"
     "Please switch it off, wait for ten seconds and switch it on again.\n\nI did, and it works.\n",
     "I did, and it works.", "thank you"},
    {"answers between, in Outlook",
     "See below.\n\nFrom: Acme <support@acme.example>\nSent: Monday, January 5, 2026\nTo: Ann\n"
     "Subject: printer\n\nthank you for your message about the printer in your office.\n"
     "Please switch it off, wait for ten seconds and switch it on again.\n\nI did that.\n\n"
     "Which lamp is lit then? And which number does the display show?\n\nThe red one.\n\n"
     "Kind regards\nBob, Acme Support\n",
     NULL, NULL},
    {"some words in common", "I cannot switch it on again.\nPlease help.\n",
     "I cannot switch it on again.\nPlease help.", ""},
    {"nothing in common", "Something else entirely.\n", "Something else entirely.", ""},
    {"only our words",
     "thank you for your message about the printer in your office.\n"
     "Please switch it off, wait for ten seconds and switch it on again.\n",
     "thank you for your message about the printer in your office.\n"
     "Please switch it off, wait for ten seconds and switch it on again.",
     ""},
};

static struct message *read_known(struct arena *arena, const char *text, const char *known)
{
	struct message *message;

	test_read_parts(arena, "From: a@b.example\nSubject: Re: printer\n", text, &message);
	mail_reply_text(message, known, arena);
	test_check_clean(message);
	return message;
}

START_TEST(known_words)
{
	struct message *message;
	struct arena arena;

	message = read_known(&arena, cases_known[_i].text, OURS);
	if (cases_known[_i].reply) {
		ck_assert_msg(strcmp(message->reply, cases_known[_i].reply) == 0, "%s: \"%s\"",
			      cases_known[_i].what, message->reply);
		ck_assert_ptr_nonnull(strstr(message->quoted, cases_known[_i].quoted));
	} else {
		/* Nothing that stands between the lines is lost. */
		ck_assert_ptr_nonnull(strstr(message->reply, "I did that."));
		ck_assert_ptr_nonnull(strstr(message->reply, "The red one."));
	}
	arena_release(&arena);
}
END_TEST

/* Asked again with other words, or none, the answer is worked out anew. */
START_TEST(asked_again)
{
	struct message *message;
	struct arena arena;

	message = read_known(&arena, cases_known[1].text, OURS);
	ck_assert_str_eq(message->reply, "It worked.");
	mail_reply_text(message, NULL, &arena);
	ck_assert_ptr_nonnull(strstr(message->reply, "thank you"));
	mail_reply_text(message, "", &arena);
	ck_assert_ptr_nonnull(strstr(message->reply, "thank you"));
	arena_release(&arena);
}
END_TEST

START_TEST(html_is_asked_again)
{
	struct message *message;
	struct arena arena;

	test_read_parts(&arena, "From: a@b.example\nSubject: Re: x\nContent-Type: text/html\n",
			"<p>It worked.</p><div class=\"gmail_quote\"><p>thank you for your message "
			"about the printer in your office.</p></div>",
			&message);
	ck_assert_str_eq(message->reply, "It worked.");
	mail_reply_text(message, OURS, &arena);
	ck_assert_str_eq(message->reply, "It worked.");
	arena_release(&arena);
}
END_TEST

/* A text of many lines is not searched, and is kept. */
START_TEST(a_text_of_many_lines)
{
	struct message *message;
	struct arena arena;
	struct buf text;

	buf_init(&text);
	buf_adds(&text, "From: a@b.example\nSubject: x\n\n");
	test_repeat(&text, "On 1.1.2026 a@b.example wrote:\n> x\n", 15000);
	test_read_buf(&arena, &text, &message);
	ck_assert_uint_gt(strlen(message->reply), 500000);
	mail_reply_text(message, OURS, &arena);
	arena_release(&arena);
	buf_release(&text);
}
END_TEST

static const char *const costly[] = {":\n",
				     "a@b 2026 wrote:\n",
				     "On 1.1.2026\n",
				     "From: a@b\n",
				     "--\n",
				     ">\n",
				     "> a\nb\n",
				     "-----Original Message-----\n",
				     "Tel: 0431 1234567\n",
				     "Sent from my iPhone\n",
				     "a:\n\n"};

START_TEST(costly_texts)
{
	struct message *message;
	struct arena arena;
	struct buf text;

	buf_init(&text);
	buf_adds(&text, "From: a@b.example\nSubject: x\n\n");
	test_repeat(&text, costly[_i], 9000);
	test_read_buf(&arena, &text, &message);
	mail_reply_text(message, text.data, &arena);
	arena_release(&arena);
	buf_release(&text);
}
END_TEST

Suite *mail_quote_suite(void)
{
	Suite *suite = suite_create("mail known quote");
	TCase *cases = tcase_create("quote");

	tcase_set_timeout(cases, 60);
	tcase_add_loop_test(cases, known_words, 0, COUNT(cases_known));
	tcase_add_test(cases, asked_again);
	tcase_add_test(cases, html_is_asked_again);
	tcase_add_test(cases, a_text_of_many_lines);
	tcase_add_loop_test(cases, costly_texts, 0, COUNT(costly));
	suite_add_tcase(suite, cases);
	return suite;
}
