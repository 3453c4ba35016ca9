/* ombudctl explain N: which policy a ticket has, why, and how each of its deadlines came to be. */
#include <inttypes.h>
#include <string.h>
#include <sysexits.h>

#include "base/timestamp.h"
#include "ctl.h"
#include "desk/calendar.h"
#include "desk/clock.h"
#include "output.h"

/* What the lines of one ticket are written from. */
struct explaining {
	struct output *output;
	const struct conf *conf;
	const struct ticket *ticket;
	const struct conf_policy *policy; /* NULL */
	const struct conf_calendar *calendar;
	struct clocks clocks;
	int64_t now_us;
	struct arena *arena;
};

/* "30m", "3h", "3h 30m"; seconds where it is not whole minutes. */
static const char *span_text(struct arena *arena, int64_t span_us)
{
	int64_t seconds = span_us / SECOND_US, hours = seconds / 3600, minutes = seconds / 60 % 60;
	const char *text = "";

	if (hours)
		text = arena_printf(arena, "%" PRId64 "h", hours);
	if (minutes || (!hours && seconds % 60 == 0))
		text = arena_printf(arena, "%s%s%" PRId64 "m", text, *text ? " " : "", minutes);
	if (seconds % 60)
		text =
		    arena_printf(arena, "%s%s%" PRId64 "s", text, *text ? " " : "", seconds % 60);
	return text;
}

static const char *ordinal(struct arena *arena, size_t number)
{
	static const char *const ends[] = {"th", "st", "nd", "rd"};
	size_t last = number % 10;
	bool is_teen = number % 100 / 10 == 1;

	return arena_printf(arena, "%zu%s", number, last < 4 && !is_teen ? ends[last] : "th");
}

/* `mailbox "support" fits, priority "urgent" fits`; "" where the policy takes all tickets. */
static const char *why_it_fits(const struct explaining *at, const struct conf_policy *policy)
{
	struct match_term terms[MATCH_TERMS];
	const char *text = "";

	match_terms(at->conf, &policy->match, at->ticket, terms);
	for (size_t i = 0; i < MATCH_TERMS; i++)
		if (terms[i].globs->count)
			text =
			    arena_printf(at->arena, "%s%s%s \"%s\" fits", text, *text ? ", " : "",
					 terms[i].key, *terms[i].value ? terms[i].value : "vip");
	return *text ? text : "it takes all tickets";
}

/* `the segment is none, not "gold" or "plat*"`: the first key that does not fit. */
static const char *why_not(const struct explaining *at, const struct conf_policy *policy)
{
	struct match_term terms[MATCH_TERMS];
	const char *wanted = "";
	size_t i = 0;

	match_terms(at->conf, &policy->match, at->ticket, terms);
	while (i + 1 < MATCH_TERMS && terms[i].fits)
		i++;
	for (size_t j = 0; j < terms[i].globs->count; j++)
		wanted = arena_printf(at->arena, "%s%s\"%s\"", wanted, j ? " or " : "",
				      terms[i].globs->items[j]);
	if (!*terms[i].value)
		return arena_printf(at->arena, "the %s is none, not %s", terms[i].key, wanted);
	return arena_printf(at->arena, "the %s is \"%s\", not %s", terms[i].key, terms[i].value,
			    wanted);
}

static const char *state_of(const struct clock_run *run)
{
	if (!run->count)
		return "not begun";
	if (run->is_over)
		return run->is_missed ? "ended late" : "met";
	return run->count % 2 ? "running" : "paused";
}

static int64_t due_of(const struct explaining *at, enum clock_name name)
{
	const struct clock_run *run = &at->clocks.runs[name];

	if (!run->count || run->is_over || run->count % 2 == 0)
		return TIME_NONE;
	return clock_reaches(run, at->calendar, policy_target(at->policy, name));
}

static int64_t piece_end(const struct explaining *at, const struct clock_run *run, size_t i)
{
	return i + 1 < run->count ? run->moments[i + 1] : at->now_us;
}

static void tell_pieces(const struct explaining *at, const struct clock_run *run)
{
	char from[TIMESTAMP_LEN], to[TIMESTAMP_LEN];

	for (size_t i = 0; i < run->count; i += 2) {
		int64_t end_us = piece_end(at, run, i);
		bool is_now = i + 1 == run->count;

		timestamp_rfc3339(end_us, to);
		fprintf(
		    at->output->file, "  %s to %s%s%s: %s\n",
		    timestamp_rfc3339(run->moments[i], from), is_now ? "now (" : "", to,
		    is_now ? ")" : "",
		    span_text(at->arena, calendar_between(at->calendar, run->moments[i], end_us)));
	}
}

static void tell_used(const struct explaining *at, const struct clock_run *run, int64_t target_us)
{
	int64_t used_us = clock_used(run, at->calendar, at->now_us);
	const char *used = span_text(at->arena, used_us);

	if (used_us >= target_us)
		fprintf(at->output->file, "  %s used: missed by %s\n", used,
			span_text(at->arena, used_us - target_us));
	else if (run->is_over)
		fprintf(at->output->file, "  %s used of %s\n", used,
			span_text(at->arena, target_us));
	else
		fprintf(at->output->file, "  %s used, %s left\n", used,
			span_text(at->arena, target_us - used_us));
}

