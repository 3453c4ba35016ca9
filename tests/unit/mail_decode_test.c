/* The decoders of our own, each against a table, and base64 against a slow one. */
#include <stdint.h>
#include <stdlib.h>

#include "mail/decode.h"
#include "mail/flowed.h"
#include "mail/param.h"
#include "unit/mail_test.h"

static const struct {
	const char *in, *out;
	bool is_damaged;
} base64s[] = {
    {"", "", false},
    {"YQ==", "a", false},
    {"YWI=", "ab", false},
    {"YWJj", "abc", false},
    {"YWJjZA", "abcd", false},
    {"YW Jj\r\nZGVm\n", "abcdef", false},
    {"YQ==YQ==", "aa", false},
    {"YWJj====", "abc", false},
    {"YW!Jj", "abc", true},
    {"YWJj\n--\nfooter of a list\n", NULL, true},
    {"YWI=\n____\nfooter", "ab", true},
    {"YWJjY", "abc", true},
    {"=", "", false},
    {"\xff\xfe", "", true},
    {"YWJj\0ZGVm", "abc", false},
};

START_TEST(base64)
{
	const char *in = base64s[_i].in;
	bool is_damaged = false;
	char out[256];
	size_t len = decode_base64(in, strlen(in), out, &is_damaged);

	if (base64s[_i].out) {
		ck_assert_uint_eq(len, strlen(base64s[_i].out));
		ck_assert_mem_eq(out, base64s[_i].out, len);
	}
	ck_assert(is_damaged == base64s[_i].is_damaged);
	ck_assert_uint_le(len, decode_max_len(ENCODING_BASE64, strlen(in)));
}
END_TEST

static size_t encode(const unsigned char *in, size_t len, size_t line, char *out)
{
	static const char alphabet[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t written = 0, signs = 0;

	for (size_t i = 0; i < len; i += 3) {
		uint32_t bits = (uint32_t)in[i] << 16 |
				(i + 1 < len ? (uint32_t)in[i + 1] << 8 : 0) |
				(i + 2 < len ? in[i + 2] : 0);

		for (size_t j = 0; j < 4; j++) {
			out[written++] = i + j > len ? '=' : alphabet[bits >> (18 - 6 * j) & 0x3f];
			if (++signs % line == 0)
				out[written++] = '\n';
		}
	}
	return written;
}

/* Any bytes in lines of any length come back as they were. */
START_TEST(base64_round_trip)
{
	unsigned char bytes[300];
	char coded[1200], back[1200];
	size_t len = (size_t)_i;
	bool is_damaged = false;

	srand(7);
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)rand();
	for (size_t line = 1; line < 80; line += 7) {
		size_t coded_len = encode(bytes, len, line, coded);

		ck_assert_uint_eq(decode_base64(coded, coded_len, back, &is_damaged), len);
		ck_assert_mem_eq(back, bytes, len);
	}
	ck_assert(!is_damaged);
}
END_TEST

static const struct {
	const char *in, *out;
	bool is_damaged;
} qps[] = {
    {"", "", false},
    {"plain", "plain", false},
    {"gr=C3=BCn", "gr\xc3\xbcn", false},
    {"gr=c3=bcn", "gr\xc3\xbcn", false},
    {"soft=\nbreak", "softbreak", false},
    {"soft=\r\nbreak", "softbreak", false},
    {"soft= \t\r\nbreak", "softbreak", false},
    {"end=", "end", false},
    {"blanks  \nnext", "blanks\nnext", false},
    {"blanks=20\nnext", "blanks \nnext", false},
    {"a=ZZb", "a=ZZb", true},
    {"a=4", "a=4", true},
    {"a==41", "a=A", true},
    {"one\r\ntwo", "one\ntwo", false},
    {"a = b", "a = b", true},
};

START_TEST(quoted_printable)
{
	const char *in = qps[_i].in;
	bool is_damaged = false;
	char out[256];
	size_t len = decode_qp(in, strlen(in), out, &is_damaged);

	ck_assert_uint_eq(len, strlen(qps[_i].out));
	ck_assert_mem_eq(out, qps[_i].out, len);
	ck_assert(is_damaged == qps[_i].is_damaged);
}
END_TEST

