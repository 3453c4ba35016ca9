/* From a mail that the desk wants sent to a row of the outbox: data, template, head. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/timestamp.h"
#include "base/zone.h"
#include "desk/abuse.h"
#include "desk/clock.h"
#include "desk/command.h"
#include "desk/dues.h"
#include "desk/moment.h"
#include "desk/control.h"
#include "desk/subject.h"
#include "desk/token.h"
#include "flow/internal.h"
#include "mail/compose.h"

enum { EARLIER_MAX = 5, EXCHANGES_MAX = 3 };

/* What the steps of one mail share. */
struct rendering {
	struct flow *flow;
	const struct event *event;
	const struct mail_change *mail;
	const struct conf_mailbox *mailbox;
	int64_t message; /* of the event, 0 */
	int64_t now_us;
	struct arena *arena;
	struct value *data;
	int64_t files_of; /* a brief brings the files of this stored message; 0 */
	struct listed listed;
	bool is_held; /* one too many of this pass */
};

/* By the reader's own clock. */
static const char *moment_text(struct rendering *at, int64_t at_us)
{
	const struct conf *conf = at->flow->conf;

	if (at->mail->audience == AUDIENCE_CUSTOMER && at->mail->ticket)
		return moment_for_customer(conf, at->mail->ticket, at_us, at->arena);
	return moment_for_agent(
	    conf, at->mail->agent ? conf_agent_by_id(conf, at->mail->agent) : CONF_NO_INDEX, at_us,
	    at->arena);
}

/* The map under that key, made where there is none. */
static struct value *map_in(struct rendering *at, const char *key)
{
	struct value *map;

	for (size_t i = 0; i < at->data->count; i++)
		if (strcmp(at->data->members[i].key, key) == 0)
			return at->data->members[i].value;
	map = value_map(at->arena);
	value_set(at->arena, at->data, key, map);
	return map;
}

static void set_desk(struct rendering *at)
{
	const struct conf_desk *desk = &at->flow->conf->desk;
	struct value *map = map_in(at, "desk");

	value_set_text(at->arena, map, "name", desk->name);
	value_set_text(at->arena, map, "domain", desk->domain);
	value_set_text(at->arena, map, "tag", desk->tag);
	map = map_in(at, "mailbox");
	value_set_text(at->arena, map, "address", at->mailbox->address);
	value_set_text(at->arena, map, "name", at->mailbox->name);
}

/* When what is due, as the agent who reads it has it on the wall. */
static void set_dues(struct rendering *at, struct value *map)
{
	const struct conf *conf = at->flow->conf;
	size_t agent = conf_agent_by_id(conf, at->mail->agent);

	for (int name = 0; agent != CONF_NO_INDEX && name < CLOCK_COUNT; name++) {
		int64_t due_us = clock_due(conf, at->mail->ticket, (enum clock_name)name);

		if (due_us != TIME_NONE)
			value_set_text(at->arena, map,
				       arena_printf(at->arena, "due_%s",
						    clock_name_text((enum clock_name)name)),
				       zone_text(at->arena, due_us, conf->agents[agent].timezone,
						 conf->agents[agent].language, ZONE_DATE_TIME));
	}
}

static void set_ticket(struct rendering *at)
{
	const struct conf *conf = at->flow->conf;
	const struct ticket *ticket = at->mail->ticket;
	struct value *map = map_in(at, "ticket");
	size_t owner;

	value_set_number(at->arena, map, "number", ticket->number);
	value_set_text(at->arena, map, "tag", subject_tag(conf, ticket->number, at->arena));
	value_set_text(at->arena, map, "subject", ticket->subject);
	value_set_text(at->arena, map, "status", ticket_status_name(ticket->status));
	value_set_text(at->arena, map, "team", ticket->team);
	value_set_text(at->arena, map, "priority", ticket_priority_name(ticket->priority));
	value_set_text(at->arena, map, "created", moment_text(at, ticket->created_us));
	value_set_text(at->arena, map, "tier", ticket->tier);
	owner = ticket->owner ? conf_agent_by_id(conf, ticket->owner) : CONF_NO_INDEX;
	if (owner != CONF_NO_INDEX)
		value_set_text(at->arena, map, "owner", conf->agents[owner].name);
	if (at->mail->audience == AUDIENCE_AGENT)
		set_dues(at, map);
	map = map_in(at, "requester");
	value_set_text(at->arena, map, "name",
		       *ticket->requester.name ? ticket->requester.name : NULL);
	value_set_text(at->arena, map, "email", ticket->requester.email);
}

