/* Which ticket a mail belongs to, and as whom its sender speaks there. */
#include <string.h>

#include "desk/token.h"
#include "unit/desk_suites.h"

#define CLEO "cleo@customer.example"
#define EVE  "eve@stranger.example"
#define ANN  "ann@acme.example"
#define MIA  "mia@acme.example"

/*
 * Ticket 1 is Cleo's and open; ticket 2 is hers, closed yesterday; ticket 3 closed 31 days ago;
 * ticket 4 went into 1. Mail 10 went to Cleo, 11 to Ann, both of ticket 1; 12 to Ann of ticket 3.
 * A message <stored@x.example> of ticket 1 went to bob@x.example too.
 */
static void set_stage(struct stage *stage)
{
	struct participant *people;
	struct ticket *ticket;

	stage_open(stage, NULL);
	people = arena_array(&stage->arena, 3, sizeof *people);
	ticket = stage_ticket(stage, 1, STATUS_OPEN);
	people[0] = ticket->participants[0];
	people[1] = (struct participant){
	    .role = PARTICIPANT_CC, .email = "cc@customer.example", .name = ""};
	people[2] = (struct participant){
	    .role = PARTICIPANT_MEMBER, .email = "member@customer.example", .name = ""};
	ticket->participants = people;
	ticket->participant_count = 3;
	stage_ticket(stage, 2, STATUS_CLOSED);
	stage_ticket(stage, 3, STATUS_CLOSED)->status_us = STAGE_NOW_US - 31 * DAY_US;
	stage_ticket(stage, 1, STATUS_OPEN)->asked = 4;
	stage_sent(stage, 1, 10, "ack", NULL, CLEO);
	stage_sent(stage, 1, 11, "new", "ann", ANN);
	stage_sent(stage, 3, 12, "new", "ann", ANN);
	stage->stored[stage->stored_count++] =
	    (struct stored_message){.id = 1,
				    .ticket = 1,
				    .message_id = "stored@x.example",
				    .from = CLEO,
				    .recipients = " support@acme.example bob@x.example ",
				    .mailbox = "support",
				    .fingerprint = "other",
				    .at_us = STAGE_NOW_US};
}

/* In head: MAILn stands for the Message-ID of outbox row n, ANCHORn and ANCHORann for anchors of
 * ticket 1, PLUS, PLUSann, PLUS2 for plus-addresses, BARE, BAREann, BARE2 for tokens. */
