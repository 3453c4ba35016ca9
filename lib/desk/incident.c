#include "desk/incident.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "desk/category.h"
#include "desk/outward.h"
#include "desk/subject.h"

enum { TEXT_MAX = 64 * 1024 };
static const int64_t report_after_us = 10 * MINUTE_US; /* bounces come in within that */

bool incident_is(const struct ticket *ticket)
{
	return ticket_field(ticket, INCIDENT_TITLE) != NULL;
}

static const char *number_text(struct arena *arena, int64_t number)
{
	return arena_printf(arena, "%" PRId64, number);
}

/* ---- what belongs to it ---- */

/* One of its words or phrases, which commas part. */
static bool has_words(const struct ticket *parent, const char *text, struct arena *arena)
{
	const char *words = ticket_field(parent, INCIDENT_WORDS);

	while (words && *words) {
		size_t len = strcspn(words, ",");
		const char *phrase = words_fold(arena_strndup(arena, words, len), arena);

		phrase += strspn(phrase, " ");
		if (words_has(text, phrase))
			return true;
		words += len + (words[len] == ',');
	}
	return false;
}

static const char *rule_of(const struct ticket *parent, const struct ticket *ticket,
			   const char *text, struct arena *arena)
{
	const char *category = ticket_field(parent, INCIDENT_CATEGORY);

	if (has_words(parent, text, arena))
		return "incident";
	return category && category_fits(category, ticket->category) ? "incident" : NULL;
}

void incident_attach(struct record *record, struct ticket *ticket, const struct ticket *parent,
		     const char *by, const char *rule)
{
	const char *number = number_text(record->arena, parent->number);

	record_field(record, ticket, INCIDENT_PARENT, number);
	record_journal(record, ticket, "linked", by, rule, NULL, number, NULL);
}

const char *incident_attach_new(struct record *record, struct ticket *ticket)
{
	const struct message *message = record->event->message;
	const struct facts *facts = record->facts;
	const char *own = *message->reply ? message->reply : message->text;
	const char *text;

	if (!facts->incident_count || message->kind != MAIL_HUMAN)
		return NULL;
	text = words_fold(arena_printf(record->arena, "%s\n%.*s", message->subject,
				       (int)text_cut_len(own, strlen(own), TEXT_MAX), own),
			  record->arena);
	for (size_t i = 0; i < facts->incident_count; i++) {
		const struct ticket *parent = facts->incidents[i];
		const char *rule = rule_of(parent, ticket, text, record->arena);

		if (!rule || !ticket_status_is_live(parent->status))
			continue;
		incident_attach(record, ticket, parent, BY_INTAKE, rule);
		return arena_printf(record->arena, "It is part of the incident %s %s.",
				    subject_tag(record->conf, parent->number, record->arena),
				    ticket_field(parent, INCIDENT_TITLE));
	}
	return NULL;
}

/* ---- the words of an update ---- */

