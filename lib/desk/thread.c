#include "desk/thread.h"

#include <string.h>

#include "base/text.h"
#include "desk/subject.h"
#include "desk/token.h"
#include "desk/trust.h"

enum {
	IDS_MAX = 20
}; /* Message-IDs that are looked at, newest first, and the oldest for the anchor */

static const int64_t token_life_us = 30 * DAY_US; /* after its ticket closed */

/* In-Reply-To, then References from the newest back; the first reference, the anchor's place, is
 * always among them. */
static size_t ids_newest_first(const struct message *message, const char *ids[IDS_MAX])
{
	size_t count = 0, i;

	for (i = 0; i < message->in_reply_to.count && count < IDS_MAX / 2; i++)
		ids[count++] = message->in_reply_to.items[i];
	for (i = message->references.count; i-- && count < IDS_MAX - 1;)
		ids[count++] = message->references.items[i];
	if (message->references.count && i + 1 > 0)
		ids[count++] = message->references.items[0];
	return count;
}

/* Where a plus-address may stand. */
static size_t recipient_lists(const struct message *message, const struct address_list *lists[3])
{
	lists[0] = &message->to;
	lists[1] = &message->cc;
	lists[2] = &message->delivered_to;
	return 3;
}

/* The token of a plus-address of this mailbox among the recipients. */
static struct token plus_token(const struct conf *conf, const struct event *event)
{
	const struct address_list *lists[3];
	size_t count = recipient_lists(event->message, lists);

	for (size_t l = 0; l < count; l++)
		for (size_t i = 0; i < lists[l]->count; i++) {
			struct token token =
			    token_from_address(conf, conf->mailboxes[event->mailbox].address,
					       lists[l]->items[i].email);

			if (token.kind)
				return token;
		}
	return (struct token){.kind = TOKEN_NONE};
}

void wants_ticket(struct wants *wants, int64_t number, struct arena *arena)
{
	for (size_t i = 0; i < wants->ticket_count; i++)
		if (wants->tickets[i] == number)
			return;
	if (number <= 0)
		return;
	wants->tickets =
	    arena_grow(arena, wants->tickets, wants->ticket_count, sizeof *wants->tickets);
	wants->tickets[wants->ticket_count++] = number;
}

void wants_sent(struct wants *wants, int64_t id, struct arena *arena)
{
	for (size_t i = 0; i < wants->sent_count; i++)
		if (wants->sent[i] == id)
			return;
	wants->sent = arena_grow(arena, wants->sent, wants->sent_count, sizeof *wants->sent);
	wants->sent[wants->sent_count++] = id;
}

void thread_wants(const struct conf *conf, const struct event *event, struct wants *wants,
		  struct arena *arena)
{
	const struct message *message = event->message;
	const char *ids[IDS_MAX], *bare;
	size_t count = ids_newest_first(message, ids);

	for (size_t i = 0; i < count; i++) {
		struct token token = token_from_id(conf, ids[i]);

		if (token.kind) {
			wants_ticket(wants, token.ticket, arena);
			if (token.kind == TOKEN_MAIL)
				wants_sent(wants, token.sent, arena);
			continue;
		}
		wants->message_ids = arena_grow(arena, wants->message_ids, wants->message_id_count,
						sizeof *wants->message_ids);
		wants->message_ids[wants->message_id_count++] = ids[i];
	}
	wants_ticket(wants, plus_token(conf, event).ticket, arena);
	wants_ticket(wants, subject_ticket(conf, message->subject, arena, &bare), arena);
}

const struct ticket *facts_ticket(const struct facts *facts, int64_t number)
{
	for (size_t i = 0; i < facts->ticket_count; i++)
		if (facts->tickets[i]->asked == number)
			return facts->tickets[i];
	return NULL;
}

const struct sent_mail *facts_sent(const struct facts *facts, int64_t id)
{
	for (size_t i = 0; i < facts->sent_count; i++)
		if (facts->sent[i].id == id)
			return &facts->sent[i];
	return NULL;
}

bool thread_is_customer(const struct ticket *ticket, const char *email)
{
	if (text_equal_nocase(ticket->requester.email, email))
		return true;
	for (size_t i = 0; i < ticket->participant_count; i++) {
		const struct participant *person = &ticket->participants[i];

		if ((person->role == PARTICIPANT_REQUESTER || person->role == PARTICIPANT_MEMBER) &&
		    text_equal_nocase(person->email, email))
			return true;
	}
	return false;
}

/* What the sender is to the ticket by their address alone. */
static enum standing standing_of(const struct conf *conf, const struct ticket *ticket,
				 const char *sender)
{
	if (sender && thread_is_customer(ticket, sender))
		return STANDING_CUSTOMER;
	if (sender && conf_agent_by_address(conf, sender) != CONF_NO_INDEX)
		return STANDING_AGENT;
	return STANDING_THIRD;
}

static bool is_token_expired(const struct ticket *ticket, int64_t now_us)
{
	return ticket->status == STATUS_CLOSED && now_us > ticket->status_us + token_life_us;
}

/* Whose mail the token stood in decides: an agent's token makes its agent an agent, and nobody
 * else. */
