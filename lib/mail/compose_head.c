#include "mail/compose.h"

#include <string.h>

#include "base/text.h"
#include "base/timestamp.h"
#include "mail/compose_part.h"

enum { REFERENCES_MAX = 20, ID_MAX_LEN = 900, NAME_MAX_LEN = 256, SUBJECT_MAX_LEN = 998 };

/* One line of clean text, cut at max bytes. */
static void clean_line(struct buf *out, const char *text, size_t max)
{
	buf_reset(out);
	if (!text)
		return;
	text_clean(out, text, strlen(text), TEXT_LINE);
	buf_cut(out, text_cut_len(out->data, out->len, max));
	while (out->len && out->data[out->len - 1] == ' ')
		buf_cut(out, out->len - 1);
}

void compose_encode_words(struct buf *out, const char *text, size_t column)
{
	struct field field = {.out = out, .column = column};
	struct buf line;

	buf_init(&line);
	clean_line(&line, text, SUBJECT_MAX_LEN);
	field_text(&field, line.data, line.len);
	buf_release(&line);
}

static void put_text(struct buf *out, const char *name, const char *text)
{
	struct field field;
	struct buf line;

	buf_init(&line);
	clean_line(&line, text, SUBJECT_MAX_LEN);
	field_open(&field, out, name);
	field_text(&field, line.data, line.len);
	field_close(&field);
	buf_release(&line);
}

/* RFC 5322 atoms and blanks: a phrase that needs no quotes. */
static bool is_atoms(const char *text)
{
	for (; *text; text++) {
		bool is_alnum = (*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z') ||
				(*text >= '0' && *text <= '9');

		if (!is_alnum && !strchr(" !#$%&'*+-/=?^_`{|}~", *text))
			return false;
	}
	return true;
}

static void quote_phrase(struct buf *phrase, const char *text)
{
	buf_addc(phrase, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			buf_addc(phrase, '\\');
		buf_addc(phrase, *text);
	}
	buf_addc(phrase, '"');
}

static void put_phrase(struct field *field, const char *name)
{
	struct buf line, phrase;

	buf_init(&line);
	buf_init(&phrase);
	clean_line(&line, name, NAME_MAX_LEN);
	if (!field_is_plain(line.data, line.len)) {
		field_encoded(field, line.data, line.len);
	} else if (is_atoms(line.data)) {
		field_words(field, line.data, line.len);
	} else {
		quote_phrase(&phrase, line.data);
		field_words(field, phrase.data, phrase.len);
	}
	buf_release(&phrase);
	buf_release(&line);
}

static int put_address(struct field *field, const struct address *address, bool is_last,
		       struct err *err)
{
	struct arena arena;
	const char *email, *end = is_last ? "" : ",", *word;
	bool has_name = address->name && address->name[0];
	int result = 0;

	arena_init(&arena);
	email = address->email ? compose_ascii_address(&arena, address->email) : NULL;
	if (!email) {
		result =
		    err_set(err, ERR_INPUT, "the address \"%s\" can't stand in a mail",
			    text_clean_dup(&arena, address->email,
					   address->email ? strlen(address->email) : 0, TEXT_LINE));
		goto out;
	}
	if (has_name)
		put_phrase(field, address->name);
	word = arena_printf(&arena, has_name ? "<%s>%s" : "%s%s", email, end);
	field_word(field, word, strlen(word));
out:
	arena_release(&arena);
	return result;
}

static int put_addresses(struct buf *out, const char *name, const struct address *list,
			 size_t count, struct err *err)
{
	struct field field;

	if (!count)
		return 0;
	field_open(&field, out, name);
	for (size_t i = 0; i < count; i++)
		if (put_address(&field, &list[i], i + 1 == count, err))
			return err_prefix(err, "%s", name);
	field_close(&field);
	return 0;
}

/* Ids come from strangers, too: one that is no msg-id is left out. */
static bool is_id(const char *id)
{
	size_t len = id ? strlen(id) : 0;

	if (!len || len > ID_MAX_LEN)
		return false;
	for (size_t i = 0; i < len; i++)
		if (id[i] <= ' ' || id[i] > '~' || id[i] == '<' || id[i] == '>')
			return false;
	return true;
}

static void put_id(struct field *field, const char *id)
{
	struct buf word;

	buf_init(&word);
	buf_printf(&word, "<%s>", id);
	field_word(field, word.data, word.len);
	buf_release(&word);
}

static void put_id_field(struct buf *out, const char *name, const char *id)
{
	struct field field;

	field_open(&field, out, name);
	put_id(&field, id);
	field_close(&field);
}

/* The first, which is the anchor of the thread, and the newest. */
static void put_references(struct buf *out, const struct string_list *list)
{
	size_t usable = 0, seen = 0;
	struct field field;

	for (size_t i = 0; i < list->count; i++)
		usable += is_id(list->items[i]);
	if (!usable)
		return;
	field_open(&field, out, "References");
	for (size_t i = 0; i < list->count; i++) {
		if (!is_id(list->items[i]))
			continue;
		if (!seen || usable - seen < REFERENCES_MAX)
			put_id(&field, list->items[i]);
		seen++;
	}
	field_close(&field);
}

/* RFC 2369: a URL in <>, so nothing that could end it. */
static bool is_url(const char *url)
{
	return is_id(url) && strchr(url, ':');
}

static bool is_token(const char *text)
{
	size_t len =
	    strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-0123456789");

	return len && !text[len];
}

static int put_people(const struct draft *draft, struct buf *out, struct err *err)
{
	if (put_addresses(out, "From", &draft->from, 1, err))
		return -1;
	if (put_addresses(out, "Reply-To", draft->reply_to.items, draft->reply_to.count, err))
		return -1;
	if (put_addresses(out, "To", draft->to.items, draft->to.count, err))
		return -1;
	return put_addresses(out, "Cc", draft->cc.items, draft->cc.count, err);
}

int compose_head(const struct draft *draft, struct buf *out, struct err *err)
{
	char date[TIMESTAMP_LEN];
	size_t start = out->len;

	if (!is_id(draft->message_id) || !strchr(draft->message_id, '@'))
		return err_set(err, ERR_INPUT, "the mail has no Message-ID that can be used");
	if (draft->date_us == TIME_NONE)
		return err_set(err, ERR_INPUT, "the mail \"%s\" has no date", draft->message_id);
	put_text(out, "Date", timestamp_rfc5322(draft->date_us, date));
	if (put_people(draft, out, err)) {
		buf_cut(out, start);
		return -1;
	}
	put_text(out, "Subject", draft->subject);
	put_id_field(out, "Message-ID", draft->message_id);
	if (is_id(draft->in_reply_to))
		put_id_field(out, "In-Reply-To", draft->in_reply_to);
	put_references(out, &draft->references);
	if (draft->auto_submitted && is_token(draft->auto_submitted))
		put_text(out, "Auto-Submitted", draft->auto_submitted);
	if (is_url(draft->list_unsubscribe))
		put_id_field(out, "List-Unsubscribe", draft->list_unsubscribe);
	if (draft->language && is_token(draft->language))
		put_text(out, "Content-Language", draft->language);
	return 0;
}
