/* Delivery status notifications (RFC 3464). */
#ifndef MAIL_BOUNCE_H
#define MAIL_BOUNCE_H

#include "mail/mime.h"

/* Reads the parts of a report into message->bounces and returned_ids; true where there is one. */
bool bounce_read(struct reading *reading, const struct mime *mime);

/* True where a status and a diagnostic say that the address is dead: no other try will help. */
bool bounce_is_hard(const char *action, const char *status, const char *diagnostic);

#endif
