#include "mail/body.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "mail/charset.h"
#include "mail/flowed.h"
#include "mail/html.h"
#include "mail/html_guard.h"
#include "mail/reply_lines.h"

/* Text beyond this is not the words of a person: it is cut, and the part kept as an attachment. */
enum { TEXT_LIMIT = 2 * 1024 * 1024 };

struct chooser {
	struct reading *reading;
	const struct mime *mime;
	enum part_use *uses;
};

static bool is_text(const struct part *part)
{
	return part_is(part, "text/plain") || part_is(part, "text/html") ||
	       part_is(part, "text/enriched") || part_is(part, "text/richtext");
}

static bool is_attached(const struct part *part)
{
	return strcmp(part->disposition, "attachment") == 0 || (part->name && *part->name);
}

static void use_all(struct chooser *chooser, size_t index, enum part_use use)
{
	for (size_t i = index; i < chooser->mime->parts[index].after; i++)
		chooser->uses[i] = chooser->mime->parts[i].is_multipart ? PART_CONTAINER : use;
}

static void choose(struct chooser *chooser, size_t index);

static bool is_blank_part(struct chooser *chooser, size_t index)
{
	const struct part *part = &chooser->mime->parts[index];
	struct bytes body = mime_body(chooser->reading, part);

	for (size_t i = 0; i < body.len; i++)
		if (!isspace((unsigned char)body.data[i]))
			return false;
	return true;
}

/* True where a text to read stands in this part or, in a container, in what is inside it. */
static bool has_text(struct chooser *chooser, size_t index, const char *type)
{
	const struct mime *mime = chooser->mime;

	for (size_t i = index; i < mime->parts[index].after; i++)
		if (part_is(&mime->parts[i], type) &&
		    strcmp(mime->parts[i].disposition, "attachment") != 0 &&
		    !is_blank_part(chooser, i))
			return true;
	return false;
}

/* Of alternatives the plain text is best read, HTML next; what is neither is a file. */
static void choose_alternative(struct chooser *chooser, size_t index)
{
	static const char *const wanted[] = {"text/plain", "text/html", "text/enriched",
					     "text/richtext"};
	const struct mime *mime = chooser->mime;
	size_t best = SIZE_MAX;

	for (size_t w = 0; w < 4 && best == SIZE_MAX; w++)
		for (size_t i = index + 1; i < mime->parts[index].after; i = mime->parts[i].after)
			if (has_text(chooser, i, wanted[w])) {
				best = i;
				break;
			}
	for (size_t i = index + 1; i < mime->parts[index].after; i = mime->parts[i].after) {
		const struct part *part = &mime->parts[i];

		if (i == best)
			choose(chooser, i);
		else if (part->is_multipart) {
			/* The other reading may hold the pictures and the invitation. */
			for (size_t j = i; j < part->after; j++)
				chooser->uses[j] =
				    mime->parts[j].is_multipart ? PART_CONTAINER
				    : is_text(&mime->parts[j]) && !is_attached(&mime->parts[j])
					? PART_ALTERNATIVE
					: PART_ATTACHMENT;
		} else {
			chooser->uses[i] = is_text(part) || part_is(part, "text/x-amp-html") ||
						   part_is(part, "text/watch-html")
					       ? PART_ALTERNATIVE
					       : PART_ATTACHMENT;
		}
	}
}

static void choose_related(struct chooser *chooser, size_t index)
{
	const struct mime *mime = chooser->mime;
	bool has_root = false;

	for (size_t i = index + 1; i < mime->parts[index].after; i = mime->parts[i].after) {
		const struct part *part = &mime->parts[i];

		if (!has_root && (part->is_multipart || is_text(part))) {
			choose(chooser, i);
			has_root = true;
		} else {
			use_all(chooser, i, PART_ATTACHMENT);
		}
	}
}

static void choose(struct chooser *chooser, size_t index)
{
	const struct mime *mime = chooser->mime;
	const struct part *part = &mime->parts[index];

	if (!part->is_multipart) {
		chooser->uses[index] =
		    is_text(part) && !is_attached(part) ? PART_TEXT : PART_ATTACHMENT;
		return;
	}
	chooser->uses[index] = PART_CONTAINER;
	if (part_is(part, "multipart/alternative")) {
		choose_alternative(chooser, index);
	} else if (part_is(part, "multipart/related")) {
		choose_related(chooser, index);
	} else {
		for (size_t i = index + 1; i < part->after; i = mime->parts[i].after)
			choose(chooser, i);
	}
}

