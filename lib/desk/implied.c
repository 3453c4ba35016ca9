#include "desk/implied.h"

#include <string.h>

#include "base/text.h"
#include "desk/handoff.h"
#include "desk/offer.h"

static bool has_command(const struct command_text *text, command_run *run)
{
	for (size_t i = 0; i < text->count; i++) {
		const struct command *command = command_find(text->lines[i].word);

		if (command && command->run == run)
			return true;
	}
	return false;
}

static void imply(struct command_text *text, const char *line, const char *word,
		  struct arena *arena)
{
	text->lines = arena_grow(arena, text->lines, text->count, sizeof *text->lines);
	text->lines[text->count++] =
	    (struct command_line){.line = line, .word = word, .arguments = ""};
}

/* It answers that mail of ours to this very agent. */
static bool answers(const struct record *record, const struct thread *thread, size_t agent,
		    const char *template_name)
{
	const struct sent_mail *sent = thread->answered;

	return sent && sent->agent && strcmp(sent->template_name, template_name) == 0 &&
	       strcmp(sent->agent, record->conf->agents[agent].id) == 0;
}

/* Where a relay changed our Message-IDs, the anchor tells the ticket and not the mail: what
 * somebody who was asked writes is an answer to that, rather than one to the customer. */
static bool is_advice(const struct record *record, const struct thread *thread, size_t agent)
{
	const struct ticket *ticket = thread->ticket;
	const char *me = record->conf->agents[agent].id;

	if (thread->answered)
		return answers(record, thread, agent, "consult");
	return ticket_field(ticket, arena_printf(record->arena, "consult.%s", me)) &&
	       !(ticket->owner && strcmp(ticket->owner, me) == 0);
}

/* What answers a debrief or a review never goes to the customer. */
static void imply_answer(const struct record *record, const struct survey *survey,
			 struct command_text *text)
{
	bool is_review = survey->kind == SURVEY_REVIEW;

	if (!has_command(text, is_review ? command_review : command_debrief))
		imply(text, "(your answer)", is_review ? "review" : "debrief", record->arena);
}

/* As is_advice(): what the one who is asked about an offer writes is for the agent who asked. */
static bool is_verdict(const struct record *record, const struct thread *thread, size_t agent,
		       const char *words)
{
	const struct offer *offer = thread->ticket->offer;
	const char *rest;

	if (thread->answered)
		return answers(record, thread, agent, "approval");
	return offer && offer->approver &&
	       strcmp(offer->approver, record->conf->agents[agent].id) == 0 &&
	       (offer->state == OFFER_PENDING || offer_verdict(words, &rest, record->arena));
}

/* "approve", or "deny" and why; any other word is asked about, for it is nothing for the customer.
 */
static void imply_verdict(struct command_text *text, struct arena *arena)
{
	const char *rest, *word = offer_verdict(text->words, &rest, arena);

	if (!word) {
		text->doubtful = "(your answer: write approve, or deny and why)";
		return;
	}
	imply(text, word, word, arena);
	text->lines[text->count - 1].arguments = rest;
}

void implied_add(const struct record *record, const struct thread *thread, size_t agent,
		 struct command_text *text)
{
	if (thread->survey && thread->survey->agent) {
		imply_answer(record, thread->survey, text);
		return;
	}
	if (!record->conf->tier_count && !thread->ticket->field_count && !thread->ticket->offer)
		return;
	if (answers(record, thread, agent, "form")) {
		text->is_form = true;
		if (!text->count)
			imply(text, "(the form)", "escalate", record->arena);
	} else if (!text->count && is_verdict(record, thread, agent, text->words)) {
		imply_verdict(text, record->arena);
	} else if (is_advice(record, thread, agent) && *text->words &&
		   !has_command(text, command_public) && !has_command(text, command_consult) &&
		   !has_command(text, command_advise)) {
		imply(text, "(your answer)", "advise", record->arena);
	}
}

const char *implied_hindrance(const struct command_state *state, const struct command_text *text)
{
	const struct ticket *ticket = state->ticket;
	const struct conf *conf = state->record->conf;

	if (text->count || !*text->words || !handoff_concerns(conf, ticket, state->agent) ||
	    (ticket->owner && !strcmp(ticket->owner, conf->agents[state->agent].id)))
		return NULL;
	return "you are asked to take this ticket, and your mail said neither #accept nor "
	       "#decline, so nothing was sent; with #accept above it your text goes to the "
	       "customer, with #note to nobody";
}
