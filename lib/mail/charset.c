#include "mail/charset.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include "base/text.h"

enum {
	CACHED = 16,
	NAME_MAX_LEN = 40,
	DETECT_MAX = 8192,
	DETECT_CONFIDENCE = 50,
	DETECT_CONFIDENCE_DENSE = 20, /* where most letters are beyond ASCII */
	DETECTIONS_MAX = 30           /* a mail; each may take 2 ms */
};

/*
 * Opening a converter costs up to 0.1 ms, so those in use stay open: one process reads one mail at
 * a time.
 */
static struct {
	char name[NAME_MAX_LEN + 1];
	UConverter *converter; /* NULL: a name that ICU does not know */
} cache[CACHED];
static size_t cached;
static UConverter *utf8_converter;
static UCharsetDetector *detector;
static unsigned detections;

void charset_begin(void)
{
	detections = 0;
}

/* Names that ICU does not know, or knows as something else than mail means by them. */
static const struct {
	const char *name, *means;
} aliases[] = {
    {"ascii", "us-ascii"},
    {"ansi_x3.4-1968", "us-ascii"},
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"iso_8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"latin-1", "windows-1252"},
    {"8859-1", "windows-1252"},
    {"iso-8859-9", "windows-1254"},
    {"cp65001", "utf-8"},
    {"utf8", "utf-8"},
    {"utf-8-sig", "utf-8"},
    {"unicode-1-1-utf-8", "utf-8"},
    {"x-utf-8", "utf-8"},
    {"x-unknown", ""},
    {"unknown-8bit", ""},
    {"unknown", ""},
    {"default", ""},
    {"default_charset", ""},
    {"x-user-defined", ""},
    {"gb2312", "gb18030"},
    {"gbk", "gb18030"},
    {"gb_2312-80", "gb18030"},
    {"cp936", "gb18030"},
    {"windows-936", "gb18030"},
    {"x-gbk", "gb18030"},
    {"euc-kr", "windows-949"},
    {"ks_c_5601-1987", "windows-949"},
    {"ks_c_5601", "windows-949"},
    {"cseuckr", "windows-949"},
    {"ksc5601", "windows-949"},
    {"shift_jis", "windows-31j"},
    {"shift-jis", "windows-31j"},
    {"sjis", "windows-31j"},
    {"x-sjis", "windows-31j"},
    {"cp932", "windows-31j"},
    {"iso-2022-jp-ms", "iso-2022-jp"},
    {"cp50220", "iso-2022-jp"},
    {"iso-8859-8-i", "iso-8859-8"},
    {"iso-8859-6-i", "iso-8859-6"},
    {"tis-620", "windows-874"},
    {"iso-8859-11", "windows-874"},
    {"koi8-ru", "koi8-u"},
    {"x-mac-roman", "macintosh"},
    {"x-mac-cyrillic", "x-mac-cyrillic"},
    {"big5", "big5-hkscs"},
    {"unicode-1-1-utf-7", "utf-7"},
    {"csunicode11utf7", "utf-7"},
    {"x-unicode-2-0-utf-7", "utf-7"},
};

static const char *canonical(const char *declared, struct arena *arena)
{
	size_t len;
	char *name;

	while (isspace((unsigned char)*declared) || *declared == '"' || *declared == '\'')
		declared++;
	len = strcspn(declared, " \t\"';,");
	if (len > NAME_MAX_LEN)
		return "";
	name = arena_strndup(arena, declared, len);
	for (char *at = name; *at; at++)
		*at = (char)tolower((unsigned char)*at);
	for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
		if (strcmp(aliases[i].name, name) == 0)
			return aliases[i].means;
	return name;
}

static UConverter *converter_for(const char *name)
{
	UErrorCode status = U_ZERO_ERROR;
	size_t at;

	for (size_t i = 0; i < cached; i++)
		if (strcmp(cache[i].name, name) == 0) {
			if (cache[i].converter)
				ucnv_reset(cache[i].converter);
			return cache[i].converter;
		}
	at = cached < CACHED ? cached++ : CACHED - 1;
	if (cache[at].converter)
		ucnv_close(cache[at].converter);
	memcpy(cache[at].name, name, strlen(name) + 1);
	cache[at].converter = ucnv_open(name, &status);
	if (U_FAILURE(status))
		cache[at].converter = NULL;
	return cache[at].converter;
}

