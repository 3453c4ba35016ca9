#include "mail/decode.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

static const struct {
	const char *name;
	enum encoding encoding;
} names[] = {
    {"7bit", ENCODING_7BIT},           {"8bit", ENCODING_8BIT},
    {"binary", ENCODING_BINARY},       {"base64", ENCODING_BASE64},
    {"quoted-printable", ENCODING_QP}, {"x-uuencode", ENCODING_UU},
    {"uuencode", ENCODING_UU},         {"x-uue", ENCODING_UU},
    {"quoted-print", ENCODING_QP},     {"8-bit", ENCODING_8BIT},
    {"7-bit", ENCODING_7BIT},          {"base-64", ENCODING_BASE64},
    {"quoted/printable", ENCODING_QP}, {"quoted_printable", ENCODING_QP},
    {"quotedprintable", ENCODING_QP},  {"quoted", ENCODING_QP},
    {"x-base64", ENCODING_BASE64},
};

const char *encoding_name(enum encoding encoding)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].encoding == encoding)
			return names[i].name;
	return "7bit";
}

bool encoding_from_name(const char *name, size_t len, enum encoding *encoding)
{
	while (len && strchr("\"'", name[len - 1]))
		len--;
	while (len && strchr("\"'", *name)) {
		name++;
		len--;
	}
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strlen(names[i].name) == len && strncasecmp(names[i].name, name, len) == 0) {
			*encoding = names[i].encoding;
			return true;
		}
	return false;
}

size_t decode_max_len(enum encoding encoding, size_t len)
{
	return encoding == ENCODING_BASE64 ? len / 4 * 3 + 3 : len;
}

enum { BAD = 0xff, PAD = 0xfe };

/* Each sign's value at its four places in a quantum, shifted; a bad one sets the top byte. */
static uint32_t quad[4][256];
static uint8_t six[256];

