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
#include "mail/uu_text.h"

/*
 * Text beyond this is not the words of a person. For HTML the parser needs fifty times its size,
 * so it gets less, and the rest of a mail full of HTML goes to the plain scan.
 */
enum { TEXT_LIMIT = 2 * 1024 * 1024, HTML_PARSED_LIMIT = 1024 * 1024, ENCODED_FACTOR = 3 };

struct body {
	struct reading *reading;
	struct buf text;
	size_t parsed; /* bytes of HTML that went through the parser */
};

/* Text that says it is base64 and has blanks between its words: it is what it looks like. */
static bool is_never_base64(struct bytes body)
{
	enum { LOOK = 2000 };
	size_t blanks = 0, len = body.len < LOOK ? body.len : LOOK;

	for (size_t i = 0; i < len; i++)
		blanks += body.data[i] == ' ';
	return blanks > 3 && blanks > len / 20;
}

/* What an HTML page says of its own charset, near its top; NULL. */
static const char *html_charset(struct reading *reading, const struct part *part, struct bytes body)
{
	enum { LOOK = 2048 };
	const char *head, *found;

	if (!part_is(part, "text/html"))
		return NULL;
	head = arena_strndup(reading->arena, body.data, body.len < LOOK ? body.len : LOOK);
	found = strcasestr(head, "<meta");
	found = found ? strcasestr(found, "charset=") : NULL;
	if (!found)
		return NULL;
	found += strlen("charset=");
	found += strspn(found, "\"' ");
	return arena_strndup(reading->arena, found, strcspn(found, "\"' />;"));
}

/* The decoded bytes of a part in UTF-8; true where it was cut. */
static bool decode_part(struct reading *reading, const struct part *part, struct buf *out,
			const char **charset)
{
	bool is_damaged = false, is_guessed = false, is_cut = false;
	struct bytes body = mime_body(reading, part);
	const char *declared = param_find(&part->params, "charset");
	enum encoding encoding = part->encoding;

	if (body.len > ENCODED_FACTOR * (size_t)TEXT_LIMIT) {
		body.len = ENCODED_FACTOR * (size_t)TEXT_LIMIT;
		is_cut = true;
	}
	if (encoding == ENCODING_BASE64 && is_never_base64(body)) {
		reading_defect(reading, "text that is no base64, as it says");
		encoding = ENCODING_8BIT;
	}
	body = decode_body(body, encoding, reading->arena, &is_damaged);
	if (is_damaged)
		reading_defect(reading, "%s text with errors", encoding_name(encoding));
	if (body.len > TEXT_LIMIT) {
		body.len = TEXT_LIMIT;
		is_cut = true;
	}
	if (!declared)
		declared = html_charset(reading, part, body);
	*charset = charset_to_utf8(out, body, declared, reading->arena, &is_guessed);
	if (is_guessed)
		reading_defect(reading, "charset read as %s", *charset);
	return is_cut;
}

/*
 * Line ends as LF. A lone CR is none (it might begin a line that is a command), but where there is
 * no LF at all; and noncharacters, which html.h uses as marks, go.
 */
static void tidy_line_ends(struct buf *text)
{
	bool has_lf = memchr(text->data, '\n', text->len) != NULL;
	bool has_mark = memmem(text->data, text->len, "\xef\xb7", 2) != NULL;
	size_t out = 0;

	if (!has_mark && !memchr(text->data, '\r', text->len))
		return;
	for (size_t i = 0; i < text->len; i++) {
		char c = text->data[i];

		/* Gateways double the CR at times. */
		if (c == '\r' && i + 1 < text->len &&
		    (text->data[i + 1] == '\n' ||
		     (text->data[i + 1] == '\r' && i + 2 < text->len && text->data[i + 2] == '\n')))
			continue;
		if (c == '\r')
			c = has_lf ? ' ' : '\n';
		if (c == '\xef' && text->len - i >= 3 && text->data[i + 1] == '\xb7' &&
		    (unsigned char)text->data[i + 2] >= 0x90 &&
		    (unsigned char)text->data[i + 2] <= 0xaf) {
			i += 2;
			continue;
		}
		text->data[out++] = c;
	}
	buf_cut(text, out);
}

static bool is_param(const struct part *part, const char *name, const char *value)
{
	const char *found = param_find(&part->params, name);

	return found && strcasecmp(found, value) == 0;
}