static const struct {
	const char *what, *from, *head;
	const char *rule;
	int64_t ticket; /* 0: a new one */
	enum standing standing;
	bool has_token, is_expired;
	int64_t named;
} threads[] = {
    {"nothing", CLEO, "", "new", 0, STANDING_CUSTOMER, 0, 0, 0},

    /* 1: tokens */
    {"token", CLEO, "In-Reply-To: <MAIL10>\n", "token", 1, STANDING_CUSTOMER, 0, 0, 0},
    {"token in References", CLEO, "References: <a@b> <MAIL10> <c@d>\n", "token", 1,
     STANDING_CUSTOMER, 0, 0, 0},
    {"anchor", CLEO, "References: <ANCHOR> <a@b>\n", "token", 1, STANDING_CUSTOMER, 0, 0, 0},
    {"upper case", CLEO, "In-Reply-To: <UPPER10>\n", "token", 1, STANDING_CUSTOMER, 0, 0, 0},
    {"no token of ours", CLEO, "In-Reply-To: <t1.m10.aaaaaaaaaaaaaaaaaaaaaaaaaa@acme.example>\n",
     "new", 0, STANDING_CUSTOMER, 0, 0, 0},
    {"token from a stranger", EVE, "In-Reply-To: <MAIL10>\n", "token", 1, STANDING_THIRD, 0, 0, 0},
    {"token from a CC", "cc@customer.example", "In-Reply-To: <MAIL10>\n", "token", 1,
     STANDING_THIRD, 0, 0, 0},
    {"token from a member", "member@customer.example", "In-Reply-To: <MAIL10>\n", "token", 1,
     STANDING_CUSTOMER, 0, 0, 0},
    {"customer's token, an agent", ANN, "In-Reply-To: <MAIL10>\n", "token", 1, STANDING_AGENT, 0, 0,
     0},
    {"agent's token", ANN, "In-Reply-To: <MAIL11>\n", "token", 1, STANDING_AGENT, 1, 0, 0},
    {"agent's anchor", ANN, "References: <ANCHORann> <rewritten@ses.example>\n", "token", 1,
     STANDING_AGENT, 1, 0, 0},
    {"agent's token, another agent", MIA, "In-Reply-To: <MAIL11>\n", "token", 1, STANDING_AGENT, 0,
     0, 0},
    {"agent's token, a stranger", EVE, "In-Reply-To: <MAIL11>\n", "token", 1, STANDING_THIRD, 0, 0,
     0},
    {"agent's token, the customer", CLEO, "In-Reply-To: <MAIL11>\n", "token", 1, STANDING_THIRD, 0,
     0, 0},
    {"agent's token, two From", ANN "\nFrom: " ANN, "In-Reply-To: <MAIL11>\n", "token", 1,
     STANDING_THIRD, 0, 0, 0},
    {"agent's token, in a group", "Agents: " ANN ";", "In-Reply-To: <MAIL11>\n", "token", 1,
     STANDING_THIRD, 0, 0, 0},
    {"agent's token, agent in Sender", EVE "\nSender: " ANN, "In-Reply-To: <MAIL11>\n", "token", 1,
     STANDING_THIRD, 0, 0, 0},
    {"agent's token, agent in Reply-To", EVE "\nReply-To: " ANN, "In-Reply-To: <MAIL11>\n", "token",
     1, STANDING_THIRD, 0, 0, 0},
    {"agent's token, agent as a name", "\"" ANN "\" <" EVE ">", "In-Reply-To: <MAIL11>\n", "token",
     1, STANDING_THIRD, 0, 0, 0},
    {"agent's token, homograph", "\xd0\xb0nn@acme.example", "In-Reply-To: <MAIL11>\n", "token", 1,
     STANDING_THIRD, 0, 0, 0},
    {"the newest counts", CLEO, "References: <MAIL11> <MAIL10>\n", "token", 1, STANDING_CUSTOMER, 0,
     0, 0},
    {"In-Reply-To before References", ANN, "References: <MAIL10>\nIn-Reply-To: <MAIL11>\n", "token",
     1, STANDING_AGENT, 1, 0, 0},
    {"agent's token, closed long ago", ANN, "In-Reply-To: <MAIL12>\n", "token", 3, STANDING_AGENT,
     0, 1, 0},
    {"token of a mail that is not stored", CLEO, "In-Reply-To: <MAIL99>\n", "new", 0,
     STANDING_CUSTOMER, 0, 0, 0},
    {"merged ticket", CLEO, "References: <ANCHOR4>\n", "token", 1, STANDING_CUSTOMER, 0, 0, 0},

    /* 2: plus-addresses */
    {"plus", CLEO, "To: PLUS\n", "plus", 1, STANDING_CUSTOMER, 0, 0, 0},
    {"plus in Cc", CLEO, "Cc: x@y.example, Acme <PLUS>\n", "plus", 1, STANDING_CUSTOMER, 0, 0, 0},
    {"plus in Delivered-To", CLEO, "Delivered-To: PLUS\n", "plus", 1, STANDING_CUSTOMER, 0, 0, 0},
    {"plus from a stranger", EVE, "To: PLUS\n", "plus", 1, STANDING_THIRD, 0, 0, 0},
    {"agent's plus", ANN, "To: PLUSann\n", "plus", 1, STANDING_AGENT, 1, 0, 0},
    {"agent's plus, another agent", MIA, "To: PLUSann\n", "plus", 1, STANDING_AGENT, 0, 0, 0},
    {"plus, closed, no answer", CLEO, "To: PLUS2\n", "new", 0, STANDING_CUSTOMER, 0, 0, 2},
    {"plus, closed, an answer", CLEO, "To: PLUS2\nIn-Reply-To: <a@b>\n", "plus", 2,
     STANDING_CUSTOMER, 0, 0, 0},
    {"token before plus", CLEO, "To: PLUS2\nIn-Reply-To: <MAIL10>\n", "token", 1, STANDING_CUSTOMER,
     0, 0, 0},
    {"token in the subject", CLEO, "Subject: Re: [ACME-1 BARE] x\n", "plus", 1, STANDING_CUSTOMER,
     0, 0, 0},
    {"agent's token in the subject", ANN, "Subject: [ACME-1 BAREann]\n", "plus", 1, STANDING_AGENT,
     1, 0, 0},
    {"token in the subject, a stranger", EVE, "Subject: [ACME-1 BARE]\n", "plus", 1, STANDING_THIRD,
     0, 0, 0},
    {"another ticket's token in the subject", EVE, "Subject: [ACME-1 BARE2]\n", "new", 0,
     STANDING_CUSTOMER, 0, 0, 1},
    {"token in the subject, closed, no answer", EVE, "Subject: [ACME-2 BARE2]\n", "new", 0,
     STANDING_CUSTOMER, 0, 0, 2},

    /* 3: Message-IDs that are stored */
    {"stored", CLEO, "In-Reply-To: <stored@x.example>\n", "message-id", 1, STANDING_CUSTOMER, 0, 0,
     0},
    {"stored, a recipient", "BOB@X.example", "In-Reply-To: <stored@x.example>\n", "message-id", 1,
     STANDING_THIRD, 0, 0, 0},
    {"stored, part of a recipient", "ob@x.example", "In-Reply-To: <stored@x.example>\n", "new", 0,
     STANDING_CUSTOMER, 0, 0, 1},
    {"stored, a stranger", EVE, "In-Reply-To: <stored@x.example>\n", "new", 0, STANDING_CUSTOMER, 0,
     0, 1},
    {"stored, an agent", ANN, "In-Reply-To: <stored@x.example>\n", "message-id", 1, STANDING_AGENT,
     0, 0, 0},

    /* 4: the tag */
    {"tag", CLEO, "Subject: Re: [ACME-1] x\n", "tag", 1, STANDING_CUSTOMER, 0, 0, 0},
    {"tag, upper-case sender", "CLEO@Customer.example", "Subject: [ACME-1]\n", "tag", 1,
     STANDING_CUSTOMER, 0, 0, 0},
    {"tag, a stranger", EVE, "Subject: [ACME-1] x\n", "new", 0, STANDING_CUSTOMER, 0, 0, 1},
    {"tag, a CC", "cc@customer.example", "Subject: [ACME-1] x\n", "new", 0, STANDING_CUSTOMER, 0, 0,
     1},
    {"tag, an agent", ANN, "Subject: [ACME-1] x\n", "tag", 1, STANDING_AGENT, 0, 0, 0},
    {"tag of no ticket", CLEO, "Subject: [ACME-77] x\n", "new", 0, STANDING_CUSTOMER, 0, 0, 0},
    {"tag of another desk", CLEO, "Subject: [OTHER-1] x\n", "new", 0, STANDING_CUSTOMER, 0, 0, 0},
    {"tag of a closed one", CLEO, "Subject: [ACME-2] x\n", "tag", 2, STANDING_CUSTOMER, 0, 0, 0},

    /* forwards */
    {"forward with a token", CLEO, "Subject: Fwd: [ACME-1] x\nReferences: <MAIL10>\n", "new", 0,
     STANDING_CUSTOMER, 0, 0, 1},
    {"forward by an agent", ANN, "Subject: Fwd: [ACME-1] x\nReferences: <MAIL11>\n", "token", 1,
     STANDING_AGENT, 1, 0, 0},
};

