/*
 * The policy, pure: what it is given is all that it knows. It reads no clock, opens no file, holds
 * no database handle; the same arguments give the same changes.
 */
#ifndef DESK_DESK_H
#define DESK_DESK_H

#include "desk/changes.h"

/* What the decision about this event needs. Reads nothing but conf and event. */
struct wants *desk_wants(const struct conf *conf, const struct event *event, struct arena *arena);

/* The decision. facts are those that desk_wants asked for; now_us is the moment of the event. */
struct changes *desk_decide(const struct conf *conf, const struct facts *facts,
			    const struct event *event, int64_t now_us, struct arena *arena);

#endif
