#include "bench/mails.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum {
	PLAIN_LEN = 1000,
	RICH_TEXT_LEN = 2800,
	HTML_LEN = 8000,
	ATTACHMENT_LEN = 150 * 1000, /* 200 KB as base64 */
	SENDERS = 997
};

static const char *const words[] = {"the",
				    "router",
				    "order",
				    "since",
				    "Monday",
				    "screen",
				    "please",
				    "invoice",
				    "I",
				    "have",
				    "tried",
				    "to",
				    "restart",
				    "twice",
				    "and",
				    "it",
				    "still",
				    "shows",
				    "error",
				    "4711",
				    "when",
				    "we",
				    "print",
				    "a",
				    "label",
				    "for",
				    "our",
				    "customer",
				    "in",
				    "Kiel",
				    "which",
				    "is",
				    "urgent",
				    "because",
				    "of",
				    "deadline",
				    "could",
				    "you",
				    "look",
				    "into",
				    "this",
				    "today",
				    "thanks",
				    "refund",
				    "account",
				    "password",
				    "login",
				    "page",
				    "gr\xc3\xbc\xc3\x9f\x65",
				    "caf\xc3\xa9",
				    "na\xc3\xafve",
				    "update",
				    "version",
				    "7.2",
				    "driver",
				    "cable"};

