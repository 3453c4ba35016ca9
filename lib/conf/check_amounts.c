/* Amounts of money in the conf: tiers.authority, agents.limits. */
#include <string.h>

#include "base/money.h"
#include "conf/check.h"

/* What has digits must be an amount: it is read again where it counts. A number alone may be the
 * limit of something else. */
static bool is_amount(const char *value, bool may_count)
{
	return value && strpbrk(value, "0123456789") &&
	       !(may_count && strspn(value, "0123456789") == strlen(value));
}

static void check_pairs(struct reader *reader, const struct found *found,
			const struct conf_pairs *pairs, bool may_count)
{
	for (size_t i = 0; i < pairs->count; i++) {
		struct money amount;
		struct err err;

		if (is_amount(pairs->items[i].value, may_count) &&
		    money_parse(pairs->items[i].value, NULL, &amount, &err) < 0)
			reader_fault(reader, found, "%s: %s", pairs->items[i].name, err.text);
	}
}

void check_amounts(struct reader *reader)
{
	const struct conf *conf = reader->conf;

	for (size_t i = 0; i < conf->tier_count; i++) {
		struct found authority = reader_place(reader, "tiers", i, "authority");

		check_pairs(reader, &authority, &conf->tiers[i].authority, false);
	}
	for (size_t i = 0; i < conf->agent_count; i++) {
		struct found limits = reader_place(reader, "agents", i, "limits");

		check_pairs(reader, &limits, &conf->agents[i].limits, true);
	}
}
