/* What is asked after a solution, whom, and when. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/ids.h"
#include "base/text.h"
#include "desk/ask.h"
#include "desk/courtesy.h"
#include "desk/learn.h"
#include "desk/policy.h"

/* ---- who is asked ---- */

static const struct conf_survey *choose(const struct conf *conf, const struct ticket *ticket)
{
	for (size_t i = 0; i < conf->survey_count; i++)
		if (match_fits(conf, &conf->surveys[i].match, ticket))
			return &conf->surveys[i];
	return NULL;
}

const struct conf_survey *ask_survey(const struct conf *conf, const char *name)
{
	for (size_t i = 0; i < conf->survey_count; i++)
		if (strcmp(conf->surveys[i].name, name) == 0)
			return &conf->surveys[i];
	return NULL;
}

bool ask_is_chosen(const struct conf *conf, const char *what, int64_t ticket, int64_t per_cent,
		   struct arena *arena)
{
	const char *data = arena_printf(arena, "sample|%s|%" PRId64, what, ticket);
	char token[IDS_TOKEN_LEN + 1];
	uint64_t number = 0;

	ids_hmac_token(conf->desk.secrets.items[0], data, strlen(data), token);
	for (size_t i = 0; i < 10; i++)
		number = number * 32 +
			 (uint64_t)(token[i] >= 'a' ? token[i] - 'a' : token[i] - '2' + 26);
	return (int64_t)(number % 100) < per_cent;
}

bool ask_is_escalated(const struct ticket *ticket)
{
	return ticket_field(ticket, "ladder.since_us") != NULL;
}

/* ---- when ---- */

static void note(struct record *record, struct ticket *ticket, const char *by, const char *name,
		 const char *what, const char *reason)
{
	record_journal(record, ticket, "survey", by, NULL, NULL, NULL, "name", name, "what", what,
		       "reason", reason, NULL);
}

static void plan_survey(struct record *record, struct ticket *ticket, const char *by)
{
	const struct conf_survey *survey = choose(record->conf, ticket);

	if (!survey)
		return;
	if (!ask_is_chosen(record->conf, survey->name, ticket->number, survey->sample,
			   record->arena)) {
		note(record, ticket, by, survey->name, "skipped", "sample");
		return;
	}
	record_deadline(record, ticket, "survey", ask_moment(record, ticket, survey->after_us),
			survey->name);
}

static void plan(struct record *record, struct ticket *ticket, const char *by)
{
	const struct conf_followup *followup = &record->conf->followup;

	plan_survey(record, ticket, by);
	if (followup->after_us && (ask_is_escalated(ticket) || !followup->escalated_only))
		record_deadline(record, ticket, "followup",
				ask_moment(record, ticket, followup->after_us), NULL);
}

static void cancel(struct record *record, struct ticket *ticket)
{
	record_deadline(record, ticket, "survey", TIME_NONE, NULL);
	record_deadline(record, ticket, "survey-remind", TIME_NONE, NULL);
	record_deadline(record, ticket, "followup", TIME_NONE, NULL);
}

void ask_status_changed(struct record *record, struct ticket *ticket, enum ticket_status old,
			const char *by)
{
	bool asks = record->conf->survey_count || record->conf->followup.after_us;

	if (ticket->status == STATUS_CLOSED)
		learn_closed(record, ticket);
	if (asks && ticket->status == STATUS_SOLVED)
		plan(record, ticket, by);
	else if (asks && !ticket_status_is_live(old) && ticket_status_is_live(ticket->status))
		cancel(record, ticket);
}

/* ---- its moment has come ---- */

void ask_due_wants(const struct deadline *deadline, struct wants *wants)
{
	static const char *const kinds[] = {"survey",   "survey-remind", "followup",
					    "recovery", "debrief",       "review"};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(deadline->kind, kinds[i]) == 0) {
			wants->surveys_of_tickets = true;
			wants->asked_of = deadline->ticket;
			wants->has_involved = true;
		}
}

struct survey *ask_new(struct record *record, struct ticket *ticket, enum survey_kind kind,
		       const char *name, const char *agent)
{
	struct survey *survey = ARENA_NEW(record->arena, struct survey);

	*survey = (struct survey){.kind = kind,
				  .name = name,
				  .ticket = ticket ? ticket->number : 0,
				  .contact = ticket && !agent ? ticket->requester.id : 0,
				  .agent = agent,
				  .sent_us = record->now_us,
				  .first_us = TIME_NONE};
	record_survey(record, survey);
	return survey;
}

