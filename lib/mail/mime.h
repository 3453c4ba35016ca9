/* The parts of a mail, cut in one pass over its bytes (RFC 2045, 2046). */
#ifndef MAIL_MIME_H
#define MAIL_MIME_H

#include "mail/decode.h"
#include "mail/field.h"
#include "mail/param.h"

struct part {
	struct field_list fields;
	const char *type; /* "text/plain", lower-case; the default where there is none */
	struct param_list params;
	const char *disposition; /* "inline", "attachment", "" */
	const char *name;        /* of the file; NULL */
	const char *content_id;  /* without <>; NULL */
	enum encoding encoding;
	bool is_multipart;    /* a real one: its parts follow */
	bool has_type;        /* a Content-Type that could be read */
	size_t body, end;     /* offsets in the raw mail */
	size_t parent, depth; /* the root is its own parent */
	size_t after;         /* index of the first part that is not inside this one */
};

struct mime {
	struct part *parts; /* in the order of the mail; [0] is the mail itself */
	size_t count;
};

/*
 * Cuts the mail. Never fails: what is over a limit stays within the part that it stands in and is
 * noted as a defect. *is_header_over tells that the header block was over its limit.
 */
void mime_read(struct reading *reading, struct mime *mime, bool *is_header_over);

/* The bytes of a part's body as they stand. */
struct bytes mime_body(const struct reading *reading, const struct part *part);

bool part_is(const struct part *part, const char *type);
/* True for a type such as "text/" or "image/". */
bool part_is_kind(const struct part *part, const char *prefix);

#endif
