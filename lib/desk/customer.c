/* Mail from people outside: what opens a ticket, what goes on with one, what a third party writes.
 */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "desk/abuse.h"
#include "desk/assign.h"
#include "desk/category.h"
#include "desk/courtesy.h"
#include "desk/incident.h"
#include "desk/ladder.h"
#include "desk/people.h"
#include "desk/promise.h"
#include "desk/rules.h"
#include "desk/snooze.h"
#include "desk/subject.h"
#include "desk/talk.h"
#include "desk/thanks.h"

enum { CC_MAX = 100, REFERENCES_MAX = 15 };

static bool is_ours(const struct conf *conf, const char *email)
{
	return conf_mailbox_by_address(conf, email) != CONF_NO_INDEX ||
	       conf_agent_by_address(conf, email) != CONF_NO_INDEX;
}

/* A name that holds an address would show another sender than there is. */
static const char *label(const struct sender *sender)
{
	if (*sender->name && !strchr(sender->name, '@'))
		return sender->name;
	return sender->email ? sender->email : "somebody";
}

/* It gives no rights. */
const char *customer_answer_to(const struct conf *conf, const struct message *message,
			       const struct sender *sender)
{
	const char *email;

	if (message->reply_to.count != 1)
		return sender->email;
	email = message->reply_to.items[0].email;
	return is_ours(conf, email) || !strchr(email, '@') ? sender->email : email;
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
	bool may_join =
	    record->conf->mailboxes[record->event->mailbox].join_cc && message->kind == MAIL_HUMAN;

	for (size_t l = 0; l < 2; l++)
		for (size_t i = 0; i < lists[l]->count && ticket->participant_count < CC_MAX; i++)
			if (strchr(lists[l]->items[i].email, '@') &&
			    !is_ours(record->conf, lists[l]->items[i].email) &&
			    !thread_is_customer(ticket, lists[l]->items[i].email))
				add_participant(record, ticket,
						may_join ? PARTICIPANT_MEMBER : PARTICIPANT_CC,
						&lists[l]->items[i]);
}

/* Somebody of ours has mails in that language: the built-in ones, the admin's, those of the conf.
 */
static bool is_spoken(const struct conf *conf, const char *language)
{
	static const char *const built_in[] = {"en", "de", "fr", "es"};

	if (conf->templates)
		return true;
	for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i++)
		if (strcmp(built_in[i], language) == 0)
			return true;
	for (size_t i = 0; i < conf->mailbox_count; i++)
		if (strncmp(conf->mailboxes[i].language, language, 2) == 0)
			return true;
	return strncmp(conf->desk.language, language, 2) == 0;
}

/* What customers.csv says; what the mail is written in, which is remembered; what was remembered;
 * the mailbox's. */
static void give_language(struct record *record, struct ticket *ticket)
{
	const struct conf_customer *customer = record->facts->customer;
	const struct conf_mailbox *mailbox = &record->conf->mailboxes[record->event->mailbox];
	const char *written = record->event->message->language;

	/* "en-GB" of the mailbox says more than "en" of a text */
	if (written && strncmp(written, mailbox->language, 2) == 0)
		written = mailbox->language;
	if (written && record->event->message->kind == MAIL_HUMAN &&
	    is_spoken(record->conf, written))
		ticket->requester.language = written;
	ticket->language = customer && customer->language ? customer->language
			   : ticket->requester.language   ? ticket->requester.language
							  : mailbox->language;
}

