/* From the outbox to a relay and back: at least once, the same bytes each time. */
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/text.h"
#include "desk/outward.h"
#include "flow/internal.h"
#include "mail/compose.h"
#include "mail/reader.h"

static const int64_t hold_us = 20 * MINUTE_US; /* a lease outlives the longest SMTP transaction */
static const int64_t retry_first_us = 5 * MINUTE_US;
static const int64_t retry_longest_us = 4000 * SECOND_US; /* 67 min */
static const int64_t give_up_us = 5 * DAY_US;

/* Cards and signatures tell whose they are: they stay here when an agent's mail goes to a customer.
 */
static bool is_private(const struct part_row *part)
{
	static const char *const types[] = {"text/vcard",
					    "text/x-vcard",
					    "text/directory",
					    "application/pgp-signature",
					    "application/pgp-keys",
					    "application/pkcs7-signature",
					    "application/x-pkcs7-signature"};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (text_equal_nocase(part->type, types[i]))
			return true;
	return false;
}

static bool is_in_raw(const struct part_row *part, struct bytes raw)
{
	return part->raw_offset >= 0 && part->raw_len >= 0 && (size_t)part->raw_offset <= raw.len &&
	       (size_t)part->raw_len <= raw.len - (size_t)part->raw_offset;
}

/* What a customer must not see. */
static bool stays_here(const struct flow *flow, const struct part_row *part, struct bytes raw,
		       struct arena *arena)
{
	struct bytes coded = {raw.data + part->raw_offset, (size_t)part->raw_len};
	bool is_mail =
	    text_equal_nocase(part->type, "message/rfc822") || text_ends_nocase(part->name, ".eml");

	return is_private(part) ||
	       (is_mail && outward_is_telling(flow->conf, part->type, part->name,
					      mail_decode(coded, part->encoding, arena), arena));
}

/* The attachments of a stored message, cut out of its raw mail as they were encoded there. */
static int load_attachments(struct flow *flow, const struct outbox_row *mail, struct arena *arena,
			    struct draft_attachment **attachments, size_t *count, struct err *err)
{
	bool is_customer = strcmp(mail->audience, "customer") == 0;
	struct part_row *parts;
	struct bytes packed, raw;
	size_t part_count;

	*count = 0;
	if (store_parts(flow->store, mail->attachments_of, arena, &parts, &part_count, err) < 0 ||
	    store_raw(flow->store, mail->attachments_of, arena, &packed, err) < 0 ||
	    raw_unpack(packed, arena, &raw, err) < 0)
		return -1;
	*attachments = arena_array(arena, part_count + 1, sizeof **attachments);
	for (size_t i = 0; i < part_count; i++) {
		const struct part_row *part = &parts[i];
		bool is_kept = strcmp(part->encoding, "base64") == 0 ||
			       strcmp(part->encoding, "quoted-printable") == 0;
		struct bytes content;

		if (!is_in_raw(part, raw) || (is_customer && stays_here(flow, part, raw, arena)))
			continue;
		content = (struct bytes){raw.data + part->raw_offset, (size_t)part->raw_len};
		(*attachments)[(*count)++] = (struct draft_attachment){
		    .name = part->name,
		    .type = part->type,
		    .content = is_kept ? content : mail_decode(content, part->encoding, arena),
		    .encoding = is_kept ? part->encoding : NULL,
		};
	}
	return 0;
}

int courier_compose(struct flow *flow, const struct courier_item *item, struct buf *out,
		    struct err *err)
{
	return courier_bytes(flow, &item->delivery->mail, out, err);
}

int courier_bytes(struct flow *flow, const struct outbox_row *mail, struct buf *out,
		  struct err *err)
{
	struct draft_attachment *attachments = NULL;
	struct arena arena;
	size_t count = 0;
	int result = 0;

	arena_init(&arena);
	buf_reset(out);
	if (mail->attachments_of)
		result = load_attachments(flow, mail, &arena, &attachments, &count, err);
	if (!result)
		compose_body(mail->head, mail->message_id, mail->text, mail->html, attachments,
			     count, out);
	arena_release(&arena);
	return result;
}