/* Converts all of data; returns how many U+FFFD it gave. */
static size_t convert(struct buf *out, struct bytes data, UConverter *from)
{
	const char *source = data.data, *end = data.data + data.len;
	UChar pivot[1024], *pivot_source = pivot, *pivot_target = pivot;
	size_t bad = 0;
	bool is_first = true;
	UErrorCode status;

	if (!utf8_converter) {
		status = U_ZERO_ERROR;
		utf8_converter = ucnv_open("utf-8", &status);
		if (U_FAILURE(status))
			return SIZE_MAX;
	}
	do {
		char chunk[4096], *target = chunk;

		status = U_ZERO_ERROR;
		ucnv_convertEx(utf8_converter, from, &target, chunk + sizeof chunk, &source, end,
			       pivot, &pivot_source, &pivot_target,
			       pivot + sizeof pivot / sizeof *pivot, is_first, true, &status);
		is_first = false;
		for (const char *at = chunk; (at = memchr(at, '\xef', (size_t)(target - at))); at++)
			bad += target - at >= 3 && at[1] == '\xbf' && at[2] == '\xbd';
		buf_add(out, chunk, (size_t)(target - chunk));
	} while (status == U_BUFFER_OVERFLOW_ERROR);
	return U_FAILURE(status) ? SIZE_MAX : bad;
}

/* True where most letters are beyond ASCII: no text of a Latin alphabet. */
static bool is_dense(struct bytes data)
{
	size_t high = 0, letters = 0;

	for (size_t i = 0; i < data.len; i++) {
		high += (data.data[i] & 0x80) != 0;
		letters += isalpha((unsigned char)data.data[i]) != 0;
	}
	return high > letters;
}

static bool is_latin(const char *name)
{
	return strncmp(name, "ISO-8859-1", 10) == 0 || strcmp(name, "ISO-8859-2") == 0 ||
	       strcmp(name, "ISO-8859-9") == 0 || strncmp(name, "windows-125", 11) == 0;
}

/* ICU knows charsets of mainframes, too, in which no mail is written. */
static bool is_plausible(const char *name, int32_t confidence, struct bytes data)
{
	if (strncmp(name, "IBM4", 4) == 0 || strncmp(name, "UTF-16", 6) == 0 ||
	    strncmp(name, "UTF-32", 6) == 0)
		return false;
	if (confidence > DETECT_CONFIDENCE)
		return true;
	return confidence >= DETECT_CONFIDENCE_DENSE && is_dense(data) &&
	       (!is_latin(name) || strcmp(name, "windows-1251") == 0 ||
		strcmp(name, "windows-1256") == 0);
}

/* What the detector thinks of it, where that is likely; NULL. */
static const char *detect(struct bytes data)
{
	UErrorCode status = U_ZERO_ERROR;
	const UCharsetMatch *match;
	const char *name;
	int32_t confidence;

	if (++detections > DETECTIONS_MAX)
		return NULL;
	if (!detector)
		detector = ucsdet_open(&status);
	if (U_FAILURE(status))
		return NULL;
	ucsdet_setText(detector, data.data,
		       (int32_t)(data.len < DETECT_MAX ? data.len : DETECT_MAX), &status);
	match = ucsdet_detect(detector, &status);
	if (U_FAILURE(status) || !match)
		return NULL;
	confidence = ucsdet_getConfidence(match, &status);
	name = ucsdet_getName(match, &status);
	return U_SUCCESS(status) && is_plausible(name, confidence, data) ? name : NULL;
}

static bool is_ascii(struct bytes data)
{
	size_t i = 0;

	for (; i + 8 <= data.len; i += 8) {
		uint64_t eight;

		memcpy(&eight, data.data + i, 8);
		if (eight & UINT64_C(0x8080808080808080))
			return false;
	}
	for (; i < data.len; i++)
		if (data.data[i] & 0x80)
			return false;
	return true;
}

