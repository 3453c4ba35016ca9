/* #escalate #accept #decline #return #tiers: a ticket goes up the ladder, and down. */
#include <string.h>

#include "base/text.h"
#include "desk/brief.h"
#include "desk/case_facts.h"
#include "desk/command.h"
#include "desk/ladder.h"

static const char *me(const struct command_state *state)
{
	return state->record->conf->agents[state->agent].id;
}

/* What stands beside these commands is for colleagues, unless the mail says #public. */
static const char *own_words(struct command_state *state)
{
	state->is_for_colleagues = true;
	return state->text;
}

static const char *one_line(struct command_state *state, const char *text)
{
	return text_clean_dup(state->record->arena, text, strlen(text), TEXT_LINE);
}

/* The reason behind the word, else the text of the mail. */
static const char *reason_of(struct command_state *state, const char *arguments, const char *words)
{
	return one_line(state, *arguments && *words
				   ? arena_printf(state->record->arena, "%s %s", arguments, words)
			       : *arguments ? arguments
					    : words);
}

/* Takes `to=TIER` from the front. False with the reason where there is no such tier. */
static bool take_tier(struct command_state *state, const char **arguments, size_t *tier,
		      const char **result)
{
	const struct conf *conf = state->record->conf;
	const char *rest = *arguments, *name;

	*tier = CONF_NO_INDEX;
	if (!text_starts_nocase(rest, "to=") && !text_starts_nocase(rest, "tier="))
		return true;
	rest = strchr(rest, '=') + 1;
	for (size_t i = 0; i < conf->tier_count; i++) { /* names may hold blanks */
		size_t len = strlen(conf->tiers[i].name);

		if (text_starts_nocase(rest, conf->tiers[i].name) &&
		    (!rest[len] || rest[len] == ' ')) {
			*tier = i;
			*arguments = rest + len + strspn(rest + len, " ");
			return true;
		}
	}
	name = command_next_word(state->record->arena, &rest);
	*result = arena_printf(state->record->arena,
			       "there is no tier \"%.60s\"; #tiers shows them", name);
	return false;
}

static bool has_tiers(const struct command_state *state, const char **result)
{
	if (state->record->conf->tier_count)
		return true;
	*result = "this desk has no tiers";
	return false;
}

/* The facts come back as a form; who escalates keeps the ticket, and its clocks go on. */
static void send_form(struct command_state *state, const struct conf_strings *missing)
{
	struct record *record = state->record;
	struct conf_strings required =
	    case_facts_required(record->conf, state->ticket, record->arena);
	struct mail_change *mail =
	    record_agent_mail(record, state->ticket, state->agent, "form", BY_INTAKE);
	const char *names = "";

	for (size_t i = 0; i < missing->count; i++)
		names =
		    arena_printf(record->arena, "%s%s%s", names, i ? ", " : "", missing->items[i]);
	mail->is_answer = true;
	record_pair(record, mail, "reason", names);
	for (size_t i = 0; i < required.count; i++) {
		const char *value = ticket_field(state->ticket, required.items[i]);

		record_line(record, mail, required.items[i], value ? value : "");
	}
}

/* What was asked for waits until the facts are there. */
static void wait_for_facts(struct command_state *state, size_t tier, const char *reason)
{
	struct record *record = state->record;

	record_field(record, state->ticket, "form.reason", *reason ? reason : NULL);
	record_field(record, state->ticket, "form.tier",
		     tier == CONF_NO_INDEX ? NULL : record->conf->tiers[tier].name);
	state->is_waiting = true;
	if (*state->words) {
		state->is_internal = true;
		state->is_draft = true;
	}
}

/* The facts in the mail, and in what it quotes of a form that was filled in there. */
static void read_facts(struct command_state *state, const char *words)
{
	struct record *record = state->record;
	struct conf_strings names = case_facts_names(record->conf, state->ticket, record->arena);
	struct case_facts facts = case_facts_read(words, &names, record->arena), quoted;

	state->words = facts.rest;
	if (state->is_form) {
		quoted = case_facts_read(record->event->message->quoted, &names, record->arena);
		case_facts_keep(record, state->ticket, &quoted);
	}
	case_facts_keep(record, state->ticket, &facts);
}

static bool may_escalate(struct command_state *state, size_t tier, const char **result)
{
	const struct conf *conf = state->record->conf;

	if (!ticket_status_is_live(state->ticket->status))
		*result = "the ticket is over; #open it first";
	else if (tier != CONF_NO_INDEX && tier <= tier_of(conf, state->ticket))
		*result =
		    arena_printf(state->record->arena,
				 "the ticket is in tier %s; #return gives it back to a lower one",
				 conf->tiers[tier_of(conf, state->ticket)].name);
	else if (tier == CONF_NO_INDEX && handoff_is_open(state->ticket))
		*result = arena_printf(state->record->arena,
				       "the ticket is on its way already: tier %s is asked",
				       state->ticket->tier);
	else
		return true;
	return false;
}

