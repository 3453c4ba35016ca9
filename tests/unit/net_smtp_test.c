#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "net/smtp.h"
#include "net/smtp_private.h"
#include "unit/fake_server.h"
#include "unit/net_suites.h"

/* --- what may be sent ------------------------------------------------------------------------- */

static const struct {
	const char *address;
	bool is_good;
} addresses[] = {
    {"ann@acme.example", true},
    {"support+t1.0123456789abcdefghijklmnop@acme.example", true},
    {"o'neil!#$%&*=?^_`{|}~/-@x", true},
    {"jörg@bücher.example", true},
    {"ann@[192.0.2.1]", true},
    {"ann@[IPv6:2001:db8::1]", true},
    {"", false},
    {"ann", false},
    {"@acme.example", false},
    {"ann@", false},
    {"ann@-x", false},
    {"ann@.x", false},
    {"a b@acme.example", false},
    {"<ann@acme.example>", false},
    {"ann@acme.example>", false},
    {"ann@acme.example SIZE=1", false},
    {"ann@acme.example\r\nRCPT TO:<evil@x>", false},
    {"ann\n@acme.example", false},
    {"ann@acme\x7f", false},
    {"\"ann\"@acme.example", false},
    {"a\\b@acme.example", false},
    {"@relay:ann@acme.example", false},
    {"ann,ben@acme.example", false},
    {"a;b@acme.example", false},
    {"ann@acme.example@evil.example", false},
    {"ann@[1.2.3.4", false},
    {"ann@[]", false},
    {"\xff@acme.example", false},
    {"0123456789012345678901234567890123456789012345678901234567890123456789@x", false},
};

START_TEST(addresses_are_checked)
{
	struct err err;

	ck_assert_msg(!smtp_check_address(addresses[_i].address, &err) == addresses[_i].is_good,
		      "%s", addresses[_i].address);
}
END_TEST

#define BYTES(text)                                                                                \
	{                                                                                          \
		text, sizeof(text) - 1                                                             \
	}

static const struct {
	struct bytes mail;
	bool is_good;
} mails[] = {
    {BYTES("A: b\r\n\r\ntext\r\n"), true},
    {BYTES("A: b\r\n\r\ntext"), true},
    {BYTES(".\r\n..\r\n.x\r\n"), true},
    {BYTES("\r\n"), true},
    {BYTES(""), false},
    {BYTES("A: b\n\ntext\n"), false},
    {BYTES("A: b\r\n\r\ntext\n"), false},
    {BYTES("A: b\r\n\r\n\n.\r\nMAIL FROM:<x@y>\r\n"), false},
    {BYTES("A: b\r\n\r\n\r\n.\n"), false},
    {BYTES("A: b\r\n\r\nx\n.\n"), false},
    {BYTES("A: b\r\n\r\nx\r.\r\n"), false},
    {BYTES("A: b\r\n\r\nx\r\r\n"), false},
    {BYTES("A: b\r\n\r\ntext\r"), false},
    {BYTES("A: b\r\n\r\nte\0xt\r\n"), false},
};

START_TEST(mails_are_checked)
{
	struct err err;

	ck_assert_int_eq(!smtp_check_mail(mails[_i].mail, &err), mails[_i].is_good);
}
END_TEST

START_TEST(lines_are_bounded)
{
	char mail[1100];
	struct err err;

	memset(mail, 'x', sizeof mail);
	memcpy(mail + 998, "\r\n", 2);
	ck_assert_int_eq(smtp_check_mail((struct bytes){mail, 1000}, &err), 0);
	memcpy(mail + 998, "x\r\n", 3);
	ck_assert_int_eq(smtp_check_mail((struct bytes){mail, 1001}, &err), -1);
	ck_assert_int_eq(smtp_check_mail((struct bytes){mail, 998}, &err), 0);
	ck_assert_int_eq(smtp_check_mail((struct bytes){mail, 999}, &err), -1);
}
END_TEST

