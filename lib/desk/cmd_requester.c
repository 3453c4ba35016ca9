/* #requester ADDRESS: whose ticket it is; what was known as two people becomes one. */
#include "desk/command.h"

#include <inttypes.h>

#include "base/text.h"
#include "desk/people.h"

static const char *contact_text(struct arena *arena, int64_t contact)
{
	return contact ? arena_printf(arena, "%" PRId64, contact) : NULL;
}

/* The address, of a person who may be known. */
static struct contact person_of(const struct command_state *state, const char *email)
{
	const struct contact *known = state->record->facts->person;

	if (known)
		return *known;
	return (struct contact){.email = email,
				.name = "",
				.language = state->ticket->requester.language,
				.away_until_us = TIME_NONE};
}

/* Who was it before is the same person, unless it was somebody of the desk. */
static void join_people(struct command_state *state, const struct contact *was)
{
	struct record *record = state->record;
	struct changes *changes = record->changes;

	if (conf_agent_by_address(record->conf, was->email) != CONF_NO_INDEX) {
		people_remove(record, state->ticket, PARTICIPANT_REQUESTER, was->email, NULL);
		return;
	}
	if (!was->id)
		return;
	changes->persons = arena_grow(record->arena, changes->persons, changes->person_count,
				      sizeof *changes->persons);
	changes->persons[changes->person_count++] =
	    (struct person_change){.ticket = state->ticket, .was = was->id};
}

bool command_requester(struct command_state *state, const char *word, const char *arguments,
		       const char **result)
{
	struct record *record = state->record;
	struct ticket *ticket = state->ticket;
	struct contact was = ticket->requester;
	const char *rest = arguments, *email = command_next_word(record->arena, &rest);
	struct participant person = {.role = PARTICIPANT_REQUESTER, .email = email, .name = ""};

	(void)word;
	if (!*email || *rest) {
		*result = "say one address: #requester ADDRESS";
		return false;
	}
	if (!people_is_outside(record->conf, email)) {
		*result = arena_printf(record->arena, "\"%.60s\" is no address of a person outside",
				       email);
		return false;
	}
	if (text_equal_nocase(ticket->answer_to ? ticket->answer_to : was.email, email)) {
		*result = arena_printf(record->arena, "it was %s's already", email);
		return true;
	}
	ticket->requester = person_of(state, email);
	ticket->answer_to = text_equal_nocase(ticket->requester.email, email) ? NULL : email;
	people_set(record, ticket, &person);
	join_people(state, &was);
	record_journal(record, ticket, "requester", record->conf->agents[state->agent].id, NULL,
		       contact_text(record->arena, was.id),
		       contact_text(record->arena, ticket->requester.id), NULL);
	*result =
	    arena_printf(record->arena, "answers go to %s; what comes from %s is the same person's",
			 email, *was.email ? was.email : "there");
	return true;
}
