/* Each agent's queue by mail, at an hour of their own (agents.digest), on days on which they work.
 */
#ifndef DESK_DIGEST_H
#define DESK_DIGEST_H

#include "desk/timer.h"

/* The timer "digest". */
void digest_stand(const struct conf *conf, int64_t now_us, struct timers *timers);
void digest_wants(const struct conf *conf, const char *agent, struct wants *wants,
		  struct arena *arena);
void digest_is_due(struct record *record, const char *agent);

#endif
