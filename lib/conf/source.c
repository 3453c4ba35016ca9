#include "conf/source.h"

#include <string.h>

#include "base/text.h"
#include "conf/file.h"
#include "conf/lex.h"

/* The files that are open one in the other, innermost first. */
struct chain {
	const char *file;
	const struct chain *outer;
	unsigned depth;
};

/* Length of the text up to the first byte that is not UTF-8, or a NUL. */
static size_t good_len(struct bytes text)
{
	size_t at = 0;

	while (at < text.len) {
		size_t from = at;

		if (!text.data[at] ||
		    (text_next(text.data, text.len, &at) == 0xfffd && at - from == 1))
			return from;
	}
	return text.len;
}

/* Skips a byte order mark, which editors of another world write; tells of what is no text. */
static bool check_text(struct lex *lex, struct lex_cursor *cursor)
{
	struct bytes *text = &cursor->text;
	size_t len;

	if (text->len >= 3 && memcmp(text->data, "\xef\xbb\xbf", 3) == 0) {
		text->data += 3;
		text->len -= 3;
	}
	len = good_len(*text);
	if (len == text->len)
		return true;
	for (size_t i = 0; i < len; i++)
		if (text->data[i] == '\n') {
			cursor->line++;
			lex_begin_line(lex, cursor);
		}
	report_add(lex->report, lex_place(lex),
		   "this line holds a byte that is not UTF-8 text; save the file as UTF-8");
	lex->is_broken = true;
	return false;
}

static void add_file(const struct source_options *options, struct lex *lex,
		     const struct chain *chain, struct bytes text);

static bool is_open(const struct chain *chain, const char *file)
{
	for (; chain; chain = chain->outer)
		if (strcmp(chain->file, file) == 0)
			return true;
	return false;
}

static void add_include(const struct source_options *options, struct lex *lex,
			const struct chain *outer, const char *name)
{
	struct chain chain = {.outer = outer, .depth = outer->depth + 1};
	struct place place = lex_place(lex);
	struct bytes text;
	struct err err;

	chain.file = file_path(lex->arena, options->folder, name);
	if (is_open(outer, chain.file)) {
		report_add(lex->report, place, "\"%s\" includes itself; take this @include away",
			   chain.file);
	} else if (chain.depth > SOURCE_INCLUDE_DEPTH_MAX) {
		report_add(lex->report, place, "@includes are nested more than %d deep; use fewer",
			   SOURCE_INCLUDE_DEPTH_MAX);
	} else if (file_read(chain.file, SOURCE_FILE_MAX, options->is_private, lex->arena, &text,
			     &err) < 0) {
		report_add(lex->report, place, "@include: %s%s", err.text,
			   err.code == ERR_REFUSED ? "" : "; mend the path or make the file");
	} else if (lex->out.len + text.len > SOURCE_TOTAL_MAX) {
		report_add(lex->report, place, "all files together are over %d bytes; use fewer",
			   SOURCE_TOTAL_MAX);
	} else {
		add_file(options, lex, &chain, text);
		return;
	}
	lex->is_broken = true;
}

static void add_file(const struct source_options *options, struct lex *lex,
		     const struct chain *chain, struct bytes text)
{
	struct lex_cursor cursor = {.file = chain->file, .text = text, .line = 1};
	const char *include;

	lex_begin_line(lex, &cursor);
	if (!check_text(lex, &cursor))
		return;
	while (lex_run(lex, &cursor, &include)) {
		add_include(options, lex, chain, include);
		lex_begin_line(lex, &cursor);
	}
}

/* The text of the source itself; a file that can't be read is told at its first line. */
static bool open_source(const struct source_options *options, const char *name, const char *text,
			struct lex *lex, struct bytes *content)
{
	struct err err;

	if (text) {
		*content = (struct bytes){.data = text, .len = strlen(text)};
		return true;
	}
	if (file_read(name, SOURCE_FILE_MAX, options->is_private, lex->arena, content, &err) == 0)
		return true;
	report_add(lex->report, lex_place(lex), "%s%s", err.text,
		   err.code == ERR_NOT_FOUND ? "; name the right file with -c" : "");
	return false;
}

bool source_read(const struct source_options *options, const char *name, const char *text,
		 size_t number, struct arena *arena, struct report *report, struct source *source)
{
	struct chain chain = {.file = name};
	struct bytes content;
	struct lex lex;
	bool is_good;

	source->name = name;
	lex_init(&lex, arena, report, number);
	is_good = open_source(options, name, text, &lex, &content);
	if (is_good)
		add_file(options, &lex, &chain, content);
	lex_finish(&lex);
	source->text = buf_dup(&lex.out, arena);
	source->text_len = lex.out.len;
	source->lines = lex.lines;
	source->line_count = lex.line_count;
	source->long_text_line = lex.long_text_line;
	is_good = is_good && !lex.is_broken;
	lex_release(&lex);
	return is_good;
}
