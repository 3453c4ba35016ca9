#include "desk/rights.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

struct rights rights_of(const struct record *record, const struct thread *thread, enum proof proof)
{
	bool is_checked = record->conf->mailboxes[record->event->mailbox].authserv_id != NULL;
	bool is_aligned = proof == PROOF_ALIGNED;
	bool is_signed =
	    thread->ticket && trust_is_signed(record->conf, record->event, thread->ticket->number,
					      record->now_us, record->arena);
	struct rights rights = {0};

	if (is_signed)
		return (struct rights){.may_note = true, .may_change = true, .may_all = true};
	rights.may_note = thread->has_token || is_aligned;
	if (proof == PROOF_FAILED)
		rights.may_note = false;
	if (!thread->has_token)
		rights.missing = thread->is_expired ? "expired" : "token";
	else if (is_checked && !is_aligned)
		rights.missing = "aligned";
	rights.may_change = !rights.missing;
	rights.may_ask = rights.may_change;
	return rights;
}

const char *rights_lack(const struct rights *rights, enum command_need need)
{
	switch (need) {
	case NEED_ANY:
		if (rights->may_note)
			return NULL;
		break;
	case NEED_CHANGE:
		if (rights->may_change || rights->may_all)
			return NULL;
		break;
	case NEED_SIGNED:
		if (rights->may_all)
			return NULL;
		return rights->missing ? rights->missing : "signed";
	}
	return rights->missing ? rights->missing : "aligned";
}

/* ---- roles ---- */

static const struct conf_role *role_of(const struct conf *conf, const char *name)
{
	for (size_t i = 0; i < conf->role_count; i++)
		if (text_equal_nocase(conf->roles[i].name, name))
			return &conf->roles[i];
	return NULL;
}

static bool has_team(const struct conf *conf, const struct conf_role *role,
		     const struct ticket *ticket)
{
	if (!role->teams.count || !ticket)
		return true;
	for (size_t i = 0; i < role->teams.count; i++)
		if (strcmp(conf->teams[role->teams.items[i]].name, ticket->team) == 0)
			return true;
	return false;
}

static bool has_command(const struct conf_role *role, const char *name, enum command_need need)
{
	if (!role->commands.count)
		return need != NEED_SIGNED;
	for (size_t i = 0; i < role->commands.count; i++) {
		const char *item = role->commands.items[i];

		if (text_equal_nocase(item, name) ||
		    (strcmp(item, "*") == 0 && need != NEED_SIGNED))
			return true;
	}
	return false;
}

/* One who has no role that the conf knows does all day-to-day work. */
static bool allows(const struct conf *conf, size_t agent, const struct ticket *ticket,
		   const char *name, enum command_need need)
{
	const struct conf_strings *roles = &conf->agents[agent].roles;
	bool has_role = false;

	for (size_t i = 0; i < roles->count; i++) {
		const struct conf_role *role = role_of(conf, roles->items[i]);

		has_role |= role != NULL;
		if (role && has_team(conf, role, ticket) && has_command(role, name, need))
			return true;
	}
	return !has_role && need != NEED_SIGNED;
}

bool rights_allow(const struct conf *conf, size_t agent, const struct ticket *ticket,
		  const struct command *command)
{
	return command->need == NEED_ANY ||
	       allows(conf, agent, ticket, command->name, command->need);
}

bool rights_allow_text(const struct conf *conf, size_t agent, const struct ticket *ticket)
{
	return allows(conf, agent, ticket, "public", NEED_CHANGE);
}

static bool is_known(const char *name)
{
	const struct command *command = command_find(name);

	return strcmp(name, "*") == 0 || (command && text_equal_nocase(command->name, name));
}

const char *rights_odd_command(const struct conf *conf, const struct conf_role **role)
{
	for (size_t r = 0; r < conf->role_count; r++) {
		*role = &conf->roles[r];
		for (size_t i = 0; i < (*role)->commands.count; i++)
			if (!is_known((*role)->commands.items[i]))
				return (*role)->commands.items[i];
	}
	return NULL;
}

int64_t rights_bulk(const struct conf *conf, size_t agent)
{
	enum { BULK = 10 };
	const struct conf_pairs *limits = &conf->agents[agent].limits;

	for (size_t i = 0; i < limits->count; i++)
		if (strcmp(limits->items[i].name, "bulk") == 0)
			return strtoll(limits->items[i].value, NULL, 10);
	return BULK;
}

