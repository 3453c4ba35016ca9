#include "mail/date_words.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include <unicode/udat.h>
#include <unicode/ustring.h>

#include "base/fold.h"
#include "base/text.h"
#include "base/timestamp.h"

enum { NAME_LEN = 40, NAMES_MAX = 900, AHEAD_DAYS = 400 };

/* The name of a month or of a weekday in some language, folded. */
struct name {
	char text[NAME_LEN];
	size_t len;
	int value; /* months 1 to 12, weekdays 0 (Sunday) to 6 */
	bool is_month;
	bool is_short;
	bool is_english;
};

static struct name names[NAMES_MAX];
static size_t name_count;

static const char *const locales[] = {"en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv",
				      "da", "nb", "fi", "ru", "cs", "tr", "zh", "ja", "ko"};

static void add_name(const UChar *wide, struct name kind)
{
	struct name *name = &names[name_count];
	char utf8[NAME_LEN];
	UErrorCode status = U_ZERO_ERROR;
	struct arena arena;
	const char *folded;
	int32_t len;

	if (name_count == NAMES_MAX)
		return;
	u_strToUTF8(utf8, NAME_LEN, &len, wide, -1, &status);
	if (U_FAILURE(status) || len < 3 || len >= NAME_LEN || isdigit((unsigned char)utf8[0]))
		return;
	while (len && utf8[len - 1] == '.')
		len--;
	utf8[len] = '\0';
	arena_init(&arena);
	folded = fold_text(utf8, &arena);
	*name = kind;
	name->len = (size_t)snprintf(name->text, NAME_LEN, "%s", folded);
	arena_release(&arena);
	if (name->len >= 3 && name->len < NAME_LEN)
		name_count++;
}

static void add_symbols(UDateFormat *format, UDateFormatSymbolType type, struct name kind)
{
	/* Weekdays count from 1 and have an empty name at 0. */
	int32_t count = udat_countSymbols(format, type);

	for (int32_t i = kind.is_month ? 0 : 1; i < count && i < 13; i++) {
		UErrorCode status = U_ZERO_ERROR;
		UChar wide[NAME_LEN];

		udat_getSymbols(format, type, i, wide, NAME_LEN, &status);
		kind.value = kind.is_month ? i + 1 : i - 1;
		if (U_SUCCESS(status))
			add_name(wide, kind);
	}
}

/* Once a process, and only where somebody is away: a few milliseconds. */
static void fill_names(void)
{
	if (name_count)
		return;
	for (size_t i = 0; i < sizeof locales / sizeof *locales; i++) {
		UErrorCode status = U_ZERO_ERROR;
		struct name kind;
		UDateFormat *format =
		    udat_open(UDAT_NONE, UDAT_SHORT, locales[i], NULL, 0, NULL, 0, &status);

		if (U_FAILURE(status))
			return;
		kind = (struct name){.is_month = true, .is_english = i == 0};
		add_symbols(format, UDAT_MONTHS, kind);
		add_symbols(format, UDAT_STANDALONE_MONTHS, kind);
		kind.is_short = true;
		add_symbols(format, UDAT_SHORT_MONTHS, kind);
		kind = (struct name){.is_english = i == 0};
		add_symbols(format, UDAT_WEEKDAYS, kind);
		udat_close(format);
	}
}

static bool is_letter(char c)
{
	return isalpha((unsigned char)c) || (c & 0x80);
}

/* The longest name at a place where a word begins; NULL. */
static const struct name *name_at(const char *text, size_t at)
{
	const struct name *best = NULL;

	if (!is_letter(text[at]) || (at && is_letter(text[at - 1]) && !(text[at] & 0x80)))
		return NULL;
	for (size_t i = 0; i < name_count; i++)
		if (names[i].text[0] == text[at] &&
		    strncmp(text + at, names[i].text, names[i].len) == 0 &&
		    (!is_letter(text[at + names[i].len]) || (text[at] & 0x80)) &&
		    (!best || names[i].len > best->len))
			best = &names[i];
	return best;
}

struct parts {
	int year, month, day; /* year 0: not said */
};

static int number_at(const char *text, size_t *at, size_t most)
{
	int value = 0;
	size_t start = *at;

	while (isdigit((unsigned char)text[*at]) && *at - start < most)
		value = value * 10 + (text[(*at)++] - '0');
	return *at == start || isdigit((unsigned char)text[*at]) ? -1 : value;
}