static const struct {
	const char *lines[3];
	bool is_good;
	int code;
	bool is_open;
	const char *text;
} replies[] = {
    {{"250 2.0.0 fine\r\n"}, true, 250, false, "2.0.0 fine"},
    {{"250\r\n"}, true, 250, false, ""},
    {{"550-5.7.1 no,\r\n", "550-never,\r\n", "550 go\r\n"},
     true,
     550,
     false,
     "5.7.1 no, never, go"},
    {{"250-first\r\n"}, true, 250, true, "first"},
    {{"250 a\tb\x1b[31m\xc3\xa9\n"}, true, 250, false, "a?b?[31m??"},
    {{"25\r\n"}, false, 0, false, ""},
    {{"hello\r\n"}, false, 0, false, ""},
    {{"199 x\r\n"}, false, 0, false, ""},
    {{"600 x\r\n"}, false, 0, false, ""},
    {{"250x\r\n"}, false, 0, false, ""},
    {{"\r\n"}, false, 0, false, ""},
};

START_TEST(replies_are_read)
{
	struct smtp_reply reply = {0};
	bool is_good = true;

	for (size_t i = 0; i < 3 && replies[_i].lines[i]; i++)
		is_good = is_good && smtp_reply_line(&reply, replies[_i].lines[i],
						     strlen(replies[_i].lines[i]));
	ck_assert_int_eq(is_good, replies[_i].is_good);
	ck_assert_int_eq(reply.code, replies[_i].code);
	ck_assert_int_eq(reply.is_open, replies[_i].is_open);
	ck_assert_str_eq(reply.text, replies[_i].text);
}
END_TEST

START_TEST(long_replies_are_cut)
{
	struct smtp_reply reply = {0};
	char line[1000] = "550-";

	memset(line + 4, 'x', sizeof line - 5);
	line[sizeof line - 1] = '\0';
	for (size_t i = 0; i < 100; i++)
		ck_assert(smtp_reply_line(&reply, line, sizeof line - 1));
	ck_assert(smtp_reply_line(&reply, "550 end", 7));
	ck_assert_uint_eq(strlen(reply.text), sizeof reply.text - 1);
	ck_assert(!reply.is_open);
}
END_TEST

START_TEST(offers_are_read)
{
	static const char *const lines[] = {"250-mx.example greets\r\n", "250-pipelining\r\n",
					    "250-SIZE 1000\r\n",         "250-SIZEABLE 5\r\n",
					    "250-8BITMIME\r\n",          "250 SMTPUTF8\r\n"};
	struct smtp_offer offer = {0};

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		smtp_offer_line(&offer, lines[i], strlen(lines[i]));
	ck_assert(offer.has_pipelining && offer.has_8bit && offer.has_utf8 && offer.has_size);
	ck_assert_uint_eq(offer.max_size, 1000);
}
END_TEST

/* --- servers ---------------------------------------------------------------------------------- */

#define GREET  "S 220 hello\nC EHLO\nS 250-mx\nS 250 SIZE 5000\n"
#define PIPED  "S 220 hello\nC EHLO\nS 250-mx\nS 250 PIPELINING\n"
#define MAILED "C MAIL FROM:<ann@acme.example>\nS 250 ok\n"
#define NAMED  MAILED "C RCPT TO:<cleo@customer.example>\nS 250 ok\n"
#define TAKEN  NAMED "C DATA\nS 354 go\nM\nS 250 taken\n"

enum { VISIT_MAX = 8 };

struct visit {
	struct fake_server server;
	struct smtp_pool *pool;
	struct smtp_answer answers[VISIT_MAX];
	unsigned calls[VISIT_MAX];
	size_t answered;
	struct err err;
};

static const char text[] = "From: ann@acme.example\r\n\r\n.dot\r\n\r\nend";

static void take_answer(void *context, uint64_t id, const struct smtp_answer *answer)
{
	struct visit *visit = context;

	ck_assert_uint_lt(id, VISIT_MAX);
	visit->answers[id] = *answer;
	visit->calls[id]++;
	visit->answered++;
}

static void open_pool(struct visit *visit, size_t connections, const char *user,
		      const char *ca_file)
{
	char url[64];
	struct smtp_relay relay = {
	    .url = url,
	    .user = user,
	    .password = user ? "secret" : NULL,
	    .ca_file = ca_file,
	    .connections = connections,
	    .connect_us = SECOND_US / 5,
	    .reply_us = SECOND_US / 4,
	    .final_us = SECOND_US / 2,
	};

	snprintf(url, sizeof url, "smtp://127.0.0.1:%d", visit->server.port);
	ck_assert_int_eq(smtp_pool_open(&relay, 1, take_answer, visit, &visit->pool, &visit->err),
			 0);
}

