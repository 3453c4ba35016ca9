/* A mail as the JSON object of `ombudctl parse --json`. */
#ifndef CTL_PARSE_JSON_H
#define CTL_PARSE_JSON_H

#include <jansson.h>

#include "mail/message.h"

/* A new object; the caller drops it with json_decref. */
json_t *parse_json(const char *file, const struct message *message);

#endif
