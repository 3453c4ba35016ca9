/* One value against its key's type. Errors say what is wrong and what would be right. */
#ifndef CONF_VALUE_H
#define CONF_VALUE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "conf/schema.h"

struct value_context {
	struct arena *arena;
	const char *folder; /* where relative paths start */
};

/* One value as it was written. */
enum scalar_kind { SCALAR_TEXT, SCALAR_NUMBER, SCALAR_FLOAT, SCALAR_BOOL, SCALAR_BLOCK };

struct scalar {
	enum scalar_kind kind;
	const char *text;
	int64_t number;
	bool truth;
};

/* True for the types whose members are texts, numbers. */
bool conf_value_is_text(enum key_type type);
bool conf_value_is_number(enum key_type type);

/* What the type takes, for errors: `a text in quotes`. */
const char *conf_value_kind(enum key_type type);

/* *out is in the arena. */
int conf_value_text(const struct value_context *context, const struct key *key,
		    const struct scalar *scalar, const char **out, struct err *err);

/* Within the key's range; durations are microseconds, sizes bytes. */
int conf_value_number(const struct key *key, const struct scalar *scalar, int64_t *out,
		      struct err *err);

/* The index in the key's choices. */
int conf_value_choice(const struct key *key, const struct scalar *scalar, int *out,
		      struct err *err);

/* What a key's fallback, or a word of it, would be as a written value. */
struct scalar conf_value_fallback(const struct key *key, const char *text);

/* Of the names, the one that text was probably meant to be; NULL where none is near. */
const char *conf_value_nearest(const char *text, const char *const *names, size_t count);

#endif
