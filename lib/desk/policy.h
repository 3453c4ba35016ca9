/* Which policy a ticket has: the first of the conf whose match fits it. */
#ifndef DESK_POLICY_H
#define DESK_POLICY_H

#include "conf/conf.h"
#include "desk/ticket.h"

enum clock_name { CLOCK_FIRST, CLOCK_UPDATE, CLOCK_RESOLVE, CLOCK_COUNT };

/* "first", "update", "resolve". */
const char *clock_name_text(enum clock_name name);

/* The policy of a ticket as it stands; NULL: it has none, and no targets. */
const struct conf_policy *policy_of(const struct conf *conf, const struct ticket *ticket);

/* The target of one of its clocks in working time; 0: it has none. policy may be NULL. */
int64_t policy_target(const struct conf_policy *policy, enum clock_name name);

/* True where the ticket fits all keys of a match: those of policies and of surveys. */
bool match_fits(const struct conf *conf, const struct conf_match *match,
		const struct ticket *ticket);

/* A key of a match, and what the ticket has of it. */
struct match_term {
	const char *key; /* "mailbox" … */
	const struct conf_strings *globs;
	const char *value; /* "" for none; of a segment: that of the requester, in customers.csv */
	bool fits;
};

enum { MATCH_TERMS = 5 };

/* The same, term by term: for telling why. */
void match_terms(const struct conf *conf, const struct conf_match *match,
		 const struct ticket *ticket, struct match_term terms[MATCH_TERMS]);

#endif