/* What it owes by when, besides its clocks, for agents. */
static void set_other_dues(struct rendering *at)
{
	struct value *list = value_list(at->arena);
	struct due dues[DUES_MAX];
	size_t count = dues_of(at->flow->conf, at->mail->ticket, dues);

	for (size_t i = 0; i < count; i++) {
		struct value *map;

		if (dues[i].is_clock)
			continue;
		map = value_map(at->arena);
		value_set_text(at->arena, map, "what", dues[i].what);
		value_set_text(at->arena, map, "at", moment_text(at, dues[i].at_us));
		value_append(at->arena, list, map);
	}
	value_set_bool(at->arena, map_in(at, "ticket"), "has_dues", list->count > 0);
	value_set(at->arena, map_in(at, "ticket"), "dues", list);
}

/* The requester's other tickets, for agents. */
/* "4 of 5, Tue 6 Jan": how content they were the last time that they said so. */
static int set_rating(struct rendering *at, struct value *requester, struct err *err)
{
	const struct ticket *ticket = at->mail->ticket;
	int64_t score, at_us;

	if (!ticket->requester.id)
		return 0;
	if (store_last_score(at->flow->store, ticket->requester.id, &score, &at_us, err) < 0)
		return -1;
	if (score)
		value_set_text(
		    at->arena, requester, "rating",
		    arena_printf(at->arena, "%" PRId64 " of 5, %s", score, moment_text(at, at_us)));
	return 0;
}

static int set_earlier(struct rendering *at, struct err *err)
{
	const struct ticket *ticket = at->mail->ticket;
	struct value *list = value_list(at->arena);
	struct ticket_brief *briefs = NULL;
	struct value *requester = map_in(at, "requester");
	size_t count = 0;

	if (ticket->requester.id &&
	    store_contact_tickets(at->flow->store, ticket->requester.id, EARLIER_MAX + 1, at->arena,
				  &briefs, &count, err) < 0)
		return -1;
	for (size_t i = 0; i < count && list->count < EARLIER_MAX; i++) {
		struct value *map = value_map(at->arena);

		if (briefs[i].number == ticket->number)
			continue;
		value_set_number(at->arena, map, "number", briefs[i].number);
		value_set_text(at->arena, map, "tag",
			       subject_tag(at->flow->conf, briefs[i].number, at->arena));
		value_set_text(at->arena, map, "subject", briefs[i].subject);
		value_set_text(at->arena, map, "status", ticket_status_name(briefs[i].status));
		value_set_text(at->arena, map, "created", moment_text(at, briefs[i].created_us));
		value_append(at->arena, list, map);
	}
	value_set(at->arena, requester, "tickets", list);
	value_set_bool(at->arena, requester, "has_tickets", list->count > 0);
	return set_rating(at, requester, err);
}

static const char *exchange_by(struct rendering *at, const struct exchange *exchange)
{
	size_t agent = conf_agent_by_id(at->flow->conf, exchange->by);

	if (agent != CONF_NO_INDEX)
		return at->flow->conf->agents[agent].name;
	return *exchange->name ? exchange->name : exchange->by;
}

/* Nobody is shown abuse who did not ask for it. */
static const char *shown_words(struct rendering *at, const struct exchange *exchange)
{
	return abuse_is(exchange->words, at->arena) ? "(abusive text: #show sends it to you)"
						    : exchange->words;
}

