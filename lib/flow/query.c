/* What agents asked for (#show, #list …), as text for the transcript, from the store as it is now.
 */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "base/timestamp.h"
#include "desk/command.h"
#include "desk/journal_text.h"
#include "desk/snooze.h"
#include "desk/subject.h"
#include "desk/tier.h"
#include "flow/internal.h"

enum { LIST_MAX = 100, EXCHANGES_MAX = 100, TEXT_MAX = 100000 };

struct answer {
	struct flow *flow;
	const struct mail_query *query;
	struct buf *out;
	struct listed *listed;
	struct arena *arena;
};

static const char *person(const char *name, const char *email, struct arena *arena)
{
	return *name ? arena_printf(arena, "%s <%s>", name, email) : email;
}

static void add_ticket_line(struct answer *answer, const struct ticket *ticket)
{
	bool is_usual = ticket->priority == PRIORITY_NORMAL;

	buf_printf(answer->out, "[%s-%" PRId64 "] %s, %s%s%s, %s: %s\n",
		   answer->flow->conf->desk.tag, ticket->number, ticket_status_name(ticket->status),
		   is_usual ? "" : ticket_priority_name(ticket->priority), is_usual ? "" : ", ",
		   ticket->owner ? ticket->owner : "nobody's", ticket->requester.email,
		   ticket->subject);
	listed_add(answer->listed, ticket->number, answer->arena);
}

static int list(struct answer *answer, struct arena *arena, struct err *err)
{
	const struct mail_query *query = answer->query;
	struct queue_filter filter = {.owner = query->owner,
				      .team = query->team,
				      .without_field = SNOOZED_FIELD,
				      .max = LIST_MAX + 1};
	struct ticket *tickets;
	size_t count;

	if (query->kind == QUERY_SEARCH
		? store_search(answer->flow->store, query->argument, filter.max, arena, &tickets,
			       &count, err) < 0
		: store_queue(answer->flow->store, &filter, arena, &tickets, &count, err) < 0)
		return -1;
	for (size_t i = 0; i < count && i < LIST_MAX; i++)
		add_ticket_line(answer, &tickets[i]);
	if (!count)
		buf_adds(answer->out, "none\n");
	if (count > LIST_MAX)
		buf_printf(answer->out, "(the first %d)\n", LIST_MAX);
	return 0;
}

static int add_row(void *context, const struct journal_row *row, int64_t ticket)
{
	struct answer *answer = context;
	char at[TIMESTAMP_LEN];

	(void)ticket;
	buf_printf(answer->out, "%s ", timestamp_rfc3339(row->at_us, at));
	journal_text(answer->out, row);
	buf_addc(answer->out, '\n');
	return answer->out->len > TEXT_MAX;
}

static void add_people(struct answer *answer, const struct ticket *ticket, struct arena *arena)
{
	buf_printf(answer->out, "customer: %s\n",
		   person(ticket->requester.name, ticket->requester.email, arena));
	buf_printf(answer->out, "owner: %s, team %s\n", ticket->owner ? ticket->owner : "nobody",
		   ticket->team);
	for (size_t i = 0; i < ticket->participant_count; i++) {
		const struct participant *one = &ticket->participants[i];

		if (one->role == PARTICIPANT_REQUESTER)
			continue;
		buf_printf(answer->out, "%s: %s\n",
			   one->role == PARTICIPANT_CC       ? "was in copy, gets nothing"
			   : one->role == PARTICIPANT_MEMBER ? "let in"
							     : "watches",
			   one->agent ? one->agent : person(one->name, one->email, arena));
	}
}

static int show(struct answer *answer, struct arena *arena, struct err *err)
{
	struct exchange *exchanges;
	struct ticket *ticket;
	char at[TIMESTAMP_LEN];
	size_t count;

	if (store_ticket_load(answer->flow->store, answer->query->ticket, arena, &ticket, err) < 0)
		return -1;
	if (!ticket)
		return 0;
	buf_printf(answer->out, "%s %s\nstatus %s, priority %s, opened %s\n",
		   subject_tag(answer->flow->conf, ticket->number, arena), ticket->subject,
		   ticket_status_name(ticket->status), ticket_priority_name(ticket->priority),
		   timestamp_rfc3339(ticket->created_us, at));
	add_people(answer, ticket, arena);
	if (ticket->tier)
		buf_printf(answer->out, "tier: %s\n", ticket->tier);
	for (size_t i = 0; i < ticket->field_count; i++)
		if (ticket_field_is_shown(ticket->fields[i].name))
			buf_printf(answer->out, "%s: %s\n", ticket->fields[i].name,
				   ticket->fields[i].value);
	if (answer->query->kind == QUERY_WHO)
		return 0;
	if (store_exchanges(answer->flow->store, ticket->number, EXCHANGES_MAX, arena, &exchanges,
			    &count, err) < 0)
		return -1;
	for (size_t i = count; i-- && answer->out->len < TEXT_MAX;)
		buf_printf(answer->out, "\n%s %s%s:\n%s", timestamp_rfc3339(exchanges[i].at_us, at),
			   exchanges[i].by, exchanges[i].is_public ? "" : " (internal)",
			   exchanges[i].words);
	return 0;
}

