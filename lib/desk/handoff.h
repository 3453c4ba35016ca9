/*
 * A hand-off: a ticket has moved to a tier, and one person after the other is asked to take it. Who
 * is asked now, and who was, stands in fields of the ticket (handoff.*), so that each answer and
 * each silence finds it. The former owner stays owner until somebody accepts.
 */
#ifndef DESK_HANDOFF_H
#define DESK_HANDOFF_H

#include "desk/tier.h"

/* The deadline that stands while somebody is asked. */
#define HANDOFF_DEADLINE "accept"

/* Why a ticket moves. */
struct move {
	const char *by;     /* an agent's id, BY_CUSTOMER, BY_CLOCK … */
	const char *rule;   /* NULL: a person said so */
	const char *reason; /* in words; NULL */
	const char *cause;  /* what a rule fired for; NULL */
};

/* Somebody is asked, and has not answered. */
bool handoff_is_open(const struct ticket *ticket);

/* The agent who is asked now; CONF_NO_INDEX. */
size_t handoff_person(const struct conf *conf, const struct ticket *ticket);

/* True for who is asked now, and for who was asked before on the same tier. */
bool handoff_concerns(const struct conf *conf, const struct ticket *ticket, size_t agent);

/*
 * Moves the ticket to that tier (CONF_NO_INDEX: there is none above, so it goes to the manager and
 * the admin) and asks the first person there; where nobody is free, those above.
 */
void handoff_begin(struct record *record, struct ticket *ticket, size_t tier,
		   const struct move *move);

/* The agent takes it: owner from now on, the customer and the former owner are told. has_answer:
 * their mail brings the customer an answer as well. */
void handoff_accept(struct record *record, struct ticket *ticket, size_t agent, bool has_answer);

/* The agent won't: the next person is asked. */
void handoff_decline(struct record *record, struct ticket *ticket, size_t agent,
		     const char *reason);

/* Back to a lower tier, and to who had it there; the new owner, CONF_NO_INDEX where nobody is left
 * there. */
size_t handoff_return(struct record *record, struct ticket *ticket, size_t tier, size_t agent,
		      const char *reason);

/* Nobody answered in time. */
void handoff_is_silent(struct record *record, struct ticket *ticket);

/* Until when the present person is to answer; TIME_NONE. */
int64_t handoff_due(const struct ticket *ticket);

#endif
