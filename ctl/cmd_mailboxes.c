/* ombudctl mailboxes */
#include <inttypes.h>
#include <sysexits.h>

#include "base/timestamp.h"
#include "ctl.h"
#include "output.h"

static void print_json(struct output *output, const struct conf_mailbox *mailbox,
		       const struct mailbox_state *state, int64_t taken_us)
{
	output_json(output,
		    json_pack("{ss ss so ss sI sI so so}", "name", mailbox->name, "address",
			      mailbox->address, "imap", output_text(mailbox->imap), "folder",
			      mailbox->folder, "uidvalidity", (json_int_t)state->uidvalidity,
			      "last_uid", (json_int_t)state->last_uid, "first_seen",
			      output_moment(state->id ? state->first_seen_us : TIME_NONE),
			      "last_mail", output_moment(taken_us)));
}

static void print_text(struct output *output, const struct conf_mailbox *mailbox,
		       const struct mailbox_state *state, int64_t taken_us)
{
	char at[TIMESTAMP_LEN];

	fprintf(output->file, "%-12s %-32s ", mailbox->name, mailbox->address);
	if (!state->id)
		fputs("never looked into", output->file);
	else if (taken_us == TIME_NONE)
		fputs("no mail yet", output->file);
	else
		fprintf(output->file, "last mail taken %s, UID %" PRIu32,
			timestamp_rfc3339(taken_us, at), state->last_uid);
	fputs(mailbox->imap ? "\n" : " (nothing is fetched)\n", output->file);
}

int ctl_mailboxes(struct ctl *ctl, int argc, char **argv)
{
	struct output output = {.file = ctl->out, .is_json = ctl_flag(&argc, argv, "--json")};
	struct err err = {0};
	int code;

	if (argc > 1)
		return ctl_usage(ctl, argv[0], "does not know \"%s\"", argv[1]);
	if ((code = ctl_store(ctl, STORE_READ_ONLY)))
		return code;
	for (size_t i = 0; i < ctl->conf->mailbox_count; i++) {
		const struct conf_mailbox *mailbox = &ctl->conf->mailboxes[i];
		struct mailbox_state state;
		int64_t taken_us;

		if (store_mailbox_look(ctl->store, mailbox->name, &state, &taken_us, &err) < 0)
			return ctl_fail(ctl, &err);
		(output.is_json ? print_json : print_text)(&output, mailbox, &state, taken_us);
	}
	return EX_OK;
}
