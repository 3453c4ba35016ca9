/* What an agent's mail may do, by what it proves and by their roles; and what becomes of one that
 * proves too little. */
#ifndef DESK_RIGHTS_H
#define DESK_RIGHTS_H

#include "desk/command.h"
#include "desk/rules.h"

struct rights {
	bool may_note;       /* any one proof */
	bool may_change;     /* the token, and aligned where the mailbox can say so; or signed */
	bool may_all;        /* signed, or confirmed */
	bool may_ask;        /* what is missing, the agent's word makes good: a challenge */
	const char *missing; /* "token", "expired", "aligned": why may_change is false; NULL */
};

/* Of this mail, on the ticket that it joined. */
struct rights rights_of(const struct record *record, const struct thread *thread, enum proof proof);

/* What is missing for that need; NULL where it may be carried out. */
const char *rights_lack(const struct rights *rights, enum command_need need);

/* By the agent's roles. ticket NULL: about none. */
bool rights_allow(const struct conf *conf, size_t agent, const struct ticket *ticket,
		  const struct command *command);
bool rights_allow_text(const struct conf *conf, size_t agent, const struct ticket *ticket);

/* The first command of the roles that is none, and its role; NULL where all are. */
const char *rights_odd_command(const struct conf *conf, const struct conf_role **role);

/* How many tickets one mail of theirs may change without more proof. */
int64_t rights_bulk(const struct conf *conf, size_t agent);

/* The command is about no ticket, or names the one that it is about. */
bool rights_is_general(const struct command *command);

/*
 * The text is kept as an unverified note (without a ticket: in quarantine). The agent of record,
 * never the sender, is told why, once an hour at most; after ten in an hour the admin.
 */
void rights_refuse(struct record *record, struct ticket *ticket, size_t agent, const char *reason);

/* The timer "refused": what an agent was not told of yet. */
void rights_wants(const struct conf *conf, const char *agent, struct wants *wants,
		  struct arena *arena);
void rights_due(struct record *record, const char *agent);

#endif
