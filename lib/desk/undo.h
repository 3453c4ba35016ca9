/*
 * What an agent's commands did, so that #undo can take it back: what the ticket was before and
 * after, written as text with the stored message. Only what is still as they left it is taken back.
 */
#ifndef DESK_UNDO_H
#define DESK_UNDO_H

#include "desk/command.h"

enum { UNDO_MAILS_MAX = 20 };

/* What a mail did to its ticket; NULL where there is nothing. Commands whose work stays are named
 * in it with the reason. */
const char *undo_text(struct arena *arena, const struct ticket *before, const struct ticket *after,
		      const struct command_line *lines, size_t line_count, bool is_public);

/* A line for a mail that waits to be sent, to be added behind. */
const char *undo_add_mail(struct arena *arena, const char *undo, int64_t outbox);

/* The mails in it, at most UNDO_MAILS_MAX; returns how many. */
size_t undo_mails(const char *undo, int64_t *mails);

/* Takes back what can be; the result in words, a line each. */
const char *undo_carry_out(struct command_state *state, const struct kept_message *kept);

#endif