/* The last exchange before this mail, newest first. */
static int set_last(struct rendering *at, struct err *err)
{
	struct value *list = value_list(at->arena);
	struct exchange *exchanges;
	size_t count;

	if (store_exchanges(at->flow->store, at->mail->ticket->number, EXCHANGES_MAX, at->arena,
			    &exchanges, &count, err) < 0)
		return -1;
	for (size_t i = 0; i < count && list->count < EXCHANGES_MAX - 1; i++) {
		struct value *map;

		if (exchanges[i].id == at->message || !*exchanges[i].words)
			continue;
		map = value_map(at->arena);
		value_set_text(at->arena, map, "by", exchange_by(at, &exchanges[i]));
		value_set_text(at->arena, map, "at", moment_text(at, exchanges[i].at_us));
		value_set(at->arena, map, "words",
			  value_block(at->arena, shown_words(at, &exchanges[i])));
		value_append(at->arena, list, map);
	}
	if (list->count)
		value_set(at->arena, at->data, "last", list);
	return 0;
}

static void set_attachments(struct rendering *at)
{
	const struct message *message = at->event->message;
	struct value *list = value_list(at->arena);

	for (size_t i = 0; at->mail->has_attachments && message && i < message->attachment_count;
	     i++) {
		const struct attachment *attachment = &message->attachments[i];
		struct value *map = value_map(at->arena);

		value_set_text(at->arena, map, "name",
			       *attachment->name ? attachment->name : attachment->type);
		value_set_text(at->arena, map, "size",
			       arena_printf(at->arena, "%zu KB", (attachment->size + 1023) / 1024));
		value_append(at->arena, list, map);
	}
	value_set(at->arena, at->data, "attachments", list);
	value_set_bool(at->arena, at->data, "has_attachments", list->count > 0);
}

/* The six commands that fit the ticket's state best. */
static const char *const *fitting_commands(enum ticket_status status)
{
	static const char *const working[] = {"take",   "solved", "pending", "note",
					      "assign", "help",   NULL};
	static const char *const waiting[] = {"solved", "open", "hold", "note",
					      "assign", "help", NULL};
	static const char *const over[] = {"open", "closed", "note", "show", "merge", "help", NULL};

	switch (status) {
	case STATUS_NEW:
	case STATUS_OPEN:
		return working;
	case STATUS_PENDING:
	case STATUS_HOLD:
		return waiting;
	case STATUS_SOLVED:
	case STATUS_CLOSED:
		return over;
	}
	return working;
}

static bool is_approval(const struct rendering *at)
{
	return strcmp(at->mail->template_name, "approval") == 0;
}

static void set_commands(struct rendering *at)
{
	struct value *list = value_list(at->arena);
	const char *const *name = fitting_commands(at->mail->ticket->status);

	for (; *name; name++) {
		const struct command *command = command_find(*name);
		struct value *map = value_map(at->arena);

		value_set_text(at->arena, map, "word",
			       arena_printf(at->arena, "#%s%s%s", command->name,
					    *command->arguments ? " " : "", command->arguments));
		value_set_text(at->arena, map, "help", command->help);
		value_append(at->arena, list, map);
	}
	value_set(at->arena, at->data, "commands", list);
	value_set(at->arena, at->data, "links",
		  links_of_ticket(at->flow->conf, at->mail, at->arena));
}

static void set_agent(struct rendering *at)
{
	size_t agent = conf_agent_by_id(at->flow->conf, at->mail->agent);
	struct value *map = map_in(at, "agent");

	if (agent == CONF_NO_INDEX)
		return;
	value_set_text(at->arena, map, "id", at->flow->conf->agents[agent].id);
	value_set_text(at->arena, map, "name", at->flow->conf->agents[agent].name);
}

/* "alert.text" sets text in the map alert. */
static void set_pairs(struct rendering *at)
{
	for (size_t i = 0; i < at->mail->pair_count; i++) {
		const struct mail_pair *pair = &at->mail->pairs[i];
		const char *dot = strchr(pair->key, '.');
		struct value *map = at->data;

		if (dot)
			map = map_in(
			    at, arena_strndup(at->arena, pair->key, (size_t)(dot - pair->key)));
		value_set_text(at->arena, map, dot ? dot + 1 : pair->key, pair->value);
	}
}

