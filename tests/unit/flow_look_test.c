/* Looks at a mailbox whose server does not say the truth. */
#include <stdio.h>

#include "net/imap.h"
#include "unit/fake_server.h"
#include "unit/flow_help.h"

#define CAPABILITY "IMAP4rev1 AUTH=PLAIN SASL-IR IDLE UIDPLUS"
#define LOGIN                                                                                      \
	"S * OK [CAPABILITY " CAPABILITY "] hello\n"                                               \
	"C CAPABILITY\nS * CAPABILITY " CAPABILITY "\nS $ OK done\n"                               \
	"C AUTHENTICATE PLAIN\nS $ OK in\n"                                                        \
	"C CAPABILITY\nS * CAPABILITY " CAPABILITY "\nS $ OK done\n"                               \
	"C SELECT\nS * 2 EXISTS\nS * OK [UIDVALIDITY 7] v\nS * OK [UIDNEXT 5] n\n"                 \
	"S $ OK [READ-WRITE] in\n"
#define LIST                                                                                       \
	"C UID SEARCH\nS * SEARCH 3 4\nS $ OK done\nC UID FETCH 3:4 (\n"                           \
	"S * 1 FETCH (UID 3 RFC822.SIZE 40)\nS * 2 FETCH (UID 4 RFC822.SIZE 40)\nS $ OK done\n"
#define LIST_4                                                                                     \
	"C UID SEARCH\nS * SEARCH 4\nS $ OK done\nC UID FETCH 4 (\n"                               \
	"S * 2 FETCH (UID 4 RFC822.SIZE 40)\nS $ OK done\n"
#define MAIL_3                                                                                     \
	"S * 1 FETCH (UID 3 BODY[] {49}\nR From: a@customer.example\\r\\nSubject: "                \
	"one\\r\\n\\r\\nhello\\r\\n)\\r\\n\n"
#define HEAD_4                                                                                     \
	"S * 2 FETCH (UID 4 BODY[HEADER] {42}\nR From: b@customer.example\\r\\nSubject: "          \
	"two\\r\\n\\r\\n)\\r\\n\n"
#define LIE "S * 2 FETCH (UID 4 BODY[] {4000000000}\nF x\n"

/* One visit of a server of its own; the store and what is known of the liar stay. */
static int look(struct stage *stage, struct mailbox_liar *liar, const char *script)
{
	struct mailbox_pass pass = {.flow = &stage->flow, .liar = liar};
	struct imap_options options = {.user = "ann",
				       .password = "secret",
				       .connect_us = SECOND_US,
				       .command_us = SECOND_US,
				       .max_literal = 1000};
	struct fake_server server;
	char url[64];
	int result;

	fake_server_start(&server, script);
	snprintf(url, sizeof url, "imap://127.0.0.1:%d", server.port);
	options.url = url;
	ck_assert_msg(!imap_open(&options, &pass.imap, &stage->err), "%s", stage->err.text);
	result = mailbox_look(&pass, &stage->err);
	imap_close(pass.imap);
	fake_server_stop(&server);
	return result;
}

/*
 * Both mails are said to have 40 bytes, and the second has no end. The first look breaks, the
 * second finds out which one it was, the third opens a ticket from its head.
 */
START_TEST(a_size_that_is_a_lie_blocks_nothing)
{
	struct mailbox_liar liar = {0};
	struct stage stage;

	stage_open(&stage, NULL);
	ck_assert_int_eq(look(&stage, &liar, LOGIN LIST "C UID FETCH 3:4\n" MAIL_3 LIE), -1);
	ck_assert_int_eq(stage.err.code, ERR_LIMIT);
	ck_assert(liar.is_looked_for);
	ck_assert_uint_eq(liar.uid, 0);
	ck_assert_str_eq(stage_tickets(&stage), "");
	ck_assert_int_eq(look(&stage, &liar,
			      LOGIN LIST "C UID FETCH 3 \n" MAIL_3
					 "S $ OK done\nC UID FETCH 4 \n" LIE),
			 -1);
	ck_assert_msg(liar.uid == 4, "%s", stage.err.text);
	ck_assert_str_eq(stage_tickets(&stage), "1 new one\n");
	ck_assert_msg(look(&stage, &liar,
			   LOGIN LIST_4 "C UID FETCH 4 \n" HEAD_4
					"S $ OK done\nC UID STORE 3 \nS $ OK done\n") == 0,
		      "%s", stage.err.text);
	ck_assert_uint_eq(liar.uid, 0);
	ck_assert(!liar.is_looked_for);
	ck_assert_str_eq(stage_tickets(&stage), "1 new one\n2 new two\n");
	ck_assert(strstr(stage_outbox(&stage), "oversize to b@customer.example"));
	stage_close(&stage);
}
END_TEST

Suite *flow_look_suite(void)
{
	Suite *suite = suite_create("look");
	TCase *cases = tcase_create("look");

	tcase_set_timeout(cases, 60);
	tcase_add_test(cases, a_size_that_is_a_lie_blocks_nothing);
	suite_add_tcase(suite, cases);
	return suite;
}
