/* Mail from people outside: what opens a ticket, what goes on with one, who is answered. */
#include <string.h>

#include "desk/token.h"
#include "unit/desk_suites.h"

#define PASS "Authentication-Results: mx.acme.example; dmarc=pass header.from=customer.example\n"
#define FAIL "Authentication-Results: mx.acme.example; dmarc=fail header.from=customer.example\n"
#define CLEO "From: Cleo Carter <cleo@customer.example>\nMessage-ID: <c@customer.example>\n"
#define BODY "Subject: Lamp\n\nIt flickers.\n"

static const char no_limits[] = "limits = { auto_per_ticket = 0; };";
static const char forms[] =
    "mailboxes = ({ name = 'support'; address = 'support@acme.example'; team = 'support';"
    "               authserv_id = 'mx.acme.example'; border = ['mx.acme.example'];"
    "               forms = ['web@acme.example', 'ann@acme.example']; });";
static const char all[] =
    "teams = ({ name = 'support'; agents = ['ann', 'bea']; manager = 'mia'; notify = 'all'; });"
    "agents = ({ id = 'ann'; name = 'Ann Ash'; email = 'ann@acme.example'; },"
    "          { id = 'bea'; name = 'Bea'; email = 'bea@acme.example'; },"
    "          { id = 'mia'; name = 'Mia Moor'; email = 'mia@acme.example'; });";

/* lines: GLOBs of lines of all that was decided; one that begins with ! is on no line. */
struct decision {
	const char *what, *conf, *raw;
	const char *lines[8];
};

