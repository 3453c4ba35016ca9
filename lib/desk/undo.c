#include "desk/undo.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "desk/people.h"
#include "desk/snooze.h"

/* One line of the text: KIND, NAME, BEFORE and AFTER, parted by tabs; "" for none. */
struct undo_line {
	const char *kind, *name, *before, *after;
};

/* ---- writing ---- */

static void add_line(struct buf *out, const char *kind, const char *name, const char *before,
		     const char *after)
{
	const char *parts[] = {kind, name, before ? before : "", after ? after : ""};

	for (size_t i = 0; i < 4; i++) {
		for (const char *at = parts[i]; *at; at++)
			buf_addc(out, *at == '\t' || *at == '\n' ? ' ' : *at);
		buf_addc(out, i < 3 ? '\t' : '\n');
	}
}

static void add_change(struct buf *out, const char *kind, const char *before, const char *after)
{
	if (strcmp(before ? before : "", after ? after : "") != 0)
		add_line(out, kind, "", before, after);
}

static void add_fields(struct buf *out, const struct ticket *before, const struct ticket *after)
{
	add_change(out, "status", ticket_status_name(before->status),
		   ticket_status_name(after->status));
	add_change(out, "priority", ticket_priority_name(before->priority),
		   ticket_priority_name(after->priority));
	add_change(out, "team", before->team, after->team);
	add_change(out, "owner", before->owner, after->owner);
	add_change(out, "category", before->category, after->category);
	add_change(out, "subject", before->subject, after->subject);
	add_change(out, "tag", before->tags, after->tags);
	add_change(out, "snoozed", ticket_field(before, SNOOZED_FIELD),
		   ticket_field(after, SNOOZED_FIELD));
}

static const struct participant *find_person(const struct ticket *ticket,
					     const struct participant *person)
{
	return person->agent ? people_find_watcher(ticket, person->agent)
			     : people_find(ticket, person->email);
}

/* Those of `after` who were none of `before` or had another role; with is_gone, those who are not
 * there any more. */
static void add_people(struct buf *out, const struct ticket *before, const struct ticket *after,
		       bool is_gone)
{
	const struct ticket *from = is_gone ? before : after, *other = is_gone ? after : before;

	for (size_t i = 0; i < from->participant_count; i++) {
		const struct participant *person = &from->participants[i];
		const struct participant *was = find_person(other, person);
		const char *role = participant_role_name(person->role);

		if (was && (is_gone || was->role == person->role))
			continue;
		add_line(out, person->agent ? "watcher" : "person",
			 person->agent ? person->agent : person->email,
			 is_gone ? role
			 : was   ? participant_role_name(was->role)
				 : NULL,
			 is_gone ? NULL : role);
	}
}

/* Why a command's work stays; NULL where the ticket's fields tell all of it. */
static const char *lasting(const struct command *command)
{
	static const struct {
		const char *name, *why;
	} reasons[] = {
	    {"away", "#back ends it"},
	    {"back", "#away sets you away again"},
	    {"cause", "write it again as it should be"},
	    {"consult", "the question has gone"},
	    {"escalate", "#return gives it back"},
	    {"eta", "what was promised is promised; #eta gives another time"},
	    {"link", "a link stays"},
	    {"merge", "a merge is for ever"},
	    {"offer", "what was offered is offered"},
	    {"remind", "you get that mail"},
	    {"requester", "their addresses are one person's now"},
	    {"return", "#escalate sends it up again"},
	    {"spam", "their mail is still held off; an admin can lift that"},
	    {"split", "it is a ticket of its own now: #merge brings it back"},
	};

	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (strcmp(reasons[i].name, command->name) == 0)
			return reasons[i].why;
	return NULL;
}

const char *undo_text(struct arena *arena, const struct ticket *before, const struct ticket *after,
		      const struct command_line *lines, size_t line_count, bool is_public)
{
	const char *text;
	struct buf out;

	buf_init(&out);
	add_fields(&out, before, after);
	add_people(&out, before, after, false);
	add_people(&out, before, after, true);
	for (size_t i = 0; i < line_count; i++) {
		const struct command *command = command_find(lines[i].word);

		if (command && lasting(command))
			add_line(&out, "stays", lines[i].line, lasting(command), NULL);
	}
	if (is_public)
		add_line(&out, "sent", "", NULL, NULL);
	text = out.len ? buf_dup(&out, arena) : NULL;
	buf_release(&out);
	return text;
}

const char *undo_add_mail(struct arena *arena, const char *undo, int64_t outbox)
{
	return arena_printf(arena, "%smail\t%" PRId64 "\t\t\n", undo, outbox);
}

/* ---- reading ---- */

/* The next line of it; false at its end. */
static bool next_line(struct arena *arena, const char **at, struct undo_line *line)
{
	const char **parts[] = {&line->kind, &line->name, &line->before, &line->after};

	if (!**at)
		return false;
	for (size_t i = 0; i < 4; i++) {
		size_t len = strcspn(*at, i < 3 ? "\t\n" : "\n");

		*parts[i] = arena_strndup(arena, *at, len);
		*at += len + ((*at)[len] == (i < 3 ? '\t' : '\n'));
	}
	return true;
}

size_t undo_mails(const char *undo, int64_t *mails)
{
	size_t count = 0;

	while (*undo && count < UNDO_MAILS_MAX) {
		if (strncmp(undo, "mail\t", 5) == 0)
			mails[count++] = strtoll(undo + 5, NULL, 10);
		undo += strcspn(undo, "\n");
		undo += *undo == '\n';
	}
	return count;
}

/* ---- taking back ---- */

static const char *none(const char *text)
{
	return *text ? text : NULL;
}

static const char *me(const struct command_state *state)
{
	return state->record->conf->agents[state->agent].id;
}

