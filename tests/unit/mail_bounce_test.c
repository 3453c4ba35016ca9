/* Bounces: reports by RFC 3464, and the many that only say it in words. */
#include "mail/bounce_text.h"
#include "unit/mail_test.h"

/* What is expected is written as `recipient action status hard`, one a line. */
static void write_bounces(struct buf *out, const struct message *message)
{
	for (size_t i = 0; i < message->bounce_count; i++)
		buf_printf(out, "%s %s %s %s\n", message->bounces[i].recipient,
			   message->bounces[i].action,
			   *message->bounces[i].status ? message->bounces[i].status : "-",
			   message->bounces[i].is_hard ? "hard" : "soft");
}

#define REPORT                                                                                     \
	"Return-Path: <>\nFrom: MAILER-DAEMON@mx.acme.example (Mail Delivery System)\n"            \
	"To: support@acme.example\nSubject: Undelivered Mail Returned to Sender\n"                 \
	"Auto-Submitted: auto-replied\nMIME-Version: 1.0\n"                                        \
	"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"              \
	"--b\nContent-Type: text/plain\n\nI'm sorry.\n\n"                                          \
	"<nobody@customer.example>: host mx.customer.example said: 550 5.1.1 No such user\n\n"     \
	"--b\nContent-Type: message/delivery-status\n\n"
#define RETURNED                                                                                   \
	"\n--b\nContent-Type: message/rfc822\n\n"                                                  \
	"Message-ID: <t7.m8.aaaaaaaaaaaaaaaaaaaaaaaaaa@acme.example>\n"                            \
	"References: <t7.a.bbbbbbbbbbbbbbbbbbbbbbbbbb@acme.example>\n\t<x@customer.example>\n"     \
	"From: support@acme.example\nTo: nobody@customer.example\nSubject: Re: "                   \
	"x\n\nHello\n--b--\n"

static const struct {
	const char *mail, *bounces;
} reports[] = {
    {REPORT "Reporting-MTA: dns; mx.acme.example\n\n"
	    "Final-Recipient: rfc822; nobody@customer.example\nAction: failed\nStatus: 5.1.1\n"
	    "Diagnostic-Code: smtp; 550 5.1.1 No such user\n" RETURNED,
     "nobody@customer.example failed 5.1.1 hard\n"},
    /* Two recipients, a mailbox that is full, a status that the reply knows better. */
    {REPORT
     "Reporting-MTA: dns; mx.acme.example\n\n"
     "Final-Recipient: RFC822; <a@customer.example>\nAction: Failed\nStatus: 5.2.2 (full)\n\n"
     "Final-Recipient: rfc822;b@customer.example\nOriginal-Recipient: rfc822;c@x.example\n"
     "Action: failed\nStatus: 5.0.0\n"
     "Diagnostic-Code: smtp; 550-5.7.1 Rejected by policy\n 550 5.7.1 see our page\n" RETURNED,
     "a@customer.example failed 5.2.2 soft\nb@customer.example failed 5.7.1 soft\n"},
    {REPORT "Reporting-MTA: dns; mx.acme.example\n\n"
	    "Final-Recipient: rfc822; slow@customer.example\nAction: delayed\nStatus: 4.4.1\n"
	    "Diagnostic-Code: x-postfix; connect to mx: Connection timed out\n" RETURNED,
     "slow@customer.example delayed 4.4.1 soft\n"},
    {REPORT
     "Reporting-MTA: dns; mx.acme.example\n\n"
     "Final-Recipient: rfc822; there@customer.example\nAction: delivered\nStatus: 2.0.0\n" RETURNED,
     "there@customer.example delivered 2.0.0 soft\n"},
    /* No empty line between recipients; no action; one recipient twice. */
    {REPORT "Final-Recipient: rfc822; a@customer.example\nStatus: 5.1.1\n"
	    "Final-Recipient: rfc822; b@customer.example\nStatus: 4.2.2\n\n"
	    "Final-Recipient: rfc822; A@customer.example\nStatus: 5.1.1\n" RETURNED,
     "a@customer.example failed 5.1.1 hard\nb@customer.example delayed 4.2.2 soft\n"},
    /* The words tell what the fields leave out. */
    {REPORT
     "Final-Recipient: rfc822; nobody@customer.example\nAction: failed\nStatus: 5.0.0\n" RETURNED,
     "nobody@customer.example failed 5.1.1 hard\n"},
};

