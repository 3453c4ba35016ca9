/* A mail that has come, into the store: read first, then one transaction for as many as are there.
 */
#include <stdio.h>
#include <string.h>

#include "base/ids.h"
#include "base/log.h"
#include "base/text.h"
#include "flow/internal.h"
#include "flow/signature.h"
#include "mail/reader.h"

static const int64_t read_limit_us = 5 * SECOND_US;

/* A mail that was read, and waits for its transaction. */
struct reading {
	struct arena arena;
	struct intake_mark *mark; /* NULL */
	struct event event;
	struct mail_source source;
	struct err err; /* why it can't be taken, after a failed try */
	/* what became of it; the log is told after the commit */
	const char *outcome, *why; /* outcome NULL: nothing to tell */
	int64_t ticket;            /* 0 */
};

static struct mail_limits limits_of(const struct conf *conf, const struct conf_mailbox *mailbox)
{
	const struct conf_limits *limits = &conf->limits;

	return (struct mail_limits){.header_block = (size_t)limits->header_block,
				    .header_line = (size_t)limits->header_line,
				    .comment_depth = (size_t)limits->comment_depth,
				    .mime_depth = (size_t)limits->mime_depth,
				    .parts = (size_t)limits->parts,
				    .addresses = (size_t)limits->addresses,
				    .references = (size_t)limits->references,
				    .raw = (size_t)mailbox->max_size};
}

/*
 * What makes a mail the same mail, whatever its UID: Message-ID, Date, From and the decoded text,
 * for some servers rewrite bytes; only without a Message-ID the raw bytes.
 */
static const char *fingerprint_of(const struct message *message, struct bytes raw,
				  struct arena *arena)
{
	char *digest = arena_alloc(arena, IDS_SHA256_LEN + 1);
	struct buf whole;

	if (!message || !message->message_id) {
		ids_sha256(raw.data, raw.len, digest);
		return digest;
	}
	buf_init(&whole);
	buf_printf(&whole, "%s\n%lld\n%s\n", message->message_id, (long long)message->date_us,
		   message->from.count ? message->from.items[0].email : "");
	buf_adds(&whole, message->text);
	ids_sha256(whole.data, whole.len, digest);
	buf_release(&whole);
	return digest;
}

/* An error's text is bounded, and may end within a sign. */
static const char *reason_of(const struct err *err, struct arena *arena)
{
	return text_clean_dup(arena, err->text, strlen(err->text), TEXT_LINE);
}

static struct message *empty_message(struct bytes raw, struct arena *arena)
{
	struct message *message = ARENA_NEW(arena, struct message);

	message->raw = raw;
	message->subject = message->text = message->reply = message->quoted = message->signature =
	    "";
	message->charset = message->kind_reason = "";
	message->date_us = message->away_until_us = TIME_NONE;
	return message;
}

/* What is about to be read or decided, in memory that outlives us. */
static void set_mark(const struct reading *reading, bool is_set)
{
	const struct arrival *arrival = reading->source.arrival;

	if (!reading->mark)
		return;
	reading->mark->mailbox = is_set ? arrival->mailbox : 0;
	reading->mark->uidvalidity = is_set ? arrival->uidvalidity : 0;
	reading->mark->uid = is_set ? arrival->uid : 0;
}

/* Only one who left a mark can be found when the limit ends the process. */
static void limit_cpu(const struct reading *reading, int64_t span_us)
{
	if (reading->mark)
		clock_limit_cpu(span_us);
}

static const char *size_text(int64_t size, struct arena *arena)
{
	if (size < 1 << 20)
		return arena_printf(arena, "%lld KB", (long long)(size >> 10));
	if (size >= 1 << 30)
		return arena_printf(arena, "%.1f GB", (double)size / (1 << 30));
	return arena_printf(arena, "%lld MB", (long long)(size >> 20));
}

/* What stands for the text of a mail that was not fetched. */
static const char *oversize_text(const struct arrival *arrival, struct arena *arena)
{
	const char *size = size_text(arrival->oversize, arena);

	if (!arrival->uid)
		return arena_printf(arena, "(This mail of %s was too large.)\n", size);
	return arena_printf(
	    arena, "(This mail of %s was too large and was left in the mailbox, UID %u.)\n", size,
	    (unsigned)arrival->uid);
}

