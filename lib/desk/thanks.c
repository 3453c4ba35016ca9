#include "desk/thanks.h"

#include <string.h>

#include "base/buf.h"
#include "base/fold.h"
#include "base/text.h"
#include "desk/thanks_phrases.h"

/* What is longer says more than thank you; so many words may sign it. */
enum { THANKS_MAX = 700, SIGNERS_MAX = 4 };

struct reading {
	const char *at;
	const char *const *names;
	bool is_given;
	bool is_closing;   /* the end of the mail has begun … */
	bool is_signature; /* … and this is a line below it */
	int signers;       /* unknown words there */
};

static bool is_question(uint32_t sign)
{
	return sign == '?' || sign == 0xBF || sign == 0x37E || sign == 0x61F || sign == 0x203D ||
	       (sign >= 0x2047 && sign <= 0x2049) || sign == 0xFF1F;
}

/* Thumbs up, folded hands, raised hands, hearts, a bouquet, a party. */
static bool is_thankful(uint32_t sign)
{
	return sign == 0x1F44D || sign == 0x1F64F || sign == 0x1F64C || sign == 0x2764 ||
	       sign == 0x1F490 || sign == 0x1F389;
}

static bool is_word_sign(uint32_t sign)
{
	if (sign < 0x80)
		return (sign >= 'a' && sign <= 'z') || (sign >= '0' && sign <= '9') || sign == '\'';
	return !((sign >= 0xA0 && sign <= 0xBF) || (sign >= 0x2000 && sign <= 0x206F) ||
		 (sign >= 0x2190 && sign <= 0x2BFF) || (sign >= 0x3000 && sign <= 0x303F) ||
		 (sign >= 0xFE00 && sign <= 0xFE0F) || (sign >= 0xFF01 && sign <= 0xFF0F) ||
		 (sign >= 0xFF1A && sign <= 0xFF20) || (sign >= 0x1F000 && sign <= 0x1FAFF));
}

/* Folded words parted by one blank, or by one line end; false where it asks something. */
static bool normalize(const char *reply, struct arena *arena, struct buf *out, bool *is_thankful_at)
{
	const char *text = fold_text(reply, arena);
	size_t len = strlen(text), at = 0;

	while (at < len) {
		uint32_t sign = text_next(text, len, &at);
		bool is_end = sign == '\n';

		if (is_question(sign))
			return false;
		*is_thankful_at |= is_thankful(sign);
		if (sign == 0x2019)
			sign = '\'';
		if (is_word_sign(sign))
			text_add_code_point(out, sign);
		else if (is_end && out->len && out->data[out->len - 1] == ' ')
			out->data[out->len - 1] = '\n';
		else if (out->len && out->data[out->len - 1] != ' ' &&
			 out->data[out->len - 1] != '\n')
			buf_addc(out, is_end ? '\n' : ' ');
	}
	return true;
}

/* So much of the text is that phrase; 0. A line may end within one. */
static size_t match_phrase(const char *text, const char *phrase, size_t len, bool has_words)
{
	for (size_t i = 0; i < len; i++)
		if (text[i] != phrase[i] && !(text[i] == '\n' && phrase[i] == ' '))
			return 0;
	if (has_words && text[len] && text[len] != ' ' && text[len] != '\n')
		return 0;
	return len;
}

static size_t longest(const char *text, const char *list, bool has_words)
{
	size_t best = 0;

	for (const char *phrase = list + (*list == '|'); *phrase;) {
		size_t len = strcspn(phrase, "|"),
		       got = len > best ? match_phrase(text, phrase, len, has_words) : 0;

		best = got > best ? got : best;
		phrase += len + (phrase[len] == '|');
	}
	return best;
}

/* Takes the longest phrase that stands here. */
static bool take_phrase(struct reading *reading)
{
	size_t best = 0;
	bool is_given = false, is_closing = false;

	for (const struct thanks_language *one = thanks_languages; one->name; one++) {
		size_t given = longest(reading->at, one->given, one->has_words);
		size_t open = longest(reading->at, one->open, one->has_words);
		size_t close = longest(reading->at, one->close, one->has_words);
		size_t most = given > open ? given : open;

		most = close > most ? close : most;
		if (most <= best)
			continue;
		best = most;
		is_given = most == given;
		is_closing = most == close && !is_given;
	}
	reading->at += best;
	reading->is_given |= is_given;
	reading->is_closing |= is_closing;
	return best > 0;
}

static size_t word_len(const char *text)
{
	return strcspn(text, " \n");
}

/* The word is one of somebody's name. */
static bool take_name(struct reading *reading)
{
	size_t len = word_len(reading->at);

	for (const char *const *name = reading->names; name && *name; name++)
		for (const char *word = *name; *word;) {
			size_t word_end = word_len(word);

			if (word_end == len && strncmp(word, reading->at, len) == 0) {
				reading->at += len;
				return true;
			}
			word += word_end + (word[word_end] != '\0');
		}
	return false;
}

/* A name below the end of the mail. */
static bool take_signer(struct reading *reading)
{
	if (!reading->is_signature || ++reading->signers > SIGNERS_MAX)
		return false;
	reading->at += word_len(reading->at);
	return true;
}

static bool read_all(struct reading *reading)
{
	while (*reading->at) {
		if (*reading->at == '\n' && reading->is_closing)
			reading->is_signature = true;
		if (*reading->at == ' ' || *reading->at == '\n')
			reading->at++;
		else if (!take_phrase(reading) && !take_name(reading) && !take_signer(reading))
			return false;
	}
	return reading->is_given;
}

static const char **fold_names(const char *const *names, struct arena *arena)
{
	size_t count = 0;
	const char **folded;

	while (names && names[count])
		count++;
	folded = arena_array(arena, count + 1, sizeof *folded);
	for (size_t i = 0; i < count; i++) {
		char *name = fold_text(names[i], arena);

		for (char *c = name; *c; c++)
			if (strchr(",.;<>\"()@-_", *c))
				*c = ' ';
		folded[i] = name;
	}
	folded[count] = NULL;
	return folded;
}

bool thanks_is(const char *reply, const char *const *names, struct arena *arena)
{
	struct reading reading = {.names = fold_names(names, arena)};
	bool is_thanks = false;
	struct buf text;

	if (strlen(reply) > THANKS_MAX)
		return false;
	buf_init(&text);
	if (normalize(reply, arena, &text, &reading.is_given)) {
		reading.at = text.data;
		is_thanks = read_all(&reading);
	}
	buf_release(&text);
	return is_thanks;
}
