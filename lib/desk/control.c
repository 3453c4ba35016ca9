#include "desk/control.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "desk/challenge.h"
#include "desk/control_text.h"
#include "desk/sendings.h"
#include "desk/subject.h"
#include "desk/work.h"

static const int64_t list_life_us = 7 * DAY_US; /* of the tokens of a mail that lists tickets */

/* ---- what is one ---- */

/* ADDRESS with that detail: support+control@acme.example. */
static bool is_detailed(const char *address, const char *local, size_t local_len,
			const char *domain)
{
	static const char detail[] = "+control@";

	return strlen(address) > local_len && strncasecmp(address, local, local_len) == 0 &&
	       text_starts_nocase(address + local_len, detail) &&
	       text_equal_nocase(address + local_len + strlen(detail), domain);
}

static bool is_control_address(const struct conf *conf, const char *address)
{
	static const char desk[] = "desk";

	if (conf->commands.address && text_equal_nocase(conf->commands.address, address))
		return true;
	for (size_t i = 0; i < conf->mailbox_count; i++) {
		const char *own = conf->mailboxes[i].address, *at = strrchr(own, '@');

		if (at && (is_detailed(address, own, (size_t)(at - own), at + 1) ||
			   is_detailed(address, desk, strlen(desk), at + 1)))
			return true;
	}
	return is_detailed(address, desk, strlen(desk), conf->desk.domain);
}

static bool is_to_control(const struct conf *conf, const struct message *message)
{
	const struct address_list *lists[] = {&message->to, &message->cc, &message->delivered_to};

	for (size_t l = 0; l < sizeof lists / sizeof *lists; l++)
		for (size_t i = 0; i < lists[l]->count; i++)
			if (is_control_address(conf, lists[l]->items[i].email))
				return true;
	return false;
}

const char *control_address(const struct conf *conf, size_t mailbox, struct arena *arena)
{
	const char *own = conf->mailboxes[mailbox].address, *at = strrchr(own, '@');

	if (conf->commands.address)
		return conf->commands.address;
	if (!conf->mailboxes[mailbox].plus || !at)
		return own;
	return arena_printf(arena, "%.*s+control%s", (int)(at - own), own, at);
}

/* The newest mail to this agent that is answered and belongs to no ticket; NULL. */
static const struct sent_mail *answered_list(const struct record *record, size_t agent)
{
	const struct facts *facts = record->facts;

	for (size_t i = 0; i < facts->sent_count; i++) {
		const struct sent_mail *sent = &facts->sent[i];

		if (sent->agent && !sent->ticket &&
		    strcmp(sent->agent, record->conf->agents[agent].id) == 0)
			return sent;
	}
	return NULL;
}

bool control_is_it(const struct record *record, const struct thread *thread, size_t agent)
{
	const struct message *message = record->event->message;

	if (challenge_is_answered(record, thread))
		return false;
	return is_to_control(record->conf, message) || control_has_on(message->reply) ||
	       (!thread->ticket && answered_list(record, agent));
}

void control_wants(const struct conf *conf, const char *reply, struct wants *wants,
		   struct arena *arena)
{
	enum { NAMED_MAX = 200 };
	struct control_text text = control_read(conf, reply, arena);

	for (size_t p = 0; p < text.count; p++) {
		struct command_text lines = command_read(text.parts[p].text, arena);

		for (size_t i = 0; i < text.parts[p].count; i++)
			if (wants->ticket_count < NAMED_MAX)
				wants_ticket(wants, text.parts[p].numbers[i], arena);
		for (size_t i = 0; i < lines.count && wants->ticket_count < NAMED_MAX; i++)
			wants_ticket(wants, command_ticket_number(conf, lines.lines[i].arguments),
				     arena);
	}
}

/* ---- the work ---- */

struct control {
	struct record *record;
	size_t agent;
	const struct thread *thread;      /* NULL: what was held is carried out */
	const struct sent_mail *answered; /* a mail that lists tickets; NULL */
	enum proof proof;
	const struct rights *all; /* of what was held; NULL */
	const struct draft_text *held;
	struct work *works;
	size_t count;
};

static bool is_listed(const struct sent_mail *sent, const struct ticket *ticket)
{
	for (size_t i = 0; sent && i < sent->ticket_count; i++)
		if (sent->tickets[i] == ticket->number || sent->tickets[i] == ticket->asked)
			return true;
	return false;
}

/* On that ticket; NULL: on none. */
static struct rights rights_on(const struct control *control, const struct ticket *ticket)
{
	struct thread thread = {.ticket = ticket};
	struct rights rights;

	if (control->all)
		return *control->all;
	if (!ticket) {
		thread.has_token = control->thread->has_token || control->answered;
	} else if (is_listed(control->answered, ticket)) {
		thread.is_expired =
		    control->record->now_us > control->answered->created_us + list_life_us;
		thread.has_token = !thread.is_expired;
	} else if (control->thread->ticket && control->thread->ticket->number == ticket->number) {
		thread = *control->thread;
	}
	rights = rights_of(control->record, &thread, control->proof);
	/* One who got a mail of another agent's, or a dead one, is told so instead. */
	rights.may_ask |=
	    control->proof == PROOF_ALIGNED && !thread.is_expired && !control->thread->is_anothers;
	return rights;
}

