/* What comes in, and which room of the desk it goes to. */
#include "desk/desk.h"

#include <string.h>

#include "base/text.h"
#include "desk/ask.h"
#include "desk/category.h"
#include "desk/closing.h"
#include "desk/clock.h"
#include "desk/command.h"
#include "desk/courtesy.h"
#include "desk/holding.h"
#include "desk/ladder.h"
#include "desk/promise.h"
#include "desk/quarantine.h"
#include "desk/rights.h"
#include "desk/control.h"
#include "desk/control_text.h"
#include "desk/rules.h"
#include "desk/timer.h"
#include "desk/token.h"
#include "desk/unreachable.h"

/* Only where From is a web form is the single Reply-To the person who writes; they stay unproven.
 */
static bool is_form(const struct conf *conf, const struct event *event, const char *from)
{
	const struct conf_strings *forms = &conf->mailboxes[event->mailbox].forms;

	for (size_t i = 0; i < forms->count; i++)
		if (text_equal_nocase(forms->items[i], from))
			return event->message->reply_to.count == 1;
	return false;
}

static struct sender sender_from(const struct address *address, bool is_plain)
{
	if (!strchr(address->email, '@'))
		return (struct sender){.name = address->name};
	return (struct sender){
	    .email = address->email, .name = address->name, .is_plain = is_plain};
}

/* The person who writes: From; Sender where From names several (RFC 5322, 3.6.2). */
static struct sender sender_of(const struct conf *conf, const struct event *event)
{
	const struct message *message = event->message;
	const char *from = trust_sender(message);

	if (from && is_form(conf, event, from))
		return sender_from(&message->reply_to.items[0], false);
	if (message->from.count == 1)
		return sender_from(&message->from.items[0], from != NULL);
	if (message->sender.count == 1)
		return sender_from(&message->sender.items[0], false);
	return (struct sender){.name = ""};
}

/* It says that it is from one of our own addresses. */
static bool is_from_us(const struct conf *conf, const struct message *message,
		       const struct sender *sender)
{
	for (size_t i = 0; i < message->from.count; i++)
		if (conf_mailbox_by_address(conf, message->from.items[i].email) != CONF_NO_INDEX)
			return true;
	return sender->email && conf_mailbox_by_address(conf, sender->email) != CONF_NO_INDEX;
}

static bool is_own(const struct conf *conf, const struct message *message)
{
	return message->message_id && token_from_id(conf, message->message_id).kind == TOKEN_MAIL;
}

/* What one command looks at, besides tickets. */
static void command_wants(const struct command *command, const char *agent, const char *arguments,
			  struct wants *wants, struct arena *arena)
{
	if (command->run == command_send)
		wants->drafts_of = agent;
	if (command->run == command_talk || command->run == command_status)
		wants->children = true;
	if (command->run == command_undo)
		wants->undo_of = agent;
	if (command->run == command_split || command->run == command_undo)
		wants->answered = true;
	if (command->run == command_use) {
		wants->uses = arena_grow(arena, wants->uses, wants->use_count, sizeof *wants->uses);
		wants->uses[wants->use_count++] = arguments;
	}
	if (command->run == command_requester)
		wants->person = command_next_word(arena, &arguments);
}

/* Tickets that an agent's commands name: #merge 12. */
static void named_wants(const struct conf *conf, const struct event *event, struct wants *wants,
			struct arena *arena)
{
	enum { NAMED_MAX = 50 };
	const char *from = trust_sender(event->message);
	size_t agent = from ? conf_agent_by_address(conf, from) : CONF_NO_INDEX;
	struct command_text text;

	if (agent == CONF_NO_INDEX)
		return;
	text = command_read(event->message->reply, arena);
	for (size_t i = 0; i < text.count && i < NAMED_MAX; i++) {
		const struct command *command = command_find(text.lines[i].word);

		if (command)
			command_wants(command, conf->agents[agent].id, text.lines[i].arguments,
				      wants, arena);
		wants_ticket(wants, command_ticket_number(conf, text.lines[i].arguments), arena);
	}
	wants->refusals_of = conf->agents[agent].id;
	wants->twin_id = event->message->message_id;
	if (control_has_on(event->message->reply))
		control_wants(conf, event->message->reply, wants, arena);
}

/* What an acknowledgement with a time tells besides: only of a mail that answers none. */
static void usual_wants(const struct conf *conf, const struct event *event,
			const struct sender *sender, struct wants *wants, struct arena *arena)
{
	const char *rule;

	if (conf->policy_count && conf->category_count && sender->email &&
	    !event->message->in_reply_to.count)
		wants->usual_of = category_guess(conf, event->message, sender->email, &rule, arena);
}

struct wants *desk_wants(const struct conf *conf, const struct event *event, struct arena *arena)
{
	struct wants *wants = ARENA_NEW(arena, struct wants);
	struct sender sender;

