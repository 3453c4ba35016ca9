/* What kind of mail it is, and why. */
#ifndef MAIL_KIND_H
#define MAIL_KIND_H

#include "mail/mime.h"

/*
 * Sets kind, kind_reason, is_auto_generated, is_invitation and is_forward from headers, subject
 * and parts (RFC 3834 and those who don't follow it). The first that fits: bounce, report, receipt,
 * auto-reply, list, bulk, human.
 */
void kind_read(struct reading *reading, const struct mime *mime, bool is_bounce);

#endif
