/*
 * The three clocks of a ticket, each as the log of when it ran. A deadline is reckoned from the log
 * alone, in the working time of the policy's calendar: so another policy, priority or calendar
 * gives the deadlines that would have stood had it been so from the beginning.
 *
 * `first` runs from creation to the first public answer of a human; `update` from creation, and
 * from each such answer anew; `resolve` from creation to solved. All run while the ticket is new or
 * open, and go on with the remainder when it is so again, `resolve` after a reopening too. A clock
 * is missed at the moment at which its target has run out.
 */
#ifndef DESK_CLOCK_H
#define DESK_CLOCK_H

#include "desk/policy.h"
#include "desk/record.h"

/* The deadline that brings the next warning, miss or reminder of a ticket. */
#define CLOCK_DEADLINE "clock"

/* One clock since it began, or since it began anew. */
struct clock_run {
	int64_t *moments; /* it ran from the first to the second, from the third … */
	size_t count;     /* odd: it runs */
	bool is_over;     /* met, or ended without: nothing is due of it */
	bool is_missed;   /* the miss was told */
	bool was_missed;  /* an earlier run was */
	int64_t told_us;  /* working time up to which was warned and reminded */
};

struct clocks {
	struct clock_run runs[CLOCK_COUNT];
	const char *policy; /* the name of the one they went by last; NULL */
};

/* ticket->clocks, and back. Everything lives in the arena. */
struct clocks clocks_read(const char *text, struct arena *arena);
const char *clocks_text(const struct clocks *clocks, struct arena *arena);

/* The working time of a run until now. */
int64_t clock_used(const struct clock_run *run, const struct conf_calendar *calendar,
		   int64_t now_us);

/* When the run has, or will have, so much working time behind it; TIME_NONE while it is paused, or
 * where that never comes. */
int64_t clock_reaches(const struct clock_run *run, const struct conf_calendar *calendar,
		      int64_t working_us);

/*
 * When a clock of the ticket is (or was) due; TIME_NONE where it has no target, is paused or over.
 * Needs nothing but the ticket.
 */
int64_t clock_due(const struct conf *conf, const struct ticket *ticket, enum clock_name name);

/* When it would be due if it began at from_us: what can be promised of a ticket that is just being
 * opened. TIME_NONE without a target. */
int64_t clock_due_from(const struct conf *conf, const struct ticket *ticket, enum clock_name name,
		       int64_t from_us);

/* The clocks that were missed, parted by commas; NULL: none. */
const char *clock_breached(const struct conf *conf, const struct ticket *ticket,
			   struct arena *arena);

/* What the event did to the clocks of its tickets: once, at the end of each decision. */
void clocks_settle(struct record *record);

/* ---- between the files of the clocks ---- */

/* clock_tell.c: tells the owner; else the team, its manager, the admin. The manager as well, where
 * the clock was missed. */
struct clock_notice {
	const char *template_name; /* "warning", "breach", "nag" */
	enum clock_name name;
	int64_t due_us;
	int64_t left_us; /* working time until then, negative after it */
};
void clock_tell(struct record *record, struct ticket *ticket, const struct clock_notice *notice);

/* clock_step.c: does what a clock's time has brought (warned, missed, reminded), and says when the
 * next such thing comes, TIME_NONE for none. */
int64_t clock_step(struct record *record, struct ticket *ticket, const struct conf_policy *policy,
		   struct clock_run *run, enum clock_name name);

/* A journal row `clock`; key and value may be NULL. */
void clock_journal(struct record *record, struct ticket *ticket, const struct conf_policy *policy,
		   enum clock_name name, const char *what, const char *key, const char *value);

#endif
