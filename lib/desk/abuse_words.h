/* The words of abuse. Read by abuse.c alone. */
#ifndef DESK_ABUSE_WORDS_H
#define DESK_ABUSE_WORDS_H

/* Up to NULL, in lower case, as words_find() takes them: insults of a person, and threats. */
extern const char *const abuse_words[];

#endif
