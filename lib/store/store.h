/*
 * The tables, as functions over the desk's types. One store is one connection: it is opened after a
 * fork and never shared. Unless said otherwise a function returns 0, or -1 with err: ERR_TEMPORARY
 * where the same transaction may go through later (busy, serialisation, disk full, connection
 * lost), ERR_SYSTEM for the rest. What is loaded lives in the arena given. Writing needs
 * store_begin first.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/err.h"
#include "conf/conf.h"
#include "desk/changes.h"

struct store;

enum store_open_how {
	STORE_READ_WRITE, /* makes or migrates the schema (a backup first) */
	STORE_READ_ONLY,  /* ERR_CONF where there is no store yet, or another schema version */
	STORE_MEMORY,     /* SQLite in memory, for scenarios: location is ignored */
};

/* ERR_CONF with how to mend it: a store from a newer version, a file that is no store or is
 * damaged, a folder that is not there, a server that refuses us; ERR_TEMPORARY where it does not
 * answer. */
int store_open(const struct conf_store *conf, enum store_open_how how, struct store **store,
	       struct err *err);
void store_close(struct store *store);

int store_begin(struct store *store, struct err *err);
int store_commit(struct store *store, struct err *err);
void store_rollback(struct store *store); /* legal at any time */

/* True when another connection has committed since the last call (PRAGMA data_version; LISTEN). */
bool store_has_news(struct store *store);

/* ---- mailboxes and the ledger of what was taken ---- */

struct mailbox_state {
	int64_t id;
	int64_t first_seen_us; /* when this store first saw the mailbox */
	uint32_t uidvalidity;  /* 0: never selected */
	bool has_quiet; /* tickets were opened in silence (first_start), and their agents are to be
			   told */
	uint32_t last_uid; /* all up to this one are in the ledger, or were skipped */
};

/* The row of a mailbox by name, made when it is not there (needs a transaction then). */
int store_mailbox_open(struct store *store, const char *name, int64_t now_us,
		       struct mailbox_state *out, struct err *err);
/* Reads it alone: id 0 where this store never saw it. taken_us: when its newest mail was taken,
 * TIME_NONE. */
int store_mailbox_look(struct store *store, const char *name, struct mailbox_state *out,
		       int64_t *taken_us, struct err *err);
int store_mailbox_save(struct store *store, const struct mailbox_state *state, struct err *err);

struct ledger_entry {
	int64_t mailbox;           /* mailbox_state.id */
	uint32_t uidvalidity, uid; /* both 0: delivered by hand, no UID */
	const char *fingerprint;   /* of the content: what is the same mail, whatever its UID; NULL:
				      none (not fetched) */
	const char *outcome; /* "ticket", "filed", "quarantined", "duplicate", "old", "oversize" */
	const char *reason;  /* NULL */
	int64_t ticket, message; /* 0 */
	int64_t taken_us;
};

/* *is_known: this (mailbox, uidvalidity, uid) stands in the ledger; or, with fingerprint set, this
 * content in this mailbox. */
int store_ledger_knows(struct store *store, const struct ledger_entry *entry, bool *is_known_uid,
		       bool *is_known_content, struct err *err);

/* Puts it in; ERR_TEMPORARY where the UID was taken in between. */
int store_ledger_add(struct store *store, const struct ledger_entry *entry, struct err *err);

/* UIDs that are in the ledger and were not yet filed away on the server ("old" ones stay where they
 * are: they are not among them), lowest first; and the note that they are. */
int store_ledger_unfiled(struct store *store, int64_t mailbox, uint32_t uidvalidity, size_t max,
			 struct arena *arena, uint32_t **uids, size_t *count, struct err *err);
/* Those that are to be taken away for good (anonymous answers), in place of being filed. */
int store_ledger_unexpunged(struct store *store, int64_t mailbox, uint32_t uidvalidity, size_t max,
			    struct arena *arena, uint32_t **uids, size_t *count, struct err *err);
int store_ledger_filed(struct store *store, int64_t mailbox, uint32_t uidvalidity,
		       const uint32_t *uids, size_t count, struct err *err);

/* ---- what the desk wants to know ---- */

/* Follows merges (ticket->asked keeps the number). *ticket NULL where there is none. */
int store_ticket_load(struct store *store, int64_t number, struct arena *arena,
		      struct ticket **ticket, struct err *err);
