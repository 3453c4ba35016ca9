/* What is known of a customer, for the desk and for agents' mails. */
#include "flow/internal.h"

int customer_load(struct flow *flow, const char *email, struct arena *arena,
		  const struct conf_customer **customer, struct err *err)
{
	(void)arena;
	(void)err;
	*customer = conf_customer_of(flow->conf, email);
	return 0;
}

void customer_show(const struct conf_customer *customer, struct arena *arena, struct value *map)
{
	if (!customer)
		return;
	value_set_text(arena, map, "organisation", customer->organisation);
	value_set_text(arena, map, "segment", customer->segment);
	value_set_text(arena, map, "since", customer->since);
	value_set_text(arena, map, "spent", customer->spent);
	value_set_text(arena, map, "timezone", customer->timezone);
	value_set_bool(arena, map, "vip", customer->is_vip);
}