static void tell_clock(const struct explaining *at, enum clock_name name)
{
	const struct clock_run *run = &at->clocks.runs[name];
	int64_t target_us = policy_target(at->policy, name), due_us;
	FILE *file = at->output->file;
	char due[TIMESTAMP_LEN];

	fprintf(file, "%s: ", clock_name_text(name));
	if (!target_us) {
		fprintf(file, "no target\n");
		return;
	}
	fprintf(file, "%s of working time", span_text(at->arena, target_us));
	if (at->calendar)
		fprintf(file, " in the calendar \"%s\" (%s); ", at->calendar->name,
			at->calendar->timezone);
	else
		fprintf(file, ", round the clock; ");
	due_us = due_of(at, name);
	if (due_us == TIME_NONE)
		fprintf(file, "%s\n", state_of(run));
	else
		fprintf(file, "due %s\n", timestamp_rfc3339(due_us, due));
	tell_pieces(at, run);
	tell_used(at, run, target_us);
	if (run->was_missed)
		fprintf(file, "  it was missed in an earlier run\n");
}

static void tell_policy(const struct explaining *at)
{
	size_t place =
	    at->policy ? (size_t)(at->policy - at->conf->policies) : at->conf->policy_count;
	FILE *file = at->output->file;

	if (at->policy)
		fprintf(file, "policy \"%s\", the %s of %zu: %s\n", at->policy->name,
			ordinal(at->arena, place + 1), at->conf->policy_count,
			why_it_fits(at, at->policy));
	else
		fprintf(file, "no policy: %s\n",
			at->conf->policy_count ? "none fits" : "the conf has none");
	for (size_t i = 0; i < place; i++)
		fprintf(file, "  not \"%s\": %s\n", at->conf->policies[i].name,
			why_not(at, &at->conf->policies[i]));
}

static json_t *pieces_json(const struct explaining *at, const struct clock_run *run)
{
	json_t *pieces = json_array();

	for (size_t i = 0; i < run->count; i += 2) {
		int64_t end_us = piece_end(at, run, i);

		json_array_append_new(
		    pieces,
		    json_pack("{so so sI}", "from", output_moment(run->moments[i]), "to",
			      output_moment(i + 1 < run->count ? end_us : TIME_NONE),
			      "working_seconds",
			      (json_int_t)(calendar_between(at->calendar, run->moments[i], end_us) /
					   SECOND_US)));
	}
	return pieces;
}

static json_t *clock_json(const struct explaining *at, enum clock_name name)
{
	const struct clock_run *run = &at->clocks.runs[name];
	int64_t target_us = policy_target(at->policy, name);
	int64_t used_us = clock_used(run, at->calendar, at->now_us);

	return json_pack("{ss sI so ss sI sb so}", "name", clock_name_text(name), "target_seconds",
			 (json_int_t)(target_us / SECOND_US), "due",
			 output_moment(target_us ? due_of(at, name) : TIME_NONE), "state",
			 state_of(run), "used_seconds", (json_int_t)(used_us / SECOND_US), "missed",
			 target_us && (run->was_missed || used_us >= target_us), "pieces",
			 pieces_json(at, run));
}

static void tell_json(const struct explaining *at)
{
	json_t *clocks = json_array();

	for (int name = 0; name < CLOCK_COUNT; name++)
		json_array_append_new(clocks, clock_json(at, (enum clock_name)name));
	output_json(
	    at->output,
	    json_pack("{sI so so so so}", "ticket", (json_int_t)at->ticket->number, "policy",
		      output_text(at->policy ? at->policy->name : NULL), "because",
		      output_text(at->policy ? why_it_fits(at, at->policy) : NULL), "calendar",
		      output_text(at->calendar ? at->calendar->name : NULL), "clocks", clocks));
}

static void explain(struct ctl *ctl, struct output *output, const struct ticket *ticket,
		    struct arena *arena)
{
	struct explaining at = {.output = output,
				.conf = ctl->conf,
				.ticket = ticket,
				.policy = policy_of(ctl->conf, ticket),
				.clocks = clocks_read(ticket->clocks, arena),
				.now_us = ctl->now_us,
				.arena = arena};

	at.calendar = at.policy ? calendar_at(ctl->conf, at.policy->calendar) : NULL;
	if (output->is_json) {
		tell_json(&at);
		return;
	}
	fprintf(output->file, "ticket %" PRId64 ": ", ticket->number);
	output_cell(output->file, ticket->subject, 0);
	fputc('\n', output->file);
	tell_policy(&at);
	for (int name = 0; at.policy && name < CLOCK_COUNT; name++)
		tell_clock(&at, (enum clock_name)name);
}

int ctl_explain(struct ctl *ctl, int argc, char **argv)
{
	struct output output = {.file = ctl->out, .is_json = ctl_flag(&argc, argv, "--json")};
	struct ticket *ticket = NULL;
	struct err err = {0};
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
	if (store_ticket_load(ctl->store, number, &arena, &ticket, &err) < 0) {
		code = ctl_fail(ctl, &err);
	} else if (!ticket) {
		err_set(&err, ERR_NOT_FOUND, "there is no ticket %" PRId64, number);
		code = ctl_fail(ctl, &err);
	} else {
		explain(ctl, &output, ticket, &arena);
	}
	arena_release(&arena);
	return code;
}
