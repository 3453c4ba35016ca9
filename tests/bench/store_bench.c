/*
 * What the store costs: the writes of intake (a third are replies), then those of post, on a file
 * of its own or on the PostgreSQL of OMBUD_TEST_DSN. store_bench [MAILS [BATCH]].
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/ids.h"
#include "store/store.h"

enum { AGENTS = 5, PEOPLE = 1000, SMALL = 1200, MIDDLE = 3500, LARGE = 150 * 1024 };

struct bench {
	struct store *store;
	struct arena arena;
	struct mailbox_state mailbox;
	char *raw; /* random: what zstd gives */
	int64_t now_us;
	unsigned int mail;
};

static struct err err;

#define MUST(call)                                                                                 \
	do {                                                                                       \
		if ((call) < 0) {                                                                  \
			fprintf(stderr, "store_bench: %s: %s\n", #call, err.text);                 \
			exit(1);                                                                   \
		}                                                                                  \
	} while (0)

static const char text[] =
    "Hello,\n\nsince the last update the printer on the second floor answers with a blank page, "
    "whatever is sent to it. Restarting it did not help, and the log says nothing at all. We need "
    "it for the invoices of this month, so please have a look soon.\n\nBest regards,\nA Customer\n";

static const char *const agents[AGENTS] = {"ann", "bob", "cho", "dee", "eve"};

/* 60 % small, 30 % middle, 10 % large. */
static size_t raw_len(unsigned int mail)
{
	return mail % 10 < 6 ? SMALL : mail % 10 < 9 ? MIDDLE : LARGE;
}

static void look_up(struct bench *bench, const char *message_id, const char *email)
{
	struct stored_message *messages;
	struct ticket_brief *tickets;
	struct agent_load *loads;
	struct contact *contact;
	int64_t number;
	size_t count;

	MUST(store_messages_find(bench->store, message_id, &bench->arena, &messages, &count, &err));
	MUST(store_contact_find(bench->store, email, &bench->arena, &contact, &err));
	if (contact)
		MUST(store_contact_tickets(bench->store, contact->id, 10, &bench->arena, &tickets,
					   &count, &err));
	MUST(store_agent_loads(bench->store, &bench->arena, &loads, &count, &err));
	MUST(store_auto_count_contact(bench->store, email, bench->now_us - DAY_US, &number, &err));
	MUST(store_auto_count_mailbox(bench->store, "support", bench->now_us - HOUR_US, &number,
				      &err));
}

static void open_ticket(struct bench *bench, struct ticket *ticket, struct contact *contact)
{
	struct participant *person = ARENA_NEW(&bench->arena, struct participant);

	*person = (struct participant){
	    .contact = contact->id, .email = contact->email, .name = contact->name};
	*ticket = (struct ticket){
	    .mailbox = "support",
	    .priority = PRIORITY_NORMAL,
	    .team = "support",
	    .owner = agents[bench->mail % AGENTS],
	    .language = "en",
	    .subject = "The printer answers with a blank page",
	    .tags = "",
	    .requester = *contact,
	    .created_us = bench->now_us,
	    .changed_us = bench->now_us,
	    .status_us = bench->now_us,
	    .messages = 1,
	    .participants = person,
	    .participant_count = 1,
	};
	MUST(store_ticket_insert(bench->store, ticket, &err));
}

static void reply_to_ticket(struct bench *bench, struct ticket *ticket)
{
	struct ticket *before, after;

	MUST(store_ticket_load(bench->store, 1 + (int64_t)(bench->mail / 3), &bench->arena, &before,
			       &err));
	after = *before;
	after.status = STATUS_OPEN;
	after.changed_us = bench->now_us;
	after.messages++;
	after.last_message_id = "a.message.id.of.the.newest@customer.example";
	MUST(store_ticket_update(bench->store, before, &after, bench->now_us, &err));
	*ticket = after;
}

static int64_t insert_message(struct bench *bench, const struct ticket *ticket,
			      const struct contact *contact, const char *message_id,
			      const char *fingerprint)
{
	struct address from = {contact->name, contact->email}, to = {"", "support@acme.example"};
	size_t len = raw_len(bench->mail);
	struct attachment part = {.name = "page.png",
				  .type = "image/png",
				  .size = len,
				  .encoding = "base64",
				  .raw_offset = 1000,
				  .raw_len = len};
	struct message message = {.subject = ticket->subject,
				  .message_id = message_id,
				  .date_us = bench->now_us,
				  .from = {&from, 1},
				  .to = {&to, 1},
				  .attachments = &part,
				  .attachment_count = len == LARGE};
	struct message_row row = {.ticket = ticket->number,
				  .mailbox = "support",
				  .at_us = bench->now_us,
				  .by = "customer",
				  .contact = contact->id,
				  .is_public = true,
				  .message = &message,
				  .words = text,
				  .fingerprint = fingerprint,
				  .packed = {bench->raw, len}};
	int64_t id;

	memset(part.sha256, 'a', IDS_SHA256_LEN);
	MUST(store_message_insert(bench->store, &row, &id, &err));
	return id;
}

static void journal(struct bench *bench, struct ticket *ticket)
{
	static const char *const events[] = {"created", "message", "owner", "mail", "mail"};

	for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
		struct journal_row row = {.ticket = ticket,
					  .at_us = bench->now_us,
					  .event = events[i],
					  .by = "intake",
					  .rule = "token",
					  .to = "new",
					  .arguments = "template=ack to=contact:17"};

		MUST(store_journal_insert(bench->store, &row, &err));
	}
}

