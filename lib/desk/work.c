#include "desk/work.h"

#include <string.h>

#include "base/text.h"
#include "desk/implied.h"
#include "desk/incident.h"
#include "desk/ladder.h"
#include "desk/moment.h"
#include "desk/outward.h"
#include "desk/promise.h"
#include "desk/rights.h"
#include "desk/talk.h"
#include "desk/undo.h"
#include "desk/vague.h"

static const char *unknown_command(struct record *record, const char *word)
{
	const char *near = command_suggest(word);

	if (near)
		return arena_printf(record->arena, "there is no #%s; did you mean #%s?", word,
				    near);
	return arena_printf(record->arena, "there is no #%s", word);
}

/* A command that is there, and that the agent's roles allow. */
static void run_line(struct work *work, const struct command_line *line, struct line_result *result)
{
	struct command_state *state = &work->state;
	const struct command *command = command_find(line->word);

	result->line = line->line;
	result->name =
	    command ? command->name : arena_printf(state->record->arena, "%.40s", line->word);
	if (!command)
		result->result = unknown_command(state->record, line->word);
	else if (!state->ticket && !rights_is_general(command))
		result->result = "say for which ticket: #on NUMBER on a line above it";
	else if (!rights_allow(state->record->conf, state->agent, state->ticket, command)) {
		result->is_forbidden = true;
		result->result = "your roles don't allow it";
	} else {
		result->is_done = command->run(state, line->word, line->arguments, &result->result);
	}
}

static void run_lines(struct work *work)
{
	const struct command_text *text = &work->text;

	work->is_good = true;
	for (size_t i = 0; i < text->count; i++) {
		run_line(work, &text->lines[i], &work->results[i]);
		work->is_good &= work->results[i].is_done;
	}
	work->count = text->count;
	if (text->doubtful) {
		work->results[work->count++] = (struct line_result){
		    .line = text->doubtful,
		    .name = "?",
		    .result =
			"this looks like a mistyped command, or one in the middle of the text, "
			"so nothing was done; a command is # and its word on a line of its own, "
			"above the text or below it, and ## writes a plain #"};
		work->is_good = false;
	}
}

struct work work_try(struct record *record, struct ticket *ticket, size_t agent,
		     struct command_text text, const struct draft_text *held)
{
	struct work work = {.state = {.record = record,
				      .ticket = ticket,
				      .agent = agent,
				      .text = text.words,
				      .eta_us = TIME_NONE,
				      .is_form = text.is_form},
			    .text = text,
			    .held = held};

	if (ticket)
		work.kept = *ticket;
	work.results = arena_array(record->arena, work.text.count + 3, sizeof *work.results);
	run_lines(&work);
	work.state.is_internal |= work.state.is_for_colleagues && !work.state.is_public;
	work.text.words = work.state.words ? work.state.words : work.text.words;
	if (work.state.canned)
		work.text.words = arena_printf(record->arena, "%s%s%s", work.state.canned,
					       *work.text.words ? "\n" : "", work.text.words);
	return work;
}

