#include "desk/control_text.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

/* `#on`, and nothing or a blank behind it. */
static bool is_on(const char *line)
{
	line += strspn(line, " \t");
	return text_starts_nocase(line, "#on") &&
	       (!line[3] || isspace((unsigned char)line[3]) || line[3] == ':');
}

static const char *next_line(const char *text)
{
	const char *end = strchr(text, '\n');

	return end ? end + 1 : text + strlen(text);
}

bool control_has_on(const char *reply)
{
	for (; *reply; reply = next_line(reply))
		if (is_on(reply))
			return true;
	return false;
}

static void read_numbers(const struct conf *conf, struct control_part *part, struct arena *arena)
{
	const char *rest = strstr(part->line, "#") + 3, *word;

	rest += *rest == ':';
	while (*(word = command_next_word(arena, &rest))) {
		int64_t number = command_ticket_number(conf, word);

		part->is_odd |= !number;
		part->numbers =
		    arena_grow(arena, part->numbers, part->count, sizeof *part->numbers);
		part->numbers[part->count++] = number;
	}
	part->is_odd |= !part->count;
}

/* From here to the next line #on. */
static const char *read_part(const struct conf *conf, const char *from, struct control_part *part,
			     struct arena *arena)
{
	const char *body = from, *end;

	*part = (struct control_part){0};
	if (is_on(from)) {
		from += strspn(from, " \t");
		body = next_line(from);
		end = body;
		while (end > from && isspace((unsigned char)end[-1]))
			end--;
		part->line = arena_strndup(arena, from, (size_t)(end - from));
		read_numbers(conf, part, arena);
	}
	for (end = body; *end && !is_on(end); end = next_line(end))
		;
	part->text = arena_strndup(arena, body, (size_t)(end - body));
	return end;
}

static bool is_empty(const struct control_part *part)
{
	return !part->line && !part->text[strspn(part->text, " \t\r\n")];
}

struct control_text control_read(const struct conf *conf, const char *reply, struct arena *arena)
{
	struct control_text text = {0};

	while (*reply) {
		struct control_part part;

		reply = read_part(conf, reply, &part, arena);
		if (is_empty(&part))
			continue;
		text.parts = arena_grow(arena, text.parts, text.count, sizeof *text.parts);
		text.parts[text.count++] = part;
	}
	return text;
}
