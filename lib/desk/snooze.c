#include "desk/snooze.h"

#include "base/timestamp.h"
#include "desk/rules.h"

void snooze_set(struct record *record, struct ticket *ticket, int64_t until_us, const char *by)
{
	const char *until;
	char text[TIMESTAMP_LEN];

	until = arena_strdup(record->arena, timestamp_rfc3339(until_us, text));
	record_journal(record, ticket, "snoozed", by, NULL, ticket_field(ticket, SNOOZED_FIELD),
		       until, NULL);
	record_field(record, ticket, SNOOZED_FIELD, until);
	record_deadline(record, ticket, "snooze", until_us, by);
}

void snooze_end(struct record *record, struct ticket *ticket, const char *by, const char *rule)
{
	const char *until = ticket_field(ticket, SNOOZED_FIELD);

	if (!until)
		return;
	record_journal(record, ticket, "snoozed", by, rule, until, NULL, NULL);
	record_field(record, ticket, SNOOZED_FIELD, NULL);
	record_deadline(record, ticket, "snooze", TIME_NONE, NULL);
}

void snooze_is_over(struct record *record, struct ticket *ticket)
{
	const char *by = record->event->deadline->data;
	const char *whom = ticket->owner ? ticket->owner : by;
	size_t owner = whom ? conf_agent_by_id(record->conf, whom) : CONF_NO_INDEX;
	struct mail_change *mail;

	if (!ticket_field(ticket, SNOOZED_FIELD))
		return;
	snooze_end(record, ticket, BY_CLOCK, "time");
	if (owner == CONF_NO_INDEX)
		return;
	mail = record_agent_mail(record, ticket, owner, "note", BY_CLOCK);
	record_pair(record, mail, "banner",
		    "This ticket was put off until now. It is in the queue again.");
}
