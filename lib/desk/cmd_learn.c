/* #cause CODE WORDS; #debrief and #review, which the answers to these mails mean. */
#include <string.h>

#include "base/text.h"
#include "desk/ask.h"
#include "desk/command.h"
#include "desk/learn.h"
#include "desk/score.h"

static const char *me(const struct command_state *state)
{
	return state->record->conf->agents[state->agent].id;
}

bool command_cause(struct command_state *state, const char *word, const char *arguments,
		   const char **result)
{
	struct record *record = state->record;
	struct conf_strings causes = learn_causes(record->conf);
	const char *words = arguments, *known = "";
	const char *code = command_next_word(record->arena, &words);
	const char *before = ticket_field(state->ticket, FIELD_CAUSE);

	(void)word;
	for (size_t i = 0; i < causes.count; i++) {
		if (text_equal_nocase(causes.items[i], code)) {
			record_journal(record, state->ticket, "cause", me(state), NULL, before,
				       causes.items[i], NULL);
			record_field(record, state->ticket, FIELD_CAUSE, causes.items[i]);
			record_field(record, state->ticket, FIELD_CAUSE_WORDS,
				     *words ? words : NULL);
			*result = arena_printf(record->arena, "the cause is %s", causes.items[i]);
			return true;
		}
		known =
		    arena_printf(record->arena, "%s%s%s", known, i ? ", " : "", causes.items[i]);
	}
	*result =
	    arena_printf(record->arena, "say #cause CODE and a few words; the codes are %s", known);
	return false;
}

/* What this agent was asked on this ticket; the newest. */
static const struct survey *asked(const struct command_state *state, enum survey_kind kind)
{
	const struct facts *facts = state->record->facts;

	for (size_t i = facts->survey_count; i--;) {
		const struct survey *survey = &facts->surveys[i];

		if (survey->kind == kind && survey->ticket == state->ticket->number &&
		    survey->agent && strcmp(survey->agent, me(state)) == 0)
			return survey;
	}
	return NULL;
}

static void keep(struct command_state *state, const struct survey *survey, const char *question,
		 const struct score *score)
{
	struct answer_change answer = {.survey = survey,
				       .question = question,
				       .score = score->score,
				       .words = score->words,
				       .is_current = true};
	struct survey *after = ARENA_NEW(state->record->arena, struct survey);

	*after = *survey;
	if (after->first_us == TIME_NONE)
		after->first_us = state->record->now_us;
	record_survey(state->record, after);
	record_answer(state->record, &answer);
}

bool command_debrief(struct command_state *state, const char *word, const char *arguments,
		     const char **result)
{
	struct record *record = state->record;
	const struct survey *survey = asked(state, SURVEY_DEBRIEF);
	struct score answer = {.words = record->event->message->reply};

	(void)word;
	(void)arguments;
	if (!survey) {
		*result = "nobody has asked you for a debrief of this ticket";
		return false;
	}
	state->is_for_colleagues = state->is_quiet = true;
	keep(state, survey, "debrief", &answer);
	record_journal(record, state->ticket, "debrief", me(state), NULL, NULL, NULL, "what",
		       "answered", NULL);
	*result = "kept with the ticket, not sent to the customer";
	return true;
}

/* Its scores: in a link's subject, behind the word, or in the text. */
static const char *review_text(const struct command_state *state, const char *arguments)
{
	const char *subject = ask_link_subject(state->record);

	if (*arguments)
		return arguments;
	return strchr(subject, ':') && strchr(subject, '/') ? subject
							    : state->record->event->message->reply;
}

bool command_review(struct command_state *state, const char *word, const char *arguments,
		    const char **result)
{
	struct record *record = state->record;
	struct conf_strings questions = learn_review_questions();
	const struct survey *survey = asked(state, SURVEY_REVIEW);
	struct score *scores = arena_array(record->arena, questions.count, sizeof *scores);

	(void)word;
	if (!survey) {
		*result = "nobody has asked you for a review of this ticket";
		return false;
	}
	if (!score_read(&questions, review_text(state, arguments), scores, record->arena)) {
		*result = "your scores could not be read: write three, such as 1) 5 2) 4 3) 3";
		return false;
	}
	state->is_for_colleagues = state->is_quiet = true;
	for (size_t i = 0; i < questions.count; i++) {
		if (!scores[i].score)
			continue;
		keep(state, survey, questions.items[i], &scores[i]);
		record_journal(record, state->ticket, "answer", me(state), NULL, NULL, NULL, "name",
			       "review", "question", questions.items[i], "score",
			       arena_printf(record->arena, "%d", (int)scores[i].score), NULL);
	}
	*result = "your scores are kept";
	return true;
}