static size_t relay_index(const struct conf *conf, const char *name)
{
	for (size_t i = 0; i < conf->relay_count; i++)
		if (strcmp(conf->relays[i].name, name) == 0)
			return i;
	return 0; /* a relay that left the conf: the first one takes its mail */
}

static int lease(struct flow *flow, struct courier_lease *lease, const char *holder, int64_t now_us,
		 struct err *err)
{
	const char *name =
	    lease->relay == CONF_NO_INDEX ? NULL : flow->conf->relays[lease->relay].name;
	struct delivery *deliveries;

	if (store_outbox_lease(flow->store, name, holder, now_us, hold_us, lease->max, lease->arena,
			       &deliveries, &lease->count, err) < 0)
		return -1;
	lease->items = arena_array(lease->arena, lease->count + 1, sizeof *lease->items);
	for (size_t i = 0; i < lease->count; i++)
		lease->items[i] = (struct courier_item){
		    .delivery = &deliveries[i],
		    .relay = relay_index(flow->conf, deliveries[i].mail.relay),
		    .from = deliveries[i].mail.envelope_from,
		    .to = compose_ascii_address(lease->arena, deliveries[i].recipient),
		};
	for (size_t i = 0; i < lease->count; i++)
		if (!lease->items[i].to) /* the relay may know better */
			lease->items[i].to = deliveries[i].recipient;
	return 0;
}

static int64_t next_try_us(int64_t attempts, int64_t now_us)
{
	int64_t wait_us = retry_first_us;

	while (attempts-- > 0 && wait_us < retry_longest_us)
		wait_us *= 2;
	return now_us + (wait_us < retry_longest_us ? wait_us : retry_longest_us);
}

static int give_up(struct flow *flow, const struct delivery *delivery, const char *words,
		   int64_t now_us, struct err *err)
{
	struct event event = {.kind = EVENT_GIVEN_UP,
			      .sent = delivery->outbox,
			      .sent_to = delivery->recipient,
			      .reason = words};

	log_event(LOG_LEVEL_WARNING, "post", "mail given up", "to", delivery->recipient, "template",
		  delivery->mail.template_name, "answer", words, NULL);
	return decide_and_apply(flow, &event, now_us, err);
}

/* This was not the first try, so it may have come twice: the same bytes, and the journal says so.
 */
static int journal_again(struct flow *flow, const struct delivery *delivery, int64_t now_us,
			 struct err *err)
{
	struct ticket ticket = {.number = delivery->mail.ticket};
	struct journal_row row = {
	    .ticket = ticket.number ? &ticket : NULL,
	    .at_us = now_us,
	    .event = "mail",
	    .by = BY_CLOCK,
	    .rule = "again",
	    .to = delivery->mail.agent ? delivery->mail.agent : delivery->mail.audience,
	};
	char arguments[100];

	snprintf(arguments, sizeof arguments, "template=%s", delivery->mail.template_name);
	row.arguments = arguments;
	return store_journal_insert(flow->store, &row, err);
}

/* is_untold: only its state, for the rest can't be written. */
static int settle_one(struct flow *flow, const struct courier_result *result, bool is_untold,
		      int64_t now_us, struct err *err)
{
	const struct delivery *delivery = result->item->delivery;
	const struct smtp_answer *answer = &result->answer;
	const char *words = text_is_utf8(answer->text, strlen(answer->text))
				? answer->text
				: "(words that can't be shown)";
	enum delivery_state state = DELIVERY_SENT;
	int64_t next_us = TIME_NONE;
	int settled;

	if (answer->class == SMTP_PERMANENT ||
	    (answer->class == SMTP_TEMPORARY && now_us - delivery->created_us >= give_up_us))
		state = DELIVERY_FAILED;
	else if (answer->class == SMTP_TEMPORARY)
		state = DELIVERY_QUEUED;
	if (state == DELIVERY_QUEUED)
		next_us = next_try_us(delivery->attempts, now_us);
	settled = store_delivery_settle(flow->store, delivery, state, now_us, next_us, words, err);
	if (settled < 0)
		return err->code == ERR_NOT_FOUND ? 0
						  : -1; /* the lease was lost: another has it now */
	if (is_untold)
		return 0;
	if (state == DELIVERY_FAILED)
		return give_up(flow, delivery, words, now_us, err);
	if (state == DELIVERY_QUEUED)
		log_event(LOG_LEVEL_INFO, "post", "mail waits", "to", delivery->recipient, "answer",
			  words, NULL);
	return delivery->is_again || delivery->attempts ? journal_again(flow, delivery, now_us, err)
							: 0;
}