/* out->id is 0 where there is none. */
int store_sent_load(struct store *store, int64_t id, struct arena *arena, struct sent_mail *out,
		    struct err *err);
/* All whom it went to, as sent_mail.recipients has them. */
int store_sent_recipients(struct store *store, int64_t id, struct arena *arena,
			  const char **recipients, struct err *err);
int store_messages_find(struct store *store, const char *message_id, struct arena *arena,
			struct stored_message **messages, size_t *count, struct err *err);
/* By address, any of the person's. *contact NULL where there is none. */
int store_contact_find(struct store *store, const char *email, struct arena *arena,
		       struct contact **contact, struct err *err);
int store_contact_tickets(struct store *store, int64_t contact, size_t max, struct arena *arena,
			  struct ticket_brief **tickets, size_t *count, struct err *err);
/* Tickets of that category that were opened after `since_us`, counted up to 100,000. */
int store_category_count(struct store *store, const char *category, int64_t since_us,
			 int64_t *count, struct err *err);
/* The live tickets whose field escalation_owner is this agent, by number. */
int store_overseen(struct store *store, const char *agent, size_t max, struct arena *arena,
		   int64_t **numbers, size_t *count, struct err *err);
int store_agent_loads(struct store *store, struct arena *arena, struct agent_load **loads,
		      size_t *count, struct err *err);
/* Automatic mails put in the outbox for this address after `since_us` (counted up to 1,000). */
int store_auto_count_contact(struct store *store, const char *email, int64_t since_us,
			     int64_t *count, struct err *err);
/* Automatic customer mails of a mailbox after `since_us`, counted by the minute: constant cost. */
int store_auto_count_mailbox(struct store *store, const char *mailbox, int64_t since_us,
			     int64_t *count, struct err *err);
/* The last messages of a ticket, newest first. */
int store_exchanges(struct store *store, int64_t ticket, size_t max, struct arena *arena,
		    struct exchange **exchanges, size_t *count, struct err *err);

/* The newest draft of an agent on a ticket; out->message is 0 where there is none. */
int store_draft_find(struct store *store, int64_t ticket, const char *agent, struct arena *arena,
		     struct draft_text *out, struct err *err);

/* ---- what agents ask for ---- */

struct queue_filter {
	const char *owner, *team;  /* NULL: any */
	const char *without_field; /* tickets that have this field are left out; NULL: none are */
	size_t max;
};

/* Tickets that are neither solved nor closed: the highest priority first, then the oldest. Without
 * participants and fields. */
int store_queue(struct store *store, const struct queue_filter *filter, struct arena *arena,
		struct ticket **tickets, size_t *count, struct err *err);

/* Tickets whose subject or requester has all of these words, parted by blanks, the newest first;
 * without case (ASCII). Of the newest 100,000. */
int store_search(struct store *store, const char *words, size_t max, struct arena *arena,
		 struct ticket **tickets, size_t *count, struct err *err);

/* out->sent is 0 where that mail asks for nobody's word. */
int store_challenge_load(struct store *store, int64_t sent, struct arena *arena,
			 struct challenge *out, struct err *err);
int store_refusals(struct store *store, const char *agent, int64_t now_us, struct counted *out,
		   struct err *err);
/* Of quarantine; out->hour is not counted. */
int store_quarantined(struct store *store, struct counted *out, struct err *err);
/* ---- what an agent does with stored messages ---- */

/* Without `held`; out->id is 0 where there is none. */
int store_kept_load(struct store *store, int64_t message, struct arena *arena,
		    struct kept_message *out, struct err *err);
/* The newest of that agent on that ticket that can be taken back. */
int store_kept_undoable(struct store *store, int64_t ticket, const char *agent, struct arena *arena,
			struct kept_message *out, struct err *err);
int store_kept_undo(struct store *store, int64_t message, const char *undo, struct err *err);
int store_kept_move(struct store *store, int64_t message, int64_t ticket, struct err *err);
/* An agent's message is a draft, and can't be taken back. */
int store_kept_withdraw(struct store *store, int64_t message, struct err *err);

/* No copy of that mail was tried to be sent, and all of them wait. */
int store_outbox_is_held(struct store *store, int64_t outbox, bool *is_held, struct err *err);
/* Those of its copies that wait are never sent. */
int store_outbox_cancel(struct store *store, int64_t outbox, struct err *err);