static void fill_ticket(struct record *record, struct ticket *ticket, const struct sender *sender)
{
	const struct message *message = record->event->message;
	const struct conf_mailbox *mailbox = &record->conf->mailboxes[record->event->mailbox];
	const char *subject = subject_bare(record->conf, message->subject, record->arena);
	const char *answer_to = customer_answer_to(record->conf, message, sender);
	struct address requester = {.name = sender->name, .email = sender->email};
	const struct conf_customer *customer = record->facts->customer;

	ticket->mailbox = mailbox->name;
	ticket->status = STATUS_NEW;
	ticket->priority = PRIORITY_NORMAL;
	ticket->team = record->conf->teams[mailbox->team].name;
	if (customer && customer->is_looked_up && (customer->segment || customer->is_vip))
		record_field(record, ticket, FIELD_SEGMENT,
			     customer->segment ? customer->segment : "vip");
	ticket->subject = *subject ? subject : "(no subject)";
	ticket->tags = "";
	ticket->tier = record->conf->tier_count ? record->conf->tiers[0].name : NULL;
	ticket->created_us = ticket->changed_us = ticket->status_us = record->now_us;
	if (record->facts->contact) {
		ticket->requester = *record->facts->contact;
		if (!*ticket->requester.name)
			ticket->requester.name = requester.name;
	} else {
		ticket->requester = (struct contact){
		    .email = sender->email, .name = sender->name, .away_until_us = TIME_NONE};
	}
	give_language(record, ticket);
	/* The address that was written from need not be the person's first. */
	if (!text_equal_nocase(ticket->requester.email, answer_to))
		ticket->answer_to = answer_to;
	add_participant(record, ticket, PARTICIPANT_REQUESTER, &requester);
	record_ccs(record, ticket);
}

/* An agent's token that was forwarded to a customer would go to all who get our answers; and the
 * anchor is put first anyway. */
static bool may_be_named(const struct record *record, const char *id)
{
	struct token token = token_from_id(record->conf, id);
	const struct sent_mail *sent = facts_sent(record->facts, token.sent);

	return token.kind == TOKEN_NONE || (token.kind == TOKEN_MAIL && sent && !sent->agent);
}

/* The newest mail from outside is what our next mail to the customer answers. */
static void note_mail(struct record *record, struct ticket *ticket)
{
	const struct message *message = record->event->message;
	const struct string_list *ids = &message->references;
	size_t from = ids->count > REFERENCES_MAX ? ids->count - REFERENCES_MAX : 0;
	const char *references = "";

	if (!message->message_id)
		return;
	for (size_t i = from; i < ids->count; i++)
		if (may_be_named(record, ids->items[i]))
			references = arena_printf(record->arena, "%s%s%s", references,
						  *references ? " " : "", ids->items[i]);
	ticket->last_message_id = message->message_id;
	ticket->last_references = *references ? references : NULL;
}

/* NULL where an acknowledgement is due, else why there is none. */
static const char *no_ack_because(const struct record *record, const struct ticket *ticket,
				  const struct sender *sender, const char *answer_to,
				  enum proof proof)
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
	if (ticket->requester.is_suppressed)
		return "suppressed";
	if (record->facts->is_unwritable)
		return "address";
	if (courtesy_is_no_reply(sender->email) || courtesy_is_no_reply(answer_to))
		return "no-reply";
	if (limits->auto_per_ticket < 1)
		return "limits.auto_per_ticket";
	return courtesy_limit(record);
}

/* One acknowledgement a ticket; and each mail that was too large is answered so. */
static void acknowledge(struct record *record, struct ticket *ticket, const struct sender *sender,
			enum proof proof)
{
	const char *to = customer_answer_to(record->conf, record->event->message, sender);
	const char *because = no_ack_because(record, ticket, sender, to, proof);
	const char *template_name = record->event->oversize ? "oversize" : "ack";
	struct mail_change *mail;
	const char *scope;

	if (proof != PROOF_ALIGNED && !ticket->number)
		record_field(record, ticket, COURTESY_UNPROVEN, "1");
	if (because) {
		record_journal(record, ticket, "muted", BY_INTAKE, because, NULL, NULL, "template",
			       template_name, NULL);
		courtesy_doubts(record, ticket, because);
		return;
	}
	mail = record_mail(record, ticket, AUDIENCE_CUSTOMER, template_name, to,
			   ticket->requester.name, BY_INTAKE);
	mail->is_answer = true;
	mail->has_own_subject = proof != PROOF_ALIGNED;
	if (record->event->oversize)
		return;
	promise_acknowledges(record, ticket, mail);
	scope = record->conf->mailboxes[record->event->mailbox].scope;
	if (scope)
		record_pair(record, mail, "scope", scope);
}

static void give_owner(struct record *record, struct ticket *ticket)
{
	size_t team = conf_team_by_name(record->conf, ticket->team), owner;
	const char *rule;

	if (team == CONF_NO_INDEX) /* it left the conf */
		team = record->conf->mailboxes[record->event->mailbox].team;
	owner = assign_choose(record->conf, record->facts, team, record->now_us, &rule);

	if (owner != CONF_NO_INDEX)
		record_owner(record, ticket, record->conf->agents[owner].id, BY_INTAKE, rule);
}

