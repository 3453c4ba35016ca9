/* What the desk asks after a solution, and what it does with the answers: surveys, follow-ups,
 * recovery. Private to lib/desk. */
#ifndef DESK_ASK_H
#define DESK_ASK_H

#include "desk/rules.h"
#include "desk/survey.h"

/* ask_plan.c: record_status() has changed the status: what is planned, what is no more. */
void ask_status_changed(struct record *record, struct ticket *ticket, enum ticket_status old,
			const char *by);

/* ask_time.c: the moment so long after now. With a calendar each whole day is a working day, at the
 * same time of the wall, and the rest is working time; NULL: round the clock. */
int64_t ask_moment_in(const struct conf_calendar *calendar, int64_t now_us, int64_t after_us);

/* The same by the calendar of the ticket's policy. */
int64_t ask_moment(const struct record *record, const struct ticket *ticket, int64_t after_us);

/* A new row, to be sent with record_mail(); its mail is to have it as `survey`. */
struct survey *ask_new(struct record *record, struct ticket *ticket, enum survey_kind kind,
		       const char *name, const char *agent);

/* A deadline of the kinds below: what its decision needs. */
void ask_due_wants(const struct deadline *deadline, struct wants *wants);

/* The deadlines "survey", "survey-remind", "followup", "recovery". */
void survey_is_due(struct record *record, struct ticket *ticket);
void survey_reminder_is_due(struct record *record, struct ticket *ticket);
void followup_is_due(struct record *record, struct ticket *ticket);
void recovery_is_due(struct record *record, struct ticket *ticket);

/* The share of tickets that something is done with: the same ones in each replay. */
bool ask_is_chosen(const struct conf *conf, const char *what, int64_t ticket, int64_t per_cent,
		   struct arena *arena);

/* True for an escalated ticket: it has changed its tier upward. */
bool ask_is_escalated(const struct ticket *ticket);

/* The survey of the conf by name; NULL: it is there no more. */
const struct conf_survey *ask_survey(const struct conf *conf, const char *name);

/* ask_find.c: adds to wants what ask_find() looks at. */
void ask_wants(const struct conf *conf, const struct event *event, struct wants *wants,
	       struct arena *arena);

/* The token of a survey that the mail was sent to. */
struct survey_token ask_token(const struct conf *conf, const struct message *message,
			      struct arena *arena);

/* The thread of a mail that came by such a token: the survey, its ticket, the sender's standing.
 * False where there is none. */
bool ask_find(const struct conf *conf, const struct facts *facts, const struct event *event,
	      const struct sender *sender, struct thread *thread, struct arena *arena);

/* The survey that a mail on a ticket answers: that of the mail it is a reply to; NULL. */
const struct survey *ask_answered(const struct facts *facts, const struct thread *thread);

/* The subject of a mail that a link made, "5/5", "clarity: 3/5", "yes", without token and tag; ""
 * for one that answers a mail. */
const char *ask_link_subject(const struct record *record);

/* The questions of a survey; NULL: one, "overall". */
struct conf_strings ask_questions(const struct conf_survey *conf);

/* Where the customer's mails go. */
const char *ask_customer_email(const struct ticket *ticket);

/* ask_apart.c: keeps survey, score and words, and nothing else of the mail. */
void ask_keep_anonymous(struct record *record, const struct survey *survey, const char *text);

/* An agent's answer to a mail about no ticket; false where it is about one. */
bool ask_takes_agents(struct record *record, const struct thread *thread,
		      const struct survey *survey, enum proof proof);

/* ask_apart.c: a mail by the token of an anonymous answer; true where it was one. */
bool ask_takes_anonymous(struct record *record);

/* An answer by reply or link; false: it is none, and goes the way of all mail. */
bool ask_takes(struct record *record, const struct thread *thread, const struct sender *sender,
	       enum proof proof);

/* recovery.c: a low score is work, with an owner and a moment of its own. */
void recovery_open(struct record *record, struct ticket *ticket, int64_t score, const char *words,
		   const char *words_by);

#endif