/* splitmix64: small, and the same everywhere. */
static uint64_t next_random(uint64_t *state)
{
	uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static const char *word(uint64_t *state)
{
	return words[next_random(state) % (sizeof words / sizeof *words)];
}

/* Paragraphs of lines under 76 signs, about len bytes, each line after `prefix`. */
static void add_text(struct buf *out, uint64_t *state, size_t len, const char *prefix)
{
	size_t end = out->len + len, line = 0;

	buf_adds(out, prefix);
	while (out->len < end) {
		const char *one = word(state);

		if (line + strlen(one) > 66) {
			bool is_paragraph = next_random(state) % 5 == 0;

			buf_printf(out, "\r\n%s", prefix);
			if (is_paragraph)
				buf_printf(out, "\r\n%s", prefix);
			line = 0;
		}
		buf_printf(out, "%s%s", line ? " " : "", one);
		line += strlen(one) + 1;
	}
	buf_adds(out, "\r\n");
}

static void add_words(struct buf *out, uint64_t *state, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_printf(out, "%s%s", i ? " " : "", word(state));
}

static bool is_reply(size_t i)
{
	return i % 3 == 2;
}

static size_t sender_of(size_t i)
{
	return (is_reply(i) ? i - 2 : i) % SENDERS;
}

void bench_mail_id(size_t i, struct buf *out)
{
	buf_printf(out, "bench.%zu@customer.example", i);
}

static void add_header(struct buf *out, size_t i, const char *to, uint64_t *state)
{
	size_t sender = sender_of(i);

	buf_printf(out, "Return-Path: <c%zu@customer.example>\r\n", sender);
	buf_printf(out,
		   "Received: from mx.customer.example (mx.customer.example [192.0.2.25])\r\n"
		   "\tby mx.acme.example (Postfix) with ESMTPS id 4C%zu\r\n"
		   "\tfor <%s>; Mon, 5 Jan 2026 09:%02zu:%02zu +0000 (UTC)\r\n",
		   i, to, i / 60 % 60, i % 60);
	buf_printf(out, "Authentication-Results: mx.acme.example;\r\n"
			"\tdkim=pass header.d=customer.example header.s=s1;\r\n"
			"\tdmarc=pass (p=reject) header.from=customer.example\r\n");
	buf_adds(out, "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/simple; "
		      "d=customer.example; s=s1;\r\n\th=From:To:Subject:Date; b=");
	for (int j = 0; j < 8; j++)
		buf_printf(out, "%016llx", (unsigned long long)next_random(state));
	buf_printf(out, "\r\nFrom: Customer %zu <c%zu@customer.example>\r\nTo: <%s>\r\n", sender,
		   sender, to);
	buf_adds(out, is_reply(i) ? "Subject: Re: " : "Subject: ");
	add_words(out, &(uint64_t){is_reply(i) ? i - 2 : i}, 2);
	buf_adds(out, " =?utf-8?Q?M=C3=BCnchen?=\r\n");
	buf_printf(out, "Date: Mon, 5 Jan 2026 09:%02zu:%02zu +0000\r\nMessage-ID: <", i / 60 % 60,
		   i % 60);
	bench_mail_id(i, out);
	buf_adds(out, ">\r\n");
	if (is_reply(i)) {
		buf_adds(out, "In-Reply-To: <");
		bench_mail_id(i - 2, out);
		buf_adds(out, ">\r\nReferences: <");
		bench_mail_id(i - 2, out);
		buf_adds(out, ">\r\n");
	}
	buf_adds(out, "MIME-Version: 1.0\r\n");
}

static void add_plain(struct buf *out, size_t i, size_t len, uint64_t *state)
{
	buf_adds(out, "Hello,\r\n\r\n");
	add_text(out, state, is_reply(i) ? len / 2 : len, "");
	buf_printf(out, "\r\n-- \r\nCustomer %zu\r\nCustomer Ltd, Kiel\r\n", sender_of(i));
	if (!is_reply(i))
		return;
	buf_adds(out, "\r\nOn Mon, 5 Jan 2026 at 08:00, Acme <support@acme.example> wrote:\r\n");
	add_text(out, state, len / 2, "> ");
}

static void add_plain_part(struct buf *out, size_t i, size_t len, uint64_t *state)
{
	buf_adds(out, "Content-Type: text/plain; charset=utf-8\r\n"
		      "Content-Transfer-Encoding: 8bit\r\n\r\n");
	add_plain(out, i, len, state);
}

static void add_html(struct buf *out, size_t i, uint64_t *state)
{
	size_t end = out->len + HTML_LEN;

	buf_adds(out, "<html><head><style>p { margin: 0 }</style></head><body "
		      "bgcolor=\"#ffffff\"><div dir=\"ltr\">\r\n");
	while (out->len < end) {
		buf_adds(out, "<p style=\"font-family: Arial, sans-serif; font-size: 11pt\">");
		add_words(out, state, 12);
		buf_adds(out, "\r\n<b>");
		add_words(out, state, 2);
		buf_adds(out, "</b> <a href=\"https://customer.example/order/");
		buf_printf(out, "%zu\">", i);
		add_words(out, state, 3);
		buf_adds(out, "</a>&nbsp;<br>\r\n");
		add_words(out, state, 9);
		buf_adds(out, "</p>\r\n");
	}
	buf_adds(out, "</div></body></html>\r\n");
}

static void add_rich(struct buf *out, size_t i, uint64_t *state)
{
	buf_printf(out,
		   "Content-Type: multipart/alternative; boundary=\"=_a%zu\"\r\n\r\n--=_a%zu\r\n",
		   i, i);
	add_plain_part(out, i, RICH_TEXT_LEN, state);
	buf_printf(out,
		   "\r\n--=_a%zu\r\nContent-Type: text/html; charset=utf-8\r\n"
		   "Content-Transfer-Encoding: 8bit\r\n\r\n",
		   i);
	add_html(out, i, state);
	buf_printf(out, "\r\n--=_a%zu--\r\n", i);
}

static void add_base64(struct buf *out, size_t len, uint64_t *state)
{
	static const char alphabet[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t signs = (len + 2) / 3 * 4;

	buf_reserve(out, signs + signs / 38);
	for (size_t done = 0; done < signs; done += 76) {
		char line[78];
		size_t count = signs - done < 76 ? signs - done : 76;
		uint64_t bits = 0;

		for (size_t j = 0; j < count; j++, bits >>= 6) {
			if (j % 10 == 0)
				bits = next_random(state);
			line[j] = alphabet[bits & 63];
		}
		line[count] = '\r';
		line[count + 1] = '\n';
		buf_add(out, line, count + 2);
	}
}

static void add_attached(struct buf *out, size_t i, size_t attachment_len, uint64_t *state)
{
	buf_printf(out, "Content-Type: multipart/mixed; boundary=\"=_m%zu\"\r\n\r\n--=_m%zu\r\n", i,
		   i);
	add_plain_part(out, i, PLAIN_LEN, state);
	buf_printf(out,
		   "\r\n--=_m%zu\r\nContent-Type: application/pdf; name=\"order-%zu.pdf\"\r\n"
		   "Content-Disposition: attachment; filename=\"order-%zu.pdf\"\r\n"
		   "Content-Transfer-Encoding: base64\r\n\r\n",
		   i, i, i);
	add_base64(out, attachment_len, state);
	buf_printf(out, "--=_m%zu--\r\n", i);
}

void bench_mail(size_t i, const char *to, struct buf *out)
{
	uint64_t state = i;

	buf_reset(out);
	add_header(out, i, to, &state);
	if (i % 10 < 6)
		add_plain_part(out, i, PLAIN_LEN, &state);
	else if (i % 10 < 9)
		add_rich(out, i, &state);
	else
		add_attached(out, i, ATTACHMENT_LEN, &state);
}

void bench_large_mail(size_t i, const char *to, size_t len, struct buf *out)
{
	uint64_t state = i;

	buf_reset(out);
	add_header(out, i, to, &state);
	add_attached(out, i, len / 78 * 57, &state);
}
