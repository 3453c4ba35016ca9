/*
 * The escalation owner: somebody beside the agent who answers for an escalated ticket until it is
 * closed (the ticket's field escalation_owner), and the cap on how old a ticket may get.
 */
#ifndef DESK_OVERSEER_H
#define DESK_OVERSEER_H

#include "desk/tier.h"
#include "desk/timer.h"

/* The deadline of the cap. */
#define OVERSEER_DEADLINE "cap"

/* The ticket escalates: at the first time somebody is named. */
void overseer_begin(struct record *record, struct ticket *ticket, const char *by);

/* The ticket has a new owner: the escalation owner must be somebody else. */
void overseer_check(struct record *record, struct ticket *ticket, const char *by);

/* The ticket is new, or was opened again: its cap runs. */
void overseer_watch(struct record *record, struct ticket *ticket);

/* The ticket has reached the cap, or one more day is over since: the manager is told. */
void overseer_cap_is_due(struct record *record, struct ticket *ticket);

/* The timer of escalation.list: each agent gets the list of the tickets that they answer for. */
#define OVERSEER_TIMER "overseer"
void overseer_stand(const struct conf *conf, int64_t now_us, struct timers *timers);
void overseer_wants(const struct conf *conf, const char *whom, struct wants *wants,
		    struct arena *arena);
void overseer_list_is_due(struct record *record, const char *whom);

/* CONF_NO_INDEX where there is none. */
size_t overseer_of(const struct conf *conf, const struct ticket *ticket);

#endif
