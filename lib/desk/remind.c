#include "desk/remind.h"

#include <inttypes.h>
#include <string.h>

#include "desk/moment.h"

/* One of several that an agent may have on a ticket: no two mails have the same number of messages
 * before them. */
static const char *free_kind(struct record *record, const struct ticket *ticket, const char *agent)
{
	const struct changes *changes = record->changes;
	size_t place = 0;

	for (size_t i = 0; i < changes->deadline_count; i++)
		place += changes->deadlines[i].ticket == ticket;
	return arena_printf(record->arena, "remind:%s:%" PRId64 ".%zu", agent, ticket->messages,
			    place);
}

void remind_set(struct record *record, struct ticket *ticket, size_t agent, int64_t at_us,
		const char *words)
{
	const char *me = record->conf->agents[agent].id;

	record_deadline(record, ticket, free_kind(record, ticket, me), at_us, words);
}

void remind_is_due(struct record *record, struct ticket *ticket)
{
	const struct deadline *deadline = record->event->deadline;
	const char *whom = strchr(deadline->kind, ':') + 1;
	const char *id = arena_strndup(record->arena, whom, strcspn(whom, ":"));
	size_t agent = conf_agent_by_id(record->conf, id);
	struct mail_change *mail;

	record_journal(record, ticket, "reminded", BY_CLOCK, agent == CONF_NO_INDEX ? "gone" : NULL,
		       NULL, id, NULL);
	if (agent == CONF_NO_INDEX)
		return;
	mail = record_agent_mail(record, ticket, agent, "note", BY_CLOCK);
	record_pair(record, mail, "banner", "You asked to be reminded of this ticket now.");
	if (deadline->data && *deadline->data)
		mail->words = deadline->data;
}
