/* Bounces, mails that were given up, deadlines: what is about mail of ours, and what forged ones
 * may do. */
#include <string.h>

#include "desk/token.h"
#include "unit/desk_suites.h"

/* A report about one recipient; RETURNED stands for the header of the mail that it returns. */
#define REPORT(to, recipient, action, status)                                                      \
	"Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nTo: " to "\nSubject: Undelivered\n"      \
	"Message-ID: <b@mx.example>\nMIME-Version: 1.0\n"                                          \
	"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"              \
	"--b\n\nSorry.\n--b\nContent-Type: message/delivery-status\n\n"                            \
	"Reporting-MTA: dns; mx.example\n\n"                                                       \
	"Final-Recipient: rfc822; " recipient "\nAction: " action "\nStatus: " status "\n"         \
	"Diagnostic-Code: smtp; 550 no such user\n\n"                                              \
	"--b\nContent-Type: text/rfc822-headers\n\nRETURNED\n\n--b--\n"

#define US     "support@acme.example"
#define CLEO   "cleo@customer.example"
#define VICTIM "victim@x.example"

/* Mail 10 went to Cleo and a member; 11 to Ann; 12, about no ticket, to the admin. */
static const struct {
	const char *what, *raw, *returned;
	const char *lines[8];
} bounces[] = {
    {"hard",
     REPORT(US, CLEO, "failed", "5.1.1"),
     "Message-ID: <MAIL10>",
     {"bounced by=intake to=customer action=failed status=5.1.1 template=answer",
      "suppressed by=intake rule=bounce to=customer status=5.1.1",
      "suppression cleo@customer.example 5.1.1 550 no such user",
      "bounced 10 cleo@customer.example *", "mail note to ann@acme.example words *" CLEO "*",
      "message by machine 0: *", "!status *"}},
    {"of a member",
     REPORT(US, "MEMBER@customer.example", "failed", "5.1.1"),
     "Message-ID: <MAIL10>",
     {"suppression MEMBER@customer.example *", "bounced 10 *"}},
    {"soft",
     REPORT(US, CLEO, "failed", "4.2.2"),
     "Message-ID: <MAIL10>",
     {"bounced by=intake *", "!suppress*", "mail note to ann@acme.example *"}},
    {"full",
     REPORT(US, CLEO, "failed", "5.2.2"),
     "Message-ID: <MAIL10>",
     {"bounced by=intake *", "!suppress*", "mail note to ann@acme.example *"}},
    {"delayed",
     REPORT(US, CLEO, "delayed", "4.4.1"),
     "Message-ID: <MAIL10>",
     {"bounced by=intake to=customer action=delayed status=4.4.1 template=answer", "!mail *",
      "!suppress*", "!bounced 10 *"}},
    {"delivered",
     REPORT(US, CLEO, "delivered", "2.0.0"),
     "Message-ID: <MAIL10>",
     {"!mail *", "!suppress*"}},

    /* who has one of our mails can write a report */
    {"of somebody else",
     REPORT(US, VICTIM, "failed", "5.1.1"),
     "Message-ID: <MAIL10>",
     {"!suppress*", "!bounced 10 *", "mail note to ann@acme.example *"}},
    {"of an agent's mail",
     REPORT(US, "ann@acme.example", "failed", "5.1.1"),
     "Message-ID: <MAIL11>",
     {"bounced by=intake to=ann *", "suppressed by=intake rule=bounce to=ann status=5.1.1",
      "mail alert to admin@acme.example *", "bounced 11 ann@acme.example *"}},
    {"of an admin's mail",
     REPORT(US, "admin@acme.example", "failed", "5.1.1"),
     "Message-ID: <MAIL12>",
     {"filed: *", "!suppress*", "!mail *", "bounced by=intake to=admin *template=alert"}},
    {"with a wrong token",
     REPORT(US, CLEO, "failed", "5.1.1"),
     "Message-ID: <t1.m10.aaaaaaaaaaaaaaaaaaaaaaaaaa@acme.example>",
     {"filed: bounce of no mail that is known", "!mail *", "!suppress*", "!ticket *"}},
    {"of a mail that is not stored",
     REPORT(US, CLEO, "failed", "5.1.1"),
     "Message-ID: <MAIL99>",
     {"filed: bounce of no mail that is known"}},
    {"of nothing",
     REPORT(US, CLEO, "failed", "5.1.1"),
     "Subject: x",
     {"filed: bounce of no mail that is known"}},

    /* relays rewrite Message-IDs, and leave the rest out */
    {"by the anchor",
     REPORT(US, CLEO, "failed", "5.1.1"),
     "Message-ID: <ses@x>\nReferences: <ANCHOR>",
     {"bounced by=intake to=customer action=failed status=5.1.1", "suppression " CLEO " *",
      "mail note to ann@acme.example *"}},
    {"by the anchor, of somebody else",
     REPORT(US, VICTIM, "failed", "5.1.1"),
     "References: <ANCHOR>",
     {"!suppress*"}},
    {"by an agent's anchor",
     REPORT(US, "ann@acme.example", "failed", "5.1.1"),
     "References: <ANCHORann>",
     {"bounced by=intake to=ann *", "suppressed by=intake rule=bounce to=ann status=5.1.1",
      "mail alert to *"}},
    {"by the envelope's address",
     REPORT("PLUS", CLEO, "failed", "5.1.1"),
     "Subject: x",
     {"bounced by=intake to=customer action=failed status=5.1.1", "suppression " CLEO " *"}},
    {"by the envelope's address, of somebody else",
     REPORT("PLUS", VICTIM, "failed", "5.1.1"),
     "Subject: x",
     {"!suppress*", "mail note to ann@acme.example *"}},

    {"with words for a status",
     REPORT(US, CLEO, "failed", "5.1.1 " CLEO),
     "Message-ID: <MAIL10>",
     {"bounced by=intake to=customer action=failed status=5.1.1 template=answer"}},
};

