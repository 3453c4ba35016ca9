#include "unit/flow_help.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/log.h"
#include "desk/journal_text.h"

static void be_silent(enum log_level level, const char *subsystem, const char *line)
{
	(void)level;
	(void)subsystem;
	(void)line;
}

void stage_conf(struct stage *stage, const char *conf)
{
	static const struct conf_options options = {.is_scenario = true};
	const char *const names[] = {"scenario.conf", "test.conf"};
	const char *texts[] = {conf_scenario_default(), NULL};
	struct conf *old = (struct conf *)(uintptr_t)stage->flow.conf, *loaded;
	struct conf_errors errors = {0};
	char *copy = arena_strdup(&stage->arena, conf ? conf : "");

	for (char *at = copy; *at; at++)
		if (*at == '\'')
			*at = '"';
	texts[1] = copy;
	conf_free(old);
	conf_load_texts(names, texts, 2, ".", &options, &stage->arena, &loaded, &errors);
	ck_assert_msg(loaded != NULL, "%s", errors.lines.count ? errors.lines.items[0] : "?");
	stage->flow.conf = loaded;
}

static int open_mailbox(struct stage *stage)
{
	struct store *store = stage->flow.store;

	return store_begin(store, &stage->err) ||
	       store_mailbox_open(store, "support", stage->now_us, &stage->state, &stage->err) ||
	       store_commit(store, &stage->err);
}

void stage_open(struct stage *stage, const char *conf)
{
	struct template_set *templates;

	log_set_sink(be_silent);
	*stage = (struct stage){.now_us = STAGE_NOW_US};
	arena_init(&stage->arena);
	stage_conf(stage, conf);
	ck_assert_int_eq(template_set_open(NULL, &templates, &stage->err), 0);
	stage->flow.templates = templates;
	ck_assert_msg(store_open_scripted(&stage->flow.store, &stage->err) == 0, "%s",
		      stage->err.text);
	ck_assert_msg(open_mailbox(stage) == 0, "%s", stage->err.text);
}

void stage_close(struct stage *stage)
{
	store_close(stage->flow.store);
	template_set_close((struct template_set *)(uintptr_t)stage->flow.templates);
	conf_free((struct conf *)(uintptr_t)stage->flow.conf);
	arena_release(&stage->arena);
}

struct arrival stage_arrival(struct stage *stage, uint32_t uid, const char *raw)
{
	struct arrival arrival = {
	    .mailbox_id = stage->state.id, .uidvalidity = stage->state.uidvalidity, .uid = uid};
	struct buf out;

	if (!arrival.uidvalidity)
		arrival.uidvalidity = 1;
	buf_init(&out);
	for (; *raw; raw++)
		buf_printf(&out, *raw == '\n' ? "\r\n" : "%c", *raw);
	arrival.raw = (struct bytes){buf_dup(&out, &stage->arena), out.len};
	buf_release(&out);
	return arrival;
}

struct arrival stage_letter(struct stage *stage, uint32_t number)
{
	return stage_arrival(stage, number,
			     arena_printf(&stage->arena,
					  "From: Cleo <cleo@customer.example>\n"
					  "To: support@acme.example\n"
					  "Date: Mon, 05 Jan 2026 08:59:00 +0000\n"
					  "Message-ID: <letter-%u@customer.example>\n"
					  "Subject: letter %u\n\nHello, this is letter %u.\n",
					  number, number, number));
}

int stage_take(struct stage *stage, const struct arrival *arrivals, size_t count)
{
	stage->counts = (struct intake_counts){0};
	stage->err = (struct err){0};
	return intake_take(&stage->flow, arrivals, count, &stage->state, NULL, stage->now_us,
			   &stage->counts, &stage->err);
}

/* ---- as text ---- */

struct listing {
	struct buf out;
};

static int add_ticket(void *context, const struct ticket *ticket)
{
	struct listing *listing = context;

	buf_printf(&listing->out, "%" PRId64 " %s %s\n", ticket->number,
		   ticket_status_name(ticket->status), ticket->subject);
	return 0;
}