/* A link by which the agent writes to that ticket, with their token in its address. */
static void set_link(struct rendering *at, struct value *map, int64_t ticket)
{
	if (ticket)
		value_set_text(at->arena, map, "url",
			       link_to_ticket(at->flow->conf, at->mailbox, ticket, at->mail->agent,
					      "", "", at->arena));
}

static void set_words(struct rendering *at)
{
	const struct mail_change *mail = at->mail;
	struct value *list;

	if (mail->words)
		value_set(at->arena, at->data, "words", value_block(at->arena, mail->words));
	value_set_text(at->arena, at->data, "words_by", mail->words_by);
	/* What did not prove its sender is answered without anything that the sender chose. */
	value_set_bool(at->arena, at->data, "proven", !mail->has_own_subject);
	if (!mail->line_count)
		return;
	list = value_list(at->arena);
	for (size_t i = 0; i < mail->line_count; i++) {
		struct value *map = value_map(at->arena);

		value_set_text(at->arena, map, "line", mail->lines[i].line);
		value_set_text(at->arena, map, "result", mail->lines[i].result);
		set_link(at, map, mail->lines[i].ticket);
		listed_add(&at->listed, mail->lines[i].ticket, at->arena);
		value_append(at->arena, list, map);
	}
	value_set(at->arena, at->data, "lines", list);
}

static int set_answers(struct rendering *at, struct err *err)
{
	struct value *list = value_list(at->arena);
	int result = 0;
	struct buf text;

	buf_init(&text);
	for (size_t i = 0; i < at->mail->query_count && !result; i++) {
		struct value *map = value_map(at->arena);

		buf_reset(&text);
		result = query_answer(at->flow, &at->mail->queries[i], &at->listed, at->arena,
				      &text, err);
		value_set_text(at->arena, map, "title", at->mail->queries[i].title);
		value_set(at->arena, map, "words", value_block(at->arena, text.data));
		value_append(at->arena, list, map);
	}
	buf_release(&text);
	if (list->count)
		value_set(at->arena, at->data, "answers", list);
	return result;
}

static int set_customer(struct rendering *at, struct err *err)
{
	const struct conf_customer *customer;
	struct value *offers;

	if (customer_load(at->flow, at->mail->ticket->requester.email, at->arena, &customer, err) <
	    0)
		return -1;
	customer_show(customer, at->arena, map_in(at, "requester"));
	if (!is_approval(at))
		return 0;
	if (offers_show(at->flow, at->mail->ticket, at->arena, &offers, err) < 0)
		return -1;
	value_set(at->arena, at->data, "offers", offers);
	return 0;
}

/* By one tap the customer asks for the next tier (desk/cry.c). */
static void set_escalate_link(struct rendering *at)
{
	const struct conf *conf = at->flow->conf;
	const struct ticket *ticket = at->mail->ticket;
	const char *address = at->mailbox->address, *subject;

	if (!conf->tier_count || !ticket->tier)
		return;
	if (at->mailbox->plus) {
		address = token_plus_address(conf, address, ticket->number, NULL, at->arena);
		subject = subject_tag(conf, ticket->number, at->arena);
	} else {
		subject =
		    arena_printf(at->arena, "[%s-%" PRId64 " %s]", conf->desk.tag, ticket->number,
				 token_bare(conf, ticket->number, NULL, at->arena));
	}
	value_set_text(at->arena, map_in(at, "escalate"), "url",
		       arena_printf(at->arena, "mailto:%s?subject=ESCALATE %s", address, subject));
}

static int set_brief(struct rendering *at, struct err *err)
{
	if (strcmp(at->mail->template_name, "brief") != 0)
		return 0;
	return brief_set(at->flow, at->mail, map_in(at, "brief"), &at->files_of, at->arena, err);
}