bool rights_is_general(const struct command *command)
{
	static const char *const names[] = {"away",  "back",   "help", "history", "list", "mine",
					    "queue", "search", "show", "tiers",   "who"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(command->name, names[i]) == 0)
			return true;
	return false;
}

/* ---- refusals ---- */

static const char *words_of(const char *reason)
{
	static const struct {
		const char *reason, *words;
	} table[] = {
	    {"aligned", "Your mail did not carry the proof of your mail server that it is from "
			"you. Send it by the mail server of your own domain."},
	    {"expired", "It answers a mail whose time is over: that of a ticket that was closed "
			"more than 30 days ago, of a list older than 7 days, or a question that "
			"was to be answered sooner."},
	    {"replayed", "It was taken before, and nothing is carried out twice."},
	    {"token",
	     "Your mail was no answer to a mail that this desk sent to you for this ticket. "
	     "Answer the newest mail that you have of it; or write to the desk's control "
	     "address, #on NUMBER above your commands, and answer the question that comes back."},
	    {"right", "Your roles don't allow it."},
	    {"unknown",
	     "Its signature does not hold, or is not by a key of yours that the desk knows."},
	};

	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (strcmp(table[i].reason, reason) == 0)
			return table[i].words;
	return "It proved too little.";
}

/* The admin hears of the tenth in an hour. */
static void count_up(struct record *record, struct ticket *ticket, size_t agent)
{
	enum { ALERT_AT = 10 };

	if (record->facts->refusals.hour + 1 != ALERT_AT)
		return;
	record_admin_mail(record, ticket, "alert", "Mails in an agent's name are refused",
			  arena_printf(record->arena,
				       "%d mails in the name of %s were refused within an hour. "
				       "Either somebody uses their address, or their mail lost its "
				       "proofs on the way. \"ombudctl journal\" shows each of them "
				       "as \"refused\".",
				       ALERT_AT, record->conf->agents[agent].name),
			  BY_INTAKE);
}

static const char *number(struct record *record, int64_t value)
{
	return arena_printf(record->arena, "%" PRId64, value);
}

/* Once an hour; the timer tells of those in between. */
static void tell(struct record *record, struct ticket *ticket, size_t agent, const char *reason)
{
	const struct counted *refusals = &record->facts->refusals;
	const struct conf_agent *person = &record->conf->agents[agent];
	struct mail_change *mail;

	if (refusals->told_us != TIME_NONE && record->now_us < refusals->told_us + HOUR_US) {
		record_deadline(record, NULL, arena_printf(record->arena, "refused:%s", person->id),
				refusals->told_us + HOUR_US, NULL);
		return;
	}
	mail = record_agent_mail(record, ticket, agent, "refused", BY_INTAKE);
	mail->is_doubted = true;
	mail->words = record->event->message->reply;
	record_pair(record, mail, "reason", words_of(reason));
	if (refusals->untold)
		record_pair(record, mail, "more", number(record, refusals->untold));
}

void rights_refuse(struct record *record, struct ticket *ticket, size_t agent, const char *reason)
{
	if (ticket)
		record_message(record, ticket, MESSAGE_THIRD, NULL, false,
			       record->event->message->reply);
	record_journal(record, ticket, "refused", BY_INTAKE, NULL, NULL,
		       record->conf->agents[agent].id, "reason", reason, NULL);
	tell(record, ticket, agent, reason);
	count_up(record, ticket, agent);
	record_outcome(record, ticket ? OUTCOME_TICKET : OUTCOME_QUARANTINED,
		       "agent's mail refused: %s", reason);
}

void rights_wants(const struct conf *conf, const char *agent, struct wants *wants,
		  struct arena *arena)
{
	(void)conf;
	wants->refusals_of = arena_strdup(arena, agent);
}

void rights_due(struct record *record, const char *agent)
{
	size_t at = conf_agent_by_id(record->conf, agent);
	struct mail_change *mail;

	if (at == CONF_NO_INDEX || !record->facts->refusals.untold)
		return;
	mail = record_agent_mail(record, NULL, at, "refused", BY_CLOCK);
	record_pair(record, mail, "more", number(record, record->facts->refusals.untold));
}