static void skip(const char *text, size_t *at, const char *signs)
{
	*at += strspn(text + *at, signs);
}

/* `th`, `.`, `º`, ` de `, ` of ` and the like between a day and its month. */
static void skip_joiner(const char *text, size_t *at)
{
	static const char *const joiners[] = {"st", "nd",       "rd",       "th",
					      "er", "\xc2\xba", "\xc2\xaa", "."};
	static const char *const words[] = {"of ", "de ", "d'", "den ", "der ", "-"};

	for (size_t i = 0; i < sizeof joiners / sizeof *joiners; i++)
		if (strncmp(text + *at, joiners[i], strlen(joiners[i])) == 0) {
			*at += strlen(joiners[i]);
			break;
		}
	skip(text, at, " ");
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strncmp(text + *at, words[i], strlen(words[i])) == 0) {
			*at += strlen(words[i]);
			return;
		}
}

/* A year after blanks, a comma, `de`, a dot or a quote; else 0 and *at stays. */
static int year_at(const char *text, size_t *at)
{
	size_t try = *at;
	int year;

	skip(text, &try, " ,.");
	if (strncmp(text + try, "de ", 3) == 0 || strncmp(text + try, "del ", 4) == 0)
		try += strcspn(text + try, " ") + 1;
	year = number_at(text, &try, 4);
	if (year < 2000 || year > 2099)
		return 0;
	*at = try;
	return year;
}

/* 5 January 2026, 5. Januar, 1er mai, 5 de enero de 2026 */
static bool read_day_month(const char *text, size_t *at, struct parts *parts)
{
	size_t try = *at;
	const struct name *name;

	parts->day = number_at(text, &try, 2);
	if (parts->day < 1)
		return false;
	skip_joiner(text, &try);
	name = name_at(text, try);
	if (!name || !name->is_month)
		return false;
	try += name->len;
	parts->month = name->value;
	parts->year = year_at(text, &try);
	*at = try;
	return true;
}

/* January 5th, 2026. Short names are words of other languages too often. */
static bool read_month_day(const char *text, size_t *at, struct parts *parts)
{
	const struct name *name = name_at(text, *at);
	size_t try = *at;

	if (!name || !name->is_month || (name->is_short && !name->is_english))
		return false;
	try += name->len;
	skip(text, &try, ". ");
	parts->day = number_at(text, &try, 2);
	if (parts->day < 1 || text[try] == ':')
		return false;
	parts->month = name->value;
	skip_joiner(text, &try);
	parts->year = year_at(text, &try);
	*at = try;
	return true;
}

/* 2026年1月5日, 1月5日; 2026년 1월 5일. */
static bool read_cjk(const char *text, size_t *at, struct parts *parts)
{
	static const char *const marks[][3] = {{"\xe5\xb9\xb4", "\xe6\x9c\x88", "\xe6\x97\xa5"},
					       {"\xeb\x85\x84", "\xec\x9b\x94", "\xec\x9d\xbc"}};

	for (size_t i = 0; i < 2; i++) {
		size_t try = *at;
		int first = number_at(text, &try, 4);

		*parts = (struct parts){0};
		if (first > 1999 && strncmp(text + try, marks[i][0], 3) == 0) {
			parts->year = first;
			try += 3;
			skip(text, &try, " ");
			first = number_at(text, &try, 2);
		}
		if (strncmp(text + try, marks[i][1], 3) != 0)
			continue;
		parts->month = first;
		try += 3;
		skip(text, &try, " ");
		parts->day = number_at(text, &try, 2);
		if (parts->day < 1)
			continue;
		if (strncmp(text + try, marks[i][2], 3) == 0)
			try += 3;
		*at = try;
		return true;
	}
	return false;
}

static int full_year(int year)
{
	return year >= 0 && year < 100 ? year + 2000 : year;
}

