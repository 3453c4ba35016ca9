/* Header blocks cut into fields: RFC 5322, 2.2, and what really arrives. */
#ifndef MAIL_FIELD_H
#define MAIL_FIELD_H

#include "mail/reading.h"

/* Slices of the raw mail; the value is still folded, without its last line end. */
struct field {
	struct bytes name, value;
};

struct field_list {
	struct field *items;
	size_t count;
};

/* Says whether a line (without its end) is one that ends a header block before its empty line. */
typedef bool field_stop(const void *context, struct bytes line);

/*
 * Cuts the header block at `start` into fields; returns the offset of the body. The block ends at
 * an empty line, at a line that `stop` (may be NULL) knows, or at the first line that can't be
 * one of a header. At most limits.header_block bytes of fields are kept, each with at most
 * limits.header_line bytes of value (the tail of it for References, the head for all others).
 * *is_over tells that the block was over its limit.
 */
size_t field_split(struct reading *reading, size_t start, size_t end, field_stop *stop,
		   const void *context, struct field_list *list, bool *is_over);

/* The first field of that name, without case; NULL. */
const struct field *field_find(const struct field_list *list, const char *name);
bool field_is(const struct field *field, const char *name);

/*
 * The value on one line: line ends of folding taken out, runs of blanks left, ends cut. Points into
 * the raw mail where nothing had to be changed.
 */
struct bytes field_unfold(const struct field *field, struct arena *arena);

/* How deep comments nest in a value, quoted strings and quoted pairs set aside (RFC 5322, 3.2.2).
 */
size_t field_comment_depth(struct bytes value);

#endif
