#include "mail/away.h"

#include <ctype.h>
#include <string.h>

#include "base/fold.h"
#include "base/text.h"
#include "base/timestamp.h"
#include "mail/date_words.h"
#include "mail/phrases_away.h"

enum { TEXT_MAX = 4000, DATES_MAX = 20, SENTENCE_MAX = 90 };

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == ',' || c == ':' || c == '(';
}

/* Names of weekdays and `the`, `den`, `le` may stand between the word and the date. */
static size_t skip_back(const char *text, size_t at)
{
	static const char *const articles[] = {"the", "den", "dem", "le",  "el",  "il",  "la",
					       "de",  "dia", "d.",  "dag", "zum", "kl.", "incl."};
	bool is_again = true;

	while (is_again) {
		is_again = false;
		while (at && is_blank(text[at - 1]))
			at--;
		for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
			size_t len = strlen(articles[i]);

			if (at > len && memcmp(text + at - len, articles[i], len) == 0 &&
			    is_blank(text[at - len - 1])) {
				at -= len;
				is_again = true;
				break;
			}
		}
	}
	return at;
}

static bool ends_with_one(const char *text, size_t at, const char *const *words)
{
	for (; *words; words++) {
		size_t len = strlen(*words);

		if (at >= len && memcmp(text + at - len, *words, len) == 0 &&
		    (at == len || !isalpha((unsigned char)text[at - len - 1]) ||
		     ((*words)[0] & 0x80)))
			return true;
	}
	return false;
}

static bool is_one_here(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (strncmp(text, *words, strlen(*words)) == 0)
			return true;
	return false;
}

static bool starts_with_one(const char *text, const char *const *words)
{
	/* A case ending, as Turkish has it after an apostrophe. */
	if (*text == '\'' && isalpha((unsigned char)text[1]) && !is_one_here(text, words))
		text += strcspn(text, " \n");
	while (is_blank(*text) || *text == ')')
		text++;
	return is_one_here(text, words);
}

/* True where one of the words stands in the sentence before the date. */
static bool is_in_sentence(const char *text, size_t from, size_t at, const char *const *words)
{
	size_t start = at > SENTENCE_MAX ? at - SENTENCE_MAX : 0;

	start = start > from ? start : from;
	for (size_t i = at; i-- > start;)
		if ((text[i] == '.' || text[i] == '!' || text[i] == '?') &&
		    (text[i + 1] == ' ' || text[i + 1] == '\n') &&
		    !isdigit((unsigned char)text[i - (i > 0)])) {
			start = i + 1;
			break;
		}
	for (; *words; words++)
		if (memmem(text + start, at - start, *words, strlen(*words)))
			return true;
	return false;
}

/* A dash with a date or a number before it: 5 - 10 January, 05.01.-10.01. */
static bool is_range_end(const char *text, size_t at)
{
	static const char *const dashes[] = {"-", "\xe2\x80\x93", "\xe2\x80\x94", "\xe3\x80\x9c",
					     NULL};

	while (at && text[at - 1] == ' ')
		at--;
	if (!ends_with_one(text, at, dashes))
		return false;
	while (at && !isalnum((unsigned char)text[at - 1]) && text[at - 1] != '\n')
		at--;
	return at && isalnum((unsigned char)text[at - 1]);
}

struct away {
	int64_t last_us, back_us; /* the last day away, the first day back; TIME_NONE */
};

static void take_date(struct away *away, const char *text, size_t after,
		      const struct date_word *date)
{
	size_t before = skip_back(text, date->from);

	if (ends_with_one(text, before, away_until) || is_range_end(text, date->from) ||
	    starts_with_one(text + date->to, away_until_after)) {
		if (away->last_us == TIME_NONE || date->day_us > away->last_us)
			away->last_us = date->day_us;
		return;
	}
	if (away->back_us == TIME_NONE && (is_in_sentence(text, after, date->from, away_back) ||
					   starts_with_one(text + date->to, away_back_after)))
		away->back_us = date->day_us;
}

static int64_t read_text(const char *text, int64_t near_us)
{
	struct away away = {TIME_NONE, TIME_NONE};
	struct date_word date;
	size_t at = 0;

	for (int i = 0; i < DATES_MAX && date_word_next(text, at, near_us, &date); i++) {
		take_date(&away, text, at, &date);
		at = date.to;
	}
	if (away.back_us != TIME_NONE && (away.last_us == TIME_NONE || away.back_us > away.last_us))
		return away.back_us;
	return away.last_us == TIME_NONE ? TIME_NONE : away.last_us + DAY_US;
}

/* Apple's server writes it into a field: {kind=VACATION,…,endDate=2020-01-10T14:59:59Z} */
static int64_t read_apple(struct reading *reading)
{
	const char *value = message_header(reading->message, "x-apple-criteria");
	const char *end = value ? strstr(value, "endDate=") : NULL;
	int64_t at_us;

	if (!end)
		return TIME_NONE;
	end = arena_strndup(reading->arena, end + 8, strcspn(end + 8, ",}"));
	return timestamp_parse(end, &at_us, NULL) ? TIME_NONE : at_us;
}

void away_read(struct reading *reading)
{
	struct message *message = reading->message;
	const char *text;

	if (message->kind != MAIL_AUTO_REPLY || message->is_auto_generated)
		return;
	message->away_until_us = read_apple(reading);
	if (message->away_until_us != TIME_NONE || message->date_us == TIME_NONE)
		return;
	text =
	    fold_bytes((struct bytes){message->text,
				      text_cut_len(message->text, strlen(message->text), TEXT_MAX)},
		       reading->arena);
	message->away_until_us = read_text(text, message->date_us);
	if (message->away_until_us == TIME_NONE)
		message->away_until_us =
		    read_text(fold_text(message->subject, reading->arena), message->date_us);
}
