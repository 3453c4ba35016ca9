/* What a scenario expects, against what the desk did. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/timestamp.h"
#include "desk/clock.h"
#include "desk/journal_text.h"
#include "scenario.h"

/* ---- mails ---- */

struct mail_pattern {
	const char *to, *template_name;
	int64_t ticket; /* 0: any */
};

static bool fits(const struct scenario_copy *copy, const struct mail_pattern *pattern)
{
	return !copy->is_taken &&
	       (!pattern->to || text_equal_nocase(copy->recipient, pattern->to)) &&
	       (!pattern->template_name ||
		strcmp(copy->template_name, pattern->template_name) == 0) &&
	       (!pattern->ticket || copy->ticket == pattern->ticket);
}

/* The oldest by outbox number that no expect has taken. */
static struct scenario_copy *oldest(struct scenario *scenario, const struct mail_pattern *pattern)
{
	struct scenario_copy *found = NULL;

	for (size_t i = 0; i < scenario->copy_count; i++)
		if (fits(&scenario->copies[i], pattern) &&
		    (!found || scenario->copies[i].outbox < found->outbox))
			found = &scenario->copies[i];
	return found;
}

/* Each run of white space as one blank. */
static char *squeezed(struct arena *arena, const char *text)
{
	char *out = arena_alloc(arena, strlen(text) + 1);
	size_t len = 0;

	for (; *text; text++) {
		bool is_space = strchr(" \t\r\n", *text) || (unsigned char)*text == '\f';

		if (!is_space)
			out[len++] = *text;
		else if (len && out[len - 1] != ' ')
			out[len++] = ' ';
	}
	return out;
}

static bool has_text(struct scenario *scenario, const char *body, const char *text)
{
	const char *wanted = squeezed(&scenario->arena, text);

	return strstr(squeezed(&scenario->arena, body), wanted) != NULL;
}

/* Neither in the raw bytes nor in any decoded header or part. */
static bool is_anywhere(struct scenario *scenario, const struct scenario_copy *copy,
			const char *text)
{
	const struct message *message = copy->message;
	const struct address_list *lists[] = {&message->from, &message->to, &message->cc,
					      &message->reply_to};

	if (text_find_nocase(copy->raw.data, text) || text_find_nocase(message->subject, text) ||
	    has_text(scenario, message->text, text) ||
	    (message->html && text_find_nocase(message->html, text)))
		return true;
	for (size_t i = 0; i < message->header_count; i++)
		if (text_find_nocase(message->headers[i].value, text))
			return true;
	for (size_t l = 0; l < 4; l++)
		for (size_t i = 0; i < lists[l]->count; i++)
			if (text_find_nocase(lists[l]->items[i].name, text))
				return true;
	for (size_t i = 0; i < message->attachment_count; i++) {
		const struct attachment *part = &message->attachments[i];

		if (text_find_nocase(part->name, text) ||
		    memmem(part->content.data, part->content.len, text, strlen(text)))
			return true;
	}
	return false;
}

/* "Name: GLOB": some header of that name matches. Its value is compared decoded where the reader
 * decodes it. */
static bool header_matches(struct scenario *scenario, const struct scenario_copy *copy,
			   const char *wanted)
{
	const char *colon = strchr(wanted, ':');
	const char *name, *glob;

	if (!colon)
		return false;
	name = arena_strndup(&scenario->arena, wanted, (size_t)(colon - wanted));
	for (glob = colon + 1; *glob == ' '; glob++)
		;
	if (text_equal_nocase(name, "Subject"))
		return text_glob(glob, copy->message->subject);
	for (size_t i = 0; i < copy->message->header_count; i++)
		if (text_equal_nocase(copy->message->headers[i].name, name) &&
		    text_glob(glob, copy->message->headers[i].value))
			return true;
	return false;
}

static bool has_attachment(const struct scenario_copy *copy, const char *glob)
{
	for (size_t i = 0; i < copy->message->attachment_count; i++)
		if (text_glob(glob, copy->message->attachments[i].name))
			return true;
	return false;
}

static const char *sender_of(const struct scenario_copy *copy)
{
	return copy->message->from.count ? copy->message->from.items[0].email : "";
}

