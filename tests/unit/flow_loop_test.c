/* What answers by itself, facing what answers by itself: it ends after a few mails. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "unit/flow_help.h"

enum { ROUNDS = 100 };

static const char beta[] =
    "desk = { name = 'Beta'; domain = 'beta.example'; tag = 'BETA'; admin = ['admin@beta.example'];"
    " secret = 'the secret of the other desk, and a long one too'; };"
    "mailboxes = ({ name = 'support'; address = 'help@beta.example'; team = 'support'; });"
    "agents = ({ id = 'ann'; name = 'Bea Birch'; email = 'bea@beta.example'; },"
    " { id = 'mia'; name = 'Max Moor'; email = 'max@beta.example'; });";

/* Header lines that tell a machine's mail, or an answer; each with what goes on behind it. */
static const char *const telling[] = {"Auto-Submitted:", "In-Reply-To:", "References:",
				      "Precedence:",     "X-Auto-",      "List-",
				      "Reply-To:"};

static bool is_telling(const char *line)
{
	for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
		if (strncasecmp(line, telling[i], strlen(telling[i])) == 0)
			return true;
	return false;
}

/* As a gateway passes it on that takes such headers away. */
static void strip(const struct buf *mail, struct buf *out)
{
	const char *line = mail->data, *body = strstr(mail->data, "\r\n\r\n");
	bool is_left_out = false;

	while (line <= body) {
		const char *next = strstr(line, "\r\n") + 2;

		if (*line != ' ' && *line != '\t')
			is_left_out = is_telling(line);
		if (!is_left_out)
			buf_add(out, line, (size_t)(next - line));
		line = next;
	}
	buf_adds(out, line);
}

static uint32_t next_uid(struct stage *stage)
{
	return stage->state.last_uid + 1;
}

static void arrive(struct stage *stage, struct bytes raw)
{
	struct arrival arrival = stage_arrival(stage, next_uid(stage), "");

	stage->state.last_uid = arrival.uid;
	arrival.raw = raw;
	ck_assert_int_eq(stage_take(stage, &arrival, 1), 0);
}

/* All that is ready goes out, and what is for that address comes in at the other desk; returns how
 * many of these nobody wrote. */
static size_t carry(struct stage *from, const char *address, struct stage *to, bool is_stripped)
{
	struct courier_lease lease = stage_lease(from, "test");
	size_t count = 0;

	for (size_t i = 0; i < lease.count; i++) {
		struct buf mail, passed;

		if (strcmp(lease.items[i].to, address) != 0)
			continue;
		count += lease.items[i].delivery->mail.is_auto;
		buf_init(&mail);
		buf_init(&passed);
		ck_assert_int_eq(courier_compose(&from->flow, &lease.items[i], &mail, &from->err),
				 0);
		if (is_stripped)
			strip(&mail, &passed);
		else
			buf_add(&passed, mail.data, mail.len);
		arrive(to, (struct bytes){buf_dup(&passed, &to->arena), passed.len});
		buf_release(&passed);
		buf_release(&mail);
	}
	if (lease.count)
		ck_assert_int_eq(stage_settle(from, &lease, SMTP_DONE, "250 taken"), 0);
	return count;
}

static size_t face(bool is_stripped)
{
	struct stage one, other;
	struct arrival first;
	size_t count = 0;

	stage_open(&one, NULL);
	stage_open(&other, beta);
	first = stage_arrival(&one, 1,
			      "From: Beta <help@beta.example>\nTo: support@acme.example\n"
			      "Message-ID: <first@beta.example>\nSubject: Hello\n\nHello.\n");
	one.state.last_uid = 1;
	ck_assert_int_eq(stage_take(&one, &first, 1), 0);
	for (int round = 0; round < ROUNDS; round++) {
		one.now_us = other.now_us += SECOND_US;
		count += carry(&one, "help@beta.example", &other, is_stripped);
		count += carry(&other, "support@acme.example", &one, is_stripped);
	}
	stage_close(&other);
	stage_close(&one);
	return count;
}

START_TEST(two_desks_fall_silent)
{
	size_t count = face(false);

	ck_assert_msg(count >= 1 && count <= 2, "%zu automatic mails", count);
}
END_TEST

/* Each takes the other for a person: the caps end it. */
START_TEST(two_desks_behind_a_gateway_fall_silent)
{
	size_t count = face(true);

	ck_assert_msg(count >= 2 && count <= 10, "%zu automatic mails", count);
}
END_TEST

/* Answers each mail at once, as if it were a new one; with nothing that tells what it is. */
static void answer(struct stage *stage, const char *who, int round)
{
	char text[400];
	struct arrival arrival;
	int len = snprintf(text, sizeof text,
			   "From: Vic <%s>\nTo: support@acme.example\nMessage-ID: <%d@%s>\n"
			   "Subject: I am not here, no. %d\n\nYour mail will be read in May.\n",
			   who, round, who, round);

	ck_assert_int_lt(len, (int)sizeof text);
	arrival = stage_arrival(stage, next_uid(stage), text);
	stage->state.last_uid = arrival.uid;
	ck_assert_int_eq(stage_take(stage, &arrival, 1), 0);
}

START_TEST(a_bare_vacation_bot_is_answered_five_times)
{
	static const char who[] = "vic@customer.example";
	size_t count = 0;
	struct stage stage;

	stage_open(&stage, NULL);
	answer(&stage, who, 0);
	for (int round = 1; round < ROUNDS; round++) {
		struct courier_lease lease = stage_lease(&stage, "test");

		stage.now_us += MINUTE_US;
		for (size_t i = 0; i < lease.count; i++) {
			if (strcmp(lease.items[i].to, who) != 0)
				continue;
			count++;
			answer(&stage, who, (int)count);
		}
		if (lease.count)
			ck_assert_int_eq(stage_settle(&stage, &lease, SMTP_DONE, "250 taken"), 0);
	}
	ck_assert_uint_eq(count, 5);
	ck_assert_uint_eq(stage_times(stage_outbox(&stage), "ack to vic@"), 5);
	stage_close(&stage);
}
END_TEST

Suite *flow_loop_suite(void)
{
	Suite *suite = suite_create("loop");
	TCase *cases = tcase_create("loop");

	tcase_add_test(cases, two_desks_fall_silent);
	tcase_add_test(cases, two_desks_behind_a_gateway_fall_silent);
	tcase_add_test(cases, a_bare_vacation_bot_is_answered_five_times);
	suite_add_tcase(suite, cases);
	return suite;
}
