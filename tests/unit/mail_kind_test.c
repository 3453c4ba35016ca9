/* What kind of mail, by each rule. */
#include "unit/mail_test.h"

static const struct {
	const char *head, *body;
	enum mail_kind kind;
	const char *reason;
	bool is_generated;
} kinds[] = {
    {"", "x", MAIL_HUMAN, "no mark", false},
    {"Auto-Submitted: no\n", "x", MAIL_HUMAN, "no mark", false},
    {"Auto-Submitted: auto-replied\n", "x", MAIL_AUTO_REPLY, "auto-replied", false},
    {"Auto-Submitted: AUTO-Replied; owner-email=\"a@b\"\n", "x", MAIL_AUTO_REPLY, "auto-replied",
     false},
    {"Auto-Submitted: auto-replied (vacation)\n", "x", MAIL_AUTO_REPLY, "auto-replied", false},
    {"Auto-Submitted: auto-generated\n", "x", MAIL_AUTO_REPLY, "auto-generated", true},
    {"Auto-Submitted: auto-notified\n", "x", MAIL_AUTO_REPLY, "auto-generated", true},
    {"X-Autoreply: yes\n", "x", MAIL_AUTO_REPLY, "x-autoreply", false},
    {"X-Autorespond:\n", "x", MAIL_AUTO_REPLY, "x-autorespond", false},
    {"X-Auto-Response-Suppress: All\n", "x", MAIL_AUTO_REPLY, "x-auto-response-suppress", true},
    {"X-Auto-Response-Suppress: DR, OOF, AutoReply\n", "x", MAIL_AUTO_REPLY,
     "x-auto-response-suppress", true},
    {"X-Auto-Response-Suppress: All\nX-MS-Exchange-Inbox-Rules-Loop: a@b\n", "x", MAIL_AUTO_REPLY,
     "x-ms-exchange-inbox-rules-loop", false},
    {"Precedence: auto_reply\n", "x", MAIL_AUTO_REPLY, "precedence", false},
    {"Precedence: first-class\nPrecedence: bulk\n", "x", MAIL_BULK, "bulk", false},
    {"Precedence: bulk\n", "x", MAIL_BULK, "bulk", false},
    {"Precedence: JUNK\n", "x", MAIL_BULK, "bulk", false},
    {"Precedence: list\n", "x", MAIL_LIST, "list", false},
    {"List-Id: <l.example>\n", "x", MAIL_LIST, "list-id", false},
    {"List-Post: <mailto:l@x>\n", "x", MAIL_LIST, "list-post", false},
    {"List-Id: <l.example>\nPrecedence: bulk\n", "x", MAIL_LIST, "list-id", false},
    {"List-Unsubscribe: <mailto:u@x>\n", "x", MAIL_BULK, "Unsubscribe", false},
    {"Mailing-List: contact l@x\n", "x", MAIL_LIST, "mailing-list", false},
    {"Sender: owner-l@x.example\n", "x", MAIL_LIST, "list", false},
    {"List-Id: <l>\nAuto-Submitted: auto-replied\n", "x", MAIL_AUTO_REPLY, "auto-replied", false},
    {"Return-Path: <>\n", "x", MAIL_AUTO_REPLY, "empty Return-Path", true},
    {"Return-Path: <a@b.example>\n", "x", MAIL_HUMAN, "no mark", false},
    {"Subject: On leave\n", "How do I set it?", MAIL_HUMAN, "no mark", false},
    {"Subject: On leave\nIn-Reply-To: <a@b.example>\n", "Back on Monday.", MAIL_AUTO_REPLY,
     "subject", false},
    {"X-Loop: yes\n", "x", MAIL_AUTO_REPLY, "x-loop", false},
    {"X-Loop: list@x.example\n", "x", MAIL_HUMAN, "no mark", false},
    {"X-RT-Loop-Prevention: rt.example\n", "x", MAIL_AUTO_REPLY, "x-rt-loop", true},
    {"X-Cron-Env: <SHELL=/bin/sh>\n", "x", MAIL_AUTO_REPLY, "x-cron-env", true},
    {"X-Apple-Action: VACATION\n", "x", MAIL_AUTO_REPLY, "x-apple-action", false},
    {"Content-Type: multipart/report; report-type=feedback-report; boundary=b\n",
     "--b\n\nx\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n--b--\n",
     MAIL_REPORT, "ARF", false},
    {"Content-Type: multipart/report; report-type=tlsrpt; boundary=b\n",
     "--b\n\nx\n--b\nContent-Type: application/tlsrpt+gzip\n\nx\n--b--\n", MAIL_REPORT, "TLS",
     false},
    {"Content-Type: application/zip; name=\"a.example!b.example!1!2.zip\"\n", "PK", MAIL_REPORT,
     "DMARC", false},
    {"Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n",
     "--b\n\nread\n--b\nContent-Type: message/disposition-notification\n\n"
     "Disposition: manual-action/MDN-sent-manually; displayed\n--b--\n",
     MAIL_RECEIPT, "disposition", false},
    {"Content-Class: urn:content-classes:mdn\n", "x", MAIL_RECEIPT, "mdn", false},
    {"Content-Type: text/calendar; method=REPLY\n", "BEGIN:VCALENDAR\n", MAIL_AUTO_REPLY,
     "invitation", false},
    {"Content-Type: text/calendar; method=REQUEST\n", "BEGIN:VCALENDAR\n", MAIL_HUMAN,
     "an invitation", false},
};