static int add_quarantined(void *context, const struct quarantine_row *row)
{
	struct listing *listing = context;

	buf_printf(&listing->out, "%s %u %s: %s %zu\n", row->mailbox, row->uid, row->reason,
		   row->subject, row->packed.len);
	return 0;
}

static int add_row(void *context, const struct journal_row *row, int64_t ticket)
{
	struct listing *listing = context;

	buf_printf(&listing->out, "%" PRId64 " ", ticket);
	journal_text(&listing->out, row);
	buf_addc(&listing->out, '\n');
	return 0;
}

static int add_mail(void *context, const struct outbox_row *row, const char *recipient,
		    const char *state, int64_t attempts, int64_t next_us, const char *answer)
{
	struct listing *listing = context;

	(void)next_us;
	(void)answer;
	buf_printf(&listing->out, "%s to %s %s %" PRId64 "\n", row->template_name, recipient, state,
		   attempts);
	return 0;
}

static const char *text_of(struct stage *stage, struct listing *listing, int result)
{
	const char *text = buf_dup(&listing->out, &stage->arena);

	buf_release(&listing->out);
	ck_assert_msg(result == 0, "%s", stage->err.text);
	return text;
}

const char *stage_tickets(struct stage *stage)
{
	struct ticket_filter filter = {.max = SIZE_MAX};
	struct listing listing;

	buf_init(&listing.out);
	return text_of(
	    stage, &listing,
	    store_tickets(stage->flow.store, &filter, add_ticket, &listing, &stage->err));
}

const char *stage_quarantine(struct stage *stage)
{
	struct listing listing;

	buf_init(&listing.out);
	return text_of(
	    stage, &listing,
	    store_quarantine(stage->flow.store, true, add_quarantined, &listing, &stage->err));
}

const char *stage_journal(struct stage *stage)
{
	struct listing listing;

	buf_init(&listing.out);
	return text_of(stage, &listing,
		       store_journal(stage->flow.store, 0, add_row, &listing, &stage->err));
}

const char *stage_outbox(struct stage *stage)
{
	struct listing listing;

	buf_init(&listing.out);
	return text_of(stage, &listing,
		       store_outbox(stage->flow.store, true, add_mail, &listing, &stage->err));
}

/* ---- the courier ---- */

struct courier_lease stage_lease(struct stage *stage, const char *holder)
{
	struct courier_lease lease = {.relay = CONF_NO_INDEX, .max = 100, .arena = &stage->arena};

	stage->err = (struct err){0};
	ck_assert_msg(
	    courier_turn(&stage->flow, NULL, 0, &lease, 1, holder, stage->now_us, &stage->err) == 0,
	    "%s", stage->err.text);
	return lease;
}

int stage_settle(struct stage *stage, const struct courier_lease *lease, enum smtp_class class,
		 const char *text)
{
	struct courier_result *results =
	    arena_array(&stage->arena, lease->count + 1, sizeof *results);

	for (size_t i = 0; i < lease->count; i++) {
		results[i].item = &lease->items[i];
		results[i].answer = (struct smtp_answer){.class = class};
		snprintf(results[i].answer.text, sizeof results[i].answer.text, "%s", text);
	}
	stage->err = (struct err){0};
	return courier_turn(&stage->flow, results, lease->count, NULL, 0, "post", stage->now_us,
			    &stage->err);
}

size_t stage_times(const char *text, const char *part)
{
	size_t times = 0;

	for (; (text = strstr(text, part)); text += strlen(part))
		times++;
	return times;
}

void stage_fault(struct stage *stage, enum db_call call, unsigned nth, bool is_lasting,
		 enum err_code code)
{
	struct db_fault fault = {.call = call,
				 .nth = nth,
				 .is_lasting = is_lasting,
				 .code = code,
				 .text = "it failed on demand"};

	store_script(stage->flow.store, nth ? &fault : NULL);
}