/* ---- what was decided ---- */

/* is_control: the mail that is held came to the control address. */
int store_challenge_insert(struct store *store, const struct challenge *challenge, struct err *err);
int store_challenge_settle(struct store *store, int64_t sent, int64_t at_us, struct err *err);

/* *is_new: this signature proved no mail before. Those from before since_us are forgotten. */
int store_signature_take(struct store *store, const char *digest, int64_t at_us, int64_t since_us,
			 bool *is_new, struct err *err);

/* A draft was sent: it is an agent's message like others. */
int store_draft_end(struct store *store, int64_t message, struct err *err);

/* The contact with this address; made when it is not there. Sets contact->id (and keeps the name
 * where none was known yet, and a language where it is set). Without an address it is nobody: id 0.
 */
int store_contact_take(struct store *store, struct contact *contact, int64_t now_us,
		       struct err *err);

/* What is `was`'s, addresses and tickets and messages, is that of `into` from now on. */
int store_contact_merge(struct store *store, int64_t was, int64_t into, struct err *err);

/* Gives ticket->number from the counter (without gaps), writes the row and its participants, counts
 * the owner's load. */
int store_ticket_insert(struct store *store, struct ticket *ticket, struct err *err);
/* Writes what differs, participants included; moves agents' loads (owner, live states) and
 * assigned_us (= at_us of a new owner). */
int store_ticket_update(struct store *store, const struct ticket *before,
			const struct ticket *after, int64_t at_us, struct err *err);

struct message_row {
	int64_t ticket;
	const char *mailbox;
	int64_t at_us;
	const char *by;    /* message_by_name */
	const char *agent; /* NULL */
	int64_t contact;   /* 0 */
	bool is_public;
	const struct message *message;
	const char *words;
	const char *fingerprint;
	struct bytes packed; /* the raw mail, zstd */
};

/* The message, its Message-ID for threading, its parts (name, type, size, sha256, place in the raw
 * mail), its raw bytes. */
int store_message_insert(struct store *store, const struct message_row *row, int64_t *id,
			 struct err *err);

int store_journal_insert(struct store *store, const struct journal_row *row, struct err *err);
/* One a ticket (0: the desk as a whole) and kind: sets, moves or (TIME_NONE) takes away. */
int store_deadline_set(struct store *store, int64_t ticket, const char *kind, int64_t due_us,
		       const char *data, struct err *err);
/* reason NULL: the address gets mail again. */
int store_suppress(struct store *store, const char *email, const char *reason, int64_t at_us,
		   struct err *err);
int store_away_set(struct store *store, const struct away_change *away, struct err *err);

/* The median time from a ticket's creation to an agent's first public answer, of those of a
 * category that were created in [from, to); 0 where fewer than five were answered. */
int store_usual_answer(struct store *store, const char *category, int64_t from_us, int64_t to_us,
		       int64_t *usual_us, struct err *err);

/* The one that is open on a ticket, NULL. Inserts it (id 0), or writes what became of it. The
 * counts by state of those settled in [from, to): for "promises kept %". */
int store_promise_load(struct store *store, int64_t ticket, struct arena *arena,
		       const struct promise **promise, struct err *err);
int store_promise_save(struct store *store, int64_t ticket, const struct promise *promise,
		       struct err *err);
/* What the look-up answered about an address: JSON, NULL where it failed, good until then;
 * TIME_NONE where it was never asked. */
struct customer_row {
	const char *answer;
	int64_t until_us;
};
int store_customer_find(struct store *store, const char *email, struct arena *arena,
			struct customer_row *row, struct err *err);
int store_customer_keep(struct store *store, const char *email, const struct customer_row *row,
			struct err *err);

/* Incidents that are neither solved nor closed, newest first; the children of one, by number. */
int store_incidents(struct store *store, struct arena *arena, int64_t **numbers, size_t *count,
		    struct err *err);
typedef int store_child(void *context, int64_t ticket, bool is_live);
int store_incident_children(struct store *store, int64_t parent, store_child *child, void *context,
			    struct err *err);

/* The children, and what became of the newest update or solution that was made for each since then;
 * "suppressed" where its customer gets no mail, NULL where there was none. */
