#include "desk/challenge.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "base/timestamp.h"
#include "desk/control.h"

static const char *why_words(const char *lack)
{
	if (strcmp(lack, "token") == 0)
		return "your mail was no answer to a mail that this desk sent to you for it.";
	return "what it asks for can't be undone, or reaches many.";
}

static void add_ticket(struct record *record, struct mail_change *mail, int64_t ticket)
{
	mail->about =
	    arena_grow(record->arena, mail->about, mail->about_count, sizeof *mail->about);
	mail->about[mail->about_count++] = ticket;
}

/* All that the held text names is loaded again with the answer: the mail lists it. */
static void add_tickets(struct record *record, struct mail_change *mail)
{
	const struct facts *facts = record->facts;

	for (size_t i = 0; i < facts->ticket_count; i++)
		add_ticket(record, mail, facts->tickets[i]->asked);
}

static const char *until_text(struct record *record, int64_t at_us)
{
	struct utc utc = utc_from_us(at_us);

	return arena_printf(record->arena, "%04d-%02d-%02d %02d:%02d UTC", utc.year, utc.month,
			    utc.day, utc.hour, utc.minute);
}

static void add_plan(struct record *record, struct mail_change *mail, struct work *works,
		     size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct ticket *ticket = works[i].state.ticket;

		if (!ticket)
			continue;
		if (count > 1)
			record_line(record, mail,
				    arena_printf(record->arena, "#on %" PRId64, ticket->number),
				    ticket->subject);
		work_add_plan(&works[i], mail);
	}
}

static struct ticket *first_ticket(struct work *works, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (works[i].state.ticket)
			return works[i].state.ticket;
	return NULL;
}

void challenge_ask(struct record *record, struct work *works, size_t count, const char *lack)
{
	const char *reply = record->event->message->reply;
	struct ticket *ticket = first_ticket(works, count);
	size_t agent = works[0].state.agent;
	const char *me = record->conf->agents[agent].id;
	struct mail_change *mail;

	record_message(record, ticket, MESSAGE_THIRD, me, false, reply);
	if (count == 1 && strcmp(lack, "signed") != 0)
		record_journal(record, ticket, "refused", BY_INTAKE, NULL, NULL, me, "reason", lack,
			       NULL);
	record_journal(record, ticket, "challenge", BY_INTAKE, NULL, NULL, me, "reason", lack,
		       "result", "asked", NULL);
	mail = record_agent_mail(record, ticket, agent, "challenge", BY_INTAKE);
	mail->is_doubted = true;
	mail->is_control = count > 1 || works[0].is_part;
	mail->words = reply;
	mail->challenge_until_us = record->now_us + record->conf->commands.challenge_us;
	record_pair(record, mail, "reason", why_words(lack));
	record_pair(record, mail, "promise", until_text(record, mail->challenge_until_us));
	add_plan(record, mail, works, count);
	add_tickets(record, mail);
	record_outcome(record, OUTCOME_TICKET, "agent's mail waits for their word: %s", lack);
}

bool challenge_is_answered(const struct record *record, const struct thread *thread)
{
	const struct challenge *challenge = record->facts->challenge;

	return challenge && thread->answered && thread->answered->id == challenge->sent &&
	       thread->has_token;
}

/* "No" in the first line of what was written. */
static bool is_denied(const char *reply)
{
	static const char *const words[] = {"no",     "nope",   "nein",   "non",  "not",
					    "never",  "deny",   "denied", "stop", "cancel",
					    "refuse", "reject", "nicht"};
	size_t len;

	reply += strspn(reply, " \t\n#");
	len = strcspn(reply, " \t\n,.!:;?");
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strlen(words[i]) == len && text_starts_nocase(reply, words[i]))
			return true;
	return false;
}

static void deny(struct record *record, struct ticket *ticket, size_t agent)
{
	const char *me = record->conf->agents[agent].id;

	record->changes->settled_challenge = record->facts->challenge->sent;
	record_message(record, ticket, MESSAGE_AGENT, me, false, record->event->message->reply);
	record_journal(record, ticket, "challenge", me, NULL, NULL, NULL, "result", "denied", NULL);
	record_admin_mail(record, ticket, "alert", "A mail in an agent's name was not theirs",
			  arena_printf(record->arena,
				       "A mail in the name of %s was held, and they answered that "
				       "it is not from them. Nothing of it was carried out. Its "
				       "bytes are kept on the ticket.",
				       record->conf->agents[agent].name),
			  BY_INTAKE);
}

static const char *why_not(const struct record *record, size_t agent, const struct rights *rights)
{
	const struct challenge *challenge = record->facts->challenge;

	if (strcmp(challenge->agent, record->conf->agents[agent].id) != 0)
		return "token";
	if (rights_lack(rights, NEED_CHANGE))
		return rights_lack(rights, NEED_CHANGE);
	if (challenge->settled_us != TIME_NONE)
		return "replayed";
	return record->now_us > challenge->expires_us ? "expired" : NULL;
}

void challenge_answer(struct record *record, struct ticket *ticket, size_t agent,
		      const struct rights *rights)
{
	const struct challenge *challenge = record->facts->challenge;
	const struct rights all = {.may_note = true, .may_change = true, .may_all = true};
	struct draft_text *held = ARENA_NEW(record->arena, struct draft_text);
	const char *why = why_not(record, agent, rights);

	if (why) {
		rights_refuse(record, ticket, agent, why);
		return;
	}
	if (is_denied(record->event->message->reply)) {
		deny(record, ticket, agent);
		return;
	}
	*held = (struct draft_text){.message = challenge->message,
				    .ticket = ticket->number,
				    .words = challenge->words,
				    .has_attachments = challenge->has_attachments};
	record->changes->settled_challenge = challenge->sent;
	record_journal(record, ticket, "challenge", record->conf->agents[agent].id, NULL, NULL,
		       NULL, "result", "confirmed", NULL);
	if (challenge->is_control)
		control_works(record, agent, &all, held->words, held);
	else
		agent_works(record, ticket, agent, &all, command_read(held->words, record->arena),
			    held);
}
