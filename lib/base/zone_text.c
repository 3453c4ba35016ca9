/* Moments for people: ICU's formats, one a zone, language and style, made once and kept. */
#include <ctype.h>
#include <string.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "base/err.h"
#include "base/text.h"
#include "base/zone.h"
#include "base/zone_icu.h"

enum { FORMATS_KEPT = 64, TEXTS_KEPT = 8, LANGUAGE_MAX = 32, PATTERN_MAX = 64, SHOWN_MAX = 128 };

/* No style shows seconds, so that a text is that of its whole minute. */
struct kept_text {
	int64_t minute;
	char text[SHOWN_MAX]; /* "": none */
};

struct kept_format {
	char zone[ZONE_NAME_MAX + 1], language[LANGUAGE_MAX + 1];
	enum zone_style style;
	UDateFormat *format;
	struct kept_text
	    texts[TEXTS_KEPT]; /* by minute: mails of one pass show the same few moments */
};

static struct kept_format kept[FORMATS_KEPT];
static size_t kept_next;

/* By enum zone_style: what ICU makes a language's pattern from, and the English pattern. */
static const struct {
	const char *skeleton, *english;
} styles[] = {
    [ZONE_DATE] = {"EEEdMMM", "EEE d MMM"},
    [ZONE_DATE_TIME] = {"EEEdMMMHHmmz", "EEE d MMM, HH:mm z"},
    [ZONE_FULL] = {"yEEEdMMMHHmmz", "EEE d MMM y, HH:mm z"},
    [ZONE_TIME] = {"HHmmz", "HH:mm z"},
};

/* "de", "de-AT" as ICU writes it; "en" where ICU has no data, for its own choice would be the
 * locale that the process runs in. */
static void locale_of(const char *language, char locale[LANGUAGE_MAX + 1])
{
	char canonical[LANGUAGE_MAX + 1], known[LANGUAGE_MAX + 1];
	UErrorCode status = U_ZERO_ERROR;

	memcpy(locale, "en", 3);
	uloc_forLanguageTag(language, canonical, LANGUAGE_MAX, NULL, &status);
	if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING)
		return;
	uloc_getLanguage(canonical, known, LANGUAGE_MAX, &status);
	if (U_FAILURE(status) || !*known)
		return;
	for (int32_t i = 0; i < uloc_countAvailable(); i++)
		if (strcmp(uloc_getAvailable(i), known) == 0) {
			memcpy(locale, canonical, strlen(canonical) + 1);
			return;
		}
}

static bool is_english(const char *locale)
{
	return strncmp(locale, "en", 2) == 0 && !isalpha((unsigned char)locale[2]);
}

static UDateFormat *open_format(const char *zone, const char *locale, const UChar *pattern)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar wide[ZONE_NAME_MAX + 1];
	int32_t zone_len = (int32_t)zone_wide(zone, wide);
	UDateFormat *format =
	    udat_open(UDAT_PATTERN, UDAT_PATTERN, locale, wide, zone_len, pattern, -1, &status);

	if (U_FAILURE(status))
		die("ICU can't open a date format: %s", u_errorName(status));
	return format;
}

/* In UTF-8. */
static void show(UDateFormat *format, int64_t at_us, char out[SHOWN_MAX])
{
	UErrorCode status = U_ZERO_ERROR;
	UChar wide[SHOWN_MAX];
	int32_t len;

	len = udat_format(format, zone_icu_ms(at_us), wide, SHOWN_MAX, NULL, &status);
	u_strToUTF8(out, SHOWN_MAX - 1, NULL, wide, len, &status);
	out[SHOWN_MAX - 1] = '\0';
	if (U_FAILURE(status))
		die("ICU can't write a date: %s", u_errorName(status));
}

/* CET is known to the British, EST to Americans: the English that has a name for this zone. */
static const char *english_for(const char *zone, int64_t at_us)
{
	static const char *const kinds[] = {"en_GB", "en_US", "en_AU", "en_NZ", "en_IN", "en_ZA"};
	static const UChar name_only[] = {'z', 0};
	char shown[SHOWN_MAX];

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		UDateFormat *format = open_format(zone, kinds[i], name_only);

		show(format, at_us, shown);
		udat_close(format);
		if (strncmp(shown, "GMT", 3) != 0 || !shown[3])
			return kinds[i];
	}
	return kinds[0];
}

static UDateFormat *english_format(const char *zone, enum zone_style style, int64_t at_us)
{
	UChar pattern[PATTERN_MAX];

	u_uastrcpy(pattern, styles[style].english);
	return open_format(zone, english_for(zone, at_us), pattern);
}

static UDateFormat *format_of_language(const char *zone, const char *locale, enum zone_style style)
{
	UErrorCode status = U_ZERO_ERROR;
	UDateTimePatternGenerator *generator = udatpg_open(locale, &status);
	UChar skeleton[PATTERN_MAX], pattern[PATTERN_MAX];
	UDateFormat *format;

	u_uastrcpy(skeleton, styles[style].skeleton);
	udatpg_getBestPattern(generator, skeleton, -1, pattern, PATTERN_MAX, &status);
	if (U_FAILURE(status))
		die("ICU has no date pattern for \"%s\": %s", locale, u_errorName(status));
	udatpg_close(generator);
	format = open_format(zone, locale, pattern);
	return format;
}

/* NULL where it was not made yet. */
static struct kept_format *find_format(const char *zone, const char *language,
				       enum zone_style style)
{
	for (size_t i = 0; i < FORMATS_KEPT; i++)
		if (kept[i].format && kept[i].style == style && strcmp(kept[i].zone, zone) == 0 &&
		    strcmp(kept[i].language, language) == 0)
			return &kept[i];
	return NULL;
}

static struct kept_format *make_format(const char *zone, const char *language,
				       enum zone_style style, int64_t at_us)
{
	char locale[LANGUAGE_MAX + 1];
	struct kept_format *entry = &kept[kept_next];

	kept_next = (kept_next + 1) % FORMATS_KEPT;
	if (entry->format)
		udat_close(entry->format);
	memset(entry->texts, 0, sizeof entry->texts);
	memcpy(entry->zone, zone, strlen(zone) + 1);
	memcpy(entry->language, language, strlen(language) + 1);
	entry->style = style;
	locale_of(language, locale);
	entry->format = is_english(locale) ? english_format(zone, style, at_us)
					   : format_of_language(zone, locale, style);
	return entry;
}

static const char *text_of(struct kept_format *entry, int64_t at_us)
{
	int64_t minute = at_us / MINUTE_US - (at_us % MINUTE_US < 0);
	struct kept_text *text = &entry->texts[(uint64_t)minute % TEXTS_KEPT];

	if (*text->text && text->minute == minute)
		return text->text;
	show(entry->format, at_us, text->text);
	text->minute = minute;
	return text->text;
}

const char *zone_text(struct arena *arena, int64_t at_us, const char *zone, const char *language,
		      enum zone_style style)
{
	struct kept_format *entry;
	const char *text;

	if (at_us == TIME_NONE)
		return "-";
	entry = find_format(zone, language, style);
	if (!entry) {
		zone = zone_is_known(zone) ? zone : "Etc/UTC";
		language = strlen(language) > LANGUAGE_MAX ? "en" : language;
		entry = find_format(zone, language, style);
	}
	if (!entry)
		entry = make_format(zone, language, style, at_us);
	text = text_of(entry, at_us);
	return text_clean_dup(arena, text, strlen(text), TEXT_LINE);
}
