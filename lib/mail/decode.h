/* Content-Transfer-Encodings, read leniently (RFC 2045, 6.7 and 6.8) and in one pass. */
#ifndef MAIL_DECODE_H
#define MAIL_DECODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum encoding {
	ENCODING_7BIT,
	ENCODING_8BIT,
	ENCODING_BINARY,
	ENCODING_BASE64,
	ENCODING_QP,
	ENCODING_UU
};

/* "7bit", "8bit", "binary", "base64", "quoted-printable", "x-uuencode". */
const char *encoding_name(enum encoding encoding);

/* The encoding of that name, without case; false where it is none that we know. */
bool encoding_from_name(const char *name, size_t len, enum encoding *encoding);

/* The most bytes that decoding len bytes gives. */
size_t decode_max_len(enum encoding encoding, size_t len);

/*
 * Decodes into out (decode_max_len bytes) and returns how many were written. What does not belong
 * is passed over; *is_damaged tells of it. out may be the input itself.
 */
size_t decode_base64(const char *in, size_t len, char *out, bool *is_damaged);
size_t decode_qp(const char *in, size_t len, char *out, bool *is_damaged);
/* The lines between `begin` and `end`; or all of them where neither is there. */
size_t decode_uu(const char *in, size_t len, char *out, bool *is_damaged);

/* The Q encoding of RFC 2047, 4.2. */
size_t decode_q_word(const char *in, size_t len, char *out);

/* The decoded body; points into `in` where the encoding changes nothing. */
struct bytes decode_body(struct bytes in, enum encoding encoding, struct arena *arena,
			 bool *is_damaged);

#endif
