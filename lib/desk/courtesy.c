#include "desk/courtesy.h"

#include <string.h>

#include "base/text.h"

const char *courtesy_limit(const struct record *record)
{
	const struct conf_limits *limits = &record->conf->limits;

	if (record->facts->auto_to_address_day >= limits->auto_per_sender_day)
		return "limits.auto_per_sender_day";
	if (record->facts->auto_of_mailbox_hour >= limits->auto_per_mailbox_hour)
		return "limits.auto_per_mailbox_hour";
	return NULL;
}

bool courtesy_is_no_reply(const char *email)
{
	static const char *const names[] = {"noreply",    "no-reply",     "no_reply",
					    "donotreply", "do-not-reply", "mailer-daemon",
					    "postmaster"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		size_t len = strlen(names[i]);

		if (text_starts_nocase(email, names[i]) && strchr("@+-.", email[len]) && email[len])
			return true;
	}
	return false;
}

static const char *address_of(const struct ticket *ticket)
{
	return ticket->answer_to ? ticket->answer_to : ticket->requester.email;
}

static const char *muted_because(const struct record *record, const struct ticket *ticket)
{
	const char *because = ticket_field(ticket, COURTESY_MUTED);

	if (because)
		return because;
	if (!*address_of(ticket))
		return "address";
	if (ticket->requester.is_suppressed)
		return "suppressed";
	if (courtesy_is_no_reply(address_of(ticket)))
		return "no-reply";
	return courtesy_limit(record);
}

bool courtesy_is_muted(const struct record *record, const struct ticket *ticket)
{
	return muted_because(record, ticket) != NULL;
}

struct mail_change *courtesy_mail(struct record *record, struct ticket *ticket,
				  const char *template_name, const char *by)
{
	const char *because = muted_because(record, ticket);
	struct mail_change *mail;

	if (because) {
		record_journal(record, ticket, "muted", by, because, NULL, NULL, "template",
			       template_name, NULL);
		return NULL;
	}
	mail = record_mail(record, ticket, AUDIENCE_CUSTOMER, template_name, address_of(ticket),
			   ticket->requester.name, by);
	mail->has_own_subject = ticket_field(ticket, COURTESY_UNPROVEN) != NULL;
	return mail;
}

void courtesy_doubts(struct record *record, struct ticket *ticket, const char *because)
{
	/* These are looked up each time. */
	if (strncmp(because, "limits.", strlen("limits.")) != 0 &&
	    strcmp(because, "suppressed") != 0 && strcmp(because, "address") != 0)
		record_field(record, ticket, COURTESY_MUTED, because);
}

void courtesy_believes(struct record *record, struct ticket *ticket, bool is_proven)
{
	if (ticket_field(ticket, COURTESY_MUTED))
		record_field(record, ticket, COURTESY_MUTED, NULL);
	if (is_proven && ticket_field(ticket, COURTESY_UNPROVEN))
		record_field(record, ticket, COURTESY_UNPROVEN, NULL);
}

static void settle(struct record *record, struct ticket *ticket)
{
	const char *because = ticket_field(ticket, COURTESY_MUTED);

	if (because && strcmp(because, "no-reply") != 0)
		record_field(record, ticket, COURTESY_MUTED, NULL);
	if (ticket_field(ticket, COURTESY_UNPROVEN))
		record_field(record, ticket, COURTESY_UNPROVEN, NULL);
}

void courtesy_settle(struct record *record)
{
	struct changes *changes = record->changes;

	for (size_t i = 0; i < changes->ticket_count; i++)
		if (record_public_answer(record, changes->tickets[i].after))
			settle(record, changes->tickets[i].after);
}