bool command_escalate(struct command_state *state, const char *word, const char *arguments,
		      const char **result)
{
	struct record *record = state->record;
	struct move move = {.by = me(state)};
	struct conf_strings missing;
	const char *reason;
	size_t tier;

	(void)word;
	if (!has_tiers(state, result) || !take_tier(state, &arguments, &tier, result))
		return false;
	if (state->is_form && tier == CONF_NO_INDEX)
		tier = tier_find(record->conf, ticket_field(state->ticket, "form.tier"));
	if (!may_escalate(state, tier, result))
		return false;
	read_facts(state, own_words(state));
	reason = reason_of(state, arguments, state->is_public ? "" : state->words);
	if (state->is_form && !*arguments && ticket_field(state->ticket, "form.reason"))
		reason = ticket_field(state->ticket, "form.reason");
	missing = case_facts_missing(record->conf, state->ticket, record->arena);
	if (missing.count) {
		wait_for_facts(state, tier, reason);
		send_form(state, &missing);
		*result = "facts are missing: fill in the form that comes to you by mail";
		return true;
	}
	record_field(record, state->ticket, "form.reason", NULL);
	record_field(record, state->ticket, "form.tier", NULL);
	move.reason = *reason ? reason : NULL;
	if (tier == CONF_NO_INDEX)
		tier =
		    tier_above(record->conf, state->ticket, tier_of(record->conf, state->ticket));
	handoff_begin(record, state->ticket, tier, &move);
	*result = arena_printf(record->arena,
			       "goes to tier %s; it is yours until somebody there "
			       "accepts it",
			       state->ticket->tier);
	return true;
}

/* Is this agent asked to take the ticket? */
static bool is_asked(struct command_state *state, const char **result)
{
	const struct conf *conf = state->record->conf;
	size_t person = handoff_person(conf, state->ticket);

	if (handoff_concerns(conf, state->ticket, state->agent) &&
	    ticket_status_is_live(state->ticket->status))
		return true;
	if (!handoff_is_open(state->ticket) || person == CONF_NO_INDEX)
		*result = "nobody is asked to take this ticket; #take makes it yours";
	else
		*result = arena_printf(state->record->arena,
				       "%s is asked to take this ticket now, and not you",
				       conf->agents[person].name);
	return false;
}

bool command_accept(struct command_state *state, const char *word, const char *arguments,
		    const char **result)
{
	(void)word;
	if (*arguments) {
		*result = "#accept takes nothing behind it";
		return false;
	}
	if (!is_asked(state, result))
		return false;
	handoff_accept(state->record, state->ticket, state->agent,
		       *state->text && !state->is_internal);
	*result = "yours";
	return true;
}

bool command_decline(struct command_state *state, const char *word, const char *arguments,
		     const char **result)
{
	const char *reason = reason_of(state, arguments, own_words(state));

	(void)word;
	if (!is_asked(state, result))
		return false;
	if (!*reason) {
		*result = "say why: #decline REASON";
		return false;
	}
	state->is_quiet = true; /* the next one who is asked gets the words */
	handoff_decline(state->record, state->ticket, state->agent, reason);
	*result = "somebody else is asked";
	return true;
}

static void tell_returned(struct command_state *state, size_t owner, const char *reason)
{
	const struct conf_agent *giver = &state->record->conf->agents[state->agent];
	struct mail_change *mail =
	    record_agent_mail(state->record, state->ticket, owner, "assigned", giver->id);

	record_pair(state->record, mail, "by.name", giver->name);
	mail->words = *reason ? reason : NULL;
	mail->words_by = giver->name;
	mail->is_words = *reason != '\0';
}

bool command_return(struct command_state *state, const char *word, const char *arguments,
		    const char **result)
{
	struct record *record = state->record;
	size_t tier, now = tier_of(record->conf, state->ticket), owner;
	const char *reason;

	(void)word;
	if (!has_tiers(state, result) || !take_tier(state, &arguments, &tier, result))
		return false;
	reason = reason_of(state, arguments, own_words(state));
	if (handoff_is_open(state->ticket) &&
	    handoff_person(record->conf, state->ticket) == state->agent) {
		*result = "you have not accepted it: #decline REASON";
		return false;
	}
	if (tier == CONF_NO_INDEX && now)
		tier = now - 1;
	if (tier == CONF_NO_INDEX || tier >= now) {
		*result = "there is no lower tier to return it to";
		return false;
	}
	state->is_quiet = true;
	owner = handoff_return(record, state->ticket, tier, state->agent, reason);
	if (owner == CONF_NO_INDEX) {
		*result = "nobody of that tier is there; #assign gives it to somebody";
		return false;
	}
	if (owner != state->agent)
		tell_returned(state, owner, reason);
	*result = arena_printf(record->arena, "back in tier %s, with %s", state->ticket->tier,
			       record->conf->agents[owner].name);
	return true;
}
