/* What leaves the house in a person's own words. */
#ifndef DESK_OUTWARD_H
#define DESK_OUTWARD_H

#include "base/arena.h"
#include "conf/conf.h"

/*
 * The words as a customer may see them: in place of an agent's address, of a plus-address with a
 * token of ours and of a Message-ID of ours stands `instead`, and a tag with a token loses it. A
 * quote that was not cut, or headers that were pasted, would tell them else.
 */
const char *outward_words(const struct conf *conf, const char *words, const char *instead,
			  struct arena *arena);

/* A mail that is attached (message/rfc822, .eml) and that holds an agent's address or a token of
 * theirs: it must not go out. content: decoded. */
bool outward_is_telling(const struct conf *conf, const char *type, const char *name,
			struct bytes content, struct arena *arena);

#endif
