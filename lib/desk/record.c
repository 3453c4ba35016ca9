#include "desk/record.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "desk/ask.h"
#include "desk/snooze.h"

enum { ARGUMENTS_MAX = 12 };

struct ticket *record_ticket(struct record *record, const struct ticket *before)
{
	struct changes *changes = record->changes;
	struct ticket *after;

	for (size_t i = 0; i < changes->ticket_count; i++)
		if (changes->tickets[i].before == before)
			return changes->tickets[i].after;
	after = ARENA_NEW(record->arena, struct ticket);
	*after = *before;
	changes->tickets = arena_grow(record->arena, changes->tickets, changes->ticket_count,
				      sizeof *changes->tickets);
	changes->tickets[changes->ticket_count++] =
	    (struct ticket_change){.after = after, .before = before};
	return after;
}

struct ticket *record_new_ticket(struct record *record)
{
	struct changes *changes = record->changes;
	struct ticket *after = ARENA_NEW(record->arena, struct ticket);

	changes->tickets = arena_grow(record->arena, changes->tickets, changes->ticket_count,
				      sizeof *changes->tickets);
	changes->tickets[changes->ticket_count++] = (struct ticket_change){.after = after};
	return after;
}

struct argument {
	const char *key, *value;
};

static void sort_arguments(struct argument *list, size_t count)
{
	for (size_t i = 1; i < count; i++)
		for (size_t j = i; j && strcmp(list[j - 1].key, list[j].key) > 0; j--) {
			struct argument held = list[j];

			list[j] = list[j - 1];
			list[j - 1] = held;
		}
}

/* Values with blanks or quotes stand in quotes. */
static void add_argument(struct buf *out, const struct argument *argument)
{
	buf_printf(out, "%s%s=", out->len ? " " : "", argument->key);
	if (*argument->value && !strpbrk(argument->value, " \t\n\"\\")) {
		buf_adds(out, argument->value);
		return;
	}
	buf_addc(out, '"');
	for (const char *c = argument->value; *c; c++) {
		if (*c == '"' || *c == '\\')
			buf_addc(out, '\\');
		buf_addc(out, *c == '\n' || *c == '\t' ? ' ' : *c);
	}
	buf_addc(out, '"');
}

static const char *join_arguments(struct arena *arena, va_list args)
{
	struct argument list[ARGUMENTS_MAX];
	size_t count = 0;
	const char *key;
	struct buf out;
	char *text;

	while ((key = va_arg(args, const char *))) {
		const char *value = va_arg(args, const char *);

		if (value && count < ARGUMENTS_MAX)
			list[count++] = (struct argument){key, value};
	}
	if (!count)
		return NULL;
	sort_arguments(list, count);
	buf_init(&out);
	for (size_t i = 0; i < count; i++)
		add_argument(&out, &list[i]);
	text = buf_dup(&out, arena);
	buf_release(&out);
	return text;
}

void record_journal(struct record *record, struct ticket *ticket, const char *event, const char *by,
		    const char *rule, const char *from, const char *to, ...)
{
	struct changes *changes = record->changes;
	struct journal_row row = {.ticket = ticket,
				  .at_us = record->now_us,
				  .event = event,
				  .by = by,
				  .rule = rule,
				  .from = from,
				  .to = to};
	va_list args;

	va_start(args, to);
	row.arguments = join_arguments(record->arena, args);
	va_end(args);
	changes->journal = arena_grow(record->arena, changes->journal, changes->journal_count,
				      sizeof *changes->journal);
	changes->journal[changes->journal_count++] = row;
	if (ticket)
		ticket->changed_us = record->now_us;
}

void record_field(struct record *record, struct ticket *ticket, const char *name, const char *value)
{
	struct ticket_field *fields =
	    arena_array(record->arena, ticket->field_count + 1, sizeof *fields);
	size_t count = 0, i = 0;

	while (i < ticket->field_count && strcmp(ticket->fields[i].name, name) < 0)
		fields[count++] = ticket->fields[i++];
	if (value)
		fields[count++] = (struct ticket_field){.name = name, .value = value};
	if (i < ticket->field_count && strcmp(ticket->fields[i].name, name) == 0)
		i++;
	while (i < ticket->field_count)
		fields[count++] = ticket->fields[i++];
	ticket->fields = fields;
	ticket->field_count = count;
}

void record_deadline(struct record *record, struct ticket *ticket, const char *kind, int64_t due_us,
		     const char *data)
{
	struct changes *changes = record->changes;

	for (size_t i = 0; i < changes->deadline_count; i++)
		if (changes->deadlines[i].ticket == ticket &&
		    strcmp(changes->deadlines[i].kind, kind) == 0) {
			changes->deadlines[i].due_us = due_us;
			changes->deadlines[i].data = data;
			return;
		}
	changes->deadlines = arena_grow(record->arena, changes->deadlines, changes->deadline_count,
					sizeof *changes->deadlines);
	changes->deadlines[changes->deadline_count++] = (struct deadline_change){
	    .ticket = ticket, .kind = kind, .due_us = due_us, .data = data};
}

