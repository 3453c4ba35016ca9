#include "desk/category.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "base/words.h"

enum { TEXT_MAX = 64 * 1024 }; /* what a mail is about stands at its beginning */

size_t category_find(const struct conf *conf, const char *name)
{
	size_t len = name ? strcspn(name, "/") : 0;

	for (size_t i = 0; name && i < conf->category_count; i++)
		if (strlen(conf->categories[i].name) == len &&
		    strncasecmp(conf->categories[i].name, name, len) == 0)
			return i;
	return CONF_NO_INDEX;
}

bool category_fits(const char *pattern, const char *category)
{
	char whole[128];
	size_t len = category ? strcspn(category, "/") : 0;

	if (text_glob(pattern, category ? category : "-"))
		return true;
	if (!category || !category[len] || len >= sizeof whole)
		return false;
	memcpy(whole, category, len);
	whole[len] = '\0';
	return text_glob(pattern, whole);
}

size_t category_team(const struct conf *conf, size_t category)
{
	if (conf->categories[category].team != CONF_NO_INDEX)
		return conf->categories[category].team;
	return conf_team_by_name(conf, conf->categories[category].name);
}

/* ---- which one ---- */

/* A category that a mail may be of: how many of its words stand there, and the subcategory. */
struct candidate {
	size_t hits;
	const char *subcategory; /* NULL */
};

/* "refund: money back" is a word of the subcategory refund. */
static const char *subcategory_of(const struct conf_category *category, const char *keyword,
				  const char **phrase)
{
	for (size_t i = 0; i < category->subcategories.count; i++) {
		const char *name = category->subcategories.items[i];

		if (!text_starts_nocase(keyword, name) || keyword[strlen(name)] != ':')
			continue;
		*phrase = keyword + strlen(name) + 1;
		*phrase += strspn(*phrase, " ");
		return name;
	}
	*phrase = keyword;
	return NULL;
}

static struct candidate look(const struct conf_category *category, const char *text,
			     struct arena *arena)
{
	struct candidate candidate = {0};

	for (size_t i = 0; i < category->keywords.count; i++) {
		const char *phrase;
		const char *subcategory =
		    subcategory_of(category, category->keywords.items[i], &phrase);

		if (!words_has(text, words_fold(phrase, arena)))
			continue;
		candidate.hits++;
		if (!candidate.subcategory)
			candidate.subcategory = subcategory;
	}
	return candidate;
}

/* Of those whose words stand in the mail the one with most of them; of equals the first. */
static size_t by_words(const struct conf *conf, const char *text, struct candidate *best,
		       struct arena *arena)
{
	size_t found = CONF_NO_INDEX;

	*best = (struct candidate){0};
	for (size_t i = 0; i < conf->category_count; i++) {
		struct candidate candidate = look(&conf->categories[i], text, arena);

		if (candidate.hits <= best->hits)
			continue;
		*best = candidate;
		found = i;
	}
	return found;
}

static bool is_sender(const struct conf_category *category, const char *sender, struct arena *arena)
{
	const char *key = sender ? text_address_key(arena, sender) : NULL;

	for (size_t i = 0; key && i < category->senders.count; i++)
		if (text_glob(text_address_key(arena, category->senders.items[i]), key))
			return true;
	return false;
}

static size_t by_sender(const struct conf *conf, const char *sender, struct arena *arena)
{
	for (size_t i = 0; i < conf->category_count; i++)
		if (is_sender(&conf->categories[i], sender, arena))
			return i;
	return CONF_NO_INDEX;
}

/* What its sender wrote: what is quoted or stands in a signature is about something else. */
static const char *text_of(const struct message *message, struct arena *arena)
{
	const char *words = *message->reply ? message->reply : message->text;
	size_t len = text_cut_len(words, strlen(words), TEXT_MAX);

	return words_fold(arena_printf(arena, "%s\n%.*s", message->subject, (int)len, words),
			  arena);
}

/* ---- what follows ---- */

static void follow_team(struct record *record, struct ticket *ticket, size_t category,
			const char *by)
{
	size_t team = category_team(record->conf, category);
	const char *name;

	if (team == CONF_NO_INDEX)
		return;
	name = record->conf->teams[team].name;
	if (strcmp(name, ticket->team) != 0)
		record_journal(record, ticket, "team", by, "category", ticket->team, name, NULL);
	ticket->team = name;
}

void category_set(struct record *record, struct ticket *ticket, const char *name, const char *by,
		  const char *rule)
{
	size_t category = category_find(record->conf, name);

	if (!ticket->category || strcmp(ticket->category, name) != 0)
		record_journal(record, ticket, "category", by, rule, ticket->category, name, NULL);
	ticket->category = name;
	if (category != CONF_NO_INDEX)
		follow_team(record, ticket, category, by);
}

const char *category_guess(const struct conf *conf, const struct message *message,
			   const char *sender, const char **rule, struct arena *arena)
{
	struct candidate words = {0};
	size_t category = by_sender(conf, sender, arena);
	size_t said = conf->category_count ? by_words(conf, text_of(message, arena), &words, arena)
					   : CONF_NO_INDEX;
	const char *name;

	*rule = category == CONF_NO_INDEX ? "keyword" : "sender";
	if (category == CONF_NO_INDEX)
		category = said;
	if (category == CONF_NO_INDEX)
		return NULL;
	name = conf->categories[category].name;
	return said == category && words.subcategory
		   ? arena_printf(arena, "%s/%s", name, words.subcategory)
		   : name;
}

void category_of_new(struct record *record, struct ticket *ticket, const char *sender)
{
	const char *rule, *name = category_guess(record->conf, record->event->message, sender,
						 &rule, record->arena);

	if (name)
		category_set(record, ticket, name, BY_INTAKE, rule);
}
