/* What rendering and composing cost, one after the other in one process: microseconds a mail. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "mail/compose.h"
#include "tmpl/template.h"

enum { ROUNDS = 20000 };

static const char words[] =
    "Hello,\n\nsince this morning our printer prints nothing but empty pages. I have changed the "
    "toner and\nturned it off and on again. What else can we try? We need it for the invoices of "
    "this week.\n\nKind regards\nCarla Client\n\n> On Monday you wrote:\n> the toner is on its "
    "way.\n";

static struct value *sample(struct arena *arena)
{
	struct value *data = value_map(arena), *desk = value_map(arena), *ticket = value_map(arena);
	struct value *requester = value_map(arena), *tickets = value_list(arena);
	struct value *commands = value_list(arena);

	value_set_text(arena, desk, "name", "Acme");
	value_set_text(arena, ticket, "tag", "[ACME-123]");
	value_set_text(arena, ticket, "subject", "The printer prints empty pages");
	value_set_text(arena, ticket, "status", "new");
	value_set_text(arena, ticket, "owner", "Ann Ash");
	value_set_text(arena, requester, "name", "Carla Client");
	value_set_text(arena, requester, "email", "carla@client.example");
	value_set_bool(arena, requester, "has_tickets", true);
	for (int i = 0; i < 5; i++) {
		struct value *item = value_map(arena);

		value_set_text(arena, item, "tag", "[ACME-17]");
		value_set_text(arena, item, "subject", "Toner is empty");
		value_set_text(arena, item, "status", "solved");
		value_append(arena, tickets, item);
		item = value_map(arena);
		value_set_text(arena, item, "word", "#solved");
		value_set_text(arena, item, "help", "solves the ticket");
		value_append(arena, commands, item);
	}
	value_set(arena, requester, "tickets", tickets);
	value_set(arena, data, "desk", desk);
	value_set(arena, data, "ticket", ticket);
	value_set(arena, data, "requester", requester);
	value_set(arena, data, "commands", commands);
	value_set_text(arena, data, "promise", "Tue 6 Jan 11:00 UTC");
	value_set(arena, data, "words", value_block(arena, words));
	return data;
}

static void report(const char *what, int64_t started_us, int rounds)
{
	printf("%-28s %8.1f us\n", what, (double)(clock_steady_us() - started_us) / rounds);
}

static void bench_render(const struct template_set *set, const char *name, const char *what)
{
	int64_t started = clock_steady_us();
	struct arena arena;
	struct rendered parts;

	arena_init(&arena);
	for (int i = 0; i < ROUNDS; i++) {
		struct value *data = sample(&arena);

		if (template_render(set, name, "en", data, &arena, &parts, NULL))
			die("render_bench: %s failed", name);
		arena_reset(&arena);
	}
	arena_release(&arena);
	report(what, started, ROUNDS);
}

static void bench_sample(void)
{
	int64_t started = clock_steady_us();
	struct arena arena;

	arena_init(&arena);
	for (int i = 0; i < ROUNDS; i++) {
		sample(&arena);
		arena_reset(&arena);
	}
	arena_release(&arena);
	report("data alone", started, ROUNDS);
}

static void compose(const struct draft *draft, struct buf *mail)
{
	struct buf head;

	buf_init(&head);
	buf_reset(mail);
	if (compose_head(draft, &head, NULL))
		die("render_bench: the head failed");
	compose_body(head.data, draft->message_id, draft->text, draft->html, draft->attachments,
		     draft->attachment_count, mail);
	buf_release(&head);
}

static void bench_compose(const struct template_set *set, const char *what,
			  struct draft_attachment *attachment, int rounds)
{
	struct address to = {.name = "Carla Client", .email = "carla@client.example"};
	struct draft draft = {.from = {.name = "Acme", .email = "support@acme.example"},
			      .to = {.items = &to, .count = 1},
			      .subject = "[ACME-123] The printer prints empty pages",
			      .date_us = 0,
			      .message_id = "t1.m2.tok@acme.example"};
	struct rendered parts;
	struct arena arena;
	struct buf mail;
	int64_t started;

	arena_init(&arena);
	buf_init(&mail);
	if (template_render(set, "new", "en", sample(&arena), &arena, &parts, NULL))
		die("render_bench: new failed");
	draft.text = parts.text;
	draft.html = parts.html;
	draft.attachments = attachment;
	draft.attachment_count = attachment != NULL;
	started = clock_steady_us();
	for (int i = 0; i < rounds; i++)
		compose(&draft, &mail);
	report(what, started, rounds);
	buf_release(&mail);
	arena_release(&arena);
}

/* 200 KB, decoded and as base64 lines. */
static void bench_attachments(const struct template_set *set)
{
	enum { LEN = 200 * 1024, LINES = LEN / 57 };
	char *bytes = malloc(LEN), *lines = malloc((size_t)LINES * 78);
	struct draft_attachment part = {.name = "scan.pdf", .type = "application/pdf"};

	if (!bytes || !lines)
		die("out of memory");
	for (size_t i = 0; i < LEN; i++)
		bytes[i] = (char)(i * 2654435761u >> 7);
	for (size_t i = 0; i < LINES; i++) {
		memset(lines + i * 78, 'A' + (int)(i % 26), 76);
		memcpy(lines + i * 78 + 76, "\r\n", 2);
	}
	part.content = (struct bytes){.data = bytes, .len = LEN};
	bench_compose(set, "compose new, 200 KB", &part, 2000);
	part.content = (struct bytes){.data = lines, .len = (size_t)LINES * 78};
	part.encoding = "base64";
	bench_compose(set, "compose new, 200 KB as it is", &part, 2000);
	free(bytes);
	free(lines);
}

int main(void)
{
	struct template_set *set;
	struct err err;
	int64_t started = clock_steady_us();

	if (template_set_open(NULL, &set, &err))
		die("%s", err.text);
	report("open the templates", started, 1);
	bench_sample();
	bench_render(set, "ack", "render ack, with data");
	bench_render(set, "answer", "render answer, with data");
	bench_render(set, "new", "render new, with data");
	bench_compose(set, "compose new", NULL, ROUNDS);
	bench_attachments(set);
	template_set_close(set);
	return EXIT_SUCCESS;
}