/* True for charsets whose text is made of bytes that look like ASCII. */
static bool is_seven_bit(const char *name)
{
	return strncmp(name, "iso-2022-", 9) == 0 || strncmp(name, "hz", 2) == 0 ||
	       strncmp(name, "utf-16", 6) == 0 || strncmp(name, "utf-32", 6) == 0 ||
	       strncmp(name, "ucs-", 4) == 0;
}

/* Text in a charset that shifts by escapes, without a word about it: the escapes say which. */
static const char *shifted_charset(struct bytes data)
{
	if (!memchr(data.data, '\x1b', data.len))
		return NULL;
	if (memmem(data.data, data.len, "\x1b$B", 3) || memmem(data.data, data.len, "\x1b$@", 3))
		return "iso-2022-jp";
	return memmem(data.data, data.len, "\x1b$)C", 4) ? "iso-2022-kr" : NULL;
}

/* Few signs may be well-formed UTF-8 by chance in a charset of two bytes a sign. */
static bool may_be_chance(struct bytes data, const char *name)
{
	size_t high = 0;

	if (strcmp(name, "gb18030") != 0 && strcmp(name, "windows-31j") != 0 &&
	    strcmp(name, "windows-949") != 0 && strcmp(name, "euc-jp") != 0 &&
	    strcmp(name, "big5-hkscs") != 0)
		return false;
	for (size_t i = 0; i < data.len; i++)
		high += (data.data[i] & 0x80) != 0;
	return high < 8;
}

static bool try_convert(struct buf *out, struct bytes data, const char *name, size_t bad_max)
{
	UConverter *from = *name ? converter_for(name) : NULL;
	size_t start = out->len;

	if (from && convert(out, data, from) <= bad_max)
		return true;
	buf_cut(out, start);
	return false;
}

/* UTF-16 that does not say which end comes first: that of the zero bytes of its ASCII signs. */
static const char *utf16_order(struct bytes data)
{
	size_t even = 0, odd = 0;

	if (data.len >= 2 &&
	    (memcmp(data.data, "\xff\xfe", 2) == 0 || memcmp(data.data, "\xfe\xff", 2) == 0))
		return "utf-16";
	for (size_t i = 0; i + 1 < data.len && i < DETECT_MAX; i += 2) {
		even += data.data[i] == '\0';
		odd += data.data[i + 1] == '\0';
	}
	return odd > even ? "utf-16le" : "utf-16be";
}

const char *charset_to_utf8(struct buf *out, struct bytes data, const char *declared,
			    struct arena *arena, bool *is_guessed)
{
	const char *name = declared ? canonical(declared, arena) : "", *found;

	*is_guessed = false;
	if (data.len >= 3 && memcmp(data.data, "\xef\xbb\xbf", 3) == 0) {
		data.data += 3;
		data.len -= 3;
	}
	if (strcmp(name, "utf-16") == 0)
		name = utf16_order(data);
	if (!is_seven_bit(name)) {
		bool ascii = is_ascii(data);
		const char *shifted = ascii ? shifted_charset(data) : NULL;

		if (shifted && try_convert(out, data, shifted, data.len / 50)) {
			*is_guessed = true;
			return shifted;
		}

		if (ascii || (text_is_utf8(data.data, data.len) && !may_be_chance(data, name))) {
			buf_add(out, data.data, data.len);
			*is_guessed = !ascii && strcmp(name, "utf-8") != 0;
			return !*name ? (ascii ? "us-ascii" : "utf-8") : ascii ? name : "utf-8";
		}
	}
	if (strcmp(name, "utf-8") == 0) {
		/* A sign cut in two by a broken gateway is no reason to read all of it anew. */
		if (try_convert(out, data, name, data.len / 200 + 1))
			return name;
	} else if (strcmp(name, "us-ascii") != 0 && strcmp(name, "utf-7") != 0 &&
		   try_convert(out, data, name, data.len / 50 + 1)) {
		return name;
	}
	*is_guessed = true;
	found = detect(data);
	if (found && strncmp(found, "ISO-8859-1", 11) == 0)
		found = "windows-1252";
	if (found && try_convert(out, data, found, data.len / 50 + 1))
		return found;
	try_convert(out, data, "windows-1252", SIZE_MAX);
	return "windows-1252";
}

