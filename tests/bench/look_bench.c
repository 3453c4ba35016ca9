/*
 * Intake alone: what the role does with one look at the first mailbox of a conf, in this process.
 *
 *   look_bench CONF
 */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "flow/flow.h"
#include "net/imap.h"
#include "tmpl/template.h"

static void check(int result, const struct err *err)
{
	if (result < 0)
		die("look_bench: %s", err->text);
}

static const struct conf *load(const char *file, struct arena *arena)
{
	struct conf_errors errors = {0};
	struct conf *conf;

	if (conf_load(file, arena, &conf, &errors) == 0)
		return conf;
	for (size_t i = 0; i < errors.lines.count; i++)
		fprintf(stderr, "%s\n", errors.lines.items[i]);
	exit(EXIT_FAILURE);
}

static struct imap *dial(const struct conf_mailbox *mailbox, struct arena *arena)
{
	struct imap_options options = {.url = mailbox->imap,
				       .user = mailbox->user ? mailbox->user : mailbox->address,
				       .ca_file = mailbox->ca_file};
	struct imap *imap;
	struct err err;

	check(conf_secret(&mailbox->password, arena, &options.password, &err), &err);
	check(imap_open(&options, &imap, &err), &err);
	return imap;
}

static void committed(void *context)
{
	*(int64_t *)context = clock_steady_us();
}

int main(int argc, char **argv)
{
	struct mailbox_pass pass = {.committed = committed};
	struct template_set *templates;
	struct flow flow = {0};
	struct err err;
	struct arena arena;
	struct intake_mark mark = {0};
	int64_t since_us, committed_us = 0, span_us;

	if (argc != 2)
		return fprintf(stderr, "usage: look_bench CONF\n"), 64;
	setlocale(LC_CTYPE, "C.UTF-8");
	arena_init(&arena);
	flow.conf = load(argv[1], &arena);
	check(template_set_open(flow.conf->templates, &templates, &err), &err);
	flow.templates = templates;
	check(store_open(&flow.conf->store, STORE_READ_WRITE, &flow.store, &err), &err);
	pass.flow = &flow;
	pass.mark = &mark;
	pass.context = &committed_us;
	pass.imap = dial(&flow.conf->mailboxes[0], &arena);
	since_us = clock_steady_us();
	check(mailbox_look(&pass, &err), &err);
	span_us = clock_steady_us() - since_us;
	printf("{\"mails\": %zu, \"quarantined\": %zu, \"seconds\": %.6f, \"with_filing\": %.6f}\n",
	       pass.counts.tickets + pass.counts.filed + pass.counts.quarantined,
	       pass.counts.quarantined, (double)(committed_us - since_us) / SECOND_US,
	       (double)span_us / SECOND_US);
	imap_close(pass.imap);
	store_close(flow.store);
	template_set_close(templates);
	arena_release(&arena);
	return EXIT_SUCCESS;
}