static const struct {
	const char *in, *out;
} uus[] = {
    {"begin 644 a.txt\n#86)C\n`\nend\n", "abc"},
    {"#86)C\n", "abc"},
    {"begin 644 a.txt\r\n#86)C\r\n`\r\nend\r\n", "abc"},
    {"begin 644 a.txt\n\"86(\nend\nafter", "ab"},
};

START_TEST(uuencode)
{
	bool is_damaged = false;
	char out[256];
	size_t len = decode_uu(uus[_i].in, strlen(uus[_i].in), out, &is_damaged);

	ck_assert_uint_eq(len, strlen(uus[_i].out));
	ck_assert_mem_eq(out, uus[_i].out, len);
}
END_TEST

static const struct {
	const char *name;
	enum encoding encoding;
	bool is_known;
} encodings[] = {
    {"base64", ENCODING_BASE64, true},
    {"BASE64", ENCODING_BASE64, true},
    {"quoted-printable", ENCODING_QP, true},
    {"7bit", ENCODING_7BIT, true},
    {"8Bit", ENCODING_8BIT, true},
    {"binary", ENCODING_BINARY, true},
    {"x-uuencode", ENCODING_UU, true},
    {"x-rot13", ENCODING_7BIT, false},
    {"", ENCODING_7BIT, false},
};

START_TEST(encoding_names)
{
	enum encoding encoding = ENCODING_7BIT;

	ck_assert(encoding_from_name(encodings[_i].name, strlen(encodings[_i].name), &encoding) ==
		  encodings[_i].is_known);
	ck_assert_int_eq(encoding, encodings[_i].encoding);
}
END_TEST

/* RFC 3676 */
static const struct {
	const char *in, *out;
	bool is_delsp;
} floweds[] = {
    {"one \ntwo\n", "one two\n", false},
    {"one \r\ntwo\r\n", "one two\n", false},
    {"one \ntwo\n", "onetwo\n", true},
    {"one\ntwo\n", "one\ntwo\n", false},
    {" stuffed\n", "stuffed\n", false},
    {" >no quote\n", ">no quote\n", false},
    {"> one \n> two\n", "> one two\n", false},
    {">> one \n> two\n", ">> one \n> two\n", false},
    {"text \n-- \nname\n", "text \n-- \nname\n", false},
    {"-- \nname\n", "-- \nname\n", false},
    {"last \n", "last \n", false},
    {"", "", false},
    {"\n\n", "\n\n", false},
    {">\n", "> \n", false},
};

START_TEST(flowed)
{
	struct buf out;

	buf_init(&out);
	flowed_join(&out, (struct bytes){floweds[_i].in, strlen(floweds[_i].in)},
		    floweds[_i].is_delsp);
	ck_assert_str_eq(out.data, floweds[_i].out);
	buf_release(&out);
}
END_TEST

