/* The words that mail servers use for mail that did not arrive. Read by bounce*.c alone. */
#ifndef MAIL_PHRASES_BOUNCE_H
#define MAIL_PHRASES_BOUNCE_H

#include <stdbool.h>

/* Lists end with NULL; all are lower-case, and found anywhere in a lower-cased text. */
extern const char *const bounce_senders[];    /* local parts of From */
extern const char *const bounce_subjects[];   /* in Subject */
extern const char *const bounce_openers[];    /* in the first lines of the text */
extern const char *const bounce_delays[];     /* the mail is still being tried */
extern const char *const bounce_separators[]; /* on the line above the returned mail */
extern const char *const bounce_leads[];      /* on a line, before the recipient's address */
extern const char *const bounce_senders_of[]; /* on a line, before the sender's address */

/* What a diagnostic means, the first that is found; is_hard: the address is dead. */
struct bounce_reason {
	const char *words;
	bool is_hard;
};

extern const struct bounce_reason bounce_reasons[]; /* ends with NULL words */

#endif