static const char *replaced(struct arena *arena, const char *text, const char *name,
			    const char *value)
{
	const char *at = strstr(text, name);

	return at ? arena_printf(arena, "%.*s%s%s", (int)(at - text), text, value,
				 at + strlen(name))
		  : text;
}

static void set_stage(struct stage *stage)
{
	stage_open(stage, NULL);
	stage_ticket(stage, 1, STATUS_SOLVED);
	stage_sent(stage, 1, 10, "answer", NULL, CLEO);
	stage->sent[0].recipients = " " CLEO " member@customer.example ";
	stage_sent(stage, 1, 11, "new", "ann", "ann@acme.example");
	stage_sent(stage, 0, 12, "alert", NULL, "admin@acme.example");
	stage->sent[2].audience = "admin";
}

static const char *filled_in(struct stage *stage, const char *text, const char *returned)
{
	struct arena *arena = &stage->arena;
	const struct conf *conf = stage->conf;

	text = replaced(arena, text, "RETURNED", returned);
	text = replaced(arena, text, "MAIL10", token_message_id(conf, 1, 10, "x", arena));
	text = replaced(arena, text, "MAIL11", token_message_id(conf, 1, 11, "x", arena));
	text = replaced(arena, text, "MAIL12", token_message_id(conf, 0, 12, "x", arena));
	text = replaced(arena, text, "MAIL99", token_message_id(conf, 1, 99, "x", arena));
	text = replaced(arena, text, "ANCHORann", token_anchor(conf, 1, "ann", "x", arena));
	text = replaced(arena, text, "ANCHOR", token_anchor(conf, 1, NULL, "x", arena));
	return replaced(arena, text, "PLUS", token_plus_address(conf, US, 1, NULL, arena));
}

static void check_lines(const char *text, const char *const lines[8])
{
	for (int i = 0; i < 8 && lines[i]; i++) {
		if (*lines[i] == '!')
			stage_has_no_line(text, lines[i] + 1);
		else
			stage_has_line(text, lines[i]);
	}
}

START_TEST(bounces_are_about_our_mail)
{
	struct stage stage;

	set_stage(&stage);
	check_lines(stage_all(&stage, stage_mail(&stage, filled_in(&stage, bounces[_i].raw,
								   bounces[_i].returned))),
		    bounces[_i].lines);
	stage_close(&stage);
}
END_TEST

