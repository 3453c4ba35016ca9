/*
 * Are an agent's words to a customer an update? Where the ticket's tier asks for it
 * (tiers.update_needs), they say what was done, what comes next, and when, each on a line of its
 * own; and nowhere just that somebody is working on it. What is not comes back once.
 */
#ifndef DESK_VAGUE_H
#define DESK_VAGUE_H

#include "desk/command.h"

/* The ticket's field: a text came back, so the next one goes. */
#define VAGUE_FIELD "vague"

/* Why the text comes back, in words for the agent; NULL. */
const char *vague_hindrance(const struct command_state *state, const char *words);

#endif
