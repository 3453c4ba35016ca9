/* The ladder must lead somewhere: somebody on each tier, a time for each hand-off, a way up. */
#include <string.h>

#include "base/text.h"
#include "conf/check.h"

static void check_members(struct reader *reader, size_t tier)
{
	const struct conf *conf = reader->conf;
	const struct conf_tier *one = &conf->tiers[tier];
	struct found members = reader_place(reader, "tiers", tier, "members");
	struct found team = reader_place(reader, "tiers", tier, "team");

	if (one->members.count)
		return;
	if (one->team == CONF_NO_INDEX)
		reader_fault(reader, &members, "nobody is in this tier; name members, or a team");
	else if (!conf->teams[one->team].agent_count &&
		 conf->teams[one->team].manager == CONF_NO_INDEX)
		reader_fault(reader, &team,
			     "nobody is in this tier: its team has no agents; name members");
}

/* Scenarios may leave silence out: without a time a hand-off waits for ever. */
static void check_target(struct reader *reader, size_t tier)
{
	struct found found = reader_place(reader, "tiers", tier, "accept_within");

	if (!reader->conf->tiers[tier].accept_within_us && !reader->options->is_scenario)
		reader_fault(reader, &found,
			     "this tier has no target: say by accept_within how soon a ticket must "
			     "be accepted, such as \"1h\"");
}

/* The last tier ends at the manager and the admin; so may any other, in these words. */
static bool is_end(const char *next)
{
	return strcmp(next, "manager") == 0 || strcmp(next, "admin") == 0;
}

static void check_way_up(struct reader *reader, size_t tier)
{
	const struct conf *conf = reader->conf;
	struct found found = reader_place(reader, "tiers", tier, "next");
	const char *next = conf->tiers[tier].next;
	size_t to = 0;

	if (!next || is_end(next))
		return;
	while (to < conf->tier_count &&
	       !(conf->tiers[to].name && text_equal_nocase(conf->tiers[to].name, next)))
		to++;
	if (to == conf->tier_count)
		reader_fault(reader, &found,
			     "this tier has no way up: there is no tier \"%.60s\"; name a later "
			     "tier, or \"manager\"",
			     next);
	else if (to <= tier)
		reader_fault(reader, &found,
			     "this tier has no way up: \"%.60s\" does not come after it; name a "
			     "later tier, or \"manager\"",
			     next);
}

void check_tiers(struct reader *reader)
{
	for (size_t i = 0; i < reader->conf->tier_count; i++) {
		check_members(reader, i);
		check_target(reader, i);
		check_way_up(reader, i);
	}
}
