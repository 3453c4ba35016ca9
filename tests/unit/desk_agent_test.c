/* Mail from agents: what it proves, what it may, and that nothing goes out that should not. */
#include <string.h>

#include "base/text.h"
#include "desk/token.h"
#include "unit/desk_suites.h"

#define PASS "Authentication-Results: mx.acme.example; dmarc=pass header.from=acme.example\n"
#define FAIL "Authentication-Results: mx.acme.example; dmarc=fail header.from=acme.example\n"
#define ANN  "From: Ann Ash <ann@acme.example>\nMessage-ID: <a@acme.example>\n"
#define MIA  "From: Mia Moor <mia@acme.example>\nMessage-ID: <m@acme.example>\n"
#define TAG  "Subject: Re: [ACME-1] Printer\n"

/* A mailbox whose server says nothing of senders. */
static const char unchecked[] =
    "mailboxes = ({ name = 'support'; address = 'support@acme.example'; team = 'support'; });";

/* REPLY stands for the header that answers Ann's mail of ticket 1. */
struct decision {
	const char *what, *conf, *head, *text;
	const char *lines[8];
};

static const struct decision decisions[] = {
    /* answers */
    {"an answer",
     NULL,
     PASS ANN "REPLY",
     "Try again.\n",
     {"mail answer to cleo@customer.example words Try again./ by -",
      "status by=ann from=open to=pending", "message by agent 1: Try again.",
      "message by=ann kind=agent visibility=public"}},
    {"an answer, unchecked mailbox",
     unchecked,
     ANN "REPLY",
     "Try again.\n",
     {"mail answer to cleo@customer.example *"}},
    {"own address in it",
     NULL,
     PASS ANN "REPLY",
     "Write to ann@acme.example, Mia: MIA@acme.example.\n",
     {"mail answer to * words Write to support@acme.example, Mia: support@acme.example./ *"}},
    {"attachments alone",
     NULL,
     PASS ANN "REPLYMIME-Version: 1.0\nContent-Type: application/pdf; name=x.pdf\n",
     "x\n",
     {"mail answer to cleo@customer.example words  by -"}},
    {"nothing",
     NULL,
     PASS ANN "REPLY",
     "\n",
     {"mail transcript to ann@acme.example *", "  (your text): your mail held no new text*",
      "!mail answer *"}},
    {"another agent answers",
     NULL,
     PASS MIA "MIAREPLY",
     "Hello.\n",
     {"mail answer to cleo@customer.example *",
      "mail note to ann@acme.example words Hello./ by Mia Moor", "!owner *"}},

    /* commands */
    {"solved",
     NULL,
     PASS ANN "REPLY",
     "#solved\n",
     {"status by=ann from=open to=solved", "command by=ann name=solved result=done", "!mail *",
      "message by agent 0: "}},
    {"solved with words",
     NULL,
     PASS ANN "REPLY",
     "#solved\nIt works.\n",
     {"mail answer to * words It works./ *", "ticket 1 solved *", "!status * to=pending"}},
    {"by its alias", NULL, PASS ANN "REPLY", "#done\n", {"command by=ann name=solved result=done"}},
    {"note",
     NULL,
     PASS MIA "MIAREPLY",
     "#note\nHe is angry.\n",
     {"message by agent 0: He is angry.", "mail note to ann@acme.example words He is angry./ by *",
      "!mail answer *", "!status *"}},
    {"note with words behind it",
     NULL,
     PASS ANN "REPLY",
     "#note call back\nToday.\n",
     {"message by agent 0: call back", "!mail *"}},
    {"note and solved",
     NULL,
     PASS ANN "REPLY",
     "#note x\n#solved\n",
     {"ticket 1 solved *", "!mail answer *"}},
    {"take",
     NULL,
     PASS MIA "MIAREPLY",
     "#take\n",
     {"owner by=mia from=ann to=mia", "ticket 1 open *"}},
    {"assign",
     NULL,
     PASS ANN "REPLY",
     "#assign Mia\n",
     {"owner by=ann from=ann to=mia", "mail assigned to mia@acme.example *"}},
    {"status", NULL, PASS ANN "REPLY", "#status hold\n", {"ticket 1 hold *"}},
    {"pending",
     NULL,
     PASS ANN "REPLY",
     "#open\nWhich one?\n",
     {"ticket 1 open *", "mail answer to *"}},

    /* all or nothing */
    {"one is wrong",
     NULL,
     PASS ANN "REPLY",
     "#take\n#solvd\nBye.\n",
     {"mail transcript to ann@acme.example words Bye./ *",
      "  #solvd: there is no #solvd; did you mean #solved?", "  #take: right, but not carried out",
      "command by=ann name=solvd result=refused", "command by=ann name=take result=held",
      "!mail answer *", "!status *", "message by draft 0: Bye."}},
    {"a wrong argument",
     NULL,
     PASS ANN "REPLY",
     "#status new\n",
     {"  #status new: \"new\" is no status: *", "ticket 1 open *"}},
    {"an argument in other letters",
     NULL,
     PASS ANN "REPLY",
     "#assign "
     "\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8"
     "\xad"
     "\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8"
     "\xad\xe4\xb8\xad"
     "\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\xe4\xb8\xad\n",
     {"mail transcript *", "!mail answer *"}},
    {"in the middle",
     NULL,
     PASS ANN "REPLY",
     "Hello\n#solved\nBye\n",
     {"  #solved: this looks like a mistyped command*", "command by=ann name=? result=refused",
      "!mail answer *", "ticket 1 open *"}},

    /* proofs: DESIGN, trust */
    {"token alone",
     NULL,
     ANN "REPLY",
     "#solved\n",
     {"refused by=intake to=ann reason=aligned", "mail refused to ann@acme.example *",
      "message by third 0: #solved", "!status *", "!mail answer *"}},
    {"token and dmarc=fail",
     NULL,
     FAIL ANN "REPLY",
     "Hello.\n",
     {"refused by=intake to=ann reason=aligned", "!mail answer *"}},
    {"aligned alone",
     NULL,
     PASS ANN TAG,
     "Hello.\n",
     {"refused by=intake to=ann reason=token", "!mail answer *"}},
    {"neither", NULL, ANN TAG, "Hello.\n", {"refused by=intake to=ann reason=token"}},
    {"neither, unchecked mailbox",
     unchecked,
     ANN TAG,
     "#note x\n",
     {"refused by=intake to=ann reason=token"}},
    {"another agent's token",
     NULL,
     PASS MIA "REPLY",
     "#solved\n",
     {"refused by=intake to=mia reason=token", "mail refused to mia@acme.example *", "!status *"}},
    {"another ticket's token",
     NULL,
     PASS ANN "OTHERREPLY" TAG,
     "#solved\n",
     {"ticket 2 *", "!ticket 1 *"}},
    {"two From",
     NULL,
     PASS ANN "From: ann@acme.example\nREPLY",
     "#solved\n",
     {"threaded by=intake rule=token as=third", "!status *", "!mail answer *"}},
    {"note with a token alone",
     NULL,
     ANN "REPLY",
     "#note\nx\n",
     {"message by agent 0: x", "!refused *"}},
    {"note aligned alone",
     NULL,
     PASS ANN TAG,
     "#note\nx\n",
     {"message by agent 0: x", "!refused *"}},
    {"note with dmarc=fail",
     NULL,
     FAIL ANN "REPLY",
     "#note\nx\n",
     {"refused by=intake to=ann reason=aligned", "message by third 0: #note"}},
    {"note and a change, aligned alone",
     NULL,
     PASS ANN TAG,
     "#note x\n#solved\n",
     {"refused by=intake to=ann reason=token", "!status *"}},
    {"a question, aligned alone",
     NULL,
     PASS ANN TAG,
     "#show\n",
     {"mail transcript to ann@acme.example *", "!refused *"}},
    {"a question with words, aligned alone",
     NULL,
     PASS ANN TAG,
     "#show\nHello.\n",
     {"refused by=intake to=ann reason=token", "!mail answer *", "!mail transcript *"}},
    {"a question, no proof",
     NULL,
     ANN TAG,
     "#show\n",
     {"refused by=intake to=ann reason=token", "!mail transcript *"}},
};

