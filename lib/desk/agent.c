/* Mail from agents: commands, notes, and answers to the customer. Fails closed: what is not certain
 * reaches nobody. */
#include <string.h>

#include "base/text.h"
#include "desk/command.h"
#include "desk/implied.h"
#include "desk/ladder.h"
#include "desk/moment.h"
#include "desk/outward.h"
#include "desk/promise.h"
#include "desk/rights.h"

static const char *unknown_command(struct record *record, const char *word)
{
	const char *near = command_suggest(word);

	if (near)
		return arena_printf(record->arena, "there is no #%s; did you mean #%s?", word,
				    near);
	return arena_printf(record->arena, "there is no #%s", word);
}

struct line_result {
	const char *line, *name, *result; /* name: of the command, for the journal */
	bool is_done;
};

/* Carries out all lines on the copy; false where one of them failed. */
static bool run_lines(struct command_state *state, const struct command_text *text,
		      const struct rights *rights, struct line_result *results)
{
	bool is_good = true;

	for (size_t i = 0; i < text->count; i++) {
		const struct command_line *line = &text->lines[i];
		const struct command *command = command_find(line->word);
		struct line_result *result = &results[i];

		result->line = line->line;
		result->name = command ? command->name
				       : arena_printf(state->record->arena, "%.40s", line->word);
		if (!command)
			result->result = unknown_command(state->record, line->word);
		else if (rights_lack(rights, command->need))
			result->result = rights_words(rights_lack(rights, command->need));
		else
			result->is_done =
			    command->run(state, line->word, line->arguments, &result->result);
		is_good &= result->is_done;
	}
	if (text->doubtful) {
		results[text->count] = (struct line_result){
		    .line = text->doubtful,
		    .name = "?",
		    .result =
			"this looks like a mistyped command, or one in the middle of the text, "
			"so nothing was done; a command is # and its word on a line of its own, "
			"above the text or below it, and ## writes a plain #"};
		is_good = false;
	}
	return is_good;
}

static void add_results(struct record *record, struct mail_change *mail,
			const struct line_result *results, size_t count, bool is_held)
{
	for (size_t i = 0; i < count; i++)
		record_line(record, mail, results[i].line,
			    is_held && results[i].is_done ? "right, but not carried out"
							  : results[i].result);
}

/* Nothing was carried out and nothing goes to the customer; the text is kept as a draft. */
static void hold(struct record *record, struct ticket *ticket, size_t agent, const char *words,
		 const struct line_result *results, size_t count)
{
	const char *me = record->conf->agents[agent].id;
	struct mail_change *mail;

	record_message(record, ticket, *words ? MESSAGE_DRAFT : MESSAGE_AGENT, me, false, words);
	for (size_t i = 0; i < count; i++)
		record_journal(record, ticket, "command", me, NULL, NULL, NULL, "name",
			       results[i].name, "result", results[i].is_done ? "held" : "refused",
			       NULL);
	mail = record_agent_mail(record, ticket, agent, "transcript", BY_INTAKE);
	mail->is_answer = true;
	mail->words = *words ? words : NULL;
	record_pair(record, mail, "failed", "1");
	add_results(record, mail, results, count, true);
	record_outcome(record, OUTCOME_TICKET, "agent's mail held");
}

static void send_answer(struct record *record, struct ticket *ticket, size_t agent,
			const char *words, const struct draft_text *draft)
{
	const char *me = record->conf->agents[agent].id;
	const char *address = record->conf->mailboxes[record->event->mailbox].address;
	struct mail_change *mail =
	    record_mail(record, ticket, AUDIENCE_CUSTOMER, "answer",
			ticket->answer_to ? ticket->answer_to : ticket->requester.email,
			ticket->requester.name, me);

	mail->is_words = true;
	mail->is_answer = true;
	mail->has_attachments = draft == NULL;
	mail->attachments_of = draft && draft->has_attachments ? draft->message : 0;
	mail->words = outward_words(record->conf, words, address, record->arena);
	if (record->conf->commands.send_delay_us)
		mail->not_before_us = record->now_us + record->conf->commands.send_delay_us;
	for (size_t i = 0; i < ticket->participant_count; i++) {
		const struct participant *person = &ticket->participants[i];

		if (person->role != PARTICIPANT_MEMBER)
			continue;
		mail->cc = arena_grow(record->arena, mail->cc, mail->cc_count, sizeof *mail->cc);
		mail->cc[mail->cc_count++] =
		    (struct address){.name = person->name, .email = person->email};
	}
}