START_TEST(kinds_by_header)
{
	struct message *message;
	struct arena arena;
	struct buf mail;

	buf_init(&mail);
	buf_printf(&mail, "%sFrom: Ann <a@b.example>\nSubject: My printer\n\n%s\n", kinds[_i].head,
		   kinds[_i].body);
	test_read_buf(&arena, &mail, &message);
	ck_assert_msg(message->kind == kinds[_i].kind, "%s is %s", kinds[_i].head,
		      mail_kind_name(message->kind));
	ck_assert_msg(strstr(message->kind_reason, kinds[_i].reason) != NULL, "reason: %s",
		      message->kind_reason);
	ck_assert(message->is_auto_generated == kinds[_i].is_generated);
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

static const struct {
	const char *subject;
	bool is_auto;
} subjects[] = {
    {"Automatic reply: printer", true},
    {"Out of Office: printer", true},
    {"Out of office", true},
    {"Abwesenheitsnotiz: Drucker", true},
    {"Automatische Antwort: Drucker", true},
    {"R\xc3\xa9ponse automatique : imprimante", true},
    {"R\xc3\x89PONSE AUTOMATIQUE : imprimante", true},
    {"Respuesta autom\xc3\xa1tica: impresora", true},
    {"Risposta automatica: stampante", true},
    {"Automatisch antwoord: printer", true},
    {"Resposta autom\xc3\xa1tica: impressora", true},
    {"Automatyczna odpowied\xc5\xba: drukarka", true},
    {"Autosvar: skrivare", true},
    {"Automatisk svar: printer", true},
    {"Automaattinen vastaus: tulostin", true},
    {"\xd0\x90\xd0\xb2\xd1\x82\xd0\xbe\xd0\xbc\xd0\xb0\xd1\x82\xd0\xb8\xd1\x87\xd0\xb5"
     "\xd1\x81\xd0\xba\xd0\xb8\xd0\xb9 \xd0\xbe\xd1\x82\xd0\xb2\xd0\xb5\xd1\x82: x",
     true},
    {"Automatick\xc3\xa1 odpov\xc4\x9b\xc4\x8f: tisk\xc3\xa1rna", true},
    {"Otomatik Yan\xc4\xb1t: yaz\xc4\xb1"
     "c\xc4\xb1",
     true},
    {"\xe8\x87\xaa\xe5\x8a\xa8\xe7\xad\x94\xe5\xa4\x8d: x", true},
    {"\xe8\x87\xaa\xe5\x8b\x95\xe5\xbf\x9c\xe7\xad\x94: x", true},
    {"\xec\x9e\x90\xeb\x8f\x99 \xed\x9a\x8c\xec\x8b\xa0: x", true},
    {"Re: Automatic reply: printer", false},
    {"AW: Abwesenheitsnotiz", false},
    {"The automatic reply does not work", false},
    {"Our office printer", false},
    {"Read: the manual", false},
    {"Ann is out of the office", true},
};

START_TEST(subjects_of_automatic_answers)
{
	struct message *message;
	struct arena arena;
	struct buf mail;

	buf_init(&mail);
	buf_printf(&mail, "From: Ann <a@b.example>\nSubject: %s\n\nx\n", subjects[_i].subject);
	test_read_buf(&arena, &mail, &message);
	ck_assert_msg((message->kind == MAIL_AUTO_REPLY) == subjects[_i].is_auto, "%s",
		      subjects[_i].subject);
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

static const struct {
	const char *head;
	enum mail_kind kind;
} no_replies[] = {
    {"From: noreply@shop.example\n", MAIL_AUTO_REPLY},
    {"From: Shop <no-reply+7@shop.example>\n", MAIL_AUTO_REPLY},
    {"From: DoNotReply@shop.example\n", MAIL_AUTO_REPLY},
    /* A web form: there is somebody to answer. */
    {"From: noreply@shop.example\nReply-To: ann@customer.example\n", MAIL_HUMAN},
    {"From: norman@shop.example\n", MAIL_HUMAN},
};

START_TEST(senders_that_take_no_answer)
{
	struct message *message;
	struct arena arena;
	struct buf mail;

	buf_init(&mail);
	buf_printf(&mail, "%sSubject: Order 1\n\nx\n", no_replies[_i].head);
	test_read_buf(&arena, &mail, &message);
	ck_assert_int_eq(message->kind, no_replies[_i].kind);
	ck_assert(message->is_auto_generated == (message->kind == MAIL_AUTO_REPLY));
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

START_TEST(invitations)
{
	struct message *message;
	struct arena arena;

	test_read_string(&arena,
			 "From: Ann <a@b.example>\nSubject: Meeting\n"
			 "Content-Type: multipart/alternative; boundary=b\n\n"
			 "--b\n\nJoin us\n--b\nContent-Type: text/calendar; method=REQUEST\n\n"
			 "BEGIN:VCALENDAR\n--b--\n",
			 &message);
	ck_assert(message->is_invitation);
	ck_assert_int_eq(message->kind, MAIL_HUMAN);
	ck_assert_str_eq(message->text, "Join us\n");
	ck_assert_uint_eq(message->attachment_count, 1);
	ck_assert_str_eq(message->attachments[0].type, "text/calendar");
	arena_release(&arena);
}
END_TEST

static const struct {
	const char *head, *body;
	bool is_forward;
} forwards[] = {
    {"Subject: Fwd: printer\n",
     "FYI\n\n---------- Forwarded message ---------\nFrom: x@y.example\n"
     "Date: Mon, Jan 5, 2026\nSubject: printer\nTo: a@b.example\n\nbroken\n",
     true},
    {"Subject: WG: Drucker\n",
     "Zur Info\n\nVon: x@y.example\nGesendet: Montag, 5. Januar 2026\nAn: a@b.example\n"
     "Betreff: Drucker\n\nkaputt\n",
     true},
    {"Subject: Fwd: printer\n", "Please look at this\n", false},
    {"Subject: Re: printer\n", "Thanks\n\nOn Mon, 5 Jan 2026, X wrote:\n> hi\n", false},
    {"Subject: printer\n",
     "Begin forwarded message:\n\nFrom: X <x@y.example>\nSubject: y\n"
     "Date: 5 January 2026\nTo: a@b.example\n\nbroken\n",
     true},
};

START_TEST(forwarded_mail)
{
	struct message *message;
	struct arena arena;
	struct buf mail;

	buf_init(&mail);
	buf_printf(&mail, "From: a@b.example\n%s\n%s", forwards[_i].head, forwards[_i].body);
	test_read_buf(&arena, &mail, &message);
	ck_assert(message->is_forward == forwards[_i].is_forward);
	ck_assert_str_ne(message->reply, "");
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

Suite *mail_kind_suite(void)
{
	Suite *suite = suite_create("mail kind");
	TCase *cases = tcase_create("kind");

	tcase_add_loop_test(cases, kinds_by_header, 0, COUNT(kinds));
	tcase_add_loop_test(cases, subjects_of_automatic_answers, 0, COUNT(subjects));
	tcase_add_loop_test(cases, senders_that_take_no_answer, 0, COUNT(no_replies));
	tcase_add_test(cases, invitations);
	tcase_add_loop_test(cases, forwarded_mail, 0, COUNT(forwards));
	suite_add_tcase(suite, cases);
	return suite;
}
