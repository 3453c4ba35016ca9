/* Mail from agents: commands, notes, and answers to the customer. Fails closed: what is not certain
 * reaches nobody. */
#include <string.h>

#include "desk/challenge.h"
#include "desk/implied.h"
#include "desk/rights.h"
#include "desk/sendings.h"
#include "desk/vague.h"
#include "desk/work.h"

/* Nothing was carried out and nothing goes to the customer; the text is kept as a draft. */
static void hold(struct record *record, struct work *work)
{
	size_t agent = work->state.agent;
	const char *words = work->text.words;
	struct mail_change *mail;

	record_message(record, work->state.ticket, *words ? MESSAGE_DRAFT : MESSAGE_AGENT,
		       record->conf->agents[agent].id, false, words);
	work_journal_held(work);
	if (work->is_vague)
		record_field(record, work->state.ticket, VAGUE_FIELD, "1");
	mail = record_agent_mail(record, work->state.ticket, agent, "transcript", BY_INTAKE);
	mail->is_answer = true;
	mail->words = *words ? words : NULL;
	record_pair(record, mail, "failed", "1");
	work_add_results(work, mail);
	record_outcome(record, OUTCOME_TICKET, "agent's mail held");
}

/* By the agent's choice; questions are answered, and a draft of the desk's own words is shown. */
static bool wants_transcript(const struct record *record, const struct work *work)
{
	const struct command_state *state = &work->state;
	const char *choice = record->conf->agents[state->agent].transcript;

	if (!work->count)
		return false;
	if (state->query_count || (state->is_draft && state->canned))
		return true;
	choice = choice ? choice : record->conf->commands.transcript;
	if (strcmp(choice, "changes") == 0)
		return work_need(work) != NEED_ANY;
	return strcmp(choice, "always") == 0;
}

static void send_transcript(struct record *record, struct work *work)
{
	struct command_state *state = &work->state;
	struct mail_change *mail;
	const char *sent;

	if (!wants_transcript(record, work))
		return;
	sent = sendings_text(record, state->ticket, state->agent);
	mail = record_agent_mail(record, state->ticket, state->agent, "transcript", BY_INTAKE);
	mail->is_answer = true;
	mail->queries = state->queries;
	mail->query_count = state->query_count;
	if (state->is_draft && *work->text.words)
		mail->words = work->text.words;
	if (*sent)
		record_pair(record, mail, "sent", sent);
	work_add_results(work, mail);
}

/* From before the first start: it was answered then. */
static void file_old(struct record *record, struct ticket *ticket, size_t agent)
{
	record_message(record, ticket, MESSAGE_AGENT, record->conf->agents[agent].id, false,
		       record->event->message->reply);
	record_outcome(record, OUTCOME_TICKET, "agent's mail from before the first start");
}

void agent_works(struct record *record, struct ticket *ticket, size_t agent,
		 const struct rights *rights, struct command_text text,
		 const struct draft_text *held)
{
	struct changes before = *record->changes;
	struct ticket kept = *ticket;
	struct work work = work_try(record, ticket, agent, text, held);
	const char *lack = rights_lack(rights, work_need(&work));

	if (lack && !rights->may_ask) {
		*ticket = kept;
		*record->changes = before;
		rights_refuse(record, ticket, agent, lack);
		return;
	}
	work_check(&work);
	if (lack || !work.is_good) {
		*ticket = kept;
		*record->changes = before;
	}
	if (!work.is_good) {
		hold(record, &work);
	} else if (lack) {
		challenge_ask(record, &work, 1, lack);
	} else {
		work_finish(&work);
		send_transcript(record, &work);
	}
}

void agent_writes(struct record *record, const struct thread *thread, size_t agent,
		  enum proof proof)
{
	struct ticket *ticket = record_ticket(record, thread->ticket);
	struct rights rights = rights_of(record, thread, proof);
	struct command_text text = command_read(record->event->message->reply, record->arena);

	record_journal(record, ticket, "threaded", BY_INTAKE, thread->rule, NULL, NULL, "as",
		       record->conf->agents[agent].id, NULL);
	if (record->event->is_old) {
		file_old(record, ticket, agent);
		return;
	}
	record_outcome(record, OUTCOME_TICKET, "agent's mail by %s", thread->rule);
	if (challenge_is_answered(record, thread)) {
		challenge_answer(record, ticket, agent, &rights);
		return;
	}
	implied_add(record, thread, agent, &text);
	agent_works(record, ticket, agent, &rights, text, NULL);
}