static void send_mail(struct bench *bench, const struct ticket *ticket, int64_t message,
		      const char *to, bool is_auto)
{
	struct outbox_row row = {
	    .ticket = ticket->number,
	    .mailbox = "support",
	    .relay = "main",
	    .template_name = is_auto ? "ack" : "new",
	    .audience = is_auto ? "customer" : "agent",
	    .agent = is_auto ? NULL : ticket->owner,
	    .is_auto = is_auto,
	    .priority = is_auto,
	    .message_id = "t123.m456.abcdefghijklmnopqrstuvwxyz@acme.example",
	    .envelope_from = "support@acme.example",
	    .head = "From: Acme <support@acme.example>\r\nTo: somebody@customer.example\r\n"
		    "Subject: [ACME-123] The printer answers with a blank page\r\n",
	    .subject = "[ACME-123] The printer answers with a blank page",
	    .text = text,
	    .html = text,
	    .attachments_of = is_auto ? 0 : message,
	    .created_us = bench->now_us,
	    .not_before_us = TIME_NONE,
	    .recipients = &to,
	    .recipient_count = 1,
	};

	MUST(store_outbox_id(bench->store, &row.id, &err));
	MUST(store_outbox_insert(bench->store, &row, &err));
}

static void take_mail(struct bench *bench)
{
	struct arena *arena = &bench->arena;
	char fingerprint[IDS_SHA256_LEN + 1], token[IDS_TOKEN_LEN + 1];
	struct contact contact = {.name = "A Customer", .away_until_us = TIME_NONE};
	struct ticket ticket;
	struct ledger_entry entry = {.mailbox = bench->mailbox.id,
				     .uidvalidity = 1,
				     .uid = bench->mail + 1,
				     .fingerprint = fingerprint,
				     .outcome = "ticket",
				     .taken_us = bench->now_us};
	bool is_known;

	arena_reset(arena);
	ids_random_token(token);
	ids_sha256(token, sizeof token, fingerprint);
	contact.email = arena_printf(arena, "person%u@customer.example", bench->mail % PEOPLE);
	MUST(store_ledger_knows(bench->store, &entry, &is_known, &is_known, &err));
	look_up(bench, token, contact.email);
	MUST(store_contact_take(bench->store, &contact, bench->now_us, &err));
	if (bench->mail % 3 == 2)
		reply_to_ticket(bench, &ticket);
	else
		open_ticket(bench, &ticket, &contact);
	entry.ticket = ticket.number;
	entry.message = insert_message(bench, &ticket, &contact, token, fingerprint);
	MUST(store_ledger_add(bench->store, &entry, &err));
	journal(bench, &ticket);
	send_mail(bench, &ticket, entry.message, contact.email, true);
	send_mail(bench, &ticket, entry.message, "ann@acme.example", false);
	bench->mail++;
	bench->now_us += SECOND_US;
}

