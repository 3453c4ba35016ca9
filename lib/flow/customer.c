/* What is known of a customer, for the desk and for agents' mails: by customers.csv, else by what
 * the look-up has answered (lookup.c). */
#include <string.h>

#include "base/text.h"
#include "flow/internal.h"
#include "tmpl/value_json.h"

/* A text of one line; of a number or a truth its text. */
static const char *text_in(const struct value *map, const char *key, struct arena *arena)
{
	const struct value *value = value_get(map, key);

	if (!value || value->kind != VALUE_TEXT || !*value->text)
		return NULL;
	return text_clean_dup(arena, value->text, strlen(value->text), TEXT_LINE);
}

static bool is_true(const struct value *map, const char *key)
{
	const struct value *value = value_get(map, key);

	if (!value)
		return false;
	if (value->kind == VALUE_BOOL)
		return value->truth;
	return value->kind == VALUE_TEXT &&
	       (text_equal_nocase(value->text, "yes") || text_equal_nocase(value->text, "true") ||
		strcmp(value->text, "1") == 0);
}

/* The keys are the columns of customers.csv. */
static const struct conf_customer *read_answer(const char *email, const char *answer,
					       struct arena *arena)
{
	struct conf_customer *customer = ARENA_NEW(arena, struct conf_customer);
	struct value *map;

	customer->email = email;
	customer->name = "";
	customer->is_looked_up = true;
	customer->is_unknown = true;
	if (!answer || value_from_json(arena, answer, strlen(answer), JSON_TEXTS, &map, NULL) < 0 ||
	    map->kind != VALUE_MAP)
		return customer;
	customer->is_unknown = false;
	customer->organisation = text_in(map, "organisation", arena);
	customer->segment = text_in(map, "segment", arena);
	customer->since = text_in(map, "since", arena);
	customer->spent = text_in(map, "spent", arena);
	customer->is_vip = is_true(map, "vip");
	return customer;
}

int customer_load(struct flow *flow, const char *email, struct arena *arena,
		  const struct conf_customer **customer, struct err *err)
{
	struct customer_row row;

	*customer = conf_customer_of(flow->conf, email);
	if (*customer || !email || !flow->conf->customers.lookup.url)
		return 0;
	if (store_customer_find(flow->store, email, arena, &row, err) < 0)
		return -1;
	if (row.until_us != TIME_NONE)
		*customer = read_answer(email, row.answer, arena);
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
	value_set_bool(arena, map, "unknown", customer->is_unknown);
}