static void read_one(const struct flow *flow, const struct arrival *arrival,
		     struct intake_mark *mark, struct reading *reading)
{
	const struct conf *conf = flow->conf;
	struct mail_limits limits = limits_of(conf, &conf->mailboxes[arrival->mailbox]);
	struct event *event = &reading->event;
	struct err err = {0};

	arena_init(&reading->arena);
	reading->source.arrival = arrival;
	reading->mark = mark;
	*event = (struct event){.kind = EVENT_MAIL,
				.mailbox = arrival->mailbox,
				.is_old = arrival->is_old,
				.oversize = arrival->oversize};
	if (arrival->is_poison) {
		event->message = empty_message(arrival->raw, &reading->arena);
		event->unreadable = "the reader died of it";
	} else {
		set_mark(reading, true);
		limit_cpu(reading, read_limit_us);
		if (mail_read(arrival->raw, &limits, &reading->arena, &event->message, &err) < 0)
			event->unreadable = reason_of(&err, &reading->arena);
		limit_cpu(reading, 0);
		if (!event->unreadable && !arrival->oversize && !arrival->is_old)
			signature_check(conf, flow->gnupg, event, &reading->arena);
		set_mark(reading, false);
	}
	if (arrival->oversize)
		event->message->text = event->message->reply =
		    oversize_text(arrival, &reading->arena);
	event->fingerprint = reading->source.fingerprint = fingerprint_of(
	    event->unreadable ? NULL : event->message, arrival->raw, &reading->arena);
	if (!event->unreadable)
		note_losses(conf, event->message, &reading->arena);
	reading->source.packed = raw_pack(arrival->raw, &reading->arena);
}

static int put_in_quarantine(struct flow *flow, const struct reading *reading, const char *reason,
			     int64_t now_us, struct err *err)
{
	const struct arrival *arrival = reading->source.arrival;
	const struct message *message = reading->event.message;
	struct quarantine_row row = {
	    .mailbox = flow->conf->mailboxes[arrival->mailbox].name,
	    .uidvalidity = arrival->uidvalidity,
	    .uid = arrival->uid,
	    .reason = reason,
	    .from = message->from.count ? message->from.items[0].email : "",
	    .subject = message->subject,
	    .at_us = now_us,
	    .packed = reading->source.packed,
	};
	int64_t id;

	return store_quarantine_insert(flow->store, &row, &id, err);
}

static int add_to_ledger(struct flow *flow, const struct reading *reading, const char *outcome,
			 const char *reason, const struct applied *applied, int64_t now_us,
			 struct err *err)
{
	const struct arrival *arrival = reading->source.arrival;
	struct ledger_entry entry = {.mailbox = arrival->mailbox_id,
				     .uidvalidity = arrival->uidvalidity,
				     .uid = arrival->uid,
				     .fingerprint = strcmp(outcome, outcome_name(OUTCOME_ANONYMOUS))
							? reading->source.fingerprint
							: NULL,
				     .outcome = arrival->oversize ? "oversize" : outcome,
				     .reason = reason,
				     .ticket = applied->ticket,
				     .message = applied->message,
				     .taken_us = now_us};

	return store_ledger_add(flow->store, &entry, err);
}

static void log_taken(const struct flow *flow, const struct reading *reading)
{
	const struct arrival *arrival = reading->source.arrival;
	char uid[16], number[24];

	if (!reading->outcome)
		return;
	snprintf(uid, sizeof uid, "%u", arrival->uid);
	snprintf(number, sizeof number, "%lld", (long long)reading->ticket);
	log_event(strcmp(reading->outcome, "quarantined") ? LOG_LEVEL_DEBUG : LOG_LEVEL_WARNING,
		  "intake", "mail taken", "mailbox", flow->conf->mailboxes[arrival->mailbox].name,
		  "uid", arrival->uid ? uid : NULL, "outcome", reading->outcome, "why",
		  reading->why, "ticket", reading->ticket ? number : NULL, NULL);
}

