/* The desk's figures as a text file that Prometheus' node_exporter collects
 * (https://prometheus.io/docs/instrumenting/exposition_formats/). */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "flow/internal.h"

void metrics_start(struct metrics *metrics)
{
	*metrics = (struct metrics){0};
	arena_init(&metrics->arena);
}

void metrics_end(struct metrics *metrics)
{
	arena_release(&metrics->arena);
}

static void head(struct buf *out, const char *name, const char *type, const char *help)
{
	buf_printf(out, "# HELP ombud_%s %s\n# TYPE ombud_%s %s\n", name, help, name, type);
}

static void gauge(struct buf *out, const char *name, const char *help, int64_t value)
{
	head(out, name, "gauge", help);
	buf_printf(out, "ombud_%s %lld\n", name, (long long)value);
}

/* Label values of ours hold neither quotes nor backslashes nor line ends, but a conf's name may. */
static void label(struct buf *out, const char *value)
{
	for (; *value; value++) {
		if (*value == '\\' || *value == '"')
			buf_addc(out, '\\');
		if (*value == '\n')
			buf_adds(out, "\\n");
		else
			buf_addc(out, *value);
	}
}

static void write_tickets(struct buf *out, const struct store_stats *stats)
{
	head(out, "tickets", "gauge", "tickets by status");
	for (int status = STATUS_NEW; status <= STATUS_CLOSED; status++)
		buf_printf(out, "ombud_tickets{status=\"%s\"} %lld\n",
			   ticket_status_name((enum ticket_status)status),
			   (long long)stats->tickets[status]);
}

/* "name=first what=missed" */
static void write_clock(struct buf *out, const struct event_count *count)
{
	const char *name = strchr(count->detail, '=') + 1;
	const char *what = strstr(count->detail, "what=");

	buf_printf(out, "ombud_clocks_total{name=\"%.*s\",what=\"%s\"} %lld\n",
		   (int)strcspn(name, " "), name, what ? what + 5 : "", (long long)count->rows);
}

static void write_events(struct buf *out, const struct metrics *metrics)
{
	head(out, "events_total", "counter", "rows of the journal by event");
	for (size_t i = 0; i < metrics->count; i++)
		if (!*metrics->counts[i].detail)
			buf_printf(out, "ombud_events_total{event=\"%s\"} %lld\n",
				   metrics->counts[i].event, (long long)metrics->counts[i].rows);
	head(out, "clocks_total", "counter", "what happened to clocks");
	for (size_t i = 0; i < metrics->count; i++)
		if (*metrics->counts[i].detail)
			write_clock(out, &metrics->counts[i]);
}

static int write_mailboxes(struct flow *flow, struct buf *out, struct err *err)
{
	head(out, "mailbox_last_mail_seconds", "gauge",
	     "when the newest mail of a mailbox was taken, in Unix time");
	for (size_t i = 0; i < flow->conf->mailbox_count; i++) {
		struct mailbox_state state;
		int64_t taken_us;

		if (store_mailbox_look(flow->store, flow->conf->mailboxes[i].name, &state,
				       &taken_us, err) < 0)
			return -1;
		if (taken_us == TIME_NONE)
			continue;
		buf_adds(out, "ombud_mailbox_last_mail_seconds{mailbox=\"");
		label(out, flow->conf->mailboxes[i].name);
		buf_printf(out, "\"} %lld\n", (long long)(taken_us / SECOND_US));
	}
	return 0;
}

/* Adds what was journalled since the last time. */
static int count_events(struct flow *flow, struct metrics *metrics, struct err *err)
{
	struct event_count *fresh;
	struct arena arena;
	size_t count;
	int result;

	arena_init(&arena);
	result = store_journal_counts(flow->store, &metrics->above, &arena, &fresh, &count, err);
	for (size_t i = 0; !result && i < count; i++) {
		size_t at = 0;

		while (at < metrics->count &&
		       (strcmp(metrics->counts[at].event, fresh[i].event) != 0 ||
			strcmp(metrics->counts[at].detail, fresh[i].detail) != 0))
			at++;
		if (at == metrics->count) {
			metrics->counts = arena_grow(&metrics->arena, metrics->counts,
						     metrics->count, sizeof *metrics->counts);
			metrics->counts[metrics->count++] = (struct event_count){
			    .event = arena_strdup(&metrics->arena, fresh[i].event),
			    .detail = arena_strdup(&metrics->arena, fresh[i].detail)};
		}
		metrics->counts[at].rows += fresh[i].rows;
	}
	arena_release(&arena);
	return result;
}

int metrics_text(struct flow *flow, struct metrics *metrics, int64_t now_us, struct buf *out,
		 struct err *err)
{
	struct store_stats stats;

	if (count_events(flow, metrics, err) < 0 ||
	    store_stats(flow->store, now_us, &stats, err) < 0)
		return -1;
	gauge(out, "written_seconds", "when this was written, in Unix time", now_us / SECOND_US);
	write_tickets(out, &stats);
	gauge(out, "outbox_due", "deliveries that could go now", stats.outbox_due);
	gauge(out, "outbox_waiting", "deliveries that are held back, or to be tried again",
	      stats.outbox_waiting);
	gauge(out, "outbox_age_seconds", "age of the oldest delivery that could go now",
	      stats.outbox_oldest_us == TIME_NONE ? 0
						  : (now_us - stats.outbox_oldest_us) / SECOND_US);
	gauge(out, "deadlines_due", "deadlines that are not worked off yet", stats.deadlines_due);
	gauge(out, "suppressed_addresses", "addresses that get no mail", stats.suppressed);
	gauge(out, "quarantined_mails", "mails that could not be taken", stats.quarantined);
	write_events(out, metrics);
	return write_mailboxes(flow, out, err);
}

static int put_file(const char *path, const struct buf *text, struct err *err)
{
	struct arena arena;
	const char *part;
	FILE *file;
	int result = -1;

	arena_init(&arena);
	part = arena_printf(&arena, "%s.part", path);
	file = fopen(part, "w");
	if (file) {
		fwrite(text->data, 1, text->len, file);
		result = ferror(file) ? -1 : 0;
		if (fclose(file) != 0)
			result = -1;
	}
	if (result < 0 || rename(part, path) < 0) {
		result = err_set_errno(err, ERR_TEMPORARY, "metrics \"%s\" can't be written", path);
		unlink(part);
	}
	arena_release(&arena);
	return result;
}

int metrics_write(struct flow *flow, struct metrics *metrics, int64_t now_us, struct err *err)
{
	struct buf text;
	int result;

	buf_init(&text);
	result = metrics_text(flow, metrics, now_us, &text, err);
	if (!result)
		result = put_file(flow->conf->metrics.file, &text, err);
	buf_release(&text);
	return result;
}
