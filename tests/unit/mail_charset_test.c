/* Charsets that are declared, wrong, missing or nonsense; encoded words; what must not be shown. */
#include "base/fold.h"
#include "mail/charset.h"
#include "mail/encoded_word.h"
#include "unit/mail_test.h"

static const struct {
	const char *what, *declared, *bytes, *text, *used;
	bool is_guessed;
} charsets[] = {
    {"ascii", "us-ascii", "plain", "plain", "us-ascii", false},
    {"nothing declared", NULL, "plain", "plain", "us-ascii", false},
    {"utf-8", "utf-8", "Gr\xc3\xbc\xc3\x9f\x65", "Gr\xc3\xbc\xc3\x9f\x65", "utf-8", false},
    {"utf-8 with a mark", "utf-8", "\xef\xbb\xbfx", "x", "utf-8", false},
    {"latin-1", "iso-8859-1", "Gr\xfc\xdf\x65", "Gr\xc3\xbc\xc3\x9f\x65", "windows-1252", false},
    {"latin-1 that is windows", "ISO-8859-1", "\x80 \x93q\x94",
     "\xe2\x82\xac \xe2\x80\x9cq\xe2\x80\x9d", "windows-1252", false},
    {"latin-9", "iso-8859-15", "\xa4", "\xe2\x82\xac", "iso-8859-15", false},
    {"utf-8 called latin-1", "iso-8859-1", "Gr\xc3\xbc\xc3\x9f\x65", "Gr\xc3\xbc\xc3\x9f\x65",
     "utf-8", true},
    {"utf-8 called ascii", "us-ascii", "Gr\xc3\xbc\xc3\x9f\x65", "Gr\xc3\xbc\xc3\x9f\x65", "utf-8",
     true},
    {"utf-8 undeclared", NULL, "Gr\xc3\xbc\xc3\x9f\x65", "Gr\xc3\xbc\xc3\x9f\x65", "utf-8", true},
    {"windows called utf-8", "utf-8", "Stra\xdf\x65 und H\xe4user f\xfcr die Gr\xf6\xdf\x65ren",
     "Stra\xc3\x9f\x65 und H\xc3\xa4user f\xc3\xbcr die Gr\xc3\xb6\xc3\x9f\x65ren", "windows-1252",
     true},
    {"one broken sign in utf-8", "utf-8",
     "Ein langer Text, in dem nur ein Zeichen kaputt ist: \xc3 und sonst gar nichts, wirklich "
     "\xc3\xbc"
     "berhaupt nichts, auch wenn er noch so lang ist und noch l\xc3\xa4nger wird.",
     "Ein langer Text, in dem nur ein Zeichen kaputt ist: \xef\xbf\xbd und sonst gar nichts, "
     "wirklich \xc3\xbc"
     "berhaupt nichts, auch wenn er noch so lang ist und noch l\xc3\xa4nger wird.",
     "utf-8", false},
    {"overlong", "utf-8",
     "a\xc0\xaf"
     "b and more text",
     NULL, NULL, false},
    {"lone surrogate", "utf-8",
     "a\xed\xa0\x80"
     "b and more text",
     NULL, NULL, false},
    {"iso-2022-jp", "iso-2022-jp", "\x1b$B$3$s\x1b(B", "\xe3\x81\x93\xe3\x82\x93", "iso-2022-jp",
     false},
    {"shift_jis", "Shift_JIS", "\x82\xb1\x82\xf1", "\xe3\x81\x93\xe3\x82\x93", "windows-31j",
     false},
    {"euc-jp", "EUC-JP", "\xa4\xb3\xa4\xf3", "\xe3\x81\x93\xe3\x82\x93", "euc-jp", false},
    {"gb2312 that is gb18030", "gb2312", "\xc4\xe3\xba\xc3", "\xe4\xbd\xa0\xe5\xa5\xbd", "gb18030",
     false},
    {"big5", "Big5", "\xa7\x41\xa6\x6e", "\xe4\xbd\xa0\xe5\xa5\xbd", "big5-hkscs", false},
    {"korean", "ks_c_5601-1987", "\xbe\xc8\xb3\xe7", "\xec\x95\x88\xeb\x85\x95", "windows-949",
     false},
    {"koi8-r", "koi8-r", "\xf0\xd2\xc9\xd7\xc5\xd4",
     "\xd0\x9f\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82", "koi8-r", false},
    {"windows-1251", "cp1251", "\xcf\xf0\xe8\xe2\xe5\xf2",
     "\xd0\x9f\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82", "cp1251", false},
    {"unknown", "x-no-such-charset", "Gr\xfc\xdf\x65", "Gr\xc3\xbc\xc3\x9f\x65", "windows-1252",
     true},
    {"nonsense", "\"; drop table", "Gr\xfc\xdf\x65", "Gr\xc3\xbc\xc3\x9f\x65", "windows-1252",
     true},
    {"quoted", "'utf-8'", "\xc3\xbc", "\xc3\xbc", "utf-8", false},
    {"cp65001", "cp65001", "\xc3\xbc", "\xc3\xbc", "utf-8", false},
    {"utf-7 stays as it is", "utf-7", "+ADw-script+AD4-", "+ADw-script+AD4-", "utf-7", false},
    {"utf-7 by its other name", "unicode-1-1-utf-7", "+ADw-b+AD4-", "+ADw-b+AD4-", "utf-7", false},
    {"utf-16 called utf-16", "utf-16le", "h\0i\0", NULL, NULL, false},
};