/* One report names a thousand: agents hear of few. */
START_TEST(a_report_is_bounded)
{
	struct event event = {.kind = EVENT_MAIL, .fingerprint = "f"};
	struct message *message;
	const struct changes *changes;
	struct stage stage;

	set_stage(&stage);
	message = stage_message(
	    &stage, filled_in(&stage, REPORT(US, CLEO, "failed", "5.1.1"), "Message-ID: <MAIL10>"));
	ck_assert_uint_eq(message->bounce_count, 1);
	message->bounces = arena_array(&stage.arena, 1000, sizeof *message->bounces);
	message->bounce_count = 1000;
	for (int i = 0; i < 1000; i++)
		message->bounces[i] = (struct bounce){.recipient = VICTIM,
						      .action = "failed",
						      .status = "5.1.1",
						      .is_hard = true,
						      .diagnostic = ""};
	event.message = message;
	changes = stage_event(&stage, &event);
	ck_assert_uint_eq(changes->mail_count, 1);
	ck_assert_uint_eq(changes->suppression_count, 0);
	stage_close(&stage);
}
END_TEST

START_TEST(a_report_may_say_nothing)
{
	struct event event = {.kind = EVENT_MAIL, .fingerprint = "f"};
	struct stage stage;

	set_stage(&stage);
	event.message = stage_message(
	    &stage, filled_in(&stage, REPORT(US, CLEO, "failed", "5.1.1"), "Message-ID: <MAIL10>"));
	event.message->bounce_count = 0;
	stage_has_line(stage_all(&stage, stage_event(&stage, &event)),
		       "mail note to ann@acme.example *");
	stage_close(&stage);
}
END_TEST

/* ---- mails that were given up ---- */

static const struct {
	int64_t sent;
	const char *reason;
	const char *lines[8];
} failures[] = {
    {10,
     "550 5.1.1 <" CLEO ">: unknown",
     {"bounced by=intake rule=given-up to=customer status=\"550 5.1.1\" template=answer",
      "mail note to ann@acme.example *" CLEO ">: unknown*", "mail alert to admin@acme.example *"}},
    {11,
     "connection refused",
     {"bounced by=intake rule=given-up to=ann template=new", "!mail note *",
      "mail alert to admin@acme.example *"}},
    {12, "550 no", {"bounced by=intake rule=given-up to=admin *", "!mail *"}},
    {99, "550 no", {"!bounced *", "!mail *"}},
};

START_TEST(failures_are_told)
{
	struct event event = {.kind = EVENT_GIVEN_UP,
			      .sent = failures[_i].sent,
			      .sent_to = CLEO,
			      .reason = failures[_i].reason};
	struct stage stage;

	set_stage(&stage);
	check_lines(stage_all(&stage, stage_event(&stage, &event)), failures[_i].lines);
	stage_close(&stage);
}
END_TEST

/* ---- deadlines ---- */

START_TEST(deadlines_close_what_is_solved)
{
	struct deadline deadline = {.id = 1, .ticket = 1, .kind = "close", .due_us = STAGE_NOW_US};
	struct event event = {.kind = EVENT_DUE, .deadline = &deadline};
	struct stage stage;
	const char *text;

	set_stage(&stage);
	text = stage_all(&stage, stage_event(&stage, &event));
	stage_has_line(text, "status by=clock rule=closing.solved from=solved to=closed");
	stage_has_line(text, "deadline close -9223372036854775808");
	stage.tickets[0]->status = STATUS_OPEN;
	text = stage_all(&stage, stage_event(&stage, &event));
	stage_has_no_line(text, "status *");
	stage_has_line(text, "deadline close -9223372036854775808");
	deadline.ticket = 77;
	stage_has_no_line(stage_all(&stage, stage_event(&stage, &event)), "deadline *");
	stage_close(&stage);
}
END_TEST

Suite *desk_bounce_suite(void)
{
	Suite *suite = suite_create("bounce");
	TCase *tests = tcase_create("bounce");

	tcase_add_loop_test(tests, bounces_are_about_our_mail, 0, COUNT(bounces));
	tcase_add_test(tests, a_report_is_bounded);
	tcase_add_test(tests, a_report_may_say_nothing);
	tcase_add_loop_test(tests, failures_are_told, 0, COUNT(failures));
	tcase_add_test(tests, deadlines_close_what_is_solved);
	suite_add_tcase(suite, tests);
	return suite;
}