/* RFC 2045, 2183, 2231 and what is sent in their place. */
static const struct {
	const char *value, *token, *name, *text;
} params[] = {
    {"text/plain", "text/plain", "charset", NULL},
    {"Text/PLAIN; charset=utf-8", "text/plain", "charset", "utf-8"},
    {"text/plain; charset=\"utf-8\"", "text/plain", "charset", "utf-8"},
    {"text/plain; CHARSET = utf-8", "text/plain", "charset", "utf-8"},
    {"text/plain;charset=utf-8;", "text/plain", "charset", "utf-8"},
    {"text/plain; charset=utf-8 (a comment)", "text/plain", "charset", "utf-8 (a comment)"},
    {"text/plain; charset=\"utf-8", "text/plain", "charset", "utf-8"},
    {"text/plain; ; charset=utf-8", "text/plain", "charset", "utf-8"},
    {"text/plain; junk; charset=utf-8", "text/plain", "charset", "utf-8"},
    {"text/plain charset=utf-8", "text/plain", "charset", "utf-8"},
    {"multipart/mixed; boundary=----=_a.b=c", "multipart/mixed", "boundary", "----=_a.b=c"},
    {"multipart/mixed; boundary=\"a;b\\\"c\"", "multipart/mixed", "boundary", "a;b\"c"},
    {"attachment; filename=a b.txt", "attachment", "filename", "a b.txt"},
    {"attachment; filename=\"C:\\dir\\a.txt\"", "attachment", "filename", "C:\\dir\\a.txt"},
    {"attachment; filename*=utf-8''%C3%A4.txt", "attachment", "filename", "\xc3\xa4.txt"},
    {"attachment; filename*=iso-8859-1'de'%E4.txt", "attachment", "filename", "\xc3\xa4.txt"},
    {"attachment; filename*0=one; filename*1=two", "attachment", "filename", "onetwo"},
    {"attachment; filename*1=two; filename*0=one", "attachment", "filename", "onetwo"},
    {"attachment; filename*0*=utf-8''%C3; filename*1*=%A4; filename*2=.txt", "attachment",
     "filename", "\xc3\xa4.txt"},
    {"attachment; filename=plain.txt; filename*=utf-8''b%C3%A4r.txt", "attachment", "filename",
     "b\xc3\xa4r.txt"},
    {"attachment; filename=\"=?utf-8?Q?b=C3=A4r?=.txt\"", "attachment", "filename",
     "b\xc3\xa4r.txt"},
    {"attachment; filename=\"b\xc3\xa4r.txt\"", "attachment", "filename", "b\xc3\xa4r.txt"},
    {"attachment; filename*=utf-8''a%0D%0Ab%00c.txt", "attachment", "filename",
     "a b\xef\xbf\xbd"
     "c.txt"},
    {"attachment; filename*=%41", "attachment", "filename", "A"},
    {"attachment; filename*=nonsense''%zz%4", "attachment", "filename", "%zz%4"},
    {"attachment; filename=one; filename=two", "attachment", "filename", "one"},
    {"", "", "filename", NULL},
    {";", "", "filename", NULL},
    {"=", "", "filename", NULL},
    {"(comment) text/html; a=b", "text/html", "a", "b"},
};

START_TEST(parameters)
{
	struct param_list list;
	struct arena arena;
	const char *value = params[_i].value, *found;

	arena_init(&arena);
	ck_assert_str_eq(param_read((struct bytes){value, strlen(value)}, &arena, &list),
			 params[_i].token);
	found = param_find(&list, params[_i].name);
	ck_assert(!found == !params[_i].text);
	if (found)
		ck_assert_str_eq(found, params[_i].text);
	arena_release(&arena);
}
END_TEST

/* A name in 100,000 pieces: the first thousand at most, in no time. */
START_TEST(a_name_in_pieces)
{
	struct param_list list;
	struct arena arena;
	struct buf value;

	arena_init(&arena);
	buf_init(&value);
	buf_adds(&value, "attachment");
	for (int i = 0; i < 100000; i++)
		buf_printf(&value, "; filename*%d=x", i);
	param_read(buf_bytes(&value), &arena, &list);
	ck_assert_uint_eq(strlen(param_find(&list, "filename")), 1000);
	buf_release(&value);
	arena_release(&arena);
}
END_TEST

Suite *mail_decode_suite(void)
{
	Suite *suite = suite_create("mail decode");
	TCase *cases = tcase_create("decode");

	tcase_add_loop_test(cases, base64, 0, COUNT(base64s));
	tcase_add_loop_test(cases, base64_round_trip, 0, 200);
	tcase_add_loop_test(cases, quoted_printable, 0, COUNT(qps));
	tcase_add_loop_test(cases, uuencode, 0, COUNT(uus));
	tcase_add_loop_test(cases, encoding_names, 0, COUNT(encodings));
	tcase_add_loop_test(cases, flowed, 0, COUNT(floweds));
	tcase_add_loop_test(cases, parameters, 0, COUNT(params));
	tcase_add_test(cases, a_name_in_pieces);
	suite_add_tcase(suite, cases);
	return suite;
}
