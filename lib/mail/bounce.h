/* Mail about mail of ours that did not arrive: reports (RFC 3464) and prose. */
#ifndef MAIL_BOUNCE_H
#define MAIL_BOUNCE_H

#include "mail/mime.h"

/*
 * Reads recipients and returned ids of a bounce (a delayed or a delivered notice too) into the
 * message; false where the mail is none.
 */
bool bounce_read(struct reading *reading, const struct mime *mime);

#endif
