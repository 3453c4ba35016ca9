/* The timers that the conf wants stand in the store, and no others. */
#include <string.h>

#include "desk/timer.h"
#include "flow/internal.h"

/* One that is overdue, as after an outage, is left to be worked off. */
static bool is_right(const struct deadline *stored, const struct timer *wanted, int64_t now_us)
{
	return stored->due_us <= now_us || stored->due_us == wanted->due_us;
}

static const struct deadline *find_stored(const struct deadline *stored, size_t count,
					  const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(stored[i].kind, name) == 0)
			return &stored[i];
	return NULL;
}

static bool is_wanted(const struct timers *wanted, const char *name)
{
	for (size_t i = 0; i < wanted->count; i++)
		if (strcmp(wanted->items[i].name, name) == 0)
			return true;
	return false;
}

static int arrange(struct flow *flow, int64_t now_us, struct arena *arena, struct err *err)
{
	struct timers wanted = desk_timers(flow->conf, now_us, arena);
	struct deadline *stored;
	size_t count;

	if (store_timers(flow->store, arena, &stored, &count, err) < 0)
		return -1;
	for (size_t i = 0; i < wanted.count; i++) {
		const struct timer *timer = &wanted.items[i];
		const struct deadline *found = find_stored(stored, count, timer->name);

		if ((!found || !is_right(found, timer, now_us)) &&
		    store_deadline_set(flow->store, 0, timer->name, timer->due_us, NULL, err) < 0)
			return -1;
	}
	for (size_t i = 0; i < count; i++)
		if (desk_timer_stands(stored[i].kind) && !is_wanted(&wanted, stored[i].kind) &&
		    store_deadline_set(flow->store, 0, stored[i].kind, TIME_NONE, NULL, err) < 0)
			return -1;
	return 0;
}

int timers_arrange(struct flow *flow, int64_t now_us, struct err *err)
{
	struct arena arena;
	int result;

	if (store_begin(flow->store, err) < 0)
		return -1;
	arena_init(&arena);
	result = arrange(flow, now_us, &arena, err);
	if (!result)
		result = clocks_arrange(flow, now_us, err);
	if (!result)
		result = store_commit(flow->store, err);
	if (result < 0)
		store_rollback(flow->store);
	arena_release(&arena);
	return result;
}
