/*
 * The facts of a case: lines `summary: …`, `tried: …`, `impact: …` in an agent's text, kept as
 * fields of the ticket under these names. Which of them an escalation needs says the category
 * (categories.required).
 */
#ifndef DESK_CASE_FACTS_H
#define DESK_CASE_FACTS_H

#include "desk/record.h"

struct case_fact {
	const char *name, *value;
};

struct case_facts {
	struct case_fact *items; /* those with a value, in the order of the text */
	size_t count;
	const char *rest; /* the text without them */
};

/* What an escalation of this ticket needs: by its category, else summary, tried and impact. */
struct conf_strings case_facts_required(const struct conf *conf, const struct ticket *ticket,
					struct arena *arena);

/* All names that are read on this ticket: those that are required, and wants, asked, proposed. */
struct conf_strings case_facts_names(const struct conf *conf, const struct ticket *ticket,
				     struct arena *arena);

/*
 * Reads the facts in a text. A value goes on over more lines up to the next name; the last one ends
 * at an empty line. Marks of a quote or a list before a name are overlooked.
 */
struct case_facts case_facts_read(const char *text, const struct conf_strings *names,
				  struct arena *arena);

/* Puts them into the ticket's fields. */
void case_facts_keep(struct record *record, struct ticket *ticket, const struct case_facts *facts);

/* Which of those that are required the ticket lacks; count 0 where it lacks none. */
struct conf_strings case_facts_missing(const struct conf *conf, const struct ticket *ticket,
				       struct arena *arena);

#endif
