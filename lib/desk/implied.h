/* What an agent's mail means by the mail that it answers: a filled form escalates, the answer to a
 * #consult goes to who asked. */
#ifndef DESK_IMPLIED_H
#define DESK_IMPLIED_H

#include "desk/command.h"
#include "desk/rules.h"

/* Adds the command that a mail with this text implies. */
void implied_add(const struct record *record, const struct thread *thread, size_t agent,
		 struct command_text *text);

/* Why a text without a command is not sent to the customer: its writer is being asked to take the
 * ticket. NULL. */
const char *implied_hindrance(const struct command_state *state, const struct command_text *text);

#endif
