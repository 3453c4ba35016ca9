/* A mail of ours that will not be delivered: the ticket, its owner and the admin learn of it. */
#include <string.h>

#include "base/text.h"
#include "desk/rules.h"

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
		       sent->agent ? sent->agent : BY_CUSTOMER, "reason", event->reason, "template",
		       sent->template_name, NULL);
	if (ticket && !sent->agent)
		tell_agents(record, ticket, "note", BY_INTAKE, CONF_NO_INDEX, text,
			    "the mail system", NULL);
	if (strcmp(sent->template_name, "alert") != 0)
		record_admin_mail(record, ticket, "alert", "A mail was given up", text, BY_INTAKE);
}