static const char *replaced(struct arena *arena, const char *text, const char *name,
			    const char *value)
{
	const char *at = strstr(text, name);

	return at ? arena_printf(arena, "%.*s%s%s", (int)(at - text), text, value,
				 at + strlen(name))
		  : text;
}

static const char *reply_to(struct stage *stage, const char *id)
{
	return arena_printf(&stage->arena, "In-Reply-To: <%s>\n", id);
}

/* Ticket 1 is open and Ann's; Mia has a mail of it too. Ticket 2 is Ann's. */
static void set_stage(struct stage *stage, const char *conf)
{
	stage_open(stage, conf);
	stage_ticket(stage, 1, STATUS_OPEN);
	stage_ticket(stage, 2, STATUS_OPEN);
	stage_sent(stage, 1, 11, "new", "ann", "ann@acme.example");
	stage_sent(stage, 1, 12, "assigned", "mia", "mia@acme.example");
	stage_sent(stage, 2, 13, "new", "ann", "ann@acme.example");
}

static const char *mail_of(struct stage *stage, const char *head, const char *text)
{
	struct arena *arena = &stage->arena;

	head = replaced(arena, head, "OTHERREPLY",
			reply_to(stage, token_message_id(stage->conf, 2, 13, "x", arena)));
	head = replaced(arena, head, "MIAREPLY",
			reply_to(stage, token_message_id(stage->conf, 1, 12, "x", arena)));
	head = replaced(arena, head, "REPLY",
			reply_to(stage, token_message_id(stage->conf, 1, 11, "x", arena)));
	return arena_printf(arena, "%s\n%s", head, text);
}

