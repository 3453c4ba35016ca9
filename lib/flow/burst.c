/* A fault, a flood, or an outage that is over must not become a burst of mail to customers. */
#include <inttypes.h>

#include "flow/internal.h"

static int ask_admin(struct flow *flow, size_t mailbox, int64_t now_us, struct err *err)
{
	struct arena arena;
	struct event event = {.kind = EVENT_ALERT,
			      .mailbox = mailbox,
			      .alert_subject = "Mails to customers are held"};
	int result;

	arena_init(&arena);
	event.alert_text = arena_printf(
	    &arena,
	    "More than %" PRId64 " automatic mails to customers were about to go out at once "
	    "(limits.burst). Those over it are held; answers of agents, and mails to agents, go "
	    "as always. \"ombudctl outbox\" lists them as held, \"ombudctl outbox --release\" "
	    "sends them, \"ombudctl outbox --drop\" gives them up.",
	    flow->conf->limits.burst);
	result = decide_and_apply(flow, &event, now_us, err);
	arena_release(&arena);
	return result;
}

int burst_count(struct flow *flow, const struct mail_change *mail, int64_t now_us, bool *is_held,
		struct err *err)
{
	struct flow_pass *pass = flow->pass;

	*is_held = false;
	if (!pass || mail->audience != AUDIENCE_CUSTOMER || mail->is_words)
		return 0;
	*is_held = ++pass->customer_mails > flow->conf->limits.burst;
	if (!*is_held || pass->is_told)
		return 0;
	pass->is_told = true;
	return ask_admin(flow, mail->mailbox, now_us, err);
}
