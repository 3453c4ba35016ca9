#include "mail/encoded_word.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "mail/charset.h"
#include "mail/decode.h"

/* RFC 2047 allows 75 bytes; some write a whole subject as one word. */
enum { WORD_MAX = 8192, CHARSET_MAX = 64 };

struct word {
	struct bytes charset, text;
	char encoding; /* 'b' or 'q' */
	size_t len;    /* of the whole word */
};

static bool is_hex_pair(const char *at, const char *end)
{
	static const char hex[] = "0123456789abcdefABCDEF";

	return end - at >= 2 && at[0] && at[1] && strchr(hex, at[0]) && strchr(hex, at[1]);
}

/* The `?=` that ends the word. In Q text an unescaped `?` may stand right before an `=XX`. */
static const char *word_end(const char *at, const char *end, char encoding)
{
	const char *found = NULL;

	for (; (at = memmem(at, (size_t)(end - at), "?=", 2)); at++) {
		if (!found || !memchr(found, ' ', (size_t)(at - found)))
			found = at;
		else
			break;
		if (encoding != 'q' || !is_hex_pair(at + 2, end))
			break;
	}
	return found;
}

/* Reads =?charset*lang?Q?text?= at the start of `in`. Blanks in Q text pass, as many send them. */
static bool read_word(struct bytes in, struct word *word)
{
	const char *at, *end, *mark;

	if (in.len < 8 || in.data[0] != '=' || in.data[1] != '?')
		return false;
	in.len = in.len < WORD_MAX ? in.len : WORD_MAX;
	at = in.data + 2;
	end = in.data + in.len;
	mark = memchr(at, '?', in.len - 2 < CHARSET_MAX ? in.len - 2 : CHARSET_MAX);
	if (!mark || mark == at || end - mark < 4 || mark[2] != '?')
		return false;
	word->charset = (struct bytes){at, (size_t)(mark - at)};
	word->encoding = (char)(mark[1] | 0x20);
	if (word->encoding != 'b' && word->encoding != 'q')
		return false;
	for (size_t i = 0; i < word->charset.len; i++) {
		if ((unsigned char)at[i] <= ' ')
			return false;
		if (at[i] == '*') {
			word->charset.len = i;
			break;
		}
	}
	at = mark + 3;
	mark = word_end(at, end, word->encoding);
	if (!mark)
		return false;
	word->text = (struct bytes){at, (size_t)(mark - at)};
	word->len = (size_t)(mark + 2 - in.data);
	return true;
}

/* Decodes into bytes; false where the word is too broken to mean anything. */
static bool decode_word(struct buf *out, const struct word *word, struct arena *arena)
{
	char *bytes = arena_alloc(arena, word->text.len + 4);
	bool is_damaged = false;
	size_t len;

	if (word->encoding == 'q')
		len = decode_q_word(word->text.data, word->text.len, bytes);
	else
		len = decode_base64(word->text.data, word->text.len, bytes, &is_damaged);
	if (word->text.len && (!len || (is_damaged && len < word->text.len / 2)))
		return false;
	buf_add(out, bytes, len);
	return true;
}

struct text {
	struct buf bytes;     /* of words that follow one another in one charset */
	struct bytes charset; /* theirs */
	struct buf utf8;
	struct arena *arena;
};

static void flush(struct text *text)
{
	bool is_guessed;

	if (!text->bytes.len)
		return;
	charset_to_utf8(&text->utf8, buf_bytes(&text->bytes),
			arena_strndup(text->arena, text->charset.data, text->charset.len),
			text->arena, &is_guessed);
	buf_reset(&text->bytes);
}

static void add_plain(struct text *text, struct bytes plain, const char *charset)
{
	bool is_guessed;

	flush(text);
	if (plain.len)
		charset_to_utf8(&text->utf8, plain, charset, text->arena, &is_guessed);
}

static bool is_same_charset(struct bytes a, struct bytes b)
{
	return a.len == b.len && (!a.len || strncasecmp(a.data, b.data, a.len) == 0);
}

static bool is_all_blank(struct bytes text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!strchr(" \t\r\n", text.data[i]) || !text.data[i])
			return false;
	return true;
}

static void read_words(struct text *text, struct bytes value, const char *charset)
{
	size_t plain = 0, at = 0;
	bool after_word = false;

	while (at < value.len) {
		const char *mark = memchr(value.data + at, '=', value.len - at);
		struct bytes gap;
		struct word word;

		if (!mark)
			break;
		at = (size_t)(mark - value.data);
		if (!read_word((struct bytes){mark, value.len - at}, &word)) {
			at++;
			continue;
		}
		gap = (struct bytes){value.data + plain, at - plain};
		/* RFC 2047, 6.2: blanks between two encoded words are not shown. */
		if (!after_word || !is_all_blank(gap))
			add_plain(text, gap, charset);
		if (!is_same_charset(text->charset, word.charset))
			flush(text);
		text->charset = word.charset;
		if (decode_word(&text->bytes, &word, text->arena)) {
			after_word = true;
		} else {
			add_plain(text, (struct bytes){mark, word.len}, charset);
			after_word = false;
		}
		at += word.len;
		plain = at;
	}
	add_plain(text, (struct bytes){value.data + plain, value.len - plain}, charset);
}

static bool is_plain_ascii(struct bytes value)
{
	for (size_t i = 0; i < value.len; i++)
		if (value.data[i] < ' ' || value.data[i] == 0x7f)
			return false;
	return !memmem(value.data, value.len, "=?", 2);
}

static char *clean(const struct buf *text, struct arena *arena, bool *is_cleaned)
{
	struct buf out;
	char *copy;

	buf_init(&out);
	if (text_clean(&out, text->data, text->len, TEXT_LINE))
		*is_cleaned = true;
	copy = buf_dup(&out, arena);
	buf_release(&out);
	return copy;
}

char *encoded_word_checked(struct bytes value, const char *charset, struct arena *arena,
			   bool *is_cleaned)
{
	struct text text = {.arena = arena};
	struct buf nfc;
	char *copy;

	if (is_plain_ascii(value))
		return text_clean_dup(arena, value.data, value.len, TEXT_LINE);
	buf_init(&text.bytes);
	buf_init(&text.utf8);
	buf_init(&nfc);
	read_words(&text, value, charset);
	charset_add_nfc(&nfc, text.utf8.data, text.utf8.len);
	copy = clean(&nfc, arena, is_cleaned);
	buf_release(&text.bytes);
	buf_release(&text.utf8);
	buf_release(&nfc);
	return copy;
}

char *encoded_word_text(struct bytes value, const char *charset, struct arena *arena)
{
	bool is_cleaned;

	return encoded_word_checked(value, charset, arena, &is_cleaned);
}
