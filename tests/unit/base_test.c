#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/ids.h"
#include "base/log.h"
#include "base/text.h"
#include "base/timestamp.h"
#include "unit/base_suites.h"
#include "unit/suite.h"

START_TEST(arena_grows_and_keeps)
{
	struct arena arena;
	int *list = NULL;
	size_t count = 0;

	arena_init(&arena);
	for (int i = 0; i < 1000; i++) {
		list = arena_grow(&arena, list, count, sizeof *list);
		list[count++] = i;
	}
	for (int i = 0; i < 1000; i++)
		ck_assert_int_eq(list[i], i);
	ck_assert_str_eq(arena_printf(&arena, "%s-%d", "x", 7), "x-7");
	ck_assert_ptr_null(arena_strdup(&arena, NULL));
	arena_reset(&arena);
	for (int i = 0; i < 64; i++)
		ck_assert_int_eq(((char *)arena_alloc(&arena, 64))[63], 0);
	arena_release(&arena);
}
END_TEST

START_TEST(buf_is_bounded)
{
	struct buf buf;

	buf_init_max(&buf, 5);
	buf_adds(&buf, "abc");
	ck_assert(!buf.is_over);
	buf_printf(&buf, "%d", 1234);
	ck_assert_str_eq(buf.data, "abc12");
	ck_assert(buf.is_over);
	buf_release(&buf);
	ck_assert_str_eq(buf.data, "");
}
END_TEST

static const struct {
	const char *text;
	int64_t us;
	const char *shown;
} moments[] = {
    {"1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z"},
    {"2026-01-05T09:00:00Z", INT64_C(1767603600000000), "2026-01-05T09:00:00Z"},
    {"2024-02-29T23:59:60+01:00", INT64_C(1709247599000000), "2024-02-29T22:59:59Z"},
    {"1969-12-31T23:59:59.5Z", INT64_C(-500000), "1969-12-31T23:59:59Z"},
    {"2000-03-01t00:00:00-00:30", INT64_C(951870600000000), "2000-03-01T00:30:00Z"},
};

START_TEST(moments_read_and_write)
{
	char out[TIMESTAMP_LEN];
	int64_t us;

	ck_assert_int_eq(timestamp_parse(moments[_i].text, &us, NULL), 0);
	ck_assert_int_eq(us, moments[_i].us);
	ck_assert_str_eq(timestamp_rfc3339(us, out), moments[_i].shown);
}
END_TEST

static const char *const no_moments[] = {"",
					 "2026-02-29T00:00:00Z",
					 "2026-01-05",
					 "2026-01-05T24:00:00Z",
					 "2026-01-05T09:00:00",
					 "2026-01-05T09:00:00+1",
					 "2026-1-05T09:00:00Z",
					 "yesterday"};

START_TEST(moments_refused)
{
	struct err err = {0};
	int64_t us;

	ck_assert_int_eq(timestamp_parse(no_moments[_i], &us, &err), -1);
	ck_assert_int_eq(err.code, ERR_INPUT);
}
END_TEST

START_TEST(mail_dates)
{
	char out[TIMESTAMP_LEN];

	ck_assert_str_eq(timestamp_rfc5322(INT64_C(1767603600000000), out),
			 "Mon, 05 Jan 2026 09:00:00 +0000");
	ck_assert_str_eq(timestamp_rfc3339(TIME_NONE, out), "-");
}
END_TEST

static const struct {
	const char *text;
	int64_t us;
	const char *shown;
} durations[] = {
    {"90m", 90 * MINUTE_US, "1h 30m"}, {"1h30m", 90 * MINUTE_US, "1h 30m"},
    {"2d", 2 * DAY_US, "2d"},          {"1w 1d", 8 * DAY_US, "8d"},
    {"45s", 45 * SECOND_US, "0m"},     {"26h", 26 * HOUR_US, "1d 2h"},
};

START_TEST(durations_read_and_write)
{
	char out[TIMESTAMP_LEN];
	int64_t us;

	ck_assert_int_eq(duration_parse(durations[_i].text, &us, NULL), 0);
	ck_assert_int_eq(us, durations[_i].us);
	ck_assert_str_eq(duration_text(us, out), durations[_i].shown);
}
END_TEST

static const char *const no_durations[] = {"",     "5",   "m",  "30m1h",
					   "1h1h", "-5m", "5x", "99999999999d"};

START_TEST(durations_refused)
{
	int64_t us;

	ck_assert_int_eq(duration_parse(no_durations[_i], &us, NULL), -1);
}
END_TEST

