/* What is due, and what is for the admin: each is one event, and one transaction. */
#include "base/log.h"
#include "flow/internal.h"

enum { BATCH = 50 }; /* deadlines a commit */

static const int64_t put_off_us = HOUR_US;

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

/* A deadline may have been moved since it was listed. */
static int work_off(struct flow *flow, const struct deadline *deadline, int64_t now_us,
		    struct err *err)
{
	struct event event = {.kind = EVENT_DUE, .deadline = deadline};
	bool is_due;

	if (store_deadline_holds(flow->store, deadline, &is_due, err) < 0)
		return -1;
	return is_due ? decide_and_apply(flow, &event, now_us, err) : 0;
}

/* Several in one commit, each seeing what those before it did; all or none. */
static int work_off_all(struct flow *flow, const struct deadline *deadlines, size_t count,
			int64_t now_us, struct err *err)
{
	struct flow_pass before = {0};

	if (flow->pass)
		before = *flow->pass;
	if (store_begin(flow->store, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (work_off(flow, &deadlines[i], now_us, err) < 0)
			goto failed;
	if (store_commit(flow->store, err) == 0)
		return 0;
failed:
	store_rollback(flow->store);
	if (flow->pass)
		*flow->pass = before;
	return -1;
}

/* One that can't be worked off does not hold up those behind it: it is tried again later. */
static int put_off(struct flow *flow, const struct deadline *deadline, int64_t now_us,
		   struct err *err)
{
	log_event(LOG_LEVEL_ERROR, "clock", "deadline can't be worked off", "kind", deadline->kind,
		  "why", err->text, NULL);
	if (store_begin(flow->store, err) < 0)
		return -1;
	if (store_deadline_set(flow->store, deadline->ticket, deadline->kind, now_us + put_off_us,
			       deadline->data, err) < 0 ||
	    store_commit(flow->store, err) < 0) {
		store_rollback(flow->store);
		return -1;
	}
	return 0;
}

/* One by one: what can't be worked off waits. */
static int work_off_singly(struct flow *flow, const struct deadline *deadlines, size_t count,
			   int64_t now_us, struct err *err)
{
	int result = 0;

	for (size_t i = 0; !result && i < count; i++) {
		result = work_off_all(flow, &deadlines[i], 1, now_us, err);
		if (result < 0 && err->code != ERR_TEMPORARY)
			result = put_off(flow, &deadlines[i], now_us, err);
	}
	return result;
}

int sweep_due(struct flow *flow, int64_t now_us, size_t max, size_t *done, struct err *err)
{
	struct deadline *deadlines;
	struct arena arena;
	size_t count, batch;
	int result;

	*done = 0;
	arena_init(&arena);
	result = store_deadlines_due(flow->store, now_us, max, &arena, &deadlines, &count, err);
	for (size_t i = 0; !result && i < count; i += batch) {
		batch = count - i < BATCH ? count - i : BATCH;
		result = work_off_all(flow, &deadlines[i], batch, now_us, err);
		if (result < 0 && err->code != ERR_TEMPORARY)
			result = work_off_singly(flow, &deadlines[i], batch, now_us, err);
		*done += result ? 0 : batch;
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

int admin_did(struct flow *flow, int64_t ticket, enum admin_deed deed, int64_t now_us,
	      struct err *err)
{
	struct event event = {.kind = EVENT_ADMIN, .admin_ticket = ticket, .admin_deed = deed};

	return carry_out(flow, &event, now_us, err);
}
