/* Phrases that no mail to a customer should have, by language: they blame, refuse without a way on,
 * or say nothing. Within lib/tmpl. */
#ifndef TMPL_TEMPLATE_PHRASES_H
#define TMPL_TEMPLATE_PHRASES_H

#include "base/arena.h"

/* The first of them that stands in the source of a template of that language; NULL. *line is where.
 */
const char *template_blocked_phrase(const char *language, const char *source, size_t *line,
				    struct arena *arena);

#endif
