/* ombudctl stats [--json]: the desk's figures of the moment. */
#include <inttypes.h>
#include <string.h>
#include <sysexits.h>

#include "ctl.h"
#include "output.h"

struct figures {
	struct store_stats now;
	struct event_count *events;
	size_t event_count;
};

static json_t *tickets_json(const struct store_stats *stats)
{
	json_t *tickets = json_object();

	for (int status = STATUS_NEW; status <= STATUS_CLOSED; status++)
		json_object_set_new(tickets, ticket_status_name((enum ticket_status)status),
				    json_integer(stats->tickets[status]));
	return tickets;
}

static json_t *events_json(const struct figures *figures)
{
	json_t *events = json_array();

	for (size_t i = 0; i < figures->event_count; i++) {
		const struct event_count *one = &figures->events[i];

		json_array_append_new(events,
				      json_pack("{ss ss sI}", "event", one->event, "detail",
						one->detail, "rows", (json_int_t)one->rows));
	}
	return events;
}

static void print_json(struct output *output, const struct figures *figures, int64_t now_us)
{
	const struct store_stats *now = &figures->now;

	output_json(
	    output,
	    json_pack("{so so sI sI so sI sI sI so}", "at", output_moment(now_us), "tickets",
		      tickets_json(now), "outbox_due", (json_int_t)now->outbox_due,
		      "outbox_waiting", (json_int_t)now->outbox_waiting, "outbox_oldest",
		      output_moment(now->outbox_oldest_us), "deadlines_due",
		      (json_int_t)now->deadlines_due, "suppressed", (json_int_t)now->suppressed,
		      "quarantined", (json_int_t)now->quarantined, "events", events_json(figures)));
}

static void line(struct output *output, const char *what, int64_t number)
{
	fprintf(output->file, "%-40s %10" PRId64 "\n", what, number);
}

static void print_text(struct output *output, const struct figures *figures)
{
	const struct store_stats *now = &figures->now;
	char what[64];

	for (int status = STATUS_NEW; status <= STATUS_CLOSED; status++) {
		snprintf(what, sizeof what, "tickets %s",
			 ticket_status_name((enum ticket_status)status));
		line(output, what, now->tickets[status]);
	}
	line(output, "mails that could go now", now->outbox_due);
	line(output, "mails that wait", now->outbox_waiting);
	line(output, "deadlines that could be worked off", now->deadlines_due);
	line(output, "addresses that get no mail", now->suppressed);
	line(output, "mails in quarantine", now->quarantined);
	for (size_t i = 0; i < figures->event_count; i++) {
		snprintf(what, sizeof what, "journal: %s%s%s", figures->events[i].event,
			 *figures->events[i].detail ? " " : "", figures->events[i].detail);
		line(output, what, figures->events[i].rows);
	}
}

int ctl_stats(struct ctl *ctl, int argc, char **argv)
{
	struct output output = {.file = ctl->out, .is_json = ctl_flag(&argc, argv, "--json")};
	struct figures figures = {0};
	struct err err = {0};
	struct arena arena;
	int64_t above = 0;
	int code;

	if (argc > 1)
		return ctl_usage(ctl, argv[0], "does not know \"%s\"", argv[1]);
	if ((code = ctl_store(ctl, STORE_READ_ONLY)))
		return code;
	arena_init(&arena);
	if (store_stats(ctl->store, ctl->now_us, &figures.now, &err) < 0 ||
	    store_journal_counts(ctl->store, &above, &arena, &figures.events, &figures.event_count,
				 &err) < 0)
		code = ctl_fail(ctl, &err);
	else if (output.is_json)
		print_json(&output, &figures, ctl->now_us);
	else
		print_text(&output, &figures);
	arena_release(&arena);
	return code;
}