static const struct decision opened[] = {
    {"a mail",
     NULL,
     CLEO BODY,
     {"ticket: new ticket", "ticket 0 new owner=ann answer_to=- subject=Lamp messages=1 *",
      "created by=customer mailbox=support", "message by customer 1: It flickers.",
      "mail ack to cleo@customer.example *", "mail new to ann@acme.example *by Cleo Carter",
      "mail by=intake to=customer template=ack", "!suppress*"}},
    {"a Reply-To",
     NULL,
     CLEO "Reply-To: desk@customer.example\n" BODY,
     {"ticket 0 new owner=ann answer_to=desk@customer.example *requester:cleo@customer.example",
      "mail ack to desk@customer.example *"}},
    {"two Reply-To",
     NULL,
     CLEO "Reply-To: a@x.example, b@x.example\n" BODY,
     {"ticket 0 new owner=ann answer_to=- *", "mail ack to cleo@customer.example *"}},
    {"our Reply-To",
     NULL,
     CLEO "Reply-To: support+x@acme.example\n" BODY,
     {"ticket 0 new owner=ann answer_to=- *", "mail ack to cleo@customer.example *"}},
    {"an agent's Reply-To",
     NULL,
     CLEO "Reply-To: ann@acme.example\n" BODY,
     {"ticket 0 new owner=ann answer_to=- *", "mail ack to cleo@customer.example *"}},
    {"people in copy",
     NULL,
     CLEO "To: support@acme.example, x@y.example\nCc: ann@acme.example, z@y.example, "
	  "CLEO@customer.example\n" BODY,
     {"ticket 0 * requester:cleo@customer.example cc:x@y.example cc:z@y.example",
      "!mail * to x@y.example *", "!mail * to z@y.example *"}},
    {"a name that is an address",
     NULL,
     "From: \"boss@acme.example\" <cleo@customer.example>\n" BODY,
     {"mail new to ann@acme.example *by cleo@customer.example", "!*by boss@acme.example"}},
    {"dmarc=fail",
     NULL,
     FAIL CLEO BODY,
     {"muted by=intake rule=dmarc template=ack", "  banner=The sender's domain says *",
      "!mail ack *"}},
    {"no-reply",
     NULL,
     "From: no-reply@customer.example\n" BODY,
     {"muted by=intake rule=* template=ack", "!mail ack *"}},
    {"no-reply in Reply-To",
     NULL,
     CLEO "Reply-To: noreply+7@customer.example\n" BODY,
     {"muted by=intake rule=no-reply template=ack"}},
    {"no acknowledgements",
     no_limits,
     CLEO BODY,
     {"muted by=intake rule=limits.auto_per_ticket template=ack"}},
    {"a list",
     NULL,
     CLEO "List-Id: <x.lists.example>\n" BODY,
     {"muted by=intake rule=list template=ack", "mail new to ann@acme.example *"}},
    {"an auto-reply",
     NULL,
     CLEO "Auto-Submitted: auto-replied\n" BODY,
     {"filed: auto-reply, and no ticket that it is about", "!ticket *", "!mail *"}},
    {"a monitor",
     NULL,
     CLEO "Auto-Submitted: auto-generated\n" BODY,
     {"ticket 0 new *", "muted by=intake rule=auto-reply template=ack",
      "message by machine 1: It flickers."}},
    {"our own address",
     NULL,
     "From: Acme <SUPPORT@acme.example>\n" BODY,
     {"quarantined: it says that it is from this desk*",
      "mail quarantine to admin@acme.example *"}},
    {"our own plus-address",
     NULL,
     "From: support+x@acme.example\n" BODY,
     {"quarantined: it says *"}},
    {"our own address beside another",
     NULL,
     "From: eve@x.example, support@acme.example\nSender: eve@x.example\n" BODY,
     {"quarantined: it says *"}},
    {"our own address as sender",
     NULL,
     "From: a@x.example, b@x.example\nSender: support@acme.example\n" BODY,
     {"quarantined: it says *"}},
    {"nobody", NULL, BODY, {"quarantined: it has no sender"}},
    {"nobody, an answer",
     NULL,
     "In-Reply-To: <a@b.example>\n" BODY,
     {"quarantined: it has no sender"}},
    {"nobody, a list",
     NULL,
     "List-Id: <x.lists.example>\n" BODY,
     {"quarantined: it has no sender"}},
    {"a name alone", NULL, "From: Cleo\n" BODY, {"quarantined: it has no sender"}},
    {"two From and a Sender",
     NULL,
     PASS "From: a@x.example, b@x.example\nSender: s@x.example\n" BODY,
     {"ticket 0 * requester:s@x.example", "mail ack to s@x.example *"}},
    {"two From and no Sender",
     NULL,
     "From: a@x.example, b@x.example\n" BODY,
     {"quarantined: it has no sender"}},
    {"another script",
     NULL,
     "From: \xe7\x94\xa8\xe6\x88\xb7@\xe4\xbe\x8b\xe3\x81\x88.jp\n" BODY,
     {"ticket 0 * requester:\xe7\x94\xa8\xe6\x88\xb7@\xe4\xbe\x8b\xe3\x81\x88.jp"}},
    {"an agent",
     NULL,
     "From: Mia <mia@acme.example>\n" BODY,
     {"ticket 0 new owner=ann * requester:mia@acme.example", "mail ack to mia@acme.example *"}},

    /* web forms */
    {"a form",
     forms,
     "From: Web <web@acme.example>\nReply-To: Dan <dan@x.example>\n" BODY,
     {"ticket 0 * answer_to=- * requester:dan@x.example", "mail ack to dan@x.example *",
      "mail new to * by Dan"}},
    {"a form without Reply-To",
     forms,
     "From: Web <web@acme.example>\n" BODY,
     {"ticket 0 * requester:web@acme.example"}},
    {"a form with two",
     forms,
     "From: web@acme.example\nReply-To: a@x.example, b@x.example\n" BODY,
     {"ticket 0 * requester:web@acme.example"}},
    {"a form that says that we write",
     forms,
     "From: web@acme.example\nReply-To: support@acme.example\n" BODY,
     {"quarantined: it says *"}},
    {"an agent's address as a form",
     forms,
     "From: ann@acme.example\nReply-To: dan@x.example\nSubject: [ACME-1]\n\n#solved\n",
     {"ticket 0 * requester:dan@x.example"}},
    {"an agent in a form's Reply-To",
     forms,
     "From: web@acme.example\nReply-To: ann@acme.example\n" BODY,
     {"ticket 0 * requester:ann@acme.example"}},
    {"Reply-To where there is no form",
     NULL,
     "From: web@acme.example\nReply-To: dan@x.example\n" BODY,
     {"ticket 0 * answer_to=dan@x.example * requester:web@acme.example"}},

    /* notify */
    {"everybody",
     all,
     CLEO BODY,
     {"mail new to ann@acme.example *", "mail new to bea@acme.example *", "!mail new to mia@*"}},
};

static void check_lines(const char *what, const char *text, const char *const lines[8])
{
	ck_assert_msg(*text != '\0', "%s", what);
	for (int i = 0; i < 8 && lines[i]; i++) {
		if (*lines[i] == '!')
			stage_has_no_line(text, lines[i] + 1);
		else
			stage_has_line(text, lines[i]);
	}
}