/* "[de]" alone on its line; the language, or NULL. */
static const char *section_of(const char *line, size_t len, struct arena *arena)
{
	while (len && strchr(" \t\r", line[len - 1]))
		len--;
	if (len < 4 || len > 12 || line[0] != '[' || line[len - 1] != ']' ||
	    strspn(line + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-") != len - 2)
		return NULL;
	return arena_strndup(arena, line + 1, len - 2);
}

static bool is_language(const char *section, const char *language)
{
	size_t len = strlen(section);

	return text_starts_nocase(language, section) &&
	       (!language[len] || language[len] == '-' || language[len] == '_');
}

/* The lines up to the next section. */
static size_t part_len(const char *words, struct arena *arena)
{
	const char *at = words;

	while (*at) {
		size_t len = strcspn(at, "\n");

		if (section_of(at, len, arena))
			break;
		at += len + (at[len] == '\n');
	}
	return (size_t)(at - words);
}

const char *incident_words_for(const char *words, const char *language, struct arena *arena)
{
	size_t len = part_len(words, arena);
	const char *first = NULL, *at = words + len;

	if (len && strspn(words, " \n") < len)
		first = arena_strndup(arena, words, len);
	while (*at) {
		size_t line = strcspn(at, "\n");
		const char *section = section_of(at, line, arena), *part;

		at += line + (at[line] == '\n');
		len = part_len(at, arena);
		part = arena_strndup(arena, at, len);
		at += len;
		if (section && is_language(section, language))
			return part;
		if (!first)
			first = part;
	}
	return first ? first : words;
}

/* ---- one update to many ---- */

/* Of the parent's updates. */
static const char *next_number(struct record *record, struct ticket *parent)
{
	const char *last = ticket_field(parent, INCIDENT_UPDATES);
	const char *number = number_text(record->arena, (last ? strtoll(last, NULL, 10) : 0) + 1);

	record_field(record, parent, INCIDENT_UPDATES, number);
	return number;
}

/* So many children a minute, the first of them now; the agent's id, then the words. */
static void fan_out(struct command_state *state, const char *kind, const char *words)
{
	struct record *record = state->record;
	const struct facts *facts = record->facts;
	const char *number = next_number(record, state->ticket);
	const char *name = arena_printf(record->arena, "%s:%s", kind, number);
	const char *me = record->conf->agents[state->agent].id;
	const char *data = arena_printf(record->arena, "%s\n%s", me, words);
	int64_t due_us = record->now_us;
	size_t told = 0;

	for (size_t i = 0; i < facts->child_count; i++) {
		struct ticket *child = ARENA_NEW(record->arena, struct ticket);

		if (facts->children[i].parent != state->ticket->number)
			continue;
		child->number = facts->children[i].ticket;
		due_us = record->now_us +
			 (int64_t)told++ / record->conf->limits.incident_per_minute * MINUTE_US;
		record_deadline(record, child, name, due_us, data);
	}
	record_journal(record, state->ticket, "incident", me,
		       strcmp(kind, INCIDENT_SOLVE) == 0 ? "solved" : "update", NULL, NULL,
		       "tickets", number_text(record->arena, (int64_t)told), NULL);
	if (told)
		record_deadline(record, state->ticket,
				arena_printf(record->arena, "%s:%s", INCIDENT_REPORT, number),
				due_us + report_after_us,
				arena_printf(record->arena, "%s\n%" PRId64, me, record->now_us));
}

static size_t live_children(const struct command_state *state)
{
	const struct facts *facts = state->record->facts;
	size_t count = 0;

	for (size_t i = 0; i < facts->child_count; i++)
		count += facts->children[i].parent == state->ticket->number &&
			 facts->children[i].is_live;
	return count;
}

/* Nobody is told of a solution in silence. */
static void ask_for_words(struct command_state *state)
{
	struct record *record = state->record;
	size_t count = live_children(state);
	struct mail_change *mail;

	if (!count)
		return;
	mail = record_agent_mail(record, state->ticket, state->agent, "note", BY_INTAKE);
	mail->words = arena_printf(
	    record->arena,
	    "%zu tickets of this incident are still open, and their customers have not been told. "
	    "Answer with #solved and a text: it goes to each of them, and solves their tickets.",
	    count);
}

void incident_follow(struct command_state *state, const char *words, bool was_live)
{
	const struct ticket *ticket = state->ticket;
	bool is_solved = state->has_status && ticket->status == STATUS_SOLVED;

	if (!incident_is(ticket))
		return;
	if (is_solved && words)
		fan_out(state, INCIDENT_SOLVE, words);
	else if (is_solved && was_live)
		ask_for_words(state);
	else if (words && state->template_name && strcmp(state->template_name, "update") == 0)
		fan_out(state, INCIDENT_TELL, words);
}

/* ---- on a child ---- */

/* The agent's id is the first line of the deadline's data. */
static void tell(struct record *record, struct ticket *ticket, const char *template_name,
		 const char **by)
{
	const char *data = record->event->deadline->data ? record->event->deadline->data : "";
	size_t len = strcspn(data, "\n");
	size_t mailbox = conf_mailbox_by_name(record->conf, ticket->mailbox);
	struct mail_change *mail;

	*by = arena_strndup(record->arena, data, len);
	data += len + (data[len] == '\n');
	record_journal(record, ticket, "incident", *by, template_name,
		       ticket_field(ticket, INCIDENT_PARENT), NULL, NULL);
	if (ticket->requester.is_suppressed) {
		record_journal(record, ticket, "muted", *by, "suppressed", NULL, NULL, "template",
			       template_name, NULL);
		return;
	}
	mail = record_mail(record, ticket, AUDIENCE_CUSTOMER, template_name,
			   ticket->answer_to ? ticket->answer_to : ticket->requester.email,
			   ticket->requester.name, *by);
	mail->is_words = true;
	mail->words = outward_words(
	    record->conf, incident_words_for(data, ticket->language, record->arena),
	    record->conf->mailboxes[mailbox == CONF_NO_INDEX ? 0 : mailbox].address, record->arena);
}

void incident_tells(struct record *record, struct ticket *ticket)
{
	const char *by;

	if (!ticket_status_is_live(ticket->status))
		return;
	tell(record, ticket, "update", &by);
	if (ticket->status == STATUS_NEW)
		record_status(record, ticket, STATUS_OPEN, by, "incident");
}

void incident_solves(struct record *record, struct ticket *ticket)
{
	const char *by;

	if (!ticket_status_is_live(ticket->status))
		return;
	tell(record, ticket, "resolved", &by);
	record_status(record, ticket, STATUS_SOLVED, by, "incident");
}

void incident_reports(struct record *record, struct ticket *ticket)
{
	const char *data = record->event->deadline->data ? record->event->deadline->data : "";
	size_t len = strcspn(data, "\n");
	size_t agent = conf_agent_by_id(record->conf, arena_strndup(record->arena, data, len));
	struct mail_query *query = ARENA_NEW(record->arena, struct mail_query);
	struct mail_change *mail;

	if (agent == CONF_NO_INDEX)
		return;
	query->kind = QUERY_INCIDENT;
	query->title = "Who has your words on this incident";
	query->ticket = ticket->number;
	query->argument = data[len] ? data + len + 1 : "0";
	mail = record_agent_mail(record, ticket, agent, "transcript", BY_CLOCK);
	mail->queries = query;
	mail->query_count = 1;
}