static void set_taken(struct reading *reading, const char *outcome, const char *why, int64_t ticket)
{
	reading->outcome = outcome;
	reading->why = why;
	reading->ticket = ticket;
}

/* The quote in an answer is known by the words of ours that it quotes. */
static void read_reply(struct reading *reading, const struct facts *facts)
{
	if (!facts->sent_count)
		return;
	limit_cpu(reading, read_limit_us);
	mail_reply_text(reading->event.message, facts->sent[0].text, &reading->arena);
	limit_cpu(reading, 0);
}

/* A signature proves one mail. */
static int take_signature(struct flow *flow, struct signature *signature, int64_t now_us,
			  struct err *err)
{
	bool is_new;

	if (!signature || signature->fault)
		return 0;
	if (store_signature_take(flow->store, signature->digest, now_us, now_us - 3 * DAY_US,
				 &is_new, err) < 0)
		return -1;
	if (!is_new)
		signature->fault = "replayed";
	return 0;
}

/* In the open transaction: ledger, facts, decision, changes. */
static int decide_one(struct flow *flow, struct reading *reading, int64_t now_us,
		      struct intake_counts *counts, struct err *err)
{
	struct ledger_entry probe = {.mailbox = reading->source.arrival->mailbox_id,
				     .uidvalidity = reading->source.arrival->uidvalidity,
				     .uid = reading->source.arrival->uid,
				     .fingerprint = reading->source.fingerprint};
	bool is_known_uid, is_known_content;
	struct applied applied = {0};
	struct facts facts = {0};
	struct changes *changes;
	const char *outcome;

	if (store_ledger_knows(flow->store, &probe, &is_known_uid, &is_known_content, err) < 0)
		return -1;
	if (is_known_uid)
		return 0;
	if (is_known_content) {
		counts->duplicates++;
		set_taken(reading, "duplicate", "this mail was taken before", 0);
		return add_to_ledger(flow, reading, "duplicate", "this mail was taken before",
				     &applied, now_us, err);
	}
	if (facts_load(flow, desk_wants(flow->conf, &reading->event, &reading->arena),
		       &reading->event, now_us, &reading->arena, &facts, err) < 0)
		return -1;
	if (take_signature(flow, reading->event.signature, now_us, err) < 0)
		return -1;
	read_reply(reading, &facts);
	changes = desk_decide(flow->conf, &facts, &reading->event, now_us, &reading->arena);
	outcome = outcome_name(changes->outcome);
	if (changes->outcome == OUTCOME_QUARANTINED &&
	    put_in_quarantine(flow, reading, changes->reason, now_us, err) < 0)
		return -1;
	if (apply_changes(flow, &reading->event, changes, &reading->source, now_us, &applied, err) <
		0 ||
	    add_to_ledger(flow, reading, outcome, changes->reason, &applied, now_us, err) < 0)
		return -1;
	counts->tickets += changes->outcome == OUTCOME_TICKET;
	counts->filed += changes->outcome == OUTCOME_FILED;
	counts->quarantined += changes->outcome == OUTCOME_QUARANTINED;
	set_taken(reading, outcome, changes->reason, applied.ticket);
	return 0;
}

static int take_one(struct flow *flow, struct reading *reading, int64_t now_us,
		    struct intake_counts *counts, struct err *err)
{
	int result;

	set_taken(reading, NULL, NULL, 0);
	set_mark(reading, true);
	result = decide_one(flow, reading, now_us, counts, err);
	set_mark(reading, false);
	return result;
}

/* All of them and the mailbox's state in one transaction, or nothing. */
static int take_batch(struct flow *flow, struct reading *readings, size_t count,
		      const struct mailbox_state *state, int64_t now_us,
		      struct intake_counts *counts, struct err *err)
{
	struct intake_counts sum = {0};