START_TEST(charsets_are_read)
{
	struct arena arena;
	struct buf out;
	bool is_guessed;
	const char *used;
	struct bytes bytes = {charsets[_i].bytes, strlen(charsets[_i].bytes)};

	arena_init(&arena);
	buf_init(&out);
	charset_begin();
	if (charsets[_i].declared && strcmp(charsets[_i].declared, "utf-16le") == 0)
		bytes.len = 4;
	used = charset_to_utf8(&out, bytes, charsets[_i].declared, &arena, &is_guessed);
	if (charsets[_i].text) {
		ck_assert_msg(strcmp(out.data, charsets[_i].text) == 0, "%s: \"%s\"",
			      charsets[_i].what, out.data);
		ck_assert_str_eq(used, charsets[_i].used);
		ck_assert_msg(is_guessed == charsets[_i].is_guessed, "%s", charsets[_i].what);
	}
	if (bytes.len == 4 && bytes.data[1] == '\0')
		ck_assert_str_eq(out.data, "hi");
	buf_release(&out);
	arena_release(&arena);
}
END_TEST

/* RFC 2047 as it is really sent. */
static const struct {
	const char *value, *text;
} words[] = {
    {"plain", "plain"},
    {"=?utf-8?Q?Gr=C3=BC=C3=9Fe?=", "Gr\xc3\xbc\xc3\x9f\x65"},
    {"=?UTF-8?q?Gr=c3=bc=c3=9fe?=", "Gr\xc3\xbc\xc3\x9f\x65"},
    {"=?utf-8?B?R3LDvMOfZQ==?=", "Gr\xc3\xbc\xc3\x9f\x65"},
    {"=?utf-8?B?R3LDvMOfZQ?=", "Gr\xc3\xbc\xc3\x9f\x65"},
    {"=?iso-8859-1*de?Q?Gr=FC=DFe?=", "Gr\xc3\xbc\xc3\x9f\x65"},
    {"a =?utf-8?Q?b?= c", "a b c"},
    {"=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab"},
    {"=?utf-8?Q?a?=\r\n =?utf-8?Q?b?=", "ab"},
    {"=?utf-8?Q?a?==?utf-8?Q?b?=", "ab"},
    {"x=?utf-8?Q?b?=y", "xby"},
    {"=?utf-8?Q?a_b?=", "a b"},
    {"=?utf-8?Q?a b?=", "a b"},
    {"=?utf-8?Q?\?=", ""},
    /* A sign cut in two between two words. */
    {"=?utf-8?B?w7w=?= =?utf-8?B?w7w=?=", "\xc3\xbc\xc3\xbc"},
    {"=?utf-8?Q?Gr=C3?= =?utf-8?Q?=BC=C3=9F?=", "Gr\xc3\xbc\xc3\x9f"},
    {"=?iso-2022-jp?B?GyRCJDM=?= =?iso-2022-jp?B?JHMbKEI=?=", "\xe3\x81\x93\xe3\x82\x93"},
    /* An unescaped question mark. */
    {"=?utf-8?Q?really?\?=", "really?"},
    {"=?utf-8?Q?really?=20yes?=", "really? yes"},
    /* Broken ones stand as they are. */
    {"=?utf-8?B?!!!?=", "=?utf-8?B?!!!?="},
    {"=?utf-8?X?abc?=", "=?utf-8?X?abc?="},
    {"=?utf-8?Q?abc", "=?utf-8?Q?abc"},
    {"=?utf-8?", "=?utf-8?"},
    {"=?", "=?"},
    {"=??Q?a?=", "=??Q?a?="},
    {"=?utf-8?Q?=ZZ?=", "=ZZ"},
    /* What is hidden in a word never gets out as a line, a control or a direction. */
    {"=?UTF-8?B?SGkNCkJjYzogeEB5LmV4YW1wbGU=?=", "Hi Bcc: x@y.example"},
    {"=?utf-8?Q?a=0D=0ABcc:_x?=", "a Bcc: x"},
    {"=?utf-8?Q?a=00b?=", "a\xef\xbf\xbd"
			  "b"},
    {"=?utf-8?Q?=1B[31mred?=", "[31mred"},
    {"=?utf-8?Q?invoice=E2=80=AEfdp.exe?=", "invoicefdp.exe"},
    {"=?utf-7?Q?+ADw-script+AD4-?=", "+ADw-script+AD4-"},
    /* Raw 8-bit, which is not allowed and is sent. */
    {"Gr\xc3\xbc\xc3\x9f\x65", "Gr\xc3\xbc\xc3\x9f\x65"},
    {"Gr\xfc\xdf\x65", "Gr\xc3\xbc\xc3\x9f\x65"},
    {"=?iso-8859-1?Q?Gr\xfc\xdf\x65?=", "Gr\xc3\xbc\xc3\x9f\x65"},
    /* NFC: the accent and its letter become one. */
    {"=?utf-8?Q?u=CC=88ber?=", "\xc3\xbc"
			       "ber"},
    {"=?gb2312?B?xOO6ww==?=", "\xe4\xbd\xa0\xe5\xa5\xbd"},
};

