/* The mails of a hand-off: the brief for who is asked, and what the customer and the former owner
 * are told. */
#ifndef DESK_BRIEF_H
#define DESK_BRIEF_H

#include "desk/tier.h"

/* Asks the agent to take the ticket, with its whole story (flow adds what only the store knows).
 * due_us: until when they are to answer; TIME_NONE. */
void brief_send(struct record *record, struct ticket *ticket, size_t agent, int64_t due_us);

/* The customer is told who has the case now, what comes next and by when (template handoff).
 * has_answer: words of that agent go to them in the same event, so no time is promised. */
void brief_tell_customer(struct record *record, struct ticket *ticket, size_t agent, const char *by,
			 bool has_answer);

/* A customer who has asked for more is told which tier has it, and when they hear of it (template
 * escalated). due_us: TIME_NONE where no time is set. */
void brief_tell_escalated(struct record *record, struct ticket *ticket, int64_t due_us);

/* Who had the ticket learns that it was taken over; former: an agent's id, or NULL. */
void brief_tell_former(struct record *record, struct ticket *ticket, const char *former,
		       size_t agent);

/* Who is asked now (CONF_NO_INDEX: nobody) learns that the ticket was taken back before they
 * answered. */
void brief_tell_withdrawn(struct record *record, struct ticket *ticket, size_t asked, size_t agent);

#endif
