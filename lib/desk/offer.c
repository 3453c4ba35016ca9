#include "desk/offer.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "desk/authority.h"
#include "desk/outward.h"

static const char *amount_text(const struct record *record, const struct offer *offer)
{
	return offer_worth(record->arena, offer);
}

static void journal(struct record *record, struct ticket *ticket, const struct offer *offer,
		    const char *by, const char *rule, const char *from)
{
	record_journal(record, ticket, "offer", by, rule, from, offer_state_name(offer->state),
		       "agent", strcmp(by, offer->agent) ? offer->agent : NULL, "amount",
		       offer->policy ? NULL : amount_text(record, offer), "approver",
		       offer->state == OFFER_PENDING ? offer->approver : NULL, "kind", offer->kind,
		       "policy", offer->policy, NULL);
}

static void keep(struct record *record, struct ticket *ticket, struct offer *offer)
{
	struct changes *changes = record->changes;

	changes->offers = arena_grow(record->arena, changes->offers, changes->offer_count,
				     sizeof *changes->offers);
	changes->offers[changes->offer_count++] =
	    (struct offer_change){.ticket = ticket, .offer = offer};
	ticket->offer = offer;
}

/* ---- what is offered ---- */

/* "EUR", and what may have been meant as one. */
static bool is_currency(const char *word)
{
	return strlen(word) == 3 && strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

/* A word up to a blank: a comma belongs to it. */
static const char *next_word(struct arena *arena, const char **rest)
{
	const char *at = *rest + strspn(*rest, " \t");
	size_t len = strcspn(at, " \t");

	*rest = at + len;
	return arena_strndup(arena, at, len);
}

/* "40 EUR" is one word or two; what is behind it is the reason. */
static const char *read_amount(struct record *record, size_t agent, const char *kind,
			       const char *rest, struct money *amount, struct err *err)
{
	const char *first = next_word(record->arena, &rest), *behind = rest;
	const char *second = next_word(record->arena, &behind);
	const char *both = arena_printf(record->arena, "%s %s", first, second);
	struct money most;

	if (*second && money_parse(both, NULL, amount, err) == 0)
		return behind + strspn(behind, " ");
	if (is_currency(second) ||
	    money_parse(first,
			authority_of(record->conf, agent, kind, &most) ? most.currency : NULL,
			amount, err) < 0)
		return NULL;
	return rest + strspn(rest, " ");
}

static struct offer *new_offer(struct command_state *state)
{
	struct record *record = state->record;
	struct offer *offer = ARENA_NEW(record->arena, struct offer);

	offer->agent = record->conf->agents[state->agent].id;
	offer->made_us = record->now_us;
	offer->decided_us = TIME_NONE;
	offer->words = state->text;
	offer->has_files = record->event->message->attachment_count > 0;
	return offer;
}

static struct offer *read_offer(struct command_state *state, const char *arguments,
				const char **wrong)
{
	struct record *record = state->record;
	struct offer *offer = new_offer(state);
	struct err err = {0};
	const char *rest = arguments;

	offer->kind = text_address_key(record->arena, command_next_word(record->arena, &rest));
	if (!*offer->kind || isdigit((unsigned char)*offer->kind)) {
		*wrong = "say what and how much: #offer refund 40 EUR REASON";
		return NULL;
	}
	offer->reason = read_amount(record, state->agent, offer->kind, rest, &offer->amount, &err);
	if (!offer->reason) {
		*wrong = arena_strdup(record->arena, err.text);
		return NULL;
	}
	return offer;
}

/* ---- what customer and agent are told ---- */

static struct mail_change *customer_mail(struct record *record, struct ticket *ticket,
					 const char *template_name, const char *by)
{
	if (ticket->requester.is_suppressed) {
		record_journal(record, ticket, "muted", by, "suppressed", NULL, NULL, "template",
			       template_name, NULL);
		return NULL;
	}
	return record_mail(record, ticket, AUDIENCE_CUSTOMER, template_name,
			   ticket->answer_to ? ticket->answer_to : ticket->requester.email,
			   ticket->requester.name, by);
}

/* Where the agent wrote nothing, the template has the words; of an exception there is nothing to
 * say that the customer would understand. */
static void tell_customer(struct record *record, struct ticket *ticket, const struct offer *offer)
{
	struct mail_change *mail =
	    offer->policy ? NULL : customer_mail(record, ticket, "offer", offer->agent);

	if (!mail)
		return;
	record_pair(record, mail, "offer.kind", offer->kind);
	record_pair(record, mail, "offer.amount", amount_text(record, offer));
}

/* The agent's own words, as they were written. */
static void send_words(struct record *record, struct ticket *ticket, const struct offer *offer)
{
	size_t mailbox = conf_mailbox_by_name(record->conf, ticket->mailbox);
	struct mail_change *mail = customer_mail(record, ticket, "answer", offer->agent);

	if (!mail)
		return;
	mail->is_words = true;
	mail->attachments_of = offer->has_files ? offer->message : 0;
	mail->words = outward_words(
	    record->conf, offer->words,
	    record->conf->mailboxes[mailbox == CONF_NO_INDEX ? 0 : mailbox].address, record->arena);
	if (ticket->status == STATUS_NEW || ticket->status == STATUS_OPEN)
		record_status(record, ticket, STATUS_PENDING, offer->agent, NULL);
}

static void tell_agent(struct record *record, struct ticket *ticket, const struct offer *offer,
		       const char *by, const char *words)
{
	size_t agent = conf_agent_by_id(record->conf, offer->agent);
	size_t writer = conf_agent_by_id(record->conf, by);
	struct mail_change *mail;

	if (agent == CONF_NO_INDEX)
		return;
	mail = record_agent_mail(record, ticket, agent, "note", by);
	mail->words = words;
	if (writer != CONF_NO_INDEX)
		mail->words_by = record->conf->agents[writer].name;
}

/* ---- #offer ---- */

static void ask(struct command_state *state, struct offer *offer, size_t approver)
{
	struct record *record = state->record;
	const struct conf_agent *writer = &record->conf->agents[state->agent];
	struct mail_change *mail =
	    record_agent_mail(record, state->ticket, approver, "approval", writer->id);
	struct money most;

	mail->words = *offer->words ? offer->words : NULL;
	mail->words_by = writer->name;
	mail->has_attachments = true;
	record_pair(record, mail, "by.name", writer->name);
	record_pair(record, mail, "offer.kind", offer->kind);
	record_pair(record, mail, "offer.amount", amount_text(record, offer));
	record_pair(record, mail, "reason", *offer->reason ? offer->reason : NULL);
	record_pair(record, mail, "offer.policy", offer->policy);
	if (authority_of(record->conf, state->agent, offer->kind, &most))
		record_pair(record, mail, "offer.authority", money_text(record->arena, &most));
	record_deadline(record, state->ticket, OFFER_DEADLINE,
			record->now_us + record->conf->commands.approval_us, NULL);
}

static bool give(struct command_state *state, struct offer *offer, const char *rule,
		 const char **result)
{
	offer->state = OFFER_GIVEN;
	keep(state->record, state->ticket, offer);
	journal(state->record, state->ticket, offer, offer->agent, rule, NULL);
	if (!*offer->words)
		tell_customer(state->record, state->ticket, offer);
	*result = arena_printf(state->record->arena, "%s of %s given%s", offer->kind,
			       amount_text(state->record, offer),
			       *offer->words || offer->policy ? "" : "; the customer is told");
	return true;
}

/* Within the agent's authority it is given, else somebody is asked. */
static bool put(struct command_state *state, struct offer *offer, const char **result)
{
	struct record *record = state->record;
	const struct offer *before = state->ticket->offer;
	size_t approver;

	if (before && before->state == OFFER_PENDING) {
		*result = arena_printf(record->arena, "%s of %s still waits for its approval",
				       before->kind, amount_text(record, before));
		return false;
	}
	if (!offer->policy &&
	    authority_covers(record->conf, state->agent, offer->kind, &offer->amount))
		return give(state, offer, "authority", result);
	approver =
	    authority_approver(record, state->ticket, state->agent, offer->kind, &offer->amount);
	if (approver == CONF_NO_INDEX) {
		if (authority_is_manager(record->conf, state->ticket, state->agent))
			return give(state, offer, "manager", result);
		*result = "that is above your authority, and nobody is there to approve it";
		return false;
	}
	offer->state = OFFER_PENDING;
	offer->approver = record->conf->agents[approver].id;
	keep(record, state->ticket, offer);
	journal(record, state->ticket, offer, offer->agent, "approval", NULL);
	ask(state, offer, approver);
	state->is_draft = state->is_internal = true;
	*result = arena_printf(record->arena,
			       "%s of %s is above your authority: %s is asked, and nothing goes to "
			       "the customer before",
			       offer->kind, amount_text(record, offer),
			       record->conf->agents[approver].name);
	return true;
}

bool offer_make(struct command_state *state, const char *arguments, const char **result)
{
	struct offer *offer = read_offer(state, arguments, result);

	return offer && put(state, offer, result);
}

bool offer_exception(struct command_state *state, const char *arguments, const char **result)
{
	struct arena *arena = state->record->arena;
	struct offer *offer;
	const char *policy, *reason = arguments;

	policy = command_next_word(arena, &reason);
	if (text_starts_nocase(policy, "policy="))
		policy += strlen("policy=");
	reason += strspn(reason, " \t");
	if (text_starts_nocase(reason, "reason="))
		reason += strlen("reason=");
	if (!*policy || !*reason) {
		*result = "say which policy and why: #exception policy=returns REASON";
		return false;
	}
	offer = new_offer(state);
	offer->kind = "exception";
	offer->policy = policy;
	offer->reason = reason;
	return put(state, offer, result);
}

/* ---- the decision ---- */

/* Why this agent's word decides nothing; NULL. */
static const char *no_decision(struct command_state *state, const struct offer *offer)
{
	struct record *record = state->record;
	const char *me = record->conf->agents[state->agent].id;

	if (!offer || !offer->approver) {
		state->refused = "right";
		return "no offer of this ticket waits for an approval";
	}
	if (strcmp(offer->agent, me) == 0 ||
	    (strcmp(offer->approver, me) != 0 &&
	     !authority_is_manager(record->conf, state->ticket, state->agent))) {
		state->refused = "right";
		return "this offer is not yours to decide";
	}
	if (offer->state == OFFER_PENDING)
		return NULL;
	state->refused = offer->state == OFFER_EXPIRED ? "expired" : "replayed";
	return arena_printf(record->arena, "this offer was %s already",
			    offer_state_name(offer->state));
}

static void carry_out(struct command_state *state, const struct offer *offer, const char *said)
{
	struct record *record = state->record;
	const char *me = record->conf->agents[state->agent].id;
	bool is_approved = offer->state == OFFER_APPROVED;
	const char *words =
	    arena_printf(record->arena, "Your offer (%s, %s) was %s%s%s%s", offer->kind,
			 amount_text(record, offer), offer_state_name(offer->state),
			 offer->verdict ? ": " : ".", offer->verdict ? offer->verdict : "", said);

	tell_agent(record, state->ticket, offer, me, words);
	if (!is_approved)
		return;
	if (*offer->words)
		send_words(record, state->ticket, offer);
	else
		tell_customer(record, state->ticket, offer);
}

bool offer_decide(struct command_state *state, bool is_approved, const char *verdict,
		  const char **result)
{
	struct record *record = state->record;
	const struct offer *before = state->ticket->offer;
	struct offer *offer;

	*result = no_decision(state, before);
	if (*result)
		return false;
	offer = ARENA_NEW(record->arena, struct offer);
	*offer = *before;
	offer->state = is_approved ? OFFER_APPROVED : OFFER_DENIED;
	offer->approver = record->conf->agents[state->agent].id;
	offer->decided_us = record->now_us;
	offer->verdict = *verdict ? verdict : NULL;
	keep(record, state->ticket, offer);
	journal(record, state->ticket, offer, offer->approver, NULL,
		offer_state_name(OFFER_PENDING));
	record_deadline(record, state->ticket, OFFER_DEADLINE, TIME_NONE, NULL);
	carry_out(state, offer,
		  is_approved && (*offer->words || !offer->policy)
		      ? "\n\nThe customer is told now.\n"
		      : "\n\nNothing was sent to the customer.\n");
	state->is_internal = true;
	state->is_quiet = true;
	*result = is_approved && (*offer->words || !offer->policy)
		      ? "approved; the customer is told now"
		  : is_approved ? "approved; the agent is told"
				: "denied; the agent is told, the customer is not";
	return true;
}

void offer_expires(struct record *record, struct ticket *ticket)
{
	const struct offer *before = ticket->offer;
	struct offer *offer;

	if (!before || before->state != OFFER_PENDING)
		return;
	offer = ARENA_NEW(record->arena, struct offer);
	*offer = *before;
	offer->state = OFFER_EXPIRED;
	offer->decided_us = record->now_us;
	keep(record, ticket, offer);
	journal(record, ticket, offer, BY_CLOCK, NULL, offer_state_name(OFFER_PENDING));
	tell_agent(record, ticket, offer, BY_CLOCK,
		   arena_printf(record->arena,
				"Nobody has decided about your offer (%s, %s), so it has expired. "
				"Nothing was sent to the customer. Write #offer again to ask anew.",
				offer->kind, amount_text(record, offer)));
}

/* ---- the words of an approver ---- */

const char *offer_verdict(const char *reply, const char **rest, struct arena *arena)
{
	static const char *const yes[] = {"approve", "approved", "approves", "genehmigt",
					  "genehmige"};
	static const char *const no[] = {"deny",    "denied",   "denies",
					 "decline", "declined", "abgelehnt"};
	const char *at = reply + strspn(reply, " \t\n#");
	size_t len = strcspn(at, " \t\n.,:;!");
	const char *word = arena_strndup(arena, at, len);

	*rest = at + len;
	*rest += strspn(*rest, " \t\n.,:;!");
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		if (text_equal_nocase(word, yes[i]))
			return "approve";
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		if (text_equal_nocase(word, no[i]))
			return "deny";
	return NULL;
}
