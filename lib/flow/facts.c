/* From what the desk wants to what it gets. */
#include <string.h>

#include "desk/snooze.h"
#include "desk/thread.h"
#include "desk/undo.h"
#include "flow/internal.h"
#include "mail/compose.h"

/* Tickets of one digest. */
enum { QUEUE_MAX = 100 };

/* Where answers go may be what no mail can be sent to: an odd local part, one that is not ASCII. */
static void check_address(struct ticket *ticket, struct arena *arena)
{
	struct contact *requester = &ticket->requester;

	if (compose_ascii_address(arena, ticket->answer_to ? ticket->answer_to : requester->email))
		return;
	requester->is_suppressed = true;
	requester->suppressed_for = SUPPRESSED_ADDRESS;
}

static int load_ticket(struct flow *flow, int64_t number, struct arena *arena, struct facts *facts,
		       struct err *err)
{
	struct ticket *ticket;

	for (size_t i = 0; i < facts->ticket_count; i++)
		if (facts->tickets[i]->asked == number)
			return 0;
	if (number <= 0)
		return 0;
	if (store_ticket_load(flow->store, number, arena, &ticket, err) < 0)
		return -1;
	if (!ticket)
		return 0;
	check_address(ticket, arena);
	facts->tickets =
	    arena_grow(arena, facts->tickets, facts->ticket_count, sizeof *facts->tickets);
	facts->tickets[facts->ticket_count++] = ticket;
	return 0;
}

/* What its answer would carry out. */
static int load_challenge(struct flow *flow, const struct sent_mail *sent, struct arena *arena,
			  struct facts *facts, struct err *err)
{
	struct challenge challenge;

	if (facts->challenge || strcmp(sent->template_name, "challenge") != 0)
		return 0;
	if (store_challenge_load(flow->store, sent->id, arena, &challenge, err) < 0)
		return -1;
	if (!challenge.sent)
		return 0;
	facts->challenge = ARENA_NEW(arena, struct challenge);
	*facts->challenge = challenge;
	return load_ticket(flow, challenge.ticket, arena, facts, err);
}

/* is_bounce: with all whom it went to. */
static int load_sent(struct flow *flow, int64_t id, bool is_bounce, struct arena *arena,
		     struct facts *facts, struct err *err)
{
	struct sent_mail sent;

	if (store_sent_load(flow->store, id, arena, &sent, err) < 0)
		return -1;
	if (!sent.id)
		return 0;
	if (is_bounce && store_sent_recipients(flow->store, id, arena, &sent.recipients, err) < 0)
		return -1;
	facts->sent = arena_grow(arena, facts->sent, facts->sent_count, sizeof *facts->sent);
	facts->sent[facts->sent_count++] = sent;
	for (size_t i = 0; i < sent.ticket_count; i++)
		if (load_ticket(flow, sent.tickets[i], arena, facts, err) < 0)
			return -1;
	if (load_challenge(flow, &sent, arena, facts, err) < 0)
		return -1;
	return load_ticket(flow, sent.ticket, arena, facts, err);
}

static int load_messages(struct flow *flow, const char *id, struct arena *arena,
			 struct facts *facts, struct err *err)
{
	struct stored_message *found;
	size_t count;

	if (store_messages_find(flow->store, id, arena, &found, &count, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		facts->messages = arena_grow(arena, facts->messages, facts->message_count,
					     sizeof *facts->messages);
		facts->messages[facts->message_count++] = found[i];
		if (load_ticket(flow, found[i].ticket, arena, facts, err) < 0)
			return -1;
	}
	return 0;
}

/* The same mail in another mailbox, the first of them. */
static int load_copy(struct flow *flow, const struct event *event, const char *id,
		     struct arena *arena, struct facts *facts, struct err *err)
{
	const char *mailbox = flow->conf->mailboxes[event->mailbox].name;
	struct stored_message *found;
	size_t count;

