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

#include "base/clock.h"
#include "net/imap.h"

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

int main(int argc, char **argv)
{
	if (argc >= 6 && !strcmp(argv[1], "fetch"))
		bench_fetch(argv + 2, argc > 6 ? (uint32_t)atoi(argv[6]) : 100);
	else
		return fprintf(stderr, "usage: net_bench fetch|send …\n"), 64;
	return EXIT_SUCCESS;
}
