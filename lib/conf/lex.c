#include "conf/lex.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

void lex_init(struct lex *lex, struct arena *arena, struct report *report, size_t number)
{
	*lex = (struct lex){.arena = arena, .report = report, .number = number};
	buf_init(&lex->out);
}

void lex_release(struct lex *lex)
{
	buf_release(&lex->out);
}

struct place lex_place(const struct lex *lex)
{
	return (struct place){.source = lex->number, .line = (unsigned)lex->line_count};
}

void lex_begin_line(struct lex *lex, const struct lex_cursor *cursor)
{
	if (lex->line_count)
		buf_addc(&lex->out, '\n');
	lex->lines = arena_grow(lex->arena, lex->lines, lex->line_count, sizeof *lex->lines);
	lex->lines[lex->line_count++] =
	    (struct source_line){.file = cursor->file, .line = cursor->line};
}

static void next_line(struct lex *lex, struct lex_cursor *cursor)
{
	cursor->at++;
	cursor->line++;
	lex_begin_line(lex, cursor);
}

/* The byte that stands `ahead` of the cursor, 0 past the end. */
static char peek(const struct lex_cursor *cursor, size_t ahead)
{
	size_t left = cursor->text.len - cursor->at;

	return ahead < left ? cursor->text.data[cursor->at + ahead] : '\0';
}

static bool is_name_start(char c)
{
	return isalpha((unsigned char)c) || c == '*';
}

static bool is_name_sign(char c)
{
	return isalnum((unsigned char)c) || c == '*' || c == '-' || c == '_';
}

static bool is_comment(const struct lex_cursor *cursor)
{
	return peek(cursor, 0) == '#' ||
	       (peek(cursor, 0) == '/' && (peek(cursor, 1) == '/' || peek(cursor, 1) == '*'));
}

static struct lex_level *level(struct lex *lex)
{
	return &lex->levels[lex->depth];
}

/* After any token but the signs between tokens. */
static void token_done(struct lex *lex)
{
	lex->is_value_next = false;
	lex->comma_at = 0;
}

static void skip_comment(struct lex *lex, struct lex_cursor *cursor)
{
	struct place start = lex_place(lex);
	bool is_block = peek(cursor, 0) == '/' && peek(cursor, 1) == '*';

	cursor->at += is_block ? 2 : 1;
	while (cursor->at < cursor->text.len) {
		if (!is_block && peek(cursor, 0) == '\n')
			return;
		if (is_block && peek(cursor, 0) == '*' && peek(cursor, 1) == '/') {
			cursor->at += 2;
			return;
		}
		if (peek(cursor, 0) == '\n')
			next_line(lex, cursor);
		else
			cursor->at++;
	}
	if (is_block) {
		report_add(lex->report, start, "this comment is never closed; end it with */");
		lex->is_broken = true;
	}
}

/*
 * A forgotten quote is closed by the next one, lines later, and only what follows does not fit: the
 * fault is where the first text that goes over a line's end begins.
 */
static void tell_long_text(struct lex *lex)
{
	struct place place = {.source = lex->number, .line = lex->long_text_line};

	if (!lex->is_broken)
		report_add(lex->report, place,
			   "a text that begins here has no closing quote; add the missing \"");
	lex->is_broken = true;
}

static void take_text(struct lex *lex, struct lex_cursor *cursor)
{
	struct place start = lex_place(lex);
	char c;

	buf_addc(&lex->out, '"');
	for (cursor->at++; cursor->at < cursor->text.len;) {
		c = peek(cursor, 0);
		if (c == '\n') {
			if (!lex->long_text_line)
				lex->long_text_line = start.line;
			next_line(lex, cursor);
			continue;
		}
		buf_addc(&lex->out, c);
		cursor->at++;
		if (c == '"') {
			token_done(lex);
			return;
		}
		if (c == '\\' && peek(cursor, 0) && peek(cursor, 0) != '\n') {
			buf_addc(&lex->out, peek(cursor, 0));
			cursor->at++;
		}
	}
	if (!lex->long_text_line)
		lex->long_text_line = start.line;
	tell_long_text(lex);
}