	switch (event->kind) {
	case EVENT_MAIL:
		if (event->unreadable || is_own(conf, event->message)) {
			wants->quarantine = true;
			break;
		}
		thread_wants(conf, event, wants, arena);
		ask_wants(conf, event, wants, arena);
		named_wants(conf, event, wants, arena);
		if (event->message->kind == MAIL_BOUNCE)
			bounce_wants(conf, event, wants, arena);
		sender = sender_of(conf, event);
		wants->contact = sender.email;
		wants->quarantine = !sender.email || is_from_us(conf, event->message, &sender) ||
				    conf->mailboxes[event->mailbox].spam.count;
		wants->answer_to = customer_answer_to(conf, event->message, &sender);
		ladder_wants(conf, sender.email, wants);
		wants->copy_id = event->message->message_id;
		usual_wants(conf, event, &sender, wants, arena);
		wants->incidents = event->message->kind == MAIL_HUMAN;
		wants->loads = true;
		break;
	case EVENT_DUE:
		wants_ticket(wants, event->deadline->ticket, arena);
		wants->answers_of = event->deadline->ticket;
		ladder_repeat_wants(conf, event->deadline, wants);
		if (!event->deadline->ticket)
			timer_wants(conf, event->deadline, wants, arena);
		ask_due_wants(event->deadline, wants);
		wants->loads = true;
		break;
	case EVENT_ALERT:
		break;
	case EVENT_QUIET:
		wants->new_tickets_of = conf->mailboxes[event->mailbox].name;
		break;
	case EVENT_ADMIN:
		wants_ticket(wants, event->admin_ticket, arena);
		break;
	case EVENT_GIVEN_UP:
		wants_sent(wants, event->sent, arena);
		wants->loads = true;
		break;
	}
	return wants;
}

/* The same mail came into another mailbox first: it is journalled there, and nobody hears of it
 * twice. */
static bool is_copy(struct record *record)
{
	const struct conf_mailbox *mailbox = &record->conf->mailboxes[record->event->mailbox];
	const struct stored_message *copy = record->facts->copy;
	const struct ticket *loaded;

	if (!copy || mailbox->crosspost == CROSSPOST_EACH ||
	    strcmp(copy->mailbox, mailbox->name) == 0 ||
	    record->now_us - copy->at_us > 7 * DAY_US || !record->event->fingerprint ||
	    strcmp(copy->fingerprint, record->event->fingerprint) != 0)
		return false;
	loaded = facts_ticket(record->facts, copy->ticket);
	if (!loaded)
		return false;
	record_journal(record, record_ticket(record, loaded), "threaded", BY_INTAKE, "crosspost",
		       NULL, NULL, "mailbox", mailbox->name, NULL);
	record_outcome(record, OUTCOME_FILED, "a copy of what came into mailbox %s", copy->mailbox);
	return true;
}

/* What an agent wrote once is carried out once, in whatever envelope it comes again. */
static void refuse_twin(struct record *record, size_t agent)
{
	const struct ticket *loaded = facts_ticket(record->facts, record->facts->twin->ticket);

	rights_refuse(record, loaded ? record_ticket(record, loaded) : NULL, agent, "replayed");
}

/* A customer's quote alone is what they had to say; an agent's is our own mail, that nobody but
 * them may see. */
static void leave_quote_out(struct record *record)
{
	struct message *message = ARENA_NEW(record->arena, struct message);
	struct event *event = ARENA_NEW(record->arena, struct event);

	*message = *record->event->message;
	message->reply = "";
	*event = *record->event;
	event->message = message;
	record->event = event;
}

static void human_writes(struct record *record, const struct thread *thread,
			 const struct sender *sender, enum proof proof)
{
	size_t agent = thread_agent(record->conf, sender);

	bool is_agent = agent != CONF_NO_INDEX && !record->event->is_old &&
			(!thread->ticket || thread->standing == STANDING_AGENT);

	if (is_agent && record->event->message->is_quote_alone)
		leave_quote_out(record);
	if (is_agent && trust_signature_fault(record->event, record->now_us)) {
		rights_refuse(record, thread->ticket ? record_ticket(record, thread->ticket) : NULL,
			      agent, trust_signature_fault(record->event, record->now_us));
		return;
	}
	if (is_agent && (thread->has_token || proof == PROOF_ALIGNED) && proof != PROOF_FAILED)
		unreachable_end(record, agent);
	if (is_agent && record->facts->twin) {
		refuse_twin(record, agent);
		return;
	}
	if (is_agent && control_is_it(record, thread, agent)) {
		control_writes(record, thread, agent, proof);
		return;
	}
	if (!thread->ticket) {
		customer_opens(record, thread, sender, proof);
		return;
	}
	switch (thread->standing) {
	case STANDING_CUSTOMER:
		customer_writes(record, thread, sender, proof);
		return;
	case STANDING_AGENT:
		agent_writes(record, thread, agent, proof);
		return;
	case STANDING_THIRD:
		third_writes(record, thread, sender, proof);
		return;
	}
}

