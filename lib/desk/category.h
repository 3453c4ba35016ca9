/* What a new ticket is about: by who sends it, by words of the mail, and the team that follows. */
#ifndef DESK_CATEGORY_H
#define DESK_CATEGORY_H

#include "desk/record.h"

/* The category of that name, "billing" of "billing/refund" too; CONF_NO_INDEX. name may be NULL. */
size_t category_find(const struct conf *conf, const char *name);

/* True where a conf's name of categories (a glob) means this category: itself, or with its
 * subcategory. NULL is a ticket without a category. */
bool category_fits(const char *pattern, const char *category);

/* Its team, else the team of its own name; CONF_NO_INDEX. */
size_t category_team(const struct conf *conf, size_t category);

/* The category of a mail that opens a ticket, by the conf's rules; NULL. *rule: which kind it was.
 */
const char *category_guess(const struct conf *conf, const struct message *message,
			   const char *sender, const char **rule, struct arena *arena);

/* Sets a new ticket's category and team by the event's mail, where a rule of the conf fits: before
 * it is given an owner. */
void category_of_new(struct record *record, struct ticket *ticket, const char *sender);

/* Sets the category, and the team that goes with it, each with its journal row. */
void category_set(struct record *record, struct ticket *ticket, const char *name, const char *by,
		  const char *rule);

#endif
