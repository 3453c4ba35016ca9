/* Automatic mail: it is kept, and changes no ticket. */
#include "base/text.h"
#include "desk/rules.h"

static void note_absence(struct record *record, const struct thread *thread,
			 const struct sender *sender, enum proof proof)
{
	const struct message *message = record->event->message;
	struct changes *changes = record->changes;
	size_t agent = thread_agent(record->conf, sender);
	struct away_change away = {.email = sender->email, .until_us = message->away_until_us};

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

void machine_writes(struct record *record, const struct thread *thread, const struct sender *sender,
		    enum proof proof)
{
	const struct message *message = record->event->message;
	bool is_matter =
	    message->kind == MAIL_LIST || message->kind == MAIL_BULK || message->is_auto_generated;
	struct ticket *ticket;

	if (!thread->ticket) {
		if (sender->email && is_matter)
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
	if (sender->email)
		note_absence(record, thread, sender, proof);
	if (is_matter && thread->standing != STANDING_AGENT)
		tell_agents(record, ticket, "reply", BY_INTAKE, CONF_NO_INDEX, message->reply,
			    sender->email ? sender->email : "somebody",
			    "This mail was sent by a machine or a list.");
	record_outcome(record, OUTCOME_TICKET, "%s on a ticket", mail_kind_name(message->kind));
}
