#include "unit/desk_help.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "desk/token.h"
#include "mail/reader.h"

void stage_conf(struct stage *stage, const char *conf)
{
	static const struct conf_options options = {.is_scenario = true};
	const char *const names[] = {"scenario.conf", "test.conf"};
	const char *texts[] = {conf_scenario_default(), NULL};
	struct conf_errors errors = {0};
	char *copy = arena_strdup(&stage->arena, conf ? conf : "");

	for (char *at = copy; *at; at++)
		if (*at == '\'')
			*at = '"';
	texts[1] = copy;
	conf_free(stage->conf);
	stage->conf = NULL;
	conf_load_texts(names, texts, 2, ".", &options, &stage->arena, &stage->conf, &errors);
	ck_assert_msg(stage->conf != NULL, "%s", errors.lines.count ? errors.lines.items[0] : "?");
}

void stage_open(struct stage *stage, const char *conf)
{
	*stage = (struct stage){.now_us = STAGE_NOW_US, .fingerprint = "f"};
	arena_init(&stage->arena);
	stage_conf(stage, conf);
}

void stage_close(struct stage *stage)
{
	conf_free(stage->conf);
	arena_release(&stage->arena);
}

struct ticket *stage_ticket(struct stage *stage, int64_t number, enum ticket_status status)
{
	struct ticket *ticket = ARENA_NEW(&stage->arena, struct ticket);
	struct participant *person = ARENA_NEW(&stage->arena, struct participant);

	*person = (struct participant){.role = PARTICIPANT_REQUESTER,
				       .contact = 7,
				       .email = "cleo@customer.example",
				       .name = "Cleo"};
	*ticket = (struct ticket){.number = number,
				  .asked = number,
				  .mailbox = "support",
				  .status = status,
				  .priority = PRIORITY_NORMAL,
				  .team = "support",
				  .owner = "ann",
				  .language = "en",
				  .subject = "Printer",
				  .tags = "",
				  .requester = {.id = 7,
						.email = "cleo@customer.example",
						.name = "Cleo",
						.away_until_us = TIME_NONE},
				  .created_us = STAGE_NOW_US - DAY_US,
				  .changed_us = STAGE_NOW_US - DAY_US,
				  .status_us = STAGE_NOW_US - DAY_US,
				  .messages = 1,
				  .last_message_id = "first@customer.example",
				  .participants = person,
				  .participant_count = 1};
	ck_assert(stage->ticket_count < 8);
	return stage->tickets[stage->ticket_count++] = ticket;
}

const char *stage_sent(struct stage *stage, int64_t ticket, int64_t id, const char *template_name,
		       const char *agent, const char *email)
{
	ck_assert(stage->sent_count < 8);
	stage->sent[stage->sent_count++] =
	    (struct sent_mail){.id = id,
			       .ticket = ticket,
			       .template_name = template_name,
			       .audience = agent ? "agent" : "customer",
			       .agent = agent,
			       .recipients = arena_printf(&stage->arena, " %s ", email),
			       .email = email,
			       .text = ""};
	return token_message_id(stage->conf, ticket, id, "acme.example", &stage->arena);
}

struct message *stage_message(struct stage *stage, const char *raw)
{
	struct mail_limits limits = mail_limits_default();
	struct message *message;
	struct err err = {0};
	struct bytes bytes;
	struct buf out;

	buf_init(&out);
	for (; *raw; raw++)
		buf_printf(&out, *raw == '\n' ? "\r\n" : "%c", *raw);
	bytes = (struct bytes){buf_dup(&out, &stage->arena), out.len};
	buf_release(&out);
	mail_read(bytes, &limits, &stage->arena, &message, &err);
	return message;
}

/* ---- facts ---- */

static void load_ticket(struct stage *stage, int64_t number)
{
	struct facts *facts = &stage->facts;

	for (size_t i = 0; i < stage->ticket_count; i++) {
		if (stage->tickets[i]->asked != number || facts_ticket(facts, number))
			continue;
		facts->tickets = arena_grow(&stage->arena, facts->tickets, facts->ticket_count,
					    sizeof *facts->tickets);
		facts->tickets[facts->ticket_count++] = stage->tickets[i];
	}
}

static void load_sent(struct stage *stage, int64_t id)
{
	struct facts *facts = &stage->facts;

	for (size_t i = 0; i < stage->sent_count; i++) {
		if (stage->sent[i].id != id)
			continue;
		facts->sent =
		    arena_grow(&stage->arena, facts->sent, facts->sent_count, sizeof *facts->sent);
		facts->sent[facts->sent_count++] = stage->sent[i];
		load_ticket(stage, stage->sent[i].ticket);
	}
}

