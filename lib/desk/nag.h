/* Mail "nag": somebody of ours is asked for a word to the customer, before it is too late. */
#ifndef DESK_NAG_H
#define DESK_NAG_H

#include "desk/record.h"

/* To the owner; nobody owns it: to each agent of its team. reason: in words; until_us: what the
 * customer was told, TIME_NONE. */
void nag_owner(struct record *record, struct ticket *ticket, const char *reason, int64_t until_us);

/* To the manager of its team; where it has none, to the admin. */
void nag_manager(struct record *record, struct ticket *ticket, const char *reason,
		 int64_t until_us);

#endif
