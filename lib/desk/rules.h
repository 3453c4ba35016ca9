/* The rooms of the desk: one function for each kind of thing that happens (desk.c chooses). Private
 * to lib/desk. */
#ifndef DESK_RULES_H
#define DESK_RULES_H

#include "desk/record.h"
#include "desk/thread.h"
#include "desk/trust.h"

/* customer.c: a mail that opens a ticket; the requester's (or a let-in CC's) mail on one; a third
 * party's. */
void customer_opens(struct record *record, const struct thread *thread, const struct sender *sender,
		    enum proof proof);
void customer_writes(struct record *record, const struct thread *thread,
		     const struct sender *sender, enum proof proof);
void third_writes(struct record *record, const struct thread *thread, const struct sender *sender,
		  enum proof proof);

/* Where answers to this mail go: its Reply-To, where that is neither ours nor an agent's, else its
 * sender. */
const char *customer_answer_to(const struct conf *conf, const struct message *message,
			       const struct sender *sender);

/* agent.c: an agent's mail on a ticket. */
void agent_writes(struct record *record, const struct thread *thread, size_t agent,
		  enum proof proof);

struct command_text;
struct rights;

/* What an agent wrote to one ticket, as far as they have the rights. held: the text was held, as
 * this stored message; NULL: it is the event's mail. */
void agent_works(struct record *record, struct ticket *ticket, size_t agent,
		 const struct rights *rights, struct command_text text,
		 const struct draft_text *held);

/* machine.c: automatic mail. */
void machine_writes(struct record *record, const struct thread *thread, const struct sender *sender,
		    enum proof proof);

/* bounce.c: the bounces of ours. */
void bounce_arrives(struct record *record);
void bounce_wants(const struct conf *conf, const struct event *event, struct wants *wants,
		  struct arena *arena);

/* due.c */
void deadline_is_due(struct record *record);

/* quiet.c: each agent is told in one mail of the tickets that the first start gave them. */
void quiet_is_over(struct record *record);

/* failure.c: a mail of ours that will not be delivered. */
void mail_is_given_up(struct record *record);

/* Tells those who are to know of a mail on this ticket: its owner, else the team; words are the
 * sender's. */
void tell_agents(struct record *record, struct ticket *ticket, const char *template_name,
		 const char *by, size_t but_agent, const char *words, const char *words_by,
		 const char *banner);

#endif