struct incident_row {
	int64_t ticket;
	const char *email, *status, *delivery;
};
typedef int store_incident_row(void *context, const struct incident_row *row);
int store_incident_deliveries(struct store *store, int64_t parent, int64_t since_us,
			      store_incident_row *tell, void *context, struct err *err);

/* The newest offer of a ticket; *offer NULL where there is none. A new one (id 0) is added, of
 * others what was decided is set. */
int store_offer_load(struct store *store, int64_t ticket, struct arena *arena,
		     const struct offer **offer, struct err *err);
int store_offer_save(struct store *store, const struct offer *offer, struct err *err);

/* Those made in [from, to), oldest first; those of a contact's tickets, newest first. Ends early
 * when the callback returns other than 0. */
typedef int store_offer_row(void *context, const struct offer *offer);
int store_offers(struct store *store, int64_t from_us, int64_t to_us, store_offer_row *tell,
		 void *context, struct err *err);
int store_offers_of_contact(struct store *store, int64_t contact, store_offer_row *tell,
			    void *context, struct err *err);

struct promise_counts {
	int64_t kept, broken, renewed;
};
int store_promise_count(struct store *store, int64_t from_us, int64_t to_us,
			struct promise_counts *counts, struct err *err);

/* Deadlines due at or before now, by (due, ticket, id). The next one's moment, TIME_NONE where
 * there is none. */
int store_deadlines_due(struct store *store, int64_t now_us, size_t max, struct arena *arena,
			struct deadline **deadlines, size_t *count, struct err *err);
/* What the clocks were last reckoned by (NULL: nothing yet); and the note that it is something else
 * now, with a deadline of that kind at due_us for every ticket that is neither solved nor closed.
 */
int store_clocks_basis(struct store *store, struct arena *arena, const char **basis,
		       struct err *err);
int store_clocks_rebase(struct store *store, const char *basis, const char *kind, int64_t due_us,
			struct err *err);
/* *holds: it is there, and due when it was when it was loaded. */
int store_deadline_holds(struct store *store, const struct deadline *deadline, bool *holds,
			 struct err *err);
/* Those of the desk as a whole, by kind. */
int store_timers(struct store *store, struct arena *arena, struct deadline **timers, size_t *count,
		 struct err *err);
int store_deadline_next(struct store *store, int64_t *due_us, struct err *err);

/* ---- attachments ---- */

struct part_row {
	int64_t id, message;
	const char *name, *type, *encoding, *content_id; /* content_id NULL */
	int64_t size, raw_offset, raw_len;
	const char *sha256;
	bool is_inline;
};

int store_parts(struct store *store, int64_t message, struct arena *arena, struct part_row **parts,
		size_t *count, struct err *err);
/* The packed raw mail of a message. */
int store_raw(struct store *store, int64_t message, struct arena *arena, struct bytes *packed,
	      struct err *err);

/* ---- the outbox ---- */

/* A mail of ours: its head and its parts; attachments are those of a stored message. */
struct outbox_row {
	int64_t id; /* set by store_outbox_id */
	int64_t ticket;
	const char *mailbox, *relay;
	const char *template_name;
	const char *audience; /* "customer", "agent", "admin" */
	const char *agent;    /* NULL */
	bool is_auto;
	int64_t priority; /* 0: a person's words go first; 1: automatic */
	const char *message_id;
	const char *envelope_from; /* "": null sender */
	const char *head;          /* compose_head */
	const char *subject;       /* for people */
	const char *text, *html;   /* html NULL */
	int64_t attachments_of;    /* message id, 0 */
	const int64_t *about;      /* the tickets that it lists; not read back */
	size_t about_count;
	int64_t message; /* the stored message that it was made for, 0; written alone */
	int64_t created_us, not_before_us;
	bool is_held;            /* until store_outbox_unhold */
	const char **recipients; /* envelope: a delivery each */
	size_t recipient_count;
};

/* Those about a ticket, by id, without their recipients. */
int store_outbox_of(struct store *store, int64_t ticket, struct arena *arena,
		    struct outbox_row **rows, size_t *count, struct err *err);
/* The id that the next outbox row will have (from its counter). */
int store_outbox_id(struct store *store, int64_t *id, struct err *err);
/* Also counts automatic mail (by address, by mailbox and minute). A recipient who is suppressed
 * gets a delivery in state "suppressed". */
int store_outbox_insert(struct store *store, const struct outbox_row *row, struct err *err);

