#include <string.h>

#include "desk/changes.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* The enum value whose name it is; -1. The tables stand in the order of their enums. */
static int find(const char *const *names, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return (int)i;
	return -1;
}

static const char *const status_names[] = {"new", "open", "pending", "hold", "solved", "closed"};
static const char *const priority_names[] = {"low", "normal", "high", "urgent"};
static const char *const offer_names[] = {"given", "pending", "approved", "denied", "expired"};
static const char *const promise_names[] = {"open", "kept", "broken", "renewed", "void"};
static const char *const role_names[] = {"requester", "cc", "member", "watcher"};

const char *ticket_status_name(enum ticket_status status)
{
	return status_names[status];
}

bool ticket_status_parse(const char *name, enum ticket_status *status)
{
	int at = find(status_names, COUNT(status_names), name);

	if (at >= 0)
		*status = (enum ticket_status)at;
	return at >= 0;
}

const char *offer_worth(struct arena *arena, const struct offer *offer)
{
	return offer->policy ? arena_printf(arena, "policy %s", offer->policy)
			     : money_text(arena, &offer->amount);
}

const char *ticket_field(const struct ticket *ticket, const char *name)
{
	for (size_t i = 0; i < ticket->field_count; i++)
		if (strcmp(ticket->fields[i].name, name) == 0)
			return ticket->fields[i].value;
	return NULL;
}

bool ticket_field_is_shown(const char *name)
{
	return !strchr(name, '.');
}

bool ticket_status_is_live(enum ticket_status status)
{
	return status != STATUS_SOLVED && status != STATUS_CLOSED;
}

const char *ticket_priority_name(enum ticket_priority priority)
{
	return priority_names[priority];
}

bool ticket_priority_parse(const char *name, enum ticket_priority *priority)
{
	int at = find(priority_names, COUNT(priority_names), name);

	if (at >= 0)
		*priority = (enum ticket_priority)at;
	return at >= 0;
}

const char *offer_state_name(enum offer_state state)
{
	return offer_names[state];
}

bool offer_state_parse(const char *name, enum offer_state *state)
{
	int at = find(offer_names, COUNT(offer_names), name);

	if (at >= 0)
		*state = (enum offer_state)at;
	return at >= 0;
}

const char *promise_state_name(enum promise_state state)
{
	return promise_names[state];
}

bool promise_state_parse(const char *name, enum promise_state *state)
{
	int at = find(promise_names, COUNT(promise_names), name);

	if (at >= 0)
		*state = (enum promise_state)at;
	return at >= 0;
}

const char *participant_role_name(enum participant_role role)
{
	return role_names[role];
}

bool participant_role_parse(const char *name, enum participant_role *role)
{
	int at = find(role_names, COUNT(role_names), name);

	if (at >= 0)
		*role = (enum participant_role)at;
	return at >= 0;
}

const char *message_by_name(enum message_by by)
{
	switch (by) {
	case MESSAGE_CUSTOMER:
		return "customer";
	case MESSAGE_AGENT:
		return "agent";
	case MESSAGE_DRAFT:
		return "draft";
	case MESSAGE_THIRD:
		return "third";
	case MESSAGE_MACHINE:
		return "machine";
	}
	return "?";
}

const char *outcome_name(enum outcome outcome)
{
	switch (outcome) {
	case OUTCOME_TICKET:
		return "ticket";
	case OUTCOME_FILED:
		return "filed";
	case OUTCOME_QUARANTINED:
		return "quarantined";
	case OUTCOME_ANONYMOUS:
		return "anonymous";
	}
	return "?";
}
