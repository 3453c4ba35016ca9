/* Abuse and threats in what a customer writes: people who are to read it are told before. */
#ifndef DESK_ABUSE_H
#define DESK_ABUSE_H

#include "desk/record.h"

/* True where the text insults or threatens a person, by a list of words in the languages of the
 * reader. Careful: anger about a thing is not abuse. text is as it was written. */
bool abuse_is(const char *text, struct arena *arena);

/* The same for the event's mail: its subject and its sender's own words. */
bool abuse_in_mail(const struct record *record);

/* A new ticket whose mail is abusive is of the category behaviour (subcategory abuse where it has
 * one), with its team, where the conf has that category. False where it is not, or is none. */
bool abuse_of_new(struct record *record, struct ticket *ticket);

/* Who is told besides the owner where there is no team for it: the manager of the ticket's team;
 * CONF_NO_INDEX. */
size_t abuse_overseer(const struct record *record, const struct ticket *ticket);

#endif
