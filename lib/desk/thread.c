#include "desk/thread.h"

#include <string.h>

#include "base/text.h"
#include "desk/ask.h"
#include "desk/command.h"
#include "desk/subject.h"
#include "desk/token.h"

enum {
	IDS_MAX =
	    20, /* Message-IDs that are looked at, newest first, and the oldest for the anchor */
	SENT_MAX = 8 /* mails of ours that are loaded for them */
};

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

/* A mail to two mailboxes tells each of them the ticket. */
static struct token token_of(const struct conf *conf, const char *address)
{
	struct token token = {.kind = TOKEN_NONE};

	for (size_t i = 0; !token.kind && i < conf->mailbox_count; i++)
		token = token_from_address(conf, conf->mailboxes[i].address, address);
	return token;
}

struct token thread_plus_token(const struct conf *conf, const struct message *message)
{
	const struct address_list *lists[3];
	size_t count = recipient_lists(message, lists);

	for (size_t l = 0; l < count; l++)
		for (size_t i = 0; i < lists[l]->count; i++) {
			struct token token = token_of(conf, lists[l]->items[i].email);

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
	if (id <= 0)
		return;
	wants->sent = arena_grow(arena, wants->sent, wants->sent_count, sizeof *wants->sent);
	wants->sent[wants->sent_count++] = id;
}

/* A tap on a link answers the mail whose token stands in its subject, bare: t1.m2.TOKEN. */
static struct token tapped(const struct conf *conf, const char *subject, struct arena *arena)
{
	const char *word;

	while (*(word = command_next_word(arena, &subject))) {
		struct token token = token_from_id(conf, arena_printf(arena, "%s@", word));

		if (token.kind == TOKEN_MAIL)
			return token;
	}
	return (struct token){.kind = TOKEN_NONE};
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
			if (token.kind == TOKEN_MAIL && wants->sent_count < SENT_MAX)
				wants_sent(wants, token.sent, arena);
			continue;
		}
		wants->message_ids = arena_grow(arena, wants->message_ids, wants->message_id_count,
						sizeof *wants->message_ids);
		wants->message_ids[wants->message_id_count++] = ids[i];
	}
	wants_ticket(wants, thread_plus_token(conf, event->message).ticket, arena);
	wants_sent(wants, tapped(conf, message->subject, arena).sent, arena);
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

size_t thread_agent(const struct conf *conf, const struct sender *sender)
{
	return sender->is_plain ? conf_agent_by_address(conf, sender->email) : CONF_NO_INDEX;
}

/* What the rules look at, and what they find. */
struct search {
	const struct conf *conf;
	const struct facts *facts;
	const struct message *message;
	const struct sender *sender;
	int64_t now_us;
	struct arena *arena;
	struct thread thread;
};

/* What the sender is to the ticket by their address alone. */
static enum standing standing_of(const struct search *search, const struct ticket *ticket)
{
	const struct contact *person = search->facts->contact;
	const struct sender *sender = search->sender;

	if (sender->email && thread_is_customer(ticket, sender->email))
		return STANDING_CUSTOMER;
	/* Another address of the requester's. */
	if (sender->email && person && person->id && person->id == ticket->requester.id)
		return STANDING_CUSTOMER;
	return thread_agent(search->conf, sender) == CONF_NO_INDEX ? STANDING_THIRD
								   : STANDING_AGENT;
}

static bool is_token_expired(const struct ticket *ticket, int64_t now_us)
{
	return ticket->status == STATUS_CLOSED && now_us > ticket->status_us + token_life_us;
}

/* Whose mail the token stood in decides: an agent's token makes its agent an agent, and nobody
 * else. */
static bool join_by_token(struct search *search, const struct ticket *ticket, const char *rule,
			  const char *token_agent)
{
	size_t agent = thread_agent(search->conf, search->sender);
	struct thread *thread = &search->thread;

	thread->rule = rule;
	thread->ticket = ticket;
	thread->standing = standing_of(search, ticket);
	if (!token_agent)
		return true;
	thread->standing = agent == CONF_NO_INDEX ? STANDING_THIRD : STANDING_AGENT;
	thread->is_anothers =
	    agent == CONF_NO_INDEX || strcmp(search->conf->agents[agent].id, token_agent) != 0;
	if (thread->is_anothers)
		return true;
	thread->is_expired = is_token_expired(ticket, search->now_us);
	thread->has_token = !thread->is_expired;
	return true;
}

