/* What an admin takes out: a ticket's mails as they came and went, in one file that any mail
 * program opens; and a person, for good. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "flow/internal.h"

/* A mail of the ticket, by the moment that it came or was written. */
struct mail_at {
	int64_t at_us;
	int64_t message;               /* stored message, 0 */
	const struct outbox_row *sent; /* ours; NULL */
};

struct mail_list {
	struct mail_at *items;
	size_t count;
};

static void add(struct mail_list *list, struct arena *arena, struct mail_at mail)
{
	size_t i = list->count;

	list->items = arena_grow(arena, list->items, list->count, sizeof *list->items);
	for (list->count++; i && list->items[i - 1].at_us > mail.at_us; i--)
		list->items[i] = list->items[i - 1];
	list->items[i] = mail;
}

static int collect(struct flow *flow, int64_t ticket, bool is_personal, struct arena *arena,
		   struct mail_list *list, struct err *err)
{
	struct exchange *exchanges;
	struct outbox_row *sent;
	size_t count, sent_count;

	if (store_exchanges(flow->store, ticket, SIZE_MAX >> 1, arena, &exchanges, &count, err) <
		0 ||
	    store_outbox_of(flow->store, ticket, arena, &sent, &sent_count, err) < 0)
		return -1;
	for (size_t i = count; i--;)
		if (!is_personal || exchanges[i].is_public)
			add(list, arena,
			    (struct mail_at){.at_us = exchanges[i].at_us,
					     .message = exchanges[i].id});
	for (size_t i = 0; i < sent_count; i++)
		if (!is_personal || strcmp(sent[i].audience, "customer") == 0)
			add(list, arena,
			    (struct mail_at){.at_us = sent[i].created_us, .sent = &sent[i]});
	return 0;
}

/* `From ` at a line's start, behind any `>`, gets one more (the mboxrd way, which can be undone).
 */
static void write_line(FILE *out, const char *line, size_t len)
{
	size_t quotes = 0;

	if (len && line[len - 1] == '\r')
		len--;
	while (quotes < len && line[quotes] == '>')
		quotes++;
	if (len - quotes >= 5 && memcmp(line + quotes, "From ", 5) == 0)
		fputc('>', out);
	fwrite(line, 1, len, out);
	fputc('\n', out);
}

static void write_mail(FILE *out, int64_t at_us, struct bytes raw)
{
	time_t seconds = (time_t)(at_us / SECOND_US);
	const char *at = raw.data, *end = raw.data + raw.len;
	char date[32];
	struct tm tm;

	gmtime_r(&seconds, &tm);
	strftime(date, sizeof date, "%a %b %e %H:%M:%S %Y", &tm);
	fprintf(out, "From MAILER-DAEMON %s\n", date);
	while (at < end) {
		const char *line_end = memchr(at, '\n', (size_t)(end - at));
		size_t len = (size_t)((line_end ? line_end : end) - at);

		write_line(out, at, len);
		at += len + (line_end != NULL);
	}
	fputc('\n', out);
}

static int write_one(struct flow *flow, const struct mail_at *mail, FILE *out, struct err *err)
{
	struct bytes packed, raw = {0};
	struct arena arena;
	struct buf ours;
	int result;

	arena_init(&arena);
	buf_init(&ours);
	if (mail->sent && !*mail->sent->head) {
		result = 0; /* it was erased */
	} else if (mail->sent) {
		result = courier_bytes(flow, mail->sent, &ours, err);
		raw = buf_bytes(&ours);
	} else {
		result = store_raw(flow->store, mail->message, &arena, &packed, err);
		if (!result)
			result = raw_unpack(packed, &arena, &raw, err);
		else if (err->code == ERR_NOT_FOUND)
			result = 0; /* it was erased */
	}
	if (!result && raw.len)
		write_mail(out, mail->at_us, raw);
	buf_release(&ours);
	arena_release(&arena);
	return result;
}

int export_mbox(struct flow *flow, int64_t ticket, bool is_personal, FILE *out, struct err *err)
{
	struct mail_list list = {0};
	struct arena arena;
	int result;

	arena_init(&arena);
	result = collect(flow, ticket, is_personal, &arena, &list, err);
	for (size_t i = 0; i < list.count && !result; i++)
		result = write_one(flow, &list.items[i], out, err);
	arena_release(&arena);
	return result;
}

static int erase_all(struct flow *flow, int64_t contact, int64_t now_us, struct arena *arena,
		     struct err *err)
{
	struct ticket_brief *tickets;
	size_t count;

	if (store_contact_tickets(flow->store, contact, SIZE_MAX >> 1, arena, &tickets, &count,
				  err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		struct event event = {.kind = EVENT_ADMIN,
				      .admin_ticket = tickets[i].number,
				      .admin_deed = ADMIN_ERASED};

		if (decide_and_apply(flow, &event, now_us, err) < 0)
			return -1;
	}
	return store_erase(flow->store, contact, err);
}

int erase_person(struct flow *flow, int64_t contact, int64_t now_us, struct arena *arena,
		 struct err *err)
{
	if (store_begin(flow->store, err) < 0)
		return -1;
	if (erase_all(flow, contact, now_us, arena, err) == 0 &&
	    store_commit(flow->store, err) == 0)
		return 0;
	store_rollback(flow->store);
	return -1;
}
