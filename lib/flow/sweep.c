/* What is due, and what is for the admin: each is one event, and one transaction. */
#include "flow/internal.h"

static int carry_out(struct flow *flow, const struct event *event, int64_t now_us, struct err *err)
{
	if (store_begin(flow->store, err) < 0)
		return -1;
	if (decide_and_apply(flow, event, now_us, err) < 0 || store_commit(flow->store, err) < 0) {
		store_rollback(flow->store);
		return -1;
	}
	return 0;
}

int sweep_due(struct flow *flow, int64_t now_us, size_t max, size_t *done, struct err *err)
{
	struct deadline *deadlines;
	struct arena arena;
	size_t count;
	int result;

	*done = 0;
	arena_init(&arena);
	result = store_deadlines_due(flow->store, now_us, max, &arena, &deadlines, &count, err);
	for (size_t i = 0; !result && i < count; i++) {
		struct event event = {.kind = EVENT_DUE, .deadline = &deadlines[i]};

		result = carry_out(flow, &event, now_us, err);
		*done += !result;
	}
	arena_release(&arena);
	return result;
}

int alert_admin(struct flow *flow, size_t mailbox, const char *subject, const char *text,
		int64_t now_us, struct err *err)
{
	struct event event = {
	    .kind = EVENT_ALERT, .mailbox = mailbox, .alert_subject = subject, .alert_text = text};

	return carry_out(flow, &event, now_us, err);
}
