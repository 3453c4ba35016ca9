#include <string.h>

#include "tmpl/mustache.h"

enum { SECTION_DEPTH_MAX = 64, DELIMITER_MAX = 16 };

/* A section that is open: its tag, and where its next child goes. */
struct level {
	struct mustache *section;
	struct mustache **tail;
};

struct compiler {
	struct arena *arena;
	const char *source;
	size_t len, at;           /* at: what stands before it is compiled */
	size_t line, line_at;     /* line_at stands on line */
	struct bytes open, close; /* delimiters */
	struct level levels[SECTION_DEPTH_MAX];
	size_t depth;
	size_t fault_line;
	struct err *err;
};

/* One tag of the source. */
struct tag {
	size_t start, end;    /* with its delimiters */
	char sigil;           /* 0 for {{name}} */
	struct bytes content; /* trimmed */
};

static size_t line_of(struct compiler *compiler, size_t at)
{
	for (; compiler->line_at < at; compiler->line_at++)
		compiler->line += compiler->source[compiler->line_at] == '\n';
	return compiler->line;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct bytes trim(const char *data, size_t len)
{
	while (len && is_blank(*data)) {
		data++;
		len--;
	}
	while (len && is_blank(data[len - 1]))
		len--;
	return (struct bytes){.data = data, .len = len};
}

static struct mustache *add_node(struct compiler *compiler, enum mustache_kind kind, size_t at)
{
	struct mustache *node = ARENA_NEW(compiler->arena, struct mustache);
	struct level *level = &compiler->levels[compiler->depth];

	node->kind = kind;
	node->line = line_of(compiler, at);
	*level->tail = node;
	level->tail = &node->next;
	return node;
}

static bool is_line_start(const struct compiler *compiler, size_t at)
{
	return at == 0 || compiler->source[at - 1] == '\n';
}

static void add_text(struct compiler *compiler, size_t from, size_t to)
{
	struct mustache *node = add_node(compiler, MUSTACHE_TEXT, from);

	node->text = (struct bytes){.data = compiler->source + from, .len = to - from};
	node->is_line_start = is_line_start(compiler, from);
}

static int fault(struct compiler *compiler, size_t at, const char *what, const struct bytes *name)
{
	compiler->fault_line = line_of(compiler, at);
	return err_set(compiler->err, ERR_INPUT, "%s \"%.*s\"", what,
		       (int)(name->len < 80 ? name->len : 80), name->data);
}

/* Where needle begins at or behind `from`; len where it does not. */
static size_t find(const struct compiler *compiler, size_t from, const char *needle, size_t len)
{
	const char *found = memmem(compiler->source + from, compiler->len - from, needle, len);

	return found ? (size_t)(found - compiler->source) : compiler->len;
}

/* The next tag: 1, none: 0, one without an end: -1. */
static int next_tag(struct compiler *compiler, struct tag *tag)
{
	char end[DELIMITER_MAX + 1];
	size_t extra = 0, from;

	tag->start = find(compiler, compiler->at, compiler->open.data, compiler->open.len);
	if (tag->start == compiler->len)
		return 0;
	from = tag->start + compiler->open.len;
	tag->sigil = from < compiler->len && strchr("#^/!>&{=", compiler->source[from])
			 ? compiler->source[from]
			 : '\0';
	if (tag->sigil)
		from++;
	/* {{{name}}} and {{=| |=}} have a sign of their own before the closing delimiter. */
	if (tag->sigil == '{' || tag->sigil == '=')
		end[extra++] = tag->sigil == '{' ? '}' : '=';
	memcpy(end + extra, compiler->close.data, compiler->close.len);
	tag->end = find(compiler, from, end, compiler->close.len + extra);
	if (tag->end == compiler->len) {
		struct bytes shown = {compiler->source + tag->start,
				      strcspn(compiler->source + tag->start, "\r\n")};

		return fault(compiler, tag->start, "a tag is not closed:", &shown);
	}
	tag->content = trim(compiler->source + from, tag->end - from);
	tag->end += compiler->close.len + extra;
	return 1;
}

/*
 * A tag that prints nothing itself and stands alone on its line takes the whole line with it: sets
 * *from to the line's start and *to behind its end.
 */
static bool is_standalone(const struct compiler *compiler, const struct tag *tag, size_t *from,
			  size_t *to)
{
	const char *source = compiler->source;
	size_t start = tag->start, end = tag->end;

	if (!tag->sigil || strchr("&{", tag->sigil))
		return false;
	while (start && (source[start - 1] == ' ' || source[start - 1] == '\t'))
		start--;
	while (source[end] == ' ' || source[end] == '\t')
		end++;
	if (source[end] == '\r' && source[end + 1] == '\n')
		end++;
	if (!is_line_start(compiler, start) || (end < compiler->len && source[end] != '\n'))
		return false;
	*from = start;
	*to = end < compiler->len ? end + 1 : end;
	return true;
}

/* Splits "a.b.c"; "." has no parts. */
static int set_name(struct compiler *compiler, struct mustache *node, const struct tag *tag)
{
	char *name = arena_strndup(compiler->arena, tag->content.data, tag->content.len);
	char *part = arena_strdup(compiler->arena, name), *dot;

	node->name = name;
	if (!*name)
		return fault(compiler, tag->start, "a tag has no name:", &tag->content);
	if (node->kind == MUSTACHE_PARTIAL || !strcmp(name, "."))
		return 0;
	for (;; part = dot + 1) {
		dot = strchr(part, '.');
		if (dot)
			*dot = '\0';
		if (!*part)
			return fault(compiler, tag->start, "this is no name:", &tag->content);
		node->parts = arena_grow(compiler->arena, node->parts, node->part_count,
					 sizeof(const char *));
		node->parts[node->part_count++] = part;
		if (!dot)
			return 0;
	}
}

static int open_section(struct compiler *compiler, struct mustache *section, const struct tag *tag)
{
	if (compiler->depth + 1 == SECTION_DEPTH_MAX)
		return fault(compiler, tag->start,
			     "sections are nested too deeply:", &tag->content);
	compiler->levels[++compiler->depth] =
	    (struct level){.section = section, .tail = &section->children};
	return 0;
}

static int close_section(struct compiler *compiler, const struct tag *tag)
{
	const struct mustache *section = compiler->levels[compiler->depth].section;

	if (!section)
		return fault(compiler, tag->start,
			     "a section ends that was not begun:", &tag->content);
	if (strlen(section->name) != tag->content.len ||
	    memcmp(section->name, tag->content.data, tag->content.len) != 0)
		return fault(compiler, tag->start,
			     "another section ends than the last one begun:", &tag->content);
	compiler->depth--;
	return 0;
}

static int set_delimiters(struct compiler *compiler, const struct tag *tag)
{
	const char *data = tag->content.data, *end = data + tag->content.len, *blank = data,
		   *second;

	while (blank < end && !is_blank(*blank))
		blank++;
	second = blank;
	while (second < end && is_blank(*second))
		second++;
	compiler->open = (struct bytes){.data = data, .len = (size_t)(blank - data)};
	compiler->close = (struct bytes){.data = second, .len = (size_t)(end - second)};
	for (const char *c = second; c < end; c++)
		if (is_blank(*c))
			compiler->close.len = 0;
	if (!compiler->open.len || !compiler->close.len || compiler->open.len >= DELIMITER_MAX ||
	    compiler->close.len >= DELIMITER_MAX || memchr(data, '=', tag->content.len))
		return fault(compiler, tag->start, "these are no two delimiters:", &tag->content);
	return 0;
}

static int add_tag(struct compiler *compiler, const struct tag *tag, size_t line_from)
{
	static const char sigils[] = {'#', '^', '>', '&', '{'};
	static const enum mustache_kind kinds[] = {MUSTACHE_SECTION, MUSTACHE_INVERTED,
						   MUSTACHE_PARTIAL, MUSTACHE_RAW, MUSTACHE_RAW};
	enum mustache_kind kind = MUSTACHE_VALUE;
	struct mustache *node;

	if (tag->sigil == '!')
		return 0;
	if (tag->sigil == '/')
		return close_section(compiler, tag);
	if (tag->sigil == '=')
		return set_delimiters(compiler, tag);
	for (size_t i = 0; i < sizeof sigils; i++)
		if (tag->sigil == sigils[i])
			kind = kinds[i];
	node = add_node(compiler, kind, tag->start);
	if (set_name(compiler, node, tag))
		return -1;
	if (kind == MUSTACHE_PARTIAL)
		node->indent = arena_strndup(compiler->arena, compiler->source + line_from,
					     tag->start - line_from);
	if (kind == MUSTACHE_SECTION || kind == MUSTACHE_INVERTED)
		return open_section(compiler, node, tag);
	return 0;
}

static int compile_tag(struct compiler *compiler, const struct tag *tag)
{
	size_t from = tag->start, to = tag->end, line_from = tag->start;
	bool is_alone = is_standalone(compiler, tag, &from, &to);

	if (is_alone)
		line_from = from;
	if (from > compiler->at)
		add_text(compiler, compiler->at, from);
	/* An empty text says that a line begins with this tag: a partial's indentation goes there.
	 */
	if (!is_alone && is_line_start(compiler, from))
		add_text(compiler, from, from);
	compiler->at = to;
	return add_tag(compiler, tag, line_from);
}

static int compile_all(struct compiler *compiler)
{
	struct tag tag;
	int found;

	while ((found = next_tag(compiler, &tag)) == 1)
		if (compile_tag(compiler, &tag))
			return -1;
	if (found < 0)
		return -1;
	if (compiler->depth) {
		const struct mustache *section = compiler->levels[compiler->depth].section;

		compiler->fault_line = section->line;
		return err_set(compiler->err, ERR_INPUT, "a section is not ended: \"%s\"",
			       section->name);
	}
	if (compiler->at < compiler->len)
		add_text(compiler, compiler->at, compiler->len);
	return 0;
}

int mustache_compile(struct arena *arena, const char *source, size_t first_line,
		     struct mustache **compiled, size_t *fault_line, struct err *err)
{
	struct compiler compiler = {
	    .arena = arena,
	    .source = source,
	    .len = strlen(source),
	    .line = first_line,
	    .open = {.data = "{{", .len = 2},
	    .close = {.data = "}}", .len = 2},
	    .err = err,
	};

	*compiled = NULL;
	compiler.levels[0].tail = compiled;
	if (!compile_all(&compiler))
		return 0;
	if (fault_line)
		*fault_line = compiler.fault_line;
	return -1;
}