START_TEST(encoded_words)
{
	struct arena arena;
	const char *value = words[_i].value;

	arena_init(&arena);
	charset_begin();
	ck_assert_str_eq(
	    encoded_word_text((struct bytes){value, strlen(value)}, "iso-8859-1", &arena),
	    words[_i].text);
	arena_release(&arena);
}
END_TEST

START_TEST(what_was_cleaned_is_noted)
{
	struct message *message;
	struct arena arena;

	test_read_string(&arena,
			 "From: =?utf-8?Q?boss=E2=80=AE?= <a@b.example>\n"
			 "Subject: =?utf-8?Q?a=1Bb?=\n\nx\n",
			 &message);
	ck_assert_str_eq(message->from.items[0].name, "boss");
	ck_assert_str_eq(message->subject, "ab");
	ck_assert(test_has_defect(message, "taken out of the subject"));
	ck_assert(test_has_defect(message, "taken out of a name"));
	arena_release(&arena);
}
END_TEST

/* Bodies: the part's charset, and the defect where it was not what it said. */
static const struct {
	const char *type, *encoding, *body, *text, *charset;
	bool has_defect;
} bodies[] = {
    {"text/plain; charset=utf-8", "8bit", "gr\xc3\xbcn\n", "gr\xc3\xbcn\n", "utf-8", false},
    {"text/plain; charset=iso-8859-1", "quoted-printable", "gr=FCn\n", "gr\xc3\xbcn\n",
     "windows-1252", false},
    {"text/plain; charset=utf-8", "base64", "Z3LDvG4K\n", "gr\xc3\xbcn\n", "utf-8", false},
    {"text/plain", "8bit", "gr\xc3\xbcn\n", "gr\xc3\xbcn\n", "utf-8", true},
    {"text/plain; charset=utf-7", "7bit", "+ADw-script+AD4-\n", "+ADw-script+AD4-\n", "utf-7",
     false},
    {"text/plain; charset=us-ascii", "7bit", "u\xcc\x88\n", "\xc3\xbc\n", "utf-8", true},
    {"text/plain; charset=utf-8", "8bit",
     "a\xe2\x80\xae"
     "b\n",
     "ab\n", "utf-8", false},
    {"text/plain; charset=utf-8", "8bit", "a\xef\xb7\x90\nb\n", "a\nb\n", "utf-8", false},
    {"text/plain; charset=utf-8", "8bit", "esc \x1b[31m\n", "esc [31m\n", "utf-8", false},
};