static void check(struct stage *stage, const struct decision *decision)
{
	const struct changes *changes = stage_mail(stage, decision->raw);

	check_lines(decision->what, stage_all(stage, changes), decision->lines);
}

START_TEST(mails_open_tickets)
{
	struct stage stage;

	stage_open(&stage, opened[_i].conf);
	check(&stage, &opened[_i]);
	stage_close(&stage);
}
END_TEST

/* The same arguments give the same changes. */
START_TEST(decisions_are_pure)
{
	struct changes *again;
	struct stage stage;
	const char *first;

	stage_open(&stage, opened[_i].conf);
	first = stage_all(&stage, stage_mail(&stage, opened[_i].raw));
	again = desk_decide(stage.conf, &stage.facts, &stage.event, stage.now_us, &stage.arena);
	ck_assert_str_eq(first, stage_all(&stage, again));
	stage_close(&stage);
}
END_TEST

START_TEST(caps_hold)
{
	static const struct {
		int64_t day, hour;
		bool is_old;
		const char *line;
	} cases[] = {
	    {4, 1999, false, "mail ack to cleo@customer.example *"},
	    {5, 0, false, "muted by=intake rule=limits.auto_per_sender_day template=ack"},
	    {0, 2000, false, "muted by=intake rule=limits.auto_per_mailbox_hour template=ack"},
	    {0, 0, true, "muted by=intake rule=old template=ack"},
	};
	struct stage stage;

	stage_open(&stage, NULL);
	stage.auto_day = cases[_i].day;
	stage.auto_hour = cases[_i].hour;
	stage.is_old = cases[_i].is_old;
	stage_has_line(stage_all(&stage, stage_mail(&stage, CLEO BODY)), cases[_i].line);
	if (cases[_i].is_old) /* the digest tells agents */
		stage_has_no_line(stage_all(&stage, stage_mail(&stage, CLEO BODY)), "mail *");
	stage_close(&stage);
}
END_TEST

/* A Reply-To does not lead past the count: it is that of the address which gets the mail. */
START_TEST(the_count_is_of_who_is_answered)
{
	struct stage stage;

	stage_open(&stage, NULL);
	stage_mail(&stage, CLEO BODY);
	ck_assert_str_eq(stage.wants->answer_to, "cleo@customer.example");
	stage_mail(&stage, CLEO "Reply-To: victim@x.example\n" BODY);
	ck_assert_str_eq(stage.wants->answer_to, "victim@x.example");
	ck_assert_str_eq(stage.wants->contact, "cleo@customer.example");
	stage_close(&stage);
}
END_TEST

/* ---- on a ticket ---- */

#define ANSWER CLEO "Subject: Re: [ACME-1] Printer\n\nStill.\n"

static const struct {
	const char *what, *raw;
	enum ticket_status status;
	const char *lines[8];
} replies[] = {
    {"pending",
     ANSWER,
     STATUS_PENDING,
     {"ticket 1 open owner=ann *", "status by=customer from=pending to=open",
      "message by customer 1: Still.", "mail reply to ann@acme.example *", "!mail ack *"}},
    {"new stays new", ANSWER, STATUS_NEW, {"ticket 1 new *", "!status *"}},
    {"open stays open", ANSWER, STATUS_OPEN, {"ticket 1 open *", "!status *"}},
    {"hold", ANSWER, STATUS_HOLD, {"ticket 1 open *"}},
    {"solved", ANSWER, STATUS_SOLVED, {"ticket 1 open *", "deadline close -9223372036854775808"}},
    {"closed", ANSWER, STATUS_CLOSED, {"ticket 1 open *"}},
    {"auto-reply",
     CLEO "Auto-Submitted: auto-replied\nSubject: [ACME-1]\n\nAway.\n",
     STATUS_SOLVED,
     {"ticket 1 solved *", "message by machine 0: Away.", "!mail *", "!status *", "!deadline *"}},
    {"list",
     CLEO "List-Id: <x.example>\nSubject: [ACME-1]\n\nx\n",
     STATUS_PENDING,
     {"ticket 1 pending *", "mail reply to ann@acme.example *",
      "  banner=This mail was sent by a machine or a list."}},
    {"a monitor",
     CLEO "Auto-Submitted: auto-generated\nSubject: [ACME-1]\n\nx\n",
     STATUS_PENDING,
     {"ticket 1 pending *", "mail reply to ann@acme.example *"}},
    {"dmarc=fail",
     FAIL ANSWER,
     STATUS_PENDING,
     {"ticket 1 open *", "  banner=The sender's domain says that this mail is not from it*"}},
};

