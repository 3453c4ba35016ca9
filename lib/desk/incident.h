/*
 * Incidents: one trouble that many customers write about. The ticket on which an agent says
 * #incident becomes the parent; new mails with its words, or of its category, become its children.
 * An #update with text on the parent reaches each customer in their own ticket, so many a minute;
 * solving it with text solves the children.
 */
#ifndef DESK_INCIDENT_H
#define DESK_INCIDENT_H

#include "desk/command.h"

/* Fields of a ticket: of the parent its title, the words and the category that attach new mails,
 * how many updates it had; of a child its parent's number. */
#define INCIDENT_TITLE    "incident"
#define INCIDENT_WORDS    "incident.words"
#define INCIDENT_CATEGORY "incident.category"
#define INCIDENT_UPDATES  "incident.updates"
#define INCIDENT_PARENT   "parent"

/* Deadlines: KIND:NUMBER of the update, so that one update does not push out another. */
#define INCIDENT_TELL   "incident.tell"
#define INCIDENT_SOLVE  "incident.solve"
#define INCIDENT_REPORT "incident.report"

bool incident_is(const struct ticket *ticket);

/* A new mail's ticket becomes a child of the first live incident that it fits: its parent, with its
 * journal row; what agents are to be told of it; NULL where it fits none. */
const char *incident_attach_new(struct record *record, struct ticket *ticket);

/* The ticket becomes a child of that one. */
void incident_attach(struct record *record, struct ticket *ticket, const struct ticket *parent,
		     const char *by, const char *rule);

/* After an agent's work on a ticket: an #update, or a solution, goes on to its children. words:
 * what went to its own customer; NULL: nothing did. */
void incident_follow(struct command_state *state, const char *words, bool was_live);

/* The deadlines of a child, and of the parent. */
void incident_tells(struct record *record, struct ticket *ticket);
void incident_solves(struct record *record, struct ticket *ticket);
void incident_reports(struct record *record, struct ticket *ticket);

/* Of a text with lines `[de]`, the part for that language; the first part for one that has none. */
const char *incident_words_for(const char *words, const char *language, struct arena *arena);

#endif
