/* What was sent to whom, in words, for the transcript of an agent's mail. */
#ifndef DESK_SENDINGS_H
#define DESK_SENDINGS_H

#include "desk/record.h"

/* The mails of the event so far, "" for none; ticket NULL: about any. agent: who reads it. */
const char *sendings_text(struct record *record, const struct ticket *ticket, size_t agent);

#endif
