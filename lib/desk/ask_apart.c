/* Answers that belong to no ticket: those without a name, and agents' own. */
#include <string.h>

#include "desk/ask.h"
#include "desk/score.h"

/* ---- without a name ---- */

/* By the day alone, and by no ticket: for the figures. */
static void note_anonymous(struct record *record, const struct answer_change *change)
{
	const char *by = change->survey->agent ? BY_INTAKE : BY_CUSTOMER;

	record_journal(record, NULL, "answer", by, "anonymous", NULL, NULL, "counts",
		       change->is_current ? NULL : "no", "name", change->survey->name, "question",
		       change->question, "score",
		       arena_printf(record->arena, "%d", (int)change->score), NULL);
	record->changes->journal[record->changes->journal_count - 1].at_us -=
	    record->now_us % DAY_US;
}

/* Survey, score and words: nothing else is kept of it, here or on the server. */
void ask_keep_anonymous(struct record *record, const struct survey *survey, const char *text)
{
	const struct conf_survey *conf = ask_survey(record->conf, survey->name);
	struct conf_strings questions = ask_questions(conf);
	struct score *scores = arena_array(record->arena, questions.count, sizeof *scores);
	bool is_read = score_read(&questions, text, scores, record->arena);
	bool counts = !survey->is_spent && survey->first_us == TIME_NONE;

	for (size_t i = 0; i < questions.count; i++) {
		struct answer_change change = {.survey = survey,
					       .is_anonymous = true,
					       .question = questions.items[i],
					       .score = scores[i].score,
					       .words = scores[i].words,
					       .is_current = counts};

		if (!is_read && i == score_main_question(&questions))
			change.words = text;
		if (change.score || *change.words)
			record_answer(record, &change);
		if (change.score)
			note_anonymous(record, &change);
	}
	if (!is_read && *text && survey->kind == SURVEY_SCORES)
		record_admin_mail(record, NULL, "alert", "An anonymous answer can't be read", text,
				  BY_INTAKE);
	record_outcome(record, OUTCOME_ANONYMOUS, "an anonymous answer");
}

static const struct survey *survey_by_id(const struct facts *facts, int64_t id)
{
	for (size_t i = 0; i < facts->survey_count; i++)
		if (facts->surveys[i].id == id)
			return &facts->surveys[i];
	return NULL;
}

/* Who it went to, for that is all that a word like STOP is about. */
static void stop(struct record *record, const struct survey *survey)
{
	const struct ticket *ticket = facts_ticket(record->facts, survey->ticket);
	const char *kind = survey_optout_name(survey->kind);
	size_t agent =
	    survey->agent ? conf_agent_by_id(record->conf, survey->agent) : CONF_NO_INDEX;

	if (agent != CONF_NO_INDEX)
		record_optout(record, record->conf->agents[agent].email, kind);
	else if (ticket)
		record_optout(record, ask_customer_email(ticket), kind);
	record_journal(record, NULL, "suppressed", survey->agent ? survey->agent : BY_CUSTOMER,
		       "opt-out", NULL, NULL, "what", kind, NULL);
}

bool ask_takes_anonymous(struct record *record)
{
	const struct message *message = record->event->message;
	struct survey_token token = ask_token(record->conf, message, record->arena);
	const char *subject, *text, *behind;
	const struct survey *survey;

	if (token.kind != SURVEY_TOKEN_ANONYMOUS)
		return false;
	record_outcome(record, OUTCOME_ANONYMOUS, "an anonymous answer");
	survey = survey_by_id(record->facts, token.survey);
	if (!survey || message->kind != MAIL_HUMAN)
		return true;
	if (score_is_stop(message->reply, record->arena)) {
		stop(record, survey);
		return true;
	}
	subject = ask_link_subject(record);
	behind = score_behind_anonymous(message->reply, record->arena);
	text = behind ? behind : message->reply;
	if (strchr(subject, '/'))
		text = arena_printf(record->arena, "%s %s", subject, text);
	ask_keep_anonymous(record, survey, text);
	return true;
}

/* ---- agents' own, about no ticket ---- */

static void keep_pulse(struct record *record, const struct survey *survey)
{
	const char *text = record->event->message->reply;
	struct survey *after = ARENA_NEW(record->arena, struct survey);
	const char *subject = ask_link_subject(record);
	struct score score = {.words = ""};
	struct conf_strings questions = ask_questions(NULL);
	bool is_read =
	    score_read(&questions, strchr(subject, '/') ? subject : text, &score, record->arena);
	struct answer_change change = {.survey = survey,
				       .question = questions.items[0],
				       .score = score.score,
				       .words = is_read ? score.words : text,
				       .is_current = true};

	record_answer(record, &change);
	*after = *survey;
	after->first_us = record->now_us;
	record_survey(record, after);
	record_journal(record, NULL, "answer", survey->agent, NULL, NULL, NULL, "name",
		       survey->name, "score",
		       is_read ? arena_printf(record->arena, "%d", (int)score.score) : NULL, NULL);
}

/* The pulse is answered by who got it; an answer to the praise goes to the admin. */
bool ask_takes_agents(struct record *record, const struct thread *thread,
		      const struct survey *survey, enum proof proof)
{
	const struct message *message = record->event->message;
	bool is_theirs = thread->standing == STANDING_AGENT && proof != PROOF_FAILED;

	if (survey->ticket)
		return false;
	record_outcome(record, OUTCOME_FILED, "an answer to a mail of kind %s",
		       survey_kind_name(survey->kind));
	if (is_theirs && (score_is_stop(ask_link_subject(record), record->arena) ||
			  score_is_stop(message->reply, record->arena)))
		stop(record, survey);
	else if (!is_theirs || message->kind != MAIL_HUMAN)
		return true;
	else if (survey->kind == SURVEY_PULSE && record->conf->learning.pulse_anonymous)
		ask_keep_anonymous(record, survey, message->reply);
	else if (survey->kind == SURVEY_PULSE)
		keep_pulse(record, survey);
	else
		record_admin_mail(record, NULL, "alert", "An agent has answered the praise",
				  message->reply, BY_INTAKE);
	return true;
}
