/* ombudctl tickets, show N */
#include <inttypes.h>
#include <sysexits.h>

#include "base/timestamp.h"
#include "ctl.h"
#include "output.h"
#include "ticket_json.h"

static int print_ticket(void *context, const struct ticket *ticket)
{
	struct output *output = context;

	if (output->is_json) {
		output_json(output, ticket_json(ticket));
		return 0;
	}
	fprintf(output->file, "%6" PRId64 "  %-8s ", ticket->number,
		ticket_status_name(ticket->status));
	output_cell(output->file, ticket->owner ? ticket->owner : "-", 10);
	fputc(' ', output->file);
	output_cell(output->file, ticket->requester.email, 28);
	fputc(' ', output->file);
	output_cell(output->file, ticket->subject, 0);
	fputc('\n', output->file);
	return 0;
}

int ctl_tickets(struct ctl *ctl, int argc, char **argv)
{
	struct output output = {.file = ctl->out, .is_json = ctl_flag(&argc, argv, "--json")};
	struct ticket_filter filter = {.max = SIZE_MAX};
	enum ticket_status status;
	struct err err = {0};
	int code;

	filter.status = ctl_option(&argc, argv, "--status");
	filter.owner = ctl_option(&argc, argv, "--owner");
	filter.team = ctl_option(&argc, argv, "--team");
	filter.mailbox = ctl_option(&argc, argv, "--mailbox");
	if (argc > 1)
		return ctl_usage(ctl, argv[0], "does not know \"%s\"", argv[1]);
	if (filter.status && !ticket_status_parse(filter.status, &status))
		return ctl_usage(ctl, argv[0], "knows no status \"%s\"", filter.status);
	if ((code = ctl_store(ctl, STORE_READ_ONLY)))
		return code;
	if (store_tickets(ctl->store, &filter, print_ticket, &output, &err) < 0)
		return ctl_fail(ctl, &err);
	return EX_OK;
}

static void show_json(struct output *output, const struct ticket *ticket,
		      const struct exchange *exchanges, size_t count)
{
	json_t *object = ticket_json(ticket), *messages = json_array(), *fields = json_object();

	for (size_t i = count; i--;)
		json_array_append_new(messages, exchange_json(&exchanges[i]));
	for (size_t i = 0; i < ticket->field_count; i++)
		if (ticket_field_is_shown(ticket->fields[i].name))
			json_object_set_new(fields, ticket->fields[i].name,
					    json_string(ticket->fields[i].value));
	json_object_set_new(object, "fields", fields);
	json_object_set_new(object, "exchange", messages);
	output_json(output, object);
}

static void show_people(struct output *output, const struct ticket *ticket)
{
	char at[TIMESTAMP_LEN];

	fprintf(output->file, "ticket %" PRId64 ": ", ticket->number);
	output_cell(output->file, ticket->subject, 0);
	fprintf(output->file, "\nstatus %s, owner %s, team %s, created %s\nfrom ",
		ticket_status_name(ticket->status), ticket->owner ? ticket->owner : "-",
		ticket->team, timestamp_rfc3339(ticket->created_us, at));
	output_cell(output->file, ticket->requester.name, 0);
	fprintf(output->file, " <");
	output_cell(output->file, ticket->requester.email, 0);
	fprintf(output->file, ">\n");
}

static void show_text(struct output *output, const struct ticket *ticket,
		      const struct exchange *exchanges, size_t count)
{
	char at[TIMESTAMP_LEN];

	show_people(output, ticket);
	if (ticket->tier)
		fprintf(output->file, "tier: %s\n", ticket->tier);
	for (size_t i = 0; i < ticket->field_count; i++) {
		if (!ticket_field_is_shown(ticket->fields[i].name))
			continue;
		fprintf(output->file, "%s: ", ticket->fields[i].name);
		output_cell(output->file, ticket->fields[i].value, 0);
		fprintf(output->file, "\n");
	}
	for (size_t i = count; i--;) {
		fprintf(output->file, "\n-- %s %s%s\n", timestamp_rfc3339(exchanges[i].at_us, at),
			exchanges[i].by, exchanges[i].is_public ? "" : " (internal)");
		fputs(exchanges[i].words, output->file);
	}
}

int ctl_show(struct ctl *ctl, int argc, char **argv)
{
	struct output output = {.file = ctl->out, .is_json = ctl_flag(&argc, argv, "--json")};
	struct exchange *exchanges = NULL;
	struct ticket *ticket = NULL;
	struct err err = {0};
	size_t count = 0;
	struct arena arena;
	int64_t number;
	int code;

	if (argc != 2)
		return ctl_usage(ctl, argv[0], "takes the number of a ticket");
	if (ctl_number(argv[1], &number, &err) < 0)
		return ctl_fail(ctl, &err);
	if ((code = ctl_store(ctl, STORE_READ_ONLY)))
		return code;
	arena_init(&arena);
	if (store_ticket_load(ctl->store, number, &arena, &ticket, &err) < 0 ||
	    (ticket && store_exchanges(ctl->store, ticket->number, SIZE_MAX >> 1, &arena,
				       &exchanges, &count, &err) < 0)) {
		code = ctl_fail(ctl, &err);
	} else if (!ticket) {
		err_set(&err, ERR_NOT_FOUND, "there is no ticket %" PRId64, number);
		code = ctl_fail(ctl, &err);
	} else if (output.is_json) {
		show_json(&output, ticket, exchanges, count);
	} else {
		show_text(&output, ticket, exchanges, count);
	}
	arena_release(&arena);
	return code;
}
