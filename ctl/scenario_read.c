#include <string.h>

#include "base/buf.h"
#include "scenario.h"

/* A "string": knows \" and \\. Returns where it ends, NULL where it does not. */
static const char *read_string(const char *at, const char *end, struct arena *arena,
			       const char **text)
{
	struct buf out;
	const char *after = NULL;

	buf_init(&out);
	for (at++; at < end; at++) {
		if (*at == '"') {
			after = at + 1;
			break;
		}
		if (*at == '\\' && at + 1 < end && (at[1] == '"' || at[1] == '\\'))
			at++;
		buf_addc(&out, *at);
	}
	*text = buf_dup(&out, arena);
	buf_release(&out);
	return after;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* Parts a line into words; *heredoc is the word behind <<, NULL where there is none. */
static int read_words(const char *at, const char *end, struct arena *arena,
		      struct scenario_statement *statement, const char **heredoc, struct err *err)
{
	*heredoc = NULL;
	for (;;) {
		struct scenario_word word = {0};
		const char *start;

		while (at < end && is_blank(*at))
			at++;
		if (at == end)
			return 0;
		if (*heredoc)
			return err_set(err, ERR_INPUT, "something stands behind <<%s", *heredoc);
		start = at;
		if (*at == '"') {
			word.is_quoted = true;
			at = read_string(at, end, arena, &word.text);
			if (!at)
				return err_set(err, ERR_INPUT, "a string does not end");
		} else {
			while (at < end && !is_blank(*at))
				at++;
			word.text = arena_strndup(arena, start, (size_t)(at - start));
			if (strncmp(word.text, "<<", 2) == 0 && word.text[2]) {
				*heredoc = word.text + 2;
				continue;
			}
		}
		statement->words =
		    arena_grow(arena, statement->words, statement->count, sizeof *statement->words);
		statement->words[statement->count++] = word;
	}
}

/* The text up to the line that is exactly `word`; *at moves behind it. */
static int read_heredoc(const char **at, size_t *line, const char *word, struct arena *arena,
			struct scenario_statement *statement, struct err *err)
{
	const char *start = *at;
	size_t len = strlen(word);

	while (**at) {
		const char *end = strchr(*at, '\n');
		const char *next = end ? end + 1 : *at + strlen(*at);

		(*line)++;
		if (strncmp(*at, word, len) == 0 && ((*at)[len] == '\n' || !(*at)[len])) {
			statement->text = arena_strndup(arena, start, (size_t)(*at - start));
			*at = next;
			return 0;
		}
		*at = next;
	}
	return err_set(err, ERR_INPUT, "<<%s does not end", word);
}

int scenario_read(const char *file, const char *source, struct arena *arena,
		  struct scenario_statement **statements, size_t *count, struct err *err)
{
	const char *at = source;
	size_t line = 0;

	*statements = NULL;
	*count = 0;
	while (*at) {
		struct scenario_statement statement = {.line = ++line};
		const char *end = strchr(at, '\n'), *heredoc, *first = at;

		if (!end)
			end = at + strlen(at);
		while (first < end && is_blank(*first))
			first++;
		at = *end ? end + 1 : end;
		if (first == end || *first == '#')
			continue;
		if (read_words(first, end, arena, &statement, &heredoc, err) < 0 ||
		    (heredoc && read_heredoc(&at, &line, heredoc, arena, &statement, err) < 0)) {
			err_prefix(err, "%s:%zu", file, statement.line);
			return -1;
		}
		*statements = arena_grow(arena, *statements, *count, sizeof **statements);
		(*statements)[(*count)++] = statement;
	}
	return 0;
}