static int set_data(struct rendering *at, struct err *err)
{
	bool is_agent = at->mail->audience == AUDIENCE_AGENT;

	for (size_t i = 0; i < at->mail->about_count; i++)
		listed_add(&at->listed, at->mail->about[i], at->arena);
	at->data = value_map(at->arena);
	set_desk(at);
	if (at->mail->ticket) {
		set_ticket(at);
		if (is_agent && (set_customer(at, err) < 0 || set_earlier(at, err) < 0))
			return -1;
		if (is_agent && strcmp(at->mail->template_name, "new") != 0 &&
		    set_last(at, err) < 0)
			return -1;
		if (is_agent) {
			set_other_dues(at);
			set_commands(at);
		}
		if (at->mail->audience == AUDIENCE_CUSTOMER)
			set_escalate_link(at);
	}
	if (is_agent)
		set_agent(at);
	value_set_bool(at->arena, at->data, "proven", !at->mail->has_own_subject);
	set_words(at);
	set_attachments(at);
	if (at->mail->survey)
		survey_show(at->flow->conf, at->mailbox, at->mail, at->arena, map_in(at, "survey"));
	set_pairs(at);
	if (at->mail->ticket && set_brief(at, err) < 0)
		return -1;
	return set_answers(at, err);
}

static const char *language_of(const struct rendering *at)
{
	const struct conf *conf = at->flow->conf;
	size_t agent;

	switch (at->mail->audience) {
	case AUDIENCE_CUSTOMER:
		return at->mail->ticket ? at->mail->ticket->language : at->mailbox->language;
	case AUDIENCE_AGENT:
		agent = conf_agent_by_id(conf, at->mail->agent);
		return agent == CONF_NO_INDEX ? conf->desk.language : conf->agents[agent].language;
	case AUDIENCE_ADMIN:
		return conf->desk.language;
	}
	return conf->desk.language;
}

static void add_reference(struct rendering *at, struct draft *draft, const char *id)
{
	draft->references =
	    (struct string_list){.items = arena_grow(at->arena, draft->references.items,
						     draft->references.count, sizeof(char *)),
				 .count = draft->references.count};
	draft->references.items[draft->references.count++] = id;
}

/* Parts at blanks, into references. */
static void add_references(struct rendering *at, struct draft *draft, const char *ids)
{
	while (ids && *ids) {
		size_t len = strcspn(ids, " ");

		if (len)
			add_reference(at, draft, arena_strndup(at->arena, ids, len));
		ids += len + (ids[len] == ' ');
	}
}

/* The anchor first; then what is answered, so that every mail program shows one thread. */
static void set_thread(struct rendering *at, struct draft *draft)
{
	const struct mail_change *mail = at->mail;
	const char *domain = strrchr(at->mailbox->address, '@') + 1;

	if (mail->ticket)
		add_reference(at, draft,
			      token_anchor(at->flow->conf, mail->ticket->number, mail->agent,
					   domain, at->arena));
	if (mail->audience == AUDIENCE_CUSTOMER && mail->ticket && mail->ticket->last_message_id) {
		draft->in_reply_to = mail->ticket->last_message_id;
		add_references(at, draft, mail->ticket->last_references);
	} else if (mail->is_answer && at->event->message && at->event->message->message_id) {
		draft->in_reply_to = at->event->message->message_id;
	}
	if (draft->in_reply_to)
		add_reference(at, draft, draft->in_reply_to);
}

static const char *from_name(const struct rendering *at)
{
	const struct mail_change *mail = at->mail;

	if (mail->audience == AUDIENCE_AGENT && mail->words_by && *mail->words_by)
		return arena_printf(at->arena, "%s (%s)", mail->words_by,
				    at->mailbox->display_name);
	return at->mailbox->display_name;
}

static const char *subject_for(const struct rendering *at, const struct draft *draft,
			       const struct rendered *rendered)
{
	const struct mail_change *mail = at->mail;
	const char *subject;

	if (!mail->ticket)
		return rendered->subject;
	subject = *rendered->subject && (mail->has_own_subject || mail->audience == AUDIENCE_ADMIN)
		      ? rendered->subject
		      : mail->ticket->subject;
	return subject_of_mail(at->flow->conf, mail->ticket->number, subject,
			       draft->in_reply_to != NULL, at->arena);
}

