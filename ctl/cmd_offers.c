/* ombudctl offers [--month 2026-01] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/timestamp.h"
#include "ctl.h"
#include "output.h"

/* What one agent offered in one month, of one kind and currency. */
struct sum {
	char month[16];
	const char *agent, *kind;
	struct money amount; /* of what was given or approved */
	int64_t given, pending, denied, expired;
};

struct ledger {
	struct arena arena;
	struct sum *sums;
	size_t count;
};

static void month_text(char *out, size_t size, int64_t at_us)
{
	struct utc utc = utc_from_us(at_us);

	snprintf(out, size, "%04d-%02d", utc.year, utc.month);
}

static bool is_of(const struct sum *sum, const char *month, const struct offer *offer)
{
	return !strcmp(sum->month, month) && !strcmp(sum->agent, offer->agent) &&
	       !strcmp(sum->kind, offer->kind) &&
	       money_is_same_currency(&sum->amount, &offer->amount);
}

static struct sum *sum_of(struct ledger *ledger, const struct offer *offer)
{
	struct sum *sum;
	char month[16];

	month_text(month, sizeof month, offer->made_us);
	for (size_t i = 0; i < ledger->count; i++)
		if (is_of(&ledger->sums[i], month, offer))
			return &ledger->sums[i];
	ledger->sums =
	    arena_grow(&ledger->arena, ledger->sums, ledger->count, sizeof *ledger->sums);
	sum = &ledger->sums[ledger->count++];
	memcpy(sum->month, month, sizeof month);
	sum->agent = arena_strdup(&ledger->arena, offer->agent);
	sum->kind = arena_strdup(&ledger->arena, offer->kind);
	sum->amount = offer->amount;
	sum->amount.minor = 0;
	return sum;
}

static int add_offer(void *context, const struct offer *offer)
{
	struct sum *sum = sum_of(context, offer);

	switch (offer->state) {
	case OFFER_GIVEN:
	case OFFER_APPROVED:
		sum->given++;
		sum->amount.minor += offer->amount.minor;
		break;
	case OFFER_PENDING:
		sum->pending++;
		break;
	case OFFER_DENIED:
		sum->denied++;
		break;
	case OFFER_EXPIRED:
		sum->expired++;
		break;
	}
	return 0;
}

static int compare(const void *left, const void *right)
{
	const struct sum *a = left, *b = right;
	int order = strcmp(a->month, b->month);

	order = order ? order : strcmp(a->agent, b->agent);
	order = order ? order : strcmp(a->kind, b->kind);
	return order ? order : strcmp(a->amount.currency, b->amount.currency);
}

static void print_sum(struct output *output, struct arena *arena, const struct sum *sum)
{
	const char *amount = *sum->amount.currency ? money_text(arena, &sum->amount) : "-";

	if (!output->is_json) {
		fprintf(output->file, "%s ", sum->month);
		output_cell(output->file, sum->agent, 10);
		fputc(' ', output->file);
		output_cell(output->file, sum->kind, 12);
		fprintf(output->file, " %3d given, %s; %d pending, %d denied, %d expired\n",
			(int)sum->given, amount, (int)sum->pending, (int)sum->denied,
			(int)sum->expired);
		return;
	}
	output_json(output,
		    json_pack("{ss ss ss ss sI so sI sI sI}", "month", sum->month, "agent",
			      sum->agent, "kind", sum->kind, "currency", sum->amount.currency,
			      "given", (json_int_t)sum->given, "amount",
			      json_stringn(amount, strcspn(amount, " ")), "pending",
			      (json_int_t)sum->pending, "denied", (json_int_t)sum->denied,
			      "expired", (json_int_t)sum->expired));
}

static bool read_month(const char *text, int64_t *from_us, int64_t *to_us)
{
	struct utc from = {.day = 1}, to = {.day = 1};
	char end;

	if (strlen(text) != 7 || sscanf(text, "%4d-%2d%c", &from.year, &from.month, &end) != 2 ||
	    from.month < 1 || from.month > 12)
		return false;
	to.year = from.month == 12 ? from.year + 1 : from.year;
	to.month = from.month == 12 ? 1 : from.month + 1;
	*from_us = utc_to_us(&from);
	*to_us = utc_to_us(&to);
	return *from_us != TIME_NONE && *to_us != TIME_NONE;
}

int ctl_offers(struct ctl *ctl, int argc, char **argv)
{
	struct output output = {.file = ctl->out, .is_json = ctl_flag(&argc, argv, "--json")};
	const char *month = ctl_option(&argc, argv, "--month");
	int64_t from_us = 0, to_us = INT64_MAX;
	struct ledger ledger = {0};
	struct err err = {0};
	int code;

	if (argc > 1)
		return ctl_usage(ctl, argv[0], "does not know \"%s\"", argv[1]);
	if (month && !read_month(month, &from_us, &to_us))
		return ctl_usage(ctl, argv[0], "takes a month as 2026-01");
	if ((code = ctl_store(ctl, STORE_READ_ONLY)))
		return code;
	arena_init(&ledger.arena);
	code = store_offers(ctl->store, from_us, to_us, add_offer, &ledger, &err) < 0
		   ? ctl_fail(ctl, &err)
		   : EX_OK;
	if (ledger.count)
		qsort(ledger.sums, ledger.count, sizeof *ledger.sums, compare);
	for (size_t i = 0; !code && i < ledger.count; i++)
		print_sum(&output, &ledger.arena, &ledger.sums[i]);
	arena_release(&ledger.arena);
	return code;
}
