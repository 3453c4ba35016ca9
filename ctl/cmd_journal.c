/* ombudctl journal [N] */
#include <inttypes.h>
#include <sysexits.h>

#include "base/timestamp.h"
#include "ctl.h"
#include "desk/journal_text.h"
#include "output.h"
#include "ticket_json.h"

struct listing {
	struct output output;
	bool has_rows;
};

static int print_row(void *context, const struct journal_row *row, int64_t ticket)
{
	struct listing *listing = context;
	struct output *output = &listing->output;
	char at[TIMESTAMP_LEN];
	struct buf text;

	listing->has_rows = true;
	if (output->is_json) {
		output_json(output, journal_json(row, ticket));
		return 0;
	}
	buf_init(&text);
	journal_text(&text, row);
	fprintf(output->file, "%s ", timestamp_rfc3339(row->at_us, at));
	if (ticket)
		fprintf(output->file, "%" PRId64 " ", ticket);
	output_cell(output->file, text.data, 0);
	fputc('\n', output->file);
	buf_release(&text);
	return 0;
}

int ctl_journal(struct ctl *ctl, int argc, char **argv)
{
	struct listing listing = {
	    .output = {.file = ctl->out, .is_json = ctl_flag(&argc, argv, "--json")}};
	struct err err = {0};
	int64_t number = 0;
	int code;

	if (argc > 2)
		return ctl_usage(ctl, argv[0], "takes the number of one ticket, or nothing");
	if (argc == 2 && ctl_number(argv[1], &number, &err) < 0)
		return ctl_fail(ctl, &err);
	if ((code = ctl_store(ctl, STORE_READ_ONLY)))
		return code;
	if (store_journal(ctl->store, number, print_row, &listing, &err) < 0)
		return ctl_fail(ctl, &err);
	if (number && !listing.has_rows) { /* each ticket has the row that created it */
		err_set(&err, ERR_NOT_FOUND, "there is no ticket %" PRId64, number);
		return ctl_fail(ctl, &err);
	}
	return EX_OK;
}