static void add_html(struct body *body, struct bytes html)
{
	if (body->parsed + html.len > HTML_PARSED_LIMIT) {
		html_strip(&body->text, html);
		return;
	}
	body->parsed += html.len;
	html_to_text(&body->text, html);
}

static void add_part(struct body *body, const struct part *part, enum part_use *use)
{
	struct message *message = body->reading->message;
	const char *charset;
	struct buf utf8;

	buf_init(&utf8);
	if (decode_part(body->reading, part, &utf8, &charset)) {
		reading_defect(body->reading, "a long text is cut; the whole is an attachment");
		*use = PART_TEXT_AND_FILE;
	}
	tidy_line_ends(&utf8);
	if (!*message->charset)
		message->charset = charset;
	if (body->text.len && body->text.data[body->text.len - 1] != '\n')
		buf_addc(&body->text, '\n');
	if (part_is(part, "text/html")) {
		add_html(body, buf_bytes(&utf8));
		message->has_html = true;
	} else if (part_is(part, "text/enriched") || part_is(part, "text/richtext")) {
		html_strip(&body->text, buf_bytes(&utf8));
	} else if (is_param(part, "format", "flowed")) {
		flowed_join(&body->text, buf_bytes(&utf8), is_param(part, "delsp", "yes"));
	} else {
		uu_text_split(body->reading, part, &utf8, &body->text);
	}
	buf_release(&utf8);
}

/* Clean, NFC, no blanks at line ends, one LF at the end. */
static char *finish_text(struct reading *reading, const struct buf *raw)
{
	struct buf clean, nfc;
	size_t out = 0, len;
	char *text;

	buf_init(&clean);
	buf_init(&nfc);
	text_clean(&clean, raw->data, raw->len, TEXT_BODY);
	charset_add_nfc(&nfc, clean.data, clean.len);
	buf_release(&clean);
	buf_addc(&nfc, '\n');
	len = nfc.len;
	text = buf_dup(&nfc, reading->arena);
	buf_release(&nfc);
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '\n')
			while (out && (text[out - 1] == ' ' || text[out - 1] == '\t'))
				out--;
		text[out++] = text[i];
	}
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

/* The HTML form, for those who can show it safely. */
static void read_html(struct reading *reading, const struct mime *mime, const enum part_use *uses)
{
	const char *charset;
	struct buf utf8;

	for (size_t i = 0; i < mime->count; i++) {
		if (!part_is(&mime->parts[i], "text/html") ||
		    (uses[i] != PART_TEXT && uses[i] != PART_ALTERNATIVE))
			continue;
		buf_init(&utf8);
		decode_part(reading, &mime->parts[i], &utf8, &charset);
		reading->message->html =
		    text_clean_dup(reading->arena, utf8.data, utf8.len, TEXT_BODY);
		buf_release(&utf8);
		return;
	}
}

/* Mail that only a key opens: said, so that nobody takes it for an empty one. */
static void note_encrypted(struct reading *reading, const struct mime *mime)
{
	for (size_t i = 0; i < mime->count; i++) {
		const struct part *part = &mime->parts[i];

		if (part_is(part, "multipart/encrypted") ||
		    ((part_is(part, "application/pkcs7-mime") ||
		      part_is(part, "application/x-pkcs7-mime")) &&
		     !is_param(part, "smime-type", "signed-data")))
			reading_defect(reading, "encrypted, not readable");
		else if (part_is(part, "application/pkcs7-mime") ||
			 part_is(part, "application/x-pkcs7-mime"))
			reading_defect(reading, "the text is inside its signature, not readable");
	}
	if (strstr(reading->message->text, "-----BEGIN PGP MESSAGE-----"))
		reading_defect(reading, "encrypted, not readable");
}

void body_read(struct reading *reading, const struct mime *mime, enum part_use *uses)
{
	struct body body = {.reading = reading};

	buf_init(&body.text);
	for (size_t i = 0; i < mime->count; i++) {
		if (uses[i] != PART_TEXT)
			continue;
		if (body.text.len > TEXT_LIMIT) {
			reading_defect(reading, "more text than %d bytes stays an attachment",
				       TEXT_LIMIT);
			uses[i] = PART_ATTACHMENT;
			continue;
		}
		add_part(&body, &mime->parts[i], &uses[i]);
	}
	finish_message_text(reading, &body.text);
	buf_release(&body.text);
	read_html(reading, mime, uses);
	note_encrypted(reading, mime);
}
