/*
 * Mails of agents about several tickets, `#on 12` above what is for ticket 12: to the control
 * address, in answer to a mail that lists tickets, or anywhere else. All of the mail is carried
 * out, or nothing.
 */
#ifndef DESK_CONTROL_H
#define DESK_CONTROL_H

#include "desk/rights.h"

/* Where such mails go to: commands.address, else the mailbox's address with the detail "control",
 * and where it takes none its plain address. */
const char *control_address(const struct conf *conf, size_t mailbox, struct arena *arena);

/* It came to the control address, answers a mail that lists tickets, or has a line `#on …`. */
bool control_is_it(const struct record *record, const struct thread *thread, size_t agent);

/* The tickets that its lines name. */
void control_wants(const struct conf *conf, const char *reply, struct wants *wants,
		   struct arena *arena);

void control_writes(struct record *record, const struct thread *thread, size_t agent,
		    enum proof proof);

/* Carries out a text that was held. */
void control_works(struct record *record, size_t agent, const struct rights *rights,
		   const char *reply, const struct draft_text *held);

#endif
