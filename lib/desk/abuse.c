#include "desk/abuse.h"

#include "base/text.h"
#include "base/words.h"
#include "desk/abuse_words.h"
#include "desk/category.h"

static const char behaviour[] = "behaviour";

bool abuse_is(const char *text, struct arena *arena)
{
	return words_find(words_fold(text, arena), abuse_words) != NULL;
}

/* What is quoted may be what somebody else wrote. */
bool abuse_in_mail(const struct record *record)
{
	const struct message *message = record->event->message;
	const char *words = *message->reply ? message->reply : message->text;

	return message->kind == MAIL_HUMAN &&
	       abuse_is(arena_printf(record->arena, "%s\n%s", message->subject, words),
			record->arena);
}

bool abuse_of_new(struct record *record, struct ticket *ticket)
{
	size_t category = category_find(record->conf, behaviour);
	const struct conf_category *entry;
	const char *name;

	if (category == CONF_NO_INDEX || !abuse_in_mail(record))
		return false;
	entry = &record->conf->categories[category];
	name = entry->name;
	for (size_t i = 0; i < entry->subcategories.count; i++)
		if (text_equal_nocase(entry->subcategories.items[i], "abuse"))
			name = arena_printf(record->arena, "%s/%s", entry->name,
					    entry->subcategories.items[i]);
	category_set(record, ticket, name, BY_INTAKE, "abuse");
	return true;
}

size_t abuse_overseer(const struct record *record, const struct ticket *ticket)
{
	size_t category = category_find(record->conf, behaviour);
	size_t team = conf_team_by_name(record->conf, ticket->team);
	size_t manager = team == CONF_NO_INDEX ? CONF_NO_INDEX : record->conf->teams[team].manager;

	if (category != CONF_NO_INDEX && category_team(record->conf, category) != CONF_NO_INDEX &&
	    category_team(record->conf, category) == team)
		return CONF_NO_INDEX;
	if (manager != CONF_NO_INDEX && ticket->owner &&
	    text_equal_nocase(record->conf->agents[manager].id, ticket->owner))
		return CONF_NO_INDEX;
	return manager;
}
