#include "desk/dues.h"

#include "base/timestamp.h"
#include "desk/clock.h"
#include "desk/snooze.h"

static void add(struct due dues[DUES_MAX], size_t *count, const char *what, int64_t at_us,
		bool is_clock)
{
	size_t place = *count;

	if (at_us == TIME_NONE || place == DUES_MAX)
		return;
	for (; place && dues[place - 1].at_us > at_us; place--)
		dues[place] = dues[place - 1];
	dues[place] = (struct due){.what = what, .at_us = at_us, .is_clock = is_clock};
	++*count;
}

size_t dues_of(const struct conf *conf, const struct ticket *ticket, struct due dues[DUES_MAX])
{
	const char *snoozed = ticket_field(ticket, SNOOZED_FIELD);
	int64_t at_us = TIME_NONE;
	size_t count = 0;

	add(dues, &count, "first answer", clock_due(conf, ticket, CLOCK_FIRST), true);
	add(dues, &count, "next word to the customer", clock_due(conf, ticket, CLOCK_UPDATE), true);
	add(dues, &count, "solution", clock_due(conf, ticket, CLOCK_RESOLVE), true);
	if (ticket->promise && ticket->promise->state == PROMISE_OPEN)
		add(dues, &count, "promised to the customer", ticket->promise->until_us, false);
	if (snoozed && timestamp_parse(snoozed, &at_us, NULL) == 0)
		add(dues, &count, "back in the queue", at_us, false);
	return count;
}