/* What agents are to know of a sender who is not who they say, or of a ticket that was named. */
static const char *banner_of(struct record *record, int64_t named, enum proof proof)
{
	struct arena *arena = record->arena;
	const char *banner = "";

	if (named)
		banner = arena_printf(arena, "This mail may belong to %s. ",
				      subject_tag(record->conf, named, arena));
	if (proof == PROOF_FAILED)
		banner = arena_printf(arena,
				      "%sThe sender's domain says that this mail is not "
				      "from it: be careful. ",
				      banner);
	if (record->facts->is_unwritable)
		banner =
		    arena_printf(arena, "%sNo mail can be sent to the sender's address. ", banner);
	return *banner ? arena_strndup(arena, banner, strlen(banner) - 1) : NULL;
}

/* Who writes can be written to: an address that bounced is given another chance. */
static void lift_suppression(struct record *record, struct ticket *ticket,
			     const struct sender *sender, enum proof proof)
{
	const struct contact *contact = record->facts->contact;

	if (!contact || !contact->is_suppressed || proof == PROOF_FAILED ||
	    record->event->message->kind != MAIL_HUMAN ||
	    strcmp(contact->suppressed_for, SUPPRESSED_SPAM) == 0)
		return;
	record_suppression(record, ticket, sender->email, NULL, BY_INTAKE, "mail", NULL);
	ticket->requester.is_suppressed = false;
}

static const char *with_part(struct record *record, const char *part, const char *banner)
{
	return part && banner ? arena_printf(record->arena, "%s %s", part, banner)
	       : part         ? part
			      : banner;
}

void customer_opens(struct record *record, const struct thread *thread, const struct sender *sender,
		    enum proof proof)
{
	const struct message *message = record->event->message;
	struct ticket *ticket = record_new_ticket(record);
	const char *part;

	fill_ticket(record, ticket, sender);
	record_journal(record, ticket, "created", BY_CUSTOMER, NULL, NULL, NULL, "mailbox",
		       ticket->mailbox, "tier", ticket->tier, NULL);
	record_journal(record, ticket, "threaded", BY_INTAKE, "new", NULL, NULL, NULL);
	if (thread->named)
		record_journal(record, ticket, "linked", BY_INTAKE, NULL, NULL,
			       arena_printf(record->arena, "%" PRId64, thread->named), NULL);
	record_message(record, ticket,
		       message->kind == MAIL_HUMAN ? MESSAGE_CUSTOMER : MESSAGE_MACHINE, NULL, true,
		       message->text);
	note_mail(record, ticket);
	lift_suppression(record, ticket, sender, proof);
	if (!abuse_of_new(record, ticket))
		category_of_new(record, ticket, sender->email);
	part = incident_attach_new(record, ticket);
	give_owner(record, ticket);
	acknowledge(record, ticket, sender, proof);
	tell_agents(record, ticket, "new", BY_INTAKE, CONF_NO_INDEX, message->text, label(sender),
		    with_part(record, part, banner_of(record, thread->named, proof)));
	ladder_new_ticket(record, ticket);
	record_outcome(record, OUTCOME_TICKET, "new ticket");
}

static bool may_reopen(const struct record *record, const struct ticket *ticket)
{
	return ticket->status != STATUS_CLOSED ||
	       record->now_us <= ticket->status_us + record->conf->closing.reopen_us;
}

/* Nothing but a thank-you, on a ticket that is solved: it asks for nothing. */
static bool is_thanks(const struct record *record, const struct ticket *ticket)
{
	const struct message *message = record->event->message;
	const struct conf *conf = record->conf;
	const char **names;

	if (ticket_status_is_live(ticket->status) || record->event->oversize ||
	    message->attachment_count)
		return false;
	names = arena_array(record->arena, conf->agent_count + 3, sizeof *names);
	names[0] = ticket->requester.name;
	names[1] = conf->desk.name;
	for (size_t i = 0; i < conf->agent_count; i++)
		names[i + 2] = conf->agents[i].name;
	return thanks_is(message->reply, names, record->arena);
}

