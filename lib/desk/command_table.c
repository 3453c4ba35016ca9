#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "desk/command.h"

static const char *const solved_names[] = {"solve", "done", "resolved", NULL};
static const char *const closed_names[] = {"close", NULL};
static const char *const open_names[] = {"reopen", NULL};
static const char *const note_names[] = {"internal", NULL};

const struct command command_table[] = {
    {"assign", NULL, "WHO", NEED_CHANGE, "gives the ticket to that agent and tells them",
     command_assign},
    {"closed", closed_names, "", NEED_CHANGE, "closes the ticket", command_status},
    {"hold", NULL, "", NEED_CHANGE, "puts the ticket on hold: its clocks wait", command_status},
    {"note", note_names, "", NEED_ANY, "the text of this mail is for agents only", command_note},
    {"open", open_names, "", NEED_CHANGE,
     "opens the ticket again, or leaves it open after this answer", command_status},
    {"pending", NULL, "", NEED_CHANGE, "the customer is to answer: the clocks wait",
     command_status},
    {"solved", solved_names, "", NEED_CHANGE, "solves the ticket", command_status},
    {"status", NULL, "STATUS", NEED_CHANGE, "sets the status: open, pending, hold, solved, closed",
     command_status},
    {"take", NULL, "", NEED_CHANGE, "makes the ticket yours", command_take},
    {NULL, NULL, NULL, NEED_ANY, NULL, NULL},
};

static bool has_name(const struct command *command, const char *word)
{
	if (text_equal_nocase(command->name, word))
		return true;
	for (const char *const *alias = command->aliases; alias && *alias; alias++)
		if (text_equal_nocase(*alias, word))
			return true;
	return false;
}

const struct command *command_find(const char *word)
{
	const struct command *found = NULL;

	for (const struct command *command = command_table; command->name; command++)
		if (has_name(command, word))
			return command;
	if (strlen(word) < 2)
		return NULL;
	for (const struct command *command = command_table; command->name; command++) {
		if (!text_starts_nocase(command->name, word))
			continue;
		if (found)
			return NULL;
		found = command;
	}
	return found;
}

const char *command_suggest(const char *word)
{
	const char *best = NULL;
	unsigned best_distance = 3;

	for (const struct command *command = command_table; command->name; command++) {
		const char *const only_name[] = {NULL};
		const char *const *alias = command->aliases ? command->aliases : only_name;
		unsigned distance = text_distance(command->name, word, 2);

		for (; *alias; alias++) {
			unsigned other = text_distance(*alias, word, 2);

			distance = other < distance ? other : distance;
		}
		if (distance < best_distance) {
			best = command->name;
			best_distance = distance;
		}
	}
	return best;
}
