/*
 * Deadlines that belong to no ticket: a digest at an agent's hour, a weekly report. Which of them
 * stand follows from the conf alone: flow sets those that are missing and takes away those that the
 * conf does not know any more (timers_arrange). A one-off timer is set by record_deadline() with no
 * ticket, and its kind's `stand` is NULL.
 */
#ifndef DESK_TIMER_H
#define DESK_TIMER_H

#include "desk/record.h"

struct timer {
	const char *name; /* KIND:WHOM, "digest:ann" */
	int64_t due_us;
};

struct timers {
	struct arena *arena;
	struct timer *items;
	size_t count;
};

/* A kind of timer: a row of timer_kinds in timer.c. */
struct timer_kind {
	const char *name;
	/* Adds those that stand, each with its first moment after now; NULL: set by rules alone. */
	void (*stand)(const struct conf *conf, int64_t now_us, struct timers *timers);
	/* What its decision needs; NULL: nothing. */
	void (*wants)(const struct conf *conf, const char *whom, struct wants *wants,
		      struct arena *arena);
	void (*due)(struct record *record, const char *whom);
};

void timers_add(struct timers *timers, const char *kind, const char *whom, int64_t due_us);

/* All that stand with this conf. They live in the arena. */
struct timers desk_timers(const struct conf *conf, int64_t now_us, struct arena *arena);

/* True for a name whose kind stands by the conf: without a place in desk_timers() it goes. */
bool desk_timer_stands(const char *name);

/* The two steps of a decision about a deadline without a ticket. One that stands is set to its next
 * moment. */
void timer_wants(const struct conf *conf, const struct deadline *deadline, struct wants *wants,
		 struct arena *arena);
void timer_is_due(struct record *record);

#endif