START_TEST(agents_do_what_they_may)
{
	const struct decision *decision = &decisions[_i];
	struct stage stage;
	const char *text;

	set_stage(&stage, decision->conf);
	text =
	    stage_all(&stage, stage_mail(&stage, mail_of(&stage, decision->head, decision->text)));
	ck_assert(text_is_utf8(text, strlen(text)));
	for (int i = 0; i < 8 && decision->lines[i]; i++) {
		if (*decision->lines[i] == '!')
			stage_has_no_line(text, decision->lines[i] + 1);
		else
			stage_has_line(text, decision->lines[i]);
	}
	stage_close(&stage);
}
END_TEST

/* What is taken back leaves nothing: neither rows, nor mails, nor the ticket changed. */
START_TEST(what_fails_changes_nothing)
{
	static const char *const commands[] = {
	    "#solved",  "#take",          "#assign mia",     "#team support", "#priority urgent",
	    "#tag x",   "#subject y",     "#cc z@y.example", "#watch",        "#merge 2",
	    "#link 2",  "#spam",          "#away",           "#unassign",     "#category z",
	    "#pending", "#status closed",
	};
	const struct changes *changes;
	const struct ticket *ticket;
	struct stage stage;

	set_stage(&stage, NULL);
	changes = stage_mail(&stage,
			     mail_of(&stage, PASS MIA "MIAREPLY",
				     arena_printf(&stage.arena, "%s\n#nonsense\n", commands[_i])));
	ticket = changes->tickets[0].after;
	ck_assert_uint_eq(changes->ticket_count, 1);
	ck_assert_uint_eq(changes->suppression_count, 0);
	ck_assert_uint_eq(changes->away_count, 0);
	ck_assert_uint_eq(changes->deadline_count, 0);
	ck_assert_str_eq(stage_mails(&stage, changes), "transcript to mia@acme.example\n");
	ck_assert_int_eq(ticket->status, STATUS_OPEN);
	ck_assert_int_eq(ticket->priority, PRIORITY_NORMAL);
	ck_assert_str_eq(ticket->owner, "ann");
	ck_assert_str_eq(ticket->subject, "Printer");
	ck_assert_str_eq(ticket->tags, "");
	ck_assert_uint_eq(ticket->participant_count, 1);
	ck_assert_int_eq(ticket->merged_into, 0);
	stage_has_line(stage_journal(&stage, changes), "command by=mia name=* result=held");
	stage_has_line(stage_journal(&stage, changes),
		       "command by=mia name=nonsense result=refused");
	stage_close(&stage);
}
END_TEST

START_TEST(a_mail_that_was_too_large_is_no_answer)
{
	struct stage stage;
	const char *text;

	set_stage(&stage, NULL);
	stage.oversize = 99 << 20;
	text = stage_all(&stage, stage_mail(&stage, mail_of(&stage, PASS ANN "REPLY", "Hello.\n")));
	stage_has_no_line(text, "mail answer *");
	stage_has_no_line(text, "status *");
	stage_has_line(text, "  (your text): your mail is larger *");
	stage_close(&stage);
}
END_TEST

START_TEST(old_mail_is_filed_in_silence)
{
	const struct changes *changes;
	struct stage stage;

	set_stage(&stage, NULL);
	stage.is_old = true;
	changes = stage_mail(&stage, mail_of(&stage, PASS ANN "REPLY", "#solved\nHello.\n"));
	ck_assert_uint_eq(changes->mail_count, 0);
	ck_assert_int_eq(changes->tickets[0].after->status, STATUS_OPEN);
	changes = stage_mail(&stage, mail_of(&stage, ANN TAG, "Hello.\n"));
	ck_assert_uint_eq(changes->mail_count, 0);
	ck_assert_int_eq(changes->outcome, OUTCOME_TICKET);
	stage_close(&stage);
}
END_TEST

START_TEST(what_would_not_arrive_is_held)
{
	static const char *const reasons[] = {"5.1.1 unknown", SUPPRESSED_SPAM};
	struct ticket *ticket;
	struct stage stage;
	const char *text;

	set_stage(&stage, NULL);
	ticket = stage.tickets[0];
	ticket->requester.is_suppressed = true;
	ticket->requester.suppressed_for = reasons[_i];
	text = stage_all(&stage, stage_mail(&stage, mail_of(&stage, PASS ANN "REPLY", "Hello.\n")));
	stage_has_no_line(text, "mail answer *");
	stage_has_line(text, "  (your text): *nothing was sent*");
	text =
	    stage_all(&stage, stage_mail(&stage, mail_of(&stage, PASS ANN "REPLY", "#solved\n")));
	stage_has_line(text, "ticket 1 solved *");
	text =
	    stage_all(&stage, stage_mail(&stage, mail_of(&stage, PASS ANN "REPLY", "#note\nx\n")));
	stage_has_line(text, "message by agent 0: x");
	stage_close(&stage);
}
END_TEST

