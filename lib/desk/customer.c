/* Mail from people outside: what opens a ticket, what goes on with one, what a third party writes.
 */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "desk/assign.h"
#include "desk/people.h"
#include "desk/rules.h"
#include "desk/subject.h"

enum { CC_MAX = 100 };

static bool is_ours(const struct conf *conf, const char *email)
{
	return conf_mailbox_by_address(conf, email) != CONF_NO_INDEX ||
	       conf_agent_by_address(conf, email) != CONF_NO_INDEX;
}

static const char *sender_name(const struct message *message)
{
	return message->from.count ? message->from.items[0].name : "";
}

/* A Reply-To that is neither ours nor an agent's is where answers go, and gives no rights. */
static const char *answer_address(const struct conf *conf, const struct message *message,
				  const char *sender)
{
	const char *email;

	if (message->reply_to.count != 1)
		return NULL;
	email = message->reply_to.items[0].email;
	if (is_ours(conf, email) || text_equal_nocase(email, sender) || !strchr(email, '@'))
		return NULL;
	return email;
}

/* Unless they are there already. */
static void add_participant(struct record *record, struct ticket *ticket,
			    enum participant_role role, const struct address *person)
{
	struct participant participant = {
	    .role = role, .email = person->email, .name = person->name};

	if (!people_find(ticket, person->email))
		people_set(record, ticket, &participant);
}

/* CCs are recorded; they get nothing until an agent lets them in. */
static void record_ccs(struct record *record, struct ticket *ticket)
{
	const struct message *message = record->event->message;
	const struct address_list *lists[] = {&message->to, &message->cc};

	for (size_t l = 0; l < 2; l++)
		for (size_t i = 0; i < lists[l]->count && ticket->participant_count < CC_MAX; i++)
			if (strchr(lists[l]->items[i].email, '@') &&
			    !is_ours(record->conf, lists[l]->items[i].email) &&
			    !thread_is_customer(ticket, lists[l]->items[i].email))
				add_participant(record, ticket, PARTICIPANT_CC,
						&lists[l]->items[i]);
}

static void fill_ticket(struct record *record, struct ticket *ticket, const char *sender)
{
	const struct message *message = record->event->message;
	const struct conf_mailbox *mailbox = &record->conf->mailboxes[record->event->mailbox];
	const char *subject = subject_bare(record->conf, message->subject, record->arena);
	struct address requester = {.name = sender_name(message), .email = sender};

	ticket->mailbox = mailbox->name;
	ticket->status = STATUS_NEW;
	ticket->priority = PRIORITY_NORMAL;
	ticket->team = record->conf->teams[mailbox->team].name;
	ticket->language = mailbox->language;
	ticket->subject = *subject ? subject : "(no subject)";
	ticket->tags = "";
	ticket->created_us = ticket->changed_us = ticket->status_us = record->now_us;
	if (record->facts->contact) {
		ticket->requester = *record->facts->contact;
		if (!*ticket->requester.name)
			ticket->requester.name = requester.name;
	} else {
		ticket->requester = (struct contact){
		    .email = sender, .name = requester.name, .away_until_us = TIME_NONE};
	}
	ticket->answer_to = answer_address(record->conf, message, sender);
	/* Answers go to the address that was written from, which need not be the person's first. */
	if (!ticket->answer_to && !text_equal_nocase(ticket->requester.email, sender))
		ticket->answer_to = sender;
	add_participant(record, ticket, PARTICIPANT_REQUESTER, &requester);
	record_ccs(record, ticket);
}

/* The newest mail from outside is what our next mail to the customer answers. */
static void note_mail(struct record *record, struct ticket *ticket)
{
	const struct message *message = record->event->message;
	const char *references = "";
	size_t from = message->references.count > 15 ? message->references.count - 15 : 0;

	if (!message->message_id)
		return;
	for (size_t i = from; i < message->references.count; i++)
		references = arena_printf(record->arena, "%s%s%s", references,
					  *references ? " " : "", message->references.items[i]);
	ticket->last_message_id = message->message_id;
	ticket->last_references = *references ? references : NULL;
}

static bool is_no_reply(const char *email)
{
	static const char *const names[] = {"noreply",    "no-reply",     "no_reply",
					    "donotreply", "do-not-reply", "mailer-daemon",
					    "postmaster"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		size_t len = strlen(names[i]);

		if (text_starts_nocase(email, names[i]) && strchr("@+-.", email[len]) && email[len])
			return true;
	}
	return false;
}

/* NULL where an acknowledgement is due, else why there is none. */
static const char *no_ack_because(const struct record *record, const struct ticket *ticket,
				  const char *sender, enum proof proof)
{
	const struct conf_limits *limits = &record->conf->limits;
	const struct message *message = record->event->message;

	if (record->event->is_old)
		return "old";
	if (message->kind != MAIL_HUMAN)
		return mail_kind_name(message->kind);
	if (message->is_invitation)
		return "invitation";
	if (proof == PROOF_FAILED)
		return "dmarc";
	if (is_no_reply(sender) || (ticket->answer_to && is_no_reply(ticket->answer_to)))
		return "no-reply";
	if (limits->auto_per_ticket < 1)
		return "limits.auto_per_ticket";
	if (record->facts->auto_to_contact_day >= limits->auto_per_sender_day)
		return "limits.auto_per_sender_day";
	if (record->facts->auto_of_mailbox_hour >= limits->auto_per_mailbox_hour)
		return "limits.auto_per_mailbox_hour";
	return NULL;
}

