#include "mail/phrase.h"

#include <string.h>

static void prepare(struct phrases *phrases)
{
	if (phrases->is_ready)
		return;
	for (const char *const *word = phrases->words; *word; word++) {
		phrases->first[(unsigned char)(*word)[0]] = true;
		phrases->last[(unsigned char)(*word)[strlen(*word) - 1]] = true;
	}
	phrases->is_ready = true;
}

bool phrases_start(struct phrases *phrases, const char *folded)
{
	prepare(phrases);
	if (!phrases->first[(unsigned char)folded[0]])
		return false;
	for (const char *const *word = phrases->words; *word; word++)
		if ((*word)[0] == folded[0] && strncmp(folded, *word, strlen(*word)) == 0)
			return true;
	return false;
}

bool phrases_end(struct phrases *phrases, const char *folded, size_t len)
{
	prepare(phrases);
	if (!len || !phrases->last[(unsigned char)folded[len - 1]])
		return false;
	for (const char *const *word = phrases->words; *word; word++) {
		size_t word_len = strlen(*word);

		if (len > word_len && memcmp(folded + len - word_len, *word, word_len) == 0)
			return true;
	}
	return false;
}

bool phrases_within(const char *const *words, const char *folded, size_t len)
{
	for (; *words; words++)
		if (memmem(folded, len, *words, strlen(*words)))
			return true;
	return false;
}