START_TEST(replies_go_on)
{
	struct stage stage;

	stage_open(&stage, NULL);
	stage_ticket(&stage, 1, replies[_i].status);
	check_lines(replies[_i].what, stage_all(&stage, stage_mail(&stage, replies[_i].raw)),
		    replies[_i].lines);
	stage_close(&stage);
}
END_TEST

START_TEST(closed_tickets_reopen_for_a_while)
{
	struct ticket *ticket;
	struct stage stage;

	stage_open(&stage, "closing = { reopen = '10d'; };");
	ticket = stage_ticket(&stage, 1, STATUS_CLOSED);
	ticket->status_us = STAGE_NOW_US - 10 * DAY_US;
	stage_has_line(stage_all(&stage, stage_mail(&stage, ANSWER)), "ticket 1 open *");
	ticket->status_us--;
	stage_has_line(stage_all(&stage, stage_mail(&stage, ANSWER)), "ticket 0 new *");
	stage_has_line(stage_all(&stage, stage_mail(&stage, ANSWER)), "linked by=intake to=1");
	stage_close(&stage);
}
END_TEST

/* Owner, team and mailbox may leave the conf while a ticket lives. */
START_TEST(what_left_the_conf_is_replaced)
{
	struct ticket *ticket;
	struct stage stage;
	const char *text;

	stage_open(&stage, NULL);
	ticket = stage_ticket(&stage, 1, STATUS_PENDING);
	ticket->owner = "zoe";
	ticket->team = "gone";
	ticket->mailbox = "gone";
	text = stage_all(&stage, stage_mail(&stage, ANSWER));
	stage_has_line(text, "owner by=intake rule=load from=zoe to=ann");
	stage_has_line(text, "mail reply to ann@acme.example *");
	stage_close(&stage);
}
END_TEST

START_TEST(agents_tokens_are_not_named_again)
{
	const char *customers, *agents, *anchor, *forged, *raw;
	const struct ticket *ticket;
	struct stage stage;

	stage_open(&stage, NULL);
	stage_ticket(&stage, 1, STATUS_OPEN);
	customers = stage_sent(&stage, 1, 10, "ack", NULL, "cleo@customer.example");
	agents = stage_sent(&stage, 1, 11, "new", "ann", "ann@acme.example");
	anchor = token_anchor(stage.conf, 1, "ann", "x", &stage.arena);
	forged = "t1.a.aaaaaaaaaaaaaaaaaaaaaaaaaa@x";
	raw = arena_printf(&stage.arena,
			   CLEO "In-Reply-To: <%s>\nReferences: <%s> <%s> <%s> <%s> <o@x>\n\nx\n",
			   customers, customers, agents, anchor, forged);
	ticket = stage_mail(&stage, raw)->tickets[0].after;
	ck_assert_str_eq(ticket->last_message_id, "c@customer.example");
	ck_assert_str_eq(ticket->last_references,
			 arena_printf(&stage.arena, "%s %s o@x", customers, forged));
	stage_close(&stage);
}
END_TEST

START_TEST(too_large_mails_are_answered)
{
	struct stage stage;
	const char *text;

	stage_open(&stage, NULL);
	stage.oversize = 99 << 20;
	text = stage_all(&stage, stage_mail(&stage, CLEO BODY));
	stage_has_line(text, "mail oversize to cleo@customer.example *");
	stage_has_line(text, "mail new to ann@acme.example *");
	stage_ticket(&stage, 1, STATUS_PENDING);
	text = stage_all(&stage, stage_mail(&stage, ANSWER));
	stage_has_line(text, "mail oversize to cleo@customer.example *");
	stage_has_line(text, "mail reply to ann@acme.example *");
	stage_has_line(text, "ticket 1 open *");
	stage_close(&stage);
}
END_TEST

/* ---- suppression ---- */

static const struct {
	const char *what, *raw, *reason;
	bool is_lifted;
} lifts[] = {
    {"a mail", CLEO BODY, "5.1.1 unknown", true},
    {"an answer", ANSWER, "5.1.1 unknown", true},
    {"an auto-reply", CLEO "Auto-Submitted: auto-replied\nSubject: [ACME-1]\n\nx\n", "5.1.1",
     false},
    {"dmarc=fail", FAIL CLEO BODY, "5.1.1", false},
    {"a spammer", CLEO BODY, SUPPRESSED_SPAM, false},
};