/* A text that has a file name but no attachment's disposition, where nothing else is text. */
static void choose_named(struct chooser *chooser)
{
	const struct mime *mime = chooser->mime;

	for (size_t i = 0; i < mime->count; i++)
		if (chooser->uses[i] == PART_TEXT)
			return;
	for (size_t i = 0; i < mime->count; i++)
		if (chooser->uses[i] == PART_ATTACHMENT && is_text(&mime->parts[i]) &&
		    strcmp(mime->parts[i].disposition, "attachment") != 0) {
			chooser->uses[i] = PART_TEXT;
			return;
		}
}

void body_part_text(struct reading *reading, const struct part *part, struct buf *out,
		    const char **charset)
{
	bool is_damaged = false, is_guessed = false;
	struct bytes body =
	    decode_body(mime_body(reading, part), part->encoding, reading->arena, &is_damaged);

	if (is_damaged)
		reading_defect(reading, "%s text with errors", encoding_name(part->encoding));
	if (body.len > TEXT_LIMIT) {
		reading_defect(reading, "text of %zu bytes cut at %d", body.len, TEXT_LIMIT);
		body.len = TEXT_LIMIT;
	}
	*charset = charset_to_utf8(out, body, param_find(&part->params, "charset"), reading->arena,
				   &is_guessed);
	if (is_guessed)
		reading_defect(reading, "charset read as %s", *charset);
}

static bool is_param(const struct part *part, const char *name, const char *value)
{
	const char *found = param_find(&part->params, name);

	return found && strcasecmp(found, value) == 0;
}

static void add_text_part(struct reading *reading, const struct part *part, struct buf *text)
{
	struct message *message = reading->message;
	const char *charset;
	struct buf utf8;

	buf_init(&utf8);
	body_part_text(reading, part, &utf8, &charset);
	if (!*message->charset)
		message->charset = charset;
	if (part_is(part, "text/html")) {
		html_to_text(text, buf_bytes(&utf8));
		message->has_html = true;
	} else if (part_is(part, "text/enriched") || part_is(part, "text/richtext")) {
		html_strip(text, buf_bytes(&utf8));
	} else if (is_param(part, "format", "flowed")) {
		flowed_join(text, buf_bytes(&utf8), is_param(part, "delsp", "yes"));
	} else {
		buf_add(text, utf8.data, utf8.len);
	}
	buf_release(&utf8);
}

/* Clean, NFC, no blanks at line ends, one LF at the end. */
static const char *finish_text(struct reading *reading, const struct buf *raw)
{
	struct buf clean, nfc;
	size_t out = 0;
	char *text;

	buf_init(&clean);
	buf_init(&nfc);
	text_clean(&clean, raw->data, raw->len, TEXT_BODY);
	charset_add_nfc(&nfc, clean.data, clean.len);
	buf_release(&clean);
	buf_addc(&nfc, '\n');
	text = arena_strndup(reading->arena, nfc.data, nfc.len);
	for (size_t i = 0; i < nfc.len; i++) {
		if (text[i] == '\n')
			while (out && (text[out - 1] == ' ' || text[out - 1] == '\t'))
				out--;
		text[out++] = text[i];
	}
	buf_release(&nfc);
	while (out && isspace((unsigned char)text[out - 1]))
		out--;
	if (out)
		text[out++] = '\n';
	text[out] = '\0';
	return text;
}

/* The marks of html.h are for mail_reply_text alone. */
static void finish_message_text(struct reading *reading, const struct buf *raw)
{
	struct message *message = reading->message;
	const char *text = finish_text(reading, raw);

	message->text = lines_plain(text, reading->arena);
	if (message->text != text)
		message->marked_text = text;
}

static void read_html(struct reading *reading, const struct mime *mime, const enum part_use *uses)
{
	const char *charset;
	struct buf utf8;

	for (size_t i = 0; i < mime->count; i++) {
		if (!part_is(&mime->parts[i], "text/html") ||
		    (uses[i] != PART_TEXT && uses[i] != PART_ALTERNATIVE))
			continue;
		buf_init(&utf8);
		body_part_text(reading, &mime->parts[i], &utf8, &charset);
		reading->message->html = arena_strndup(reading->arena, utf8.data, utf8.len);
		buf_release(&utf8);
		return;
	}
}

enum part_use *body_read(struct reading *reading, const struct mime *mime)
{
	struct chooser chooser = {reading, mime, NULL};
	struct buf text;

	chooser.uses = arena_array(reading->arena, mime->count, sizeof *chooser.uses);
	choose(&chooser, 0);
	choose_named(&chooser);
	buf_init(&text);
	for (size_t i = 0; i < mime->count; i++)
		if (chooser.uses[i] == PART_TEXT) {
			if (text.len && text.data[text.len - 1] != '\n')
				buf_addc(&text, '\n');
			add_text_part(reading, &mime->parts[i], &text);
		}
	finish_message_text(reading, &text);
	buf_release(&text);
	read_html(reading, mime, chooser.uses);
	return chooser.uses;
}
