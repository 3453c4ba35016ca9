#include "desk/authority.h"

#include "base/text.h"

/* The amount that stands for the kind; false where none does. Values were checked with the conf. */
static bool amount_in(const struct conf_pairs *pairs, const char *kind, struct money *amount)
{
	for (size_t i = 0; i < pairs->count; i++)
		if (text_equal_nocase(pairs->items[i].name, kind))
			return money_parse(pairs->items[i].value, NULL, amount, NULL) == 0;
	return false;
}

bool authority_of(const struct conf *conf, size_t agent, const char *kind, struct money *most)
{
	bool is_found = amount_in(&conf->agents[agent].limits, kind, most);
	struct money amount;

	if (is_found)
		return true;
	for (size_t tier = 0; tier < conf->tier_count; tier++) {
		if (!tier_has(conf, tier, agent) ||
		    !amount_in(&conf->tiers[tier].authority, kind, &amount))
			continue;
		if (!is_found ||
		    (money_is_same_currency(&amount, most) && amount.minor > most->minor))
			*most = amount;
		is_found = true;
	}
	return is_found;
}

bool authority_covers(const struct conf *conf, size_t agent, const char *kind,
		      const struct money *amount)
{
	struct money most;

	return authority_of(conf, agent, kind, &most) && money_is_same_currency(&most, amount) &&
	       amount->minor <= most.minor;
}

/* The highest tier that the agent is of, else the ticket's; CONF_NO_INDEX: below all. */
static size_t highest_tier(const struct conf *conf, const struct ticket *ticket, size_t agent)
{
	for (size_t tier = conf->tier_count; tier--;)
		if (tier_has(conf, tier, agent))
			return tier;
	return tier_of(conf, ticket);
}

static bool may_approve(const struct conf *conf, size_t tier, const char *kind,
			const struct money *amount)
{
	struct money most;

	return !amount_in(&conf->tiers[tier].authority, kind, &most) ||
	       (money_is_same_currency(&most, amount) && amount->minor <= most.minor);
}

static size_t manager_of(const struct conf *conf, const struct ticket *ticket)
{
	size_t team = conf_team_by_name(conf, ticket->team);

	return team == CONF_NO_INDEX ? CONF_NO_INDEX : conf->teams[team].manager;
}

size_t authority_approver(const struct record *record, const struct ticket *ticket, size_t agent,
			  const char *kind, const struct money *amount)
{
	const struct conf *conf = record->conf;
	size_t tier = conf->tier_count ? highest_tier(conf, ticket, agent) + 1 : 0, found;

	for (; tier < conf->tier_count; tier++) {
		if (!may_approve(conf, tier, kind, amount))
			continue;
		found = tier_choose(record, ticket, tier, conf->agents[agent].id);
		if (found != CONF_NO_INDEX)
			return found;
	}
	found = manager_of(conf, ticket);
	return found == agent ? CONF_NO_INDEX : found;
}

bool authority_is_manager(const struct conf *conf, const struct ticket *ticket, size_t agent)
{
	return manager_of(conf, ticket) == agent;
}
