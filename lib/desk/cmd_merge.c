/* #merge N, #link N, #spam: what becomes of a ticket beside others. */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "desk/command.h"
#include "desk/people.h"
#include "desk/rules.h"

static const char *me(const struct command_state *state)
{
	return state->record->conf->agents[state->agent].id;
}

/* The other ticket that the arguments name, to be changed; NULL with the reason in *result. */
static struct ticket *other_ticket(struct command_state *state, const char *arguments,
				   const char **result)
{
	struct record *record = state->record;
	int64_t number = command_ticket_number(record->conf, arguments);
	const struct ticket *other = number ? facts_ticket(record->facts, number) : NULL;

	if (!number) {
		*result = "say which: the number of the other ticket";
		return NULL;
	}
	if (!other) {
		*result = arena_printf(record->arena, "there is no ticket %" PRId64, number);
		return NULL;
	}
	if (other->number == state->ticket->number) {
		*result = "that is this ticket itself";
		return NULL;
	}
	return record_ticket(record, other);
}

static const char *number_text(struct command_state *state, const struct ticket *ticket)
{
	return arena_printf(state->record->arena, "%" PRId64, ticket->number);
}

/* Whoever wrote to this one goes on there. */
static void bring_people(struct command_state *state, struct ticket *target)
{
	const struct contact *requester = &state->ticket->requester;
	struct participant person = {.role = PARTICIPANT_MEMBER,
				     .contact = requester->id,
				     .email = requester->email,
				     .name = requester->name};

	if (!thread_is_customer(target, requester->email))
		people_set(state->record, target, &person);
}

bool command_merge(struct command_state *state, const char *word, const char *arguments,
		   const char **result)
{
	struct ticket *target = other_ticket(state, arguments, result);

	(void)word;
	if (!target)
		return false;
	record_journal(state->record, state->ticket, "merged", me(state), NULL, NULL,
		       number_text(state, target), NULL);
	record_journal(state->record, target, "merged", me(state), NULL,
		       number_text(state, state->ticket), NULL, NULL);
	record_status(state->record, state->ticket, STATUS_CLOSED, me(state), "merged");
	state->ticket->merged_into = target->number;
	state->has_status = true;
	bring_people(state, target);
	*result =
	    arena_printf(state->record->arena, "went into ticket %s", number_text(state, target));
	return true;
}

bool command_link(struct command_state *state, const char *word, const char *arguments,
		  const char **result)
{
	struct ticket *other = other_ticket(state, arguments, result);

	(void)word;
	if (!other)
		return false;
	record_journal(state->record, state->ticket, "linked", me(state), NULL, NULL,
		       number_text(state, other), NULL);
	record_journal(state->record, other, "linked", me(state), NULL, NULL,
		       number_text(state, state->ticket), NULL);
	*result =
	    arena_printf(state->record->arena, "linked with ticket %s", number_text(state, other));
	return true;
}

bool command_spam(struct command_state *state, const char *word, const char *arguments,
		  const char **result)
{
	(void)word;
	if (*arguments) {
		*result = "#spam takes nothing behind it";
		return false;
	}
	command_tag(state, "tag", "spam", result);
	record_status(state->record, state->ticket, STATUS_CLOSED, me(state), "spam");
	state->has_status = true;
	state->is_internal = true;
	record_suppression(state->record, state->ticket, state->ticket->requester.email,
			   SUPPRESSED_SPAM, me(state), "spam", NULL);
	*result = "closed as spam";
	return true;
}