static void visit_open(struct visit *visit, const char *script)
{
	*visit = (struct visit){.pool = NULL};
	fake_server_start(&visit->server, script);
	open_pool(visit, 1, NULL, NULL);
}

static void visit_close(struct visit *visit)
{
	smtp_pool_close(visit->pool);
	fake_server_stop(&visit->server);
}

static void send_mail(struct visit *visit, uint64_t id)
{
	ck_assert_msg(!smtp_pool_send(visit->pool, 0, "ann@acme.example", "cleo@customer.example",
				      (struct bytes){text, sizeof text - 1}, id, &visit->err),
		      "%s", visit->err.text);
}

static void run_until(struct visit *visit, size_t answered)
{
	while (visit->answered < answered)
		ck_assert_int_eq(smtp_pool_run(visit->pool, -1, SECOND_US, &visit->err), 0);
}

static void send_one(struct visit *visit, uint64_t id)
{
	send_mail(visit, id);
	run_until(visit, visit->answered + 1);
	ck_assert_uint_eq(visit->calls[id], 1);
}

enum { UNSURE = 1, RELAY = 2 };

static const struct {
	const char *script;
	enum smtp_class class;
	int code;
	int flags;
	const char *words;
} talks[] = {
    {GREET TAKEN, SMTP_DONE, 250, 0, "taken"},
    {PIPED TAKEN, SMTP_DONE, 250, 0, "taken"},
    {GREET NAMED "C DATA\nS 354 go\nM\nS 250-part\nS 250 whole\n", SMTP_DONE, 250, 0, "part whole"},
    /* refusals, by stage */
    {GREET "C MAIL\nS 451 later\nH\n", SMTP_TEMPORARY, 451, 0, "later"},
    {GREET "C MAIL\nS 552 too big\nH\n", SMTP_PERMANENT, 552, 0, "too big"},
    {GREET MAILED "C RCPT\nS 450 grey\nH\n", SMTP_TEMPORARY, 450, 0, "grey"},
    {GREET MAILED "C RCPT\nS 550-no\nS 550 such user\nH\n", SMTP_PERMANENT, 550, 0, "no such user"},
    {GREET NAMED "C DATA\nS 452 full\nH\n", SMTP_TEMPORARY, 452, 0, "full"},
    {GREET NAMED "C DATA\nS 554 spam\nH\n", SMTP_PERMANENT, 554, 0, "spam"},
    {GREET NAMED "C DATA\nS 354 go\nM\nS 452 full\nH\n", SMTP_TEMPORARY, 452, 0, "full"},
    {GREET NAMED "C DATA\nS 354 go\nM\nS 554 spam\nH\n", SMTP_PERMANENT, 554, 0, "spam"},
    {PIPED "C MAIL\nS 550 no\nC RCPT\nS 503 what\nC DATA\nS 503 what\nH\n", SMTP_PERMANENT, 550, 0,
     "no"},
    {PIPED MAILED "C RCPT\nS 450 grey\nC DATA\nS 554 nobody\nH\n", SMTP_TEMPORARY, 450, 0, "grey"},
    {PIPED MAILED "C RCPT\nS 550 gone\nC DATA\nS 354 go\nH\n", SMTP_PERMANENT, 550, 0, "gone"},
    /* the relay's own faults */
    {"S 554 go away\nH\n", SMTP_TEMPORARY, 554, RELAY, ""},
    {"S 421 busy\n", SMTP_TEMPORARY, 421, RELAY, ""},
    {"", SMTP_TEMPORARY, 0, RELAY, ""},
    {"H\n", SMTP_TEMPORARY, 0, RELAY, ""},
    {"D 220-x\n", SMTP_TEMPORARY, 0, RELAY, ""},
    {"F x\n", SMTP_TEMPORARY, 0, RELAY, ""},
    {"S 220 hi\nC EHLO\nH\n", SMTP_TEMPORARY, 0, RELAY, ""},
    {GREET "C MAIL\nS 421 closing\n", SMTP_TEMPORARY, 421, RELAY, "closing"},
    {GREET "C MAIL\nS 530 log in first\nH\n", SMTP_TEMPORARY, 530, RELAY, "log in"},
    {GREET MAILED "C RCPT\nS 421 closing\n", SMTP_TEMPORARY, 421, RELAY, "closing"},
    {GREET NAMED "C DATA\nS 354 go\nM\nS 421 closing\n", SMTP_TEMPORARY, 421, RELAY, "closing"},
    {GREET "C MAIL\n", SMTP_TEMPORARY, 0, RELAY, "lost"},
    {GREET NAMED "C DATA\n", SMTP_TEMPORARY, 250, RELAY, "lost"},
    {GREET NAMED "C DATA\nH\n", SMTP_TEMPORARY, 250, RELAY, "silent"},
    {GREET "C MAIL\nS what?\nH\n", SMTP_TEMPORARY, 0, RELAY, "sense"},
    {GREET "C MAIL\nS 354 what?\nH\n", SMTP_TEMPORARY, 354, RELAY, "sense"},
    {GREET NAMED "C DATA\nS 250 what?\nH\n", SMTP_TEMPORARY, 250, RELAY, "sense"},
    {GREET "C MAIL\nF x\n", SMTP_TEMPORARY, 0, RELAY, "lost"},
    {GREET "C MAIL\nD 250-x\n", SMTP_TEMPORARY, 0, RELAY, "silent"},
    /* taken, or not? */
    {GREET NAMED "C DATA\nS 354 go\nM\n", SMTP_TEMPORARY, 354, UNSURE, "lost"},
    {GREET NAMED "C DATA\nS 354 go\nM\nH\n", SMTP_TEMPORARY, 354, UNSURE, "silent"},
    {GREET NAMED "C DATA\nS 354 go\nM\nS what?\nH\n", SMTP_TEMPORARY, 354, UNSURE, "sense"},
    {GREET NAMED "C DATA\nS 354 go\nM\nS 354 what?\nH\n", SMTP_TEMPORARY, 354, UNSURE, "sense"},
    {GREET NAMED "C DATA\nS 354 go\nM\nR 250-hal\nH\n", SMTP_TEMPORARY, 354, UNSURE, "silent"},
};