/* One envelope recipient of one outbox row, to be handed to a relay now. */
struct delivery {
	int64_t id, outbox;
	const char *recipient;
	int64_t attempts;       /* before this one */
	int64_t created_us;     /* of the outbox row */
	int64_t fence;          /* of the lease */
	bool is_again;          /* it was leased before and never settled: it may have been sent */
	struct outbox_row mail; /* recipients left out */
};

/*
 * Takes up to max deliveries that are due (priority, then id) for this relay (NULL: any) until now
 * + hold_us: nobody else gets them while the lease holds. In the transaction that is open, else in
 * one of its own. Expired leases are taken again.
 */
int store_outbox_lease(struct store *store, const char *relay, const char *holder, int64_t now_us,
		       int64_t hold_us, size_t max, struct arena *arena,
		       struct delivery **deliveries, size_t *count, struct err *err);

/* Ends the leases of a holder that is gone, or goes: its deliveries are due now. In a transaction.
 */
int store_outbox_release(struct store *store, const char *holder, int64_t now_us, struct err *err);

/* What is held goes out now; or (is_dropped) never. How many deliveries. In a transaction. */
int store_outbox_unhold(struct store *store, bool is_dropped, int64_t now_us, int64_t *count,
			struct err *err);

/* The relays that unsent deliveries wait for; and what waits for one goes by another from now on.
 */
int store_outbox_relays(struct store *store, struct arena *arena, struct conf_strings *names,
			struct err *err);
int store_outbox_move(struct store *store, const char *from, const char *to, struct err *err);

enum delivery_state { DELIVERY_QUEUED, DELIVERY_SENT, DELIVERY_FAILED };

/* The result of an attempt. QUEUED: again at next_us. ERR_NOT_FOUND where the lease was lost. In a
 * transaction. */
int store_delivery_settle(struct store *store, const struct delivery *delivery,
			  enum delivery_state state, int64_t at_us, int64_t next_us,
			  const char *answer, struct err *err);
/* When the next delivery is due or a lease ends, TIME_NONE: nothing is waiting. */
int store_outbox_next(struct store *store, int64_t *due_us, struct err *err);

/* The delivery of an outbox row to a recipient was reported by a bounce. *is_known false where
 * there is none. */
int store_delivery_bounced(struct store *store, int64_t outbox, const char *recipient,
			   const char *status, bool *is_known, struct err *err);

/* ---- surveys ---- */

/* By id, the oldest first. is_spent is left to the caller, who knows the marks. */
int store_surveys_of_ticket(struct store *store, int64_t ticket, struct arena *arena,
			    struct survey **surveys, size_t *count, struct err *err);
/* out->id is 0 where there is none. */
int store_survey_load(struct store *store, int64_t id, struct arena *arena, struct survey *out,
		      struct err *err);
/* When the last one of that kind was sent to them; TIME_NONE. */
int store_survey_last(struct store *store, int64_t contact, enum survey_kind kind, int64_t *at_us,
		      struct err *err);
/* Gives survey->id. */
int store_survey_insert(struct store *store, struct survey *survey, struct err *err);
/* Writes when it was answered first, and whether thanks were said. */
int store_survey_update(struct store *store, const struct survey *survey, struct err *err);
/* The agents who owned a ticket or wrote on it, by id. */
int store_ticket_agents(struct store *store, int64_t ticket, struct arena *arena,
			struct conf_strings *agents, struct err *err);
/* That mail of the outbox is about this survey: store_sent_load() tells. */
int store_survey_mail(struct store *store, int64_t outbox, int64_t survey, struct err *err);
/* One that counts takes the place of those before it to the same question. */
int store_answer_insert(struct store *store, const struct answer_change *answer, int64_t at_us,
			struct err *err);
/* Surveys that were answered without a name, by mark (desk/survey.h). */
/* The newest score that this person gave: 0 where there is none. */
int store_last_score(struct store *store, int64_t contact, int64_t *score, int64_t *at_us,
		     struct err *err);
int store_survey_spend(struct store *store, const char *mark, struct err *err);
int store_survey_is_spent(struct store *store, const char *mark, bool *is_spent, struct err *err);
/* What each agent was thanked for after since_us; their streaks reach back further. */
int store_praises(struct store *store, int64_t since_us, struct arena *arena,
		  struct praise **praises, size_t *count, struct err *err);