static void fill_tables(void)
{
	static const char alphabet[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	if (six['B'])
		return;
	memset(six, BAD, sizeof six);
	memset(quad, 0xff, sizeof quad);
	for (uint32_t i = 0; i < 64; i++) {
		unsigned char c = (unsigned char)alphabet[i];

		six[c] = (uint8_t)i;
		for (unsigned place = 0; place < 4; place++)
			quad[place][c] = i << (18 - 6 * place);
	}
	six['='] = PAD;
}

/* Whole quanta without anything else between them; returns how many signs were taken. */
static size_t decode_quanta(const unsigned char *in, size_t len, unsigned char *out)
{
	size_t at = 0;

	for (; at + 4 <= len; at += 4, out += 3) {
		uint32_t bits = quad[0][in[at]] | quad[1][in[at + 1]] | quad[2][in[at + 2]] |
				quad[3][in[at + 3]];

		if (bits > 0xffffff)
			break;
		out[0] = (unsigned char)(bits >> 16);
		out[1] = (unsigned char)(bits >> 8);
		out[2] = (unsigned char)bits;
	}
	return at;
}

/* A quantum that was cut short gives the bytes that it has whole. */
static size_t flush_quantum(uint32_t bits, unsigned count, unsigned char *out)
{
	if (count < 2)
		return 0;
	bits <<= 6 * (4 - count);
	out[0] = (unsigned char)(bits >> 16);
	if (count == 3)
		out[1] = (unsigned char)(bits >> 8);
	return count - 1;
}

size_t decode_base64(const char *data, size_t len, char *to, bool *is_damaged)
{
	const unsigned char *in = (const unsigned char *)data;
	unsigned char *out = (unsigned char *)to;
	size_t at = 0, written = 0;
	uint32_t bits = 0;
	unsigned count = 0;
	bool was_padded = false;

	fill_tables();
	while (at < len) {
		uint8_t value;

		if (!count) {
			size_t taken = decode_quanta(in + at, len - at, out + written);

			at += taken;
			written += taken / 4 * 3;
			if (at >= len)
				break;
		}
		value = six[in[at++]];
		if (value < 64) {
			bits = bits << 6 | value;
			if (++count == 4) {
				out[written++] = (unsigned char)(bits >> 16);
				out[written++] = (unsigned char)(bits >> 8);
				out[written++] = (unsigned char)bits;
				count = 0;
				bits = 0;
			}
		} else if (value == PAD) {
			written += flush_quantum(bits, count, out + written);
			was_padded = was_padded || count;
			count = 0;
			bits = 0;
		} else if (in[at - 1] > ' ') {
			*is_damaged = true;
			/* A footer that a list put below the data. */
			if (was_padded)
				return written;
		}
	}
	if (count == 1)
		*is_damaged = true;
	return written + flush_quantum(bits, count, out + written);
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* What stands at an `=`: two hex digits, a soft line break, or nothing that means anything. */
static size_t decode_equals(const char *in, size_t left, char *out, size_t *written,
			    bool *is_damaged)
{
	size_t at = 1;

	if (left >= 3 && hex_value(in[1]) >= 0 && hex_value(in[2]) >= 0) {
		out[(*written)++] = (char)(hex_value(in[1]) << 4 | hex_value(in[2]));
		return 3;
	}
	while (at < left && (in[at] == ' ' || in[at] == '\t'))
		at++;
	if (at == left)
		return left;
	if (in[at] == '\n')
		return at + 1;
	if (in[at] == '\r')
		return at + 1 + (at + 1 < left && in[at + 1] == '\n');
	*is_damaged = true;
	out[(*written)++] = '=';
	return 1;
}

/* The line ends of a run are reached one by one: blanks before them are not the sender's. */
static size_t copy_run(const char *in, size_t len, char *out, size_t written)
{
	while (len) {
		const char *end = memchr(in, '\n', len);
		size_t line = end ? (size_t)(end - in) : len, keep = line;

		if (end && keep && in[keep - 1] == '\r')
			keep--;
		while (end && keep && (in[keep - 1] == ' ' || in[keep - 1] == '\t'))
			keep--;
		memmove(out + written, in, keep);
		written += keep;
		if (!end)
			break;
		out[written++] = '\n';
		in += line + 1;
		len -= line + 1;
	}
	return written;
}

size_t decode_qp(const char *in, size_t len, char *out, bool *is_damaged)
{
	size_t at = 0, written = 0;

	while (at < len) {
		const char *equals = memchr(in + at, '=', len - at);
		size_t run = equals ? (size_t)(equals - in) - at : len - at;

		written = copy_run(in + at, run, out, written);
		at += run;
		if (equals)
			at += decode_equals(in + at, len - at, out, &written, is_damaged);
	}
	return written;
}

size_t decode_q_word(const char *in, size_t len, char *out)
{
	size_t written = 0;

	for (size_t at = 0; at < len; at++) {
		if (in[at] == '_') {
			out[written++] = ' ';
		} else if (in[at] == '=' && at + 2 < len && hex_value(in[at + 1]) >= 0 &&
			   hex_value(in[at + 2]) >= 0) {
			out[written++] = (char)(hex_value(in[at + 1]) << 4 | hex_value(in[at + 2]));
			at += 2;
		} else {
			out[written++] = in[at];
		}
	}
	return written;
}

static size_t decode_uu_line(const unsigned char *line, size_t len, char *out, bool *is_damaged)
{
	size_t want = (line[0] - 0x20u) & 0x3f, written = 0;

	for (size_t at = 1; at < len && written < want; at += 4) {
		uint32_t bits = 0;

		for (size_t i = 0; i < 4; i++) {
			unsigned char c = at + i < len ? line[at + i] : ' ';

			bits = bits << 6 | ((c - 0x20u) & 0x3f);
		}
		for (int shift = 16; shift >= 0 && written < want; shift -= 8)
			out[written++] = (char)(bits >> shift);
	}
	if (written < want)
		*is_damaged = true;
	return written;
}

size_t decode_uu(const char *in, size_t len, char *out, bool *is_damaged)
{
	size_t at = 0, written = 0;

	while (at < len) {
		const char *end = memchr(in + at, '\n', len - at);
		size_t line = end ? (size_t)(end - in) - at : len - at, next = at + line + 1;

		if (line && in[at + line - 1] == '\r')
			line--;
		if (line >= 6 && memcmp(in + at, "begin ", 6) == 0) {
			at = next;
			continue;
		}
		if (line == 3 && memcmp(in + at, "end", 3) == 0)
			break;
		if (line) {
			size_t got = decode_uu_line((const unsigned char *)in + at, line,
						    out + written, is_damaged);

			written += got;
		}
		at = next;
	}
	return written;
}

struct bytes decode_body(struct bytes in, enum encoding encoding, struct arena *arena,
			 bool *is_damaged)
{
	size_t len = 0;
	char *out;

	if (encoding != ENCODING_BASE64 && encoding != ENCODING_QP && encoding != ENCODING_UU)
		return in;
	out = arena_alloc(arena, decode_max_len(encoding, in.len) + 1);
	if (encoding == ENCODING_BASE64)
		len = decode_base64(in.data, in.len, out, is_damaged);
	else if (encoding == ENCODING_QP)
		len = decode_qp(in.data, in.len, out, is_damaged);
	else
		len = decode_uu(in.data, in.len, out, is_damaged);
	return (struct bytes){out, len};
}
