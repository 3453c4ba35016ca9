/* #severity #impact: how bad, and for how many; the two give the priority. */
#include "base/text.h"
#include "desk/command.h"
#include "desk/matrix.h"

/* Once both are known; what is not said yet is as small as can be. */
static void follow_priority(struct command_state *state)
{
	struct record *record = state->record;
	struct ticket *ticket = state->ticket;
	const char *severity_name = ticket_field(ticket, FIELD_SEVERITY);
	const char *impact_name = ticket_field(ticket, FIELD_IMPACT);
	enum conf_severity severity = SEVERITY_MINOR;
	enum conf_impact impact = IMPACT_ONE;
	enum ticket_priority priority;

	if (severity_name)
		severity_parse(severity_name, &severity);
	if (impact_name)
		impact_parse(impact_name, &impact);
	priority = matrix_priority(record->conf, severity, impact);
	if (priority != ticket->priority)
		record_journal(record, ticket, "priority", record->conf->agents[state->agent].id,
			       "matrix", ticket_priority_name(ticket->priority),
			       ticket_priority_name(priority), "impact", impact_name, "severity",
			       severity_name, NULL);
	ticket->priority = priority;
}

static void set(struct command_state *state, const char *field, const char *level,
		const char **result)
{
	struct record *record = state->record;

	level = text_address_key(record->arena, level);
	record_field(record, state->ticket, field, level);
	follow_priority(state);
	*result = arena_printf(record->arena, "%s, so the priority is %s", level,
			       ticket_priority_name(state->ticket->priority));
}

bool command_severity(struct command_state *state, const char *word, const char *arguments,
		      const char **result)
{
	enum conf_severity severity;

	(void)word;
	if (!severity_parse(arguments, &severity)) {
		*result =
		    arena_printf(state->record->arena,
				 "\"%.40s\" is no severity: minor, major, critical", arguments);
		return false;
	}
	set(state, FIELD_SEVERITY, arguments, result);
	return true;
}

bool command_impact(struct command_state *state, const char *word, const char *arguments,
		    const char **result)
{
	enum conf_impact impact;

	(void)word;
	if (!impact_parse(arguments, &impact)) {
		*result = arena_printf(state->record->arena,
				       "\"%.40s\" is no impact: one, many, all", arguments);
		return false;
	}
	set(state, FIELD_IMPACT, arguments, result);
	return true;
}