START_TEST(a_mail_lifts_suppression)
{
	struct contact contact = {.id = 7,
				  .email = "cleo@customer.example",
				  .name = "",
				  .away_until_us = TIME_NONE,
				  .is_suppressed = true,
				  .suppressed_for = lifts[_i].reason};
	struct stage stage;
	const char *text;

	stage_open(&stage, NULL);
	stage_ticket(&stage, 1, STATUS_OPEN);
	stage.contact = &contact;
	text = stage_all(&stage, stage_mail(&stage, lifts[_i].raw));
	if (lifts[_i].is_lifted) {
		stage_has_line(text, "suppression cleo@customer.example -");
		stage_has_line(text, "suppressed by=intake rule=mail from=customer");
	} else {
		stage_has_no_line(text, "suppress*");
		stage_has_no_line(text, "mail ack *");
	}
	stage_close(&stage);
}
END_TEST

/* ---- copies ---- */

static const char two_boxes[] =
    "mailboxes = ({ name = 'support'; address = 'support@acme.example'; team = 'support'; },"
    "             { name = 'sales'; address = 'sales@acme.example'; team = 'support'; });";

START_TEST(a_copy_in_another_mailbox_is_filed)
{
	static const struct {
		const char *fingerprint;
		int64_t age_us;
		bool is_copy;
	} cases[] = {
	    {"f", 0, true},
	    {"f", 7 * DAY_US, true},
	    {"f", 7 * DAY_US + 1, false},
	    {"other", 0, false},
	};
	struct stage stage;
	const char *text;

	stage_open(&stage, two_boxes);
	stage_ticket(&stage, 1, STATUS_OPEN);
	stage.stored[stage.stored_count++] =
	    (struct stored_message){.ticket = 1,
				    .message_id = "c@customer.example",
				    .mailbox = "support",
				    .from = "",
				    .recipients = "",
				    .fingerprint = cases[_i].fingerprint,
				    .at_us = STAGE_NOW_US - cases[_i].age_us};
	text = stage_all(&stage, stage_mail_in(&stage, 1, CLEO BODY));
	if (cases[_i].is_copy)
		stage_has_line(text, "threaded by=intake rule=crosspost mailbox=sales");
	else
		stage_has_line(text, "ticket: new ticket");
	stage_close(&stage);
}
END_TEST

START_TEST(unreadable_mails_are_kept)
{
	const struct mail_change *mail;
	const struct changes *changes;
	struct stage stage;

	stage_open(&stage, NULL);
	stage.unreadable = "comments nested deeper than 10";
	changes = stage_mail(&stage,
			     "From: x@y.example\nSubject: "
			     "\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad"
			     "\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\n\nx\n");
	mail = stage_mail_of(changes, "quarantine");
	ck_assert_int_eq(changes->outcome, OUTCOME_QUARANTINED);
	ck_assert(strstr(stage_pair(mail, "alert.text"), "comments nested") != NULL);
	stage_close(&stage);
}
END_TEST

Suite *desk_customer_suite(void)
{
	Suite *suite = suite_create("customer");
	TCase *tests = tcase_create("customer");

	tcase_add_loop_test(tests, mails_open_tickets, 0, COUNT(opened));
	tcase_add_loop_test(tests, decisions_are_pure, 0, COUNT(opened));
	tcase_add_loop_test(tests, caps_hold, 0, 4);
	tcase_add_test(tests, the_count_is_of_who_is_answered);
	tcase_add_loop_test(tests, replies_go_on, 0, COUNT(replies));
	tcase_add_test(tests, closed_tickets_reopen_for_a_while);
	tcase_add_test(tests, what_left_the_conf_is_replaced);
	tcase_add_test(tests, agents_tokens_are_not_named_again);
	tcase_add_test(tests, too_large_mails_are_answered);
	tcase_add_loop_test(tests, a_mail_lifts_suppression, 0, COUNT(lifts));
	tcase_add_loop_test(tests, a_copy_in_another_mailbox_is_filed, 0, 4);
	tcase_add_test(tests, unreadable_mails_are_kept);
	suite_add_tcase(suite, tests);
	return suite;
}
