/* #snooze #remind #eta: what is to be at a moment. */
#include <string.h>

#include "desk/command.h"
#include "desk/moment.h"
#include "desk/remind.h"
#include "desk/snooze.h"
#include "desk/when.h"

enum { REMINDER_MAX = 500 };

/* The moment that the arguments begin with, in the agent's own time; false with what is wrong. */
static bool read_moment(struct command_state *state, const char *word, const char *arguments,
			int64_t *at_us, const char **rest, const char **result)
{
	const struct record *record = state->record;
	const char *zone = record->conf->agents[state->agent].timezone;

	switch (when_parse(arguments, zone, record->now_us, at_us, rest)) {
	case WHEN_FOUND:
		return true;
	case WHEN_PAST:
		*result = arena_printf(
		    record->arena, "%s is over",
		    moment_for_agent(record->conf, state->agent, *at_us, record->arena));
		return false;
	case WHEN_NONE:
		*result = arena_printf(record->arena,
				       "say when: #%s 2026-01-31 15:00, fri 15:00, tomorrow 9:00, "
				       "+4h or +2d (times are those of %s)",
				       word, zone);
		return false;
	}
	return false;
}

static const char *in_words(const struct command_state *state, int64_t at_us)
{
	return moment_for_agent(state->record->conf, state->agent, at_us, state->record->arena);
}

bool command_snooze(struct command_state *state, const char *word, const char *arguments,
		    const char **result)
{
	const char *rest;
	int64_t at_us;

	if (!read_moment(state, word, arguments, &at_us, &rest, result))
		return false;
	if (*rest) {
		*result = "#snooze takes a time and nothing behind it";
		return false;
	}
	if (!ticket_status_is_live(state->ticket->status)) {
		*result = arena_printf(state->record->arena,
				       "a ticket that is %s stands in no queue: open it first",
				       ticket_status_name(state->ticket->status));
		return false;
	}
	snooze_set(state->record, state->ticket, at_us,
		   state->record->conf->agents[state->agent].id);
	*result =
	    arena_printf(state->record->arena, "put off until %s, or until the customer writes",
			 in_words(state, at_us));
	return true;
}

bool command_remind(struct command_state *state, const char *word, const char *arguments,
		    const char **result)
{
	const char *rest;
	int64_t at_us;

	if (!read_moment(state, word, arguments, &at_us, &rest, result))
		return false;
	if (strlen(rest) > REMINDER_MAX) {
		*result = "that is too long a text for a reminder";
		return false;
	}
	remind_set(state->record, state->ticket, state->agent, at_us, rest);
	*result =
	    arena_printf(state->record->arena, "you get a mail on %s", in_words(state, at_us));
	return true;
}

bool command_eta(struct command_state *state, const char *word, const char *arguments,
		 const char **result)
{
	const char *rest;
	int64_t at_us;

	if (!read_moment(state, word, arguments, &at_us, &rest, result))
		return false;
	if (state->eta_us != TIME_NONE) {
		*result = "one mail promises one time";
		return false;
	}
	state->eta_us = at_us;
	state->eta_words = *rest ? rest : NULL;
	*result = arena_printf(state->record->arena, "promised to the customer for %s",
			       in_words(state, at_us));
	return true;
}