static const char *replaced(struct arena *arena, const char *text, const char *name,
			    const char *value)
{
	const char *at;

	while ((at = strstr(text, name)))
		text = arena_printf(arena, "%.*s%s%s", (int)(at - text), text, value,
				    at + strlen(name));
	return text;
}

static const char *upper(struct arena *arena, const char *text)
{
	char *copy = arena_strdup(arena, text);

	for (char *at = copy; *at; at++)
		if (*at >= 'a' && *at <= 'z')
			*at = (char)(*at - 'a' + 'A');
	return copy;
}

static const char *filled_in(struct stage *stage, const char *text)
{
	struct arena *arena = &stage->arena;
	const struct conf *conf = stage->conf;
	const char *address = "support@acme.example";
	const struct {
		const char *name, *value;
	} values[] = {
	    {"UPPER10", upper(arena, token_message_id(conf, 1, 10, "acme.example", arena))},
	    {"MAIL10", token_message_id(conf, 1, 10, "acme.example", arena)},
	    {"MAIL11", token_message_id(conf, 1, 11, "acme.example", arena)},
	    {"MAIL12", token_message_id(conf, 3, 12, "acme.example", arena)},
	    {"MAIL99", token_message_id(conf, 77, 99, "acme.example", arena)},
	    {"ANCHORann", token_anchor(conf, 1, "ann", "acme.example", arena)},
	    {"ANCHOR4", token_anchor(conf, 4, NULL, "acme.example", arena)},
	    {"ANCHOR", token_anchor(conf, 1, NULL, "acme.example", arena)},
	    {"PLUSann", token_plus_address(conf, address, 1, "ann", arena)},
	    {"PLUS2", token_plus_address(conf, address, 2, NULL, arena)},
	    {"PLUS", token_plus_address(conf, address, 1, NULL, arena)},
	    {"BAREann", token_bare(conf, 1, "ann", arena)},
	    {"BARE2", token_bare(conf, 2, NULL, arena)},
	    {"BARE", token_bare(conf, 1, NULL, arena)},
	};

	for (int i = 0; i < COUNT(values); i++)
		text = replaced(arena, text, values[i].name, values[i].value);
	return text;
}

