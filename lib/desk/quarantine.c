#include "desk/quarantine.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"

static void tell(struct record *record, const char *mailbox, const char *reason)
{
	const struct message *message = record->event->message;
	const char *text = arena_printf(
	    record->arena,
	    "A mail in mailbox \"%s\" was put into quarantine: %s. Its subject is \"%.*s\". "
	    "\"ombudctl quarantine\" shows it.",
	    mailbox, reason, (int)text_cut_len(message->subject, strlen(message->subject), 200),
	    message->subject);

	record_admin_mail(record, NULL, "quarantine", "A mail was put into quarantine", text,
			  BY_INTAKE);
}

void quarantine_mail(struct record *record, const char *reason)
{
	const char *mailbox = record->conf->mailboxes[record->event->mailbox].name;
	int64_t told_us = record->facts->quarantine.told_us;

	record_journal(record, NULL, "quarantined", BY_INTAKE, reason, NULL, NULL, "mailbox",
		       mailbox, NULL);
	if (told_us != TIME_NONE && record->now_us < told_us + HOUR_US)
		record_deadline(record, NULL, "quarantine:", told_us + HOUR_US, NULL);
	else
		tell(record, mailbox, reason);
	record_outcome(record, OUTCOME_QUARANTINED, "%s", reason);
}

void quarantine_wants(const struct conf *conf, const char *whom, struct wants *wants,
		      struct arena *arena)
{
	(void)conf;
	(void)whom;
	(void)arena;
	wants->quarantine = true;
}

void quarantine_due(struct record *record, const char *whom)
{
	int64_t count = record->facts->quarantine.untold;

	(void)whom;
	if (!count)
		return;
	record_admin_mail(record, NULL, "quarantine", "More mails were put into quarantine",
			  arena_printf(record->arena,
				       "%" PRId64
				       " more mails were put into quarantine within the last hour. "
				       "\"ombudctl quarantine\" shows them.",
				       count),
			  BY_CLOCK);
}
