/*
 * The script first: Hangul and kana decide by themselves. Letters of Latin and Cyrillic are judged
 * by the words that a language is full of. A word that one language alone has weighs most.
 */
#include "mail/language.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>

#include "base/fold.h"
#include "base/text.h"
#include "mail/phrases_language.h"

enum {
	LOOK = 1500,
	ENTRIES_MAX = 2048,
	SLOTS = 8192,
	LANGUAGES_MAX = 24,
	WEIGHT = 12, /* of a word that one language alone has; shared by all that have it */
	SCORE_LEAST = 30,
	MARGIN_LEAST = 9,
	WORDS_LEAST = 3,
	LETTER_WEIGHT = 6,
	LATIN_END = 0x250 /* after the last code point of Latin letters with marks */
};

struct entry {
	const char *word; /* not ended: len bytes */
	size_t len;
	uint32_t languages; /* a bit for each row of language_words */
	unsigned weight;
};

static struct entry entries[ENTRIES_MAX];
static size_t entry_count;
static uint16_t slots[SLOTS]; /* 1 + index in entries, by hash_word; 0: free */

static int compare_words(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;
	size_t len = a->len < b->len ? a->len : b->len;
	int order = memcmp(a->word, b->word, len);

	return order ? order : (a->len > b->len) - (a->len < b->len);
}

static void add_row(const char *words, unsigned row)
{
	while (*words && entry_count < ENTRIES_MAX) {
		size_t len = strcspn(words, " ");

		if (len)
			entries[entry_count++] = (struct entry){words, len, UINT32_C(1) << row, 0};
		words += len + (words[len] == ' ');
	}
}

/* One entry for each word, however many languages have it. */
static void merge_entries(void)
{
	size_t out = 0;

	for (size_t i = 0; i < entry_count; i++) {
		if (out && compare_words(&entries[out - 1], &entries[i]) == 0)
			entries[out - 1].languages |= entries[i].languages;
		else
			entries[out++] = entries[i];
	}
	entry_count = out;
	for (size_t i = 0; i < out; i++)
		entries[i].weight =
		    WEIGHT / (unsigned)__builtin_popcount((unsigned)entries[i].languages);
}

/* FNV-1a */
static size_t hash_word(const char *word, size_t len)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)word[i]) * 16777619u;
	return hash % SLOTS;
}

/* The slot of a word, or the free one where it would stand. */
static size_t find_slot(const char *word, size_t len)
{
	size_t slot = hash_word(word, len);

	while (slots[slot] && (entries[slots[slot] - 1].len != len ||
			       memcmp(entries[slots[slot] - 1].word, word, len) != 0))
		slot = (slot + 1) % SLOTS;
	return slot;
}

static void fill_entries(void)
{
	if (entry_count)
		return;
	for (unsigned row = 0; language_words[row].language; row++)
		add_row(language_words[row].words, row);
	qsort(entries, entry_count, sizeof *entries, compare_words);
	merge_entries();
	for (size_t i = 0; i < entry_count; i++)
		slots[find_slot(entries[i].word, entries[i].len)] = (uint16_t)(i + 1);
}

struct score {
	unsigned points[LANGUAGES_MAX];
	size_t known, words;
};

static void count_word(struct score *score, const char *word, size_t len)
{
	size_t slot = find_slot(word, len);
	const struct entry *found;

	score->words++;
	if (!slots[slot])
		return;
	found = &entries[slots[slot] - 1];
	score->known++;
	for (unsigned row = 0; found->languages >> row; row++)
		if (found->languages & UINT32_C(1) << row)
			score->points[row] += found->weight;
}

static bool is_word_sign(uint32_t point)
{
	if (point < 0x80)
		return isalpha((int)point) || point == '\'';
	return u_isalpha((UChar32)point);
}

static void count_words(struct score *score, const char *text, size_t len)
{
	size_t at = 0, start = SIZE_MAX;

	while (at < len) {
		size_t here = at;
		bool is_word = is_word_sign(text_next(text, len, &at));

		if (is_word && start == SIZE_MAX)
			start = here;
		if (!is_word && start != SIZE_MAX) {
			count_word(score, text + start, here - start);
			start = SIZE_MAX;
		}
	}
	if (start != SIZE_MAX)
		count_word(score, text + start, len - start);
}

