/*
 * The promise ledger: each time that a customer was told is a row, and one of a ticket is open at a
 * time. An agent's next public answer keeps it, if it comes before its moment; another time that
 * the customer is told before renews it; else it is broken. Before it lapses the agent is asked,
 * the customer is told of a later time (once), then the team's manager.
 */
#ifndef DESK_PROMISE_H
#define DESK_PROMISE_H

#include "desk/record.h"

#define PROMISE_ACK     "acknowledgement"
#define PROMISE_ETA     "eta"     /* an agent's #eta */
#define PROMISE_HANDOFF "handoff" /* who has the ticket now, and by when they answer */
#define PROMISE_UPDATE  "update"  /* of a holding mail: the next word */
#define PROMISE_DELAY   "delay"   /* the later time of a delay mail */

/*
 * The customer is being told that they hear from us by until_us (after now): a row of the ledger,
 * its journal row, and the deadlines that watch it. kind is one of the above, or a word of the
 * caller's own; by is WHO of the journal. What was open on the ticket is settled when the event is
 * decided (promise_settle): nobody need end it before.
 */
void record_promise(struct record *record, struct ticket *ticket, const char *kind,
		    int64_t until_us, const char *by);

/* What the event did to the promises that stood before it: kept, renewed, or void (spam, merged).
 * Once, at the end of each decision. */
void promise_settle(struct record *record);

/* An acknowledgement promises what the policy's first clock gives, and the margin of the conf;
 * nothing where there is no such target. */
void promise_acknowledges(struct record *record, struct ticket *ticket, struct mail_change *mail);

/* The deadline at which a customer is told of a later time. */
bool promise_is_told(const struct deadline *deadline);

/* The deadlines "promise.ask", "promise.tell" and "promise.lapse": their moment has come. */
void promise_asks(struct record *record, struct ticket *ticket);
void promise_tells(struct record *record, struct ticket *ticket);
void promise_lapses(struct record *record, struct ticket *ticket);

#endif