START_TEST(delivery_reports)
{
	struct message *message;
	struct arena arena;
	struct buf out;

	buf_init(&out);
	test_read_string(&arena, reports[_i].mail, &message);
	ck_assert_int_eq(message->kind, MAIL_BOUNCE);
	write_bounces(&out, message);
	ck_assert_str_eq(out.data, reports[_i].bounces);
	ck_assert_uint_eq(message->returned_ids.count, 3);
	ck_assert_str_eq(message->returned_ids.items[0],
			 "t7.m8.aaaaaaaaaaaaaaaaaaaaaaaaaa@acme.example");
	ck_assert_str_eq(message->returned_ids.items[1],
			 "t7.a.bbbbbbbbbbbbbbbbbbbbbbbbbb@acme.example");
	buf_release(&out);
	arena_release(&arena);
}
END_TEST

#define DAEMON "From: MAILER-DAEMON@mx.acme.example\nTo: support@acme.example\n"
#define COPY                                                                                       \
	"\n--- Below this line is a copy of the message.\n\nReturn-Path: <support@acme.example>\n" \
	"Message-ID: <t7.m8.aaaaaaaaaaaaaaaaaaaaaaaaaa@acme.example>\n"                            \
	"To: other@elsewhere.example\nSubject: x\n\nHello contact@customer.example\n"

