#include "scenario.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/ids.h"
#include "base/text.h"
#include "base/timestamp.h"
#include "mail/reader.h"

enum { LEASE_MAX = 100, ROUNDS_MAX = 10000 };

static const int64_t start_us = INT64_C(1767603600000000); /* 2026-01-05T09:00:00Z, a Monday */

void scenario_differs(struct scenario *scenario, const char *format, ...)
{
	va_list args;

	fprintf(scenario->out, "%s:%zu: ", scenario->file, scenario->line);
	va_start(args, format);
	vfprintf(scenario->out, format, args);
	va_end(args);
	fputc('\n', scenario->out);
	scenario->failed++;
}

int scenario_word(const struct scenario_statement *statement, size_t at, const char *what,
		  const char **text, struct err *err)
{
	*text = "";
	if (at >= statement->count)
		return err_set(err, ERR_INPUT, "%s is missing", what);
	*text = statement->words[at].text;
	return 0;
}

int scenario_ticket_number(const char *text, int64_t *number, struct err *err)
{
	char *end;

	*number = strtoll(text, &end, 10);
	if (end == text || *end || *number < 0)
		return err_set(err, ERR_INPUT, "\"%s\" is not a number", text);
	return 0;
}

int scenario_load(struct scenario *scenario, const char *path, struct bytes *out, struct err *err)
{
	const char *whole =
	    *path == '/' ? path : arena_printf(&scenario->arena, "%s/%s", scenario->folder, path);
	FILE *file = fopen(whole, "rb");
	char chunk[65536];
	struct buf content;
	size_t len;

	if (!file)
		return err_set_errno(err, ERR_INPUT, "\"%s\" can't be read", whole);
	buf_init(&content);
	while ((len = fread(chunk, 1, sizeof chunk, file)) > 0)
		buf_add(&content, chunk, len);
	fclose(file);
	out->len = content.len;
	out->data = buf_dup(&content, &scenario->arena);
	buf_release(&content);
	return 0;
}

/* ---- conf ---- */

static int load_conf(struct scenario *scenario, struct err *err)
{
	struct conf_options options = {.is_scenario = true};
	struct conf_errors errors = {0};
	struct conf *conf;

	if (conf_load_texts(scenario->conf_names, scenario->conf_texts, scenario->conf_count,
			    scenario->folder, &options, &scenario->arena, &conf, &errors) < 0)
		return err_set(err, ERR_INPUT, "%s",
			       errors.lines.count ? errors.lines.items[0]
						  : "the conf is not right");
	/* The conf before stays until the end: tickets that were loaded point into it. */
	scenario->confs = arena_grow(&scenario->arena, scenario->confs, scenario->loaded_count,
				     sizeof *scenario->confs);
	scenario->confs[scenario->loaded_count++] = conf;
	scenario->conf = conf;
	return 0;
}

static void add_conf(struct scenario *scenario, const char *name, const char *text)
{
	scenario->conf_names = arena_grow(&scenario->arena, scenario->conf_names,
					  scenario->conf_count, sizeof *scenario->conf_names);
	scenario->conf_texts = arena_grow(&scenario->arena, scenario->conf_texts,
					  scenario->conf_count, sizeof *scenario->conf_texts);
	scenario->conf_names[scenario->conf_count] = name;
	scenario->conf_texts[scenario->conf_count++] = text;
}

static struct flow flow_of(struct scenario *scenario)
{
	return (struct flow){.conf = scenario->conf,
			     .templates = scenario->templates,
			     .store = scenario->store,
			     .pass = &scenario->pass,
			     .gnupg = scenario_gnupg(scenario)};
}

/* What ombudd does when it starts with a conf. */
static int arrange(struct scenario *scenario, struct err *err)
{
	struct flow flow = flow_of(scenario);

	return timers_arrange(&flow, scenario->now_us, err);
}

static int set_conf(struct scenario *scenario, const struct scenario_statement *statement,
		    struct err *err)
{
	struct template_set *templates;