/* One condition; true where it holds. An unknown one is an error of the file (-1). */
static int holds(struct scenario *scenario, const struct scenario_copy *copy, const char *name,
		 const char *value, struct err *err)
{
	if (strcmp(name, "from") == 0)
		return text_equal_nocase(sender_of(copy), value);
	if (strcmp(name, "subject") == 0)
		return text_glob(value, copy->message->subject);
	if (strcmp(name, "body") == 0)
		return has_text(scenario, copy->message->text, value);
	if (strcmp(name, "no-body") == 0)
		return !has_text(scenario, copy->message->text, value);
	if (strcmp(name, "header") == 0)
		return header_matches(scenario, copy, value);
	if (strcmp(name, "no-header") == 0)
		return message_header(copy->message, value) == NULL;
	if (strcmp(name, "attachment") == 0)
		return has_attachment(copy, value);
	if (strcmp(name, "nowhere") == 0)
		return !is_anywhere(scenario, copy, value);
	return err_set(err, ERR_INPUT, "unknown condition \"%s\"", name);
}

static const char *what_it_had(struct scenario *scenario, const struct scenario_copy *copy,
			       const char *name)
{
	if (strcmp(name, "from") == 0)
		return sender_of(copy);
	if (strcmp(name, "subject") == 0)
		return copy->message->subject;
	return squeezed(&scenario->arena, copy->message->text);
}

/* The words from `at` on: to, template, ticket. Returns the first word that is none of them. */
static int read_pattern(const struct scenario_statement *statement, size_t at,
			struct mail_pattern *pattern, size_t *rest, struct err *err)
{
	for (; at + 1 < statement->count; at += 2) {
		const char *word = statement->words[at].text,
			   *value = statement->words[at + 1].text;

		if (strcmp(word, "to") == 0)
			pattern->to = value;
		else if (strcmp(word, "template") == 0)
			pattern->template_name = value;
		else if (strcmp(word, "ticket") != 0)
			break;
		else if (scenario_ticket_number(value, &pattern->ticket, err) < 0)
			return -1;
	}
	*rest = at;
	return 0;
}

/* template and ticket may stand behind other conditions too. */
static int gather(const struct scenario_statement *statement, size_t at,
		  struct mail_pattern *pattern, struct err *err)
{
	size_t rest;

	for (; at + 1 < statement->count; at += 2)
		if (read_pattern(statement, at, pattern, &rest, err) < 0)
			return -1;
	if (at < statement->count)
		return err_set(err, ERR_INPUT, "the value of \"%s\" is missing",
			       statement->words[at].text);
	return 0;
}

static void say_no_mail(struct scenario *scenario, const struct mail_pattern *pattern)
{
	const char *got = "";

	for (size_t i = 0; i < scenario->copy_count; i++)
		if (!scenario->copies[i].is_taken)
			got = arena_printf(&scenario->arena, "%s%s%s to %s", got, *got ? ", " : "",
					   scenario->copies[i].template_name,
					   scenario->copies[i].recipient);
	scenario_differs(
	    scenario, "expected a mail%s%s to %s, got %s", pattern->template_name ? " " : "",
	    pattern->template_name ? pattern->template_name : "", pattern->to, *got ? got : "none");
}

static int expect_mail(struct scenario *scenario, const struct scenario_statement *statement,
		       struct err *err)
{
	struct mail_pattern pattern = {0};
	struct scenario_copy *copy;

	if (gather(statement, 2, &pattern, err) < 0)
		return -1;
	if (!pattern.to)
		return err_set(err, ERR_INPUT, "expect mail takes `to ADDRESS`");
	copy = oldest(scenario, &pattern);
	if (!copy) {
		say_no_mail(scenario, &pattern);
		return 0;
	}
	copy->is_taken = true;
	scenario_message(scenario, copy);
	for (size_t at = 2; at + 1 < statement->count; at += 2) {
		const char *name = statement->words[at].text,
			   *value = statement->words[at + 1].text;
		int result;

		if (!strcmp(name, "to") || !strcmp(name, "template") || !strcmp(name, "ticket"))
			continue;
		result = holds(scenario, copy, name, value, err);
		if (result < 0)
			return -1;
		if (!result)
			scenario_differs(scenario, "expected %s \"%s\" in the %s mail, got \"%s\"",
					 name, value, copy->template_name,
					 what_it_had(scenario, copy, name));
	}
	return 0;
}

static int expect_no_mail(struct scenario *scenario, const struct scenario_statement *statement,
			  struct err *err)
{
	struct mail_pattern pattern = {0};
	size_t rest;

