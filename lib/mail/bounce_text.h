/* What is common to reports and to prose: codes and what they mean. */
#ifndef MAIL_BOUNCE_TEXT_H
#define MAIL_BOUNCE_TEXT_H

#include <stdbool.h>

#include "mail/reading.h"

/* The place of the first of the words in the text; NULL. */
const char *bounce_find(const char *lower, const char *const *words);

/*
 * The enhanced status code (RFC 3463) in a text, the one right after an SMTP reply code rather than
 * another; "" where there is none.
 */
const char *bounce_status(const char *text, struct arena *arena);

/*
 * The status field of a report, or the code that the remote server gave in the diagnostic where
 * that says more: relays often put one of their own, as general as 5.0.0 or 5.1.0, into the field.
 */
const char *bounce_better_status(const char *given, const char *diagnostic, struct arena *arena);

/* True where status and diagnostic say that the address is dead: no other try will help. */
bool bounce_is_hard(const char *action, const char *status, const char *diagnostic,
		    struct arena *arena);

/* Adds a recipient, once for each address. */
void bounce_add(struct reading *reading, struct bounce bounce);

#endif
