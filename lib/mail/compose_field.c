#include "mail/compose_part.h"

#include <string.h>

#include "base/text.h"

static const char hex_digits[] = "0123456789ABCDEF";

void field_open(struct field *field, struct buf *out, const char *name)
{
	*field = (struct field){.out = out, .column = strlen(name) + 1, .is_blank_due = true};
	buf_adds(out, name);
	buf_addc(out, ':');
}

void field_close(struct field *field)
{
	buf_add(field->out, "\r\n", 2);
}

static void field_fold(struct field *field)
{
	buf_add(field->out, "\r\n ", 3);
	field->column = 1;
	field->is_blank_due = false;
	field->is_encoded = false;
}

void field_word(struct field *field, const char *word, size_t len)
{
	size_t columns = field->is_encoded ? FIELD_WORDS_COLUMNS : FIELD_COLUMNS;

	if (field->column > 1 && field->column + field->is_blank_due + len > columns)
		field_fold(field);
	if (field->is_blank_due) {
		buf_addc(field->out, ' ');
		field->column++;
	}
	buf_add(field->out, word, len);
	field->column += len;
	field->is_blank_due = true;
}

bool field_is_plain(const char *text, size_t len)
{
	size_t run = 0;

	for (size_t i = 0; i < len; i++) {
		if (text[i] < ' ' || text[i] > '~')
			return false;
		if (text[i] == '=' && i + 1 < len && text[i + 1] == '?')
			return false;
		/* What can't be folded is encoded: encoded words can be split anywhere. */
		run = text[i] == ' ' ? 0 : run + 1;
		if (run > FIELD_COLUMNS - 2)
			return false;
	}
	return true;
}

/* RFC 2047, 5 (3): what an encoded word within a phrase may hold as it is. */
static bool is_q_safe(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (c && strchr("!*+-/", c));
}

static size_t q_cost(const char *text, size_t len)
{
	size_t cost = 0;

	for (size_t i = 0; i < len; i++)
		cost += is_q_safe((unsigned char)text[i]) || text[i] == ' ' ? 1 : 3;
	return cost;
}

static size_t b_cost(size_t len)
{
	return (len + 2) / 3 * 4;
}

static void q_write(struct buf *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c == ' ') {
			buf_addc(out, '_');
		} else if (is_q_safe(c)) {
			buf_addc(out, (char)c);
		} else {
			char hex[3] = {'=', hex_digits[c >> 4], hex_digits[c & 15]};

			buf_add(out, hex, sizeof hex);
		}
	}
}

/* How much of the text fits into `room` encoded bytes: whole code points, at least one. */
static size_t word_take(const char *text, size_t len, size_t room, bool is_q)
{
	size_t taken = 0, at = 0, cost = 0;

	while (at < len) {
		size_t from = at;

		text_next(text, len, &at);
		cost = is_q ? cost + q_cost(text + from, at - from) : b_cost(at);
		if (taken && cost > room)
			break;
		taken = at;
	}
	return taken;
}

static void word_write(struct buf *word, const char *text, size_t len, bool is_q)
{
	buf_reset(word);
	if (is_q) {
		buf_adds(word, "=?utf-8?Q?");
		q_write(word, text, len);
	} else {
		buf_adds(word, "=?utf-8?B?");
		encode_base64(word, text, len);
		buf_cut(word, word->len - 2);
	}
	buf_adds(word, "?=");
}

void field_encoded(struct field *field, const char *text, size_t len)
{
	enum { FRAME = 12, LEAST = 24 };
	bool is_q = q_cost(text, len) <= b_cost(len) + 4;
	struct buf word;

	buf_init(&word);
	while (len) {
		size_t used = field->column + field->is_blank_due + FRAME, taken;

		if (used + LEAST > FIELD_WORDS_COLUMNS) {
			field_fold(field);
			used = 1 + FRAME;
		}
		taken = word_take(text, len, FIELD_WORDS_COLUMNS - used, is_q);
		word_write(&word, text, taken, is_q);
		field_word(field, word.data, word.len);
		field->is_encoded = true;
		text += taken;
		len -= taken;
	}
	buf_release(&word);
}

/* Length of the words at the start that need no encoding, their last blank left out. */
static size_t plain_start(const char *text, size_t len)
{
	size_t kept = 0, at = 0;

	while (at < len) {
		const char *blank = memchr(text + at, ' ', len - at);
		size_t end = blank ? (size_t)(blank - text) : len;

		if (!field_is_plain(text + at, end - at))
			break;
		kept = end;
		at = end + 1;
	}
	return kept;
}

void field_words(struct field *field, const char *text, size_t len)
{
	while (len) {
		const char *blank = memchr(text, ' ', len);
		size_t word = blank ? (size_t)(blank - text) : len;

		field_word(field, text, word);
		text += word + (blank != NULL);
		len -= word + (blank != NULL);
	}
}

void field_text(struct field *field, const char *text, size_t len)
{
	size_t plain = plain_start(text, len);

	field_words(field, text, plain);
	if (plain && plain < len)
		plain++;
	if (plain < len)
		field_encoded(field, text + plain, len - plain);
}

static void param_quoted(struct buf *out, const char *value)
{
	buf_addc(out, '"');
	for (; *value; value++) {
		if (*value == '"' || *value == '\\')
			buf_addc(out, '\\');
		buf_addc(out, *value);
	}
	buf_addc(out, '"');
}

/* RFC 2231, 7: attribute-char. */
static bool is_attribute_char(unsigned char c)
{
	return is_q_safe(c) ? c != '*' && c != '/' : c && strchr("#$&.^_`{|}~", c);
}

/* Percent-encodes from value[*at] on until the piece has `room` bytes; whole code points. */
static void param_piece(struct buf *out, const char *value, size_t len, size_t *at, size_t room)
{
	size_t start = out->len;

	while (*at < len) {
		size_t from = *at, next = *at;

		text_next(value, len, &next);
		if (out->len - start + 3 * (next - from) > room)
			return;
		for (; from < next; from++) {
			unsigned char c = (unsigned char)value[from];

			if (is_attribute_char(c)) {
				buf_addc(out, (char)c);
			} else {
				char hex[3] = {'%', hex_digits[c >> 4], hex_digits[c & 15]};

				buf_add(out, hex, sizeof hex);
			}
		}
		*at = next;
	}
}

static void param_extended(struct field *field, const char *name, const char *value)
{
	enum { PIECE = 52 };
	size_t len = strlen(value), at = 0;
	struct buf piece;

	buf_init(&piece);
	for (unsigned number = 0; at < len; number++) {
		size_t probe = 0;

		buf_reset(&piece);
		param_piece(&piece, value, len, &probe, PIECE);
		buf_reset(&piece);
		if (!number && probe == len)
			buf_printf(&piece, "%s*=utf-8''", name);
		else
			buf_printf(&piece, "%s*%u*=%s", name, number, number ? "" : "utf-8''");
		param_piece(&piece, value, len, &at, PIECE);
		if (at < len)
			buf_addc(&piece, ';');
		field_word(field, piece.data, piece.len);
	}
	buf_release(&piece);
}

static bool is_ascii(const char *value)
{
	for (; *value; value++)
		if (*value < ' ' || *value > '~')
			return false;
	return true;
}

void field_param(struct field *field, const char *name, const char *value)
{
	struct buf word;

	buf_addc(field->out, ';');
	field->column++;
	if (!is_ascii(value)) {
		param_extended(field, name, value);
		return;
	}
	buf_init(&word);
	buf_printf(&word, "%s=", name);
	param_quoted(&word, value);
	field_word(field, word.data, word.len);
	buf_release(&word);
}