START_TEST(tokens)
{
	char a[IDS_TOKEN_LEN + 1], b[IDS_TOKEN_LEN + 1], digest[IDS_SHA256_LEN + 1];

	ids_hmac_token("Jefe", "what do ya want for nothing?", 28, a);
	/* RFC 4231, case 2: 5bdcc146bf60754e6a042426089575c7… */
	ck_assert_str_eq(a, "lpomcrv7mb2u42qeeqtarflvy4");
	ids_hmac_token("jefe", "what do ya want for nothing?", 28, b);
	ck_assert(!ids_token_equal(a, b));
	ck_assert(ids_token_equal(a, a));
	ids_random_token(a);
	ids_random_token(b);
	ck_assert_uint_eq(strlen(a), IDS_TOKEN_LEN);
	ck_assert_str_ne(a, b);
	ids_sha256("abc", 3, digest);
	ck_assert_str_eq(digest,
			 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
END_TEST

static const struct {
	const char *in, *line, *body;
} cleans[] = {
    {"plain", "plain", "plain"},
    {" a \t b\r\nc ", "a b c", " a \t b\nc "},
    {"a\x1b[31mred\x7f", "a[31mred", "a[31mred"},
    {"\xff\xc3", "\xef\xbf\xbd\xef\xbf\xbd", "\xef\xbf\xbd\xef\xbf\xbd"},
    {"x\xe2\x80\xaey", "xy", "xy"},
    {"\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd",
     "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
    {"a\rb", "a b", "a\nb"},
    {"Gr\xc3\xb6\xc3\x9f\x65 \xf0\x9f\x98\x80", "Gr\xc3\xb6\xc3\x9f\x65 \xf0\x9f\x98\x80",
     "Gr\xc3\xb6\xc3\x9f\x65 \xf0\x9f\x98\x80"},
};

START_TEST(text_is_cleaned)
{
	struct arena arena;
	const char *in = cleans[_i].in;

	arena_init(&arena);
	ck_assert_str_eq(text_clean_dup(&arena, in, strlen(in), TEXT_LINE), cleans[_i].line);
	ck_assert_str_eq(text_clean_dup(&arena, in, strlen(in), TEXT_BODY), cleans[_i].body);
	arena_release(&arena);
}
END_TEST

START_TEST(text_utf8)
{
	ck_assert(text_is_utf8("\xf4\x8f\xbf\xbf", 4));
	ck_assert(!text_is_utf8("\xf4\x90\x80\x80", 4));
	ck_assert(!text_is_utf8("\xc0\x80", 2));
	ck_assert(!text_is_utf8("a\0b", 3));
	ck_assert_uint_eq(text_cut_len("a\xc3\xb6", 3, 2), 1);
}
END_TEST

/* One bad byte, wherever it stands in a text of words of eight bytes and a rest. */
START_TEST(text_utf8_anywhere)
{
	char text[40];

	for (size_t len = 1; len <= sizeof text; len++) {
		memset(text, 'a', sizeof text);
		ck_assert(text_is_utf8(text, len));
		text[len - 1] = '\0';
		ck_assert(!text_is_utf8(text, len));
		text[len - 1] = '\x80';
		ck_assert(!text_is_utf8(text, len));
		text[len - 1] = '\xc3';
		ck_assert(!text_is_utf8(text, len));
		if (len > 1) {
			memcpy(text + len - 2, "\xc3\xa9", 2);
			ck_assert(text_is_utf8(text, len));
		}
	}
}
END_TEST

static const struct {
	const char *pattern, *text;
	bool is_match;
} globs[] = {
    {"*", "", true},
    {"a*c", "abc", true},
    {"a*c", "abcd", false},
    {"?", "\xc3\xb6", true},
    {"[ACME-1] *", "[ACME-1] x", true},
    {"\\*", "*", true},
    {"\\*", "x", false},
    {"*b*b", "abxb", true},
    {"status by=* to=solved", "status by=ann from=open to=solved", true},
    {"", "x", false},
};

START_TEST(text_globs)
{
	ck_assert(text_glob(globs[_i].pattern, globs[_i].text) == globs[_i].is_match);
}
END_TEST

START_TEST(text_distances)
{
	ck_assert_uint_eq(text_distance("solved", "solvd", 2), 1);
	ck_assert_uint_eq(text_distance("solved", "sovled", 2), 1);
	ck_assert_uint_eq(text_distance("solved", "solved", 2), 0);
	ck_assert_uint_eq(text_distance("solved", "pending", 2), 3);
}
END_TEST

static char logged[512];

static void keep_line(enum log_level level, const char *subsystem, const char *line)
{
	(void)level;
	(void)subsystem;
	snprintf(logged, sizeof logged, "%s", line);
}

START_TEST(log_lines_stay_lines)
{
	log_set_sink(keep_line);
	log_event(LOG_LEVEL_INFO, "test", "mail taken", "from", "a\r\nb \x1b[1m", "left", NULL, "n",
		  "1", NULL);
	log_set_sink(NULL);
	ck_assert_str_eq(logged, "mail taken from=\"a\\r\\nb \\x1b[1m\" n=1");
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

static Suite *base_suite(void)
{
	Suite *suite = suite_create("base");
	TCase *cases = tcase_create("base");

	tcase_add_test(cases, arena_grows_and_keeps);
	tcase_add_test(cases, buf_is_bounded);
	tcase_add_loop_test(cases, moments_read_and_write, 0, COUNT(moments));
	tcase_add_loop_test(cases, moments_refused, 0, COUNT(no_moments));
	tcase_add_test(cases, mail_dates);
	tcase_add_loop_test(cases, durations_read_and_write, 0, COUNT(durations));
	tcase_add_loop_test(cases, durations_refused, 0, COUNT(no_durations));
	tcase_add_test(cases, tokens);
	tcase_add_loop_test(cases, text_is_cleaned, 0, COUNT(cleans));
	tcase_add_test(cases, text_utf8);
	tcase_add_test(cases, text_utf8_anywhere);
	tcase_add_loop_test(cases, text_globs, 0, COUNT(globs));
	tcase_add_test(cases, text_distances);
	tcase_add_test(cases, log_lines_stay_lines);
	suite_add_tcase(suite, cases);
	return suite;
}

int main(void)
{
	static Suite *(*const suites[])(void) = {base_suite, money_suite, words_suite, zone_suite,
						 NULL};

	return suite_main(suites);
}