	if (store_begin(flow->store, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (take_one(flow, &readings[i], now_us, &sum, err) < 0)
			goto failed;
	if ((state && store_mailbox_save(flow->store, state, err) < 0) ||
	    store_commit(flow->store, err) < 0)
		goto failed;
	counts->tickets += sum.tickets;
	counts->filed += sum.filed;
	counts->quarantined += sum.quarantined;
	counts->duplicates += sum.duplicates;
	for (size_t i = 0; i < count; i++)
		log_taken(flow, &readings[i]);
	return 0;
failed:
	store_rollback(flow->store);
	return -1;
}

/* Not even the word to the admin could be written: its bytes are kept, and the mailbox goes on. */
static int bury(struct flow *flow, struct reading *reading, const struct mailbox_state *state,
		int64_t now_us, struct intake_counts *counts, struct err *err)
{
	static const char reason[] = "it can't be taken, and the admin can't be told of it";
	struct reading bare = *reading;
	struct applied nothing = {0};

	bare.event.message = empty_message(reading->source.arrival->raw, &reading->arena);
	if (store_begin(flow->store, err) < 0)
		return -1;
	if (put_in_quarantine(flow, &bare, reason, now_us, err) < 0 ||
	    add_to_ledger(flow, &bare, "quarantined", reason, &nothing, now_us, err) < 0 ||
	    (state && store_mailbox_save(flow->store, state, err) < 0) ||
	    store_commit(flow->store, err) < 0) {
		store_rollback(flow->store);
		return -1;
	}
	counts->quarantined++;
	set_taken(&bare, "quarantined", reason, 0);
	log_taken(flow, &bare);
	return 0;
}

/* One that failed alone, and would fail again: its bytes go to quarantine and the admin is told. */
static int give_up_on(struct flow *flow, struct reading *reading, const struct mailbox_state *state,
		      int64_t now_us, struct intake_counts *counts, struct err *err)
{
	reading->event.unreadable = arena_printf(&reading->arena, "it can't be taken: %s",
						 reason_of(&reading->err, &reading->arena));
	if (take_batch(flow, reading, 1, state, now_us, counts, err) == 0)
		return 0;
	return err->code == ERR_TEMPORARY ? -1 : bury(flow, reading, state, now_us, counts, err);
}

static int take_singly(struct flow *flow, struct reading *readings, size_t count,
		       const struct mailbox_state *state, int64_t now_us,
		       struct intake_counts *counts, struct err *err)
{
	for (size_t i = 0; i < count; i++) {
		const struct mailbox_state *last = i + 1 == count ? state : NULL;

		if (take_batch(flow, &readings[i], 1, last, now_us, counts, &readings[i].err) == 0)
			continue;
		if (readings[i].err.code == ERR_TEMPORARY) {
			*err = readings[i].err;
			return -1;
		}
		log_event(LOG_LEVEL_ERROR, "intake", "mail can't be taken", "why",
			  readings[i].err.text, NULL);
		if (give_up_on(flow, &readings[i], last, now_us, counts, err) < 0)
			return -1;
	}
	return 0;
}

static void look_up(struct flow *flow, const struct reading *readings, size_t count, int64_t now_us,
		    struct arena *arena)
{
	const struct message **messages = arena_array(arena, count + 1, sizeof *messages);

	for (size_t i = 0; i < count; i++)
		messages[i] = readings[i].event.unreadable ? NULL : readings[i].event.message;
	lookup_senders(flow, messages, count, now_us);
}

int intake_take(struct flow *flow, const struct arrival *arrivals, size_t count,
		struct mailbox_state *state, struct intake_mark *mark, int64_t now_us,
		struct intake_counts *counts, struct err *err)
{
	struct reading *readings;
	struct arena arena;
	int result;

	arena_init(&arena);
	readings = arena_array(&arena, count ? count : 1, sizeof *readings);
	for (size_t i = 0; i < count; i++)
		read_one(flow, &arrivals[i], mark, &readings[i]);
	look_up(flow, readings, count, now_us, &arena);
	result = take_batch(flow, readings, count, state, now_us, counts, err);
	if (result < 0 && err->code != ERR_TEMPORARY)
		result = take_singly(flow, readings, count, state, now_us, counts, err);
	for (size_t i = 0; i < count; i++)
		arena_release(&readings[i].arena);
	arena_release(&arena);
	return result;
}