START_TEST(bodies_in_charsets)
{
	struct message *message;
	struct arena arena;
	struct buf mail;

	buf_init(&mail);
	buf_printf(&mail,
		   "From: a@b.example\nSubject: x\nContent-Type: %s\n"
		   "Content-Transfer-Encoding: %s\n\n%s",
		   bodies[_i].type, bodies[_i].encoding, bodies[_i].body);
	ck_assert_int_eq(test_read_buf(&arena, &mail, &message), 0);
	ck_assert_str_eq(message->text, bodies[_i].text);
	ck_assert_str_eq(message->charset, bodies[_i].charset);
	ck_assert(test_has_defect(message, "charset read as") == bodies[_i].has_defect);
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

/* Addresses are compared as bytes: what looks like ours stays what it is. */
START_TEST(look_alikes_stay)
{
	struct message *message;
	struct arena arena;

	test_read_string(&arena,
			 "From: \"support@acme.example\" <supp\xd0\xbert@acme.example>\n"
			 "Subject: x\n\nx\n",
			 &message);
	ck_assert_str_eq(message->from.items[0].email, "supp\xd0\xbert@acme.example");
	ck_assert_str_eq(message->from.items[0].name, "support@acme.example");
	arena_release(&arena);
}
END_TEST

/* 998 bytes are the most, and no sign that a person sees is cut in two. */
static const struct {
	size_t lead;
	const char *sign;
	size_t len;
} cuts[] = {
    {997, "\xc3\xbc", 997},                                     /* a letter of two bytes */
    {994, "\xf0\x9f\x98\x80", 998},                             /* it fits just so */
    {995, "\xf0\x9f\x98\x80", 995},                             /* it does not */
    {994, "\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd", 994},             /* a thumb and its colour */
    {990, "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9", 990}, /* a family */
    {996, "q\xcc\xa3", 996},                                    /* a letter with an accent apart */
};

START_TEST(subjects_are_cut_between_signs)
{
	struct message *message;
	struct arena arena;
	struct buf mail;

	buf_init(&mail);
	buf_adds(&mail, "From: a@b.example\nSubject: ");
	test_repeat(&mail, "x", cuts[_i].lead);
	buf_printf(&mail, "%syyyyyyyyy\n\nx\n", cuts[_i].sign);
	test_read_buf(&arena, &mail, &message);
	ck_assert_uint_eq(strlen(message->subject), cuts[_i].len);
	arena_release(&arena);
	buf_release(&mail);
}
END_TEST

static const struct {
	const char *text, *folded;
} folds[] = {
    {"Out Of OFFICE", "out of office"},       {"R\xc3\x89PONSE", "r\xc3\xa9ponse"},
    {"\xd0\x9e\xd0\xa2", "\xd0\xbe\xd1\x82"}, {"\xc4\xb0stanbul", "istanbul"},
    {"\xe4\xbd\xa0", "\xe4\xbd\xa0"},         {"", ""},
};

START_TEST(folding)
{
	struct arena arena;

	arena_init(&arena);
	ck_assert_str_eq(fold_text(folds[_i].text, &arena), folds[_i].folded);
	arena_release(&arena);
}
END_TEST

static const struct {
	const char *in, *out;
} forms[] = {
    {"plain", "plain"},
    {"u\xcc\x88", "\xc3\xbc"},
    {"\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", "\xed\x95\x9c"},
    {"\xef\xac\x81", "\xef\xac\x81"}, /* a ligature is kept: NFC, not NFKC */
    {"\xe2\x84\xab", "\xc3\x85"},
    {"\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80"},
    {"\xd0\xb8\xcc\x86", "\xd0\xb9"},
};

START_TEST(normal_forms)
{
	struct buf out;

	buf_init(&out);
	charset_add_nfc(&out, forms[_i].in, strlen(forms[_i].in));
	ck_assert_str_eq(out.data, forms[_i].out);
	buf_release(&out);
}
END_TEST

Suite *mail_charset_suite(void)
{
	Suite *suite = suite_create("mail charset");
	TCase *cases = tcase_create("charset");

	tcase_add_loop_test(cases, charsets_are_read, 0, COUNT(charsets));
	tcase_add_loop_test(cases, encoded_words, 0, COUNT(words));
	tcase_add_test(cases, what_was_cleaned_is_noted);
	tcase_add_loop_test(cases, bodies_in_charsets, 0, COUNT(bodies));
	tcase_add_test(cases, look_alikes_stay);
	tcase_add_loop_test(cases, subjects_are_cut_between_signs, 0, COUNT(cuts));
	tcase_add_loop_test(cases, folding, 0, COUNT(folds));
	tcase_add_loop_test(cases, normal_forms, 0, COUNT(forms));
	suite_add_tcase(suite, cases);
	return suite;
}