/* Who wants none of a kind any more, for ever; asked for any address of the person. */
int store_optout_add(struct store *store, const char *email, const char *kind, int64_t at_us,
		     struct err *err);
int store_optout_knows(struct store *store, const char *email, const char *kind, bool *is_known,
		       struct err *err);

/* ---- quarantine ---- */

struct quarantine_row {
	int64_t id;
	const char *mailbox;
	uint32_t uidvalidity, uid;
	const char *reason, *from, *subject;
	int64_t at_us;
	struct bytes packed; /* raw mail, zstd; empty in listings */
};

int store_quarantine_insert(struct store *store, const struct quarantine_row *row, int64_t *id,
			    struct err *err);

/* ---- for people: listings of ombudctl and the scenarios ---- */

struct ticket_filter {
	const char *status, *owner, *team, *mailbox; /* NULL: any */
	int64_t above;                               /* numbers over this one */
	size_t max;
};

typedef int store_ticket_row(void *context, const struct ticket *ticket);
typedef int store_journal_entry(void *context, const struct journal_row *row, int64_t ticket);
typedef int store_outbox_entry(void *context, const struct outbox_row *row, const char *recipient,
			       const char *state, int64_t attempts, int64_t next_us,
			       const char *answer);
typedef int store_quarantine_entry(void *context, const struct quarantine_row *row);

/* Each calls back row by row in order (ticket number; journal id; outbox id), and ends early when
 * the callback returns other than 0. */
int store_tickets(struct store *store, const struct ticket_filter *filter, store_ticket_row *row,
		  void *context, struct err *err);
int store_journal(struct store *store, int64_t ticket, store_journal_entry *entry, void *context,
		  struct err *err); /* ticket 0: all */
int store_outbox(struct store *store, bool is_all, store_outbox_entry *entry, void *context,
		 struct err *err); /* is_all false: what is not sent yet */
int store_quarantine(struct store *store, bool with_raw, store_quarantine_entry *entry,
		     void *context, struct err *err);
int store_ticket_count(struct store *store, int64_t *count, struct err *err);

/* ---- figures of the moment ---- */

struct store_stats {
	int64_t tickets[STATUS_CLOSED + 1]; /* by status */
	int64_t outbox_due;                 /* deliveries that could go now */
	int64_t outbox_waiting;             /* held back, to be tried again, or on their way */
	int64_t outbox_oldest_us;           /* when the oldest of the due was written; TIME_NONE */
	int64_t deadlines_due;              /* not worked off yet */
	int64_t suppressed;                 /* addresses that get no mail */
	int64_t quarantined;
};

int store_stats(struct store *store, int64_t now_us, struct store_stats *stats, struct err *err);

/* How often what happened. */
struct event_count {
	const char *event;  /* of the journal */
	const char *detail; /* of a clock: "name=first what=missed"; else "" */
	int64_t rows;
};

/* Of the journal's rows over the one with id *above, which is moved to the last of them. */
int store_journal_counts(struct store *store, int64_t *above, struct arena *arena,
			 struct event_count **counts, size_t *count, struct err *err);

/* ---- erasing a person ---- */

/* What a person's erasure touches. */
struct erase_counts {
	size_t tickets, live_tickets, messages, mails, quarantined;
};

int store_erase_count(struct store *store, int64_t contact, struct erase_counts *counts,
		      struct err *err);

/* Words, names, addresses, raw mails and files of a person go; the rows stay, so that figures do.
 * In a transaction. */
int store_erase(struct store *store, int64_t contact, struct err *err);

/* ---- as a whole ---- */

/* A whole copy in a file of that name, while others go on writing. ERR_INPUT: the engine is backed
 * up by other means. */
int store_backup(struct store *store, const char *path, struct err *err);

/* Reads all of it; ERR_INPUT where it is damaged. */
int store_verify(struct store *store, struct err *err);

/* One daemon a store: taken until the process ends, however it ends, and its children hold it too.
 * ERR_TEMPORARY with the pid of who has it. */
int store_lock(const struct conf_store *conf, struct err *err);

/* Puts a backup in the store's place, after it was checked whole; what is there now is named
 * `aside`. The caller holds the lock. */
int store_restore(const struct conf_store *conf, const char *from, const char *aside,
		  struct err *err);

#endif
