#include "desk/assign.h"

#include <string.h>

#include "base/text.h"

static const struct agent_load *load_of(const struct facts *facts, const char *agent)
{
	for (size_t i = 0; i < facts->load_count; i++)
		if (strcmp(facts->loads[i].agent, agent) == 0)
			return &facts->loads[i];
	return NULL;
}

size_t assign_least_loaded(const struct conf *conf, const struct facts *facts,
			   const struct conf_indexes *agents, int64_t now_us)
{
	static const struct agent_load idle = {.assigned_us = TIME_NONE,
					       .away_until_us = TIME_NONE};
	const struct agent_load *best_load = NULL;
	size_t best = CONF_NO_INDEX;

	for (size_t i = 0; i < agents->count; i++) {
		const struct agent_load *load = load_of(facts, conf->agents[agents->items[i]].id);

		if (!load)
			load = &idle;
		if (load->away_until_us > now_us)
			continue;
		if (best_load && (load->live_tickets > best_load->live_tickets ||
				  (load->live_tickets == best_load->live_tickets &&
				   load->assigned_us >= best_load->assigned_us)))
			continue;
		best = agents->items[i];
		best_load = load;
	}
	return best;
}

size_t assign_choose(const struct conf *conf, const struct facts *facts, size_t team,
		     int64_t now_us, const char **rule)
{
	const struct conf_indexes agents = {.items = conf->teams[team].agents,
					    .count = conf->teams[team].agent_count};
	size_t best = assign_least_loaded(conf, facts, &agents, now_us);

	*rule = best == CONF_NO_INDEX ? "manager" : "load";
	return best == CONF_NO_INDEX ? conf->teams[team].manager : best;
}

size_t assign_find_agent(const struct conf *conf, const char *who)
{
	size_t found = conf_agent_by_id(conf, who);

	if (found == CONF_NO_INDEX && strchr(who, '@'))
		found = conf_agent_by_address(conf, who);
	for (size_t i = 0; found == CONF_NO_INDEX && i < conf->agent_count; i++) {
		if (!text_equal_nocase(conf->agents[i].name, who) &&
		    !(text_starts_nocase(conf->agents[i].name, who) &&
		      conf->agents[i].name[strlen(who)] == ' '))
			continue;
		for (size_t j = i + 1; j < conf->agent_count; j++)
			if (text_equal_nocase(conf->agents[j].name, who) ||
			    (text_starts_nocase(conf->agents[j].name, who) &&
			     conf->agents[j].name[strlen(who)] == ' '))
				return CONF_NO_INDEX;
		found = i;
	}
	return found;
}