	if (read_pattern(statement, 3, &pattern, &rest, err) < 0)
		return -1;
	if (rest != statement->count)
		return err_set(err, ERR_INPUT, "unknown condition \"%s\"",
			       statement->words[rest].text);
	for (size_t i = 0; i < scenario->copy_count; i++)
		if (fits(&scenario->copies[i], &pattern))
			scenario_differs(scenario, "expected no mail, got %s to %s, \"%s\"",
					 scenario->copies[i].template_name,
					 scenario->copies[i].recipient,
					 scenario_message(scenario, &scenario->copies[i])->subject);
	return 0;
}

int scenario_ignore(struct scenario *scenario, const struct scenario_statement *statement,
		    struct err *err)
{
	struct mail_pattern pattern = {0};
	size_t rest;

	if (statement->count < 2 || strcmp(statement->words[1].text, "mail") != 0)
		return err_set(err, ERR_INPUT, "ignore takes `mail`");
	if (read_pattern(statement, 2, &pattern, &rest, err) < 0)
		return -1;
	if (rest != statement->count)
		return err_set(err, ERR_INPUT, "unknown condition \"%s\"",
			       statement->words[rest].text);
	for (size_t i = 0; i < scenario->copy_count; i++)
		if (fits(&scenario->copies[i], &pattern))
			scenario->copies[i].is_taken = true;
	return 0;
}

/* ---- tickets ---- */

static const char *moment_value(struct arena *arena, int64_t at_us)
{
	char text[TIMESTAMP_LEN];

	return at_us == TIME_NONE ? NULL : arena_strdup(arena, timestamp_rfc3339(at_us, text));
}

static const char *due_value(struct scenario *scenario, const struct ticket *ticket,
			     enum clock_name clock)
{
	return moment_value(&scenario->arena, clock_due(scenario->conf, ticket, clock));
}

/* Named values are not in a listing of tickets. */
static const char *parent_of(struct scenario *scenario, int64_t number)
{
	struct ticket *ticket;

	if (!number ||
	    store_ticket_load(scenario->store, number, &scenario->arena, &ticket, NULL) < 0 ||
	    !ticket)
		return NULL;
	return ticket_field(ticket, "parent");
}

/* The field as a text, NULL where there is none; is_known false for a field that tickets have not.
 */
static const char *ticket_value(struct scenario *scenario, const struct ticket *ticket,
				const char *name, bool *is_known)
{
	struct arena *arena = &scenario->arena;

	*is_known = true;
	if (strcmp(name, "status") == 0)
		return ticket_status_name(ticket->status);
	if (strcmp(name, "team") == 0)
		return ticket->team;
	if (strcmp(name, "owner") == 0)
		return ticket->owner;
	if (strcmp(name, "tier") == 0)
		return ticket->tier;
	if (strcmp(name, "priority") == 0)
		return ticket_priority_name(ticket->priority);
	if (strcmp(name, "category") == 0)
		return ticket->category;
	if (strcmp(name, "requester") == 0)
		return ticket->requester.email;
	if (strcmp(name, "subject") == 0)
		return ticket->subject;
	if (strcmp(name, "language") == 0)
		return ticket->language;
	if (strcmp(name, "tags") == 0)
		return *ticket->tags ? ticket->tags : NULL;
	if (strcmp(name, "merged_into") == 0)
		return ticket->merged_into ? arena_printf(arena, "%" PRId64, ticket->merged_into)
					   : NULL;
	if (strcmp(name, "messages") == 0)
		return arena_printf(arena, "%" PRId64, ticket->messages);
	if (strcmp(name, "breached") == 0)
		return clock_breached(scenario->conf, ticket, arena);
	if (strcmp(name, "due_first") == 0)
		return due_value(scenario, ticket, CLOCK_FIRST);
	if (strcmp(name, "due_update") == 0)
		return due_value(scenario, ticket, CLOCK_UPDATE);
	if (strcmp(name, "due_resolve") == 0)
		return due_value(scenario, ticket, CLOCK_RESOLVE);
	*is_known = strcmp(name, "parent") == 0;
	return *is_known ? parent_of(scenario, ticket->number) : NULL;
}

/* The ticket's own row, also where a merge led elsewhere. */
struct field_look {
	struct scenario *scenario;
	int64_t number;
	const char *name, *got;
	bool is_there, is_known;
};

static int look_at_ticket(void *context, const struct ticket *ticket)
{
	struct field_look *look = context;
	const char *got;

	if (ticket->number != look->number)
		return 1;
	look->is_there = true;
	got = ticket_value(look->scenario, ticket, look->name, &look->is_known);
	look->got = arena_strdup(&look->scenario->arena, got);
	return 1;
}

