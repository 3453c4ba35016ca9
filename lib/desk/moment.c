#include "desk/moment.h"

#include "base/zone.h"

const char *moment_for_agent(const struct conf *conf, size_t agent, int64_t at_us,
			     struct arena *arena)
{
	const struct conf_agent *person = agent == CONF_NO_INDEX ? NULL : &conf->agents[agent];

	return zone_text(arena, at_us, person ? person->timezone : conf->desk.timezone,
			 person ? person->language : conf->desk.language, ZONE_FULL);
}

const char *moment_for_customer(const struct conf *conf, const struct ticket *ticket, int64_t at_us,
				struct arena *arena)
{
	const struct conf_customer *customer = conf_customer_of(conf, ticket->requester.email);
	const char *zone =
	    customer && customer->timezone ? customer->timezone : conf->desk.timezone;

	return zone_text(arena, at_us, zone, ticket->language, ZONE_DATE_TIME);
}