static void open_level(struct lex *lex, struct lex_cursor *cursor, char sign)
{
	cursor->at++;
	if (lex->depth == LEX_DEPTH_MAX) {
		if (!lex->is_broken)
			report_add(lex->report, lex_place(lex),
				   "brackets are nested more than %d deep; close some before this",
				   LEX_DEPTH_MAX);
		lex->is_broken = true;
		cursor->at = cursor->text.len;
		return;
	}
	lex->depth++;
	*level(lex) = (struct lex_level){.sign = sign, .line = lex_place(lex).line};
	buf_addc(&lex->out, sign);
	token_done(lex);
}

static char closing(char sign)
{
	return sign == '(' ? ')' : sign == '[' ? ']' : '}';
}

static void close_level(struct lex *lex, char sign)
{
	char open = level(lex)->sign;

	if (!open) {
		report_add(lex->report, lex_place(lex), "\"%c\" closes nothing; take it away",
			   sign);
		lex->is_broken = true;
		return;
	}
	if (closing(open) != sign) {
		struct source_line from = lex->lines[level(lex)->line - 1];

		report_add(lex->report, lex_place(lex),
			   "\"%c\" stands where the \"%c\" of %s:%u is still open; close that with "
			   "\"%c\" first",
			   sign, open, from.file, from.line, closing(open));
		lex->is_broken = true;
	}
	/* a comma before the closing bracket: harmless, but libconfig 1.5 refuses it */
	if (lex->comma_at)
		lex->out.data[lex->comma_at] = ' ';
	buf_addc(&lex->out, sign);
	lex->depth--;
	token_done(lex);
}

static void take_name(struct lex *lex, struct lex_cursor *cursor)
{
	struct lex_level *here = level(lex);
	size_t len = 0;
	const char *name;

	while (is_name_sign(peek(cursor, len)))
		len++;
	name = arena_strndup(lex->arena, cursor->text.data + cursor->at, len);
	cursor->at += len;
	buf_adds(&lex->out, name);
	token_done(lex);
	for (size_t i = 0; i < here->count; i++)
		if (strcmp(here->names[i], name) == 0) {
			struct source_line from = lex->lines[here->lines[i] - 1];

			report_add(lex->report, lex_place(lex),
				   "\"%s\" is set twice in this block, first at %s:%u; keep one",
				   name, from.file, from.line);
			lex->is_broken = true;
			return;
		}
	here->names = arena_grow(lex->arena, here->names, here->count, sizeof *here->names);
	here->lines = arena_grow(lex->arena, here->lines, here->count, sizeof *here->lines);
	here->names[here->count] = name;
	here->lines[here->count++] = lex_place(lex).line;
}

/* What stands here up to a blank, a bracket, a separator or a comment. */
static const char *bare_word(struct lex *lex, struct lex_cursor *cursor)
{
	size_t start = cursor->at;

	for (; cursor->at < cursor->text.len; cursor->at++) {
		bool is_after_colon =
		    cursor->at > start && cursor->text.data[cursor->at - 1] == ':';

		if (strchr(" \t\r\n\f;,()[]{}\"", peek(cursor, 0)))
			break;
		if (!is_comment(cursor))
			continue;
		if (peek(cursor, 1) != '/' || !is_after_colon)
			break;
		cursor->at++; /* no comment, but the middle of a URL */
	}
	return arena_strndup(lex->arena, cursor->text.data + start, cursor->at - start);
}

static bool is_whole_number(const char *word)
{
	const char *at = word + (*word == '+' || *word == '-');
	bool is_hex = word[0] == '0' && (word[1] == 'x' || word[1] == 'X');
	size_t len = is_hex ? strspn(word + 2, "0123456789abcdefABCDEF") : strspn(at, "0123456789");

	at = is_hex ? word + 2 : at;
	return len && (!at[len] || strcmp(at + len, "L") == 0 || strcmp(at + len, "LL") == 0);
}

static bool is_float(const char *word)
{
	char *end;

	if (!strpbrk(word, "0123456789") || strspn(word, "0123456789.eE+-") != strlen(word))
		return false;
	strtod(word, &end);
	return !*end;
}

/*
 * A number too large for 64 bits becomes the largest: every key has a range, so it is refused by
 * its key, with the range. 010 is ten, as libconfig has it.
 */
static void add_number(struct lex *lex, const char *word)
{
	bool is_hex = word[0] == '0' && (word[1] == 'x' || word[1] == 'X');

	buf_printf(&lex->out, "%jdL", strtoimax(word, NULL, is_hex ? 16 : 10));
}

