/*
 * Talk in known forms: an agent's text goes out within a mail that says what is said each time
 * (cmd_talk.c), and what the customer answers to it is understood (talk_answer.c).
 */
#ifndef DESK_TALK_H
#define DESK_TALK_H

#include "desk/command.h"

/* Fields of a ticket: what the customer may choose from, a line each; the number that they chose;
 * what would settle it for them. */
#define TALK_OPTIONS "options"
#define TALK_CHOICE  "choice"
#define TALK_WANTS   "wants"

enum { TALK_OPTIONS_MAX = 9 };

struct talk_options {
	const char *items[TALK_OPTIONS_MAX];
	size_t count;
	const char *rest; /* of the text, without them */
};

/* The choices in an agent's text: lines "1. …" or "- …". */
struct talk_options talk_options(const char *words, struct arena *arena);

/* Why the mail can't go out in the form that it asks for; NULL. */
const char *talk_hindrance(const struct command_state *state, const char *words);

/* Puts into the mail what its form needs beside the words. */
void talk_fill(struct record *record, struct ticket *ticket, struct mail_change *mail);

/*
 * A customer's words: the number of a choice, and a line "wants: …" are kept on the ticket. What
 * the agent is to be told about it, NULL for nothing.
 */
const char *talk_answer(struct record *record, struct ticket *ticket, const char *reply);

#endif