START_TEST(talks_end_with_answer)
{
	const struct smtp_answer *answer;
	struct visit visit;

	visit_open(&visit, talks[_i].script);
	send_one(&visit, 0);
	answer = &visit.answers[0];
	ck_assert_msg(answer->class == talks[_i].class, "%d %s", answer->code, answer->text);
	ck_assert_msg(answer->code == talks[_i].code, "%d %s", answer->code, answer->text);
	ck_assert_int_eq(answer->is_unsure, (talks[_i].flags & UNSURE) != 0);
	ck_assert_int_eq(answer->is_relay, (talks[_i].flags & RELAY) != 0);
	ck_assert_msg(strstr(answer->text, talks[_i].words), "%s", answer->text);
	ck_assert_uint_eq(smtp_pool_busy(visit.pool), 0);
	ck_assert_uint_eq(smtp_pool_room(visit.pool, 0), 1);
	visit_close(&visit);
}
END_TEST

START_TEST(dots_are_doubled_and_size_is_told)
{
	struct visit visit;

	visit_open(&visit, GREET TAKEN "H\n");
	send_one(&visit, 0);
	ck_assert_int_eq(visit.answers[0].class, SMTP_DONE);
	ck_assert(fake_server_heard(&visit.server, "MAIL FROM:<ann@acme.example> SIZE=37\r\n"));
	ck_assert(fake_server_heard(&visit.server, "\r\n\r\n..dot\r\n\r\nend\r\n.\r\n"));
	visit_close(&visit);
}
END_TEST

/* A refused mail leaves the connection good, and the next one says RSET first. */
START_TEST(connection_is_kept)
{
	struct visit visit;

	visit_open(&visit, GREET TAKEN TAKEN MAILED "C RCPT\nS 550 no\n"
						    "C RSET\nS 250 ok\n" TAKEN "H\n");
	for (uint64_t id = 0; id < 4; id++)
		send_one(&visit, id);
	ck_assert_int_eq(visit.answers[1].class, SMTP_DONE);
	ck_assert_int_eq(visit.answers[2].class, SMTP_PERMANENT);
	ck_assert_msg(visit.answers[3].class == SMTP_DONE, "%s", visit.answers[3].text);
	ck_assert_uint_eq(fake_server_visits(&visit.server), 1);
	visit_close(&visit);
}
END_TEST

