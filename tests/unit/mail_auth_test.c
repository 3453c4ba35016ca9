/* Authentication-Results (RFC 8601) and the `by` of Received. */
#include "mail/auth_results.h"
#include "unit/mail_test.h"

/* A trace is written as `host|method=result(reason) name=value …|…`. */
static void write_trace(struct buf *out, const struct trace *trace)
{
	buf_adds(out, trace->host);
	for (size_t i = 0; i < trace->result_count; i++) {
		const struct auth_result *result = &trace->results[i];

		buf_printf(out, "|%s=%s", result->method, result->result);
		if (result->reason)
			buf_printf(out, "(%s)", result->reason);
		for (size_t j = 0; j < result->property_count; j++)
			buf_printf(out, " %s=%s", result->properties[j].name,
				   result->properties[j].value);
	}
}

static const struct {
	const char *value, *trace;
} values[] = {
    {"mx.acme.example; none", "mx.acme.example"},
    {"mx.acme.example", "mx.acme.example"},
    {"mx.acme.example 1; dmarc=pass header.from=a.example",
     "mx.acme.example|dmarc=pass header.from=a.example"},
    {"mx.acme.example; dkim=pass header.d=a.example header.s=s1; dmarc=pass (p=none) "
     "header.from=a.example",
     "mx.acme.example|dkim=pass header.d=a.example header.s=s1|dmarc=pass header.from=a.example"},
    {"mx.acme.example; dkim=fail reason=\"bad signature\" header.d=a.example",
     "mx.acme.example|dkim=fail(bad signature) header.d=a.example"},
    {"mx.acme.example; SPF=Pass smtp.mailfrom=a@b.example",
     "mx.acme.example|spf=pass smtp.mailfrom=a@b.example"},
    {"mx.acme.example; dkim/1 = pass header.d = a.example",
     "mx.acme.example|dkim=pass header.d=a.example"},
    {"mx.acme.example;\n dkim=pass\n\theader.i=@a.example", "mx.acme.example|dkim=pass "
							    "header.i=@a.example"},
    {"\"mx.acme.example\"; auth=pass smtp.auth=\"ann ash\"",
     "mx.acme.example|auth=pass smtp.auth=ann ash"},
    {"mx.acme.example (our border); dmarc=pass", "mx.acme.example|dmarc=pass"},
    /* Microsoft's has no id of its own. */
    {"dkim=pass (signature was verified) header.d=a.example;dmarc=pass action=none "
     "header.from=a.example",
     "|dkim=pass header.d=a.example|dmarc=pass action=none header.from=a.example"},
    /* What a comment says is no result. */
    {"mx.acme.example; dmarc=fail (dmarc=pass) header.from=a.example",
     "mx.acme.example|dmarc=fail header.from=a.example"},
    {"mx.acme.example; (dmarc=pass)", "mx.acme.example"},
    {"mx.acme.example; dmarc=fail (;dmarc=pass;) header.from=a.example",
     "mx.acme.example|dmarc=fail header.from=a.example"},
    {"mx.acme.example; dkim=fail reason=\"; dmarc=pass\"",
     "mx.acme.example|dkim=fail(; dmarc=pass)"},
    {"mx.acme.example; dmarc=pass; dmarc=fail", "mx.acme.example|dmarc=pass|dmarc=fail"},
    {"mx.acme.example; dmarc", "mx.acme.example"},
    {"mx.acme.example; dmarc=", "mx.acme.example"},
    {"mx.acme.example; =pass", "mx.acme.example"},
    {"mx.acme.example; dmarc=pass header.from", "mx.acme.example|dmarc=pass"},
    {"", ""},
    {";;;", ""},
    {"(", ""},
    {"\"", ""},
    {"mx.acme.example; dmarc=pass\x1b[31m", "mx.acme.example|dmarc=pass[31m"},
};

START_TEST(results)
{
	struct trace trace;
	struct arena arena;
	struct buf out;
	const char *value = values[_i].value;

	arena_init(&arena);
	buf_init(&out);
	auth_results_read((struct bytes){value, strlen(value)}, &arena, &trace);
	write_trace(&out, &trace);
	ck_assert_str_eq(out.data, values[_i].trace);
	buf_release(&out);
	arena_release(&arena);
}
END_TEST

static const struct {
	const char *received, *by;
} hops[] = {
    {"from a.example (a.example [192.0.2.1]) by mx.acme.example (Postfix) with ESMTP id 1; Mon, 5 "
     "Jan 2026 09:00:00 +0000",
     "mx.acme.example"},
    {"by MX.acme.example with LMTP\n\tid 1\n\tfor <x@y>; Mon, 5 Jan 2026 09:00:00 +0000",
     "mx.acme.example"},
    {"from by.example (by evil.example) by mx.acme.example; x", "mx.acme.example"},
    {"from a.example ([192.0.2.1]); by mx.acme.example", ""},
    {"(by evil.example) from x", ""},
    {"from x by", ""},
    {"", ""},
};

START_TEST(received_hosts)
{
	struct message *message;
	struct arena arena;
	struct buf mail;

	buf_init(&mail);
	buf_printf(&mail, "Received: %s\nFrom: a@b.example\n\nx\n", hops[_i].received);
	test_read_buf(&arena, &mail, &message);
	ck_assert_uint_eq(message->trace_count, 1);
	ck_assert_int_eq(message->traces[0].kind, TRACE_RECEIVED);
	ck_assert_str_eq(message->traces[0].host, hops[_i].by);
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

/* The desk believes a result by its place: the order and the place among the fields are kept. */
START_TEST(the_order_is_kept)
{
	struct message *message;
	struct arena arena;

	test_read_string(&arena,
			 "X-First: 1\n"
			 "Received: by lmtp.acme.example\n"
			 "Authentication-Results: mx.acme.example; dmarc=pass\n"
			 "Received: from a.example by mx.acme.example\n"
			 "X-Other: 1\n"
			 "Authentication-Results: mx.acme.example; dmarc=fail\n"
			 "From: a@b.example\n\nx\n",
			 &message);
	ck_assert_uint_eq(message->trace_count, 4);
	ck_assert_int_eq(message->traces[0].kind, TRACE_RECEIVED);
	ck_assert_int_eq(message->traces[1].kind, TRACE_AUTH);
	ck_assert_str_eq(message->traces[1].results[0].result, "pass");
	ck_assert_str_eq(message->traces[3].results[0].result, "fail");
	ck_assert_uint_eq(message->traces[3].place, 5);
	arena_release(&arena);
}
END_TEST

START_TEST(a_giant_field)
{
	struct message *message;
	struct arena arena;
	struct buf mail;

	buf_init(&mail);
	buf_adds(&mail, "Authentication-Results: mx.acme.example; ");
	test_repeat(&mail, "dkim=pass header.d=x.example;\n ", 3500);
	buf_adds(&mail, "dmarc=pass\nFrom: a@b.example\n\nx\n");
	ck_assert_int_eq(test_read_buf(&arena, &mail, &message), 0);
	ck_assert_uint_eq(message->traces[0].result_count, 100);
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

Suite *mail_auth_suite(void)
{
	Suite *suite = suite_create("mail authentication results");
	TCase *cases = tcase_create("auth");

	tcase_add_loop_test(cases, results, 0, COUNT(values));
	tcase_add_loop_test(cases, received_hosts, 0, COUNT(hops));
	tcase_add_test(cases, the_order_is_kept);
	tcase_add_test(cases, a_giant_field);
	suite_add_tcase(suite, cases);
	return suite;
}