/* Mail that waits for a relay which left the conf goes by the first one. */
static int adopt(struct flow *flow, struct err *err)
{
	const struct conf *conf = flow->conf;
	struct conf_strings names;
	struct arena arena;
	int result;

	arena_init(&arena);
	result = store_outbox_relays(flow->store, &arena, &names, err);
	for (size_t i = 0; !result && i < names.count; i++)
		if (relay_index(conf, names.items[i]) == 0 &&
		    strcmp(conf->relays[0].name, names.items[i]) != 0)
			result = store_outbox_move(flow->store, names.items[i],
						   conf->relays[0].name, err);
	arena_release(&arena);
	return result;
}

int courier_release(struct flow *flow, const char *holder, int64_t now_us, struct err *err)
{
	if (store_begin(flow->store, err) < 0)
		return -1;
	if (store_outbox_release(flow->store, holder, now_us, err) == 0 && adopt(flow, err) == 0 &&
	    store_commit(flow->store, err) == 0)
		return 0;
	store_rollback(flow->store);
	return -1;
}

/* Both in one commit. */
static int turn_once(struct flow *flow, const struct courier_result *results, size_t result_count,
		     bool is_untold, struct courier_lease *leases, size_t lease_count,
		     const char *holder, int64_t now_us, struct err *err)
{
	if (store_begin(flow->store, err) < 0)
		goto failed;
	for (size_t i = 0; i < result_count; i++)
		if (settle_one(flow, &results[i], is_untold, now_us, err) < 0)
			goto failed;
	for (size_t i = 0; i < lease_count; i++)
		if (lease(flow, &leases[i], holder, now_us, err) < 0)
			goto failed;
	if (store_commit(flow->store, err) == 0)
		return 0;
failed:
	store_rollback(flow->store);
	for (size_t i = 0; i < lease_count; i++)
		leases[i].count = 0;
	return -1;
}

/* One answer that can't be stored with all that follows from it must not hold up the others. */
static int settle_singly(struct flow *flow, const struct courier_result *results, size_t count,
			 const char *holder, int64_t now_us, struct err *err)
{
	for (size_t i = 0; i < count; i++) {
		if (turn_once(flow, &results[i], 1, false, NULL, 0, holder, now_us, err) == 0)
			continue;
		if (err->code == ERR_TEMPORARY)
			return -1;
		log_event(LOG_LEVEL_ERROR, "post", "nobody can be told what became of a mail", "to",
			  results[i].item->to, "why", err->text, NULL);
		if (turn_once(flow, &results[i], 1, true, NULL, 0, holder, now_us, err) < 0)
			return -1;
	}
	return 0;
}

int courier_turn(struct flow *flow, const struct courier_result *results, size_t result_count,
		 struct courier_lease *leases, size_t lease_count, const char *holder,
		 int64_t now_us, struct err *err)
{
	if (turn_once(flow, results, result_count, false, leases, lease_count, holder, now_us,
		      err) == 0)
		return 0;
	if (err->code == ERR_TEMPORARY || !result_count)
		return -1;
	if (settle_singly(flow, results, result_count, holder, now_us, err) < 0)
		return -1;
	return turn_once(flow, NULL, 0, false, leases, lease_count, holder, now_us, err);
}
