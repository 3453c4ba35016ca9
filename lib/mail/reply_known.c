/*
 * Which lines repeat the mail that is being answered. Every run of three words of that mail goes
 * into a hash set; words of the answer that stand in such a run are known. So it does not matter
 * how a program wrapped, indented or marked the quote, or in which language.
 */
#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "mail/reply_lines.h"

enum { RUN = 3, WORDS_MAX = 200000, LINES_LEAST = 2, WORDS_LEAST = 8 };

struct words {
	uint32_t *hashes;
	size_t *lines; /* of each word; NULL where nobody asks */
	size_t count, cap;
};

struct run_set {
	uint64_t *slots; /* 0: free */
	size_t mask;
};

static bool is_word_sign(char c)
{
	return isalnum((unsigned char)c) || (c & 0x80);
}

/* FNV-1a over letters without ASCII case. */
static uint32_t hash_word(const char *word, size_t len)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (uint32_t)tolower((unsigned char)word[i])) * 16777619u;
	return hash;
}

static void add_words(struct words *words, struct bytes text, size_t line)
{
	for (size_t at = 0; at < text.len && words->count < words->cap;) {
		size_t start;

		while (at < text.len && !is_word_sign(text.data[at]))
			at++;
		start = at;
		while (at < text.len && is_word_sign(text.data[at]))
			at++;
		if (at == start)
			break;
		if (words->lines)
			words->lines[words->count] = line;
		words->hashes[words->count++] = hash_word(text.data + start, at - start);
	}
}

static uint64_t run_hash(const uint32_t *hashes)
{
	uint64_t hash = hashes[0];

	for (size_t i = 1; i < RUN; i++)
		hash = (hash * UINT64_C(0x9e3779b97f4a7c15)) ^ hashes[i];
	hash ^= hash >> 29;
	return hash ? hash : 1;
}

static uint64_t *find_slot(const struct run_set *set, uint64_t hash)
{
	size_t at = (size_t)(hash * UINT64_C(0xbf58476d1ce4e5b9)) & set->mask;

	while (set->slots[at] && set->slots[at] != hash)
		at = (at + 1) & set->mask;
	return &set->slots[at];
}

static void fill_set(struct run_set *set, const char *known, struct arena *arena)
{
	size_t len = strlen(known), cap = len / 2 + 1, size = 16;
	struct words words = {.cap = cap < WORDS_MAX ? cap : WORDS_MAX};

	words.hashes = arena_array(arena, words.cap, sizeof *words.hashes);
	add_words(&words, (struct bytes){known, len}, 0);
	while (size < words.count * 2)
		size *= 2;
	set->slots = arena_array(arena, size, sizeof *set->slots);
	set->mask = size - 1;
	for (size_t i = 0; i + RUN <= words.count; i++) {
		uint64_t hash = run_hash(words.hashes + i);

		*find_slot(set, hash) = hash;
	}
}

/* How many words of each line stand in a known run, and how many it has. */
struct cover {
	size_t known, all;
};

static void count_cover(struct cover *cover, const struct words *words, const struct run_set *set)
{
	size_t until = 0;

	for (size_t i = 0; i < words->count; i++) {
		if (i + RUN <= words->count && *find_slot(set, run_hash(words->hashes + i)))
			until = i + RUN;
		cover[words->lines[i]].all++;
		cover[words->lines[i]].known += i < until;
	}
}

static bool is_covered(const struct cover *cover)
{
	return cover->known * 5 >= cover->all * 4;
}

/*
 * A run of known lines counts from two lines or eight words on: one sentence in common is no
 * quote. Lines without words go with their neighbours.
 */
static void mark_run(struct lines *lines, const struct cover *cover, size_t from, size_t to)
{
	size_t words = 0, full = 0;

	while (to > from && !cover[to - 1].all)
		to--;
	for (size_t i = from; i < to; i++) {
		words += cover[i].known;
		full += cover[i].all > 0;
	}
	if (words < WORDS_LEAST && (full < LINES_LEAST || words < RUN))
		return;
	for (size_t i = from; i < to; i++)
		if (!lines->items[i].is_blank)
			lines->items[i].is_quoted = lines->items[i].is_known = true;
}

void lines_mark_known(struct lines *lines, const char *known, struct arena *arena)
{
	struct words words = {.cap = 0};
	struct cover *cover = arena_array(arena, lines->count, sizeof *cover);
	struct run_set set;
	size_t from = SIZE_MAX;

	for (size_t i = 0; i < lines->count; i++)
		words.cap += lines->items[i].text.len / 2 + 1;
	words.cap = words.cap < WORDS_MAX ? words.cap : WORDS_MAX;
	words.hashes = arena_array(arena, words.cap, sizeof *words.hashes);
	words.lines = arena_array(arena, words.cap, sizeof *words.lines);
	for (size_t i = 0; i < lines->count; i++)
		add_words(&words, lines->items[i].text, i);
	fill_set(&set, known, arena);
	count_cover(cover, &words, &set);
	for (size_t i = 0; i <= lines->count; i++) {
		if (i < lines->count && cover[i].all && is_covered(&cover[i])) {
			from = from == SIZE_MAX ? i : from;
		} else if (from != SIZE_MAX && (i == lines->count || cover[i].all)) {
			mark_run(lines, cover, from, i);
			from = SIZE_MAX;
		}
	}
}
