/* Carries out what the desk decided: numbers, rows, mails. One order, so that each row finds what
 * it points to. */
#include "base/log.h"
#include "flow/internal.h"
#include "mail/compose.h"

static int apply_tickets(struct flow *flow, struct changes *changes, int64_t now_us,
			 struct err *err)
{
	for (size_t i = 0; i < changes->ticket_count; i++) {
		struct ticket_change *change = &changes->tickets[i];

		if (!change->before) {
			if (store_contact_take(flow->store, &change->after->requester, now_us,
					       err) < 0 ||
			    store_ticket_insert(flow->store, change->after, err) < 0)
				return -1;
			change->after->asked = change->after->number;
			continue;
		}
		/* The requester may be a person who was never seen. */
		if (!change->after->requester.id &&
		    store_contact_take(flow->store, &change->after->requester, now_us, err) < 0)
			return -1;
		if (store_ticket_update(flow->store, change->before, change->after, now_us, err) <
		    0)
			return -1;
	}
	return 0;
}

static int insert_message(struct flow *flow, const struct event *event,
			  struct message_change *change, const struct mail_source *source,
			  int64_t now_us, struct err *err)
{
	struct message_row row = {.at_us = now_us};

	row.ticket = change->ticket->number;
	row.mailbox = flow->conf->mailboxes[event->mailbox].name;
	row.by = message_by_name(change->by);
	row.agent = change->agent;
	row.contact = change->by == MESSAGE_CUSTOMER ? change->ticket->requester.id : 0;
	row.is_public = change->is_public;
	row.message = event->message;
	row.words = change->words;
	row.fingerprint = source->fingerprint;
	row.packed = source->packed;
	if (change->sent_draft && store_draft_end(flow->store, change->sent_draft, err) < 0)
		return -1;
	return store_message_insert(flow->store, &row, &change->id, err);
}

/* On the ticket, and on each other one that the mail is about as well. */
static int apply_messages(struct flow *flow, const struct event *event, struct changes *changes,
			  const struct mail_source *source, int64_t now_us, struct applied *applied,
			  struct err *err)
{
	if (!changes->message.ticket || !source)
		return 0;
	applied->ticket = changes->message.ticket->number;
	if (insert_message(flow, event, &changes->message, source, now_us, err) < 0)
		return -1;
	applied->message = changes->message.id;
	for (size_t i = 0; i < changes->more_count; i++)
		if (insert_message(flow, event, &changes->more[i], source, now_us, err) < 0)
			return -1;
	return 0;
}

/* Before the mails: one to an address that is free again goes out. */
static int apply_deliverability(struct flow *flow, const struct changes *changes, int64_t now_us,
				struct err *err)
{
	for (size_t i = 0; i < changes->suppression_count; i++)
		if (store_suppress(flow->store, changes->suppressions[i].email,
				   changes->suppressions[i].reason, now_us, err) < 0)
			return -1;
	for (size_t i = 0; i < changes->bounced_count; i++) {
		const struct bounced_change *bounced = &changes->bounced[i];
		bool is_known;

		if (store_delivery_bounced(flow->store, bounced->sent, bounced->recipient,
					   bounced->status, &is_known, err) < 0)
			return -1;
	}
	return 0;
}

/* Takes out recipients that no mail can be sent to; false where nobody is left. */
static bool has_recipient(struct mail_change *mail, struct arena *arena)
{
	size_t kept = 0;

	for (size_t i = 0; i < mail->cc_count; i++)
		if (compose_ascii_address(arena, mail->cc[i].email))
			mail->cc[kept++] = mail->cc[i];
	mail->cc_count = kept;
	if (compose_ascii_address(arena, mail->to.email))
		return true;
	log_event(LOG_LEVEL_WARNING, "flow", "no mail can be sent to such an address", "address",
		  mail->to.email, "template", mail->template_name, NULL);
	return false;
}

static int apply_promises(struct flow *flow, const struct changes *changes, struct err *err)
{
	for (size_t i = 0; i < changes->promise_count; i++)
		if (store_promise_save(flow->store, changes->promises[i].ticket->number,
				       changes->promises[i].promise, err) < 0)
			return -1;
	return 0;
}

/* A new one goes with the mail that made it. */
static int apply_offers(struct flow *flow, const struct changes *changes,
			const struct applied *applied, struct err *err)
{
	for (size_t i = 0; i < changes->offer_count; i++) {
		struct offer *offer = changes->offers[i].offer;

		offer->ticket = changes->offers[i].ticket->number;
		if (!offer->id)
			offer->message = applied->message;
		if (store_offer_save(flow->store, offer, err) < 0)
			return -1;
	}
	return 0;
}

static int apply_rest(struct flow *flow, const struct changes *changes, int64_t now_us,
		      struct err *err)
{
	for (size_t i = 0; i < changes->deadline_count; i++) {
		const struct deadline_change *change = &changes->deadlines[i];

		if (store_deadline_set(flow->store, change->ticket ? change->ticket->number : 0,
				       change->kind, change->due_us, change->data, err) < 0)
			return -1;
	}
	if (changes->settled_challenge &&
	    store_challenge_settle(flow->store, changes->settled_challenge, now_us, err) < 0)
		return -1;
	for (size_t i = 0; i < changes->away_count; i++)
		if (store_away_set(flow->store, &changes->aways[i], err) < 0)
			return -1;
	return 0;
}

static int apply_journal(struct flow *flow, const struct changes *changes, struct err *err)
{
	for (size_t i = 0; i < changes->journal_count; i++) {
		struct journal_row *row = &changes->journal[i];

		if (row->to_ticket)
			row->to =
			    arena_printf(changes->arena, "%lld", (long long)row->to_ticket->number);
		if (store_journal_insert(flow->store, row, err) < 0)
			return -1;
	}
	return 0;
}

int apply_changes(struct flow *flow, const struct event *event, struct changes *changes,
		  const struct mail_source *source, int64_t now_us, struct applied *applied,
		  struct err *err)
{
	*applied = (struct applied){0};
	if (apply_tickets(flow, changes, now_us, err) < 0 || apply_kept(flow, changes, err) < 0 ||
	    apply_messages(flow, event, changes, source, now_us, applied, err) < 0 ||
	    apply_deliverability(flow, changes, now_us, err) < 0 ||
	    surveys_begin(flow, changes, err) < 0)
		return -1;
	if (apply_journal(flow, changes, err) < 0)
		return -1;
	/* before the mails: one of them lists what was offered */
	if (apply_offers(flow, changes, applied, err) < 0)
		return -1;
	for (size_t i = 0; i < changes->mail_count; i++)
		if (has_recipient(&changes->mails[i], changes->arena) &&
		    render_mail(flow, event, &changes->mails[i], applied->message, now_us,
				changes->arena, err) < 0)
			return -1;
	if (apply_undo(flow, changes, err) < 0 || apply_promises(flow, changes, err) < 0 ||
	    surveys_end(flow, changes, now_us, err) < 0)
		return -1;
	return apply_rest(flow, changes, now_us, err);
}