struct scripts {
	size_t hangul, kana, han, letters;
	bool has_more;            /* than ASCII */
	bool latin[LATIN_END];    /* which letters beyond ASCII, in lower-case */
	size_t cyrillic, russian; /* of the alphabet of 33 letters; those that it has alone */
};

static bool has_letter(const char *letters, const struct scripts *scripts)
{
	size_t len = strlen(letters), at = 0;

	while (at < len) {
		uint32_t point = text_next(letters, len, &at);

		if (point < LATIN_END && scripts->latin[point])
			return true;
	}
	return false;
}

static unsigned row_of(const char *language)
{
	unsigned row = 0;

	while (language_words[row].language && strcmp(language_words[row].language, language) != 0)
		row++;
	return row;
}

static void count_letters(struct score *score, const struct scripts *scripts)
{
	for (const struct language_words *one = language_letters; one->language; one++)
		if (has_letter(one->words, scripts))
			score->points[row_of(one->language)] += LETTER_WEIGHT;
}

/*
 * The language with the most points, where the next has clearly less. Danish and Norwegian share
 * most of their words: a few that they don't must do.
 */
static const char *winner(const struct score *score)
{
	unsigned best = 0, second = 0;

	for (unsigned row = 1; language_words[row].language; row++)
		if (score->points[row] > score->points[best])
			best = row;
	for (unsigned row = 0; language_words[row].language; row++)
		if (row != best && score->points[row] > second)
			second = score->points[row];
	if (score->known < WORDS_LEAST || score->known * 6 < score->words ||
	    score->points[best] < SCORE_LEAST || score->points[best] < second + MARGIN_LEAST ||
	    score->points[best] * 10 < second * 11 || !*language_words[best].language)
		return NULL;
	return language_words[best].language;
}

static struct scripts count_scripts(const char *text, size_t len)
{
	struct scripts scripts = {0};

	for (size_t at = 0; at < len;) {
		uint32_t point;

		if ((unsigned char)text[at] < 0x80) {
			scripts.letters += isalpha((unsigned char)text[at++]) != 0;
			continue;
		}
		scripts.has_more = true;
		point = text_next(text, len, &at);
		scripts.hangul += point >= 0xac00 && point <= 0xd7a3;
		scripts.kana += point >= 0x3041 && point <= 0x30ff;
		scripts.han += point >= 0x4e00 && point <= 0x9fff;
		point = (uint32_t)u_tolower((UChar32)point);
		if (point < LATIN_END)
			scripts.latin[point] = true;
		scripts.cyrillic += (point >= 0x430 && point <= 0x44f) || point == 0x451;
		scripts.russian += point == 0x44b || point == 0x44d;
		scripts.letters += u_isalpha((UChar32)point) != 0;
	}
	return scripts;
}

/* All letters are of the Russian alphabet, and some that Ukrainian and Bulgarian don't have. */
static bool is_russian(const struct scripts *scripts)
{
	return scripts->cyrillic > 8 && scripts->russian &&
	       scripts->cyrillic * 10 > scripts->letters * 9;
}

/* A sign of these scripts says more than a letter does: a third of all is enough. */
static const char *language_of_script(const struct scripts *scripts)
{
	size_t signs = scripts->hangul + scripts->kana + scripts->han;

	if (signs < 4 || signs * 3 < scripts->letters)
		return NULL;
	if (scripts->hangul * 2 > signs)
		return "ko";
	if (scripts->kana * 10 > signs)
		return "ja";
	return scripts->han * 10 > signs * 9 ? "zh" : NULL;
}

const char *language_of_text(const char *text)
{
	size_t len = text_cut_len(text, strlen(text), LOOK);
	struct scripts scripts = count_scripts(text, len);
	const char *found = language_of_script(&scripts), *lower;
	struct score score = {.known = 0};
	struct arena arena;

	if (found || scripts.hangul + scripts.kana + scripts.han > 4)
		return found;
	if (is_russian(&scripts))
		return "ru";
	fill_entries();
	arena_init(&arena);
	lower = fold_bytes((struct bytes){text, len}, &arena);
	count_words(&score, lower, strlen(lower));
	if (scripts.has_more)
		count_letters(&score, &scripts);
	arena_release(&arena);
	return winner(&score);
}