static bool by_token(struct search *search)
{
	const char *ids[IDS_MAX];
	size_t count = ids_newest_first(search->message, ids);

	for (size_t i = 0; i < count; i++) {
		struct token token = token_from_id(search->conf, ids[i]);
		const struct ticket *ticket =
		    token.kind ? facts_ticket(search->facts, token.ticket) : NULL;
		const struct sent_mail *sent = facts_sent(search->facts, token.sent);

		if (!ticket || (token.kind == TOKEN_MAIL && !sent))
			continue;
		if (token.kind == TOKEN_MAIL)
			search->thread.answered = sent;
		return join_by_token(search, ticket, "token",
				     token.kind == TOKEN_MAIL ? sent->agent : token.agent);
	}
	return false;
}

/* A plus-address lives on in address books: without a sign that this is an answer it opens no
 * closed ticket. */
static bool join_by_plus(struct search *search, struct token token)
{
	const struct message *message = search->message;
	bool is_answer = message->in_reply_to.count || message->references.count;
	const struct ticket *ticket = token.kind ? facts_ticket(search->facts, token.ticket) : NULL;

	if (!ticket)
		return false;
	if (is_answer || ticket->status != STATUS_CLOSED) {
		search->thread.answered = facts_sent(
		    search->facts, tapped(search->conf, message->subject, search->arena).sent);
		return join_by_token(search, ticket, "plus", token.agent);
	}
	search->thread.named = ticket->number;
	return false;
}

/* `[ACME-123 TOKEN]` stands for the plus-address where a mailbox takes none. */
static bool by_plus(struct search *search)
{
	const char *bare;
	int64_t number =
	    subject_ticket(search->conf, search->message->subject, search->arena, &bare);

	return join_by_plus(search, thread_plus_token(search->conf, search->message)) ||
	       (bare && join_by_plus(search, token_from_bare(search->conf, number, bare)));
}

static void join(struct search *search, const struct ticket *ticket, const char *rule,
		 enum standing standing)
{
	search->thread.rule = rule;
	search->thread.ticket = ticket;
	search->thread.standing = standing;
}

/* Stored recipients: " a@x b@y ". */
static bool is_among(const char *recipients, const char *key, struct arena *arena)
{
	return recipients && strstr(recipients, arena_printf(arena, " %s ", key));
}

static bool by_message_id(struct search *search)
{
	const struct sender *sender = search->sender;
	const char *key = sender->email ? text_address_key(search->arena, sender->email) : NULL;

	for (size_t i = 0; key && i < search->facts->message_count; i++) {
		const struct stored_message *message = &search->facts->messages[i];
		const struct ticket *ticket = facts_ticket(search->facts, message->ticket);
		enum standing standing;

		if (!ticket)
			continue;
		standing = standing_of(search, ticket);
		if (standing == STANDING_THIRD &&
		    !is_among(message->recipients, key, search->arena)) {
			search->thread.named = ticket->number;
			continue;
		}
		join(search, ticket, "message-id", standing);
		return true;
	}
	return false;
}

static bool by_tag(struct search *search)
{
	const char *bare;
	int64_t number =
	    subject_ticket(search->conf, search->message->subject, search->arena, &bare);
	const struct ticket *ticket = number ? facts_ticket(search->facts, number) : NULL;
	enum standing standing;

	if (!ticket)
		return false;
	standing = standing_of(search, ticket);
	if (standing == STANDING_THIRD) {
		search->thread.named = ticket->number;
		return false;
	}
	join(search, ticket, "tag", standing);
	return true;
}

static bool is_forward(struct search *search)
{
	return search->message->is_forward ||
	       subject_is_forward(search->conf, search->message->subject, search->arena);
}

struct thread thread_find(const struct conf *conf, const struct facts *facts,
			  const struct event *event, const struct sender *sender, int64_t now_us,
			  struct arena *arena)
{
	struct search search = {.conf = conf,
				.facts = facts,
				.message = event->message,
				.sender = sender,
				.now_us = now_us,
				.arena = arena};
	struct thread *found = &search.thread;

	if (ask_find(conf, facts, event, sender, found, arena))
		return *found;
	if (by_token(&search) || by_plus(&search) || by_message_id(&search) || by_tag(&search)) {
		if (found->standing == STANDING_AGENT || !is_forward(&search)) {
			found->survey = ask_answered(facts, found);
			return *found;
		}
		found->named = found->ticket->number;
	}
	return (struct thread){.rule = "new", .standing = STANDING_CUSTOMER, .named = found->named};
}
