/* Values with parameters: Content-Type, Content-Disposition (RFC 2045, 2183, 2231). */
#ifndef MAIL_PARAM_H
#define MAIL_PARAM_H

#include "base/arena.h"

struct param {
	const char *name;  /* lower-case, without the marks of RFC 2231 */
	const char *value; /* decoded, one clean line */
};

struct param_list {
	struct param *items;
	size_t count;
};

/*
 * Reads `token; name=value; …` from an unfolded value, quoted or not, with continuations, charsets
 * and encoded words. Returns the token in lower-case, "" where there is none.
 */
const char *param_read(struct bytes value, struct arena *arena, struct param_list *list);

/* The value of that name; NULL. */
const char *param_find(const struct param_list *list, const char *name);

#endif