static const struct {
	const char *what, *mail, *bounces;
} proses[] = {
    {"qmail",
     DAEMON "Subject: failure notice\n\nHi. This is the qmail-send program at mx.acme.example.\n"
	    "I'm afraid I wasn't able to deliver your message to the following addresses.\n\n"
	    "<nobody@customer.example>:\n192.0.2.1 does not like recipient.\n"
	    "Remote host said: 550 5.1.1 user unknown\nGiving up on 192.0.2.1.\n\n"
	    "<full@customer.example>:\nRemote host said: 552 5.2.2 mailbox is full\n" COPY,
     "nobody@customer.example failed 5.1.1 hard\nfull@customer.example failed 5.2.2 soft\n"},
    {"Exim",
     "Return-Path: <>\nX-Failed-Recipients: nobody@customer.example\n"
     "From: Mail Delivery System <Mailer-Daemon@mx.acme.example>\nTo: support@acme.example\n"
     "Subject: Mail delivery failed: returning message to sender\n\n"
     "This message was created automatically by mail delivery software.\n\n"
     "A message that you sent could not be delivered to one or more of its\nrecipients.\n\n"
     "  nobody@customer.example\n    host mx.customer.example [192.0.2.1]\n"
     "    SMTP error from remote mail server after RCPT TO:<nobody@customer.example>:\n"
     "    550 5.1.1 Unknown user\n\n"
     "------ This is a copy of the message, including all the headers. ------\n\n"
     "Message-ID: <t7.m8.aaaaaaaaaaaaaaaaaaaaaaaaaa@acme.example>\n\n",
     "nobody@customer.example failed 5.1.1 hard\n"},
    {"Exim, refused sender",
     "X-Failed-Recipients: a@customer.example\nFrom: mailer-daemon@mx.acme.example\n"
     "To: support@acme.example\nSubject: Mail delivery failed\n\n"
     "  a@customer.example\n    SMTP error after MAIL FROM:<support@acme.example>:\n"
     "    550 5.1.8 domain of sender address does not exist\n",
     "a@customer.example failed 5.1.8 soft\n"},
    {"Gmail",
     "Return-Path: <>\nFrom: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\n"
     "To: support@acme.example\nX-Failed-Recipients: nobody@customer.example\n"
     "Subject: Delivery Status Notification (Failure)\n\n"
     "Delivery to the following recipient failed permanently:\n\n     nobody@customer.example\n\n"
     "Technical details of permanent failure:\nThe error that the other server returned was:\n"
     "550 5.1.1 The email account does not exist\n\n----- Original message -----\n\nX: y\n",
     "nobody@customer.example failed 5.1.1 hard\n"},
    {"Gmail, late",
     "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nTo: support@acme.example\n"
     "Subject: Delivery Status Notification (Delay)\n\nTHIS IS A WARNING MESSAGE ONLY.\n\n"
     "Delivery to the following recipient has been delayed:\n\n     slow@customer.example\n",
     "slow@customer.example delayed - soft\n"},
    {"Exchange",
     "From: postmaster@customer.example\nTo: support@acme.example\n"
     "Subject: Undeliverable: Re: printer\n\n"
     "Delivery has failed to these recipients or groups:\n\n"
     "nobody@customer.example\nThe email address you entered couldn't be found.\n\n"
     "Diagnostic information for administrators:\n\nGenerating server: mx.customer.example\n\n"
     "nobody@customer.example\n#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##\n",
     "nobody@customer.example failed 5.1.1 hard\n"},
    {"Domino",
     "From: Postmaster@customer.example\nTo: support@acme.example\n"
     "Subject: DELIVERY FAILURE: User nobody (nobody@customer.example) not listed\n\n"
     "Your message\n\n  Subject: printer\n\nwas not delivered to:\n\n  nobody@customer.example\n\n"
     "because:\n\n  User nobody (nobody@customer.example) not listed in Domino Directory\n",
     "nobody@customer.example failed - hard\n"},
    {"Yahoo",
     "Return-Path: <>\nFrom: MAILER-DAEMON@yahoo.example\nTo: support@acme.example\n"
     "Subject: Failure Notice\n\nSorry, we were unable to deliver your message to the following "
     "address.\n\n<full@customer.example>:\nRemote host said:\n552 5.2.2 Mailbox Full\n" COPY,
     "full@customer.example failed 5.2.2 soft\n"},
    {"DragonFly",
     "From: MAILER-DAEMON <>\nTo: support@acme.example\nSubject: Mail delivery failed\n\n"
     "This is the DragonFly Mail Agent.\n\n"
     "There was an error delivering your mail to <nobody@customer.example>.\n\n"
     "mx.customer.example [192.0.2.1] did not like our RCPT TO:\n"
     "550 5.1.1 User unknown\n\nMessage headers follow.\n\nReceived: from root\n",
     "nobody@customer.example failed 5.1.1 hard\n"},
    {"OpenSMTPD",
     "From: Mailer Daemon <MAILER-DAEMON@mx.acme.example>\nTo: support@acme.example\n"
     "Subject: Delivery status notification: error\n\n    Hi!\n\n"
     "    An error has occurred while attempting to deliver a message for\n"
     "    the following list of recipients:\n\n"
     "nobody@customer.example: 550 5.1.1 no such user\n\n"
     "    Below is a copy of the original message:\n\nX: y\n",
     "nobody@customer.example failed 5.1.1 hard\n"},
    {"fields within the words",
     DAEMON "Subject: Delivery Status Notification (Failure)\n\nAn error occurred.\n\n"
	    "Technical report:\n\nReporting-MTA: dsn; mx.acme.example\n\nAction: failed\n"
	    "Final-Recipient: rfc822; nobody@customer.example\nStatus: 5.1.1\n"
	    "Diagnostic-Code: smtp; 550 5.1.1 User Unknown\n",
     "nobody@customer.example failed 5.1.1 hard\n"},
    {"nobody named, but the copy",
     DAEMON "Subject: Returned mail: Cannot send message for 4 days\n\n"
	    "   ----- Transcript of session follows -----\n421 Deferred: Connection timed out\n\n"
	    "   ----- Unsent message follows -----\nReceived: by mx.acme.example\n"
	    "To: slow@customer.example\n\nHello\n",
     "slow@customer.example failed - soft\n"},
    {"Japanese",
     "Return-Path: <>\nFrom: postmaster@customer.example\nTo: support@acme.example\n"
     "Subject: =?utf-8?B?6YWN5L+h44Gn44GN44G+44Gb44KT?=\n"
     "Content-Type: text/plain; charset=utf-8\n\n以下のメールアドレスへの送信に失敗しました。\n"
     "nobody@customer.example\n\n550 5.1.1 unknown user\n",
     "nobody@customer.example failed 5.1.1 hard\n"},
    {"Amazon SNS",
     "From: SES <no-reply@sns.amazonaws.com>\nTo: support@acme.example\n"
     "Subject: AWS Notification Message\n\n"
     "{\"notificationType\":\"Bounce\",\"bounce\":{\"bounceType\":\"Permanent\","
     "\"bouncedRecipients\":[{\"emailAddress\":\"nobody@customer.example\",\"action\":\"failed\","
     "\"status\":\"5.1.1\",\"diagnosticCode\":\"smtp; 550 5.1.1\n user unknown\"}]}}\n\n--\nbye\n",
     "nobody@customer.example failed 5.1.1 hard\n"},
    {"Amazon SNS, delivered",
     "From: SES <no-reply@sns.amazonaws.com>\nTo: support@acme.example\nSubject: AWS\n\n"
     "{\"notificationType\":\"Delivery\",\"delivery\":{\"recipients\":[\"a@customer.example\"],"
     "\"smtpResponse\":\"250 2.6.0 Message received\"}}\n",
     "a@customer.example delivered 2.6.0 soft\n"},
};

START_TEST(bounces_in_prose)
{
	struct message *message;
	struct arena arena;
	struct buf out;

	buf_init(&out);
	test_read_string(&arena, proses[_i].mail, &message);
	ck_assert_msg(message->kind == MAIL_BOUNCE, "%s is %s", proses[_i].what,
		      mail_kind_name(message->kind));
	write_bounces(&out, message);
	ck_assert_msg(strcmp(out.data, proses[_i].bounces) == 0, "%s: %s", proses[_i].what,
		      out.data);
	buf_release(&out);
	arena_release(&arena);
}
END_TEST

