#include "desk/tier.h"

#include <string.h>

#include "base/text.h"
#include "desk/assign.h"
#include "desk/calendar.h"
#include "desk/category.h"

size_t tier_find(const struct conf *conf, const char *name)
{
	for (size_t i = 0; name && i < conf->tier_count; i++)
		if (text_equal_nocase(conf->tiers[i].name, name))
			return i;
	return CONF_NO_INDEX;
}

size_t tier_of(const struct conf *conf, const struct ticket *ticket)
{
	size_t tier = tier_find(conf, ticket->tier);

	return tier == CONF_NO_INDEX ? 0 : tier;
}

/* A tier without categories takes all. */
static bool takes(const struct conf_tier *tier, const char *category)
{
	for (size_t i = 0; i < tier->categories.count; i++)
		if (category_fits(tier->categories.items[i], category))
			return true;
	return !tier->categories.count;
}

size_t tier_above(const struct conf *conf, const struct ticket *ticket, size_t tier)
{
	for (size_t i = tier + 1; i < conf->tier_count; i++)
		if (takes(&conf->tiers[i], ticket->category))
			return i;
	return CONF_NO_INDEX;
}

size_t tier_after_silence(const struct conf *conf, const struct ticket *ticket, size_t tier)
{
	const char *next = conf->tiers[tier].next;

	/* "manager" and "admin" are no tiers: the ladder ends there. */
	return next ? tier_find(conf, next) : tier_above(conf, ticket, tier);
}

struct conf_indexes tier_people(const struct conf *conf, size_t tier)
{
	const struct conf_tier *conf_tier = &conf->tiers[tier];
	const struct conf_team *team;

	if (conf_tier->members.count || conf_tier->team == CONF_NO_INDEX)
		return conf_tier->members;
	team = &conf->teams[conf_tier->team];
	if (!team->agent_count && team->manager != CONF_NO_INDEX)
		return (struct conf_indexes){.items = &conf->teams[conf_tier->team].manager,
					     .count = 1};
	return (struct conf_indexes){.items = team->agents, .count = team->agent_count};
}

bool tier_has(const struct conf *conf, size_t tier, size_t agent)
{
	struct conf_indexes people = tier_people(conf, tier);

	for (size_t i = 0; i < people.count; i++)
		if (people.items[i] == agent)
			return true;
	return false;
}

size_t tier_choose(const struct record *record, const struct ticket *ticket, size_t tier,
		   const char *asked)
{
	struct conf_indexes people = tier_people(record->conf, tier), left = {0};

	left.items = arena_array(record->arena, people.count + 1, sizeof *left.items);
	for (size_t i = 0; i < people.count; i++) {
		const char *id = record->conf->agents[people.items[i]].id;

		if (!id_list_has(asked, id) && !(ticket->owner && !strcmp(ticket->owner, id)))
			left.items[left.count++] = people.items[i];
	}
	return assign_least_loaded(record->conf, record->facts, &left, record->now_us);
}

int64_t tier_accept_due(const struct record *record, size_t tier)
{
	const struct conf_tier *conf_tier = &record->conf->tiers[tier];
	int64_t due_us;

	if (!conf_tier->accept_within_us)
		return TIME_NONE;
	due_us = calendar_add(calendar_at(record->conf, conf_tier->calendar), record->now_us,
			      conf_tier->accept_within_us);
	/* Hours that never come again must not hold a ticket for ever. */
	return due_us == TIME_NONE ? record->now_us + conf_tier->accept_within_us : due_us;
}

bool id_list_has(const char *list, const char *id)
{
	size_t len = strlen(id);

	for (const char *at = list ? list : ""; *at; at += strcspn(at, ","), at += *at == ',')
		if (strcspn(at, ",") == len && strncmp(at, id, len) == 0)
			return true;
	return false;
}

const char *id_list_add(struct arena *arena, const char *list, const char *id)
{
	return list && *list ? arena_printf(arena, "%s,%s", list, id) : id;
}