/* A field that is a text of the ticket. */
static const char **text_of(struct ticket *ticket, const char *kind)
{
	if (strcmp(kind, "team") == 0)
		return &ticket->team;
	if (strcmp(kind, "owner") == 0)
		return &ticket->owner;
	if (strcmp(kind, "category") == 0)
		return &ticket->category;
	if (strcmp(kind, "subject") == 0)
		return &ticket->subject;
	return strcmp(kind, "tag") == 0 ? &ticket->tags : NULL;
}

static const char *now_of(struct ticket *ticket, const char *kind)
{
	const char **text = text_of(ticket, kind);
	const char *value = text ? *text : NULL;

	if (strcmp(kind, "status") == 0)
		value = ticket_status_name(ticket->status);
	else if (strcmp(kind, "priority") == 0)
		value = ticket_priority_name(ticket->priority);
	else if (strcmp(kind, "snoozed") == 0)
		value = ticket_field(ticket, SNOOZED_FIELD);
	return value ? value : "";
}

static void set_text(struct command_state *state, const struct undo_line *line)
{
	struct ticket *ticket = state->ticket;
	bool is_subject = strcmp(line->kind, "subject") == 0;

	if (strcmp(line->kind, "owner") == 0) {
		record_owner(state->record, ticket, none(line->before), me(state), "undo");
		return;
	}
	record_journal(state->record, ticket, line->kind, me(state), "undo",
		       is_subject ? NULL : none(line->after),
		       is_subject ? NULL : none(line->before), NULL);
	*text_of(ticket, line->kind) =
	    strcmp(line->kind, "category") == 0 ? none(line->before) : line->before;
}

static void set_field(struct command_state *state, const struct undo_line *line)
{
	struct record *record = state->record;
	enum ticket_priority priority;
	enum ticket_status status;

	if (strcmp(line->kind, "status") == 0) {
		if (ticket_status_parse(line->before, &status))
			record_status(record, state->ticket, status, me(state), "undo");
	} else if (strcmp(line->kind, "priority") == 0) {
		record_journal(record, state->ticket, "priority", me(state), "undo", line->after,
			       line->before, NULL);
		if (ticket_priority_parse(line->before, &priority))
			state->ticket->priority = priority;
	} else if (strcmp(line->kind, "snoozed") == 0) {
		snooze_end(record, state->ticket, me(state), "undo");
	} else if (text_of(state->ticket, line->kind)) {
		set_text(state, line);
	}
}

static const char *take_back_field(struct command_state *state, const struct undo_line *line)
{
	struct arena *arena = state->record->arena;
	const char *now = now_of(state->ticket, line->kind);

	if (strcmp(now, line->after) != 0)
		return arena_printf(arena, "%s is %s by now, and stays", line->kind,
				    *now ? now : "none");
	set_field(state, line);
	return arena_printf(arena, "%s is %s again", line->kind,
			    *line->before ? line->before : "none");
}

static const char *take_back_person(struct command_state *state, const struct undo_line *line)
{
	struct record *record = state->record;
	bool is_watcher = strcmp(line->kind, "watcher") == 0;
	const char *agent = is_watcher ? line->name : NULL;
	struct participant person = {.email = is_watcher ? "" : line->name, .name = ""};
	enum participant_role role;

	person.agent = agent;
	if (*line->before && participant_role_parse(line->before, &person.role))
		people_set(record, state->ticket, &person);
	else if (participant_role_parse(line->after, &role))
		people_remove(record, state->ticket, role, line->name, agent);
	record_journal(record, state->ticket, is_watcher ? "watcher" : "member", me(state), "undo",
		       NULL, NULL, "what", *line->before ? "added" : "removed", NULL);
	return arena_printf(record->arena, "%s takes part as before", line->name);
}

static void cancel(struct command_state *state, const struct kept_message *kept)
{
	struct changes *changes = state->record->changes;

	for (size_t i = 0; i < kept->held_count; i++) {
		changes->cancelled =
		    arena_grow(state->record->arena, changes->cancelled, changes->cancelled_count,
			       sizeof *changes->cancelled);
		changes->cancelled[changes->cancelled_count++] = kept->held[i];
		record_journal(state->record, state->ticket, "mail", me(state), "undo", BY_CUSTOMER,
			       NULL, NULL);
	}
}

static const char *take_back(struct command_state *state, const struct kept_message *kept,
			     const struct undo_line *line)
{
	if (strcmp(line->kind, "stays") == 0)
		return arena_printf(state->record->arena, "%s stays: %s", line->name, line->before);
	if (strcmp(line->kind, "sent") == 0)
		return kept->held_count ? "your answer had not gone, and does not: it is a draft"
					: "your answer has gone to the customer, and stays";
	if (strcmp(line->kind, "person") == 0 || strcmp(line->kind, "watcher") == 0)
		return take_back_person(state, line);
	return strcmp(line->kind, "mail") == 0 ? NULL : take_back_field(state, line);
}

const char *undo_carry_out(struct command_state *state, const struct kept_message *kept)
{
	struct changes *changes = state->record->changes;
	const char *at = kept->undo, *result = "", *one;
	struct undo_line line;

	while (next_line(state->record->arena, &at, &line)) {
		one = take_back(state, kept, &line);
		if (one)
			result = arena_printf(state->record->arena, "%s%s%s", result,
					      *result ? "; " : "", one);
	}
	cancel(state, kept);
	changes->kept = arena_grow(state->record->arena, changes->kept, changes->kept_count,
				   sizeof *changes->kept);
	changes->kept[changes->kept_count++] = (struct kept_change){
	    .message = kept->id, .is_undone = true, .is_withdrawn = kept->held_count > 0};
	return result;
}