/* Words: the mail's, or those of a draft. */
static void send_answer(struct work *work, const char *words, const struct draft_text *draft)
{
	const struct command_state *state = &work->state;
	struct record *record = state->record;
	struct ticket *ticket = state->ticket;
	const char *me = record->conf->agents[state->agent].id;
	const char *address = record->conf->mailboxes[record->event->mailbox].address;
	struct mail_change *mail =
	    record_mail(record, ticket, AUDIENCE_CUSTOMER,
			state->template_name ? state->template_name : "answer",
			ticket->answer_to ? ticket->answer_to : ticket->requester.email,
			ticket->requester.name, me);

	if (state->eta_us != TIME_NONE)
		record_pair(
		    record, mail, "promise",
		    moment_for_customer(record->conf, ticket, state->eta_us, record->arena));
	mail->is_words = true;
	mail->is_answer = true;
	mail->has_attachments = draft == NULL;
	mail->attachments_of = draft && draft->has_attachments ? draft->message : 0;
	mail->words = outward_words(record->conf, words, address, record->arena);
	talk_fill(record, ticket, mail);
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

static void tell_colleague(struct record *record, struct ticket *ticket, size_t agent, size_t whom,
			   const char *words, bool is_public)
{
	struct mail_change *mail =
	    record_agent_mail(record, ticket, whom, "note", record->conf->agents[agent].id);

	mail->is_words = true;
	mail->has_attachments = true;
	mail->words = words;
	mail->words_by = record->conf->agents[agent].name;
	if (is_public)
		record_pair(record, mail, "went_out", "1");
	if (!ticket->owner || strcmp(ticket->owner, record->conf->agents[whom].id) != 0)
		record_pair(record, mail, "banner",
			    "You get this copy because you watch the ticket.");
}

/* The owner, and those who watch, see what another agent wrote. */
static void tell_colleagues(struct record *record, struct ticket *ticket, size_t agent,
			    const char *words, bool is_public)
{
	size_t owner =
	    ticket->owner ? conf_agent_by_id(record->conf, ticket->owner) : CONF_NO_INDEX;

	if (!*words)
		return;
	if (owner != CONF_NO_INDEX && owner != agent)
		tell_colleague(record, ticket, agent, owner, words, is_public);
	for (size_t i = 0; i < ticket->participant_count; i++) {
		const char *id = ticket->participants[i].agent;
		size_t watcher = id ? conf_agent_by_id(record->conf, id) : CONF_NO_INDEX;

		if (watcher != CONF_NO_INDEX && watcher != agent && watcher != owner)
			tell_colleague(record, ticket, agent, watcher, words, is_public);
	}
}

/* The draft that #send named, else the text. */
static struct message_change *publish(struct work *work, const char *words)
{
	struct record *record = work->state.record;
	struct ticket *ticket = work->state.ticket;
	const struct draft_text *draft = work->state.draft;
	size_t agent = work->state.agent;
	const char *me = record->conf->agents[agent].id;
	struct message_change *message;

	words = draft ? draft->words : words;
	message = record_message(record, ticket, MESSAGE_AGENT, me, true, words);
	message->sent_draft = draft ? draft->message : 0;
	send_answer(work, words, draft ? draft : work->held);
	ladder_answered(record, ticket);
	if (!ticket->owner)
		record_owner(record, ticket, me, me, "answer");
	if (!work->state.has_status &&
	    (ticket->status == STATUS_NEW || ticket->status == STATUS_OPEN))
		record_status(record, ticket, STATUS_PENDING, me, NULL);
	tell_colleagues(record, ticket, agent, words, true);
	return message;
}

static bool has_files(const struct work *work)
{
	return work->held ? work->held->has_attachments
			  : work->state.record->event->message->attachment_count > 0;
}

bool work_is_answer(const struct work *work)
{
	if (!work->state.ticket || work->state.is_internal)
		return false;
	return *work->text.words || (!work->text.count && !work->is_part && has_files(work));
}

enum command_need work_need(const struct work *work)
{
	enum command_need need = work_is_answer(work) ? NEED_CHANGE : NEED_ANY;

	for (size_t i = 0; i < work->text.count; i++) {
		const struct command *command = command_find(work->text.lines[i].word);

		if (command && command->need > need)
			need = command->need;
	}
	return need;
}

/* An attached mail that holds an agent's address: its name; NULL. */
static const char *telling_file(const struct work *work)
{
	const struct record *record = work->state.record;
	const struct message *message = record->event->message;

	if (work->held || !work_is_answer(work))
		return NULL;
	for (size_t i = 0; i < message->attachment_count; i++) {
		const struct attachment *file = &message->attachments[i];

		if (outward_is_telling(record->conf, file->type, file->name, file->content,
				       record->arena))
			return *file->name ? file->name : "the attached mail";
	}
	return NULL;
}

/* Why nothing of a mail whose commands are right can go out; NULL. */
static const char *hindrance(const struct work *work)
{
	const struct command_state *state = &work->state;
	const struct command_text *text = &work->text;
	const struct record *record = state->record;
	const struct event *event = record->event;

	if (event->oversize)
		return "your mail is larger than this mailbox takes, so nobody has read it, and "
		       "nothing was sent";
	if (state->draft && *text->words)
		return "#send sends your draft alone: leave the text out, or send it without #send";
	if (!state->ticket)
		return *text->words ? "this text belongs to no ticket: #on NUMBER above it says "
				      "to which"
				    : NULL;
	if (!text->count && !*text->words && (work->is_part || !has_files(work)))
		return work->is_part ? "nothing was asked for"
				     : "your mail held no new text, so nothing was sent";
	if (telling_file(work))
		return arena_printf(record->arena,
				    "%s holds an agent's address, so nothing was sent; #send "
				    "sends your text without it",
				    telling_file(work));
	if (implied_hindrance(state, text))
		return implied_hindrance(state, text);
	if (talk_hindrance(state, state->draft ? state->draft->words : text->words))
		return talk_hindrance(state, state->draft ? state->draft->words : text->words);
	if ((!state->draft && !work_is_answer(work) && state->eta_us == TIME_NONE) ||
	    !state->ticket->requester.is_suppressed)
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

void work_check(struct work *work)
{
	const struct command_state *state = &work->state;
	bool is_answer = work_is_answer(work) || state->draft;
	const char *why = hindrance(work);

	if (!work->is_good)
		return;
	if (!why && work_is_answer(work)) {
		why = vague_hindrance(state, work->text.words);
		work->is_vague = why != NULL;
	}
	if (!why && is_answer &&
	    !rights_allow_text(state->record->conf, state->agent, state->ticket))
		why = "your roles don't allow text to a customer";
	else
		is_answer = false;
	if (!why)
		return;
	work->results[work->count++] =
	    (struct line_result){.line = "(your text)", .result = why, .is_forbidden = is_answer};
	work->is_good = false;
}

/* #note call him back: what stands behind #note belongs to the text. */
static const char *with_note_words(const struct work *work)
{
	const struct command_text *text = &work->text;
	const char *words = text->words;

	for (size_t i = text->count; i--;) {
		const struct command *command = command_find(text->lines[i].word);

		if (command && command->run == command_note && *text->lines[i].arguments)
			words = arena_printf(work->state.record->arena, "%s\n%s",
					     text->lines[i].arguments, words);
	}
	return words;
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

/* How it can be taken back; what was taken back is over. */
static void keep_undo(struct work *work, struct message_change *message)
{
	const struct changes *changes = work->state.record->changes;
	const struct command_text *text = &work->text;

	for (size_t i = 0; i < changes->kept_count; i++)
		if (changes->kept[i].is_undone)
			return;
	message->undo = undo_text(work->state.record->arena, &work->kept, work->state.ticket,
				  text->lines, text->count, message->is_public);
}

/* An escalation whose facts are missing is held: the form brings them. */
static const char *result_word(const struct command_state *state, const struct command_line *line)
{
	return state->is_waiting && command_find(line->word)->run == command_escalate ? "held"
										      : "done";
}

void work_finish(struct work *work)
{
	struct command_state *state = &work->state;
	struct record *record = state->record;
	const char *me = record->conf->agents[state->agent].id;
	bool was_live = ticket_status_is_live(work->kept.status);
	const char *words = with_note_words(work);

	if (!state->ticket)
		return;
	for (size_t i = 0; i < work->text.count; i++)
		record_journal(record, state->ticket, "command", me, NULL, NULL, NULL, "name",
			       work->results[i].name, "result",
			       result_word(state, &work->text.lines[i]), NULL);
	if (state->eta_us != TIME_NONE)
		promise(state, state->draft || work_is_answer(work));
	if (state->draft || work_is_answer(work)) {
		keep_undo(work, publish(work, words));
		incident_follow(state, state->draft ? state->draft->words : words, was_live);
		return;
	}
	keep_undo(work, record_message(record, state->ticket,
				       state->is_draft ? MESSAGE_DRAFT : MESSAGE_AGENT, me, false,
				       words));
	incident_follow(state, NULL, was_live);
	if (state->is_internal && !state->is_draft && !state->is_quiet)
		tell_colleagues(record, state->ticket, state->agent, words, false);
}

void work_journal_held(struct work *work)
{
	struct command_state *state = &work->state;
	const char *me = state->record->conf->agents[state->agent].id;
	bool is_forbidden = false;

	for (size_t i = 0; i < work->count; i++) {
		is_forbidden |= work->results[i].is_forbidden;
		record_journal(state->record, state->ticket, "command", me, NULL, NULL, NULL,
			       "name", work->results[i].name, "result",
			       work->results[i].is_done ? "held" : "refused", NULL);
	}
	if (is_forbidden || state->refused)
		record_journal(state->record, state->ticket, "refused", BY_INTAKE, NULL, NULL, me,
			       "reason", is_forbidden ? "right" : state->refused, NULL);
}

void work_add_results(struct work *work, struct mail_change *mail)
{
	for (size_t i = 0; i < work->count; i++)
		record_line(work->state.record, mail, work->results[i].line,
			    !work->is_good && work->results[i].is_done
				? "right, but not carried out"
				: work->results[i].result);
}

void work_add_plan(struct work *work, struct mail_change *mail)
{
	struct record *record = work->state.record;

	for (size_t i = 0; i < work->count; i++)
		record_line(record, mail, work->results[i].line, "");
	if (work_is_answer(work))
		record_line(record, mail, "your text goes to the customer", "");
	else if (*work->text.words)
		record_line(record, mail, "your text is kept as a note", "");
}