/* What a server may do to a connection that was kept: the next mail goes over a new one. */
static const char *const ends[] = {
    "",
    "S 421 idle too long\n",
    "C MAIL\n",
    "C MAIL\nS 421 idle too long\n",
};

START_TEST(dead_connection_is_dialled_again)
{
	struct visit visit;
	char script[1024];

	snprintf(script, sizeof script, "%s%sN\n%s", GREET TAKEN, ends[_i], GREET TAKEN "H\n");
	visit_open(&visit, script);
	send_one(&visit, 0);
	send_one(&visit, 1);
	ck_assert_msg(visit.answers[1].class == SMTP_DONE, "%s", visit.answers[1].text);
	ck_assert_uint_eq(fake_server_visits(&visit.server), 2);
	visit_close(&visit);
}
END_TEST

/* But not where the server has already begun with it, and not for ever. */
START_TEST(mail_is_not_sent_again)
{
	struct visit visit;

	visit_open(&visit, GREET TAKEN NAMED "C DATA\nS 354 go\nM\nN\n" GREET TAKEN);
	send_one(&visit, 0);
	send_one(&visit, 1);
	ck_assert(visit.answers[1].is_unsure);
	ck_assert_uint_eq(fake_server_visits(&visit.server), 1);
	visit_close(&visit);

	visit_open(&visit, GREET TAKEN "C MAIL\nN\n" GREET "C MAIL\nN\n" GREET TAKEN);
	send_one(&visit, 0);
	send_one(&visit, 1);
	ck_assert(visit.answers[1].is_relay);
	ck_assert_uint_eq(fake_server_visits(&visit.server), 2);
	visit_close(&visit);
}
END_TEST

START_TEST(too_big_a_mail_is_not_begun)
{
	static const struct bytes mail = {text, sizeof text - 1};
	struct visit visit;

	visit_open(&visit, "S 220 hi\nC EHLO\nS 250-mx\nS 250 SIZE 36\n" TAKEN);
	ck_assert_int_eq(smtp_pool_send(visit.pool, 0, "ann@acme.example", "cleo@customer.example",
					mail, 0, &visit.err),
			 0);
	run_until(&visit, 1);
	ck_assert_int_eq(visit.answers[0].class, SMTP_PERMANENT);
	ck_assert_int_eq(visit.answers[0].code, 552);
	ck_assert(!fake_server_heard(&visit.server, "MAIL"));
	visit_close(&visit);
}
END_TEST

START_TEST(utf8_addresses_need_the_offer)
{
	static const struct bytes mail = {text, sizeof text - 1};
	struct visit visit;

	visit_open(&visit, GREET TAKEN);
	smtp_pool_send(visit.pool, 0, "ann@acme.example", "jörg@x.example", mail, 0, &visit.err);
	run_until(&visit, 1);
	ck_assert_int_eq(visit.answers[0].class, SMTP_PERMANENT);
	ck_assert(!fake_server_heard(&visit.server, "MAIL"));
	visit_close(&visit);

	visit_open(&visit, "S 220 hi\nC EHLO\nS 250-mx\nS 250 SMTPUTF8\n"
			   "C <ann@acme.example> SMTPUTF8\nS 250 ok\nC RCPT TO:<jörg@x.example>\n"
			   "S 250 ok\nC DATA\nS 354 go\nM\nS 250 ok\n");
	smtp_pool_send(visit.pool, 0, "ann@acme.example", "jörg@x.example", mail, 0, &visit.err);
	run_until(&visit, 1);
	ck_assert_msg(visit.answers[0].class == SMTP_DONE, "%s", visit.answers[0].text);
	visit_close(&visit);
}
END_TEST

START_TEST(null_sender_goes)
{
	struct visit visit;

	visit_open(&visit, GREET "C MAIL FROM:<>\nS 250 ok\nC RCPT\nS 250 ok\nC DATA\nS 354 go\nM\n"
				 "S 250 ok\n");
	smtp_pool_send(visit.pool, 0, "", "cleo@customer.example",
		       (struct bytes){text, sizeof text - 1}, 0, &visit.err);
	run_until(&visit, 1);
	ck_assert_msg(visit.answers[0].class == SMTP_DONE, "%s", visit.answers[0].text);
	visit_close(&visit);
}
END_TEST

/* --- login and TLS ---------------------------------------------------------------------------- */