/* How often it was opened again stands in the field "reopened". */
static void count_reopening(struct record *record, struct ticket *ticket)
{
	const char *before = ticket_field(ticket, "reopened");

	record_field(
	    record, ticket, "reopened",
	    arena_printf(record->arena, "%ld", (before ? strtol(before, NULL, 10) : 0) + 1));
}

void record_status(struct record *record, struct ticket *ticket, enum ticket_status status,
		   const char *by, const char *rule)
{
	int64_t closes_us = record->conf->closing.solved_us;
	enum ticket_status old = ticket->status;

	if (old == status)
		return;
	record_journal(record, ticket, "status", by, rule, ticket_status_name(old),
		       ticket_status_name(status), NULL);
	if (ticket_status_is_live(status) && !ticket_status_is_live(old))
		count_reopening(record, ticket);
	ticket->status = status;
	ticket->status_us = record->now_us;
	if (!ticket_status_is_live(status))
		snooze_end(record, ticket, by, "status");
	if (status == STATUS_SOLVED && closes_us)
		record_deadline(record, ticket, "close", record->now_us + closes_us, NULL);
	else if (old == STATUS_SOLVED)
		record_deadline(record, ticket, "close", TIME_NONE, NULL);
	ask_status_changed(record, ticket, old, by);
}

void record_owner(struct record *record, struct ticket *ticket, const char *agent, const char *by,
		  const char *rule)
{
	const char *old = ticket->owner;

	if (old == agent || (old && agent && strcmp(old, agent) == 0))
		return;
	record_journal(record, ticket, "owner", by, rule, old, agent, NULL);
	ticket->owner = agent;
}

static const char *audience_name(enum audience audience)
{
	switch (audience) {
	case AUDIENCE_CUSTOMER:
		return BY_CUSTOMER;
	case AUDIENCE_AGENT:
		return "agent";
	case AUDIENCE_ADMIN:
		return BY_ADMIN;
	}
	return NULL;
}

static struct mail_change *push_mail(struct record *record)
{
	struct changes *changes = record->changes;

	changes->mails =
	    arena_grow(record->arena, changes->mails, changes->mail_count, sizeof *changes->mails);
	return &changes->mails[changes->mail_count++];
}

static size_t mailbox_of(const struct record *record, const struct ticket *ticket)
{
	size_t mailbox = CONF_NO_INDEX;

	if (ticket)
		mailbox = conf_mailbox_by_name(record->conf, ticket->mailbox);
	if (mailbox == CONF_NO_INDEX && record->event->kind != EVENT_DUE &&
	    record->event->kind != EVENT_GIVEN_UP)
		mailbox = record->event->mailbox;
	return mailbox == CONF_NO_INDEX ? 0 : mailbox;
}

static struct mail_change *add_mail(struct record *record, struct ticket *ticket,
				    enum audience audience, const char *template_name,
				    const char *by, const char *to)
{
	struct mail_change *mail;

	record_journal(record, ticket, "mail", by, NULL, NULL, to, "template", template_name, NULL);
	mail = push_mail(record);
	*mail = (struct mail_change){.ticket = ticket,
				     .mailbox = mailbox_of(record, ticket),
				     .audience = audience,
				     .template_name = template_name,
				     .not_before_us = TIME_NONE};
	return mail;
}

struct mail_change *record_mail(struct record *record, struct ticket *ticket,
				enum audience audience, const char *template_name,
				const char *to_email, const char *to_name, const char *by)
{
	struct mail_change *mail =
	    add_mail(record, ticket, audience, template_name, by, audience_name(audience));

	mail->to = (struct address){.name = to_name ? to_name : "", .email = to_email};
	return mail;
}

struct mail_change *record_agent_mail(struct record *record, struct ticket *ticket, size_t agent,
				      const char *template_name, const char *by)
{
	const struct conf_agent *person = &record->conf->agents[agent];
	struct mail_change *mail =
	    add_mail(record, ticket, AUDIENCE_AGENT, template_name, by, person->id);

	mail->to = (struct address){.name = person->name, .email = person->email};
	mail->agent = person->id;
	return mail;
}

void record_admin_mail(struct record *record, struct ticket *ticket, const char *template_name,
		       const char *subject, const char *text, const char *by)
{
	const struct conf_strings *admins = &record->conf->desk.admin;

	for (size_t i = 0; i < admins->count; i++) {
		struct mail_change *mail = record_mail(record, ticket, AUDIENCE_ADMIN,
						       template_name, admins->items[i], NULL, by);

		record_pair(record, mail, "alert.subject", subject);
		record_pair(record, mail, "alert.text", text);
	}
}

