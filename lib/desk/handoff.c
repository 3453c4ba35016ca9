#include "desk/handoff.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "desk/brief.h"
#include "desk/overseer.h"

/* At the top nobody is left to pass it on to: they are reminded until somebody takes it. */
static const int64_t remind_us = DAY_US;

bool handoff_is_open(const struct ticket *ticket)
{
	return ticket_field(ticket, "handoff.due") != NULL;
}

size_t handoff_person(const struct conf *conf, const struct ticket *ticket)
{
	const char *id = ticket_field(ticket, "handoff.to");

	return id ? conf_agent_by_id(conf, id) : CONF_NO_INDEX;
}

bool handoff_concerns(const struct conf *conf, const struct ticket *ticket, size_t agent)
{
	return handoff_is_open(ticket) &&
	       id_list_has(ticket_field(ticket, "handoff.asked"), conf->agents[agent].id);
}

int64_t handoff_due(const struct ticket *ticket)
{
	const char *due = ticket_field(ticket, "handoff.due");

	return due && *due ? strtoll(due, NULL, 10) : TIME_NONE;
}

static void set_due(struct record *record, struct ticket *ticket, int64_t due_us)
{
	record_field(record, ticket, "handoff.due",
		     due_us == TIME_NONE ? "" : arena_printf(record->arena, "%" PRId64, due_us));
	record_deadline(record, ticket, HANDOFF_DEADLINE, due_us, NULL);
}