static const struct {
	const char *user, *ca_file, *script;
	int code;
} logins[] = {
    {"ann", NULL, "S 220 hi\nC EHLO\nS 250 mx\nH\n", 0},
    {"ann", NULL, "S 220 hi\nC EHLO\nS 250-mx\nS 250 AUTH PLAIN\nC AUTH\nS 535 no\nH\n", 535},
    {"ann", NULL, "S 220 hi\nC EHLO\nS 250-mx\nS 250 AUTH PLAIN\nC AUTH\nS 454 later\nH\n", 454},
    {"ann", NULL, "S 220 hi\nC EHLO\nS 250-mx\nS 250 AUTH GSSAPI CRAM-MD5\nH\n", 0},
    {"ann", "/dev/null", "S 220 hi\nC EHLO\nS 250-mx\nS 250 AUTH PLAIN\nH\n", 0},
    {"ann", "/dev/null", "S 220 hi\nC EHLO\nS 250-mx\nS 250 STARTTLS\nC STARTTLS\nS 454 no\nH\n",
     454},
    {"ann", "/dev/null",
     "S 220 hi\nC EHLO\nS 250-mx\nS 250 STARTTLS\nC STARTTLS\n"
     "R 220 go\\r\\n250 injected\\r\\n\nH\n",
     0},
};

START_TEST(no_login_no_mail)
{
	struct visit visit = {.pool = NULL};

	fake_server_start(&visit.server, logins[_i].script);
	open_pool(&visit, 1, logins[_i].user, logins[_i].ca_file);
	send_one(&visit, 0);
	ck_assert_int_eq(visit.answers[0].class, SMTP_TEMPORARY);
	ck_assert(visit.answers[0].is_relay);
	ck_assert_msg(visit.answers[0].code == logins[_i].code, "%d %s", visit.answers[0].code,
		      visit.answers[0].text);
	ck_assert(!fake_server_heard(&visit.server, "MAIL"));
	ck_assert(!logins[_i].ca_file || !fake_server_heard(&visit.server, "AUTH"));
	visit_close(&visit);
}
END_TEST

START_TEST(login_is_plain)
{
	struct visit visit = {.pool = NULL};

	fake_server_start(&visit.server,
			  "S 220 hi\nC EHLO\nS 250-mx\nS 250 AUTH PLAIN GSSAPI LOGIN\n"
			  "C AUTH PLAIN\nS 334 \nC AGFubgBzZWNyZXQ=\nS 235 in\n" TAKEN);
	open_pool(&visit, 1, "ann", NULL);
	send_one(&visit, 0);
	ck_assert_msg(visit.answers[0].class == SMTP_DONE, "%s", visit.answers[0].text);
	visit_close(&visit);
}
END_TEST

/* --- the pool --------------------------------------------------------------------------------- */

START_TEST(silence_stops_only_its_own)
{
	struct fake_server silent, dead;
	struct visit visit = {.pool = NULL};
	char urls[3][64];
	struct smtp_relay relays[3];

	fake_server_start(&silent, GREET NAMED "C DATA\nS 354 go\nM\nH\n");
	fake_server_start(&dead, "H\n");
	fake_server_start(&visit.server, GREET TAKEN TAKEN TAKEN "H\n");
	snprintf(urls[0], sizeof urls[0], "smtp://127.0.0.1:%d", silent.port);
	snprintf(urls[1], sizeof urls[1], "smtp://127.0.0.1:%d", dead.port);
	snprintf(urls[2], sizeof urls[2], "smtp://127.0.0.1:%d", visit.server.port);
	for (size_t i = 0; i < 3; i++)
		relays[i] = (struct smtp_relay){.url = urls[i]};
	ck_assert_int_eq(smtp_pool_open(relays, 3, take_answer, &visit, &visit.pool, &visit.err),
			 0);
	for (size_t i = 0; i < 2; i++)
		smtp_pool_send(visit.pool, i, "ann@acme.example", "cleo@customer.example",
			       (struct bytes){text, sizeof text - 1}, i, &visit.err);
	for (uint64_t id = 2; id < 5; id++) {
		smtp_pool_send(visit.pool, 2, "ann@acme.example", "cleo@customer.example",
			       (struct bytes){text, sizeof text - 1}, id, &visit.err);
		run_until(&visit, visit.answered + 1);
		ck_assert_uint_eq(visit.calls[id], 1);
		ck_assert_int_eq(visit.answers[id].class, SMTP_DONE);
	}
	ck_assert_uint_eq(smtp_pool_busy(visit.pool), 2);
	ck_assert_uint_eq(visit.calls[0] + visit.calls[1], 0);
	visit_close(&visit);
	fake_server_stop(&silent);
	fake_server_stop(&dead);
}
END_TEST

