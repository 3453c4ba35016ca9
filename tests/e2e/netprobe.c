/*
 * Drives lib/net by hand, for the end-to-end tests: one line of output for each action.
 *
 *   netprobe imap url=… user=… password=… [as=…] [ca=…] [oauth=…] [patience=SECONDS] ACTION…
 *     select=FOLDER create=FOLDER list=ABOVE fetch file=FOLDER seen append=FILE idle=SECONDS
 *   netprobe smtp url=… [user=… password=…] [ca=…] from=… to=… mail=FILE [count=N]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/ids.h"
#include "net/imap.h"
#include "net/smtp.h"

static const char *const code_names[] = {"none",      "input",   "conf",  "not-found",
					 "temporary", "refused", "limit", "system"};

static int fail(const char *what, const struct err *err)
{
	printf("%s failed %s: %s\n", what, code_names[err->code], err->text);
	return EXIT_FAILURE;
}

static const char *value_of(const char *arg, const char *key)
{
	size_t len = strlen(key);

	return !strncmp(arg, key, len) && arg[len] == '=' ? arg + len + 1 : NULL;
}

static const char *option(char **args, const char *key)
{
	for (; *args; args++)
		if (value_of(*args, key))
			return value_of(*args, key);
	return NULL;
}

static int read_file(const char *path, struct buf *out)
{
	FILE *file = fopen(path, "rb");
	char block[65536];
	size_t len;

	if (!file)
		return -1;
	while ((len = fread(block, 1, sizeof block, file)) > 0)
		buf_add(out, block, len);
	return fclose(file);
}

/* --- IMAP ------------------------------------------------------------------------------------- */

struct probe {
	struct imap *imap;
	struct arena arena;
	struct imap_entry *entries;
	size_t count;
	struct err err;
};

static int take(void *context, uint32_t uid, struct bytes raw)
{
	char digest[IDS_SHA256_LEN + 1];

	(void)context;
	ids_sha256(raw.data, raw.len, digest);
	printf("mail %u %zu %s\n", uid, raw.len, digest);
	return 0;
}

static uint32_t *uids_of(struct probe *probe)
{
	uint32_t *uids = arena_array(&probe->arena, probe->count + 1, sizeof *uids);

	for (size_t i = 0; i < probe->count; i++)
		uids[i] = probe->entries[i].uid;
	return uids;
}

static int do_select(struct probe *probe, const char *folder)
{
	struct imap_folder out;

	if (imap_select(probe->imap, folder, &out, &probe->err))
		return -1;
	printf("select %s exists=%u uidnext=%u\n", folder, out.exists, out.uidnext);
	return 0;
}

static int do_list(struct probe *probe, const char *above)
{
	if (imap_list(probe->imap, (uint32_t)strtoul(above, NULL, 10), 1000, &probe->arena,
		      &probe->entries, &probe->count, &probe->err))
		return -1;
	printf("list %zu\n", probe->count);
	return 0;
}

static int do_append(struct probe *probe, const char *path)
{
	struct buf raw;
	int result;

	buf_init(&raw);
	if (read_file(path, &raw))
		exit(EXIT_FAILURE);
	result = imap_append(probe->imap, "INBOX", buf_bytes(&raw), &probe->err);
	buf_release(&raw);
	return result;
}

static int do_idle(struct probe *probe, const char *secs)
{
	static const char *const names[] = {"news", "woken", "timeout"};
	enum imap_idle_end end;

	fflush(stdout);
	if (imap_idle(probe->imap, -1, strtoll(secs, NULL, 10) * SECOND_US, &end, &probe->err))
		return -1;
	printf("idle %s\n", names[end]);
	return 0;
}

static int do_action(struct probe *probe, const char *arg)
{
	struct err *err = &probe->err;
	const char *value;

	if ((value = value_of(arg, "select")))
		return do_select(probe, value);
	if ((value = value_of(arg, "create")))
		return imap_create(probe->imap, value, err);
	if ((value = value_of(arg, "list")))
		return do_list(probe, value);
	if ((value = value_of(arg, "append")))
		return do_append(probe, value);
	if ((value = value_of(arg, "idle")))
		return do_idle(probe, value);
	if ((value = value_of(arg, "file")))
		return imap_file(probe->imap, uids_of(probe), probe->count, value, err);
	if (!strcmp(arg, "seen"))
		return imap_file(probe->imap, uids_of(probe), probe->count, NULL, err);
	if (!strcmp(arg, "fetch"))
		return imap_fetch(probe->imap, uids_of(probe), probe->count, false, take, probe,
				  err);
	return 0;
}

static int probe_imap(char **args)
{
	const char *secs = option(args, "patience");
	struct imap_options options = {
	    .url = option(args, "url"),
	    .user = option(args, "user"),
	    .mailbox_user = option(args, "as"),
	    .password = option(args, "password"),
	    .oauth_token = option(args, "oauth"),
	    .ca_file = option(args, "ca"),
	    .command_us = secs ? strtoll(secs, NULL, 10) * SECOND_US : 0,
	};
	struct probe probe = {.imap = NULL};
	int result = EXIT_SUCCESS;

	if (imap_open(&options, &probe.imap, &probe.err))
		return fail("open", &probe.err);
	printf("open idle=%d move=%d\n", imap_has_idle(probe.imap), imap_has_move(probe.imap));
	arena_init(&probe.arena);
	for (; *args && result == EXIT_SUCCESS; args++)
		if (do_action(&probe, *args))
			result = fail(*args, &probe.err);
	arena_release(&probe.arena);
	imap_close(probe.imap);
	return result;
}

/* --- SMTP ------------------------------------------------------------------------------------- */

static void print_answer(void *context, uint64_t id, const struct smtp_answer *answer)
{
	static const char *const names[] = {"done", "temporary", "permanent"};

	(void)context;
	printf("answer %llu %s %d%s%s %s\n", (unsigned long long)id, names[answer->class],
	       answer->code, answer->is_unsure ? " unsure" : "", answer->is_relay ? " relay" : "",
	       answer->text);
}

static int probe_smtp(char **args)
{
	struct smtp_relay relay = {
	    .url = option(args, "url"),
	    .user = option(args, "user"),
	    .password = option(args, "password"),
	    .oauth_token = option(args, "oauth"),
	    .ca_file = option(args, "ca"),
	};
	const char *count = option(args, "count"), *path = option(args, "mail");
	size_t left = count ? strtoul(count, NULL, 10) : 1;
	struct smtp_pool *pool;
	struct err err = {0};
	struct buf mail;
	int result;

	buf_init(&mail);
	if (!path || read_file(path, &mail))
		return 66;
	if (smtp_pool_open(&relay, 1, print_answer, NULL, &pool, &err))
		return fail("open", &err);
	do {
		for (; left && smtp_pool_room(pool, 0); left--)
			if (smtp_pool_send(pool, 0, option(args, "from"), option(args, "to"),
					   buf_bytes(&mail), left, &err))
				return fail("send", &err);
		result = smtp_pool_run(pool, -1, SECOND_US, &err);
	} while (!result && (left || smtp_pool_busy(pool)));
	smtp_pool_close(pool);
	buf_release(&mail);
	return result ? fail("run", &err) : EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
	if (argc > 2 && !strcmp(argv[1], "imap"))
		return probe_imap(argv + 2);
	if (argc > 2 && !strcmp(argv[1], "smtp"))
		return probe_smtp(argv + 2);
	fprintf(stderr, "usage: netprobe imap|smtp key=value… action…\n");
	return 64;
}