/* The owner sees what another agent wrote. */
static void tell_owner(struct record *record, struct ticket *ticket, size_t agent,
		       const char *words)
{
	size_t owner =
	    ticket->owner ? conf_agent_by_id(record->conf, ticket->owner) : CONF_NO_INDEX;
	struct mail_change *mail;

	if (owner == CONF_NO_INDEX || owner == agent || !*words)
		return;
	mail = record_agent_mail(record, ticket, owner, "note", record->conf->agents[agent].id);
	mail->is_words = true;
	mail->has_attachments = true;
	mail->words = words;
	mail->words_by = record->conf->agents[agent].name;
}

static void send_transcript(struct command_state *state, const struct line_result *results,
			    size_t count)
{
	struct record *record = state->record;
	struct mail_change *mail;

	if (!count ||
	    (!state->query_count && strcmp(record->conf->commands.transcript, "errors") == 0))
		return;
	mail = record_agent_mail(record, state->ticket, state->agent, "transcript", BY_INTAKE);
	mail->is_answer = true;
	mail->queries = state->queries;
	mail->query_count = state->query_count;
	add_results(record, mail, results, count, false);
}

/* draft: what is sent instead of the mail's own text; NULL. */
static void publish(struct record *record, struct ticket *ticket, size_t agent, const char *words,
		    const struct draft_text *draft, bool has_status)
{
	const char *me = record->conf->agents[agent].id;

	words = draft ? draft->words : words;
	record_message(record, ticket, MESSAGE_AGENT, me, true, words);
	record->changes->message.sent_draft = draft ? draft->message : 0;
	send_answer(record, ticket, agent, words, draft);
	ladder_answered(record, ticket);
	if (!ticket->owner)
		record_owner(record, ticket, me, me, "answer");
	if (!has_status && (ticket->status == STATUS_NEW || ticket->status == STATUS_OPEN))
		record_status(record, ticket, STATUS_PENDING, me, NULL);
	tell_owner(record, ticket, agent, words);
}

/* #note call him back: what stands behind #note belongs to the text. */
static const char *with_note_words(struct record *record, const struct command_text *text)
{
	const char *words = text->words;

	for (size_t i = text->count; i--;) {
		const struct command *command = command_find(text->lines[i].word);

		if (command && command->run == command_note && *text->lines[i].arguments)
			words =
			    arena_printf(record->arena, "%s\n%s", text->lines[i].arguments, words);
	}
	return words;
}

/* Something of it goes to the customer: text, or attachments alone. */
static bool is_answer(const struct command_state *state, const struct command_text *text)
{
	bool has_files = !text->count && state->record->event->message->attachment_count;

	return !state->is_internal && (*text->words || has_files);
}

/* The customer is promised a time; a mail says so where the agent's own text doesn't go out. */
static void promise(struct command_state *state, bool has_answer)
{
	struct record *record = state->record;
	struct ticket *ticket = state->ticket;
	const char *me = record->conf->agents[state->agent].id;
	struct mail_change *mail;

	record_promise(record, ticket, PROMISE_ETA, state->eta_us, me);
	if (has_answer)
		return;
	mail = record_mail(record, ticket, AUDIENCE_CUSTOMER, "update",
			   ticket->answer_to ? ticket->answer_to : ticket->requester.email,
			   ticket->requester.name, me);
	mail->is_answer = true;
	if (state->eta_words)
		mail->words = outward_words(record->conf, state->eta_words,
					    record->conf->mailboxes[record->event->mailbox].address,
					    record->arena);
	record_pair(record, mail, "promise",
		    moment_for_customer(record->conf, ticket, state->eta_us, record->arena));
}

/* An escalation whose facts are missing is held: the form brings them. */
static const char *result_word(const struct command_state *state, const struct command_line *line)
{
	return state->is_waiting && command_find(line->word)->run == command_escalate ? "held"
										      : "done";
}