START_TEST(room_is_counted)
{
	struct visit visit = {.pool = NULL};

	fake_server_start(&visit.server, "H\n");
	open_pool(&visit, 2, NULL, NULL);
	ck_assert_uint_eq(smtp_pool_room(visit.pool, 0), 2);
	send_mail(&visit, 0);
	send_mail(&visit, 1);
	ck_assert_uint_eq(smtp_pool_room(visit.pool, 0), 0);
	ck_assert_uint_eq(smtp_pool_busy(visit.pool), 2);
	ck_assert_int_eq(smtp_pool_send(visit.pool, 0, "ann@acme.example", "cleo@customer.example",
					(struct bytes){text, sizeof text - 1}, 2, &visit.err),
			 -1);
	ck_assert_int_eq(visit.err.code, ERR_LIMIT);
	visit_close(&visit);
	ck_assert_uint_eq(visit.answered, 0);
}
END_TEST

START_TEST(run_is_woken_or_ends)
{
	struct visit visit;
	int fds[2];

	ck_assert_int_eq(pipe(fds), 0);
	visit_open(&visit, GREET NAMED "C DATA\nS 354 go\nM\nH\n");
	ck_assert_int_eq(smtp_pool_run(visit.pool, fds[0], SECOND_US / 20, &visit.err), 0);
	ck_assert_int_eq(write(fds[1], "x", 1), 1);
	ck_assert_int_eq(smtp_pool_run(visit.pool, fds[0], 60 * SECOND_US, &visit.err), 0);
	ck_assert_uint_eq(visit.answered, 0);
	visit_close(&visit);
	close(fds[0]);
	close(fds[1]);
}
END_TEST

START_TEST(bad_relays_are_conf_errors)
{
	static const char *const urls[] = {"imap://127.0.0.1", "smtp://ann:x@127.0.0.1", "x y"};
	struct err err;

	for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
		struct smtp_relay relay = {.url = urls[i]};
		struct smtp_pool *pool;

		ck_assert_int_eq(smtp_pool_open(&relay, 1, take_answer, NULL, &pool, &err), -1);
		ck_assert_int_eq(err.code, ERR_CONF);
		ck_assert_ptr_null(pool);
	}
}
END_TEST

#define COUNT(table) (int)(sizeof(table) / sizeof *(table))

Suite *net_smtp_suite(void)
{
	Suite *suite = suite_create("net: smtp");
	TCase *pure = tcase_create("pure"), *servers = tcase_create("servers");

	tcase_add_loop_test(pure, addresses_are_checked, 0, COUNT(addresses));
	tcase_add_loop_test(pure, mails_are_checked, 0, COUNT(mails));
	tcase_add_test(pure, lines_are_bounded);
	tcase_add_loop_test(pure, replies_are_read, 0, COUNT(replies));
	tcase_add_test(pure, long_replies_are_cut);
	tcase_add_test(pure, offers_are_read);
	tcase_add_test(pure, bad_relays_are_conf_errors);
	suite_add_tcase(suite, pure);
	tcase_set_timeout(servers, 60);
	tcase_add_loop_test(servers, talks_end_with_answer, 0, COUNT(talks));
	tcase_add_test(servers, dots_are_doubled_and_size_is_told);
	tcase_add_test(servers, connection_is_kept);
	tcase_add_loop_test(servers, dead_connection_is_dialled_again, 0, COUNT(ends));
	tcase_add_test(servers, mail_is_not_sent_again);
	tcase_add_test(servers, too_big_a_mail_is_not_begun);
	tcase_add_test(servers, utf8_addresses_need_the_offer);
	tcase_add_test(servers, null_sender_goes);
	tcase_add_loop_test(servers, no_login_no_mail, 0, COUNT(logins));
	tcase_add_test(servers, login_is_plain);
	tcase_add_test(servers, silence_stops_only_its_own);
	tcase_add_test(servers, room_is_counted);
	tcase_add_test(servers, run_is_woken_or_ends);
	suite_add_tcase(suite, servers);
	return suite;
}
