/*
 * A low score is work: somebody else than who was rated looks at the ticket again, by a moment of
 * its own, tells the customer, and says with #recovered what came of it.
 */
#include <stdio.h>
#include <string.h>

#include "desk/ask.h"
#include "desk/command.h"
#include "desk/moment.h"
#include "desk/people.h"
#include "desk/promise.h"

/* Fields of a ticket: whose task it is, and what came of it. */
#define FIELD_OWNER  "recovery"
#define FIELD_RESULT "recovered"

enum { NAGS_MAX = 3 };

static bool is_away(const struct record *record, size_t agent)
{
	for (size_t i = 0; i < record->facts->load_count; i++)
		if (strcmp(record->facts->loads[i].agent, record->conf->agents[agent].id) == 0)
			return record->facts->loads[i].away_until_us > record->now_us;
	return false;
}

/* The team's manager, unless they were rated or are away; then the next agent of the team. */
static size_t choose(const struct record *record, const struct ticket *ticket)
{
	size_t team = conf_team_by_name(record->conf, ticket->team);
	size_t rated =
	    ticket->owner ? conf_agent_by_id(record->conf, ticket->owner) : CONF_NO_INDEX;
	const struct conf_team *conf_team;

	if (team == CONF_NO_INDEX)
		return CONF_NO_INDEX;
	conf_team = &record->conf->teams[team];
	if (conf_team->manager != CONF_NO_INDEX && conf_team->manager != rated &&
	    !is_away(record, conf_team->manager))
		return conf_team->manager;
	for (size_t i = 0; i < conf_team->agent_count; i++)
		if (conf_team->agents[i] != rated && !is_away(record, conf_team->agents[i]))
			return conf_team->agents[i];
	return conf_team->manager == rated ? CONF_NO_INDEX : conf_team->manager;
}

static void watch(struct record *record, struct ticket *ticket, const struct conf_agent *agent)
{
	struct participant watcher = {.role = PARTICIPANT_WATCHER,
				      .email = agent->email,
				      .name = agent->name,
				      .agent = agent->id};

	if (!people_find_watcher(ticket, agent->id))
		people_set(record, ticket, &watcher);
}

static void give(struct record *record, struct ticket *ticket, size_t agent, int64_t score,
		 int64_t due_us, const char *words, const char *words_by)
{
	struct mail_change *mail = record_agent_mail(record, ticket, agent, "reply", BY_INTAKE);

	mail->is_words = true;
	mail->has_attachments = true;
	mail->words = words;
	mail->words_by = words_by;
	record_pair(record, mail, "banner",
		    arena_printf(record->arena,
				 "A score of %d of 5: making it good is your task, by %s. Write to "
				 "the customer, and say with #recovered and a few words what came "
				 "of it.",
				 (int)score,
				 moment_for_agent(record->conf, agent, due_us, record->arena)));
}

static void tell_customer(struct record *record, struct ticket *ticket, size_t agent,
			  int64_t due_us)
{
	struct mail_change *mail;

	if (ticket->requester.is_suppressed)
		return;
	mail = record_mail(record, ticket, AUDIENCE_CUSTOMER, "recovery",
			   ticket->answer_to ? ticket->answer_to : ticket->requester.email,
			   ticket->requester.name, BY_INTAKE);
	mail->is_answer = true;
	record_pair(record, mail, "by.name", record->conf->agents[agent].name);
	record_pair(record, mail, "promise",
		    moment_for_customer(record->conf, ticket, due_us, record->arena));
	record_promise(record, ticket, "recovery", due_us, BY_INTAKE);
}

static int64_t span_of(const struct record *record)
{
	int64_t span_us = 0;

	for (size_t i = 0; i < record->conf->survey_count; i++)
		if (!span_us || record->conf->surveys[i].recover_us < span_us)
			span_us = record->conf->surveys[i].recover_us;
	return span_us ? span_us : DAY_US;
}