static void close_handoff(struct record *record, struct ticket *ticket)
{
	static const char *const names[] = {"handoff.asked", "handoff.by",     "handoff.due",
					    "handoff.owner", "handoff.reason", "handoff.rule",
					    "handoff.to",    "handoff.top",    "handoff.why"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		record_field(record, ticket, names[i], NULL);
	record_deadline(record, ticket, HANDOFF_DEADLINE, TIME_NONE, NULL);
}

/* Why those before did not take it, for who is asked next. */
static void add_why(struct record *record, struct ticket *ticket, const char *words)
{
	const char *before = ticket_field(ticket, "handoff.why");

	record_field(record, ticket, "handoff.why",
		     before ? arena_printf(record->arena, "%s; %s", before, words) : words);
}

static void ask(struct record *record, struct ticket *ticket, size_t agent, int64_t due_us,
		const struct move *move)
{
	const char *id = record->conf->agents[agent].id;
	const char *before = ticket_field(ticket, "handoff.to");

	record_journal(record, ticket, "handoff", move->by, move->rule ? move->rule : "asked",
		       before, id, "tier", ticket->tier, NULL);
	record_field(record, ticket, "handoff.to", id);
	record_field(record, ticket, "handoff.asked",
		     id_list_add(record->arena, ticket_field(ticket, "handoff.asked"), id));
	set_due(record, ticket, due_us);
	brief_send(record, ticket, agent, due_us);
}

/* The manager of the ticket's team. */
static size_t manager_of(const struct record *record, const struct ticket *ticket)
{
	size_t team = conf_team_by_name(record->conf, ticket->team);

	return team == CONF_NO_INDEX ? CONF_NO_INDEX : record->conf->teams[team].manager;
}

static void tell_admin(struct record *record, struct ticket *ticket, const char *by)
{
	const char *why = ticket_field(ticket, "handoff.why");
	const char *text = arena_printf(record->arena,
					"Nobody has taken over this ticket%s%s. It has reached the "
					"end of the ladder. Give it to somebody with #assign.",
					why ? ": " : "", why ? why : "");

	record_admin_mail(record, ticket, "alert", "An escalated ticket has nobody who takes it",
			  text, by);
}

/* The end of the ladder: the manager is asked, the admin is told, and both again each day. */
static void go_to_top(struct record *record, struct ticket *ticket, const struct move *move)
{
	size_t manager = manager_of(record, ticket);
	struct move top = {.by = move->by, .rule = "top"};

	record_field(record, ticket, "handoff.top", "1");
	if (manager != CONF_NO_INDEX &&
	    !(ticket->owner && !strcmp(ticket->owner, record->conf->agents[manager].id))) {
		ask(record, ticket, manager, record->now_us + remind_us, &top);
	} else {
		record_journal(record, ticket, "handoff", move->by, "top",
			       ticket_field(ticket, "handoff.to"), NULL, "tier", ticket->tier,
			       NULL);
		record_field(record, ticket, "handoff.to", NULL);
		set_due(record, ticket, record->now_us + remind_us);
	}
	tell_admin(record, ticket, move->by);
}

/* One row of the journal for each move. */
static void set_tier(struct record *record, struct ticket *ticket, size_t tier,
		     const struct move *move)
{
	const char *to = record->conf->tiers[tier].name;

	if (ticket->tier && strcmp(ticket->tier, to) == 0)
		return;
	record_journal(record, ticket, "tier", move->by, move->rule, ticket->tier, to, "cause",
		       move->cause, "reason", move->reason, NULL);
	ticket->tier = to;
	record_field(record, ticket, "handoff.asked", NULL);
}

/* From that tier on upwards until somebody is there to be asked. */
static void climb(struct record *record, struct ticket *ticket, size_t tier,
		  const struct move *move)
{
	struct move empty = {.by = move->by, .rule = "away"};
	struct move asked = {.by = move->by};

	for (; tier != CONF_NO_INDEX; move = &empty) {
		size_t agent;

		set_tier(record, ticket, tier, move);
		agent = tier_choose(record, ticket, tier, ticket_field(ticket, "handoff.asked"));
		if (agent != CONF_NO_INDEX) {
			ask(record, ticket, agent, tier_accept_due(record, tier), &asked);
			return;
		}
		tier = tier_after_silence(record->conf, ticket, tier);
	}
	go_to_top(record, ticket, move);
}

void handoff_begin(struct record *record, struct ticket *ticket, size_t tier,
		   const struct move *move)
{
	size_t from = tier_of(record->conf, ticket);

	if (ticket->owner)
		record_field(
		    record, ticket,
		    arena_printf(record->arena, "owner.%s", record->conf->tiers[from].name),
		    ticket->owner);
	record_field(record, ticket, "handoff.asked", NULL);
	record_field(record, ticket, "handoff.to", NULL);
	record_field(record, ticket, "handoff.owner", ticket->owner);
	record_field(record, ticket, "handoff.by", move->by);
	record_field(record, ticket, "handoff.rule", move->rule);
	record_field(record, ticket, "handoff.reason", move->reason);
	overseer_begin(record, ticket, move->by);
	climb(record, ticket, tier, move);
}

/* The next of the tier, else the next tier. */
static void go_on(struct record *record, struct ticket *ticket, const struct move *move)
{
	size_t tier = tier_of(record->conf, ticket), agent;

	agent = tier_choose(record, ticket, tier, ticket_field(ticket, "handoff.asked"));
	if (agent != CONF_NO_INDEX)
		ask(record, ticket, agent, tier_accept_due(record, tier), move);
	else if ((tier = tier_after_silence(record->conf, ticket, tier)) != CONF_NO_INDEX)
		climb(record, ticket, tier, move);
	else
		go_to_top(record, ticket, move);
}

void handoff_accept(struct record *record, struct ticket *ticket, size_t agent, bool has_answer)
{
	const char *me = record->conf->agents[agent].id, *former = ticket->owner;

	record_journal(record, ticket, "handoff", me, "accepted", NULL, me, "tier", ticket->tier,
		       NULL);
	close_handoff(record, ticket);
	record_owner(record, ticket, me, me, "accepted");
	if (ticket->status == STATUS_NEW)
		record_status(record, ticket, STATUS_OPEN, me, NULL);
	overseer_check(record, ticket, me);
	brief_tell_customer(record, ticket, agent, me, has_answer);
	brief_tell_former(record, ticket, former, agent);
}

void handoff_decline(struct record *record, struct ticket *ticket, size_t agent, const char *reason)
{
	const struct conf_agent *person = &record->conf->agents[agent];
	struct move move = {.by = person->id, .rule = "declined", .reason = reason};
	bool is_top = ticket_field(ticket, "handoff.top") != NULL;

	add_why(record, ticket,
		arena_printf(record->arena, "%s declined: %s", person->name, reason));
	record_journal(record, ticket, "handoff", person->id, "declined", person->id, NULL,
		       "reason", reason, "tier", ticket->tier, NULL);
	if (handoff_person(record->conf, ticket) != agent)
		return; /* it has gone on already */
	if (is_top) {
		record_field(record, ticket, "handoff.to", NULL);
		tell_admin(record, ticket, person->id);
		return;
	}
	go_on(record, ticket, &move);
}

size_t handoff_return(struct record *record, struct ticket *ticket, size_t tier, size_t agent,
		      const char *reason)
{
	const struct conf *conf = record->conf;
	const char *me = conf->agents[agent].id;
	const char *former =
	    ticket_field(ticket, arena_printf(record->arena, "owner.%s", conf->tiers[tier].name));
	size_t owner = former ? conf_agent_by_id(conf, former) : CONF_NO_INDEX;
	struct move move = {.by = me, .rule = "returned", .reason = reason};

	bool is_mine = ticket->owner && strcmp(ticket->owner, me) == 0;
	size_t asked = handoff_person(conf, ticket);

	if (owner == agent && is_mine) { /* taken back before somebody accepted it */
		close_handoff(record, ticket);
		set_tier(record, ticket, tier, &move);
		brief_tell_withdrawn(record, ticket, asked, agent);
		return owner;
	}
	if (owner == CONF_NO_INDEX || owner == agent)
		owner = tier_choose(record, ticket, tier, NULL);
	if (owner == CONF_NO_INDEX)
		return owner;
	close_handoff(record, ticket);
	set_tier(record, ticket, tier, &move);
	record_owner(record, ticket, conf->agents[owner].id, me, "returned");
	overseer_check(record, ticket, me);
	brief_tell_withdrawn(record, ticket, asked, agent);
	brief_tell_customer(record, ticket, owner, me, false);
	return owner;
}

/* Somebody has the ticket who had it not when the hand-off began: by #take, by #assign. */
static bool is_taken(const struct ticket *ticket)
{
	const char *before = ticket_field(ticket, "handoff.owner");

	return ticket->owner && (!before || strcmp(before, ticket->owner) != 0);
}

void handoff_is_silent(struct record *record, struct ticket *ticket)
{
	size_t person = handoff_person(record->conf, ticket);
	struct move move = {.by = BY_CLOCK, .rule = "silence"};

	if (!handoff_is_open(ticket))
		return;
	if (!ticket_status_is_live(ticket->status) || is_taken(ticket)) {
		record_journal(record, ticket, "handoff", BY_CLOCK, "taken", NULL, ticket->owner,
			       "tier", ticket->tier, NULL);
		close_handoff(record, ticket);
		return;
	}
	if (ticket_field(ticket, "handoff.top")) {
		record_field(record, ticket, "handoff.to", NULL);
		go_to_top(record, ticket, &move);
		return;
	}
	if (person != CONF_NO_INDEX)
		add_why(record, ticket,
			arena_printf(record->arena, "%s was silent",
				     record->conf->agents[person].name));
	go_on(record, ticket, &move);
}
