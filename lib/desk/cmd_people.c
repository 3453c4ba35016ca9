/* #cc #uncc #watch #unwatch #away #back: who takes part, and who is here. */
#include <string.h>

#include "base/text.h"
#include "base/timestamp.h"
#include "desk/command.h"
#include "desk/people.h"

static const struct conf_agent *me(const struct command_state *state)
{
	return &state->record->conf->agents[state->agent];
}

bool command_cc(struct command_state *state, const char *word, const char *arguments,
		const char **result)
{
	struct record *record = state->record;
	const char *email;

	(void)word;
	if (!*arguments) {
		*result = "say whom: #cc ADDRESS";
		return false;
	}
	*result = arena_printf(record->arena, "let in: %s", arguments);
	while (*(email = command_next_word(record->arena, &arguments))) {
		struct participant person = {
		    .role = PARTICIPANT_MEMBER, .email = email, .name = ""};
		const struct participant *old = people_find(state->ticket, email);

		if (!people_is_outside(record->conf, email)) {
			*result = arena_printf(
			    record->arena, "\"%.60s\" is no address of a person outside", email);
			return false;
		}
		if (old && old->role != PARTICIPANT_CC)
			continue;
		people_set(record, state->ticket, &person);
		record_journal(record, state->ticket, "member", me(state)->id, NULL, NULL, NULL,
			       "what", "added", NULL);
	}
	return true;
}

bool command_uncc(struct command_state *state, const char *word, const char *arguments,
		  const char **result)
{
	struct record *record = state->record;
	const char *email;

	(void)word;
	if (!*arguments) {
		*result = "say whom: #uncc ADDRESS";
		return false;
	}
	*result = arena_printf(record->arena, "get nothing more: %s", arguments);
	while (*(email = command_next_word(record->arena, &arguments))) {
		if (!people_remove(record, state->ticket, PARTICIPANT_MEMBER, email, NULL) &&
		    !people_remove(record, state->ticket, PARTICIPANT_CC, email, NULL)) {
			*result = arena_printf(record->arena, "\"%.60s\" takes no part", email);
			return false;
		}
		record_journal(record, state->ticket, "member", me(state)->id, NULL, NULL, NULL,
			       "what", "removed", NULL);
	}
	return true;
}

bool command_watch(struct command_state *state, const char *word, const char *arguments,
		   const char **result)
{
	struct participant person = {.role = PARTICIPANT_WATCHER,
				     .email = me(state)->email,
				     .name = me(state)->name,
				     .agent = me(state)->id};

	(void)word;
	(void)arguments;
	if (!people_find_watcher(state->ticket, me(state)->id)) {
		people_set(state->record, state->ticket, &person);
		record_journal(state->record, state->ticket, "watcher", me(state)->id, NULL, NULL,
			       me(state)->id, "what", "added", NULL);
	}
	*result = "you get a copy of each of its mails";
	return true;
}

bool command_unwatch(struct command_state *state, const char *word, const char *arguments,
		     const char **result)
{
	(void)word;
	(void)arguments;
	if (people_remove(state->record, state->ticket, PARTICIPANT_WATCHER, NULL, me(state)->id))
		record_journal(state->record, state->ticket, "watcher", me(state)->id, NULL,
			       me(state)->id, NULL, "what", "removed", NULL);
	*result = "you get no copies any more";
	return true;
}

static void set_away(struct command_state *state, int64_t until_us)
{
	struct changes *changes = state->record->changes;

	changes->aways = arena_grow(state->record->arena, changes->aways, changes->away_count,
				    sizeof *changes->aways);
	changes->aways[changes->away_count++] =
	    (struct away_change){.agent = me(state)->id, .until_us = until_us};
}

bool command_away(struct command_state *state, const char *word, const char *arguments,
		  const char **result)
{
	int64_t until_us = INT64_MAX;

	(void)word;
	if (*arguments &&
	    timestamp_parse(arena_printf(state->record->arena, "%.40sT00:00:00Z", arguments),
			    &until_us, NULL) < 0) {
		*result = arena_printf(state->record->arena,
				       "\"%.40s\" is no day such as 2026-01-31", arguments);
		return false;
	}
	if (until_us <= state->record->now_us) {
		*result = "that day is over";
		return false;
	}
	set_away(state, until_us);
	*result = *arguments ? arena_printf(state->record->arena, "away until %s", arguments)
			     : "away until you write #back";
	return true;
}

bool command_back(struct command_state *state, const char *word, const char *arguments,
		  const char **result)
{
	(void)word;
	(void)arguments;
	set_away(state, TIME_NONE);
	*result = "welcome back";
	return true;
}
