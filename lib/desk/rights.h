/* What an agent's mail may do, by what it proves; and what becomes of one that proves too little.
 */
#ifndef DESK_RIGHTS_H
#define DESK_RIGHTS_H

#include "desk/command.h"
#include "desk/rules.h"

struct rights {
	bool may_note;       /* any one proof */
	bool may_change;     /* the token, and aligned where the mailbox can say so */
	const char *missing; /* "token", "expired", "aligned": why may_change is false; NULL */
};

/* Of this mail, on the ticket that it joined. */
struct rights rights_of(const struct record *record, const struct thread *thread, enum proof proof);

/* What is missing for a command of that need; NULL where it may be carried out. */
const char *rights_lack(const struct rights *rights, enum command_need need);

/* The same, in words for the agent. */
const char *rights_words(const char *missing);

/* The text is kept as an unverified note; the agent of record, never the sender, is told why. */
void rights_refuse(struct record *record, struct ticket *ticket, size_t agent, const char *missing);

#endif
