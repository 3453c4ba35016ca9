/* Moments in words, as whoever reads them knows the time: agents in their own zone and language,
 * customers in theirs. */
#ifndef DESK_MOMENT_H
#define DESK_MOMENT_H

#include "conf/conf.h"
#include "desk/ticket.h"

/* agent: an index in conf; CONF_NO_INDEX: the desk's zone and language. */
const char *moment_for_agent(const struct conf *conf, size_t agent, int64_t at_us,
			     struct arena *arena);
const char *moment_for_customer(const struct conf *conf, const struct ticket *ticket, int64_t at_us,
				struct arena *arena);

#endif
