/* ombudctl quarantine [--raw N] */
#include <inttypes.h>
#include <string.h>
#include <sysexits.h>

#include "base/timestamp.h"
#include "ctl.h"
#include "flow/flow.h"
#include "output.h"

struct listing {
	struct output output;
	int64_t raw_of; /* 0: all rows, as lines */
	bool is_found;
};

static int print_raw(struct listing *listing, const struct quarantine_row *row)
{
	struct arena arena;
	struct bytes raw;
	struct err err;

	if (row->id != listing->raw_of)
		return 0;
	arena_init(&arena);
	listing->is_found = raw_unpack(row->packed, &arena, &raw, &err) == 0;
	if (listing->is_found)
		fwrite(raw.data, 1, raw.len, listing->output.file);
	arena_release(&arena);
	return 1;
}

static int print_row(void *context, const struct quarantine_row *row)
{
	struct listing *listing = context;
	char at[TIMESTAMP_LEN];

	if (listing->raw_of)
		return print_raw(listing, row);
	if (listing->output.is_json) {
		output_json(&listing->output,
			    json_pack("{sI ss so ss ss ss}", "id", (json_int_t)row->id, "mailbox",
				      row->mailbox, "at", output_moment(row->at_us), "reason",
				      row->reason, "from", row->from, "subject", row->subject));
		return 0;
	}
	fprintf(listing->output.file, "%6" PRId64 " %s %s ", row->id,
		timestamp_rfc3339(row->at_us, at), row->mailbox);
	output_cell(listing->output.file, row->from, 28);
	fputc(' ', listing->output.file);
	output_cell(listing->output.file, row->subject, 0);
	fputs("\n       ", listing->output.file);
	output_cell(listing->output.file, row->reason, 0);
	fputc('\n', listing->output.file);
	return 0;
}

int ctl_quarantine(struct ctl *ctl, int argc, char **argv)
{
	struct listing listing = {.output = {.file = ctl->out}};
	struct err err = {0};
	int code;

	listing.output.is_json = ctl_flag(&argc, argv, "--json");
	if (argc == 3 && strcmp(argv[1], "--raw") == 0) {
		if (ctl_number(argv[2], &listing.raw_of, &err) < 0)
			return ctl_fail(ctl, &err);
	} else if (argc > 1) {
		return ctl_usage(ctl, argv[0], "does not know \"%s\"", argv[1]);
	}
	if ((code = ctl_store(ctl, STORE_READ_ONLY)))
		return code;
	if (store_quarantine(ctl->store, listing.raw_of != 0, print_row, &listing, &err) < 0)
		return ctl_fail(ctl, &err);
	if (listing.raw_of && !listing.is_found) {
		err_set(&err, ERR_NOT_FOUND, "quarantine holds no mail %" PRId64, listing.raw_of);
		return ctl_fail(ctl, &err);
	}
	return EX_OK;
}
