/* Who gets a ticket. */
#ifndef DESK_ASSIGN_H
#define DESK_ASSIGN_H

#include "desk/record.h"

/*
 * The agent of the team with the fewest live tickets, of those the one who was given none for the
 * longest, then by the order in the conf; away agents are passed over; nobody left: the team's
 * manager, else CONF_NO_INDEX. *rule says in a word which of these it was.
 */
size_t assign_choose(const struct conf *conf, const struct facts *facts, size_t team,
		     int64_t now_us, const char **rule);

/* Of these agents the one that assign_choose would take; CONF_NO_INDEX where all are away. */
size_t assign_least_loaded(const struct conf *conf, const struct facts *facts,
			   const struct conf_indexes *agents, int64_t now_us);

/* An agent by id, address, or name when it is unique; CONF_NO_INDEX. */
size_t assign_find_agent(const struct conf *conf, const char *who);

#endif