START_TEST(ids_of_the_returned_mail)
{
	struct message *message;
	struct arena arena;

	test_read_string(&arena, proses[0].mail, &message);
	ck_assert_uint_eq(message->returned_ids.count, 1);
	ck_assert_str_eq(message->returned_ids.items[0],
			 "t7.m8.aaaaaaaaaaaaaaaaaaaaaaaaaa@acme.example");
	arena_release(&arena);
}
END_TEST

/* People write about bounces, forward them and answer them. */
static const char *const humans[] = {
    "From: ann@customer.example\nSubject: My mail could not be delivered\n\nWhy?\n",
    "From: ann@customer.example\nSubject: Re: Undelivered Mail Returned to Sender\n\n"
    "See below: the message could not be delivered to bob@customer.example\n",
    "From: ann@customer.example\nSubject: Fwd: failure notice\n\n"
    "> I wasn't able to deliver your message to the following addresses.\n> <x@y.example>:\n",
    "From: ann@customer.example\nSubject: printer\n\n"
    "Final-Recipient: rfc822; x@y.example\nAction: failed\nStatus: 5.1.1\n",
    "From: ann@customer.example\nSubject: Parcel could not be delivered\n\nPlease help.\n",
};

START_TEST(people_are_no_bounces)
{
	struct message *message;
	struct arena arena;

	test_read_string(&arena, humans[_i], &message);
	ck_assert_int_eq(message->kind, MAIL_HUMAN);
	ck_assert_uint_eq(message->bounce_count, 0);
	arena_release(&arena);
}
END_TEST

static const struct {
	const char *text, *status;
} statuses[] = {
    {"550 5.1.1 User unknown", "5.1.1"},
    {"(#5.1.2)", "5.1.2"},
    {"host 192.0.2.1 said 550 5.7.26 no", "5.7.26"},
    {"5.1.0 - Unknown address error 550-'5.7.1 denied'", "5.7.1"},
    {"version 5.1.1.2", ""},
    {"192.5.1.1", ""},
    {"550 no such user", ""},
    {"3.1.1", ""},
    {"5.1", ""},
    {"", ""},
    {"421-4.7.0 try again", "4.7.0"},
};

START_TEST(status_codes)
{
	struct arena arena;

	arena_init(&arena);
	ck_assert_str_eq(bounce_status(statuses[_i].text, &arena), statuses[_i].status);
	arena_release(&arena);
}
END_TEST

static const struct {
	const char *action, *status, *said;
	bool is_hard;
} hards[] = {
    {"failed", "5.1.1", "", true},
    {"failed", "5.1.1", "mailbox is full", false},
    {"failed", "5.1.1", "User unknown", true},
    {"failed", "", "Host unknown (Name server: no such host)", true},
    {"failed", "5.2.2", "over quota", false},
    {"failed", "5.7.1", "message looks like spam", false},
    {"failed", "5.7.1", "relaying denied", false},
    {"failed", "5.1.7", "bad sender", false},
    {"failed", "5.1.6", "", true},
    {"failed", "5.3.4", "message too large", false},
    {"failed", "4.1.1", "user unknown", false},
    {"delayed", "4.4.1", "user unknown", false},
    {"delivered", "2.1.5", "user unknown", false},
    {"failed", "", "", false},
    {"", "", "no such user", true},
};

START_TEST(dead_addresses)
{
	struct arena arena;

	arena_init(&arena);
	ck_assert(bounce_is_hard(hards[_i].action, hards[_i].status, hards[_i].said, &arena) ==
		  hards[_i].is_hard);
	arena_release(&arena);
}
END_TEST

/* A report may name as many recipients as it likes; we keep a thousand. */
START_TEST(many_recipients)
{
	struct message *message;
	struct arena arena;
	struct buf mail;

	buf_init(&mail);
	buf_adds(&mail, REPORT);
	for (int i = 0; i < 1500; i++)
		buf_printf(&mail, "Final-Recipient: rfc822; c%d@x.example\n\n", i);
	buf_adds(&mail, RETURNED);
	test_read_buf(&arena, &mail, &message);
	ck_assert_uint_eq(message->bounce_count, 1000);
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

Suite *mail_bounce_suite(void)
{
	Suite *suite = suite_create("mail bounce");
	TCase *cases = tcase_create("bounce");

	tcase_add_loop_test(cases, delivery_reports, 0, COUNT(reports));
	tcase_add_loop_test(cases, bounces_in_prose, 0, COUNT(proses));
	tcase_add_test(cases, ids_of_the_returned_mail);
	tcase_add_loop_test(cases, people_are_no_bounces, 0, COUNT(humans));
	tcase_add_loop_test(cases, status_codes, 0, COUNT(statuses));
	tcase_add_loop_test(cases, dead_addresses, 0, COUNT(hards));
	tcase_add_test(cases, many_recipients);
	suite_add_tcase(suite, cases);
	return suite;
}
