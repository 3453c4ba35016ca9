#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/text.h"
#include "desk/command.h"

struct line {
	const char *whole; /* where it begins in the text */
	const char *start;
	size_t len; /* without its LF and blanks at both ends */
};

/* Blanks that HTML mails and mail programs leave: U+00A0, U+200B, U+FEFF. */
static const char *const odd_blanks[] = {"\xc2\xa0", "\xe2\x80\x8b", "\xef\xbb\xbf"};
enum { ODD_BLANKS = sizeof odd_blanks / sizeof *odd_blanks };

/* Length of the blank that text begins with; 0. */
static size_t blank_len(const char *text, size_t len)
{
	if (len && isspace((unsigned char)*text))
		return 1;
	for (size_t i = 0; i < ODD_BLANKS; i++)
		if (strlen(odd_blanks[i]) <= len &&
		    memcmp(text, odd_blanks[i], strlen(odd_blanks[i])) == 0)
			return strlen(odd_blanks[i]);
	return 0;
}

/* Length of the blank that it ends with; 0. */
static size_t last_blank_len(const char *text, size_t len)
{
	if (len && isspace((unsigned char)text[len - 1]))
		return 1;
	for (size_t i = 0; i < ODD_BLANKS; i++) {
		size_t blank = strlen(odd_blanks[i]);

		if (blank <= len && memcmp(text + len - blank, odd_blanks[i], blank) == 0)
			return blank;
	}
	return 0;
}

static struct line line_at(const char *text, size_t len)
{
	struct line line = {.whole = text, .start = text, .len = len};
	size_t blank;

	while ((blank = last_blank_len(line.start, line.len)))
		line.len -= blank;
	while ((blank = blank_len(line.start, line.len))) {
		line.start += blank;
		line.len -= blank;
	}
	return line;
}

static struct line *split_lines(const char *text, struct arena *arena, size_t *count)
{
	struct line *lines = NULL;

