#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "desk/command.h"

struct line {
	const char *start;
	size_t len; /* without its LF and blanks at both ends */
};

static struct line *split_lines(const char *text, struct arena *arena, size_t *count)
{
	struct line *lines = NULL;

	for (*count = 0; *text;) {
		const char *end = strchr(text, '\n');
		size_t len = end ? (size_t)(end - text) : strlen(text);
		struct line line = {text, len};

		while (line.len && isspace((unsigned char)line.start[line.len - 1]))
			line.len--;
		while (line.len && (*line.start == ' ' || *line.start == '\t')) {
			line.start++;
			line.len--;
		}
		lines = arena_grow(arena, lines, *count, sizeof *lines);
		lines[(*count)++] = line;
		text += len + (end != NULL);
	}
	return lines;
}

static bool is_blank(const struct line *line)
{
	return !line->len;
}

/* `#word`, but not `##`, `#1` or `# word`. */
static bool is_command(const struct line *line)
{
	return line->len > 1 && line->start[0] == '#' && isalpha((unsigned char)line->start[1]);
}

static void add_command(struct command_text *text, const struct line *line, struct arena *arena)
{
	struct command_line command;
	const char *at = line->start + 1;
	size_t word = 0;

	while (word + 1 < line->len &&
	       (isalnum((unsigned char)at[word]) || at[word] == '-' || at[word] == '_'))
		word++;
	command.line = arena_strndup(arena, line->start, line->len);
	command.word = arena_strndup(arena, at, word);
	at = command.line + 1 + word;
	while (*at == ' ' || *at == '\t' || *at == ':')
		at++;
	command.arguments = at;
	text->lines = arena_grow(arena, text->lines, text->count, sizeof *text->lines);
	text->lines[text->count++] = command;
}

/* Is this word a command, an alias, or one letter away from one? */
static bool is_near(const char *word)
{
	const char *near = command_suggest(word);

	if (command_find(word) && strlen(word) > 2)
		return true;
	return near && strlen(word) > 2 && text_distance(near, word, 1) <= 1;
}

/* `# solved`, `solved#`, `#-solved`, `Solved.#` alone on a line: what fingers make of a command. */
static bool is_doubtful(const struct line *line, struct arena *arena)
{
	char *word = arena_alloc(arena, line->len + 1);
	bool has_hash = false;
	size_t len = 0;

	if (line->len > 40 || (line->len > 1 && line->start[0] == '#' && line->start[1] == '#'))
		return false;
	for (size_t i = 0; i < line->len; i++) {
		char c = line->start[i];

		if (c == '#')
			has_hash = true;
		else if (isalpha((unsigned char)c))
			word[len++] = (char)tolower((unsigned char)c);
		else if (len && isspace((unsigned char)c) && line->start[0] != '#')
			return false;
		else if (len)
			break;
	}
	return has_hash && len && is_near(word);
}

/* The words: lines as they were written, from the first that is not blank; `##` loses one sign. */
static const char *join(const char *from, const char *to, struct arena *arena)
{
	struct buf out;
	char *words;

	buf_init(&out);
	while (from < to && (*from == '\n' || *from == ' ' || *from == '\t')) {
		if (*from != '\n' && memchr(from, '\n', (size_t)(to - from)) == NULL)
			break;
		from++;
	}
	while (from < to) {
		const char *end = memchr(from, '\n', (size_t)(to - from));

		if (to - from >= 2 && from[0] == '#' && from[1] == '#')
			from++;
		end = end ? end + 1 : to;
		buf_add(&out, from, (size_t)(end - from));
		from = end;
	}
	while (out.len && isspace((unsigned char)out.data[out.len - 1]))
		buf_cut(&out, out.len - 1);
	if (out.len)
		buf_addc(&out, '\n');
	words = buf_dup(&out, arena);
	buf_release(&out);
	return words;
}

/* Where a block of commands at the end begins: after a blank line, nothing but commands behind. */
static size_t tail_start(const struct line *lines, size_t first, size_t count)
{
	size_t end = count, start;

	while (end > first && is_blank(&lines[end - 1]))
		end--;
	for (start = end; start > first && is_command(&lines[start - 1]); start--)
		;
	if (start == end || start == first || !is_blank(&lines[start - 1]))
		return count;
	return start;
}

struct command_text command_read(const char *reply, struct arena *arena)
{
	struct command_text text = {.words = ""};
	size_t count, first = 0, tail;
	struct line *lines = split_lines(reply, arena, &count);
	const char *from, *to = reply + strlen(reply);

	while (first < count && (is_blank(&lines[first]) || is_command(&lines[first]))) {
		if (is_command(&lines[first]))
			add_command(&text, &lines[first], arena);
		first++;
	}
	if (first < count && is_doubtful(&lines[first], arena))
		text.doubtful = arena_strndup(arena, lines[first].start, lines[first].len);
	if (first == count)
		return text;
	from = lines[first].start;
	tail = tail_start(lines, first, count);
	if (tail < count)
		to = lines[tail].start;
	for (; tail < count; tail++)
		if (is_command(&lines[tail]))
			add_command(&text, &lines[tail], arena);
	text.words = join(from, to, arena);
	return text;
}