/* 2026-01-05, 5.1.2026, 5.1., 5/1/2026; `slash` tells of the last, where it may be month first. */
static bool read_numbers(const char *text, size_t *at, struct parts *parts, bool *is_slash)
{
	size_t try = *at;
	int first = number_at(text, &try, 4), second, third = 0;
	char sign = text[try];

	if (first < 1 || (sign != '.' && sign != '/' && sign != '-'))
		return false;
	try++;
	skip(text, &try, " ");
	second = number_at(text, &try, 2);
	if (second < 1)
		return false;
	if (text[try] == sign) {
		size_t more = try + 1;

		skip(text, &more, sign == '.' ? " " : "");
		third = number_at(text, &more, 4);
		try = third > 0 ? more : try + (sign == '.');
	} else if (sign != '/') {
		return false;
	}
	if (first > 1999 && third > 0)
		*parts = (struct parts){first, second, third};
	else
		*parts = (struct parts){third > 0 ? full_year(third) : 0, second, first};
	*is_slash = sign == '/' && first < 1000;
	*at = try;
	return true;
}

static int64_t day_of(int year, int month, int day)
{
	struct utc utc = {.year = year, .month = month, .day = day};

	return utc_to_us(&utc);
}

static bool is_near(int64_t day_us, int64_t near_us)
{
	return day_us != TIME_NONE && day_us > near_us - DAY_US &&
	       day_us < near_us + AHEAD_DAYS * DAY_US;
}

/* The day that is meant, near the moment of writing; TIME_NONE where none can be. */
static int64_t resolve(const struct parts *parts, int64_t near_us)
{
	struct utc now = utc_from_us(near_us);
	int64_t day;

	if (parts->year)
		return day_of(parts->year, parts->month, parts->day);
	day = day_of(now.year, parts->month, parts->day);
	return is_near(day, near_us) ? day : day_of(now.year + 1, parts->month, parts->day);
}

static int64_t resolve_slash(const struct parts *parts, int64_t near_us)
{
	struct parts other = {parts->year, parts->day, parts->month};
	int64_t day_first = resolve(parts, near_us), month_first = resolve(&other, near_us);

	if (!is_near(month_first, near_us))
		return day_first;
	if (!is_near(day_first, near_us))
		return month_first;
	return day_first < month_first ? day_first : month_first;
}

static bool read_full(const char *text, size_t *at, int64_t near_us, int64_t *day_us)
{
	struct parts parts = {0};
	bool is_slash = false;

	if (isdigit((unsigned char)text[*at])) {
		if (!read_cjk(text, at, &parts) && !read_day_month(text, at, &parts) &&
		    !read_numbers(text, at, &parts, &is_slash))
			return false;
	} else if (!read_month_day(text, at, &parts)) {
		return false;
	}
	*day_us = is_slash ? resolve_slash(&parts, near_us) : resolve(&parts, near_us);
	return is_near(*day_us, near_us);
}

/* Monday: the next one after the moment of writing, or the one whose date follows. */
static bool read_weekday(const char *text, size_t *at, int64_t near_us, int64_t *day_us)
{
	static const char *const articles[] = {"the ", "den ", "dem ", "le ", "el ", "il ", "d. "};
	const struct name *name = name_at(text, *at);
	struct utc now = utc_from_us(near_us);
	size_t try;
	int ahead;

	if (!name || name->is_month)
		return false;
	try = *at + name->len;
	skip(text, &try, " ,.(");
	for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
		if (strncmp(text + try, articles[i], strlen(articles[i])) == 0)
			try += strlen(articles[i]);
	if (read_full(text, &try, near_us, day_us)) {
		*at = try;
		return true;
	}
	ahead = (name->value - now.weekday + 7) % 7;
	*day_us = day_of(now.year, now.month, now.day) + (ahead ? ahead : 7) * DAY_US;
	*at += name->len;
	return true;
}

static bool read_date(const char *text, size_t *at, int64_t near_us, int64_t *day_us)
{
	return read_full(text, at, near_us, day_us) || read_weekday(text, at, near_us, day_us);
}

bool date_word_next(const char *folded, size_t at, int64_t near_us, struct date_word *found)
{
	fill_names();
	while (folded[at]) {
		bool is_digit = isdigit((unsigned char)folded[at]);

		found->from = found->to = at;
		if ((is_digit && (!at || !isdigit((unsigned char)folded[at - 1]))) ||
		    is_letter(folded[at])) {
			if (read_date(folded, &found->to, near_us, &found->day_us))
				return true;
			if (found->to > at) {
				at = found->to;
				continue;
			}
		}
		at++;
	}
	return false;
}