static void acknowledge(struct record *record, struct ticket *ticket, const char *sender,
			enum proof proof)
{
	const char *because = no_ack_because(record, ticket, sender, proof);
	const char *template_name = record->event->oversize ? "oversize" : "ack";
	struct mail_change *mail;

	if (because) {
		record_journal(record, ticket, "muted", BY_INTAKE, because, NULL, NULL, "template",
			       template_name, NULL);
		return;
	}
	mail = record_mail(record, ticket, AUDIENCE_CUSTOMER, template_name,
			   ticket->answer_to ? ticket->answer_to : sender, ticket->requester.name,
			   BY_INTAKE);
	mail->is_answer = true;
	mail->has_own_subject = proof != PROOF_ALIGNED;
}

static void give_owner(struct record *record, struct ticket *ticket)
{
	size_t team = conf_team_by_name(record->conf, ticket->team);
	const char *rule;
	size_t owner = assign_choose(record->conf, record->facts, team, record->now_us, &rule);

	if (owner != CONF_NO_INDEX)
		record_owner(record, ticket, record->conf->agents[owner].id, BY_INTAKE, rule);
}

void customer_opens(struct record *record, const struct thread *thread, const char *sender,
		    enum proof proof)
{
	const struct message *message = record->event->message;
	struct ticket *ticket = record_new_ticket(record);
	const char *banner = NULL;

	fill_ticket(record, ticket, sender);
	record_journal(record, ticket, "created", BY_CUSTOMER, NULL, NULL, NULL, "mailbox",
		       ticket->mailbox, NULL);
	record_journal(record, ticket, "threaded", BY_INTAKE, "new", NULL, NULL, NULL);
	if (thread->named) {
		record_journal(record, ticket, "linked", BY_INTAKE, NULL, NULL,
			       arena_printf(record->arena, "%" PRId64, thread->named), NULL);
		banner = arena_printf(record->arena, "This mail may belong to %s.",
				      subject_tag(record->conf, thread->named, record->arena));
	}
	record_message(record, ticket,
		       message->kind == MAIL_HUMAN ? MESSAGE_CUSTOMER : MESSAGE_MACHINE, NULL, true,
		       message->text);
	note_mail(record, ticket);
	give_owner(record, ticket);
	acknowledge(record, ticket, sender, proof);
	if (proof == PROOF_FAILED && !banner)
		banner = "The sender's domain says that this mail is not from it: be careful.";
	if (!record->event->is_old)
		tell_agents(record, ticket, "new", BY_INTAKE, CONF_NO_INDEX, message->text,
			    *sender_name(message) ? sender_name(message) : sender, banner);
	record_outcome(record, OUTCOME_TICKET, "new ticket");
}

static bool may_reopen(const struct record *record, const struct ticket *ticket)
{
	return ticket->status != STATUS_CLOSED ||
	       record->now_us <= ticket->status_us + record->conf->closing.reopen_us;
}

void customer_writes(struct record *record, const struct thread *thread, const char *sender,
		     enum proof proof)
{
	const struct message *message = record->event->message;
	struct thread anew = {.rule = "new", .named = thread->ticket->number};
	struct ticket *ticket;

	if (!may_reopen(record, thread->ticket)) {
		customer_opens(record, &anew, sender, proof);
		return;
	}
	ticket = record_ticket(record, thread->ticket);
	record_journal(record, ticket, "threaded", BY_INTAKE, thread->rule, NULL, NULL, NULL);
	record_message(record, ticket, MESSAGE_CUSTOMER, NULL, true, message->reply);
	note_mail(record, ticket);
	record_ccs(record, ticket);
	if (ticket->status != STATUS_NEW)
		record_status(record, ticket, STATUS_OPEN, BY_CUSTOMER, NULL);
	if (!ticket->owner || conf_agent_by_id(record->conf, ticket->owner) == CONF_NO_INDEX)
		give_owner(record, ticket);
	tell_agents(record, ticket, "reply", BY_INTAKE, CONF_NO_INDEX, message->reply,
		    *sender_name(message) ? sender_name(message) : sender,
		    proof == PROOF_FAILED
			? "The sender's domain says that this mail is not from it: be careful."
			: NULL);
	record_outcome(record, OUTCOME_TICKET, "reply by %s", thread->rule);
}

void third_writes(struct record *record, const struct thread *thread)
{
	const struct message *message = record->event->message;
	const char *sender = message->from.count ? message->from.items[0].email : "somebody";
	struct ticket *ticket = record_ticket(record, thread->ticket);
	const char *banner = arena_printf(
	    record->arena,
	    "%s takes no part in this ticket. Nothing goes to them, and they see nothing of it.",
	    sender);

	record_journal(record, ticket, "threaded", BY_INTAKE, thread->rule, NULL, NULL, "as",
		       "third", NULL);
	record_message(record, ticket, MESSAGE_THIRD, NULL, false, message->reply);
	tell_agents(record, ticket, "reply", BY_INTAKE, CONF_NO_INDEX, message->reply, sender,
		    banner);
	record_outcome(record, OUTCOME_TICKET, "third party's mail by %s", thread->rule);
}
