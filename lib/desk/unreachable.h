/* An agent whose mailbox returns mail: nothing more is sent there, their work goes to the next,
 * until they write again. */
#ifndef DESK_UNREACHABLE_H
#define DESK_UNREACHABLE_H

#include "desk/record.h"

/* Their mail came back for good. ticket: what it was about; NULL. why: the server's words. */
void unreachable_begin(struct record *record, struct ticket *ticket, size_t agent, const char *why,
		       const char *status);

/* They have written, and it was them. Nothing where they could be reached. */
void unreachable_end(struct record *record, size_t agent);

#endif
