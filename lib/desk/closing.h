/* Tickets that close by themselves: pending ones whose customer is silent, and solved ones. */
#ifndef DESK_CLOSING_H
#define DESK_CLOSING_H

#include "desk/record.h"

/* Sets the deadlines of a ticket that the event made pending, or on which an agent answered again;
 * takes them away where it is not pending any more. Once, at the end of each decision. */
void closing_settle(struct record *record);

/* The deadlines "closing.warn", "closing.pending" and "close": their moment has come. */
void closing_warns(struct record *record, struct ticket *ticket);
void closing_closes(struct record *record, struct ticket *ticket);
void closing_closes_solved(struct record *record, struct ticket *ticket);

#endif
