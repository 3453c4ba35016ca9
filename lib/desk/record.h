/* How the desk's rules write down what they decide: the one way to add to struct changes. */
#ifndef DESK_RECORD_H
#define DESK_RECORD_H

#include "desk/desk.h"

/* What every rule is given, and where it writes. */
struct record {
	const struct conf *conf;
	const struct facts *facts;
	const struct event *event;
	int64_t now_us;
	struct arena *arena;
	struct changes *changes;
};

/* A copy of a loaded ticket that may be changed; the same one when asked again. */
struct ticket *record_ticket(struct record *record, const struct ticket *before);

/* A new ticket, to be filled in. */
struct ticket *record_new_ticket(struct record *record);

/* A journal row. arguments: pairs of key and value up to NULL, a pair with value NULL is left out;
 * they are put in order here. */
void record_journal(struct record *record, struct ticket *ticket, const char *event, const char *by,
		    const char *rule, const char *from, const char *to, ...)
    __attribute__((sentinel));

/* Sets the status, with its journal row and what hangs on it (closing deadlines); nothing where it
 * has that status. */
void record_status(struct record *record, struct ticket *ticket, enum ticket_status status,
		   const char *by, const char *rule);

/* Sets the owner (NULL: nobody) with its journal row; nothing where it is theirs. */
void record_owner(struct record *record, struct ticket *ticket, const char *agent, const char *by,
		  const char *rule);

/* Sets a field (NULL: it has none any more). The journal row is the caller's. */
void record_field(struct record *record, struct ticket *ticket, const char *name,
		  const char *value);

/* A mail with its journal row (event mail). Fill in the rest of what comes back. */
struct mail_change *record_mail(struct record *record, struct ticket *ticket,
				enum audience audience, const char *template_name,
				const char *to_email, const char *to_name, const char *by);

/* A mail to an agent, at their address. */
struct mail_change *record_agent_mail(struct record *record, struct ticket *ticket, size_t agent,
				      const char *template_name, const char *by);

/* To everybody in desk.admin: template alert (or quarantine), with its subject and text. */
void record_admin_mail(struct record *record, struct ticket *ticket, const char *template_name,
		       const char *subject, const char *text, const char *by);

void record_pair(struct record *record, struct mail_change *mail, const char *key,
		 const char *value);
void record_line(struct record *record, struct mail_change *mail, const char *line,
		 const char *result);

/* ticket NULL: it belongs to the desk as a whole (desk/timer.h). */
void record_deadline(struct record *record, struct ticket *ticket, const char *kind, int64_t due_us,
		     const char *data);

/* That address of a customer gets no mail from now on, for this reason; or (NULL) gets mail again.
 * status: for the journal, NULL. An agent's is another matter: desk/unreachable.h. */
void record_suppression(struct record *record, struct ticket *ticket, const char *email,
			const char *reason, const char *by, const char *rule, const char *status);

/* A survey is sent (one without id), or has changed; its answer; an address that wants no more. */
void record_survey(struct record *record, struct survey *survey);
void record_answer(struct record *record, const struct answer_change *answer);
void record_optout(struct record *record, const char *email, const char *kind);

/* The event's mail is a message of this ticket, and of each other one that this is called for. */
struct message_change *record_message(struct record *record, struct ticket *ticket,
				      enum message_by by, const char *agent, bool is_public,
				      const char *words);

/* The message by which an agent answers the customer of this ticket in this event; NULL. */
const struct message_change *record_public_answer(const struct record *record,
						  const struct ticket *ticket);

/* The same, with the rule for its journal row. */
struct message_change *record_message_by(struct record *record, struct ticket *ticket,
					 enum message_by by, const char *agent, bool is_public,
					 const char *words, const char *rule);

void record_outcome(struct record *record, enum outcome outcome, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
