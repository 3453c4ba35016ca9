/* Bounces say what became of a mail of ours. Whoever has one of our mails can write one, so they
 * change nothing but what they are about. */
#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "desk/rules.h"
#include "desk/token.h"
#include "desk/unreachable.h"

enum { BOUNCES_MAX = 20 }; /* recipients of one report that are looked at */

/* What a bounce is about. */
struct subject_mail {
	const struct sent_mail *sent; /* the very mail; NULL */
	struct ticket *ticket;        /* NULL */
	const char *agent;            /* it was for this one; NULL */
	const char *audience;
};

static struct token first_token(const struct conf *conf, const struct string_list *ids,
				enum token_kind kind)
{
	for (size_t i = 0; i < ids->count; i++) {
		struct token token = token_from_id(conf, ids->items[i]);

		if (token.kind == kind)
			return token;
	}
	return (struct token){.kind = TOKEN_NONE};
}

/* The mail's own id in the returned part; else its anchor, which no relay rewrites; else the
 * address that the report came to. */
static struct token bounced_token(const struct conf *conf, const struct message *message)
{
	struct token token = first_token(conf, &message->returned_ids, TOKEN_MAIL);

	if (!token.kind)
		token = first_token(conf, &message->in_reply_to, TOKEN_MAIL);
	if (!token.kind)
		token = first_token(conf, &message->returned_ids, TOKEN_ANCHOR);
	if (!token.kind)
		token = thread_plus_token(conf, message);
	return token;
}

void bounce_wants(const struct conf *conf, const struct event *event, struct wants *wants,
		  struct arena *arena)
{
	struct token token = bounced_token(conf, event->message);

	if (!token.kind)
		return;
	wants_ticket(wants, token.ticket, arena);
	if (token.kind == TOKEN_MAIL)
		wants_sent(wants, token.sent, arena);
}

/* False where no mail of ours is known that it is about. */
static bool find_mail(struct record *record, struct subject_mail *mail)
{
	struct token token = bounced_token(record->conf, record->event->message);
	const struct ticket *loaded = NULL;

	*mail = (struct subject_mail){.agent = token.agent};
	if (!token.kind)
		return false;
	if (token.kind == TOKEN_MAIL) {
		mail->sent = facts_sent(record->facts, token.sent);
		if (!mail->sent)
			return false;
		mail->agent = mail->sent->agent;
		mail->audience = mail->sent->audience;
	} else {
		mail->audience = token.agent ? "agent" : BY_CUSTOMER;
	}
	loaded = facts_ticket(record->facts, token.ticket);
	mail->ticket = loaded ? record_ticket(record, loaded) : NULL;
	return mail->sent || mail->ticket;
}

static bool is_for_customer(const struct subject_mail *mail)
{
	return mail->ticket && strcmp(mail->audience, BY_CUSTOMER) == 0;
}

/* Did that mail go to this address? */
static bool is_recipient(struct record *record, const struct subject_mail *mail, const char *email)
{
	const char *key;

	if (mail->sent) {
		key = text_address_key(record->arena, email);
		return strstr(mail->sent->recipients, arena_printf(record->arena, " %s ", key)) !=
		       NULL;
	}
	if (mail->agent)
		return conf_agent_by_address(record->conf, email) ==
		       conf_agent_by_id(record->conf, mail->agent);
	return thread_is_customer(mail->ticket, email) ||
	       (mail->ticket->answer_to && text_equal_nocase(mail->ticket->answer_to, email));
}

/* Digits and dots: what else stands in a status could be anybody's words. */
static const char *plain_status(struct record *record, const char *status)
{
	size_t len = strspn(status, "0123456789.");

	return len ? arena_printf(record->arena, "%.*s", (int)(len < 12 ? len : 12), status) : NULL;
}

/* RFC 3463: x.1.y is about the address itself. Admins are always written to. */
static bool is_dead_address(const struct subject_mail *mail, const struct bounce *bounce)
{
	return is_for_customer(mail) && bounce->is_hard &&
	       text_starts_nocase(bounce->status, "5.1.");
}