static void finish(struct command_state *state, const struct command_text *text)
{
	struct record *record = state->record;
	const char *me = record->conf->agents[state->agent].id;
	const char *words = with_note_words(record, text);

	for (size_t i = 0; i < text->count; i++)
		record_journal(record, state->ticket, "command", me, NULL, NULL, NULL, "name",
			       command_find(text->lines[i].word)->name, "result",
			       result_word(state, &text->lines[i]), NULL);
	if (state->eta_us != TIME_NONE)
		promise(state, state->draft || is_answer(state, text));
	if (state->draft || is_answer(state, text)) {
		publish(record, state->ticket, state->agent, words, state->draft,
			state->has_status);
		return;
	}
	record_message(record, state->ticket, state->is_draft ? MESSAGE_DRAFT : MESSAGE_AGENT, me,
		       false, words);
	if (state->is_internal && !state->is_draft && !state->is_quiet)
		tell_owner(record, state->ticket, state->agent, words);
}

static bool needs_change(const struct command_text *text)
{
	for (size_t i = 0; i < text->count; i++) {
		const struct command *command = command_find(text->lines[i].word);

		if (command && command->need == NEED_CHANGE)
			return true;
	}
	return false;
}

/* Why nothing of a mail whose commands are right can go out; NULL. */
static const char *hindrance(const struct record *record, const struct command_state *state,
			     const struct command_text *text)
{
	const struct event *event = record->event;

	if (event->oversize)
		return "your mail is larger than this mailbox takes, so nobody has read it, and "
		       "nothing was sent";
	if (state->draft && *text->words)
		return "#send sends your draft alone: leave the text out, or send it without #send";
	if (!text->count && !*text->words && !event->message->attachment_count)
		return "your mail held no new text, so nothing was sent";
	if (implied_hindrance(state, text))
		return implied_hindrance(state, text);
	if ((!state->draft && !is_answer(state, text)) || !state->ticket->requester.is_suppressed)
		return NULL;
	if (strcmp(state->ticket->requester.suppressed_for, SUPPRESSED_SPAM) == 0)
		return "its sender was called a spammer and gets no mail, so nothing was sent";
	if (strcmp(state->ticket->requester.suppressed_for, SUPPRESSED_ADDRESS) == 0)
		return "no mail can be sent to the customer's address, so nothing was sent";
	return arena_printf(record->arena,
			    "mail to the customer's address comes back, so nothing was sent; the "
			    "address is free again once they write from it (%s)",
			    state->ticket->requester.suppressed_for);
}

/* From before the first start: it was answered then. */
static void file_old(struct record *record, struct ticket *ticket, size_t agent)
{
	record_message(record, ticket, MESSAGE_AGENT, record->conf->agents[agent].id, false,
		       record->event->message->reply);
	record_outcome(record, OUTCOME_TICKET, "agent's mail from before the first start");
}

void agent_writes(struct record *record, const struct thread *thread, size_t agent,
		  enum proof proof)
{
	struct rights rights = rights_of(record, thread, proof);
	struct command_text text = implied_read(record, thread, agent);
	struct line_result *results = arena_array(record->arena, text.count + 3, sizeof *results);
	struct ticket *ticket = record_ticket(record, thread->ticket), kept;
	struct command_state state = {.record = record,
				      .ticket = ticket,
				      .agent = agent,
				      .eta_us = TIME_NONE,
				      .is_form = text.is_form};
	size_t count = text.count + (text.doubtful != NULL);
	struct changes before;
	const char *why;
	bool is_good;

	record_journal(record, ticket, "threaded", BY_INTAKE, thread->rule, NULL, NULL, "as",
		       record->conf->agents[agent].id, NULL);
	if (record->event->is_old) {
		file_old(record, ticket, agent);
		return;
	}
	kept = *ticket;
	before = *record->changes;
	is_good = run_lines(&state, &text, &rights, results);
	state.is_internal |= state.is_for_colleagues && !state.is_public;
	text.words = state.words ? state.words : text.words;
	if (!rights.may_note ||
	    (!rights.may_change && (needs_change(&text) || is_answer(&state, &text)))) {
		*ticket = kept;
		*record->changes = before;
		rights_refuse(record, ticket, agent, rights.missing ? rights.missing : "aligned");
		return;
	}
	why = is_good ? hindrance(record, &state, &text) : NULL;
	if (why) {
		results[count++] = (struct line_result){.line = "(your text)", .result = why};
		is_good = false;
	}
	if (!is_good) {
		*ticket = kept;
		*record->changes = before;
		hold(record, ticket, agent, text.words, results, count);
		return;
	}
	finish(&state, &text);
	send_transcript(&state, results, count);
	record_outcome(record, OUTCOME_TICKET, "agent's mail by %s", thread->rule);
}
