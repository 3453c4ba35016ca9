/* #split: the message that is being answered becomes a ticket of its own, with its attachments. */
#include <string.h>

#include "base/text.h"
#include "desk/command.h"
#include "desk/people.h"
#include "desk/subject.h"
#include "desk/thread.h"

/* The message whose mail is answered, and that stands on this ticket. */
static const struct kept_message *answered(const struct command_state *state)
{
	const struct facts *facts = state->record->facts;

	for (size_t i = 0; i < facts->kept_count; i++)
		if (facts->kept[i].ticket == state->ticket->number)
			return &facts->kept[i];
	return NULL;
}

/* Why it can't be one of its own; NULL. */
static const char *hindrance(const struct command_state *state, const struct kept_message *kept)
{
	if (!kept)
		return "answer the mail whose message is to be a ticket of its own";
	if (strcmp(kept->by, message_by_name(MESSAGE_AGENT)) == 0 ||
	    strcmp(kept->by, message_by_name(MESSAGE_DRAFT)) == 0)
		return "an agent's message can't be a ticket of its own: answer the mail with the "
		       "customer's";
	if (state->ticket->messages < 2)
		return "it is the ticket's only message";
	return NULL;
}

/* Whoever wrote it; the ticket's own requester with all that is known of them. */
static struct contact requester_of(const struct ticket *ticket, const struct kept_message *kept)
{
	const struct participant *person = people_find(ticket, kept->from);

	if (text_equal_nocase(ticket->requester.email, kept->from) ||
	    (person && person->role == PARTICIPANT_REQUESTER))
		return ticket->requester;
	return (struct contact){
	    .email = kept->from, .name = kept->name, .away_until_us = TIME_NONE};
}

static struct ticket *new_ticket(struct command_state *state, const struct kept_message *kept)
{
	struct record *record = state->record;
	const struct ticket *old = state->ticket;
	struct ticket *ticket = record_new_ticket(record);
	const char *subject = subject_bare(record->conf, kept->subject, record->arena);
	struct participant person = {
	    .role = PARTICIPANT_REQUESTER, .email = kept->from, .name = kept->name};

	ticket->mailbox = old->mailbox;
	ticket->status = STATUS_OPEN;
	ticket->priority = old->priority;
	ticket->team = old->team;
	ticket->owner = old->owner;
	ticket->category = old->category;
	ticket->language = old->language;
	ticket->subject = *subject ? subject : old->subject;
	ticket->tags = "";
	ticket->requester = requester_of(old, kept);
	if (!text_equal_nocase(ticket->requester.email, kept->from))
		ticket->answer_to = kept->from;
	ticket->created_us = ticket->changed_us = ticket->status_us = record->now_us;
	ticket->messages = 1;
	ticket->last_message_id = kept->message_id;
	people_set(record, ticket, &person);
	return ticket;
}

/* One row on each, with the other's number. */
static void journal_both(struct command_state *state, struct ticket *ticket)
{
	struct record *record = state->record;
	struct changes *changes = record->changes;
	const char *me = record->conf->agents[state->agent].id;
	const char *old = arena_printf(record->arena, "%lld", (long long)state->ticket->number);

	record_journal(record, ticket, "created", me, "split", NULL, NULL, "mailbox",
		       ticket->mailbox, NULL);
	record_journal(record, ticket, "split", me, NULL, old, NULL, NULL);
	record_journal(record, ticket, "linked", me, NULL, NULL, old, NULL);
	record_journal(record, state->ticket, "split", me, NULL, NULL, NULL, NULL);
	changes->journal[changes->journal_count - 1].to_ticket = ticket;
	record_journal(record, state->ticket, "linked", me, NULL, NULL, NULL, NULL);
	changes->journal[changes->journal_count - 1].to_ticket = ticket;
}

/* Its owner gets the mail by which it can be answered. */
static void tell(struct command_state *state, struct ticket *ticket,
		 const struct kept_message *kept)
{
	struct record *record = state->record;
	size_t agent =
	    ticket->owner ? conf_agent_by_id(record->conf, ticket->owner) : CONF_NO_INDEX;
	struct mail_change *mail;

	mail = record_agent_mail(record, ticket, agent == CONF_NO_INDEX ? state->agent : agent,
				 "new", record->conf->agents[state->agent].id);
	mail->is_words = true;
	mail->words = kept->words;
	mail->words_by = *kept->name ? kept->name : kept->from;
	mail->attachments_of = kept->has_attachments ? kept->id : 0;
	mail->message = kept->id;
}

bool command_split(struct command_state *state, const char *word, const char *arguments,
		   const char **result)
{
	const struct kept_message *kept = answered(state);
	struct changes *changes = state->record->changes;
	struct ticket *ticket;

	(void)word;
	*result = *arguments ? "#split takes nothing behind it" : hindrance(state, kept);
	if (*result)
		return false;
	ticket = new_ticket(state, kept);
	journal_both(state, ticket);
	changes->kept = arena_grow(state->record->arena, changes->kept, changes->kept_count,
				   sizeof *changes->kept);
	changes->kept[changes->kept_count++] =
	    (struct kept_change){.message = kept->id, .to = ticket};
	state->ticket->messages--;
	tell(state, ticket, kept);
	*result = "that message is a ticket of its own now; its mail is on the way to its owner";
	return true;
}