void recovery_open(struct record *record, struct ticket *ticket, int64_t score, const char *words,
		   const char *words_by)
{
	const char *value = arena_printf(record->arena, "%d", (int)score);
	int64_t due_us = ask_moment(record, ticket, span_of(record));
	size_t agent = choose(record, ticket);

	if (ticket_field(ticket, FIELD_OWNER)) {
		tell_agents(record, ticket, "reply", BY_INTAKE, CONF_NO_INDEX, words, words_by,
			    "Another low score, while the first is being made good.");
		return;
	}
	if (agent == CONF_NO_INDEX) {
		record_journal(record, ticket, "recovery", BY_CUSTOMER, "low", NULL, NULL, "score",
			       value, "what", "unowned", NULL);
		record_admin_mail(record, ticket, "alert", "A low score has nobody to take it up",
				  "Nobody but the agent who was rated could look at this ticket "
				  "again. Name a manager of the team in the conf, and write to the "
				  "customer.",
				  BY_INTAKE);
		return;
	}
	record_journal(record, ticket, "recovery", BY_CUSTOMER, "low", NULL,
		       record->conf->agents[agent].id, "score", value, "what", "opened", NULL);
	record_field(record, ticket, FIELD_OWNER, record->conf->agents[agent].id);
	record_deadline(record, ticket, "recovery", due_us, "0");
	watch(record, ticket, &record->conf->agents[agent]);
	give(record, ticket, agent, score, due_us, words, words_by);
	tell_customer(record, ticket, agent, due_us);
}

/* Not done in time: its owner is asked, then their team's manager too, then the admin. */
void recovery_is_due(struct record *record, struct ticket *ticket)
{
	const char *owner = ticket_field(ticket, FIELD_OWNER);
	const char *data = record->event->deadline->data;
	int nags = data && *data >= '0' && *data <= '9' ? *data - '0' : 0;
	size_t agent = owner ? conf_agent_by_id(record->conf, owner) : CONF_NO_INDEX;
	size_t team = conf_team_by_name(record->conf, ticket->team);
	size_t manager = team == CONF_NO_INDEX ? CONF_NO_INDEX : record->conf->teams[team].manager;
	struct mail_change *mail;

	if (!owner)
		return;
	record_journal(record, ticket, "recovery", BY_CLOCK, NULL, NULL, owner, "what", "missed",
		       NULL);
	if (nags == NAGS_MAX || agent == CONF_NO_INDEX) {
		record_admin_mail(record, ticket, "alert", "A low score was not taken up",
				  "Its owner was asked several times. Give the ticket to somebody "
				  "who looks at it again.",
				  BY_CLOCK);
		return;
	}
	mail = record_agent_mail(record, ticket, agent, "reply", BY_CLOCK);
	record_pair(record, mail, "banner",
		    "The low score on this ticket waits for you: its time is over. Write to the "
		    "customer, and say with #recovered and a few words what came of it.");
	if (nags && manager != CONF_NO_INDEX && manager != agent) {
		mail = record_agent_mail(record, ticket, manager, "reply", BY_CLOCK);
		record_pair(record, mail, "banner",
			    arena_printf(record->arena,
					 "A low score on this ticket was not taken up in time by "
					 "%s.",
					 record->conf->agents[agent].name));
	}
	record_deadline(record, ticket, "recovery", ask_moment(record, ticket, DAY_US),
			arena_printf(record->arena, "%d", nags + 1));
}

bool command_recovered(struct command_state *state, const char *word, const char *arguments,
		       const char **result)
{
	struct record *record = state->record;
	const char *owner = ticket_field(state->ticket, FIELD_OWNER);

	(void)word;
	if (!owner) {
		*result = "no low score waits on this ticket";
		return false;
	}
	if (!*arguments) {
		*result =
		    "say in a few words what came of it: #recovered called her, new part sent";
		return false;
	}
	record_journal(record, state->ticket, "recovery", record->conf->agents[state->agent].id,
		       NULL, owner, NULL, "what", "done", NULL);
	record_field(record, state->ticket, FIELD_OWNER, NULL);
	record_field(record, state->ticket, FIELD_RESULT, arguments);
	record_deadline(record, state->ticket, "recovery", TIME_NONE, NULL);
	*result = "the low score is made good; your words are kept";
	return true;
}
