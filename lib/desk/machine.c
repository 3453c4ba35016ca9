/* Automatic mail: it is kept, and changes no ticket. Bounces say what became of a mail of ours. */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "desk/rules.h"
#include "desk/token.h"

static void note_absence(struct record *record, const struct thread *thread, const char *sender,
			 enum proof proof)
{
	const struct message *message = record->event->message;
	struct changes *changes = record->changes;
	size_t agent = conf_agent_by_address(record->conf, sender);
	struct away_change away = {.email = sender, .until_us = message->away_until_us};

	if (message->kind != MAIL_AUTO_REPLY || message->away_until_us == TIME_NONE)
		return;
	if (agent != CONF_NO_INDEX) {
		if (!thread->has_token && proof != PROOF_ALIGNED)
			return;
		away.agent = record->conf->agents[agent].id;
		away.email = NULL;
	} else if (thread->standing != STANDING_CUSTOMER) {
		return;
	}
	changes->aways =
	    arena_grow(record->arena, changes->aways, changes->away_count, sizeof *changes->aways);
	changes->aways[changes->away_count++] = away;
}

void machine_writes(struct record *record, const struct thread *thread, const char *sender,
		    enum proof proof)
{
	const struct message *message = record->event->message;
	bool is_matter = message->kind == MAIL_LIST || message->kind == MAIL_BULK;
	struct ticket *ticket;

	if (!thread->ticket) {
		if (sender && (is_matter || message->is_auto_generated))
			customer_opens(record, thread, sender, proof);
		else
			record_outcome(record, OUTCOME_FILED, "%s, and no ticket that it is about",
				       mail_kind_name(message->kind));
		return;
	}
	ticket = record_ticket(record, thread->ticket);
	record_journal(record, ticket, "threaded", BY_INTAKE, thread->rule, NULL, NULL, "kind",
		       mail_kind_name(message->kind), NULL);
	record_message(record, ticket, MESSAGE_MACHINE, NULL, false, message->reply);
	if (sender)
		note_absence(record, thread, sender, proof);
	if (is_matter && thread->standing != STANDING_AGENT)
		tell_agents(record, ticket, "reply", BY_INTAKE, CONF_NO_INDEX, message->reply,
			    sender ? sender : "", "This mail was sent by a machine or a list.");
	record_outcome(record, OUTCOME_TICKET, "%s on a ticket", mail_kind_name(message->kind));
}

/* The mail of ours that a bounce is about: by the returned part's ids. */
static struct token bounced_token(const struct conf *conf, const struct message *message)
{
	for (size_t i = 0; i < message->returned_ids.count; i++) {
		struct token token = token_from_id(conf, message->returned_ids.items[i]);

		if (token.kind == TOKEN_MAIL)
			return token;
	}
	for (size_t i = 0; i < message->in_reply_to.count; i++) {
		struct token token = token_from_id(conf, message->in_reply_to.items[i]);

		if (token.kind == TOKEN_MAIL)
			return token;
	}
	return (struct token){.kind = TOKEN_NONE};
}

void bounce_wants(const struct conf *conf, const struct event *event, struct wants *wants,
		  struct arena *arena)
{
	struct token token = bounced_token(conf, event->message);

	if (!token.kind)
		return;
	wants_ticket(wants, token.ticket, arena);
	wants_sent(wants, token.sent, arena);
}

/* RFC 3463: x.1.y is about the address itself. */
static bool is_bad_address(const struct bounce *bounce)
{
	return bounce->is_hard && text_starts_nocase(bounce->status, "5.1.");
}

static void suppress(struct record *record, const struct bounce *bounce)
{
	struct changes *changes = record->changes;

	changes->suppressions =
	    arena_grow(record->arena, changes->suppressions, changes->suppression_count,
		       sizeof *changes->suppressions);
	changes->suppressions[changes->suppression_count++] = (struct suppression){
	    .email = bounce->recipient,
	    .reason = arena_printf(record->arena, "%s %s", bounce->status, bounce->diagnostic)};
}

static void tell_of_bounce(struct record *record, struct ticket *ticket,
			   const struct sent_mail *sent, const struct bounce *bounce)
{
	const char *text = arena_printf(
	    record->arena, "A mail (%s) to %s could not be delivered: %s %s", sent->template_name,
	    bounce->recipient, bounce->status, bounce->diagnostic);

	if (sent->agent || !ticket) {
		if (strcmp(sent->template_name, "alert") != 0)
			record_admin_mail(record, ticket, "alert", "A mail was not delivered", text,
					  BY_INTAKE);
		return;
	}
	tell_agents(record, ticket, "note", BY_INTAKE, CONF_NO_INDEX, text, "the mail system",
		    NULL);
}

void bounce_arrives(struct record *record)
{
	const struct message *message = record->event->message;
	struct token token = bounced_token(record->conf, message);
	const struct sent_mail *sent = token.kind ? facts_sent(record->facts, token.sent) : NULL;
	const struct ticket *loaded = sent ? facts_ticket(record->facts, token.ticket) : NULL;
	struct ticket *ticket = loaded ? record_ticket(record, loaded) : NULL;

	if (!sent) {
		record_outcome(record, OUTCOME_FILED, "bounce of no mail that is known");
		return;
	}
	if (ticket)
		record_message(record, ticket, MESSAGE_MACHINE, NULL, false, message->text);
	for (size_t i = 0; i < message->bounce_count; i++) {
		const struct bounce *bounce = &message->bounces[i];

		record_journal(record, ticket, "bounced", BY_INTAKE, NULL, NULL,
			       sent->agent ? sent->agent : BY_CUSTOMER, "action", bounce->action,
			       "status", *bounce->status ? bounce->status : NULL, "template",
			       sent->template_name, NULL);
		if (strcmp(bounce->action, "failed") != 0)
			continue;
		if (is_bad_address(bounce))
			suppress(record, bounce);
		tell_of_bounce(record, ticket, sent, bounce);
	}
	record_outcome(record, ticket ? OUTCOME_TICKET : OUTCOME_FILED, "bounce of a %s mail",
		       sent->template_name);
}