static void customer_thanks(struct record *record, const struct thread *thread,
			    const struct sender *sender)
{
	const char *words = record->event->message->reply;
	struct ticket *ticket = record_ticket(record, thread->ticket);

	record_journal(record, ticket, "threaded", BY_INTAKE, thread->rule, NULL, NULL, NULL);
	record_message_by(record, ticket, MESSAGE_CUSTOMER, NULL, true, words, "thanks");
	note_mail(record, ticket);
	tell_agents(record, ticket, "reply", BY_INTAKE, CONF_NO_INDEX, words, label(sender),
		    arena_printf(record->arena,
				 "This is a thank-you, so the ticket stays %s. If it is more than "
				 "that, answer with #open.",
				 ticket_status_name(ticket->status)));
	record_outcome(record, OUTCOME_TICKET, "thanks by %s", thread->rule);
}

/* It carries a token that a mail of ours brought to the customer. */
static bool is_signed(const struct thread *thread, enum proof proof)
{
	return proof != PROOF_FAILED &&
	       (strcmp(thread->rule, "token") == 0 || strcmp(thread->rule, "plus") == 0);
}

void customer_writes(struct record *record, const struct thread *thread,
		     const struct sender *sender, enum proof proof)
{
	const struct message *message = record->event->message;
	struct thread anew = {.rule = "new", .named = thread->ticket->number};
	const char *careful, *chosen;
	struct ticket *ticket;

	if (is_thanks(record, thread->ticket)) {
		customer_thanks(record, thread, sender);
		return;
	}
	if (!may_reopen(record, thread->ticket)) {
		customer_opens(record, &anew, sender, proof);
		return;
	}
	ticket = record_ticket(record, thread->ticket);
	record_journal(record, ticket, "threaded", BY_INTAKE, thread->rule, NULL, NULL, NULL);
	record_message(record, ticket, MESSAGE_CUSTOMER, NULL, true, message->reply);
	note_mail(record, ticket);
	lift_suppression(record, ticket, sender, proof);
	if (proof != PROOF_FAILED)
		courtesy_believes(record, ticket, proof == PROOF_ALIGNED || thread->has_token);
	record_ccs(record, ticket);
	snooze_end(record, ticket, BY_CUSTOMER, NULL);
	if (ticket->status != STATUS_NEW)
		record_status(record, ticket, STATUS_OPEN, BY_CUSTOMER, NULL);
	if (!ticket->owner || conf_agent_by_id(record->conf, ticket->owner) == CONF_NO_INDEX)
		give_owner(record, ticket);
	if (record->event->oversize)
		acknowledge(record, ticket, sender, proof);
	careful = banner_of(record, 0, proof);
	chosen = talk_answer(record, ticket, message->reply);
	tell_agents(record, ticket, "reply", BY_INTAKE, CONF_NO_INDEX, message->reply,
		    label(sender),
		    chosen && careful ? arena_printf(record->arena, "%s %s", chosen, careful)
		    : chosen          ? chosen
				      : careful);
	ladder_customer_wrote(record, ticket, is_signed(thread, proof),
			      !ticket_status_is_live(thread->ticket->status) &&
				  ticket_status_is_live(ticket->status));
	record_outcome(record, OUTCOME_TICKET, "reply by %s", thread->rule);
}

void third_writes(struct record *record, const struct thread *thread, const struct sender *sender,
		  enum proof proof)
{
	const struct message *message = record->event->message;
	const char *who = sender->email ? sender->email : "somebody";
	const char *careful = banner_of(record, 0, proof);
	struct ticket *ticket = record_ticket(record, thread->ticket);
	const char *banner = arena_printf(record->arena,
					  "%s takes no part in this ticket. Nothing goes to them, "
					  "and they see nothing of it.%s%s",
					  who, careful ? " " : "", careful ? careful : "");

	record_journal(record, ticket, "threaded", BY_INTAKE, thread->rule, NULL, NULL, "as",
		       "third", NULL);
	record_message(record, ticket, MESSAGE_THIRD, NULL, false, message->reply);
	tell_agents(record, ticket, "reply", BY_INTAKE, CONF_NO_INDEX, message->reply, who, banner);
	record_outcome(record, OUTCOME_TICKET, "third party's mail by %s", thread->rule);
}
