/* A mail that is signed as a whole: OpenPGP/MIME (RFC 3156) and S/MIME (RFC 8551), at its root
 * alone. Nothing is verified here. */
#ifndef MAIL_SIGNED_H
#define MAIL_SIGNED_H

#include "mail/message.h"

struct signed_mail {
	struct bytes entity;    /* what was signed, with CRLF: a MIME part; empty where it stands
				   within the signature */
	struct bytes signature; /* as it stands, its transfer encoding taken off */
	bool is_cms;            /* S/MIME, else OpenPGP */
};

/*
 * Cuts it. False where the mail is not signed at its root: another structure, more or fewer than
 * two parts, no closing delimiter. What is cut lives in the arena, or points into the raw mail.
 */
bool signed_read(const struct message *message, struct arena *arena, struct signed_mail *out);

#endif
