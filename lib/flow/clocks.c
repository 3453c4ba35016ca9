/* What all clocks go by, as one short text: when it differs from what they went by last, they are
 * reckoned again. */
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#include "desk/clock.h"
#include "flow/internal.h"

static void add_strings(struct buf *out, const struct conf_strings *strings)
{
	for (size_t i = 0; i < strings->count; i++)
		buf_printf(out, "%s\n", strings->items[i]);
	buf_addc(out, '\n');
}

static void add_spans(struct buf *out, const struct conf_spans *spans)
{
	for (size_t i = 0; i < spans->count; i++)
		buf_printf(out, "%" PRId64 "-%" PRId64 " ", spans->items[i].begin_us,
			   spans->items[i].end_us);
	buf_addc(out, '\n');
}

static void add_calendar(struct buf *out, const struct conf_calendar *calendar)
{
	buf_printf(out, "%s\n%s\n", calendar->name, calendar->timezone);
	for (int day = 0; day < 7; day++)
		add_spans(out, &calendar->week[day]);
	add_spans(out, &calendar->closures);
	for (size_t i = 0; i < calendar->closed_day_count; i++)
		buf_printf(out, "%" PRId64 " ", calendar->closed_days[i]);
}

static void add_policy(struct buf *out, const struct conf_policy *policy)
{
	buf_printf(out, "%s\n%zu %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 "\n",
		   policy->name, policy->calendar, policy->first_us, policy->update_us,
		   policy->resolve_us, policy->repeat_us, policy->repeat_max);
	add_strings(out, &policy->warn);
	add_strings(out, &policy->match.mailbox);
	add_strings(out, &policy->match.category);
	add_strings(out, &policy->match.priority);
	add_strings(out, &policy->match.segment);
	add_strings(out, &policy->match.language);
}

/* Segments come from there. */
static void add_customers(struct buf *out, const struct conf_customers *customers)
{
	struct stat status;

	if (customers->csv && stat(customers->csv, &status) == 0)
		buf_printf(out, "%s %lld %lld\n", customers->csv, (long long)status.st_size,
			   (long long)status.st_mtime);
}

/* FNV-1a: only a change is to be seen. */
static uint64_t digest(const struct buf *text)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < text->len; i++)
		hash = (hash ^ (unsigned char)text->data[i]) * UINT64_C(1099511628211);
	return hash;
}

static const char *basis_of(const struct conf *conf, struct arena *arena)
{
	struct buf out;
	uint64_t hash;

	buf_init(&out);
	for (size_t i = 0; i < conf->policy_count; i++)
		add_policy(&out, &conf->policies[i]);
	for (size_t i = 0; i < conf->calendar_count; i++)
		add_calendar(&out, &conf->calendars[i]);
	add_customers(&out, &conf->customers);
	hash = digest(&out);
	buf_release(&out);
	return arena_printf(arena, "%zu policies %016" PRIx64, conf->policy_count, hash);
}

int clocks_arrange(struct flow *flow, int64_t now_us, struct err *err)
{
	const char *old, *basis;
	struct arena arena;
	int result;

	arena_init(&arena);
	basis = basis_of(flow->conf, &arena);
	result = store_clocks_basis(flow->store, &arena, &old, err);
	if (!result && (!old || strcmp(old, basis) != 0))
		result = store_clocks_rebase(flow->store, basis, CLOCK_DEADLINE, now_us, err);
	arena_release(&arena);
	return result;
}
