/* The people of a ticket: who is recorded, who is let in, who watches. */
#ifndef DESK_PEOPLE_H
#define DESK_PEOPLE_H

#include "desk/record.h"

/* The participant with that address (for a watcher: that agent id); NULL. */
const struct participant *people_find(const struct ticket *ticket, const char *email);
const struct participant *people_find_watcher(const struct ticket *ticket, const char *agent);

/* Adds, or changes the role of one who is there. The ticket's list is copied: it may be its
 * loader's. */
void people_set(struct record *record, struct ticket *ticket, const struct participant *person);

/* Takes the one with that address and role away; false where there is none. agent: as
 * people_find_watcher, else NULL. */
bool people_remove(struct record *record, struct ticket *ticket, enum participant_role role,
		   const char *email, const char *agent);

/* An address that can be let in: a person's, neither ours nor an agent's. */
bool people_is_outside(const struct conf *conf, const char *email);

#endif
