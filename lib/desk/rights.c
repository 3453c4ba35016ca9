#include "desk/rights.h"

#include <string.h>

struct rights rights_of(const struct record *record, const struct thread *thread, enum proof proof)
{
	bool is_checked = record->conf->mailboxes[record->event->mailbox].authserv_id != NULL;
	struct rights rights = {0};

	rights.may_note = thread->has_token || proof == PROOF_ALIGNED;
	if (proof == PROOF_FAILED)
		rights.may_note = false;
	if (!thread->has_token)
		rights.missing = thread->is_expired ? "expired" : "token";
	else if (is_checked && proof != PROOF_ALIGNED)
		rights.missing = "aligned";
	rights.may_change = !rights.missing;
	return rights;
}

const char *rights_lack(const struct rights *rights, enum command_need need)
{
	switch (need) {
	case NEED_ANY:
		return rights->may_note ? NULL : rights->missing ? rights->missing : "aligned";
	case NEED_CHANGE:
		return rights->may_change ? NULL : rights->missing;
	}
	return "right";
}

const char *rights_words(const char *missing)
{
	if (strcmp(missing, "aligned") == 0)
		return "Your mail did not carry the proof of your mail server that it is from you. "
		       "Send it by the mail server of your own domain.";
	if (strcmp(missing, "expired") == 0)
		return "This ticket was closed more than 30 days ago: answers to its old mails are "
		       "not taken any more.";
	return "Your mail was no answer to a mail that this desk sent to you for this ticket. "
	       "Answer the newest mail that you have of it.";
}

void rights_refuse(struct record *record, struct ticket *ticket, size_t agent, const char *missing)
{
	const struct message *message = record->event->message;
	struct mail_change *mail;

	record_message(record, ticket, MESSAGE_THIRD, NULL, false, message->reply);
	record_journal(record, ticket, "refused", BY_INTAKE, NULL, NULL,
		       record->conf->agents[agent].id, "reason", missing, NULL);
	mail = record_agent_mail(record, ticket, agent, "refused", BY_INTAKE);
	mail->is_doubted = true;
	mail->words = message->reply;
	record_pair(record, mail, "reason", rights_words(missing));
	record_outcome(record, OUTCOME_TICKET, "agent's mail refused: %s", missing);
}
