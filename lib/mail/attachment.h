/* Parts that are not the text. */
#ifndef MAIL_ATTACHMENT_H
#define MAIL_ATTACHMENT_H

#include "mail/choose.h"

/* Fills message->attachments from the parts that are used as such. */
void attachment_read(struct reading *reading, const struct mime *mime, const enum part_use *uses);

/* A new attachment with that content, its size and digest; the rest is the caller's to set. */
struct attachment *attachment_add(struct reading *reading, struct bytes content);

/* The declared type, or what the first bytes give away where that says little. */
const char *attachment_type(const char *declared, struct bytes content);

/*
 * A file name that is safe to show and to offer: the last path part (of / and \), no controls, no
 * dots alone, at most 255 bytes; "" where nothing is left.
 */
const char *attachment_name(const char *name, struct arena *arena);

#endif