static int expect_ticket(struct scenario *scenario, const struct scenario_statement *statement,
			 struct err *err)
{
	const char *number_text, *name, *wanted, *got;
	struct field_look look = {.scenario = scenario};
	struct ticket_filter filter = {.max = 1};
	bool is_not, is_match;
	int64_t number;
	size_t at = 3;

	if (scenario_word(statement, 2, "a ticket's number", &number_text, err) < 0 ||
	    scenario_ticket_number(number_text, &number, err) < 0 ||
	    scenario_word(statement, at, "a field", &name, err) < 0)
		return -1;
	is_not = strcmp(name, "not") == 0;
	at += is_not;
	if (scenario_word(statement, at, "a field", &name, err) < 0 ||
	    scenario_word(statement, at + 1, "a value", &wanted, err) < 0)
		return -1;
	ticket_value(scenario, &(struct ticket){.tags = ""}, name, &look.is_known);
	if (!look.is_known)
		return err_set(err, ERR_INPUT, "unknown field \"%s\"", name);
	look.number = number;
	look.name = name;
	filter.above = number - 1;
	if (store_tickets(scenario->store, &filter, look_at_ticket, &look, err) < 0)
		return -1;
	if (statement->count > at + 2)
		return err_set(err, ERR_INPUT, "unknown option \"%s\"",
			       statement->words[at + 2].text);
	if (!look.is_there) {
		scenario_differs(scenario, "expected ticket %" PRId64 ", got none", number);
		return 0;
	}
	got = look.got;
	is_match =
	    got ? text_glob(wanted, got) && strcmp(wanted, "-") != 0 : strcmp(wanted, "-") == 0;
	if (is_match == is_not)
		scenario_differs(scenario, "expected ticket %" PRId64 " %s%s %s, got %s", number,
				 is_not ? "not " : "", name, wanted, got ? got : "-");
	return 0;
}

static int count_row(void *context, const struct quarantine_row *row)
{
	(void)row;
	++*(int64_t *)context;
	return 0;
}

static int expect_count(struct scenario *scenario, const struct scenario_statement *statement,
			struct err *err)
{
	bool is_tickets = strcmp(statement->words[1].text, "tickets") == 0;
	int64_t wanted, got = 0;
	const char *text;

	if (scenario_word(statement, 2, "a number", &text, err) < 0 ||
	    scenario_ticket_number(text, &wanted, err) < 0)
		return -1;
	if (statement->count > 3)
		return err_set(err, ERR_INPUT, "unknown option \"%s\"", statement->words[3].text);
	if ((is_tickets ? store_ticket_count(scenario->store, &got, err)
			: store_quarantine(scenario->store, false, count_row, &got, err)) < 0)
		return -1;
	if (got != wanted)
		scenario_differs(scenario, "expected %s %" PRId64 ", got %" PRId64,
				 statement->words[1].text, wanted, got);
	return 0;
}

/* ---- the journal ---- */

struct journal_search {
	const char *glob;
	bool is_found;
	struct buf all;
};

static int look_at_row(void *context, const struct journal_row *row, int64_t ticket)
{
	struct journal_search *search = context;
	struct buf text;

	(void)ticket;
	buf_init(&text);
	journal_text(&text, row);
	search->is_found |= text_glob(search->glob, text.data);
	buf_printf(&search->all, "\n    %s", text.data);
	buf_release(&text);
	return 0;
}

static int expect_journal(struct scenario *scenario, const struct scenario_statement *statement,
			  struct err *err)
{
	struct journal_search search = {0};
	const char *number_text, *word;
	int64_t number;
	bool is_not;
	int result;

	if (scenario_word(statement, 2, "a ticket's number", &number_text, err) < 0 ||
	    scenario_ticket_number(number_text, &number, err) < 0 ||
	    scenario_word(statement, 3, "a pattern", &word, err) < 0)
		return -1;
	is_not = strcmp(word, "not") == 0 && !statement->words[3].is_quoted;
	if (scenario_word(statement, is_not ? 4 : 3, "a pattern", &search.glob, err) < 0)
		return -1;
	if (statement->count > (is_not ? 5u : 4u))
		return err_set(err, ERR_INPUT, "unknown option \"%s\"",
			       statement->words[is_not ? 5 : 4].text);
	buf_init(&search.all);
	result = store_journal(scenario->store, number, look_at_row, &search, err);
	if (!result && search.is_found == is_not)
		scenario_differs(scenario,
				 "expected %s journal row \"%s\" on ticket %" PRId64 ", got%s",
				 is_not ? "no" : "a", search.glob, number,
				 search.all.len ? search.all.data : " none");
	buf_release(&search.all);
	return result;
}

