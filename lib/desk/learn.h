/* What the desk learns from its escalations: the cause, the debrief, the review. Private to
 * lib/desk.
 */
#ifndef DESK_LEARN_H
#define DESK_LEARN_H

#include "desk/record.h"

/* Fields of a ticket. */
#define FIELD_CAUSE       "cause"
#define FIELD_CAUSE_WORDS "cause.words"

/* The codes that #cause takes: learning.causes, or the list of the program. */
struct conf_strings learn_causes(const struct conf *conf);

/* The questions of a review. */
struct conf_strings learn_review_questions(void);

/* Why an agent may not set that status yet: an escalated ticket has no cause. NULL: they may. */
const char *learn_hindrance(const struct record *record, const struct ticket *ticket,
			    enum ticket_status status);

/* The ticket was closed: if it was escalated, those who worked on it are asked, and a sample is
 * reviewed. */
void learn_closed(struct record *record, struct ticket *ticket);

/* The deadlines "debrief" and "review". */
void debrief_is_due(struct record *record, struct ticket *ticket);
void review_is_due(struct record *record, struct ticket *ticket);

#endif