/* An agent's own, by the very mail or by their own anchor: customers hold neither. */
static bool is_dead_agent(struct record *record, const struct subject_mail *mail,
			  const struct bounce *bounce)
{
	return mail->agent && bounce->is_hard && text_starts_nocase(bounce->status, "5.1.") &&
	       conf_agent_by_id(record->conf, mail->agent) != CONF_NO_INDEX;
}

static const char *words_of(struct record *record, const struct bounce *bounce)
{
	return arena_printf(record->arena, "%s%s%s", bounce->status,
			    *bounce->status && *bounce->diagnostic ? " " : "", bounce->diagnostic);
}

static void mark_delivery(struct record *record, const struct subject_mail *mail,
			  const struct bounce *bounce)
{
	struct changes *changes = record->changes;

	if (!mail->sent)
		return;
	changes->bounced = arena_grow(record->arena, changes->bounced, changes->bounced_count,
				      sizeof *changes->bounced);
	changes->bounced[changes->bounced_count++] =
	    (struct bounced_change){.sent = mail->sent->id,
				    .recipient = bounce->recipient,
				    .status = words_of(record, bounce)};
}

static void tell_of_bounce(struct record *record, const struct subject_mail *mail,
			   const struct bounce *bounce)
{
	const char *what = mail->sent ? mail->sent->template_name : "of this ticket";
	const char *text = arena_printf(
	    record->arena, "A mail (%s) to %s could not be delivered: %s", what,
	    *bounce->recipient ? bounce->recipient : "its recipient", words_of(record, bounce));

	if (is_for_customer(mail))
		tell_agents(record, mail->ticket, "note", BY_INTAKE, CONF_NO_INDEX, text,
			    "the mail system", NULL);
	else if (strcmp(what, "alert") != 0)
		record_admin_mail(record, mail->ticket, "alert", "A mail was not delivered", text,
				  BY_INTAKE);
}

static void take_bounce(struct record *record, const struct subject_mail *mail,
			const struct bounce *bounce, bool is_known)
{
	const char *status = plain_status(record, bounce->status);

	record_journal(record, mail->ticket, "bounced", BY_INTAKE, NULL, NULL,
		       mail->agent ? mail->agent : mail->audience, "action", bounce->action,
		       "status", status, "template", mail->sent ? mail->sent->template_name : NULL,
		       NULL);
	if (strcmp(bounce->action, "failed") != 0)
		return;
	if (is_known)
		mark_delivery(record, mail, bounce);
	if (is_known && is_dead_agent(record, mail, bounce))
		unreachable_begin(record, mail->ticket, conf_agent_by_id(record->conf, mail->agent),
				  words_of(record, bounce), status);
	if (is_known && is_dead_address(mail, bounce))
		record_suppression(record, mail->ticket, bounce->recipient,
				   words_of(record, bounce), BY_INTAKE, "bounce", status);
	tell_of_bounce(record, mail, bounce);
}

/* Those that it went to; of other addresses, as behind a forwarding, the first alone. */
static void take_bounces(struct record *record, const struct subject_mail *mail)
{
	static const struct bounce unsaid = {
	    .recipient = "", .action = "failed", .status = "", .diagnostic = ""};
	const struct message *message = record->event->message;
	bool has_other = false;

	for (size_t i = 0; i < message->bounce_count && i < BOUNCES_MAX; i++) {
		const struct bounce *bounce = &message->bounces[i];
		bool is_known = is_recipient(record, mail, bounce->recipient);

		if (is_known || !has_other)
			take_bounce(record, mail, bounce, is_known);
		has_other |= !is_known;
	}
	if (!message->bounce_count)
		take_bounce(record, mail, &unsaid, false);
}

void bounce_arrives(struct record *record)
{
	const struct message *message = record->event->message;
	struct subject_mail mail;

	if (!find_mail(record, &mail)) {
		record_outcome(record, OUTCOME_FILED, "bounce of no mail that is known");
		return;
	}
	if (mail.ticket)
		record_message(record, mail.ticket, MESSAGE_MACHINE, NULL, false, message->text);
	take_bounces(record, &mail);
	record_outcome(record, mail.ticket ? OUTCOME_TICKET : OUTCOME_FILED,
		       "bounce of a mail of ours");
}
