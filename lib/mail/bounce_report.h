/* The fields of RFC 3464, in their own part or wherever a server wrote them. */
#ifndef MAIL_BOUNCE_REPORT_H
#define MAIL_BOUNCE_REPORT_H

#include "mail/reading.h"

/*
 * Reads groups of fields from a decoded text into message->bounces; text that is none is passed
 * over. Returns how many recipients were found.
 */
size_t bounce_report_read(struct reading *reading, struct bytes text);

#endif