static const char *auto_submitted(const struct mail_change *mail, const struct draft *draft)
{
	if (mail->is_words)
		return NULL;
	return draft->in_reply_to ? "auto-replied" : "auto-generated";
}

static const char *envelope_sender(const struct rendering *at)
{
	const struct conf *conf = at->flow->conf;
	const struct mail_change *mail = at->mail;

	switch (conf->relays[at->mailbox->relay].bounce) {
	case BOUNCE_MAILBOX:
		return at->mailbox->address;
	case BOUNCE_PLUS:
		return mail->ticket && at->mailbox->plus
			   ? token_plus_address(conf, at->mailbox->address, mail->ticket->number,
						mail->agent, at->arena)
			   : at->mailbox->address;
	case BOUNCE_NULL:
		return mail->is_doubted ? "" : at->mailbox->address;
	}
	return at->mailbox->address;
}

/* With a token, where the mailbox takes plus-addresses; NULL. A survey's own keeps an answer to it
 * apart from all others, whatever a mail program does to the rest. */
static const char *reply_address(const struct rendering *at)
{
	const struct conf *conf = at->flow->conf;
	const struct mail_change *mail = at->mail;

	if (!at->mailbox->plus)
		return NULL;
	if (mail->survey)
		return survey_address(conf, at->mailbox->address,
				      mail->survey_anonymous ? SURVEY_TOKEN_ANONYMOUS
							     : SURVEY_TOKEN_NAMED,
				      mail->survey->id, at->arena);
	return mail->ticket ? token_plus_address(conf, at->mailbox->address, mail->ticket->number,
						 mail->agent, at->arena)
			    : NULL;
}

static void fill_draft(struct rendering *at, const struct rendered *rendered, int64_t id,
		       struct draft *draft)
{
	const struct conf *conf = at->flow->conf;
	const struct mail_change *mail = at->mail;
	const char *domain = strrchr(at->mailbox->address, '@') + 1;
	const char *reply_email = reply_address(at);
	struct address *reply_to;

	draft->from = (struct address){.name = from_name(at), .email = at->mailbox->address};
	draft->to =
	    (struct address_list){.items = (struct address *)(uintptr_t)&mail->to, .count = 1};
	draft->cc = (struct address_list){.items = mail->cc, .count = mail->cc_count};
	if (reply_email) {
		reply_to = ARENA_NEW(at->arena, struct address);
		reply_to->name = draft->from.name;
		reply_to->email = reply_email;
		draft->reply_to = (struct address_list){.items = reply_to, .count = 1};
	} else if (mail->audience == AUDIENCE_AGENT && !mail->ticket) {
		reply_to = ARENA_NEW(at->arena, struct address);
		reply_to->name = draft->from.name;
		reply_to->email = control_address(conf, mail->mailbox, at->arena);
		draft->reply_to = (struct address_list){.items = reply_to, .count = 1};
	}
	draft->message_id =
	    token_message_id(conf, mail->ticket ? mail->ticket->number : 0, id, domain, at->arena);
	set_thread(at, draft);
	draft->date_us = at->now_us;
	draft->subject = subject_for(at, draft, rendered);
	draft->auto_submitted = auto_submitted(mail, draft);
	draft->language = language_of(at);
	if (mail->survey)
		draft->list_unsubscribe = survey_stop_header(conf, at->mailbox, mail, at->arena);
}