/* What is no matter of a ticket yet: filed, put into quarantine, or a bounce. */
static bool is_settled(struct record *record, const struct sender *sender)
{
	const struct message *message = record->event->message;

	if (record->event->unreadable)
		quarantine_mail(record, record->event->unreadable);
	else if (is_own(record->conf, message))
		record_outcome(record, OUTCOME_FILED, "own mail");
	else if (ask_takes_anonymous(record))
		return true;
	else if (is_from_us(record->conf, message, sender))
		quarantine_mail(record,
				"it says that it is from this desk, and has no token of it");
	else if (is_copy(record))
		return true;
	else if (message->kind == MAIL_BOUNCE)
		bounce_arrives(record);
	else
		return false;
	return true;
}

/* "X-Spam-Flag: YES" of the conf, both parts globs. */
static bool is_header(const struct header *header, const char *rule, struct arena *arena)
{
	size_t len = strcspn(rule, ":");
	const char *value = rule[len] ? rule + len + 1 : "*";

	value += strspn(value, " ");
	return text_equal_nocase(header->name, arena_strndup(arena, rule, len)) &&
	       text_glob(value, header->value);
}

/* What belongs to a ticket by its token is no spam, whatever a filter says of its words. */
static bool is_spam(const struct record *record)
{
	const struct conf_strings *rules = &record->conf->mailboxes[record->event->mailbox].spam;
	const struct message *message = record->event->message;

	for (size_t r = 0; r < rules->count; r++)
		for (size_t i = 0; i < message->header_count; i++)
			if (is_header(&message->headers[i], rules->items[r], record->arena))
				return true;
	return false;
}

static void mail_arrives(struct record *record)
{
	const struct conf *conf = record->conf;
	const struct event *event = record->event;
	struct sender sender = sender_of(conf, event);
	size_t agent = thread_agent(conf, &sender);
	struct thread thread;
	enum proof proof;

	if (is_settled(record, &sender))
		return;
	proof = trust_proof(&conf->mailboxes[event->mailbox], event->message,
			    agent == CONF_NO_INDEX ? NULL : &conf->agents[agent]);
	if (!sender.is_plain && proof == PROOF_ALIGNED)
		proof = PROOF_NONE;
	thread = thread_find(conf, record->facts, event, &sender, record->now_us, record->arena);
	if (ask_takes(record, &thread, &sender, proof))
		return;
	if (!sender.email && !thread.ticket)
		quarantine_mail(record, "it has no sender");
	else if (!thread.ticket && is_spam(record))
		quarantine_mail(record, "your spam filter has marked it");
	else if (event->message->kind == MAIL_HUMAN)
		human_writes(record, &thread, &sender, proof);
	else
		machine_writes(record, &thread, &sender, proof);
}

static void admin_acted(struct record *record)
{
	const struct event *event = record->event;
	const struct ticket *loaded = facts_ticket(record->facts, event->admin_ticket);
	struct ticket *ticket = loaded ? record_ticket(record, loaded) : NULL;

	switch (event->admin_deed) {
	case ADMIN_EXPORTED:
		record_journal(record, ticket, "exported", BY_ADMIN, NULL, NULL, NULL, NULL);
		break;
	case ADMIN_ERASED:
		record_journal(record, ticket, "erased", BY_ADMIN, NULL, NULL, NULL, NULL);
		break;
	}
}

struct changes *desk_decide(const struct conf *conf, const struct facts *facts,
			    const struct event *event, int64_t now_us, struct arena *arena)
{
	struct changes *changes = ARENA_NEW(arena, struct changes);
	struct record record = {.conf = conf,
				.facts = facts,
				.event = event,
				.now_us = now_us,
				.arena = arena,
				.changes = changes};

	changes->arena = arena;
	changes->reason = "";
	switch (event->kind) {
	case EVENT_MAIL:
		mail_arrives(&record);
		break;
	case EVENT_DUE:
		if (event->deadline->ticket)
			deadline_is_due(&record);
		else
			timer_is_due(&record);
		break;
	case EVENT_ALERT:
		record_admin_mail(&record, NULL, "alert", event->alert_subject, event->alert_text,
				  BY_INTAKE);
		break;
	case EVENT_QUIET:
		quiet_is_over(&record);
		break;
	case EVENT_ADMIN:
		admin_acted(&record);
		break;
	case EVENT_GIVEN_UP:
		mail_is_given_up(&record);
		break;
	}
	clocks_settle(&record); /* it may climb, and make promises */
	promise_settle(&record);
	courtesy_settle(&record);
	holding_settle(&record);
	closing_settle(&record);
	return changes;
}
