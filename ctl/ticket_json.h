/* A ticket and what belongs to it as JSON, the same in every command. */
#ifndef CTL_TICKET_JSON_H
#define CTL_TICKET_JSON_H

#include <jansson.h>

#include "desk/changes.h"

json_t *ticket_json(const struct ticket *ticket);
json_t *exchange_json(const struct exchange *exchange);
json_t *journal_json(const struct journal_row *row, int64_t ticket);

#endif