static void report(const char *what, unsigned int count, int64_t began_us)
{
	int64_t took_us = clock_steady_us() - began_us;

	printf("%-28s %7u in %6.2f s  %8.0f/s  %7.1f us each\n", what, count, (double)took_us / 1e6,
	       count * 1e6 / (double)took_us, (double)took_us / count);
}

static void run_intake(struct bench *bench, unsigned int mails, unsigned int batch)
{
	int64_t began_us = clock_steady_us();

	MUST(store_begin(bench->store, &err));
	MUST(store_mailbox_open(bench->store, "support", bench->now_us, &bench->mailbox, &err));
	MUST(store_commit(bench->store, &err));
	while (bench->mail < mails) {
		MUST(store_begin(bench->store, &err));
		for (unsigned int i = 0; i < batch && bench->mail < mails; i++)
			take_mail(bench);
		MUST(store_mailbox_save(bench->store, &bench->mailbox, &err));
		MUST(store_commit(bench->store, &err));
	}
	report("intake: mails", mails, began_us);
}

static void run_post(struct bench *bench)
{
	int64_t began_us = clock_steady_us();
	struct delivery *deliveries;
	unsigned int sent = 0;
	size_t count;

	do {
		arena_reset(&bench->arena);
		MUST(store_outbox_lease(bench->store, "main", "bench", bench->now_us, MINUTE_US, 50,
					&bench->arena, &deliveries, &count, &err));
		MUST(store_begin(bench->store, &err));
		for (size_t i = 0; i < count; i++)
			MUST(store_delivery_settle(bench->store, &deliveries[i], DELIVERY_SENT,
						   bench->now_us, TIME_NONE, "250 2.0.0 ok", &err));
		MUST(store_commit(bench->store, &err));
		sent += (unsigned int)count;
	} while (count);
	report("post: leased and settled", sent, began_us);
}

static void run_memory(void)
{
	enum { TIMES = 500 };
	struct store *store;
	int64_t began_us;

	MUST(store_open(NULL, STORE_MEMORY, &store, &err));
	store_close(store);
	began_us = clock_steady_us();
	for (int i = 0; i < TIMES; i++) {
		MUST(store_open(NULL, STORE_MEMORY, &store, &err));
		store_close(store);
	}
	report("in memory: opened", TIMES, began_us);
}

int main(int argc, char **argv)
{
	unsigned int mails = argc > 1 ? (unsigned int)atoi(argv[1]) : 5000;
	unsigned int batch = argc > 2 ? (unsigned int)atoi(argv[2]) : 50;
	const char *dsn = getenv("OMBUD_TEST_DSN");
	char path[] = "store_bench.XXXXXX", name[sizeof path + 4];
	struct conf_store conf = {ENGINE_SQLITE, path};
	struct bench bench = {.now_us = INT64_C(1767603600000000)};

	if (dsn)
		conf = (struct conf_store){ENGINE_POSTGRESQL, dsn};
	else
		close(mkstemp(path));
	bench.raw = malloc(LARGE);
	ids_random(bench.raw, LARGE);
	MUST(store_open(&conf, STORE_READ_WRITE, &bench.store, &err));
	run_intake(&bench, mails, batch);
	run_post(&bench);
	store_close(bench.store);
	run_memory();
	arena_release(&bench.arena);
	free(bench.raw);
	unlink(path);
	for (int i = 0; i < 2; i++) {
		snprintf(name, sizeof name, "%s%s", path, i ? "-wal" : "-shm");
		unlink(name);
	}
	return 0;
}
