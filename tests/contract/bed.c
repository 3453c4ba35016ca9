#include "contract/bed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/db.h"

const char *bed_root;
struct err bed_err;

static const char *dsn(void)
{
	return getenv("OMBUD_TEST_DSN");
}

int bed_shared(void)
{
	return dsn() ? 2 : 1;
}

int bed_engines(void)
{
	return bed_shared() + 1;
}

static void prepare_file(struct bed *bed)
{
	snprintf(bed->folder, sizeof bed->folder, "%s/XXXXXX", bed_root);
	ck_assert_ptr_nonnull(mkdtemp(bed->folder));
	bed->conf.engine = ENGINE_SQLITE;
	bed->conf.location = arena_printf(&bed->arena, "%s/store.db", bed->folder);
}

static void admin_script(const char *sql)
{
	struct db *db;

	MUST(db_open_postgresql(dsn(), DB_READ_WRITE, &db, &bed_err));
	MUST(db_script(db, sql, &bed_err));
	db_close(db);
}

/* Each test runs in a process of its own. */
static void prepare_schema(struct bed *bed)
{
	snprintf(bed->folder, sizeof bed->folder, "test_%d", (int)getpid());
	admin_script(arena_printf(&bed->arena, "CREATE SCHEMA %s", bed->folder));
	bed->conf.engine = ENGINE_POSTGRESQL;
	bed->conf.location =
	    arena_printf(&bed->arena, "%s options='-c search_path=%s'", dsn(), bed->folder);
}

void bed_prepare(struct bed *bed, int number)
{
	*bed = (struct bed){.engine = BED_FILE};
	arena_init(&bed->arena);
	if (number == bed_engines() - 1)
		bed->engine = BED_MEMORY;
	else if (number == 1)
		bed->engine = BED_POSTGRESQL;
	if (bed->engine == BED_FILE)
		prepare_file(bed);
	else if (bed->engine == BED_POSTGRESQL)
		prepare_schema(bed);
}

void bed_open(struct bed *bed, int number)
{
	bed_prepare(bed, number);
	MUST(store_open(&bed->conf, bed->engine == BED_MEMORY ? STORE_MEMORY : STORE_READ_WRITE,
			&bed->store, &bed_err));
}

void bed_close(struct bed *bed)
{
	store_close(bed->store);
	if (bed->engine == BED_POSTGRESQL)
		admin_script(arena_printf(&bed->arena, "DROP SCHEMA %s CASCADE", bed->folder));
	arena_release(&bed->arena);
}

struct store *bed_second(struct bed *bed)
{
	struct store *store;

	MUST(store_open(&bed->conf, STORE_READ_WRITE, &store, &bed_err));
	return store;
}

static _Noreturn void work_alone(struct bed *bed, int number, bed_work *work)
{
	struct store *store = bed_second(bed);

	work(store, number);
	store_close(store);
	_exit(0);
}

void bed_fork(struct bed *bed, int count, bed_work *work)
{
	pid_t children[8];
	int status;

	ck_assert_int_le(count, 8);
	store_close(bed->store); /* no connection crosses a fork */
	for (int i = 0; i < count; i++) {
		children[i] = check_fork();
		if (children[i] == 0)
			work_alone(bed, i, work);
	}
	for (int i = 0; i < count; i++) {
		waitpid(children[i], &status, 0);
		ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0,
			      "process %d of %d failed", i + 1, count);
	}
	bed->store = bed_second(bed);
}

/* ---- rows ---- */

struct contact bed_contact(struct bed *bed, const char *email, const char *name)
{
	struct contact contact = {.email = email, .name = name, .away_until_us = TIME_NONE};

	MUST(store_contact_take(bed->store, &contact, 5, &bed_err));
	return contact;
}

struct ticket *bed_ticket(struct bed *bed, const char *email, const char *owner)
{
	struct ticket *ticket = ARENA_NEW(&bed->arena, struct ticket);

	*ticket = (struct ticket){
	    .mailbox = "support",
	    .priority = PRIORITY_NORMAL,
	    .team = "support",
	    .owner = owner,
	    .language = "en",
	    .subject = "The printer is silent",
	    .tags = "",
	    .requester = bed_contact(bed, email, "Joe"),
	    .created_us = 1000,
	    .changed_us = 1000,
	    .status_us = 1000,
	    .messages = 1,
	};
	MUST(store_ticket_insert(bed->store, ticket, &bed_err));
	return ticket;
}

int64_t bed_message(struct bed *bed, int64_t ticket, const char *message_id)
{
	struct address from = {"Joe", "Joe@Customer.example"};
	struct address to[] = {{"", "Support@acme.example"}, {"", "b@b.example"}};
	struct message message = {.subject = "Hello",
				  .message_id = message_id,
				  .date_us = TIME_NONE,
				  .from = {&from, 1},
				  .to = {to, 2}};
	struct message_row row = {.ticket = ticket,
				  .mailbox = "support",
				  .at_us = 2000,
				  .by = "customer",
				  .is_public = true,
				  .message = &message,
				  .words = "It says nothing.",
				  .fingerprint = "f00d",
				  .packed = {"zip\0zap", 7}};
	int64_t id;

	MUST(store_message_insert(bed->store, &row, &id, &bed_err));
	return id;
}

struct outbox_row bed_mail(const char *const *recipients, size_t count)
{
	return (struct outbox_row){
	    .mailbox = "support",
	    .relay = "main",
	    .template_name = "ack",
	    .audience = "customer",
	    .is_auto = true,
	    .priority = 1,
	    .message_id = "t1.m1.token@acme.example",
	    .envelope_from = "support@acme.example",
	    .head = "Subject: x\r\n",
	    .subject = "[ACME-1] x",
	    .text = "words",
	    .created_us = 1000,
	    .not_before_us = TIME_NONE,
	    .recipients = (const char **)recipients,
	    .recipient_count = count,
	};
}

int64_t bed_send(struct bed *bed, struct outbox_row row)
{
	MUST(store_begin(bed->store, &bed_err));
	MUST(store_outbox_id(bed->store, &row.id, &bed_err));
	MUST(store_outbox_insert(bed->store, &row, &bed_err));
	MUST(store_commit(bed->store, &bed_err));
	return row.id;
}
