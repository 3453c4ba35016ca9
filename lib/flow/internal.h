/* Between the files of lib/flow. */
#ifndef FLOW_INTERNAL_H
#define FLOW_INTERNAL_H

#include "flow/flow.h"

struct signed_mail;

/* Verifies by GnuPG (gpg.c). Sets out, and what was signed where it stands within the signature. -1
 * where nothing could be verified; out is as it was then. */
int gpg_verify(const struct conf_agent *agent, const char *folder, struct signed_mail *mail,
	       struct signature *out, struct arena *arena);

/* Loads what the desk asked for (facts.c). */
int facts_load(struct flow *flow, const struct wants *wants, const struct event *event,
	       int64_t now_us, struct arena *arena, struct facts *facts, struct err *err);

/* An arrival that was read (intake.c), ready for its transaction. */
struct mail_source {
	const struct arrival *arrival;
	const char *fingerprint;
	struct bytes packed;
};

/* What apply gives back for the ledger. */
struct applied {
	int64_t ticket, message; /* 0 */
};

/* Carries changes out (apply.c). source: NULL unless the event is a mail. In a transaction. */
int apply_changes(struct flow *flow, const struct event *event, struct changes *changes,
		  const struct mail_source *source, int64_t now_us, struct applied *applied,
		  struct err *err);

/* What the desk decided about stored messages and mails that wait; and, after the mails, how this
 * message's commands can be taken back (apply_kept.c). */
int apply_kept(struct flow *flow, const struct changes *changes, struct err *err);
int apply_undo(struct flow *flow, const struct changes *changes, struct err *err);

/* Renders, composes the head and puts a mail into the outbox (render.c). message: the stored
 * message of the event, 0. */
int render_mail(struct flow *flow, const struct event *event, struct mail_change *mail,
		int64_t message, int64_t now_us, struct arena *arena, struct err *err);

/* What is known of the customer with that address (customer.c); NULL: nothing. In a transaction. */
int customer_load(struct flow *flow, const char *email, struct arena *arena,
		  const struct conf_customer **customer, struct err *err);

/* Asks the look-up about the people who wrote these mails (NULL: none), before any transaction;
 * what it answers is in the store then (lookup.c). */
void lookup_senders(struct flow *flow, const struct message *const *messages, size_t count,
		    int64_t now_us);

/* Puts that into a mail's data: organisation, segment, vip … Nothing where customer is NULL. */
void customer_show(const struct conf_customer *customer, struct arena *arena, struct value *map);

/* What only the store knows of a case, into the map of a brief (brief.c). *attached: the stored
 * message whose files go along; 0. */
int brief_set(struct flow *flow, const struct mail_change *mail, struct value *brief,
	      int64_t *attached, struct arena *arena, struct err *err);
/* Surveys (survey.c): one by its id; those that the wants name; before the mails are rendered those
 * that are new get their ids, after them the rest is written. */
int survey_load(struct flow *flow, int64_t id, struct arena *arena, struct facts *facts,
		struct err *err);
int surveys_load(struct flow *flow, const struct wants *wants, int64_t now_us, struct arena *arena,
		 struct facts *facts, struct err *err);
int surveys_begin(struct flow *flow, const struct changes *changes, struct err *err);
int surveys_end(struct flow *flow, const struct changes *changes, int64_t now_us, struct err *err);

/* What the mail of a survey shows; the link that stops them, for List-Unsubscribe too. */
void survey_show(const struct conf *conf, const struct conf_mailbox *mailbox,
		 const struct mail_change *mail, struct arena *arena, struct value *map);
const char *survey_stop_header(const struct conf *conf, const struct conf_mailbox *mailbox,
			       const struct mail_change *mail, struct arena *arena);
const char *survey_stop_url(const struct conf *conf, const struct conf_mailbox *mailbox,
			    const struct mail_change *mail, struct arena *arena);

/* The tickets that a mail lists: its agent has a token for each. 0 is none. */
struct listed {
	int64_t *tickets;
	size_t count;
};

void listed_add(struct listed *listed, int64_t ticket, struct arena *arena);

/* After a change of policies, calendars or customers all clocks are reckoned again, each by a
 * deadline that is due now (clocks.c). In a transaction; costs nothing where nothing changed. */
int clocks_arrange(struct flow *flow, int64_t now_us, struct err *err);

/* Counts an automatic mail to a customer (burst.c); *is_held where it is one too many of this pass:
 * then the admin is asked, once a pass. In a transaction. */
int burst_count(struct flow *flow, const struct mail_change *mail, int64_t now_us, bool *is_held,
		struct err *err);

/* The answer to a query, as text (query.c); the tickets that it lists are added. */
int query_answer(struct flow *flow, const struct mail_query *query, struct listed *listed,
		 struct arena *arena, struct buf *out, struct err *err);

/* Renders the answers that #use asks for (canned.c). */
void canned_load(struct flow *flow, const struct wants *wants, const struct event *event,
		 struct arena *arena, struct facts *facts);

/* A mailto: link by which an agent writes to a ticket, with their token in its address, or in its
 * subject where the mailbox takes no plus-addresses (links.c). body: as it stands in a URL, "". */
const char *link_to_ticket(const struct conf *conf, const struct conf_mailbox *mailbox,
			   int64_t ticket, const char *agent, const char *label, const char *body,
			   struct arena *arena);

/* The links of an agent's mail about a ticket, for its template. */
struct value *links_of_ticket(const struct conf *conf, const struct mail_change *mail,
			      struct arena *arena);

/* What the ticket's customer was offered before (offers.c): a list for the template. */
int offers_show(struct flow *flow, const struct ticket *ticket, struct arena *arena,
		struct value **list, struct err *err);

/* Live incidents, and the children of those tickets that are one (incidents.c). */
int incidents_load(struct flow *flow, const struct wants *wants, struct arena *arena,
		   struct facts *facts, struct err *err);

/* The children of an incident, and who of them has its last update. */
int incident_show(struct flow *flow, const struct mail_query *query, struct buf *out,
		  struct err *err);

/* One event without a mail, from wants to apply, in the transaction that is open. */
int decide_and_apply(struct flow *flow, const struct event *event, int64_t now_us, struct err *err);

/*
 * Adds to the words of a mail what of it can't be read or was cut (its defects), so that the agent
 * who reads them knows. Not to an agent's own words, for those go out.
 */
void note_losses(const struct conf *conf, struct message *message, struct arena *arena);

#endif
