/* A mail that proves too little waits for its agent's word: the mail `challenge` asks for it, at
 * their address of record. */
#ifndef DESK_CHALLENGE_H
#define DESK_CHALLENGE_H

#include "desk/rights.h"
#include "desk/work.h"

/*
 * Asks, once for all of it. The event's mail is kept on the first work's ticket, as one that proves
 * nothing. lack: of rights_lack().
 */
void challenge_ask(struct record *record, struct work *works, size_t count, const char *lack);

/* The mail answers one. */
bool challenge_is_answered(const struct record *record, const struct thread *thread);

/* Carries out what was held, or refuses the answer. ticket: that of the challenge. */
void challenge_answer(struct record *record, struct ticket *ticket, size_t agent,
		      const struct rights *rights);

#endif
