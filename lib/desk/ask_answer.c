/* Answers of customers. They change no ticket's state; one that can't be read goes to an agent. */
#include <string.h>

#include "base/text.h"
#include "desk/ask.h"
#include "desk/ladder.h"
#include "desk/score.h"
#include "desk/subject.h"

static const int64_t change_us = 7 * DAY_US; /* an answer may be changed for so long */

enum { STRICT_MAX = 200 }; /* bytes of an answer that names no survey */

/* An answer that has come. */
struct answer {
	struct record *record;
	const struct thread *thread;
	const struct sender *sender;
	const struct survey *survey;
	const struct conf_survey *conf; /* NULL: it is in the conf no more */
	struct conf_strings questions;
	struct score *scores; /* one a question */
	const char *how;      /* for the journal: reply, tap */
	const char *text;     /* what was written, for the ticket */
	bool is_read;
};

struct conf_strings ask_questions(const struct conf_survey *conf)
{
	static const char *overall[] = {"overall"};

	return conf && conf->questions.count ? conf->questions
					     : (struct conf_strings){.items = overall, .count = 1};
}

const char *ask_link_subject(const struct record *record)
{
	const struct message *message = record->event->message;
	const char *rest;

	if (message->in_reply_to.count || message->references.count)
		return "";
	survey_token_of_subject(record->conf, message->subject, &rest, record->arena);
	return rest + strspn(rest, " ");
}

const char *ask_customer_email(const struct ticket *ticket)
{
	return ticket->answer_to ? ticket->answer_to : ticket->requester.email;
}

static struct ticket *keep_message(struct answer *answer, const char *rule)
{
	struct record *record = answer->record;
	struct ticket *ticket = record_ticket(record, answer->thread->ticket);

	record_journal(record, ticket, "threaded", BY_INTAKE, answer->thread->rule, NULL, NULL,
		       "as", rule, NULL);
	record_message(record, ticket, MESSAGE_CUSTOMER, NULL, true, answer->text);
	return ticket;
}

static const char *name_of(const struct answer *answer)
{
	const struct sender *sender = answer->sender;

	return *sender->name && !strchr(sender->name, '@') ? sender->name : sender->email;
}

/* An agent reads it; the ticket stays as it is. */
static void tell(struct answer *answer, struct ticket *ticket, const char *banner)
{
	tell_agents(answer->record, ticket, "reply", BY_INTAKE, CONF_NO_INDEX, answer->text,
		    name_of(answer), banner);
}

/* ---- no more of these ---- */

static void opt_out(struct answer *answer)
{
	struct record *record = answer->record;
	const char *kind = survey_optout_name(answer->survey->kind);
	struct ticket *ticket = keep_message(answer, "opt-out");

	record_optout(record, ask_customer_email(ticket), kind);
	record_journal(record, ticket, "suppressed", BY_CUSTOMER, "opt-out", NULL, NULL, "what",
		       kind, NULL);
	record_deadline(record, ticket, "survey", TIME_NONE, NULL);
	record_deadline(record, ticket, "survey-remind", TIME_NONE, NULL);
	record_deadline(record, ticket, "followup", TIME_NONE, NULL);
	record_outcome(record, OUTCOME_TICKET, "no more surveys");
}

static bool is_stop(struct answer *answer)
{
	struct record *record = answer->record;
	const struct message *message = record->event->message;

	if (score_is_stop(ask_link_subject(record), record->arena))
		return true;
	return message->kind == MAIL_HUMAN && answer->thread->standing == STANDING_CUSTOMER &&
	       score_is_stop(message->reply, record->arena);
}

/* ---- scores ---- */

/* One question by its link; the mail's text goes along as words. */
static bool read_link(struct answer *answer)
{
	struct record *record = answer->record;
	const char *subject = ask_link_subject(record);
	const char *colon = strchr(subject, ':');
	size_t question = score_main_question(&answer->questions);

	for (size_t i = 0; colon && i < answer->questions.count; i++)
		if (strlen(answer->questions.items[i]) == (size_t)(colon - subject) &&
		    text_starts_nocase(subject, answer->questions.items[i]))
			question = i;
	if (!strchr(subject, '/') && !colon)
		return false;
	if (!score_read_one(answer->questions.items[question], colon ? colon + 1 : subject,
			    &answer->scores[question], record->arena) ||
	    (answer->scores[question].score && *answer->scores[question].words))
		return false;
	answer->how = "tap";
	answer->text =
	    arena_printf(record->arena, "%s\n%s", subject, record->event->message->reply);
	if (answer->scores[question].score)
		answer->scores[question].words = record->event->message->reply;
	return true;
}

