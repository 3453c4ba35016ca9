#include "fuzz/targets.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/text.h"
#include "mail/address.h"
#include "mail/auth_results.h"
#include "mail/charset.h"
#include "mail/date.h"
#include "mail/decode.h"
#include "mail/encoded_word.h"
#include "mail/html.h"
#include "mail/reader.h"
#include "mail/reading.h"

/* Texts of the reader are UTF-8 without controls; in a body LF and TAB may stand. */
static void check_text(const char *text, bool has_lines)
{
	if (!text || !text_is_utf8(text, strlen(text)))
		die("not UTF-8");
	for (; *text; text++)
		if ((unsigned char)*text < ' ' && !(has_lines && (*text == '\n' || *text == '\t')))
			die("a control in a text");
}

static void check_list(const struct address_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		check_text(list->items[i].name, false);
		check_text(list->items[i].email, false);
	}
}

static void check_attachments(const struct message *message, struct arena *arena)
{
	for (size_t i = 0; i < message->attachment_count; i++) {
		const struct attachment *one = &message->attachments[i];
		struct bytes raw;

		check_text(one->name, false);
		check_text(one->type, false);
		if (strchr(one->name, '/') || strchr(one->name, '\\'))
			die("a path in a file name");
		if (one->raw_offset + one->raw_len > message->raw.len)
			die("an attachment outside of the mail");
		if (!one->raw_len)
			continue;
		raw = (struct bytes){message->raw.data + one->raw_offset, one->raw_len};
		if (mail_decode(raw, one->encoding, arena).len != one->size &&
		    memchr(message->raw.data, '\n', message->raw.len))
			die("an attachment is not what stands at its place");
	}
}

static void check_message(const struct message *message, struct arena *arena)
{
	check_text(message->subject, false);
	check_text(message->text, true);
	check_text(message->reply, true);
	check_text(message->quoted, true);
	check_text(message->signature, true);
	check_text(message->charset, false);
	check_list(&message->from);
	check_list(&message->to);
	check_list(&message->cc);
	check_list(&message->reply_to);
	check_attachments(message, arena);
	for (size_t i = 0; i < message->bounce_count; i++) {
		check_text(message->bounces[i].recipient, false);
		check_text(message->bounces[i].status, false);
		check_text(message->bounces[i].diagnostic, false);
	}
	if (*message->text && !*message->reply)
		die("a reply was emptied");
}

static void read_message(struct bytes raw)
{
	struct mail_limits limits = mail_limits_default();
	struct message *message;
	struct arena arena;

	arena_init(&arena);
	mail_read(raw, &limits, &arena, &message, NULL);
	check_message(message, &arena);
	arena_release(&arena);
}

static void fuzz_message(const uint8_t *data, size_t len)
{
	read_message((struct bytes){(const char *)data, len});
}

static void fuzz_date(const uint8_t *data, size_t len)
{
	bool is_odd;

	date_read((struct bytes){(const char *)data, len}, &is_odd);
}

static void fuzz_address(const uint8_t *data, size_t len)
{
	struct arena arena;
	struct message message = {0};
	struct reading reading = {
	    .limits = mail_limits_default(), .arena = &arena, .message = &message};
	struct address_list list = {0};

	arena_init(&arena);
	address_list_read(&reading, (struct bytes){(const char *)data, len}, "koi8-r", &list);
	check_list(&list);
	address_spec((struct bytes){(const char *)data, len}, &arena);
	arena_release(&arena);
}

static void fuzz_encoded_word(const uint8_t *data, size_t len)
{
	struct arena arena;

	arena_init(&arena);
	charset_begin();
	check_text(encoded_word_text((struct bytes){(const char *)data, len}, NULL, &arena), false);
	arena_release(&arena);
}

static void fuzz_auth_results(const uint8_t *data, size_t len)
{
	struct trace trace;
	struct arena arena;

	arena_init(&arena);
	auth_results_read((struct bytes){(const char *)data, len}, &arena, &trace);
	check_text(trace.host, false);
	for (size_t i = 0; i < trace.result_count; i++) {
		check_text(trace.results[i].method, false);
		check_text(trace.results[i].result, false);
	}
	arena_release(&arena);
}

static void read_with_head(const char *head, const uint8_t *data, size_t len)
{
	struct buf mail;

	buf_init(&mail);
	buf_adds(&mail, head);
	buf_add(&mail, (const char *)data, len);
	read_message(buf_bytes(&mail));
	buf_release(&mail);
}

/* A report whose parts are the input. */
static void fuzz_dsn(const uint8_t *data, size_t len)
{
	read_with_head("From: mailer-daemon@x.example\nTo: a@b.example\nSubject: failure notice\n"
		       "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
		       "--b\nContent-Type: message/delivery-status\n\n",
		       data, len);
}

static void fuzz_html(const uint8_t *data, size_t len)
{
	struct buf out;

	buf_init(&out);
	html_to_text(&out, (struct bytes){(const char *)data, len});
	buf_release(&out);
}

/* Two texts with a NUL between: the mail that is answered, and the answer. */
static void fuzz_reply(const uint8_t *data, size_t len)
{
	const char *split = memchr(data, 0, len);
	struct message message = {0};
	struct arena arena;

	arena_init(&arena);
	message.subject = "Re: x";
	message.text =
	    text_clean_dup(&arena, split ? split + 1 : (const char *)data,
			   split ? len - (size_t)(split + 1 - (const char *)data) : len, TEXT_BODY);
	mail_reply_text(&message, split ? (const char *)data : NULL, &arena);
	check_text(message.reply, true);
	check_text(message.quoted, true);
	check_text(message.signature, true);
	arena_release(&arena);
}

const struct fuzz_target fuzz_targets[] = {{"message", fuzz_message},
					   {"date", fuzz_date},
					   {"address", fuzz_address},
					   {"encoded_word", fuzz_encoded_word},
					   {"auth_results", fuzz_auth_results},
					   {"dsn", fuzz_dsn},
					   {"html", fuzz_html},
					   {"reply", fuzz_reply},
					   {NULL, NULL}};

const struct fuzz_target *fuzz_find(const char *name)
{
	for (const struct fuzz_target *target = fuzz_targets; target->name; target++)
		if (strcmp(target->name, name) == 0)
			return target;
	return NULL;
}
