#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "desk/talk.h"

enum { WANTS_MAX = 500 };

/* Choice n of the field, NULL where it has fewer. */
static const char *choice(const char *options, long number, struct arena *arena)
{
	while (options && --number)
		options = strchr(options, '\n') ? strchr(options, '\n') + 1 : NULL;
	return options ? arena_strndup(arena, options, strcspn(options, "\n")) : NULL;
}

/* "2", "2.", "#2", "(2)", "Option 2", on a line of its own; 0. */
static long chosen_number(const char *line)
{
	static const char *const words[] = {"option", "number", "nummer", "no.", "nr."};
	long number;
	char *end;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_starts_nocase(line, words[i]))
			line += strlen(words[i]);
	line += strspn(line, " \t#(");
	if (!isdigit((unsigned char)*line))
		return 0;
	number = strtol(line, &end, 10);
	end += strspn(end, " \t.)!");
	return *end ? 0 : number;
}

static const char *first_line(const char *text, struct arena *arena)
{
	text += strspn(text, " \t\n");
	return arena_strndup(arena, text, strcspn(text, "\n"));
}

static const char *take_choice(struct record *record, struct ticket *ticket, const char *reply)
{
	const char *options = ticket_field(ticket, TALK_OPTIONS), *words;
	long number = options ? chosen_number(first_line(reply, record->arena)) : 0;

	words = number > 0 ? choice(options, number, record->arena) : NULL;
	if (!words)
		return NULL;
	record_field(record, ticket, TALK_CHOICE, arena_printf(record->arena, "%ld", number));
	record_journal(record, ticket, "choice", BY_CUSTOMER, NULL, NULL,
		       arena_printf(record->arena, "%ld", number), NULL);
	return arena_printf(record->arena, "They have chosen %ld: %s", number, words);
}

/* What stands behind "wants:" on a line. */
static void take_wants(struct record *record, struct ticket *ticket, const char *reply)
{
	static const char *const labels[] = {"wants:", "wunsch:"};

	while (*reply) {
		size_t len = strcspn(reply, "\n");
		const char *line = reply + strspn(reply, " \t");

		for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
			if (text_starts_nocase(line, labels[i])) {
				const char *words = line + strlen(labels[i]);

				words += strspn(words, " \t");
				words = arena_strndup(record->arena, words, strcspn(words, "\n"));
				words =
				    arena_strndup(record->arena, words,
						  text_cut_len(words, strlen(words), WANTS_MAX));
				if (*words)
					record_field(record, ticket, TALK_WANTS, words);
				return;
			}
		reply += len + (reply[len] == '\n');
	}
}

const char *talk_answer(struct record *record, struct ticket *ticket, const char *reply)
{
	take_wants(record, ticket, reply);
	return take_choice(record, ticket, reply);
}
