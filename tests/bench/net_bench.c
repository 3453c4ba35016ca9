/*
 * The speed of lib/net alone: `fetch` is what fetch_bare does, by imap_fetch; `send` is a mail sent
 * COUNT times by the pool of SMTP connections.
 *
 *   net_bench fetch URL USER PASSWORD CA [BATCH]
 *   net_bench send URL CONNECTIONS COUNT [BYTES]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "net/imap.h"
#include "net/smtp.h"

struct totals {
	size_t mails, bytes;
};

static void report(const struct totals *totals, int64_t since_us)
{
	printf("{\"mails\": %zu, \"bytes\": %zu, \"seconds\": %.6f}\n", totals->mails,
	       totals->bytes, (double)(clock_steady_us() - since_us) / SECOND_US);
}

static void check(int result, const struct err *err)
{
	if (!result)
		return;
	fprintf(stderr, "net_bench: %s\n", err->text);
	exit(EXIT_FAILURE);
}

static int take(void *context, uint32_t uid, struct bytes raw)
{
	struct totals *totals = context;

	(void)uid;
	totals->mails++;
	totals->bytes += raw.len;
	return 0;
}

static void bench_fetch(char **args, uint32_t batch)
{
	struct imap_options options = {
	    .url = args[0],
	    .user = args[1],
	    .password = args[2],
	    .ca_file = *args[3] ? args[3] : NULL,
	};
	struct totals totals = {0};
	struct imap_folder folder;
	uint32_t *uids = calloc(batch, sizeof *uids);
	struct imap *imap;
	struct err err;
	int64_t since_us;

	check(imap_open(&options, &imap, &err), &err);
	check(imap_select(imap, "INBOX", &folder, &err), &err);
	since_us = clock_steady_us();
	for (uint32_t uid = 1; uid < folder.uidnext; uid += batch) {
		for (uint32_t i = 0; i < batch; i++)
			uids[i] = uid + i;
		check(imap_fetch(imap, uids, batch, false, take, &totals, &err), &err);
	}
	report(&totals, since_us);
	imap_close(imap);
	free(uids);
}

static void count_answer(void *context, uint64_t id, const struct smtp_answer *answer)
{
	struct totals *totals = context;

	if (answer->class != SMTP_DONE) {
		fprintf(stderr, "net_bench: mail %llu: %d %s\n", (unsigned long long)id,
			answer->code, answer->text);
		exit(EXIT_FAILURE);
	}
	totals->mails++;
}

static void bench_send(const char *url, size_t connections, size_t count, size_t bytes)
{
	struct smtp_relay relay = {.url = url, .connections = connections};
	struct totals totals = {0};
	struct smtp_pool *pool;
	struct buf mail;
	struct err err;
	int64_t since_us;
	size_t sent = 0;

	buf_init(&mail);
	buf_adds(&mail, "From: support@acme.example\r\nTo: cleo@customer.example\r\n"
			"Subject: bench\r\n\r\n");
	while (mail.len < bytes)
		buf_adds(&mail,
			 "A line of text, as long as many a line of text is wont to be.\r\n");
	check(smtp_pool_open(&relay, 1, count_answer, &totals, &pool, &err), &err);
	since_us = clock_steady_us();
	while (totals.mails < count) {
		for (; sent < count && smtp_pool_room(pool, 0); sent++)
			check(smtp_pool_send(pool, 0, "support@acme.example",
					     "cleo@customer.example", buf_bytes(&mail), sent, &err),
			      &err);
		check(smtp_pool_run(pool, -1, SECOND_US, &err), &err);
	}
	totals.bytes = mail.len * count;
	report(&totals, since_us);
	smtp_pool_close(pool);
	buf_release(&mail);
}

int main(int argc, char **argv)
{
	if (argc >= 6 && !strcmp(argv[1], "fetch"))
		bench_fetch(argv + 2, argc > 6 ? (uint32_t)atoi(argv[6]) : 100);
	else if (argc >= 5 && !strcmp(argv[1], "send"))
		bench_send(argv[2], (size_t)atoi(argv[3]), (size_t)atoi(argv[4]),
			   argc > 5 ? (size_t)atoi(argv[5]) : 1000);
	else
		return fprintf(stderr, "usage: net_bench fetch|send …\n"), 64;
	return EXIT_SUCCESS;
}
