/* ESCALATE: a customer pulls the ladder themselves. */
#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "desk/brief.h"
#include "desk/ladder.h"
#include "desk/subject.h"

#define CRY         "ESCALATE"
#define CRIED_FIELD "ladder.cried_us"

static const int64_t once_in_us = DAY_US;

/* The word alone, whatever its case, with a full stop or bang behind it or none. */
static bool is_cry(const char *text, size_t len)
{
	while (len && (isspace((unsigned char)text[len - 1]) || strchr(".!", text[len - 1])))
		len--;
	while (len && isspace((unsigned char)*text)) {
		text++;
		len--;
	}
	return len == strlen(CRY) && text_starts_nocase(text, CRY);
}

/* A mail by the link answers none, and has the word in its subject. A ticket whose own subject is
 * that word would cry with each answer else. */
static bool is_by_link(const struct record *record)
{
	const struct message *message = record->event->message;
	const char *subject;

	if (message->in_reply_to.count || message->references.count)
		return false;
	subject = subject_bare(record->conf, message->subject, record->arena);
	return is_cry(subject, strcspn(subject, "["));
}

bool cry_is_one(const struct record *record, const struct ticket *ticket)
{
	const struct message *message = record->event->message;

	(void)ticket;
	if (message->kind != MAIL_HUMAN)
		return false;
	return is_cry(message->reply, strcspn(message->reply, "\n")) || is_by_link(record);
}

/* The customer hears of it once in that time, whatever they write. */
static bool has_cried(const struct record *record, const struct ticket *ticket)
{
	const char *at = ticket_field(ticket, CRIED_FIELD);

	return at && record->now_us < strtoll(at, NULL, 10) + once_in_us;
}

void cry_answer(struct record *record, struct ticket *ticket)
{
	struct move move = {.by = BY_CUSTOMER, .reason = "the customer asked for it"};
	size_t tier = tier_of(record->conf, ticket);

	if (has_cried(record, ticket)) {
		record_journal(record, ticket, "muted", BY_INTAKE, "once in 24 hours", NULL, NULL,
			       "template", "escalated", NULL);
		return;
	}
	record_field(record, ticket, CRIED_FIELD,
		     arena_printf(record->arena, "%" PRId64, record->now_us));
	if (!handoff_is_open(ticket))
		handoff_begin(record, ticket, tier_above(record->conf, ticket, tier), &move);
	else
		record_journal(record, ticket, "escalation", BY_CUSTOMER, NULL, NULL, NULL,
			       "result", "asked already", NULL);
	brief_tell_escalated(record, ticket, handoff_due(ticket));
}
