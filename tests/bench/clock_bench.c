/*
 * What the clock costs: clock_bench [FOLDER [OPEN [DUE]]]. OPEN (1,000,000) open tickets in a store
 * of its own, each with a deadline: a pass with nothing due; then DUE (100,000) of them missed at
 * once, as after an outage, each with its journal rows and mails to owner and manager.
 */
#include <inttypes.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/clock.h"
#include "desk/clock.h"
#include "flow/flow.h"
#include "tmpl/template.h"

enum { OPEN = 1000000, DUE = 100000, A_COMMIT = 1000, PASSES = 1000, SWEEP = 200 };

static const int64_t start_us = INT64_C(1767603600000000);     /* 2026-01-05T09:00:00Z */
static const int64_t outage_us = 5 * HOUR_US + 30 * MINUTE_US; /* the first clocks are missed */

static const char conf_text[] =
    "store = { path = \"clock_bench.db\"; };\n"
    "calendars = ( { name = \"office\"; timezone = \"Europe/Berlin\";\n"
    "  hours = [\"Mon-Fri 09:00-12:30 13:30-17:00\"]; } );\n"
    "policies = ( { name = \"standard\"; calendar = \"office\"; first = \"4h\"; update = \"8h\";\n"
    "  resolve = \"40h\"; warn = [\"75%\"]; repeat = \"8h\"; } );\n"
    "limits = { burst = 100000000; };\n";

static void check(int result, const struct err *err)
{
	if (result < 0)
		die("clock_bench: %s", err->text);
}

static const struct conf *load(const char *folder, struct arena *arena)
{
	const char *names[] = {"conf/scenario.conf", "clock_bench"};
	const char *texts[] = {conf_scenario_default(), conf_text};
	const struct conf_options options = {.is_scenario = true};
	struct conf_errors errors = {0};
	struct conf *conf;

	if (conf_load_texts(names, texts, 2, folder, &options, arena, &conf, &errors) < 0)
		die("clock_bench: %s", errors.lines.items[0]);
	return conf;
}

/* Its clocks began then, and its first deadline stands. */
static void add_ticket(struct flow *flow, int64_t began_us, struct contact *contact,
		       struct arena *arena)
{
	struct ticket ticket = {.mailbox = "support",
				.status = STATUS_NEW,
				.priority = PRIORITY_NORMAL,
				.team = "support",
				.owner = "ann",
				.language = "en",
				.subject = "The printer answers with a blank page",
				.tags = "",
				.requester = *contact,
				.created_us = began_us,
				.changed_us = began_us,
				.status_us = began_us};
	struct err err;

	ticket.clocks = arena_printf(arena,
				     "first=%" PRId64 "//0 update=%" PRId64 "//0 resolve=%" PRId64
				     "//0 policy=standard",
				     began_us, began_us, began_us);
	check(store_ticket_insert(flow->store, &ticket, &err), &err);
	check(store_deadline_set(flow->store, ticket.number, CLOCK_DEADLINE,
				 clock_due(flow->conf, &ticket, CLOCK_FIRST), NULL, &err),
	      &err);
}

static void fill(struct flow *flow, long open, long due)
{
	struct contact contact = {
	    .email = "cleo@customer.example", .name = "Cleo", .away_until_us = TIME_NONE};
	struct arena arena;
	struct err err;

	arena_init(&arena);
	for (long i = 0; i < open;) {
		check(store_begin(flow->store, &err), &err);
		check(store_contact_take(flow->store, &contact, start_us, &err), &err);
		for (long j = 0; j < A_COMMIT && i < open; j++, i++)
			add_ticket(flow, i < due ? start_us : start_us + 30 * DAY_US, &contact,
				   &arena);
		check(store_commit(flow->store, &err), &err);
		arena_reset(&arena);
	}
	arena_release(&arena);
}

/* What this process has used: on a busy machine the better figure. */
static double cpu_seconds(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
	       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / SECOND_US;
}

static void pass_with_nothing(struct flow *flow)
{
	int64_t since_us = clock_steady_us(), due_us;
	struct err err;
	size_t done;

	for (int i = 0; i < PASSES; i++) {
		check(sweep_due(flow, start_us, SWEEP, &done, &err), &err);
		check(store_deadline_next(flow->store, &due_us, &err), &err);
		if (done)
			die("clock_bench: something was due");
	}
	printf("a pass with nothing due: %.3f ms\n",
	       (double)(clock_steady_us() - since_us) / PASSES / 1000);
}

static void work_off(struct flow *flow)
{
	int64_t since_us = clock_steady_us(), span_us;
	double cpu = cpu_seconds();
	size_t done, sum = 0;
	struct err err;

	do {
		check(sweep_due(flow, start_us + outage_us, SWEEP, &done, &err), &err);
		sum += done;
	} while (done);
	span_us = clock_steady_us() - since_us;
	cpu = cpu_seconds() - cpu;
	printf("due at once: %zu worked off in %.1f s: %.0f a second; %.1f s of CPU time: %.0f a "
	       "second of it\n",
	       sum, (double)span_us / SECOND_US, (double)sum * SECOND_US / (double)span_us, cpu,
	       (double)sum / cpu);
}

int main(int argc, char **argv)
{
	const char *folder = argc > 1 ? argv[1] : ".";
	long open = argc > 2 ? atol(argv[2]) : OPEN, due = argc > 3 ? atol(argv[3]) : DUE;
	struct template_set *templates;
	struct flow_pass pass = {0};
	struct flow flow = {.pass = &pass};
	struct arena arena;
	struct err err;
	int64_t since_us;

	setlocale(LC_CTYPE, "C.UTF-8");
	arena_init(&arena);
	flow.conf = load(folder, &arena);
	unlink(flow.conf->store.location);
	check(template_set_open(flow.conf->templates, &templates, &err), &err);
	flow.templates = templates;
	check(store_open(&flow.conf->store, STORE_READ_WRITE, &flow.store, &err), &err);
	since_us = clock_steady_us();
	fill(&flow, open, due);
	printf("%ld open tickets made in %.0f s\n", open,
	       (double)(clock_steady_us() - since_us) / SECOND_US);
	pass_with_nothing(&flow);
	work_off(&flow);
	store_close(flow.store);
	template_set_close(templates);
	arena_release(&arena);
	return 0;
}