static int put_in_outbox(struct rendering *at, const struct draft *draft,
			 const struct rendered *rendered, int64_t id, const char *head,
			 struct err *err)
{
	static const char *const audiences[] = {"customer", "agent", "admin"};
	const struct conf *conf = at->flow->conf;
	const struct mail_change *mail = at->mail;
	const char **recipients = arena_array(at->arena, mail->cc_count + 1, sizeof *recipients);
	bool has_attachments =
	    mail->has_attachments && at->event->message && at->event->message->attachment_count;
	struct outbox_row row = {
	    .id = id,
	    .ticket = mail->ticket ? mail->ticket->number : 0,
	    .mailbox = at->mailbox->name,
	    .relay = mail->audience == AUDIENCE_ADMIN && conf->desk.alert_relay
			 ? conf->desk.alert_relay
			 : conf->relays[at->mailbox->relay].name,
	    .template_name = mail->template_name,
	    .audience = audiences[mail->audience],
	    .agent = mail->agent,
	    .is_auto = !mail->is_words,
	    .priority = !mail->is_words,
	    .message_id = draft->message_id,
	    .envelope_from = envelope_sender(at),
	    .head = head,
	    .subject = draft->subject,
	    .text = rendered->text,
	    .html = rendered->html,
	    .message = mail->message ? mail->message : at->message,
	    .attachments_of = has_attachments ? at->message
			      : at->files_of  ? at->files_of
					      : mail->attachments_of,
	    .created_us = at->now_us,
	    .not_before_us = mail->not_before_us == TIME_NONE ? at->now_us : mail->not_before_us,
	    .recipients = recipients,
	    .recipient_count = mail->cc_count + 1,
	};

	row.about = at->listed.tickets;
	row.about_count = at->listed.count;
	row.is_held = at->is_held;
	recipients[0] = mail->to.email;
	for (size_t i = 0; i < mail->cc_count; i++)
		recipients[i + 1] = mail->cc[i].email;
	return store_outbox_insert(at->flow->store, &row, err);
}

/* The mail asks for its agent's word: what it asks about is held. */
static int put_challenge(struct rendering *at, int64_t id, struct err *err)
{
	struct challenge challenge = {.sent = id,
				      .message = at->message,
				      .is_control = at->mail->is_control,
				      .expires_us = at->mail->challenge_until_us};

	return store_challenge_insert(at->flow->store, &challenge, err);
}

/* A category may have a mail of its own, ack.billing, and its subcategory, ack.billing.refund. */
static const char *template_of(const struct rendering *at)
{
	const char *name = at->mail->template_name, *main, *whole;
	const char *category = at->mail->ticket ? at->mail->ticket->category : NULL;
	size_t len = category ? strcspn(category, "/") : 0;

	if (!len || at->mail->audience != AUDIENCE_CUSTOMER)
		return name;
	main = arena_printf(at->arena, "%s.%.*s", name, (int)len, category);
	whole = category[len] ? arena_printf(at->arena, "%s.%s", main, category + len + 1) : main;
	if (template_source(at->flow->templates, whole, language_of(at)))
		return whole;
	return template_source(at->flow->templates, main, language_of(at)) ? main : name;
}

int render_mail(struct flow *flow, const struct event *event, struct mail_change *mail,
		int64_t message, int64_t now_us, struct arena *arena, struct err *err)
{
	struct rendering at = {.flow = flow,
			       .event = event,
			       .mail = mail,
			       .mailbox = &flow->conf->mailboxes[mail->mailbox],
			       .message = message,
			       .now_us = now_us,
			       .arena = arena};
	struct rendered rendered;
	struct draft draft = {0};
	struct buf head;
	int64_t id;
	int result;

	if (store_outbox_id(flow->store, &id, err) < 0)
		return -1;
	mail->outbox = id;
	if (set_data(&at, err) < 0 ||
	    template_render(flow->templates, template_of(&at), language_of(&at), at.data, arena,
			    &rendered, err) < 0 ||
	    burst_count(flow, mail, now_us, &at.is_held, err) < 0)
		return -1;
	fill_draft(&at, &rendered, id, &draft);
	buf_init(&head);
	result = compose_head(&draft, &head, err);
	if (!result)
		result = put_in_outbox(&at, &draft, &rendered, id, head.data, err);
	if (!result && mail->survey)
		result = store_survey_mail(flow->store, id, mail->survey->id, err);
	buf_release(&head);
	if (!result && mail->challenge_until_us)
		result = put_challenge(&at, id, err);
	return result;
}
