/* What an agent does with stored messages, and with mails that wait. */
#include <string.h>

#include "desk/undo.h"
#include "flow/internal.h"

static int apply_one(struct flow *flow, const struct kept_change *change, struct err *err)
{
	if (change->to &&
	    store_kept_move(flow->store, change->message, change->to->number, err) < 0)
		return -1;
	if (change->is_undone && store_kept_undo(flow->store, change->message, NULL, err) < 0)
		return -1;
	return change->is_withdrawn ? store_kept_withdraw(flow->store, change->message, err) : 0;
}

int apply_kept(struct flow *flow, const struct changes *changes, struct err *err)
{
	for (size_t i = 0; i < changes->person_count; i++) {
		const struct person_change *change = &changes->persons[i];

		if (change->was != change->ticket->requester.id &&
		    store_contact_merge(flow->store, change->was, change->ticket->requester.id,
					err) < 0)
			return -1;
	}
	for (size_t i = 0; i < changes->kept_count; i++)
		if (apply_one(flow, &changes->kept[i], err) < 0)
			return -1;
	for (size_t i = 0; i < changes->cancelled_count; i++)
		if (store_outbox_cancel(flow->store, changes->cancelled[i], err) < 0)
			return -1;
	return 0;
}

static int keep_undo(struct flow *flow, const struct changes *changes,
		     const struct message_change *message, struct err *err)
{
	const char *undo = message->undo;

	if (!undo || !message->id)
		return 0;
	for (size_t i = 0; i < changes->mail_count; i++) {
		const struct mail_change *mail = &changes->mails[i];

		if (mail->ticket == message->ticket && mail->audience == AUDIENCE_CUSTOMER &&
		    mail->not_before_us != TIME_NONE && mail->outbox)
			undo = undo_add_mail(changes->arena, undo, mail->outbox);
	}
	return store_kept_undo(flow->store, message->id, undo, err);
}

int apply_undo(struct flow *flow, const struct changes *changes, struct err *err)
{
	if (keep_undo(flow, changes, &changes->message, err) < 0)
		return -1;
	for (size_t i = 0; i < changes->more_count; i++)
		if (keep_undo(flow, changes, &changes->more[i], err) < 0)
			return -1;
	return 0;
}
