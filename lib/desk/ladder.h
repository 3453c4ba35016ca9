/*
 * The ladder: what makes a ticket climb to the next tier. Whatever notices such a thing calls
 * ladder_climb(); the rest (who is asked, who is told) follows from the conf (desk/handoff.h).
 */
#ifndef DESK_LADDER_H
#define DESK_LADDER_H

#include "desk/handoff.h"

/* The deadline of escalation.age. */
#define LADDER_AGE_DEADLINE "age"

/* At once after a ticket was opened, its data the category: how often did that come lately? */
#define LADDER_REPEAT_DEADLINE "repeat"

/*
 * A rule wants the ticket to climb: rule names it in the journal ("breach", "reopened" …), cause
 * says what it fired for ("resolve", "update@2026-01-05T12:00:00Z"), reason says it in words for
 * people. A rule fires once for each cause: true where it did now. Nothing happens without tiers,
 * or on a ticket that is solved or closed; while somebody is being asked already, the row of the
 * journal is all.
 */
bool ladder_climb(struct record *record, struct ticket *ticket, const char *rule, const char *cause,
		  const char *reason);

/*
 * A clock of the ticket was missed (part 100), or has so many per cent of its target behind it.
 * clock: "first", "update", "resolve"; begun_us: when this run of it began, so that the next run is
 * another cause. Climbs where escalation.clocks and escalation.at say so; a missed clock always
 * does by default, once there are tiers.
 */
void ladder_clock(struct record *record, struct ticket *ticket, const char *clock, int part,
		  int64_t begun_us);

/* A survey of the ticket came back with a score that is low: with escalation.low_score the ticket
 * is open again, and climbs. */
void ladder_low_score(struct record *record, struct ticket *ticket, const char *survey);

/* The customer wrote: a word ESCALATE of theirs, and the rules that look at what customers write.
 * reopened: the mail opened the ticket again. is_signed: the mail carries the ticket's token, and
 * nothing speaks against its sender. */
void ladder_customer_wrote(struct record *record, struct ticket *ticket, bool is_signed,
			   bool reopened);

/* A human of ours has answered the customer. */
void ladder_answered(struct record *record, struct ticket *ticket);

/* What ladder_new_ticket needs to know of the sender; NULL: nobody. */
void ladder_wants(const struct conf *conf, const char *sender, struct wants *wants);

/* A new ticket stands on the first tier. */
void ladder_new_ticket(struct record *record, struct ticket *ticket);

/* A ticket at its cap climbs, if it never has; its manager is told, each day again. */
void ladder_cap_is_due(struct record *record, struct ticket *ticket);

void ladder_repeat_wants(const struct conf *conf, const struct deadline *deadline,
			 struct wants *wants);
void ladder_repeat_is_due(struct record *record, struct ticket *ticket);

void ladder_age_is_due(struct record *record, struct ticket *ticket);

/* cry.c: the customer's own ESCALATE, alone on the first line of what they wrote, or by the link of
 * our mails. */
bool cry_is_one(const struct record *record, const struct ticket *ticket);

/* Moves the ticket up, at most once in 24 hours, and answers the customer. */
void cry_answer(struct record *record, struct ticket *ticket);

#endif