static void add_quoted(struct lex *lex, const char *word)
{
	buf_addc(&lex->out, '"');
	for (; *word; word++) {
		if (*word == '\\')
			buf_addc(&lex->out, '\\');
		buf_addc(&lex->out, *word);
	}
	buf_addc(&lex->out, '"');
}

static void take_word(struct lex *lex, struct lex_cursor *cursor)
{
	const char *word = bare_word(lex, cursor);

	if (is_whole_number(word)) {
		add_number(lex, word);
	} else if (is_float(word) || text_equal_nocase(word, "true") ||
		   text_equal_nocase(word, "false")) {
		buf_adds(&lex->out, word);
	} else {
		report_add(lex->report, lex_place(lex), "text stands in quotes; write \"%s\"",
			   word);
		add_quoted(lex, word);
	}
	token_done(lex);
}

static void take_sign(struct lex *lex, struct lex_cursor *cursor, char c)
{
	cursor->at++;
	lex->is_value_next = c == '=' || c == ':';
	lex->comma_at = c == ',' ? lex->out.len : 0;
	buf_addc(&lex->out, c);
}

static void take_stray(struct lex *lex, struct lex_cursor *cursor)
{
	size_t at = cursor->at;

	text_next(cursor->text.data, cursor->text.len, &at);
	if (lex->long_text_line)
		tell_long_text(lex);
	else if (!lex->is_broken)
		report_add(lex->report, lex_place(lex),
			   "\"%.*s\" can't stand here; a setting is written name = value;",
			   (int)(at - cursor->at), cursor->text.data + cursor->at);
	lex->is_broken = true;
	cursor->at = at;
}

/* The name of @include "name", the cursor behind it; NULL where it is written otherwise. */
static const char *take_include(struct lex *lex, struct lex_cursor *cursor)
{
	static const char word[] = "@include";
	size_t at = cursor->at + sizeof word - 1, start;
	const struct bytes *text = &cursor->text;

	if (text->len - cursor->at < sizeof word ||
	    memcmp(text->data + cursor->at, word, sizeof word - 1) != 0)
		return NULL;
	while (at < text->len && (text->data[at] == ' ' || text->data[at] == '\t'))
		at++;
	if (at == text->len || text->data[at] != '"')
		return NULL;
	start = ++at;
	while (at < text->len && text->data[at] != '"' && text->data[at] != '\n')
		at++;
	if (at == text->len || text->data[at] != '"' || at == start)
		return NULL;
	cursor->at = at + 1;
	return arena_strndup(lex->arena, text->data + start, at - start);
}

static void take_token(struct lex *lex, struct lex_cursor *cursor)
{
	char c = peek(cursor, 0), open = level(lex)->sign;

	if (c == '"') {
		take_text(lex, cursor);
	} else if (strchr("([{", c)) {
		open_level(lex, cursor, c);
	} else if (strchr(")]}", c)) {
		cursor->at++;
		close_level(lex, c);
	} else if (strchr("=:;,", c)) {
		take_sign(lex, cursor, c);
	} else if (lex->is_value_next || open == '(' || open == '[') {
		take_word(lex, cursor);
	} else if (is_name_start(c)) {
		take_name(lex, cursor);
	} else {
		take_stray(lex, cursor);
	}
}

bool lex_run(struct lex *lex, struct lex_cursor *cursor, const char **include)
{
	while (cursor->at < cursor->text.len) {
		char c = peek(cursor, 0);

		if (c == '\n') {
			next_line(lex, cursor);
		} else if (c == ' ' || c == '\t' || c == '\r' || c == '\f') {
			cursor->at++;
			buf_addc(&lex->out, ' ');
		} else if (is_comment(cursor)) {
			skip_comment(lex, cursor);
			buf_addc(&lex->out, ' ');
		} else if (c == '@' && (*include = take_include(lex, cursor))) {
			return true;
		} else {
			take_token(lex, cursor);
		}
	}
	return false;
}

void lex_finish(struct lex *lex)
{
	bool was_broken = lex->is_broken;

	for (; lex->depth; lex->depth--) {
		struct place place = {.source = lex->number, .line = level(lex)->line};

		if (!was_broken)
			report_add(lex->report, place,
				   "the \"%c\" here is never closed; add \"%c\"", level(lex)->sign,
				   closing(level(lex)->sign));
		lex->is_broken = true;
	}
}
