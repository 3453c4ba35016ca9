/* Who may offer how much, and who approves what is more. */
#ifndef DESK_AUTHORITY_H
#define DESK_AUTHORITY_H

#include "base/money.h"
#include "desk/tier.h"

/* How much of that kind the agent may offer without asking: agents.limits where it names the kind,
 * else the most that a tier of theirs gives. False where nothing does. */
bool authority_of(const struct conf *conf, size_t agent, const char *kind, struct money *most);

/* True where this is within it: the same currency, and no more. */
bool authority_covers(const struct conf *conf, size_t agent, const char *kind,
		      const struct money *amount);

/*
 * Who is asked: somebody of the next tier above the agent's whose authority is not too small (a
 * tier that names no amount for the kind approves any), then of those above it; else the manager of
 * the ticket's team. CONF_NO_INDEX where there is nobody but the agent.
 */
size_t authority_approver(const struct record *record, const struct ticket *ticket, size_t agent,
			  const char *kind, const struct money *amount);

/* The manager of the ticket's team: nobody stands above them. */
bool authority_is_manager(const struct conf *conf, const struct ticket *ticket, size_t agent);

#endif