	if (!statement->text || statement->count != 1)
		return err_set(err, ERR_INPUT, "conf takes <<WORD and a text");
	add_conf(scenario,
		 arena_printf(&scenario->arena, "%s:%zu", scenario->file, statement->line),
		 statement->text);
	if (load_conf(scenario, err) < 0)
		return -1;
	if (!scenario->store)
		return 0;
	if (template_set_open(scenario->conf->templates, &templates, err) < 0)
		return -1;
	template_set_close(scenario->templates);
	scenario->templates = templates;
	return arrange(scenario, err);
}

/*
 * A PostgreSQL of the admin's is only a guest room: all tables are temporary ones, which go with
 * the connection, so that each scenario has a fresh store and leaves nothing.
 */
static const char *guest_dsn(struct arena *arena, const char *dsn)
{
	if (strstr(dsn, "://"))
		return arena_printf(arena, "%s%coptions=-csearch_path%%3Dpg_temp", dsn,
				    strchr(dsn, '?') ? '&' : '?');
	return arena_printf(arena, "%s options='-csearch_path=pg_temp'", dsn);
}

int scenario_start(struct scenario *scenario, struct err *err)
{
	struct conf_store location = {.engine = ENGINE_SQLITE, .location = ""};
	enum store_open_how how = STORE_MEMORY;

	if (scenario->store)
		return 0;
	if (!scenario->conf && load_conf(scenario, err) < 0)
		return -1;
	if (scenario->store_dsn) {
		location.engine = ENGINE_POSTGRESQL;
		location.location = guest_dsn(&scenario->arena, scenario->store_dsn);
		how = STORE_READ_WRITE;
	}
	if (template_set_open(scenario->conf->templates, &scenario->templates, err) < 0)
		return -1;
	if (store_open(&location, how, &scenario->store, err) < 0)
		return -1;
	return arrange(scenario, err);
}

/* ---- settling ---- */

static struct smtp_answer relay_answer(struct scenario *scenario, const char *recipient)
{
	struct smtp_answer answer = {.class = SMTP_DONE, .code = 250, .text = "250 taken"};

	for (size_t i = 0; i < scenario->failure_count; i++) {
		struct scenario_failure *failure = &scenario->failures[i];

		if (!failure->times || !text_equal_nocase(failure->address, recipient))
			continue;
		failure->times--;
		answer.code = failure->code ? failure->code : 354;
		answer.class = answer.code >= 500 ? SMTP_PERMANENT : SMTP_TEMPORARY;
		answer.is_unsure = !failure->code;
		snprintf(answer.text, sizeof answer.text,
			 failure->code ? "%d said the relay" : "%d and no reply to the mail",
			 answer.code);
		break;
	}
	return answer;
}

/* Composes the mail as post would, and keeps it where the relay takes it. */
static int keep_copy(struct scenario *scenario, struct flow *flow, const struct courier_item *item,
		     struct err *err)
{
	struct scenario_copy copy = {
	    .outbox = item->delivery->outbox,
	    .ticket = item->delivery->mail.ticket,
	    .template_name = arena_strdup(&scenario->arena, item->delivery->mail.template_name),
	    .recipient = arena_strdup(&scenario->arena, item->to),
	    .envelope_from = arena_strdup(&scenario->arena, item->from),
	    .mailbox = arena_strdup(&scenario->arena, item->delivery->mail.mailbox),
	};
	struct buf mail;
	int result;

	buf_init(&mail);
	result = courier_compose(flow, item, &mail, err);
	copy.raw = (struct bytes){buf_dup(&mail, &scenario->arena), mail.len};
	buf_release(&mail);
	if (result < 0)
		return -1;
	scenario->copies = arena_grow(&scenario->arena, scenario->copies, scenario->copy_count,
				      sizeof *scenario->copies);
	scenario->copies[scenario->copy_count++] = copy;
	return 0;
}

const struct message *scenario_message(struct scenario *scenario, struct scenario_copy *copy)
{
	struct mail_limits limits = mail_limits_default();
	struct err unread;

	if (!copy->message)
		mail_read(copy->raw, &limits, &scenario->arena, &copy->message, &unread);
	return copy->message;
}