/* The customer's own address gets it, and nobody in copy. */
static struct mail_change *ask_customer(struct record *record, struct ticket *ticket,
					struct survey *survey)
{
	const char *template_name = survey->kind == SURVEY_SCORES ? "survey" : "followup";
	struct mail_change *mail =
	    record_mail(record, ticket, AUDIENCE_CUSTOMER, template_name,
			ticket->answer_to ? ticket->answer_to : ticket->requester.email,
			ticket->requester.name, BY_CLOCK);

	mail->survey = survey;
	return mail;
}

/* Why this customer is not asked now; NULL. */
static const char *hindrance(const struct record *record, const struct ticket *ticket)
{
	if (record->event->deadline->ticket != ticket->number)
		return "merged";
	if (ticket_status_is_live(ticket->status))
		return "open";
	if (ticket->requester.is_suppressed)
		return "suppressed";
	if (record->facts->is_opted_out)
		return "opt-out";
	return courtesy_is_muted(record, ticket) ? "muted" : NULL;
}

/* Who is away is asked when they are back. */
static bool is_put_off(struct record *record, struct ticket *ticket)
{
	const struct deadline *deadline = record->event->deadline;
	int64_t until_us = ticket->requester.away_until_us;

	if (until_us == TIME_NONE || until_us <= record->now_us)
		return false;
	record_deadline(record, ticket, deadline->kind, until_us, deadline->data);
	return true;
}

static void send_survey(struct record *record, struct ticket *ticket, struct survey *survey,
			const struct conf_survey *conf, const char *what)
{
	struct mail_change *mail = ask_customer(record, ticket, survey);

	mail->survey_questions = conf->questions;
	if (strcmp(what, "reminded") == 0)
		record_pair(record, mail, "survey.is_reminder", "1");
	note(record, ticket, BY_CLOCK, conf->name, what, NULL);
}

void survey_is_due(struct record *record, struct ticket *ticket)
{
	const char *name = record->event->deadline->data;
	const struct conf_survey *conf = name ? ask_survey(record->conf, name) : NULL;
	const char *why = hindrance(record, ticket);
	int64_t asked_us = record->facts->asked_us;

	if (!conf || is_put_off(record, ticket))
		return;
	if (!why && asked_us != TIME_NONE && conf->cooldown_us &&
	    record->now_us < asked_us + conf->cooldown_us)
		why = "cooldown";
	if (why) {
		note(record, ticket, BY_CLOCK, conf->name, "skipped", why);
		return;
	}
	send_survey(record, ticket, ask_new(record, ticket, SURVEY_SCORES, conf->name, NULL), conf,
		    "sent");
	if (conf->remind_us)
		record_deadline(record, ticket, "survey-remind",
				ask_moment(record, ticket, conf->remind_us), conf->name);
}

static struct survey *newest(const struct record *record, const struct ticket *ticket,
			     enum survey_kind kind)
{
	for (size_t i = record->facts->survey_count; i--;)
		if (record->facts->surveys[i].ticket == ticket->number &&
		    record->facts->surveys[i].kind == kind)
			return &record->facts->surveys[i];
	return NULL;
}

void survey_reminder_is_due(struct record *record, struct ticket *ticket)
{
	struct survey *survey = newest(record, ticket, SURVEY_SCORES);
	const struct conf_survey *conf = survey ? ask_survey(record->conf, survey->name) : NULL;

	if (!conf || survey->first_us != TIME_NONE || survey->is_spent ||
	    hindrance(record, ticket) || is_put_off(record, ticket))
		return;
	send_survey(record, ticket, survey, conf, "reminded");
}

/* By name: the escalation's owner, else the ticket's. */
static const char *who_asks(const struct record *record, const struct ticket *ticket)
{
	const char *ids[] = {ticket_field(ticket, "escalation_owner"), ticket->owner};

	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		size_t agent = ids[i] ? conf_agent_by_id(record->conf, ids[i]) : CONF_NO_INDEX;

		if (agent != CONF_NO_INDEX)
			return record->conf->agents[agent].name;
	}
	return NULL;
}

void followup_is_due(struct record *record, struct ticket *ticket)
{
	const char *name = survey_kind_name(SURVEY_FOLLOWUP);
	const char *why = hindrance(record, ticket), *who = who_asks(record, ticket);
	struct mail_change *mail;

	if (is_put_off(record, ticket))
		return;
	if (why) {
		note(record, ticket, BY_CLOCK, name, "skipped", why);
		return;
	}
	mail = ask_customer(record, ticket, ask_new(record, ticket, SURVEY_FOLLOWUP, name, NULL));
	record_pair(record, mail, "by.name", who);
	note(record, ticket, BY_CLOCK, name, "sent", NULL);
}