static void stand_by_token(const struct conf *conf, struct thread *thread, const char *token_agent,
			   const char *sender, int64_t now_us)
{
	size_t agent = sender ? conf_agent_by_address(conf, sender) : CONF_NO_INDEX;

	thread->standing = standing_of(conf, thread->ticket, sender);
	if (!token_agent)
		return;
	thread->standing = agent == CONF_NO_INDEX ? STANDING_THIRD : STANDING_AGENT;
	if (agent == CONF_NO_INDEX || strcmp(conf->agents[agent].id, token_agent) != 0)
		return;
	thread->is_expired = is_token_expired(thread->ticket, now_us);
	thread->has_token = !thread->is_expired;
}

static bool by_token(const struct conf *conf, const struct facts *facts, const struct event *event,
		     const char *sender, int64_t now_us, struct thread *thread)
{
	const char *ids[IDS_MAX];
	size_t count = ids_newest_first(event->message, ids);

	for (size_t i = 0; i < count; i++) {
		struct token token = token_from_id(conf, ids[i]);
		const char *agent = token.agent;

		if (!token.kind || !(thread->ticket = facts_ticket(facts, token.ticket)))
			continue;
		if (token.kind == TOKEN_MAIL) {
			thread->answered = facts_sent(facts, token.sent);
			if (!thread->answered)
				continue;
			agent = thread->answered->agent;
		}
		thread->rule = "token";
		stand_by_token(conf, thread, agent, sender, now_us);
		return true;
	}
	thread->ticket = NULL;
	return false;
}

static bool by_plus(const struct conf *conf, const struct facts *facts, const struct event *event,
		    const char *sender, int64_t now_us, struct thread *thread)
{
	const struct message *message = event->message;
	struct token token = plus_token(conf, event);
	bool is_reply = message->in_reply_to.count || message->references.count;

	if (!token.kind || !(thread->ticket = facts_ticket(facts, token.ticket)))
		return false;
	if (!is_reply && thread->ticket->status == STATUS_CLOSED) {
		thread->named = thread->ticket->number;
		thread->ticket = NULL;
		return false;
	}
	thread->rule = "plus";
	stand_by_token(conf, thread, token.agent, sender, now_us);
	return true;
}

/* `[ACME-123 TOKEN]`: what stands for the plus-address where a mailbox takes none. */
static bool by_subject_token(const struct conf *conf, const struct facts *facts,
			     const struct event *event, const char *sender, int64_t now_us,
			     struct arena *arena, struct thread *thread)
{
	const char *bare;
	int64_t number = subject_ticket(conf, event->message->subject, arena, &bare);
	struct token token = {.kind = TOKEN_NONE};

	if (bare)
		token = token_from_bare(conf, number, bare);
	if (!token.kind || !(thread->ticket = facts_ticket(facts, number)))
		return false;
	thread->rule = "plus";
	stand_by_token(conf, thread, token.agent, sender, now_us);
	return true;
}

/* Stored recipients: " a@x b@y ". */
static bool is_among(const char *recipients, const char *key, struct arena *arena)
{
	return recipients && strstr(recipients, arena_printf(arena, " %s ", key));
}

static bool by_message_id(const struct conf *conf, const struct facts *facts, const char *sender,
			  struct arena *arena, struct thread *thread)
{
	const char *key = sender ? text_address_key(arena, sender) : NULL;

	for (size_t i = 0; key && i < facts->message_count; i++) {
		const struct stored_message *message = &facts->messages[i];
		const struct ticket *ticket = facts_ticket(facts, message->ticket);
		enum standing standing;

		if (!ticket)
			continue;
		standing = standing_of(conf, ticket, sender);
		if (standing == STANDING_THIRD && !is_among(message->recipients, key, arena)) {
			thread->named = ticket->number;
			continue;
		}
		thread->ticket = ticket;
		thread->standing = standing;
		thread->rule = "message-id";
		return true;
	}
	return false;
}

static bool by_tag(const struct conf *conf, const struct facts *facts, const struct event *event,
		   const char *sender, struct arena *arena, struct thread *thread)
{
	const char *bare;
	int64_t number = subject_ticket(conf, event->message->subject, arena, &bare);
	const struct ticket *ticket = number ? facts_ticket(facts, number) : NULL;
	enum standing standing;

	if (!ticket)
		return false;
	standing = standing_of(conf, ticket, sender);
	if (standing == STANDING_THIRD) {
		thread->named = ticket->number;
		return false;
	}
	thread->ticket = ticket;
	thread->standing = standing;
	thread->rule = "tag";
	return true;
}

struct thread thread_find(const struct conf *conf, const struct facts *facts,
			  const struct event *event, int64_t now_us, struct arena *arena)
{
	const char *sender = trust_sender(event->message);
	struct thread thread = {.rule = "new"};

	if (by_token(conf, facts, event, sender, now_us, &thread) ||
	    by_plus(conf, facts, event, sender, now_us, &thread) ||
	    by_subject_token(conf, facts, event, sender, now_us, arena, &thread) ||
	    by_message_id(conf, facts, sender, arena, &thread) ||
	    by_tag(conf, facts, event, sender, arena, &thread)) {
		bool is_forward = event->message->is_forward ||
				  subject_is_forward(conf, event->message->subject, arena);

		if (!is_forward || thread.standing == STANDING_AGENT)
			return thread;
		thread.named = thread.ticket->number;
	}
	thread.ticket = NULL;
	thread.answered = NULL;
	thread.has_token = false;
	thread.rule = "new";
	thread.standing = STANDING_CUSTOMER;
	return thread;
}