/* Signs that no NFC form changes, whatever stands beside them (but for a mark after them). */
static bool is_surely_nfc(uint32_t point)
{
	return point < 0x300 || (point >= 0x400 && point <= 0x482) ||
	       (point >= 0x4e00 && point <= 0x9fff) || (point >= 0x3041 && point <= 0x3096) ||
	       (point >= 0x30a0 && point <= 0x30ff) || (point >= 0xac00 && point <= 0xd7a3) ||
	       (point >= 0x2010 && point <= 0x2027) || (point >= 0x2030 && point <= 0x205e) ||
	       (point >= 0x3001 && point <= 0x3029) || (point >= 0xff01 && point <= 0xff9f) ||
	       point == 0xfffd;
}

static bool needs_nfc(const char *data, size_t len)
{
	size_t at = 0;

	while (at < len) {
		if ((unsigned char)data[at] < 0x80)
			at++;
		else if (!is_surely_nfc(text_next(data, len, &at)))
			return true;
	}
	return false;
}

/*
 * Takes marks out of runs of more than 30 (UAX #15, 13: no language needs more), in place: NFC
 * sorts a run, in time that grows with its square. Returns the new length.
 */
static int32_t cut_mark_runs(UChar *text, int32_t len)
{
	enum { RUN_MAX = 30 };
	int32_t at = 0, out = 0, run = 0;

	while (at < len) {
		int32_t start = at;
		UChar32 point;

		U16_NEXT(text, at, len, point);
		run = u_getCombiningClass(point) ? run + 1 : 0;
		if (run > RUN_MAX)
			continue;
		memmove(text + out, text + start, (size_t)(at - start) * sizeof *text);
		out += at - start;
	}
	return out;
}

void charset_add_nfc(struct buf *out, const char *data, size_t len)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfc;
	UChar *wide = NULL, *normal = NULL;
	int32_t wide_len = 0, normal_len = 0, utf8_len = 0;

	if (len > INT32_MAX / 8 || !needs_nfc(data, len)) {
		buf_add(out, data, len);
		return;
	}
	nfc = unorm2_getNFCInstance(&status);
	wide = malloc((len + 1) * sizeof *wide);
	if (wide)
		u_strFromUTF8WithSub(wide, (int32_t)len + 1, &wide_len, data, (int32_t)len, 0xfffd,
				     NULL, &status);
	if (!wide || U_FAILURE(status)) {
		buf_add(out, data, len);
		free(wide);
		return;
	}
	wide_len = cut_mark_runs(wide, wide_len);
	/* NFC never makes UTF-16 text more than three times as long. */
	normal = malloc(((size_t)wide_len * 3 + 1) * sizeof *normal);
	if (normal)
		normal_len =
		    unorm2_normalize(nfc, wide, wide_len, normal, wide_len * 3 + 1, &status);
	buf_reserve(out, (size_t)normal_len * 3 + 1);
	if (normal && U_SUCCESS(status))
		u_strToUTF8(out->data + out->len, (int32_t)(out->cap - out->len), &utf8_len, normal,
			    normal_len, &status);
	if (normal && U_SUCCESS(status)) {
		out->len += (size_t)utf8_len;
		out->data[out->len] = '\0';
	} else {
		buf_add(out, data, len);
	}
	free(normal);
	free(wide);
}

void charset_release(void)
{
	for (size_t i = 0; i < cached; i++)
		if (cache[i].converter)
			ucnv_close(cache[i].converter);
	cached = 0;
	if (utf8_converter)
		ucnv_close(utf8_converter);
	utf8_converter = NULL;
	if (detector)
		ucsdet_close(detector);
	detector = NULL;
}