static void load_stored(struct stage *stage, const char *id)
{
	struct facts *facts = &stage->facts;

	for (size_t i = 0; i < stage->stored_count; i++) {
		if (strcmp(stage->stored[i].message_id, id) != 0)
			continue;
		facts->messages = arena_grow(&stage->arena, facts->messages, facts->message_count,
					     sizeof *facts->messages);
		facts->messages[facts->message_count++] = stage->stored[i];
		load_ticket(stage, stage->stored[i].ticket);
	}
}

static void load_copy(struct stage *stage, const char *id)
{
	const char *mailbox = stage->conf->mailboxes[stage->event.mailbox].name;

	for (size_t i = 0; i < stage->stored_count; i++) {
		if (strcmp(stage->stored[i].message_id, id) != 0 ||
		    strcmp(stage->stored[i].mailbox, mailbox) == 0)
			continue;
		stage->facts.copy = &stage->stored[i];
		load_ticket(stage, stage->stored[i].ticket);
		return;
	}
}

static void load_facts(struct stage *stage)
{
	const struct wants *wants = stage->wants;

	stage->facts = (struct facts){0};
	for (size_t i = 0; i < wants->sent_count; i++)
		load_sent(stage, wants->sent[i]);
	for (size_t i = 0; i < wants->ticket_count; i++)
		load_ticket(stage, wants->tickets[i]);
	for (size_t i = 0; i < wants->message_id_count; i++)
		load_stored(stage, wants->message_ids[i]);
	if (wants->copy_id)
		load_copy(stage, wants->copy_id);
	if (wants->contact)
		stage->facts.contact = stage->contact;
	if (wants->answer_to)
		stage->facts.auto_to_address_day = stage->auto_day;
	if (!wants->loads)
		return;
	stage->facts.auto_of_mailbox_hour = stage->auto_hour;
	stage->facts.loads = stage->loads;
	stage->facts.load_count = stage->load_count;
}

/* ---- decisions ---- */

struct changes *stage_event(struct stage *stage, const struct event *event)
{
	stage->event = *event;
	stage->wants = desk_wants(stage->conf, &stage->event, &stage->arena);
	load_facts(stage);
	return desk_decide(stage->conf, &stage->facts, &stage->event, stage->now_us, &stage->arena);
}

struct changes *stage_mail_in(struct stage *stage, size_t mailbox, const char *raw)
{
	struct event event = {.kind = EVENT_MAIL,
			      .mailbox = mailbox,
			      .fingerprint = stage->fingerprint,
			      .is_old = stage->is_old,
			      .oversize = stage->oversize,
			      .unreadable = stage->unreadable};

	event.message = stage->message = stage_message(stage, raw);
	return stage_event(stage, &event);
}

struct changes *stage_mail(struct stage *stage, const char *raw)
{
	return stage_mail_in(stage, 0, raw);
}

/* ---- as text ---- */

static void add_row(struct buf *out, const struct journal_row *row)
{
	buf_printf(out, "%s by=%s", row->event, row->by);
	if (row->rule)
		buf_printf(out, " rule=%s", row->rule);
	if (row->from)
		buf_printf(out, " from=%s", row->from);
	if (row->to)
		buf_printf(out, " to=%s", row->to);
	if (row->arguments)
		buf_printf(out, " %s", row->arguments);
	buf_addc(out, '\n');
}

static const char *text_of(struct stage *stage, struct buf *out)
{
	const char *text = buf_dup(out, &stage->arena);

	buf_release(out);
	return text;
}

const char *stage_journal(struct stage *stage, const struct changes *changes)
{
	struct buf out;

	buf_init(&out);
	for (size_t i = 0; i < changes->journal_count; i++)
		add_row(&out, &changes->journal[i]);
	return text_of(stage, &out);
}

const char *stage_mails(struct stage *stage, const struct changes *changes)
{
	struct buf out;

	buf_init(&out);
	for (size_t i = 0; i < changes->mail_count; i++)
		buf_printf(&out, "%s to %s\n", changes->mails[i].template_name,
			   changes->mails[i].to.email);
	return text_of(stage, &out);
}

