/* When an escalated ticket is over: three questions to those involved, and the review of a sample.
 */
#include "desk/learn.h"

#include <string.h>

#include "desk/ask.h"

struct conf_strings learn_causes(const struct conf *conf)
{
	static const char *shipped[] = {
	    "communication", "inconsistency", "expectation-gap", "defect",      "process",
	    "policy",        "knowledge",     "capacity",        "third-party", "other"};

	return conf->learning.causes.count
		   ? conf->learning.causes
		   : (struct conf_strings){.items = shipped,
					   .count = sizeof shipped / sizeof *shipped};
}

struct conf_strings learn_review_questions(void)
{
	static const char *names[] = {"tier", "assessed", "content"};

	return (struct conf_strings){.items = names, .count = sizeof names / sizeof *names};
}

static const char *list_of(struct arena *arena, struct conf_strings names)
{
	const char *list = "";

	for (size_t i = 0; i < names.count; i++)
		list = arena_printf(arena, "%s%s%s", list, i ? ", " : "", names.items[i]);
	return list;
}

const char *learn_hindrance(const struct record *record, const struct ticket *ticket,
			    enum ticket_status status)
{
	enum conf_cause when = record->conf->learning.cause;

	if (!ask_is_escalated(ticket) || ticket_field(ticket, FIELD_CAUSE) || when == CAUSE_ASK ||
	    !(status == STATUS_CLOSED || (status == STATUS_SOLVED && when == CAUSE_SOLVE)))
		return NULL;
	return arena_printf(record->arena,
			    "this ticket was escalated: say first what the cause was, by #cause "
			    "CODE and a few words above it; the codes are %s",
			    list_of(record->arena, learn_causes(record->conf)));
}

static bool was_sent(const struct record *record, const struct ticket *ticket,
		     enum survey_kind kind)
{
	for (size_t i = 0; i < record->facts->survey_count; i++)
		if (record->facts->surveys[i].ticket == ticket->number &&
		    record->facts->surveys[i].kind == kind)
			return true;
	return false;
}

void learn_closed(struct record *record, struct ticket *ticket)
{
	const struct conf_learning *learning = &record->conf->learning;

	if (!ask_is_escalated(ticket) || ticket->merged_into)
		return;
	if (learning->debrief)
		record_deadline(record, ticket, "debrief", record->now_us, NULL);
	if (learning->reviewer != CONF_NO_INDEX &&
	    ask_is_chosen(record->conf, "review", ticket->number, learning->review_sample,
			  record->arena))
		record_deadline(record, ticket, "review", record->now_us, NULL);
}

static void debrief(struct record *record, struct ticket *ticket, size_t agent)
{
	const struct conf_agent *person = &record->conf->agents[agent];
	const char *cause = ticket_field(ticket, FIELD_CAUSE);
	struct mail_change *mail = record_agent_mail(record, ticket, agent, "debrief", BY_CLOCK);

	mail->survey = ask_new(record, ticket, SURVEY_DEBRIEF, "debrief", person->id);
	record_pair(record, mail, "debrief.cause", cause);
	record_pair(record, mail, "debrief.causes",
		    list_of(record->arena, learn_causes(record->conf)));
	record_journal(record, ticket, "debrief", BY_CLOCK, NULL, NULL, person->id, "what", "asked",
		       NULL);
}

static bool is_listed(const size_t *list, size_t count, size_t agent)
{
	for (size_t i = 0; i < count; i++)
		if (list[i] == agent)
			return true;
	return agent == CONF_NO_INDEX;
}

/* All who owned it or wrote on it, and who answers for the escalation; once a ticket. */
void debrief_is_due(struct record *record, struct ticket *ticket)
{
	const struct conf *conf = record->conf;
	const struct conf_strings *involved = &record->facts->involved;
	const char *owner = ticket_field(ticket, "escalation_owner");
	size_t *asked = arena_array(record->arena, involved->count + 1, sizeof *asked), count = 0;

	if (record->event->deadline->ticket != ticket->number || ticket->status != STATUS_CLOSED ||
	    was_sent(record, ticket, SURVEY_DEBRIEF))
		return;
	for (size_t i = 0; i < involved->count + 1; i++) {
		const char *id = i < involved->count ? involved->items[i] : owner;
		size_t agent = id ? conf_agent_by_id(conf, id) : CONF_NO_INDEX;

		if (is_listed(asked, count, agent))
			continue;
		asked[count++] = agent;
		debrief(record, ticket, agent);
	}
}

void review_is_due(struct record *record, struct ticket *ticket)
{
	size_t agent = record->conf->learning.reviewer;
	struct mail_change *mail;

	if (record->event->deadline->ticket != ticket->number || ticket->status != STATUS_CLOSED ||
	    agent == CONF_NO_INDEX || was_sent(record, ticket, SURVEY_REVIEW))
		return;
	mail = record_agent_mail(record, ticket, agent, "review", BY_CLOCK);
	mail->survey =
	    ask_new(record, ticket, SURVEY_REVIEW, "review", record->conf->agents[agent].id);
	mail->survey_questions = learn_review_questions();
	record_journal(record, ticket, "review", BY_CLOCK, NULL, NULL,
		       record->conf->agents[agent].id, "what", "asked", NULL);
}
