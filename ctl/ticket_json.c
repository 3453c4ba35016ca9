#include "ticket_json.h"

#include "output.h"

json_t *ticket_json(const struct ticket *ticket)
{
	return json_pack("{sI ss ss ss so so so so ss ss s{ss ss} sI so so so}", "number",
			 (json_int_t)ticket->number, "status", ticket_status_name(ticket->status),
			 "priority", ticket_priority_name(ticket->priority), "team", ticket->team,
			 "owner", output_text(ticket->owner), "tier", output_text(ticket->tier),
			 "category", output_text(ticket->category), "mailbox",
			 output_text(ticket->mailbox), "language", ticket->language, "subject",
			 ticket->subject, "requester", "name", ticket->requester.name, "email",
			 ticket->requester.email, "messages", (json_int_t)ticket->messages,
			 "created", output_moment(ticket->created_us), "changed",
			 output_moment(ticket->changed_us), "merged_into",
			 ticket->merged_into ? json_integer(ticket->merged_into) : json_null());
}

json_t *exchange_json(const struct exchange *exchange)
{
	return json_pack("{so ss ss ss sb}", "at", output_moment(exchange->at_us), "by",
			 exchange->by, "name", exchange->name, "words", exchange->words, "public",
			 exchange->is_public);
}

json_t *journal_json(const struct journal_row *row, int64_t ticket)
{
	return json_pack("{so so ss ss so so so so}", "at", output_moment(row->at_us), "ticket",
			 ticket ? json_integer(ticket) : json_null(), "event", row->event, "by",
			 row->by, "rule", output_text(row->rule), "from", output_text(row->from),
			 "to", output_text(row->to), "arguments", output_text(row->arguments));
}