START_TEST(tokens_die_with_their_ticket)
{
	struct stage stage;
	const char *text;

	set_stage(&stage, NULL);
	stage.tickets[0]->status = STATUS_CLOSED;
	stage.tickets[0]->status_us = STAGE_NOW_US - 30 * DAY_US;
	text = stage_all(&stage, stage_mail(&stage, mail_of(&stage, PASS ANN "REPLY", "Hello.\n")));
	stage_has_line(text, "mail answer to *");
	stage_has_line(text, "ticket 1 closed *");
	stage.tickets[0]->status_us--;
	text = stage_all(&stage, stage_mail(&stage, mail_of(&stage, PASS ANN "REPLY", "Hello.\n")));
	stage_has_line(text, "refused by=intake to=ann reason=expired");
	stage_close(&stage);
}
END_TEST

START_TEST(answers_wait_and_go_to_members)
{
	struct participant *people;
	const struct mail_change *mail;
	struct stage stage;

	set_stage(&stage, "commands = { send_delay = '2m'; };");
	people = arena_array(&stage.arena, 4, sizeof *people);
	people[0] = stage.tickets[0]->participants[0];
	people[1] = (struct participant){PARTICIPANT_CC, 0, "cc@x.example", "", NULL};
	people[2] = (struct participant){PARTICIPANT_MEMBER, 0, "member@x.example", "", NULL};
	people[3] = (struct participant){PARTICIPANT_WATCHER, 0, "mia@acme.example", "", "mia"};
	stage.tickets[0]->participants = people;
	stage.tickets[0]->participant_count = 4;
	stage.tickets[0]->answer_to = "other@customer.example";
	mail = stage_mail_of(stage_mail(&stage, mail_of(&stage, PASS ANN "REPLY", "Hello.\n")),
			     "answer");
	ck_assert_str_eq(mail->to.email, "other@customer.example");
	ck_assert_uint_eq(mail->cc_count, 1);
	ck_assert_str_eq(mail->cc[0].email, "member@x.example");
	ck_assert_int_eq(mail->not_before_us, STAGE_NOW_US + 2 * MINUTE_US);
	stage_close(&stage);
}
END_TEST

/* An out-of-office with a date: whose, and by what proof. */
START_TEST(absences_need_a_proof)
{
	static const struct {
		const char *head, *line;
	} cases[] = {
	    {PASS ANN TAG, "away ann - *"},
	    {ANN "REPLY", "away ann - *"},
	    {ANN TAG, NULL},
	    {PASS MIA "REPLY", "away mia - *"},
	    {MIA "REPLY", NULL},
	    {"From: cleo@customer.example\n" TAG, "away - cleo@customer.example *"},
	    {"From: eve@x.example\nREPLY", NULL},
	};
	struct event event = {.kind = EVENT_MAIL, .fingerprint = "f"};
	struct stage stage;
	const char *text;

	set_stage(&stage, NULL);
	event.message = stage_message(
	    &stage,
	    mail_of(&stage,
		    arena_printf(&stage.arena, "Auto-Submitted: auto-replied\n%s", cases[_i].head),
		    "Away.\n"));
	event.message->away_until_us = STAGE_NOW_US + DAY_US;
	text = stage_all(&stage, stage_event(&stage, &event));
	if (cases[_i].line)
		stage_has_line(text, cases[_i].line);
	else
		stage_has_no_line(text, "away *");
	stage_close(&stage);
}
END_TEST

Suite *desk_agent_suite(void)
{
	Suite *suite = suite_create("agent");
	TCase *tests = tcase_create("agent");

	tcase_add_loop_test(tests, agents_do_what_they_may, 0, COUNT(decisions));
	tcase_add_loop_test(tests, what_fails_changes_nothing, 0, 17);
	tcase_add_test(tests, a_mail_that_was_too_large_is_no_answer);
	tcase_add_test(tests, old_mail_is_filed_in_silence);
	tcase_add_loop_test(tests, what_would_not_arrive_is_held, 0, 2);
	tcase_add_test(tests, tokens_die_with_their_ticket);
	tcase_add_test(tests, answers_wait_and_go_to_members);
	tcase_add_loop_test(tests, absences_need_a_proof, 0, 7);
	suite_add_tcase(suite, tests);
	return suite;
}