int scenario_expect(struct scenario *scenario, const struct scenario_statement *statement,
		    struct err *err)
{
	const char *what;

	if (scenario_start(scenario, err) < 0 ||
	    scenario_word(statement, 1, "what is expected", &what, err) < 0)
		return -1;
	if (strcmp(what, "mail") == 0)
		return expect_mail(scenario, statement, err);
	if (strcmp(what, "no") == 0 && statement->count > 2 &&
	    strcmp(statement->words[2].text, "mail") == 0)
		return expect_no_mail(scenario, statement, err);
	if (strcmp(what, "ticket") == 0)
		return expect_ticket(scenario, statement, err);
	if (strcmp(what, "tickets") == 0 || strcmp(what, "quarantine") == 0)
		return expect_count(scenario, statement, err);
	if (strcmp(what, "journal") == 0)
		return expect_journal(scenario, statement, err);
	return err_set(err, ERR_INPUT, "nothing called \"%s\" can be expected", what);
}

/* ---- run "COMMAND" [exit N] <<END ---- */

/* Parts a command line at blanks; quotes keep words together. */
static int split_command(struct arena *arena, const char *line, char **argv, int max)
{
	int argc = 0;

	while (*line) {
		struct buf word;
		char quote = 0;

		while (*line == ' ')
			line++;
		if (!*line || argc == max)
			break;
		buf_init(&word);
		for (; *line && (quote || *line != ' '); line++) {
			if (quote ? *line == quote : (*line == '"' || *line == '\''))
				quote = quote ? 0 : *line;
			else
				buf_addc(&word, *line);
		}
		argv[argc++] = buf_dup(&word, arena);
		buf_release(&word);
	}
	return argc;
}

/* Line by line, each a GLOB. */
static void compare_output(struct scenario *scenario, const char *wanted, const char *got)
{
	size_t line = 0;

	while (*wanted || *got) {
		size_t wanted_len = strcspn(wanted, "\n"), got_len = strcspn(got, "\n");
		const char *glob = arena_strndup(&scenario->arena, wanted, wanted_len);
		const char *text = arena_strndup(&scenario->arena, got, got_len);

		line++;
		if (!*wanted || !*got || !text_glob(glob, text)) {
			scenario_differs(scenario,
					 "expected line %zu of the output \"%s\", got \"%s\"", line,
					 *wanted ? glob : "(end)", *got ? text : "(end)");
			return;
		}
		wanted += wanted_len + (wanted[wanted_len] == '\n');
		got += got_len + (got[got_len] == '\n');
	}
}

int scenario_command(struct scenario *scenario, const struct scenario_statement *statement,
		     struct err *err)
{
	enum { ARGUMENTS_MAX = 40 };
	char *argv[ARGUMENTS_MAX + 1] = {NULL}, *output = NULL;
	struct ctl ctl = {.is_borrowed = true, .err = stderr};
	const char *line, *word, *number;
	int64_t wanted = EX_OK;
	size_t output_len;
	int argc, code;

	if (scenario_start(scenario, err) < 0 ||
	    scenario_word(statement, 1, "a command", &line, err) < 0)
		return -1;
	if (statement->count > 2) {
		if (scenario_word(statement, 2, "an option", &word, err) < 0 ||
		    scenario_word(statement, 3, "a code", &number, err) < 0 ||
		    scenario_ticket_number(number, &wanted, err) < 0)
			return -1;
		if (strcmp(word, "exit") != 0)
			return err_set(err, ERR_INPUT, "unknown option \"%s\"", word);
	}
	argc = split_command(&scenario->arena, line, argv, ARGUMENTS_MAX);
	if (!argc)
		return err_set(err, ERR_INPUT, "the command is empty");
	ctl.conf = scenario->conf;
	ctl.store = scenario->store;
	ctl.now_us = scenario->now_us;
	ctl.out = open_memstream(&output, &output_len);
	code = ctl_run_command(&ctl, argc, argv);
	fclose(ctl.out);
	if (code != wanted)
		scenario_differs(scenario, "expected exit %d of \"%s\", got %d", (int)wanted, line,
				 code);
	if (statement->text)
		compare_output(scenario, statement->text, output);
	free(output);
	return 0;
}
