/* After the first start in a mailbox that held mail: one mail for each agent, instead of one for
 * each ticket. */
#include <string.h>

#include "base/timestamp.h"
#include "desk/rules.h"
#include "desk/subject.h"

static void add_ticket(struct record *record, struct mail_change *mail, const struct ticket *ticket)
{
	char since[TIMESTAMP_LEN];

	record_line(record, mail,
		    arena_printf(record->arena, "%s %s",
				 subject_tag(record->conf, ticket->number, record->arena),
				 ticket->subject),
		    arena_printf(record->arena, "%s, taken %s", ticket->requester.email,
				 timestamp_rfc3339(ticket->created_us, since)));
	mail->lines[mail->line_count - 1].ticket = ticket->number;
}

static void tell_agent(struct record *record, size_t agent)
{
	const struct facts *facts = record->facts;
	struct mail_change *mail = NULL;

	for (size_t i = 0; i < facts->ticket_count; i++) {
		const struct ticket *ticket = facts->tickets[i];

		if (!ticket->owner || strcmp(ticket->owner, record->conf->agents[agent].id) != 0)
			continue;
		if (!mail)
			mail = record_agent_mail(record, NULL, agent, "digest", BY_INTAKE);
		add_ticket(record, mail, ticket);
	}
}

void quiet_is_over(struct record *record)
{
	for (size_t i = 0; i < record->conf->agent_count; i++)
		tell_agent(record, i);
}