void record_pair(struct record *record, struct mail_change *mail, const char *key,
		 const char *value)
{
	mail->pairs = arena_grow(record->arena, mail->pairs, mail->pair_count, sizeof *mail->pairs);
	mail->pairs[mail->pair_count++] = (struct mail_pair){key, value};
}

void record_line(struct record *record, struct mail_change *mail, const char *line,
		 const char *result)
{
	/* Words that were cut may end within a sign. */
	if (!text_is_utf8(result, strlen(result)))
		result = text_clean_dup(record->arena, result, strlen(result), TEXT_LINE);
	mail->lines = arena_grow(record->arena, mail->lines, mail->line_count, sizeof *mail->lines);
	mail->lines[mail->line_count++] = (struct mail_line){.line = line, .result = result};
}

void record_suppression(struct record *record, struct ticket *ticket, const char *email,
			const char *reason, const char *by, const char *rule, const char *status)
{
	struct changes *changes = record->changes;

	if (conf_agent_by_address(record->conf, email) != CONF_NO_INDEX)
		return;
	changes->suppressions =
	    arena_grow(record->arena, changes->suppressions, changes->suppression_count,
		       sizeof *changes->suppressions);
	changes->suppressions[changes->suppression_count++] =
	    (struct suppression){.email = email, .reason = reason};
	record_journal(record, ticket, "suppressed", by, rule, reason ? NULL : BY_CUSTOMER,
		       reason ? BY_CUSTOMER : NULL, "status", status, NULL);
}

void record_survey(struct record *record, struct survey *survey)
{
	struct changes *changes = record->changes;

	for (size_t i = 0; i < changes->survey_count; i++)
		if (changes->surveys[i].after == survey)
			return;
	changes->surveys = arena_grow(record->arena, changes->surveys, changes->survey_count,
				      sizeof *changes->surveys);
	changes->surveys[changes->survey_count++] =
	    (struct survey_change){.after = survey, .is_new = !survey->id};
}

void record_answer(struct record *record, const struct answer_change *answer)
{
	struct changes *changes = record->changes;

	changes->answers = arena_grow(record->arena, changes->answers, changes->answer_count,
				      sizeof *changes->answers);
	changes->answers[changes->answer_count++] = *answer;
}

void record_optout(struct record *record, const char *email, const char *kind)
{
	struct changes *changes = record->changes;

	changes->optouts = arena_grow(record->arena, changes->optouts, changes->optout_count,
				      sizeof *changes->optouts);
	changes->optouts[changes->optout_count++] =
	    (struct optout_change){.email = email, .kind = kind};
}

/* A mail about several tickets is a message of each. */
static struct message_change *push_message(struct changes *changes)
{
	if (!changes->message.ticket)
		return &changes->message;
	changes->more =
	    arena_grow(changes->arena, changes->more, changes->more_count, sizeof *changes->more);
	return &changes->more[changes->more_count++];
}

static bool is_answer(const struct message_change *message, const struct ticket *ticket)
{
	return message->ticket == ticket && message->by == MESSAGE_AGENT && message->is_public;
}

const struct message_change *record_public_answer(const struct record *record,
						  const struct ticket *ticket)
{
	const struct changes *changes = record->changes;

	if (is_answer(&changes->message, ticket))
		return &changes->message;
	for (size_t i = 0; i < changes->more_count; i++)
		if (is_answer(&changes->more[i], ticket))
			return &changes->more[i];
	return NULL;
}

struct message_change *record_message(struct record *record, struct ticket *ticket,
				      enum message_by by, const char *agent, bool is_public,
				      const char *words)
{
	return record_message_by(record, ticket, by, agent, is_public, words, NULL);
}

struct message_change *record_message_by(struct record *record, struct ticket *ticket,
					 enum message_by by, const char *agent, bool is_public,
					 const char *words, const char *rule)
{
	struct message_change *message = push_message(record->changes);
	const char *who = by == MESSAGE_AGENT || by == MESSAGE_DRAFT ? agent
			  : by == MESSAGE_CUSTOMER                   ? BY_CUSTOMER
								     : BY_INTAKE;

	*message = (struct message_change){
	    .ticket = ticket, .by = by, .agent = agent, .is_public = is_public, .words = words};
	ticket->messages++;
	record_journal(record, ticket, "message", who, rule, NULL, NULL, "kind",
		       message_by_name(by), "visibility", is_public ? "public" : "internal", NULL);
	return message;
}

void record_outcome(struct record *record, enum outcome outcome, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	record->changes->outcome = outcome;
	record->changes->reason = arena_vprintf(record->arena, format, args);
	va_end(args);
}
