/*
 * Offers: what an agent gives a customer to make up for something. Within the agent's authority an
 * offer is given at once; above it the text waits, and somebody above approves or denies it.
 */
#ifndef DESK_OFFER_H
#define DESK_OFFER_H

#include "desk/command.h"
#include "desk/thread.h"

#define OFFER_DEADLINE "offer" /* nobody has decided by then */

/* "refund 40 EUR reason…" as #offer takes it, by the one who writes; false with what is wrong. */
bool offer_make(struct command_state *state, const char *arguments, const char **result);

/* "policy=returns reason…": an exception to a policy, which somebody above must always approve. */
bool offer_exception(struct command_state *state, const char *arguments, const char **result);

/* The approver's word. Once an offer was decided, another is refused. verdict: their words. */
bool offer_decide(struct command_state *state, bool is_approved, const char *verdict,
		  const char **result);

/* The deadline: the offer has expired, its agent is told. */
void offer_expires(struct record *record, struct ticket *ticket);

/* A reply to the mail approval says "approve", or "deny" and why, in its first words: the command
 * that this is ("approve", "deny"), *rest behind it; NULL where it says neither. */
const char *offer_verdict(const char *reply, const char **rest, struct arena *arena);

#endif
