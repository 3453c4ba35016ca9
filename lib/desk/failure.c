/* A mail of ours that will not be delivered: the ticket, its owner and the admin learn of it. */
#include <string.h>

#include "base/text.h"
#include "desk/rules.h"
#include "desk/unreachable.h"

/* "550 5.1.1" of the server's words, which may name the address. */
static const char *codes(struct record *record, const char *reason)
{
	size_t len = strspn(reason, "0123456789. ");

	while (len && reason[len - 1] == ' ')
		len--;
	return len ? arena_printf(record->arena, "%.*s", (int)(len < 20 ? len : 20), reason) : NULL;
}

/* RFC 3463: 5.1.y is about the address itself. */
static bool is_dead_address(const char *reason)
{
	return strncmp(reason, "5.1.", 4) == 0 || strncmp(reason, "550 5.1.", 8) == 0 ||
	       strncmp(reason, "551 5.1.", 8) == 0 || strncmp(reason, "553 5.1.", 8) == 0;
}

void mail_is_given_up(struct record *record)
{
	const struct event *event = record->event;
	const struct sent_mail *sent = facts_sent(record->facts, event->sent);
	const struct ticket *loaded =
	    sent && sent->ticket ? facts_ticket(record->facts, sent->ticket) : NULL;
	struct ticket *ticket = loaded ? record_ticket(record, loaded) : NULL;
	const char *text;

	if (!sent)
		return;
	text = arena_printf(record->arena, "A mail (%s) to %s was given up: %s",
			    sent->template_name, event->sent_to, event->reason);
	record_journal(record, ticket, "bounced", BY_INTAKE, "given-up", NULL,
		       sent->agent ? sent->agent : sent->audience, "status",
		       codes(record, event->reason), "template", sent->template_name, NULL);
	if (sent->agent && conf_agent_by_id(record->conf, sent->agent) != CONF_NO_INDEX &&
	    is_dead_address(event->reason))
		unreachable_begin(record, ticket, conf_agent_by_id(record->conf, sent->agent),
				  event->reason, codes(record, event->reason));
	if (ticket && strcmp(sent->audience, BY_CUSTOMER) == 0)
		tell_agents(record, ticket, "note", BY_INTAKE, CONF_NO_INDEX, text,
			    "the mail system", NULL);
	if (strcmp(sent->template_name, "alert") != 0)
		record_admin_mail(record, ticket, "alert", "A mail was given up", text, BY_INTAKE);
}