/* Hands what is due to the relay; *done says how many. */
static int hand_over(struct scenario *scenario, size_t *done, struct err *err)
{
	struct flow flow = flow_of(scenario);
	struct arena arena;
	struct courier_lease lease = {.relay = CONF_NO_INDEX, .max = LEASE_MAX, .arena = &arena};
	struct courier_result *results;
	int result;

	arena_init(&arena);
	result = courier_turn(&flow, NULL, 0, &lease, 1, "replay", scenario->now_us, err);
	results = arena_array(&arena, lease.count + 1, sizeof *results);
	for (size_t i = 0; !result && i < lease.count; i++) {
		results[i].item = &lease.items[i];
		results[i].answer = relay_answer(scenario, lease.items[i].to);
		if (results[i].answer.class == SMTP_DONE || results[i].answer.is_unsure)
			result = keep_copy(scenario, &flow, &lease.items[i], err);
	}
	if (!result && lease.count)
		result = courier_turn(&flow, results, lease.count, NULL, 0, "replay",
				      scenario->now_us, err);
	*done = result ? 0 : lease.count;
	arena_release(&arena);
	return result;
}

static int settle(struct scenario *scenario, struct err *err)
{
	scenario->pass = (struct flow_pass){0};
	for (int round = 0; round < ROUNDS_MAX; round++) {
		struct flow flow = flow_of(scenario);
		size_t due, sent;

		if (sweep_due(&flow, scenario->now_us, LEASE_MAX, &due, err) < 0 ||
		    hand_over(scenario, &sent, err) < 0)
			return -1;
		if (!due && !sent)
			return 0;
	}
	return err_set(err, ERR_SYSTEM, "the desk does not settle");
}

/* Takes them as one arrival, and settles. */
int scenario_arrive(struct scenario *scenario, size_t mailbox, struct bytes raw, struct err *err)
{
	struct arrival arrival = {.mailbox = mailbox, .raw = raw};
	struct intake_counts counts = {0};
	struct mailbox_state state;
	struct flow flow;

	if (scenario_start(scenario, err) < 0)
		return -1;
	flow = flow_of(scenario);
	if (store_begin(scenario->store, err) < 0)
		return -1;
	if (store_mailbox_open(scenario->store, scenario->conf->mailboxes[mailbox].name,
			       scenario->now_us, &state, err) < 0 ||
	    store_commit(scenario->store, err) < 0) {
		store_rollback(scenario->store);
		return -1;
	}
	arrival.mailbox_id = state.id;
	if (intake_take(&flow, &arrival, 1, NULL, NULL, scenario->now_us, &counts, err) < 0)
		return -1;
	return settle(scenario, err);
}

/* ---- time ---- */

static int go_to(struct scenario *scenario, int64_t target_us, struct err *err)
{
	if (scenario_start(scenario, err) < 0)
		return -1;
	if (target_us < scenario->now_us)
		return err_set(err, ERR_INPUT, "time does not go back");
	for (;;) {
		int64_t deadline_us, outbox_us, next_us;

		if (store_deadline_next(scenario->store, &deadline_us, err) < 0 ||
		    store_outbox_next(scenario->store, &outbox_us, err) < 0)
			return -1;
		next_us = deadline_us;
		if (outbox_us != TIME_NONE && (next_us == TIME_NONE || outbox_us < next_us))
			next_us = outbox_us;
		if (next_us == TIME_NONE || next_us > target_us)
			break;
		if (next_us > scenario->now_us)
			scenario->now_us = next_us;
		if (settle(scenario, err) < 0)
			return -1;
	}
	scenario->now_us = target_us;
	return settle(scenario, err);
}

static int play_at(struct scenario *scenario, const struct scenario_statement *statement,
		   struct err *err)
{
	const char *text;
	int64_t at_us;

	if (scenario_word(statement, 1, "a moment", &text, err) < 0 ||
	    timestamp_parse(text, &at_us, err) < 0)
		return -1;
	if (statement->count > 2)
		return err_set(err, ERR_INPUT, "at takes one moment");
	return go_to(scenario, at_us, err);
}

static int play_advance(struct scenario *scenario, const struct scenario_statement *statement,
			struct err *err)
{
	int64_t span_us, sum_us = 0;
	const char *text;

	if (scenario_word(statement, 1, "a duration", &text, err) < 0)
		return -1;
	for (size_t i = 1; i < statement->count; i++) {
		if (duration_parse(statement->words[i].text, &span_us, err) < 0)
			return -1;
		sum_us += span_us;
	}
	return go_to(scenario, scenario->now_us + sum_us, err);
}