static const char *proof_text(enum command_need need)
{
	switch (need) {
	case NEED_ANY:
		return "one proof: the answer to a mail that the desk sent you, or your mail "
		       "server's word";
	case NEED_SIGNED:
		return "a signature, or your answer to the desk's question whether it is from "
		       "you; and a role that names it";
	case NEED_CHANGE:
		return "the answer to a mail of this ticket that the desk sent you, and your mail "
		       "server's word where the mailbox can check it";
	}
	return "";
}

static void help_command(struct answer *answer, const struct command *command)
{
	buf_printf(answer->out, "#%s%s%s: %s\n", command->name, *command->arguments ? " " : "",
		   command->arguments, command->help);
	for (size_t i = 0; command->aliases && command->aliases[i]; i++)
		buf_printf(answer->out, "%s#%s", i ? ", " : "Or: ", command->aliases[i]);
	buf_printf(answer->out, "%sExample: %s\nNeeds: %s\n", command->aliases ? "\n" : "",
		   command->example, proof_text(command->need));
}

/* Who to turn to: each tier in the order of the ladder. */
static void tiers(struct answer *answer)
{
	const struct conf *conf = answer->flow->conf;

	for (size_t i = 0; i < conf->tier_count; i++) {
		const struct conf_tier *tier = &conf->tiers[i];
		struct conf_indexes people = tier_people(conf, i);

		buf_printf(answer->out, "%zu. %s", i + 1, tier->name);
		if (tier->accept_within_us)
			buf_printf(answer->out, ", accepts within %" PRId64 " min",
				   tier->accept_within_us / MINUTE_US);
		buf_adds(answer->out, "\n");
		for (size_t j = 0; j < people.count; j++)
			buf_printf(answer->out, "   %s (%s)\n", conf->agents[people.items[j]].name,
				   conf->agents[people.items[j]].id);
		for (size_t j = 0; j < tier->categories.count; j++)
			buf_printf(answer->out, "   takes %s\n", tier->categories.items[j]);
		if (tier->procedure)
			buf_printf(answer->out, "   %s\n", tier->procedure);
	}
	buf_adds(answer->out, conf->tier_count ? "Then the team's manager and the admin.\n"
					       : "this desk has no tiers\n");
}

static void help(struct answer *answer)
{
	if (*answer->query->argument) {
		help_command(answer, command_find(answer->query->argument));
		return;
	}
	for (const struct command *command = command_table; command->name; command++)
		buf_printf(answer->out, "#%s%s%s: %s\n", command->name,
			   *command->arguments ? " " : "", command->arguments, command->help);
}

void listed_add(struct listed *listed, int64_t ticket, struct arena *arena)
{
	if (!ticket)
		return;
	listed->tickets =
	    arena_grow(arena, listed->tickets, listed->count, sizeof *listed->tickets);
	listed->tickets[listed->count++] = ticket;
}

int query_answer(struct flow *flow, const struct mail_query *query, struct listed *listed,
		 struct arena *arena, struct buf *out, struct err *err)
{
	struct answer answer = {
	    .flow = flow, .query = query, .out = out, .listed = listed, .arena = arena};

	switch (query->kind) {
	case QUERY_SHOW:
	case QUERY_WHO:
		return show(&answer, arena, err);
	case QUERY_HISTORY:
		return store_journal(flow->store, query->ticket, add_row, &answer, err);
	case QUERY_LIST:
	case QUERY_SEARCH:
		return list(&answer, arena, err);
	case QUERY_INCIDENT:
		return incident_show(flow, query, out, err);
	case QUERY_TIERS:
		tiers(&answer);
		return 0;
	case QUERY_HELP:
		help(&answer);
		return 0;
	}
	return 0;
}
