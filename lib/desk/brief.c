#include "desk/brief.h"

#include <string.h>

#include "base/text.h"
#include "desk/case_facts.h"
#include "desk/clock.h"
#include "desk/courtesy.h"
#include "desk/handoff.h"
#include "desk/moment.h"
#include "desk/overseer.h"
#include "desk/promise.h"

static const char *person_name(const struct record *record, const char *by)
{
	size_t agent = conf_agent_by_id(record->conf, by);

	if (agent != CONF_NO_INDEX)
		return record->conf->agents[agent].name;
	return strcmp(by, BY_CUSTOMER) == 0 ? "the customer" : NULL;
}

static void add_tier(struct record *record, struct mail_change *mail, const struct ticket *ticket)
{
	const struct conf_tier *tier = &record->conf->tiers[tier_of(record->conf, ticket)];

	record_pair(record, mail, "tier.name", tier->name);
	record_pair(record, mail, "tier.procedure", tier->procedure);
}

/* Those that have a place of their own in the brief are left out. */
static void add_facts(struct record *record, struct mail_change *mail, const struct ticket *ticket)
{
	static const char *const places[] = {"summary", "tried", "wants", "asked", "proposed"};
	struct conf_strings names = case_facts_names(record->conf, ticket, record->arena);

	for (size_t i = 0; i < names.count; i++) {
		const char *value = ticket_field(ticket, names.items[i]);
		bool has_place = false;

		for (size_t j = 0; value && j < sizeof places / sizeof *places; j++)
			if (text_equal_nocase(names.items[i], places[j])) {
				record_pair(record, mail,
					    arena_printf(record->arena, "brief.%s", places[j]),
					    value);
				has_place = true;
			}
		if (!has_place && value)
			record_line(record, mail, names.items[i], value);
	}
}

/* The clocks that run, and those that were missed. */
static void add_clocks(struct record *record, struct mail_change *mail, const struct ticket *ticket,
		       size_t agent)
{
	static const char *const keys[] = {"brief.first", "brief.update", "brief.resolve"};

	for (int name = 0; name < CLOCK_COUNT; name++) {
		int64_t due_us = clock_due(record->conf, ticket, (enum clock_name)name);

		if (due_us != TIME_NONE)
			record_pair(record, mail, keys[name],
				    moment_for_agent(record->conf, agent, due_us, record->arena));
	}
	record_pair(record, mail, "brief.breached",
		    clock_breached(record->conf, ticket, record->arena));
}

void brief_send(struct record *record, struct ticket *ticket, size_t agent, int64_t due_us)
{
	const char *by = ticket_field(ticket, "handoff.by");
	struct mail_change *mail = record_agent_mail(record, ticket, agent, "brief", BY_INTAKE);

	add_tier(record, mail, ticket);
	add_facts(record, mail, ticket);
	add_clocks(record, mail, ticket, agent);
	record_pair(record, mail, "brief.by", by ? person_name(record, by) : NULL);
	record_pair(record, mail, "brief.rule", ticket_field(ticket, "handoff.rule"));
	record_pair(record, mail, "reason", ticket_field(ticket, "handoff.reason"));
	record_pair(record, mail, "brief.why", ticket_field(ticket, "handoff.why"));
	if (due_us != TIME_NONE)
		record_pair(record, mail, "promise",
			    moment_for_agent(record->conf, agent, due_us, record->arena));
}

/* A person has done this, so the limits of automatic mail do not hold it; what is known of the
 * address does. */
static struct mail_change *customer_mail(struct record *record, struct ticket *ticket,
					 const char *template_name, const char *by)
{
	const char *because = ticket_field(ticket, COURTESY_MUTED);
	struct mail_change *mail;

	if (!because && ticket->requester.is_suppressed)
		because = "suppressed";
	if (because) {
		record_journal(record, ticket, "muted", by, because, NULL, NULL, "template",
			       template_name, NULL);
		return NULL;
	}
	mail = record_mail(record, ticket, AUDIENCE_CUSTOMER, template_name,
			   ticket->answer_to ? ticket->answer_to : ticket->requester.email,
			   ticket->requester.name, by);
	mail->has_own_subject = ticket_field(ticket, COURTESY_UNPROVEN) != NULL;
	add_tier(record, mail, ticket);
	return mail;
}

/* The time that the customer is told is a promise. */
static void add_promise(struct record *record, struct mail_change *mail, struct ticket *ticket,
			int64_t due_us, const char *by)
{
	if (due_us == TIME_NONE)
		return;
	record_pair(record, mail, "promise",
		    moment_for_customer(record->conf, ticket, due_us, record->arena));
	record_promise(record, ticket, PROMISE_HANDOFF, due_us, by);
}

/* By when the new owner writes: the clock that is due next, else the tier's own time. */
static int64_t answer_due(const struct record *record, const struct ticket *ticket)
{
	int64_t first_us = clock_due(record->conf, ticket, CLOCK_FIRST);
	int64_t update_us = clock_due(record->conf, ticket, CLOCK_UPDATE);
	int64_t due_us = first_us == TIME_NONE                            ? update_us
			 : update_us == TIME_NONE || first_us < update_us ? first_us
									  : update_us;

	if (due_us != TIME_NONE && due_us > record->now_us)
		return due_us;
	return tier_accept_due(record, tier_of(record->conf, ticket));
}

void brief_tell_customer(struct record *record, struct ticket *ticket, size_t agent, const char *by,
			 bool has_answer)
{
	struct mail_change *mail = customer_mail(record, ticket, "handoff", by);

	if (!mail)
		return;
	record_pair(record, mail, "handoff.name", record->conf->agents[agent].name);
	if (!has_answer)
		add_promise(record, mail, ticket, answer_due(record, ticket), by);
}

void brief_tell_escalated(struct record *record, struct ticket *ticket, int64_t due_us)
{
	struct mail_change *mail = courtesy_mail(record, ticket, "escalated", BY_CUSTOMER);
	size_t overseer = overseer_of(record->conf, ticket);

	if (!mail)
		return;
	add_tier(record, mail, ticket);
	mail->is_answer = true;
	if (overseer != CONF_NO_INDEX)
		record_pair(record, mail, "handoff.name", record->conf->agents[overseer].name);
	add_promise(record, mail, ticket, due_us, BY_CUSTOMER);
}

void brief_tell_former(struct record *record, struct ticket *ticket, const char *former,
		       size_t agent)
{
	size_t owner = former ? conf_agent_by_id(record->conf, former) : CONF_NO_INDEX;
	const struct conf_agent *person = &record->conf->agents[agent];
	struct mail_change *mail;

	if (owner == CONF_NO_INDEX || owner == agent)
		return;
	mail = record_agent_mail(record, ticket, owner, "note", person->id);
	mail->words = arena_printf(record->arena, "%s has taken over this ticket (tier %s).",
				   person->name, ticket->tier);
	mail->words_by = person->name;
}

void brief_tell_withdrawn(struct record *record, struct ticket *ticket, size_t asked, size_t agent)
{
	const struct conf_agent *person = &record->conf->agents[agent];
	struct mail_change *mail;

	if (asked == CONF_NO_INDEX || asked == agent)
		return;
	mail = record_agent_mail(record, ticket, asked, "note", person->id);
	mail->words = arena_printf(record->arena,
				   "%s has taken this ticket back (tier %s): you are not asked to "
				   "take it over any more.",
				   person->name, ticket->tier);
	mail->words_by = person->name;
}
