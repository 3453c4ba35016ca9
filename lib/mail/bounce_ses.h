/* Amazon SES tells of bounces by SNS: JSON in a mail. */
#ifndef MAIL_BOUNCE_SES_H
#define MAIL_BOUNCE_SES_H

#include "mail/reading.h"

/* True where the sender is one of SNS. */
bool bounce_ses_may_be(const struct message *message);

/* Reads a notification into message->bounces; false where the text is none. */
bool bounce_ses_read(struct reading *reading, const char *text);

#endif
