/* The words that mail programs put around what a person wrote. Read by reply_*.c alone. */
#ifndef MAIL_PHRASES_REPLY_H
#define MAIL_PHRASES_REPLY_H

#include <stdbool.h>

/* Lists end with NULL (or a NULL name), in lower-case, UTF-8. */

/* How the line above a quote begins, where a date follows: "on ", "am ", "le ". */
extern const char *const reply_starts[];

/* What it says the other person did: "wrote", "schrieb". */
extern const char *const reply_verbs[];
/* "Quoting X:": they need no date. */
extern const char *const reply_quotings[];

/* The names of the fields in a block that Outlook and others put above a quote. */
enum reply_field { FIELD_FROM, FIELD_SENT, FIELD_TO, FIELD_CC, FIELD_SUBJECT, FIELD_OTHER };

struct reply_field_name {
	const char *name;
	enum reply_field field;
};

extern const struct reply_field_name reply_fields[];

/* What stands between dashes above a quote: "original message". */
struct reply_separator {
	const char *words;
	bool is_forward;
};

extern const struct reply_separator reply_separators[];

/* Lines of their own, without dashes: "begin forwarded message:". */
extern const char *const reply_forward_lines[];

/* Footers of phones and programs: how they begin, how they end, and words that prove them. */
extern const char *const reply_device_starts[];
extern const char *const reply_device_ends[];
extern const char *const reply_device_words[];

/* How a paragraph of a lawyer begins. */
extern const char *const reply_disclaimers[];

/* Subjects of forwarded mail: "fwd:". */
extern const char *const reply_forward_subjects[];

#endif