static void add_ticket(struct buf *out, const struct ticket *ticket)
{
	buf_printf(out, "ticket %" PRId64 " %s owner=%s answer_to=%s subject=%s messages=%" PRId64,
		   ticket->number, ticket_status_name(ticket->status),
		   ticket->owner ? ticket->owner : "-", ticket->answer_to ? ticket->answer_to : "-",
		   ticket->subject, ticket->messages);
	for (size_t i = 0; i < ticket->participant_count; i++)
		buf_printf(out, " %s:%s", participant_role_name(ticket->participants[i].role),
			   ticket->participants[i].email);
	buf_addc(out, '\n');
}

static void add_mail(struct buf *out, const struct mail_change *mail)
{
	buf_printf(out, "mail %s to %s ", mail->template_name, mail->to.email);
	for (size_t i = 0; i < mail->cc_count; i++)
		buf_printf(out, "cc %s ", mail->cc[i].email);
	if (mail->not_before_us != TIME_NONE)
		buf_printf(out, "not before %" PRId64 " ", mail->not_before_us);
	buf_adds(out, "words ");
	for (const char *c = mail->words ? mail->words : "-"; *c; c++)
		buf_addc(out, *c == '\n' ? '/' : *c);
	buf_printf(out, " by %s\n", mail->words_by ? mail->words_by : "-");
	for (size_t i = 0; i < mail->pair_count; i++)
		buf_printf(out, "  %s=%s\n", mail->pairs[i].key, mail->pairs[i].value);
	for (size_t i = 0; i < mail->line_count; i++)
		buf_printf(out, "  %s: %s\n", mail->lines[i].line, mail->lines[i].result);
}

const char *stage_all(struct stage *stage, const struct changes *changes)
{
	struct buf out;

	buf_init(&out);
	buf_printf(&out, "%s: %s\n", outcome_name(changes->outcome), changes->reason);
	for (size_t i = 0; i < changes->ticket_count; i++)
		add_ticket(&out, changes->tickets[i].after);
	if (changes->message.ticket)
		buf_printf(&out, "message by %s %d: %s\n", message_by_name(changes->message.by),
			   changes->message.is_public, changes->message.words);
	buf_adds(&out, stage_journal(stage, changes));
	for (size_t i = 0; i < changes->mail_count; i++)
		add_mail(&out, &changes->mails[i]);
	for (size_t i = 0; i < changes->deadline_count; i++)
		buf_printf(&out, "deadline %s %" PRId64 "\n", changes->deadlines[i].kind,
			   changes->deadlines[i].due_us);
	for (size_t i = 0; i < changes->suppression_count; i++)
		buf_printf(&out, "suppression %s %s\n", changes->suppressions[i].email,
			   changes->suppressions[i].reason ? changes->suppressions[i].reason : "-");
	for (size_t i = 0; i < changes->bounced_count; i++)
		buf_printf(&out, "bounced %" PRId64 " %s %s\n", changes->bounced[i].sent,
			   changes->bounced[i].recipient, changes->bounced[i].status);
	for (size_t i = 0; i < changes->away_count; i++)
		buf_printf(&out, "away %s %s %" PRId64 "\n",
			   changes->aways[i].agent ? changes->aways[i].agent : "-",
			   changes->aways[i].email ? changes->aways[i].email : "-",
			   changes->aways[i].until_us);
	return text_of(stage, &out);
}

const struct mail_change *stage_mail_of(const struct changes *changes, const char *template_name)
{
	for (size_t i = 0; i < changes->mail_count; i++)
		if (strcmp(changes->mails[i].template_name, template_name) == 0)
			return &changes->mails[i];
	ck_abort_msg("no mail %s", template_name);
	return NULL;
}

const char *stage_pair(const struct mail_change *mail, const char *key)
{
	for (size_t i = 0; i < mail->pair_count; i++)
		if (strcmp(mail->pairs[i].key, key) == 0)
			return mail->pairs[i].value;
	return NULL;
}

static bool has_line(const char *text, const char *glob)
{
	bool is_found = false;
	struct arena arena;

	arena_init(&arena);
	while (*text && !is_found) {
		size_t len = strcspn(text, "\n");

		is_found = text_glob(glob, arena_strndup(&arena, text, len));
		text += len + (text[len] == '\n');
	}
	arena_release(&arena);
	return is_found;
}

void stage_has_line(const char *text, const char *glob)
{
	ck_assert_msg(has_line(text, glob), "no line is %s in:\n%s", glob, text);
}

void stage_has_no_line(const char *text, const char *glob)
{
	ck_assert_msg(!has_line(text, glob), "a line is %s in:\n%s", glob, text);
}
