/* ombudctl outbox [--all | --release | --drop] */
#include <inttypes.h>
#include <sysexits.h>

#include "base/timestamp.h"
#include "ctl.h"
#include "output.h"

static int print_mail(void *context, const struct outbox_row *row, const char *recipient,
		      const char *state, int64_t attempts, int64_t next_us, const char *answer)
{
	struct output *output = context;
	char at[TIMESTAMP_LEN];

	if (output->is_json) {
		output_json(output,
			    json_pack("{sI so ss ss ss ss ss sI so so so}", "mail",
				      (json_int_t)row->id, "ticket",
				      row->ticket ? json_integer(row->ticket) : json_null(),
				      "template", row->template_name, "to", recipient, "subject",
				      row->subject, "message_id", row->message_id, "state", state,
				      "attempts", (json_int_t)attempts, "created",
				      output_moment(row->created_us), "next",
				      output_moment(next_us), "answer", output_text(answer)));
		return 0;
	}
	fprintf(output->file, "%6" PRId64 " %-10s %-10s %s ", row->id, state, row->template_name,
		timestamp_rfc3339(next_us, at));
	output_cell(output->file, recipient, 28);
	fputc(' ', output->file);
	output_cell(output->file, row->subject, 0);
	if (answer && *answer) {
		fputs("\n       ", output->file);
		output_cell(output->file, answer, 0);
	}
	fputc('\n', output->file);
	return 0;
}

/* What the desk held, for there was too much of it at once. */
static int unhold(struct ctl *ctl, bool is_dropped)
{
	struct err err = {0};
	int code = ctl_store(ctl, STORE_READ_WRITE);
	int64_t count;

	if (code)
		return code;
	if (store_begin(ctl->store, &err) < 0 ||
	    store_outbox_unhold(ctl->store, is_dropped, ctl->now_us, &count, &err) < 0 ||
	    store_commit(ctl->store, &err) < 0) {
		store_rollback(ctl->store);
		return ctl_fail(ctl, &err);
	}
	fprintf(ctl->out, "%" PRId64 " mails %s\n", count, is_dropped ? "dropped" : "released");
	return EX_OK;
}

int ctl_outbox(struct ctl *ctl, int argc, char **argv)
{
	struct output output = {.file = ctl->out, .is_json = ctl_flag(&argc, argv, "--json")};
	bool is_all = ctl_flag(&argc, argv, "--all");
	bool is_released = ctl_flag(&argc, argv, "--release");
	bool is_dropped = ctl_flag(&argc, argv, "--drop");
	struct err err = {0};
	int code;

	if (argc > 1)
		return ctl_usage(ctl, argv[0], "does not know \"%s\"", argv[1]);
	if (is_released && is_dropped)
		return ctl_usage(ctl, argv[0], "takes --release or --drop, not both");
	if (is_released || is_dropped)
		return unhold(ctl, is_dropped);
	if ((code = ctl_store(ctl, STORE_READ_ONLY)))
		return code;
	if (store_outbox(ctl->store, is_all, print_mail, &output, &err) < 0)
		return ctl_fail(ctl, &err);
	return EX_OK;
}