	if (flow->conf->mailbox_count < 2)
		return 0;
	if (store_messages_find(flow->store, id, arena, &found, &count, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (strcmp(found[i].mailbox, mailbox) != 0) {
			facts->copy = &found[i];
			return load_ticket(flow, found[i].ticket, arena, facts, err);
		}
	return 0;
}

/* The same Message-ID from the same agent, on any ticket. */
static int load_twin(struct flow *flow, const struct wants *wants, struct arena *arena,
		     struct facts *facts, struct err *err)
{
	struct stored_message *found;
	size_t count;

	if (store_messages_find(flow->store, wants->twin_id, arena, &found, &count, err) < 0)
		return -1;
	for (size_t i = 0; !facts->twin && i < count; i++)
		if (found[i].agent && strcmp(found[i].agent, wants->refusals_of) == 0)
			facts->twin = &found[i];
	return facts->twin ? load_ticket(flow, facts->twin->ticket, arena, facts, err) : 0;
}

static int keep_message(struct flow *flow, struct kept_message *kept, struct arena *arena,
			struct facts *facts, struct err *err)
{
	int64_t mails[UNDO_MAILS_MAX];
	size_t count = kept->undo ? undo_mails(kept->undo, mails) : 0;
	bool is_held;

	if (!kept->id)
		return 0;
	kept->held = arena_array(arena, count + 1, sizeof *kept->held);
	for (size_t i = 0; i < count; i++) {
		if (store_outbox_is_held(flow->store, mails[i], &is_held, err) < 0)
			return -1;
		if (is_held)
			kept->held[kept->held_count++] = mails[i];
	}
	facts->kept = arena_grow(arena, facts->kept, facts->kept_count, sizeof *facts->kept);
	facts->kept[facts->kept_count++] = *kept;
	return 0;
}

/* The messages that were answered; and what that agent did last on each ticket. */
static int load_kept(struct flow *flow, const struct wants *wants, struct arena *arena,
		     struct facts *facts, struct err *err)
{
	struct kept_message kept;

	for (size_t i = 0; wants->answered && i < facts->sent_count; i++)
		if (facts->sent[i].message &&
		    (store_kept_load(flow->store, facts->sent[i].message, arena, &kept, err) < 0 ||
		     keep_message(flow, &kept, arena, facts, err) < 0))
			return -1;
	for (size_t i = 0; wants->undo_of && i < facts->ticket_count; i++)
		if (store_kept_undoable(flow->store, facts->tickets[i]->number, wants->undo_of,
					arena, &kept, err) < 0 ||
		    keep_message(flow, &kept, arena, facts, err) < 0)
			return -1;
	return 0;
}

static int load_draft(struct flow *flow, int64_t ticket, const char *agent, struct arena *arena,
		      struct facts *facts, struct err *err)
{
	struct draft_text draft;

	if (store_draft_find(flow->store, ticket, agent, arena, &draft, err) < 0)
		return -1;
	if (!draft.message)
		return 0;
	facts->drafts = arena_grow(arena, facts->drafts, facts->draft_count, sizeof *facts->drafts);
	facts->drafts[facts->draft_count++] = draft;
	return 0;
}

struct listing {
	struct facts *facts;
	struct arena *arena;
};

static int keep_ticket(void *context, const struct ticket *ticket)
{
	struct listing *listing = context;
	struct facts *facts = listing->facts;
	struct ticket *kept = ARENA_NEW(listing->arena, struct ticket);

	kept->number = kept->asked = ticket->number;
	kept->status = ticket->status;
	kept->owner = arena_strdup(listing->arena, ticket->owner);
	kept->subject = arena_strdup(listing->arena, ticket->subject);
	kept->requester.email = arena_strdup(listing->arena, ticket->requester.email);
	kept->created_us = ticket->created_us;
	facts->tickets =
	    arena_grow(listing->arena, facts->tickets, facts->ticket_count, sizeof *facts->tickets);
	facts->tickets[facts->ticket_count++] = kept;
	return 0;
}

/* The tickets of a mailbox that nobody has worked on, with what a line of a digest shows. */
static int load_new_tickets(struct flow *flow, const char *mailbox, struct arena *arena,
			    struct facts *facts, struct err *err)
{
	struct ticket_filter filter = {.status = "new", .mailbox = mailbox, .max = SIZE_MAX};
	struct listing listing = {.facts = facts, .arena = arena};

	return store_tickets(flow->store, &filter, keep_ticket, &listing, err);
}

static int load_overseen(struct flow *flow, const char *agent, struct arena *arena,
			 struct facts *facts, struct err *err)
{
	enum { OVERSEEN_MAX = 200 };
	int64_t *numbers;
	size_t count;

	if (store_overseen(flow->store, agent, OVERSEEN_MAX, arena, &numbers, &count, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (load_ticket(flow, numbers[i], arena, facts, err) < 0)
			return -1;
	return 0;
}

static int load_repeats(struct flow *flow, const struct wants *wants, int64_t now_us,
			struct arena *arena, struct facts *facts, struct err *err)
{
	enum { REPEATS_MAX = 1000 };
	struct ticket_brief *briefs;
	struct contact *contact;
	size_t count;

	if (store_contact_find(flow->store, wants->repeats_of, arena, &contact, err) < 0)
		return -1;
	if (!contact)
		return 0;
	if (store_contact_tickets(flow->store, contact->id, REPEATS_MAX, arena, &briefs, &count,
				  err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		facts->repeats += briefs[i].created_us > now_us - wants->repeats_us;
	return 0;
}

/* With the ticket that it is about. */
static int load_survey(struct flow *flow, int64_t id, struct arena *arena, struct facts *facts,
		       struct err *err)
{
	if (survey_load(flow, id, arena, facts, err) < 0)
		return -1;
	for (size_t i = 0; i < facts->survey_count; i++)
		if (facts->surveys[i].id == id)
			return load_ticket(flow, facts->surveys[i].ticket, arena, facts, err);
	return 0;
}

/* What was sent automatically of late to where a ticket's answers go, and by its mailbox. */
static int load_counts(struct flow *flow, int64_t number, int64_t now_us, struct facts *facts,
		       struct err *err)
{
	const struct ticket *ticket = number ? facts_ticket(facts, number) : NULL;

	if (!ticket)
		return 0;
	if (store_auto_count_contact(
		flow->store, ticket->answer_to ? ticket->answer_to : ticket->requester.email,
		now_us - DAY_US, &facts->auto_to_address_day, err) < 0)
		return -1;
	return store_auto_count_mailbox(flow->store, ticket->mailbox, now_us - HOUR_US,
					&facts->auto_of_mailbox_hour, err);
}

/* In the order of urgency. */
static int load_queue(struct flow *flow, const char *agent, struct arena *arena,
		      struct facts *facts, struct err *err)
{
	struct queue_filter filter = {
	    .owner = agent, .without_field = SNOOZED_FIELD, .max = QUEUE_MAX};
	struct ticket *tickets;
	size_t count;

	if (store_queue(flow->store, &filter, arena, &tickets, &count, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (load_ticket(flow, tickets[i].number, arena, facts, err) < 0)
			return -1;
	return 0;
}

int facts_load(struct flow *flow, const struct wants *wants, const struct event *event,
	       int64_t now_us, struct arena *arena, struct facts *facts, struct err *err)
{
	bool is_bounce = event->kind == EVENT_MAIL && event->message->kind == MAIL_BOUNCE;
	const char *drafts_of = wants->drafts_of;

	for (size_t i = 0; i < wants->sent_count; i++)
		if (load_sent(flow, wants->sent[i], is_bounce, arena, facts, err) < 0)
			return -1;
	for (size_t i = 0; i < wants->survey_count; i++)
		if (load_survey(flow, wants->surveys[i], arena, facts, err) < 0)
			return -1;
	for (size_t i = 0; i < wants->ticket_count; i++)
		if (load_ticket(flow, wants->tickets[i], arena, facts, err) < 0)
			return -1;
	for (size_t i = 0; i < wants->message_id_count; i++)
		if (load_messages(flow, wants->message_ids[i], arena, facts, err) < 0)
			return -1;
	if (surveys_load(flow, wants, now_us, arena, facts, err) < 0)
		return -1;
	if (!drafts_of && facts->challenge)
		drafts_of = facts->challenge->agent;
	for (size_t i = 0; drafts_of && i < facts->ticket_count; i++)
		if (load_draft(flow, facts->tickets[i]->number, drafts_of, arena, facts, err) < 0)
			return -1;
	if (wants->refusals_of &&
	    store_refusals(flow->store, wants->refusals_of, now_us, &facts->refusals, err) < 0)
		return -1;
	if (wants->quarantine && store_quarantined(flow->store, &facts->quarantine, err) < 0)
		return -1;
	if (wants->twin_id && load_twin(flow, wants, arena, facts, err) < 0)
		return -1;
	canned_load(flow, wants, event, arena, facts);
	if (load_kept(flow, wants, arena, facts, err) < 0)
		return -1;
	if (wants->person &&
	    store_contact_find(flow->store, wants->person, arena, &facts->person, err) < 0)
		return -1;
	if (wants->new_tickets_of &&
	    load_new_tickets(flow, wants->new_tickets_of, arena, facts, err) < 0)
		return -1;
	if (wants->copy_id && load_copy(flow, event, wants->copy_id, arena, facts, err) < 0)
		return -1;
	if (wants->contact &&
	    store_contact_find(flow->store, wants->contact, arena, &facts->contact, err) < 0)
		return -1;
	if (wants->contact && customer_load(flow, wants->contact, arena, &facts->customer, err) < 0)
		return -1;
	if (wants->answer_to &&
	    store_auto_count_contact(flow->store, wants->answer_to, now_us - DAY_US,
				     &facts->auto_to_address_day, err) < 0)
		return -1;
	if (wants->overseen_by && load_overseen(flow, wants->overseen_by, arena, facts, err) < 0)
		return -1;
	if (wants->queue_of && load_queue(flow, wants->queue_of, arena, facts, err) < 0)
		return -1;
	if (wants->repeats_category &&
	    store_category_count(flow->store, wants->repeats_category, now_us - wants->repeats_us,
				 &facts->repeats, err) < 0)
		return -1;
	if (wants->repeats_of && load_repeats(flow, wants, now_us, arena, facts, err) < 0)
		return -1;
	if (incidents_load(flow, wants, arena, facts, err) < 0)
		return -1;
	if (wants->usual_of &&
	    store_usual_answer(flow->store, wants->usual_of, now_us - 90 * DAY_US, now_us,
			       &facts->usual_us, err) < 0)
		return -1;
	if (load_counts(flow, wants->answers_of, now_us, facts, err) < 0)
		return -1;
	facts->is_unwritable = wants->answer_to && !compose_ascii_address(arena, wants->answer_to);
	if (!wants->loads)
		return 0;
	if (event->kind == EVENT_MAIL &&
	    store_auto_count_mailbox(flow->store, flow->conf->mailboxes[event->mailbox].name,
				     now_us - HOUR_US, &facts->auto_of_mailbox_hour, err) < 0)
		return -1;
	return store_agent_loads(flow->store, arena, &facts->loads, &facts->load_count, err);
}

int decide_and_apply(struct flow *flow, const struct event *event, int64_t now_us, struct err *err)
{
	struct facts facts = {0};
	struct changes *changes;
	struct applied applied;
	struct arena arena;
	int result;

	arena_init(&arena);
	result = facts_load(flow, desk_wants(flow->conf, event, &arena), event, now_us, &arena,
			    &facts, err);
	if (!result) {
		changes = desk_decide(flow->conf, &facts, event, now_us, &arena);
		result = apply_changes(flow, event, changes, NULL, now_us, &applied, err);
	}
	arena_release(&arena);
	return result;
}