static int play_send_fails(struct scenario *scenario, const struct scenario_statement *statement,
			   struct err *err)
{
	struct scenario_failure failure = {.times = 1};
	const char *code, *times;

	if (scenario_word(statement, 1, "an address", &failure.address, err) < 0 ||
	    scenario_word(statement, 2, "a code", &code, err) < 0)
		return -1;
	if (strcmp(code, "lost") != 0) {
		failure.code = atoi(code);
		if (failure.code < 400 || failure.code > 599)
			return err_set(err, ERR_INPUT, "\"%s\" is neither a code nor `lost`", code);
	}
	if (statement->count > 3) {
		if (strcmp(statement->words[3].text, "times") != 0 || statement->count != 5)
			return err_set(err, ERR_INPUT, "unknown option \"%s\"",
				       statement->words[3].text);
		times = statement->words[4].text;
		if (scenario_ticket_number(times, &failure.times, err) < 0)
			return -1;
	}
	scenario->failures = arena_grow(&scenario->arena, scenario->failures,
					scenario->failure_count, sizeof *scenario->failures);
	scenario->failures[scenario->failure_count++] = failure;
	return 0;
}

/* ---- the play ---- */

static const struct {
	const char *name;
	scenario_run *run;
} statement_table[] = {
    {"conf", set_conf},
    {"at", play_at},
    {"advance", play_advance},
    {"mail", scenario_mail},
    {"write", scenario_write},
    {"reply", scenario_reply},
    {"tap", scenario_tap},
    {"bounce", scenario_bounce},
    {"send-fails", play_send_fails},
    {"run", scenario_command},
    {"expect", scenario_expect},
    {"ignore", scenario_ignore},
};

/* Arrivals and time settle by themselves, and what is expected changes nothing. */
static bool needs_settling(const struct scenario_statement *statement)
{
	return strcmp(statement->words[0].text, "run") == 0 ||
	       strcmp(statement->words[0].text, "conf") == 0;
}

static int play_statement(struct scenario *scenario, const struct scenario_statement *statement,
			  struct err *err)
{
	scenario->line = statement->line;
	for (size_t i = 0; i < sizeof statement_table / sizeof *statement_table; i++)
		if (strcmp(statement_table[i].name, statement->words[0].text) == 0) {
			if (statement_table[i].run(scenario, statement, err) < 0)
				return -1;
			return needs_settling(statement) && scenario->store ? settle(scenario, err)
									    : 0;
		}
	return err_set(err, ERR_INPUT, "unknown statement \"%s\"", statement->words[0].text);
}

static int play_all(struct scenario *scenario, struct err *err)
{
	struct scenario_statement *statements;
	const char *base = strrchr(scenario->file, '/');
	struct bytes source;
	size_t count;

	if (scenario_load(scenario, base ? base + 1 : scenario->file, &source, err) < 0)
		return -1;
	if (!text_is_utf8(source.data, source.len))
		return err_set(err, ERR_INPUT, "the file is not UTF-8");
	if (scenario_read(scenario->file, source.data, &scenario->arena, &statements, &count, err) <
	    0)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (play_statement(scenario, &statements[i], err) < 0) {
			err_prefix(err, "%s:%zu", scenario->file, statements[i].line);
			return -1;
		}
	return 0;
}

int scenario_play(const char *file, const char *store_dsn, FILE *out, struct err *err)
{
	struct scenario scenario = {
	    .file = file, .out = out, .store_dsn = store_dsn, .now_us = start_us};
	const char *slash = strrchr(file, '/');
	int result;

	arena_init(&scenario.arena);
	ids_seed_for_replay(1);
	scenario.folder =
	    slash ? arena_strndup(&scenario.arena, file, (size_t)(slash - file)) : ".";
	add_conf(&scenario, "scenario.conf", conf_scenario_default());
	result = play_all(&scenario, err);
	scenario_gnupg_end(&scenario);
	if (scenario.store)
		store_close(scenario.store);
	if (scenario.templates)
		template_set_close(scenario.templates);
	for (size_t i = 0; i < scenario.loaded_count; i++)
		conf_free(scenario.confs[i]);
	arena_release(&scenario.arena);
	return result < 0 ? -1 : scenario.failed > 0;
}