static void read_answer(struct answer *answer)
{
	struct record *record = answer->record;

	answer->scores =
	    arena_array(record->arena, answer->questions.count, sizeof *answer->scores);
	for (size_t i = 0; i < answer->questions.count; i++)
		answer->scores[i].words = "";
	answer->how = "reply";
	answer->text = record->event->message->reply;
	answer->is_read = read_link(answer) || score_read(&answer->questions, answer->text,
							  answer->scores, record->arena);
}

static bool is_late(const struct answer *answer)
{
	return answer->survey->first_us != TIME_NONE &&
	       answer->record->now_us > answer->survey->first_us + change_us;
}

static void keep_score(struct answer *answer, struct ticket *ticket, size_t question)
{
	struct record *record = answer->record;
	const struct score *score = &answer->scores[question];
	bool counts = !is_late(answer) && !answer->survey->is_spent;
	struct answer_change change = {.survey = answer->survey,
				       .question = answer->questions.items[question],
				       .score = score->score,
				       .words = score->words,
				       .is_current = counts};

	record_answer(record, &change);
	record_journal(record, ticket, "answer", BY_CUSTOMER, answer->how, NULL, NULL, "counts",
		       counts ? NULL : "no", "name", answer->survey->name, "question",
		       change.question, "score",
		       score->score ? arena_printf(record->arena, "%d", (int)score->score)
				    : score->words,
		       NULL);
}

/* Words without a score go into no journal: they are the person's. */
static bool is_kept(const struct answer *answer, size_t question)
{
	const struct score *score = &answer->scores[question];

	return score->score ||
	       (*score->words && strcmp(answer->questions.items[question], QUESTION_QUOTE) == 0);
}

static void keep_words(struct answer *answer, size_t question)
{
	struct answer_change change = {.survey = answer->survey,
				       .question = answer->questions.items[question],
				       .words = answer->scores[question].words,
				       .is_current = !is_late(answer)};

	if (*change.words)
		record_answer(answer->record, &change);
}

/* The lowest of them, 0: none. */
static int64_t lowest(const struct answer *answer)
{
	int64_t low = 0;

	for (size_t i = 0; i < answer->questions.count; i++) {
		int64_t score = answer->scores[i].score;

		if (score && (!low || score < low))
			low = score;
	}
	return low;
}

static struct survey *touch(struct answer *answer)
{
	struct survey *after = ARENA_NEW(answer->record->arena, struct survey);

	*after = *answer->survey;
	if (after->first_us == TIME_NONE)
		after->first_us = answer->record->now_us;
	record_survey(answer->record, after);
	return after;
}

/* Once a survey. */
static void thank(struct answer *answer, struct ticket *ticket, struct survey *after)
{
	struct mail_change *mail;

	if (after->is_thanked || ticket->requester.is_suppressed)
		return;
	after->is_thanked = true;
	mail = record_mail(answer->record, ticket, AUDIENCE_CUSTOMER, "survey-thanks",
			   ask_customer_email(ticket), ticket->requester.name, BY_INTAKE);
	mail->is_answer = true;
	mail->survey = after;
}

static bool asks_something(const struct answer *answer)
{
	return strchr(answer->text, '?') || strstr(answer->text, "？");
}

static void take_low_score(struct answer *answer, struct ticket *ticket, int64_t low)
{
	recovery_open(answer->record, ticket, low, answer->text, name_of(answer));
	ladder_low_score(answer->record, ticket, answer->survey->name);
}

static void take_scores(struct answer *answer)
{
	struct record *record = answer->record;
	struct ticket *ticket = keep_message(answer, "answer");
	int64_t low = lowest(answer);
	struct survey *after;

	for (size_t i = 0; i < answer->questions.count; i++)
		if (is_kept(answer, i))
			keep_score(answer, ticket, i);
		else
			keep_words(answer, i);
	after = touch(answer);
	record_deadline(record, ticket, "survey-remind", TIME_NONE, NULL);
	record_outcome(record, OUTCOME_TICKET, "answer to survey %s", answer->survey->name);
	if (is_late(answer))
		tell(answer, ticket,
		     "A survey was answered again, more than 7 days after its first answer: it is "
		     "kept, and does not count. The ticket stays as it is.");
	else if (low && low <= (answer->conf ? answer->conf->low : 2))
		take_low_score(answer, ticket, low);
	else
		thank(answer, ticket, after);
	if (!is_late(answer) && low > (answer->conf ? answer->conf->low : 2) &&
	    asks_something(answer))
		tell(answer, ticket,
		     "This answer to a survey asks something. The ticket stays as it is.");
}

