/* Within composing: header fields, transfer encodings and flowed text. Only compose*.c include it.
 */
#ifndef MAIL_COMPOSE_PART_H
#define MAIL_COMPOSE_PART_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

enum {
	FIELD_COLUMNS = 78,       /* RFC 5322, 2.1.1 */
	FIELD_WORDS_COLUMNS = 76, /* RFC 2047, 2: lines with encoded words */
	ENCODED_WORD_MAX = 75,
	LINE_MAX_LEN = 998
};

/* A header field on its way out: words come one by one, and it is folded where they don't fit. */
struct field {
	struct buf *out;
	size_t column;
	bool is_encoded;   /* this line has an encoded word */
	bool is_blank_due; /* the next word has a blank (or a fold) before it */
};

void field_open(struct field *field, struct buf *out, const char *name);

/* A word without blanks, printable ASCII; it is never broken. */
void field_word(struct field *field, const char *word, size_t len);

/* Words parted by single blanks, printable ASCII. */
void field_words(struct field *field, const char *text, size_t len);

/* Cleaned text (base/text.h, one line): plain words where ASCII allows it, then encoded words. */
void field_text(struct field *field, const char *text, size_t len);

/* All of the text as encoded words (RFC 2047), split at code points. */
void field_encoded(struct field *field, const char *text, size_t len);

/*
 * `; name=value` of RFC 2045; a value that is not ASCII as RFC 2231 says (percent-encoded UTF-8, in
 * numbered pieces where it is long).
 */
void field_param(struct field *field, const char *name, const char *value);
void field_close(struct field *field);

/* True where the text is printable ASCII without what looks like an encoded word. */
bool field_is_plain(const char *text, size_t len);

/* RFC 2045, 6.8: lines of 76 columns, CRLF; the last one ends with CRLF, too. */
void encode_base64(struct buf *out, const char *data, size_t len);

/* RFC 2045, 6.7, for text: LF becomes CRLF; the last line ends with CRLF, too. */
void encode_quoted_printable(struct buf *out, const char *data, size_t len);

/*
 * Encoded bytes put in as they are, if they keep to CRLF, to their alphabet and to 998 bytes a
 * line; else mended so that they do. The decoded bytes stay the same either way.
 */
void encode_keep_base64(struct buf *out, const char *data, size_t len);
void encode_keep_quoted_printable(struct buf *out, const char *data, size_t len);

/* True for ASCII in CRLF lines of at most 998 bytes, without NUL and lone CR or LF; the last line
 * may lack its CRLF. */
bool encode_is_7bit(const char *data, size_t len);

/*
 * Text (UTF-8, LF) as format=flowed (RFC 3676): paragraphs broken softly, quotes kept with their
 * depth, lines space-stuffed, the signature line "-- " as it is. The result has LF line ends.
 */
void flowed_write(struct buf *out, const char *text, size_t len);

#endif
