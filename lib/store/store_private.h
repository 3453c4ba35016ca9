/* What the files of the store share; nobody else includes it. */
#ifndef STORE_STORE_PRIVATE_H
#define STORE_STORE_PRIVATE_H

#include "store/db.h"
#include "store/store.h"

struct store {
	struct db *db;
	/* Keys and the like; emptied by whoever calls store_scratch next. */
	struct arena scratch;
};

/* A store on an open connection, which it takes over. */
struct store *store_new(struct db *db);

/* The scratch arena, emptied: what was made in it by an earlier call is gone. For public functions,
 * at their start. */
struct arena *store_scratch(struct store *store);

/* What an index holds for a text from outside: the text, or its digest where it is long, for
 * PostgreSQL refuses index rows over a third of a page. NULL for NULL. */
const char *store_key(struct arena *arena, const char *text);

/* The same of an address, folded. */
const char *store_email_key(struct arena *arena, const char *email);

/* Rows of one parent that are few are numbered parent * STORE_CHILDREN + place, from place 0. */
enum { STORE_CHILDREN = 4096 };

/* ERR_LIMIT where place does not fit. */
int store_child_id(int64_t parent, size_t place, int64_t *id, struct err *err);

/* The next number of a counter, without gaps: others wait until this transaction ends. */
int store_count_up(struct store *store, const char *counter, int64_t *number, struct err *err);

/* One step of the schema: from version - 1 to version. */
struct store_step {
	int version;
	const char *sqlite, *postgresql;
};

/* Brings the schema to the last step's version, all in one transaction, with a backup before.
 * ERR_CONF where it is newer. */
int store_migrate(struct db *db, const struct store_step *steps, size_t count, struct err *err);

/* ERR_CONF where the schema has another version than the last step's. */
int store_check_version(struct db *db, const struct store_step *steps, size_t count,
			struct err *err);

/* The steps of this program. */
extern const struct store_step store_steps[];
extern const size_t store_step_count;

/* A ticket's columns as store_ticket_read takes them, with its requester's; and where from. */
#define TICKET_COLUMNS                                                                             \
	"ticket.number, ticket.mailbox, ticket.status, ticket.priority, ticket.team,"              \
	" ticket.owner, ticket.tier, ticket.category, ticket.language, ticket.subject,"            \
	" ticket.tags, ticket.answer_to, ticket.merged_into, ticket.created_us,"                   \
	" ticket.changed_us, ticket.status_us, ticket.messages, ticket.last_message_id,"           \
	" ticket.last_references, ticket.clocks, contact.id, contact.email, contact.name, "        \
	"contact.language,"                                                                        \
	" contact.away_until_us, suppression.reason"
#define TICKET_TABLES                                                                              \
	" FROM ticket LEFT JOIN contact ON contact.id = ticket.requester"                          \
	" LEFT JOIN suppression ON suppression.email_key = contact.email_key"

/* Reads them; participants are left out. */
void store_ticket_read(struct db_stmt *row, struct arena *arena, struct ticket *ticket);
int store_participants_load(struct store *store, struct ticket *ticket, struct arena *arena,
			    struct err *err);

/* Reads contact.id, email, name, language, away_until_us, suppression.reason. */
void store_contact_read(struct db_stmt *row, struct arena *arena, struct contact *contact);

/* An outbox row's columns as store_outbox_read takes them. */
#define OUTBOX_COLUMNS                                                                             \
	"outbox.id, outbox.ticket, outbox.mailbox, outbox.relay, outbox.template_name,"            \
	" outbox.audience, outbox.agent, outbox.is_auto, outbox.priority, outbox.message_id,"      \
	" outbox.envelope_from, outbox.head, outbox.subject, outbox.text_part,"                    \
	" outbox.html_part, outbox.attachments_of, outbox.created_us, outbox.not_before_us"
void store_outbox_read(struct db_stmt *row, struct arena *arena, struct outbox_row *out);

/* An agent's load: delta live tickets more; assigned_us TIME_NONE: not assigned now. */
int store_agent_move(struct store *store, const char *agent, int64_t delta, int64_t assigned_us,
		     struct err *err);

#endif