static void take_unread(struct answer *answer, const char *why)
{
	struct record *record = answer->record;
	struct ticket *ticket = keep_message(answer, "answer");

	record_journal(record, ticket, "answer", BY_CUSTOMER, "unreadable", NULL, NULL, "name",
		       answer->survey->name, NULL);
	tell(answer, ticket, why);
	record_outcome(record, OUTCOME_TICKET, "answer to survey %s that can't be read",
		       answer->survey->name);
}

/* ---- the rooms ---- */

static bool takes_scores(struct answer *answer, enum proof proof)
{
	struct record *record = answer->record;
	const char *template_name =
	    answer->thread->answered ? answer->thread->answered->template_name : "";
	const char *behind = score_behind_anonymous(record->event->message->reply, record->arena);

	answer->conf = ask_survey(record->conf, answer->survey->name);
	answer->questions = ask_questions(answer->conf);
	if (behind && proof != PROOF_FAILED) {
		ask_keep_anonymous(record, answer->survey, behind);
		return true;
	}
	read_answer(answer);
	if (!answer->is_read && strcmp(template_name, "survey-thanks") == 0)
		return false;
	if (proof == PROOF_FAILED)
		take_unread(answer,
			    "The sender's domain says that this answer to a survey is not from it: "
			    "it does not count. The ticket stays as it is.");
	else if (answer->is_read)
		take_scores(answer);
	else
		take_unread(answer, "This answer to a survey has no score that could be read. The "
				    "ticket stays as it is.");
	return true;
}

/* "Yes, it holds" is filed as praise; all else is a mail as any other: it opens the ticket again.
 */
static bool takes_followup(struct answer *answer, enum proof proof)
{
	struct record *record = answer->record;
	const char *subject = ask_link_subject(record);
	const struct contact *requester = &answer->thread->ticket->requester;
	const char *name = arena_printf(record->arena, "%s %s", requester->name, requester->email);
	struct score yes = {0};
	struct ticket *ticket;

	answer->text = record->event->message->reply;
	if (proof == PROOF_FAILED)
		return false;
	if (!(score_read_one(QUESTION_QUOTE, subject, &yes, record->arena) &&
	      strcmp(yes.words, "yes") == 0 && !*answer->text) &&
	    !score_is_praise(answer->text, name, record->arena))
		return false;
	ticket = keep_message(answer, "answer");
	touch(answer);
	record_journal(record, ticket, "praise", BY_CUSTOMER, "followup", NULL, ticket->owner,
		       NULL);
	record_outcome(record, OUTCOME_TICKET, "praise");
	return true;
}

/* A reply whose mail program lost what it answers: a short answer to a survey that is open. */
static const struct survey *guess(struct record *record, const struct thread *thread)
{
	const struct message *message = record->event->message;
	const struct survey *survey = NULL;
	struct conf_strings questions;
	struct score *scores;

	if (!thread->ticket || thread->answered || thread->standing != STANDING_CUSTOMER ||
	    ticket_status_is_live(thread->ticket->status) ||
	    (strcmp(thread->rule, "token") != 0 && strcmp(thread->rule, "plus") != 0) ||
	    strlen(message->reply) > STRICT_MAX)
		return NULL;
	for (size_t i = 0; i < record->facts->survey_count; i++)
		if (record->facts->surveys[i].ticket == thread->ticket->number &&
		    record->facts->surveys[i].kind == SURVEY_SCORES)
			survey = &record->facts->surveys[i];
	if (!survey || survey->first_us != TIME_NONE)
		return NULL;
	questions = ask_questions(ask_survey(record->conf, survey->name));
	scores = arena_array(record->arena, questions.count, sizeof *scores);
	return score_read(&questions, message->reply, scores, record->arena) ? survey : NULL;
}

bool ask_takes(struct record *record, const struct thread *thread, const struct sender *sender,
	       enum proof proof)
{
	struct answer answer = {.record = record,
				.thread = thread,
				.sender = sender,
				.survey = thread->survey ? thread->survey : guess(record, thread),
				.text = record->event->message->reply};

	if (answer.survey && answer.survey->agent)
		return ask_takes_agents(record, thread, answer.survey, proof);
	if (!answer.survey || !thread->ticket)
		return false;
	if (is_stop(&answer)) {
		opt_out(&answer);
		return true;
	}
	if (record->event->message->kind != MAIL_HUMAN || thread->standing != STANDING_CUSTOMER)
		return false;
	switch (answer.survey->kind) {
	case SURVEY_SCORES:
		return takes_scores(&answer, proof);
	case SURVEY_FOLLOWUP:
		return takes_followup(&answer, proof);
	case SURVEY_DEBRIEF:
	case SURVEY_REVIEW:
	case SURVEY_PULSE:
	case SURVEY_PRAISE:
		break;
	}
	return false;
}
