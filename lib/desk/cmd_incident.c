/* #incident: this ticket is the parent of an incident, or part of one. */
#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "desk/category.h"
#include "desk/incident.h"
#include "desk/thread.h"

static const char *me(const struct command_state *state)
{
	return state->record->conf->agents[state->agent].id;
}

/* ---- #incident N, #incident none ---- */

static bool join(struct command_state *state, int64_t number, const char **result)
{
	struct record *record = state->record;
	const struct ticket *parent = facts_ticket(record->facts, number);

	if (!parent || !incident_is(parent) || parent->number == state->ticket->number) {
		*result = arena_printf(
		    record->arena, "ticket %" PRId64 " is no incident: write #incident on it first",
		    number);
		return false;
	}
	if (incident_is(state->ticket)) {
		*result = "this ticket is an incident of its own";
		return false;
	}
	incident_attach(record, state->ticket, parent, me(state), "incident");
	*result = arena_printf(record->arena, "part of the incident %s",
			       ticket_field(parent, INCIDENT_TITLE));
	return true;
}

static bool leave(struct command_state *state, const char **result)
{
	const char *parent = ticket_field(state->ticket, INCIDENT_PARENT);

	if (!parent) {
		*result = "this ticket is part of no incident";
		return false;
	}
	record_field(state->record, state->ticket, INCIDENT_PARENT, NULL);
	record_journal(state->record, state->ticket, "linked", me(state), "incident", parent, NULL,
		       NULL);
	*result = "part of the incident no more";
	return true;
}

/* ---- #incident TITLE words=… category=… ---- */

/* Takes `name=value` out of the line, up to the next such setting: the value, "" where it is empty,
 * NULL where it is not there. */
static const char *take_setting(struct arena *arena, char *line, const char *name)
{
	char *at = line;
	size_t len = strlen(name), value_len;
	const char *value, *next;

	while ((at = strstr(at, name)) && (at[len] != '=' || (at > line && at[-1] != ' ')))
		at++;
	if (!at)
		return NULL;
	next = strchr(at + len + 1, '=');
	value_len = next ? (size_t)(next - at) - len - 1 : strlen(at + len + 1);
	while (next && value_len && at[len + value_len] != ' ')
		value_len--;
	value = text_clean_dup(arena, at + len + 1, value_len, TEXT_LINE);
	memmove(at, at + len + 1 + value_len, strlen(at + len + 1 + value_len) + 1);
	return value;
}

static bool open(struct command_state *state, const char *arguments, const char **result)
{
	struct record *record = state->record;
	char *line = arena_strdup(record->arena, arguments);
	const char *words = take_setting(record->arena, line, "words");
	const char *category = take_setting(record->arena, line, "category");
	const char *title = text_clean_dup(record->arena, line, strlen(line), TEXT_LINE);

	if (category && record->conf->category_count &&
	    category_find(record->conf, category) == CONF_NO_INDEX) {
		*result = arena_printf(record->arena, "there is no category \"%.60s\"", category);
		return false;
	}
	title = *title ? title : state->ticket->subject;
	record_field(record, state->ticket, INCIDENT_TITLE, title);
	record_field(record, state->ticket, INCIDENT_WORDS,
		     words && *words ? words
		     : category      ? NULL
				     : title);
	record_field(record, state->ticket, INCIDENT_CATEGORY,
		     category && *category ? category : NULL);
	record_journal(record, state->ticket, "incident", me(state), "opened", NULL, NULL, NULL);
	*result =
	    arena_printf(record->arena,
			 "an incident now; new mails %s%s%s become part of it, and #update with a "
			 "text reaches all of its customers",
			 category ? "of the category " : "that have ", category ? category : "",
			 words && *words ? words
			 : category      ? ""
					 : title);
	return true;
}

static void ask_table(struct command_state *state, const char **result)
{
	struct arena *arena = state->record->arena;
	struct mail_query *query;

	state->queries =
	    arena_grow(arena, state->queries, state->query_count, sizeof *state->queries);
	query = &state->queries[state->query_count++];
	*query = (struct mail_query){.kind = QUERY_INCIDENT,
				     .title = "#incident",
				     .ticket = state->ticket->number,
				     .argument = "0"};
	*result = "its tickets stand below";
}

bool command_incident(struct command_state *state, const char *word, const char *arguments,
		      const char **result)
{
	int64_t number = *arguments ? command_ticket_number(state->record->conf, arguments) : 0;

	(void)word;
	if (number)
		return join(state, number, result);
	if (text_equal_nocase(arguments, "none"))
		return leave(state, result);
	if (ticket_field(state->ticket, INCIDENT_PARENT)) {
		*result = "this ticket is part of an incident: #incident none takes it out";
		return false;
	}
	if (!*arguments && incident_is(state->ticket)) {
		ask_table(state, result);
		return true;
	}
	return open(state, arguments, result);
}