/* The desk's own way to a sender and a thread, seen from outside: the journal's rows. */
START_TEST(mails_find_their_ticket)
{
	const char *raw, *journal, *rule;
	const struct changes *changes;
	struct stage stage;

	set_stage(&stage);
	raw = arena_printf(&stage.arena, "From: %s\nMessage-ID: <new@x.example>\n%s\nhello\n",
			   threads[_i].from, filled_in(&stage, threads[_i].head));
	changes = stage_mail(&stage, raw);
	journal = stage_journal(&stage, changes);
	rule = arena_printf(&stage.arena, "threaded by=intake rule=%s%s", threads[_i].rule,
			    threads[_i].standing == STANDING_THIRD   ? " as=third"
			    : threads[_i].standing == STANDING_AGENT ? " as=*"
								     : "");
	stage_has_line(journal, rule);
	ck_assert_msg(changes->message.ticket->number == threads[_i].ticket, "%s: ticket %d",
		      threads[_i].what, (int)changes->message.ticket->number);
	if (threads[_i].named)
		stage_has_line(journal, arena_printf(&stage.arena, "linked by=intake to=%d",
						     (int)threads[_i].named));
	else
		stage_has_no_line(journal, "linked *");
	if (threads[_i].standing == STANDING_AGENT && !threads[_i].has_token)
		stage_has_line(journal,
			       arena_printf(&stage.arena, "refused by=intake to=* reason=%s",
					    threads[_i].is_expired ? "expired" : "token"));
	if (threads[_i].has_token) /* its mailbox wants the other proof too */
		stage_has_line(journal, "refused by=intake to=* reason=aligned");
	stage_close(&stage);
}
END_TEST

/* What the desk asks for is all that it needs, and bounded. */
START_TEST(wants_are_bounded)
{
	struct stage stage;
	const char *ids = "";

	set_stage(&stage);
	for (int i = 0; i < 150; i++)
		ids = arena_printf(&stage.arena, "%s <%s> <foreign-%d@x.example>", ids,
				   token_message_id(stage.conf, i, i, "x", &stage.arena), i);
	stage_mail(&stage, arena_printf(&stage.arena, "From: %s\nReferences:%s\n\nx\n", CLEO, ids));
	ck_assert_uint_le(stage.wants->ticket_count, 21);
	ck_assert_uint_le(stage.wants->sent_count, 8);
	ck_assert_uint_le(stage.wants->message_id_count, 20);
	stage_close(&stage);
}
END_TEST

START_TEST(the_first_reference_is_always_looked_at)
{
	struct stage stage;
	const char *ids = "";

	set_stage(&stage);
	for (int i = 0; i < 150; i++)
		ids = arena_printf(&stage.arena, "%s <foreign-%d@x.example>", ids, i);
	stage_has_line(
	    stage_journal(
		&stage,
		stage_mail(&stage, filled_in(&stage, arena_printf(
							 &stage.arena,
							 "From: %s\nReferences: <ANCHOR> %s\n\nx\n",
							 CLEO, ids)))),
	    "threaded by=intake rule=token");
	stage_close(&stage);
}
END_TEST

Suite *desk_thread_suite(void)
{
	Suite *suite = suite_create("thread");
	TCase *tests = tcase_create("thread");

	tcase_add_loop_test(tests, mails_find_their_ticket, 0, COUNT(threads));
	tcase_add_test(tests, wants_are_bounded);
	tcase_add_test(tests, the_first_reference_is_always_looked_at);
	suite_add_tcase(suite, tests);
	return suite;
}
