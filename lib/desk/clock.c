#include "desk/clock.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "desk/calendar.h"

/* NAME=MOMENT,MOMENT…/FLAGS/TOLD for each clock, then policy=NAME; parted by blanks. */
static void write_run(struct buf *out, const struct clock_run *run, enum clock_name name)
{
	buf_printf(out, "%s=", clock_name_text(name));
	for (size_t i = 0; i < run->count; i++)
		buf_printf(out, "%s%" PRId64, i ? "," : "", run->moments[i]);
	buf_printf(out, "/%s%s%s/%" PRId64 " ", run->is_over ? "o" : "", run->is_missed ? "m" : "",
		   run->was_missed ? "w" : "", run->told_us);
}

const char *clocks_text(const struct clocks *clocks, struct arena *arena)
{
	struct buf out;
	const char *text;

	buf_init(&out);
	for (int name = 0; name < CLOCK_COUNT; name++)
		write_run(&out, &clocks->runs[name], (enum clock_name)name);
	if (clocks->policy)
		buf_printf(&out, "policy=%s", clocks->policy);
	text = buf_dup(&out, arena);
	buf_release(&out);
	return text;
}

static const char *read_run(const char *text, struct clock_run *run, struct arena *arena)
{
	size_t len = strcspn(text, "/"), room = 1;
	char *end;

	for (size_t i = 0; i < len; i++)
		room += text[i] == ',';
	run->moments = arena_array(arena, room, sizeof *run->moments);
	while (*text && *text != '/') {
		run->moments[run->count] = strtoll(text, &end, 10);
		if (end == text || run->count == room)
			return end; /* not ours */
		run->count++;
		text = end + (*end == ',');
	}
	for (text += *text == '/'; *text && *text != '/'; text++) {
		run->is_over |= *text == 'o';
		run->is_missed |= *text == 'm';
		run->was_missed |= *text == 'w';
	}
	text += *text == '/';
	run->told_us = strtoll(text, &end, 10);
	return end;
}

struct clocks clocks_read(const char *text, struct arena *arena)
{
	struct clocks clocks = {0};

	for (int name = 0; text && name < CLOCK_COUNT; name++) {
		text = strchr(text, '=');
		if (text)
			text = read_run(text + 1, &clocks.runs[name], arena);
	}
	text = text ? strstr(text, "policy=") : NULL;
	if (text)
		clocks.policy = arena_strdup(arena, text + strlen("policy="));
	return clocks;
}

int64_t clock_used(const struct clock_run *run, const struct conf_calendar *calendar,
		   int64_t now_us)
{
	int64_t used_us = 0;

	for (size_t i = 0; i < run->count; i += 2)
		used_us += calendar_between(calendar, run->moments[i],
					    i + 1 < run->count ? run->moments[i + 1] : now_us);
	return used_us;
}

int64_t clock_reaches(const struct clock_run *run, const struct conf_calendar *calendar,
		      int64_t working_us)
{
	for (size_t i = 0; i < run->count; i += 2) {
		int64_t begin_us = run->moments[i], piece_us;

		if (i + 1 == run->count)
			return calendar_add(calendar, begin_us, working_us);
		piece_us = calendar_between(calendar, begin_us, run->moments[i + 1]);
		if (piece_us >= working_us)
			return calendar_add(calendar, begin_us, working_us);
		working_us -= piece_us;
	}
	return TIME_NONE;
}

int64_t clock_due(const struct conf *conf, const struct ticket *ticket, enum clock_name name)
{
	const struct conf_policy *policy = policy_of(conf, ticket);
	int64_t target_us = policy_target(policy, name), due_us = TIME_NONE;
	struct clock_run run;
	struct arena arena;

	if (!target_us)
		return TIME_NONE;
	arena_init(&arena);
	run = clocks_read(ticket->clocks, &arena).runs[name];
	if (run.count % 2 && !run.is_over)
		due_us = clock_reaches(&run, calendar_at(conf, policy->calendar), target_us);
	arena_release(&arena);
	return due_us;
}

int64_t clock_due_from(const struct conf *conf, const struct ticket *ticket, enum clock_name name,
		       int64_t from_us)
{
	const struct conf_policy *policy = policy_of(conf, ticket);
	int64_t target_us = policy_target(policy, name);

	if (!target_us)
		return TIME_NONE;
	return calendar_add(calendar_at(conf, policy->calendar), from_us, target_us);
}

const char *clock_breached(const struct conf *conf, const struct ticket *ticket,
			   struct arena *arena)
{
	struct clocks clocks = clocks_read(ticket->clocks, arena);
	const struct conf_policy *policy = policy_of(conf, ticket);
	const char *list = NULL;

	for (int name = 0; name < CLOCK_COUNT; name++) {
		const struct clock_run *run = &clocks.runs[name];

		if ((run->is_missed && policy_target(policy, (enum clock_name)name)) ||
		    run->was_missed)
			list = arena_printf(arena, "%s%s%s", list ? list : "", list ? "," : "",
					    clock_name_text((enum clock_name)name));
	}
	return list;
}