	for (*count = 0; *text;) {
		const char *end = strchr(text, '\n');
		size_t len = end ? (size_t)(end - text) : strlen(text);

		lines = arena_grow(arena, lines, *count, sizeof *lines);
		lines[(*count)++] = line_at(text, len);
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

static size_t word_len(const struct line *line)
{
	size_t len = 0;

	while (len + 1 < line->len &&
	       (isalnum((unsigned char)line->start[1 + len]) || strchr("-_", line->start[1 + len])))
		len++;
	return len;
}

static void add_command(struct command_text *text, const struct line *line, struct arena *arena)
{
	size_t word = word_len(line), blank = 0;
	struct command_line command;
	const char *at;

	command.line = arena_strndup(arena, line->start, line->len);
	command.word = arena_strndup(arena, line->start + 1, word);
	at = command.line + 1 + word;
	while (*at == ':' || (blank = blank_len(at, strlen(at))))
		at += *at == ':' ? 1 : blank;
	command.arguments = at;
	text->lines = arena_grow(arena, text->lines, text->count, sizeof *text->lines);
	text->lines[text->count++] = command;
}

/* ---- what may be a command, and stands or is spelt wrong ---- */

/* Is this word a command, an alias, or one letter away from one? */
static bool is_near(const char *word)
{
	const char *near = command_suggest(word);

	if (strlen(word) < 3)
		return false;
	return command_find(word) || (near && text_distance(near, word, 1) <= 1);
}

static const char *word_of(const struct line *line, struct arena *arena)
{
	return arena_strndup(arena, line->start + 1, word_len(line));
}

/* `# solved`, `solved#`, `#-solved`, `Solved.#` alone on a line: what fingers make of a command;
 * U+FF03 is the # of East Asian keyboards. */
static bool is_mistyped(const struct line *line, struct arena *arena)
{
	bool is_wide = line->len > 3 && memcmp(line->start, "\xef\xbc\x83", 3) == 0;
	bool has_hash = is_wide, is_first = is_wide || line->start[0] == '#';
	char *word = arena_alloc(arena, line->len + 1);
	size_t len = 0;

	if (line->len > 40 || (line->len > 1 && line->start[0] == '#' && line->start[1] == '#'))
		return false;
	for (size_t i = is_wide ? 3 : 0; i < line->len; i++) {
		char c = line->start[i];

		if (c == '#')
			has_hash = true;
		else if (isalpha((unsigned char)c))
			word[len++] = (char)tolower((unsigned char)c);
		else if (len && isspace((unsigned char)c) && !is_first)
			return false;
		else if (len)
			break;
	}
	return has_hash && len && is_near(word);
}

/* Among the lines that are text: the first and the last one may be a mistyped command, and any may
 * be one that stands in the wrong place. */
static const struct line *find_doubtful(const struct line *lines, size_t first, size_t end,
					struct arena *arena)
{
	while (end > first && is_blank(&lines[end - 1]))
		end--;
	for (size_t i = first; i < end; i++) {
		if (is_command(&lines[i])
			? is_near(word_of(&lines[i], arena))
			: (i == first || i + 1 == end) && is_mistyped(&lines[i], arena))
			return &lines[i];
	}
	return NULL;
}

/* ---- the parts of a reply ---- */

/* The words: lines as they were written; `##` at a line's start loses one sign. */
static const char *join(const struct line *lines, size_t first, size_t end, struct arena *arena)
{
	struct buf out;
	char *words;

	while (end > first && is_blank(&lines[end - 1]))
		end--;
	buf_init(&out);
	for (size_t i = first; i < end; i++) {
		const char *from = lines[i].whole, *to = lines[i].start + lines[i].len;

		if (strncmp(from, "##", 2) == 0)
			from++;
		buf_add(&out, from, (size_t)(to - from));
		buf_addc(&out, '\n');
	}
	words = buf_dup(&out, arena);
	buf_release(&out);
	return words;
}

/*
 * Where the commands at the end begin: nothing but commands and blank lines behind. Right below the
 * text as well: a hash tag there costs its writer a question, a mistyped command that went out as
 * text could not be taken back.
 */
static size_t tail_start(const struct line *lines, size_t first, size_t count)
{
	size_t start = count;

	while (start > first && (is_command(&lines[start - 1]) || is_blank(&lines[start - 1])))
		start--;
	while (start < count && is_blank(&lines[start]))
		start++;
	return start;
}

struct command_text command_read(const char *reply, struct arena *arena)
{
	struct command_text text = {.words = ""};
	size_t count, first = 0, tail;
	struct line *lines = split_lines(reply, arena, &count);
	const struct line *doubtful;

	for (; first < count && (is_blank(&lines[first]) || is_command(&lines[first])); first++)
		if (is_command(&lines[first]))
			add_command(&text, &lines[first], arena);
	tail = tail_start(lines, first, count);
	text.words = join(lines, first, tail, arena);
	doubtful = find_doubtful(lines, first, tail, arena);
	if (doubtful)
		text.doubtful = arena_strndup(arena, doubtful->start, doubtful->len);
	for (; tail < count; tail++)
		if (is_command(&lines[tail]))
			add_command(&text, &lines[tail], arena);
	return text;
}

int64_t command_ticket_number(const struct conf *conf, const char *text)
{
	size_t tag = strlen(conf->desk.tag);
	int64_t number = 0;

	while (*text == '[' || *text == '#')
		text++;
	if (strncasecmp(text, conf->desk.tag, tag) == 0 && text[tag] == '-')
		text += tag + 1;
	for (; isdigit((unsigned char)*text) && number < INT64_MAX / 100; text++)
		number = number * 10 + (*text - '0');
	while (*text == ']' || *text == ' ')
		text++;
	return *text ? 0 : number;
}

const char *command_next_word(struct arena *arena, const char **rest)
{
	const char *at = *rest, *end;

	while (*at == ' ' || *at == ',' || *at == '\t')
		at++;
	for (end = at; *end && *end != ' ' && *end != ',' && *end != '\t'; end++)
		;
	*rest = end;
	return arena_strndup(arena, at, (size_t)(end - at));
}
