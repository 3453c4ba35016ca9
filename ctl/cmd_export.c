/* ombudctl export N | ADDRESS [--to FOLDER]: all that is known of a ticket, or of a person. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "ctl.h"
#include "desk/subject.h"
#include "flow/flow.h"
#include "ticket_json.h"

struct export
{
	struct flow flow;
	struct arena arena;
	const char *folder;
	bool is_personal; /* for the person: without what is for agents alone */
};

/* A new file that only its owner reads: it holds people's mail. */
static FILE *make_file(const char *path, struct err *err)
{
	int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	FILE *stream = file < 0 ? NULL : fdopen(file, "w");

	if (!stream && errno == EEXIST)
		err_set(err, ERR_INPUT, "\"%s\" is there already: name another folder with --to",
			path);
	else if (!stream)
		err_set_errno(err, ERR_INPUT, "\"%s\" can't be written", path);
	if (!stream && file >= 0)
		close(file);
	return stream;
}

static int end_file(FILE *stream, const char *path, struct err *err)
{
	bool is_bad = fflush(stream) != 0 || fsync(fileno(stream)) < 0 || ferror(stream);

	if (fclose(stream) != 0 || is_bad)
		return err_set_errno(err, ERR_TEMPORARY, "\"%s\" can't be written", path);
	return 0;
}

static int add_row(void *context, const struct journal_row *row, int64_t ticket)
{
	json_array_append_new(context, journal_json(row, ticket));
	return 0;
}

static json_t *people_json(const struct ticket *ticket)
{
	json_t *people = json_array();

	for (size_t i = 0; i < ticket->participant_count; i++) {
		const struct participant *one = &ticket->participants[i];

		json_array_append_new(people, json_pack("{ss ss ss}", "role",
							participant_role_name(one->role), "name",
							one->name, "email", one->email));
	}
	return people;
}

static json_t *fields_json(const struct ticket *ticket)
{
	json_t *fields = json_object();

	for (size_t i = 0; i < ticket->field_count; i++)
		json_object_set_new(fields, ticket->fields[i].name,
				    json_string(ticket->fields[i].value));
	return fields;
}

static int write_json(struct export *export, const struct ticket *ticket, FILE *out,
		      struct err *err)
{
	json_t *object = ticket_json(ticket), *messages = json_array(), *journal = json_array();
	struct exchange *exchanges;
	size_t count;
	int result;

	result = store_exchanges(export->flow.store, ticket->number, SIZE_MAX >> 1, &export->arena,
				 &exchanges, &count, err);
	for (size_t i = result ? 0 : count; i--;)
		if (exchanges[i].is_public || !export->is_personal)
			json_array_append_new(messages, exchange_json(&exchanges[i]));
	if (!result && !export->is_personal)
		result = store_journal(export->flow.store, ticket->number, add_row, journal, err);
	json_object_set_new(object, "people", people_json(ticket));
	if (!export->is_personal)
		json_object_set_new(object, "fields", fields_json(ticket));
	json_object_set_new(object, "exchange", messages);
	if (!export->is_personal)
		json_object_set(object, "journal", journal);
	json_decref(journal);
	if (!result && json_dumpf(object, out, JSON_INDENT(2)) < 0)
		result = err_set_errno(err, ERR_TEMPORARY, "JSON can't be written");
	fputc('\n', out);
	json_decref(object);
	return result;
}

static int write_file(struct export *export, const struct ticket *ticket, const char *ending,
		      struct err *err)
{
	const char *path = arena_printf(&export->arena, "%s/%s-%" PRId64 ".%s", export->folder,
					export->flow.conf->desk.tag, ticket->number, ending);
	FILE *out = make_file(path, err);
	int result;

	if (!out)
		return -1;
	if (strcmp(ending, "mbox") == 0)
		result = export_mbox(&export->flow, ticket->number, export->is_personal, out, err);
	else
		result = write_json(export, ticket, out, err);
	if (result < 0) {
		fclose(out);
		return -1;
	}
	return end_file(out, path, err);
}

static int export_one(struct export *export, int64_t number, int64_t now_us, struct err *err)
{
	struct ticket *ticket;

	if (store_ticket_load(export->flow.store, number, &export->arena, &ticket, err) < 0)
		return -1;
	if (!ticket)
		return err_set(err, ERR_NOT_FOUND, "there is no ticket %" PRId64, number);
	if (write_file(export, ticket, "mbox", err) < 0 ||
	    write_file(export, ticket, "json", err) < 0)
		return -1;
	return admin_did(&export->flow, ticket->number, ADMIN_EXPORTED, now_us, err);
}

/* Each ticket that the person asked for. */
static int export_person(struct export *export, const char *email, int64_t now_us, struct err *err)
{
	struct ticket_brief *tickets;
	struct contact *contact;
	size_t count;

	if (store_contact_find(export->flow.store, email, &export->arena, &contact, err) < 0)
		return -1;
	if (!contact)
		return err_set(err, ERR_NOT_FOUND, "nobody with the address \"%s\" is known",
			       email);
	if (store_contact_tickets(export->flow.store, contact->id, SIZE_MAX >> 1, &export->arena,
				  &tickets, &count, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (export_one(export, tickets[i].number, now_us, err) < 0)
			return -1;
	return 0;
}

int ctl_export(struct ctl *ctl, int argc, char **argv)
{
	const char *folder = ctl_option(&argc, argv, "--to");
	struct export export = {.folder = folder ? folder : "."};
	struct err err = {0};
	int64_t number;
	int code, result;

	if (argc != 2)
		return ctl_usage(ctl, argv[0], "takes a ticket's number or a person's address");
	if ((code = ctl_store(ctl, STORE_READ_WRITE)))
		return code;
	export.flow = (struct flow){.conf = ctl->conf, .store = ctl->store};
	arena_init(&export.arena);
	export.is_personal = strchr(argv[1], '@') != NULL;
	if (export.is_personal)
		result = export_person(&export, argv[1], ctl->now_us, &err);
	else if ((result = ctl_number(argv[1], &number, &err)) == 0)
		result = export_one(&export, number, ctl->now_us, &err);
	arena_release(&export.arena);
	return result < 0 ? ctl_fail(ctl, &err) : EX_OK;
}
