/*
 * Holding mails: where the update clock has run out without a person's word, the customer is told
 * honestly that there is nothing yet, and by when they hear more. At most promises.holding of them
 * one after the other; then it is for the manager.
 */
#ifndef DESK_HOLDING_H
#define DESK_HOLDING_H

#include "desk/record.h"

/* The ticket's field: how many were sent since a person wrote last. */
#define HOLDING_FIELD "holding"

/* The update clock was missed, or the time that the last one named is near. */
void holding_is_due(struct record *record, struct ticket *ticket);

/* A person has written: they are counted anew. Once, at the end of each decision. */
void holding_settle(struct record *record);

#endif
