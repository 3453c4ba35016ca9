#include "desk/people.h"

#include <string.h>

#include "base/text.h"

const struct participant *people_find(const struct ticket *ticket, const char *email)
{
	for (size_t i = 0; i < ticket->participant_count; i++)
		if (!ticket->participants[i].agent &&
		    text_equal_nocase(ticket->participants[i].email, email))
			return &ticket->participants[i];
	return NULL;
}

const struct participant *people_find_watcher(const struct ticket *ticket, const char *agent)
{
	for (size_t i = 0; i < ticket->participant_count; i++)
		if (ticket->participants[i].agent &&
		    strcmp(ticket->participants[i].agent, agent) == 0)
			return &ticket->participants[i];
	return NULL;
}

void people_set(struct record *record, struct ticket *ticket, const struct participant *person)
{
	const struct participant *old = person->agent ? people_find_watcher(ticket, person->agent)
						      : people_find(ticket, person->email);
	size_t count = ticket->participant_count,
	       at = old ? (size_t)(old - ticket->participants) : count;
	struct participant *list = arena_array(record->arena, count + 1, sizeof *list);

	if (count)
		memcpy(list, ticket->participants, count * sizeof *list);
	if (old)
		list[at].role = person->role;
	else
		list[ticket->participant_count++] = *person;
	ticket->participants = list;
}

bool people_remove(struct record *record, struct ticket *ticket, enum participant_role role,
		   const char *email, const char *agent)
{
	const struct participant *found =
	    agent ? people_find_watcher(ticket, agent) : people_find(ticket, email);
	size_t count = ticket->participant_count, kept = 0;
	struct participant *list;

	if (!found || found->role != role)
		return false;
	list = arena_array(record->arena, count, sizeof *list);
	for (size_t i = 0; i < count; i++)
		if (&ticket->participants[i] != found)
			list[kept++] = ticket->participants[i];
	ticket->participants = list;
	ticket->participant_count = kept;
	return true;
}

bool people_is_outside(const struct conf *conf, const char *email)
{
	const char *at = strchr(email, '@');

	return at && at != email && at[1] && !strchr(at + 1, '@') &&
	       !strpbrk(email, "<>()\",;: ") &&
	       conf_mailbox_by_address(conf, email) == CONF_NO_INDEX &&
	       conf_agent_by_address(conf, email) == CONF_NO_INDEX;
}
