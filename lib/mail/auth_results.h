/* The trace of a mail: Received and Authentication-Results (RFC 8601), in order. */
#ifndef MAIL_AUTH_RESULTS_H
#define MAIL_AUTH_RESULTS_H

#include "mail/field.h"

/* Fills message->traces from the fields of the top level. */
void trace_read(struct reading *reading, const struct field_list *fields);

/* One Authentication-Results value into a trace; results may be none. */
void auth_results_read(struct bytes value, struct arena *arena, struct trace *trace);

#endif