static void add_work(struct control *control, struct work work)
{
	work.is_part = true;
	control->works = arena_grow(control->record->arena, control->works, control->count,
				    sizeof *control->works);
	control->works[control->count++] = work;
}

static void add_fault(struct control *control, const char *line, const char *result)
{
	struct work work = {
	    .state = {.record = control->record, .agent = control->agent, .eta_us = TIME_NONE},
	    .text = {.words = ""}};

	work.results = ARENA_NEW(control->record->arena, struct line_result);
	*work.results = (struct line_result){.line = line, .name = "on", .result = result};
	work.count = 1;
	add_work(control, work);
}

static void try_part(struct control *control, const struct control_part *part)
{
	struct record *record = control->record;

	if (part->is_odd)
		add_fault(control, part->line, "say which tickets: #on NUMBER …");
	for (size_t i = 0; !part->is_odd && i < part->count; i++) {
		const struct ticket *loaded = facts_ticket(record->facts, part->numbers[i]);

		if (!loaded) {
			add_fault(control, part->line,
				  arena_printf(record->arena, "there is no ticket %" PRId64,
					       part->numbers[i]));
			continue;
		}
		add_work(control, work_try(record, record_ticket(record, loaded), control->agent,
					   command_read(part->text, record->arena), control->held));
	}
}

/* There is more in it than questions about no ticket. */
static bool needs_ticket(const struct control_part *part, struct arena *arena)
{
	struct command_text text = command_read(part->text, arena);

	for (size_t i = 0; i < text.count; i++) {
		const struct command *command = command_find(text.lines[i].word);

		if (command && !rights_is_general(command))
			return true;
	}
	return *text.words;
}

/* What stands above the first #on is about the ticket that is answered, if one is. */
static void try_head(struct control *control, const struct control_part *part)
{
	struct record *record = control->record;
	const struct ticket *ticket = control->thread
					  ? control->thread->ticket
					  : facts_ticket(record->facts, control->held->ticket);

	if (control->held && !needs_ticket(part, record->arena))
		ticket = NULL;
	add_work(control,
		 work_try(record, ticket ? record_ticket(record, ticket) : NULL, control->agent,
			  command_read(part->text, record->arena), control->held));
}

static void try_all(struct control *control, const char *reply)
{
	struct record *record = control->record;
	struct control_text text = control_read(record->conf, reply, record->arena);

	for (size_t i = 0; i < text.count; i++) {
		if (text.parts[i].line)
			try_part(control, &text.parts[i]);
		else
			try_head(control, &text.parts[i]);
	}
	for (size_t i = 0; i < control->count; i++)
		work_check(&control->works[i]);
}

static size_t count_changes(const struct control *control)
{
	size_t count = 0;

	for (size_t i = 0; i < control->count; i++)
		count += work_need(&control->works[i]) != NEED_ANY;
	return count;
}

/* What is missing for all of it; *may_ask: their word makes it good. */
static const char *lack_of(const struct control *control, bool *may_ask)
{
	bool is_bulk =
	    (int64_t)count_changes(control) > rights_bulk(control->record->conf, control->agent);
	const char *found = NULL;

	*may_ask = true;
	for (size_t i = 0; i < control->count; i++) {
		struct work *work = &control->works[i];
		struct rights rights = rights_on(control, work->state.ticket);
		enum command_need need = work_need(work);
		const char *lack =
		    rights_lack(&rights, is_bulk && need != NEED_ANY ? NEED_SIGNED : need);

		if (!lack)
			continue;
		*may_ask &= rights.may_ask;
		found = found ? found : lack;
	}
	return found;
}

static bool is_good(const struct control *control)
{
	for (size_t i = 0; i < control->count; i++)
		if (!control->works[i].is_good)
			return false;
	return control->count > 0;
}

/* Attachments go along with one answer; with several nobody could say with which. */
static bool has_stray_files(const struct control *control)
{
	const struct message *message = control->record->event->message;
	size_t answers = 0;

	for (size_t i = 0; i < control->count; i++)
		answers += work_is_answer(&control->works[i]);
	return answers > 1 &&
	       (control->held ? control->held->has_attachments : message->attachment_count > 0);
}

/* ---- what is told ---- */

static void add_work_lines(struct control *control, struct mail_change *mail, struct work *work)
{
	struct record *record = control->record;
	const struct ticket *ticket = work->state.ticket;

	if (ticket) {
		record_line(record, mail,
			    arena_printf(record->arena, "%s %s",
					 subject_tag(record->conf, ticket->number, record->arena),
					 ticket->subject),
			    ticket_status_name(ticket->status));
		mail->lines[mail->line_count - 1].ticket = ticket->number;
	}
	work_add_results(work, mail);
	for (size_t i = 0; i < work->state.query_count; i++) {
		mail->queries = arena_grow(record->arena, mail->queries, mail->query_count,
					   sizeof *mail->queries);
		mail->queries[mail->query_count++] = work->state.queries[i];
	}
}

static struct mail_change *transcript(struct control *control)
{
	struct mail_change *mail =
	    record_agent_mail(control->record, NULL, control->agent, "transcript", BY_INTAKE);

	mail->is_answer = true;
	mail->is_control = true;
	record_pair(control->record, mail, "control", "1");
	return mail;
}

static struct ticket *first_ticket(const struct control *control)
{
	for (size_t i = 0; i < control->count; i++)
		if (control->works[i].state.ticket)
			return control->works[i].state.ticket;
	return NULL;
}

/* Back to before; the tickets' copies are as they were. */
static void take_back(struct control *control, const struct changes *before)
{
	struct record *record = control->record;

	for (size_t i = control->count; i--;) {
		struct ticket *ticket = control->works[i].state.ticket;

		if (ticket)
			*ticket = control->works[i].kept;
	}
	*record->changes = *before;
}

/* The tickets of works whose changes were taken back are recorded again. */
static void record_again(struct control *control)
{
	for (size_t i = 0; i < control->count; i++) {
		struct command_state *state = &control->works[i].state;
		const struct ticket *loaded =
		    state->ticket ? facts_ticket(control->record->facts, state->ticket->asked)
				  : NULL;

		if (loaded)
			state->ticket = record_ticket(control->record, loaded);
	}
}

static void hold(struct control *control, bool is_stray)
{
	struct record *record = control->record;
	struct ticket *ticket = first_ticket(control);
	struct mail_change *mail;

	if (ticket)
		record_message(record, ticket, MESSAGE_AGENT,
			       record->conf->agents[control->agent].id, false,
			       record->event->message->reply);
	for (size_t i = 0; i < control->count; i++)
		work_journal_held(&control->works[i]);
	mail = transcript(control);
	record_pair(record, mail, "failed", "1");
	for (size_t i = 0; i < control->count; i++) {
		control->works[i].is_good = false;
		add_work_lines(control, mail, &control->works[i]);
	}
	mail->queries = NULL;
	mail->query_count = 0;
	if (is_stray)
		record_line(record, mail, "(attachments)",
			    "to which of the answers do they belong? Send them with one alone");
	if (!control->count)
		record_line(record, mail, "(your text)", "your mail asked for nothing");
	record_outcome(record, ticket ? OUTCOME_TICKET : OUTCOME_FILED, "agent's mail held");
}

static void finish(struct control *control)
{
	struct record *record = control->record;
	struct mail_change *mail;
	const char *sent;

	for (size_t i = 0; i < control->count; i++) {
		struct work *work = &control->works[i];

		if (work->state.ticket)
			record_journal(record, work->state.ticket, "threaded", BY_INTAKE, "control",
				       NULL, NULL, "as", record->conf->agents[control->agent].id,
				       NULL);
		work_finish(work);
	}
	sent = sendings_text(record, NULL, control->agent);
	mail = transcript(control);
	if (*sent)
		record_pair(record, mail, "sent", sent);
	for (size_t i = 0; i < control->count; i++)
		add_work_lines(control, mail, &control->works[i]);
	record_outcome(record, first_ticket(control) ? OUTCOME_TICKET : OUTCOME_FILED,
		       "agent's mail to the control address");
}

/* What was asked is answered at once; what changes something waits. */
static void answer_questions(struct control *control)
{
	struct mail_change *mail = NULL;

	for (size_t i = 0; i < control->count; i++) {
		struct work *work = &control->works[i];

		if (!work->state.query_count || work_need(work) != NEED_ANY)
			continue;
		mail = mail ? mail : transcript(control);
		add_work_lines(control, mail, work);
	}
}

static void decide(struct control *control, const char *reply)
{
	struct record *record = control->record;
	struct changes before = *record->changes;
	bool may_ask, is_right, is_stray;
	const char *lack;

	try_all(control, reply);
	lack = lack_of(control, &may_ask);
	is_stray = has_stray_files(control);
	is_right = is_good(control) && !is_stray;
	if (!lack && is_right) {
		finish(control);
		return;
	}
	take_back(control, &before);
	record_again(control);
	if (lack && !may_ask) {
		rights_refuse(record, first_ticket(control), control->agent, lack);
	} else if (!is_right) {
		hold(control, is_stray);
	} else {
		answer_questions(control);
		challenge_ask(record, control->works, control->count, lack);
	}
}

void control_writes(struct record *record, const struct thread *thread, size_t agent,
		    enum proof proof)
{
	struct control control = {.record = record,
				  .agent = agent,
				  .thread = thread,
				  .answered = answered_list(record, agent),
				  .proof = proof};

	if (!control.answered && thread->has_token)
		control.answered = thread->answered;
	decide(&control, record->event->message->reply);
}

void control_works(struct record *record, size_t agent, const struct rights *rights,
		   const char *reply, const struct draft_text *held)
{
	struct control control = {.record = record, .agent = agent, .all = rights, .held = held};

	decide(&control, reply);
}
