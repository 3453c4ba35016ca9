#include "mail/reply_lines.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "mail/html.h"

/* All marks are U+FDD0 to U+FDD3. */
static bool is_mark(struct bytes text, const char *mark)
{
	return text.len >= 3 && memcmp(text.data, mark, 3) == 0;
}

static bool is_any_mark(struct bytes text)
{
	return text.len >= 3 && memcmp(text.data, "\xef\xb7", 2) == 0 &&
	       (unsigned char)text.data[2] >= 0x90 && (unsigned char)text.data[2] <= 0x93;
}

static struct bytes next_line(const char **at)
{
	size_t len = strcspn(*at, "\n");
	struct bytes line = {*at, len};

	*at += len + ((*at)[len] == '\n');
	return line;
}

const char *lines_plain(const char *text, struct arena *arena)
{
	struct buf out;
	char *plain;

	if (!strstr(text, "\xef\xb7"))
		return text;
	buf_init(&out);
	while (*text) {
		struct bytes line = next_line(&text);

		if (is_any_mark(line))
			continue;
		buf_add(&out, line.data, line.len);
		buf_addc(&out, '\n');
	}
	plain = buf_dup(&out, arena);
	buf_release(&out);
	return plain;
}

struct bytes line_trim(const struct line *line)
{
	struct bytes text = line->text;

	while (text.len && strchr(" \t*_", text.data[0])) {
		text.data++;
		text.len--;
	}
	while (text.len && strchr(" \t*_", text.data[text.len - 1]))
		text.len--;
	return text;
}

static bool is_all_blank(struct bytes text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (isspace((unsigned char)text.data[i]))
			continue;
		/* A no-break space. */
		if (i + 1 < text.len && memcmp(text.data + i, "\xc2\xa0", 2) == 0)
			i++;
		else
			return false;
	}
	return true;
}

static bool has_angle(struct bytes text)
{
	size_t lead = 0;

	while (lead < text.len && text.data[lead] == ' ' && lead < 3)
		lead++;
	return lead < text.len && text.data[lead] == '>';
}

struct marks {
	size_t quote, signature; /* how many are open */
};

static bool take_mark(struct marks *marks, struct bytes text)
{
	if (!is_any_mark(text))
		return false;
	if (is_mark(text, HTML_QUOTE_BEGIN))
		marks->quote++;
	else if (is_mark(text, HTML_QUOTE_END))
		marks->quote -= marks->quote > 0;
	else if (is_mark(text, HTML_SIGNATURE_BEGIN))
		marks->signature++;
	else
		marks->signature -= marks->signature > 0;
	return true;
}

static size_t count_lines(const char *text)
{
	size_t count = 1;

	while ((text = strchr(text, '\n'))) {
		count++;
		text++;
	}
	return count;
}

/*
 * A line between two quoted ones that a gateway broke off the first: that one is as long as lines
 * get, or it leaves a bracket open.
 */
static bool is_broken_off(const struct line *before, const struct line *line)
{
	enum { WRAPPED = 66 };
	const char *open;

	if (before->text.len >= WRAPPED)
		return true;
	open = memrchr(before->text.data, '(', before->text.len);
	if (open && !memchr(open, ')', (size_t)(before->text.data + before->text.len - open)))
		return true;
	return line->text.len > 5 && (strncasecmp(line->text.data, " (http", 6) == 0 ||
				      strncasecmp(line->text.data, "(http", 5) == 0 ||
				      strncasecmp(line->text.data, "<http", 5) == 0);
}

static void join_broken(struct lines *lines)
{
	for (size_t i = 1; i + 1 < lines->count; i++) {
		struct line *line = &lines->items[i];

		if (!line->is_quoted && !line->is_blank && line[-1].is_quoted &&
		    line[1].is_quoted && is_broken_off(&line[-1], line))
			line->is_quoted = true;
	}
}

/* Length of a prefix such as `JD> ` (SuperCite and the like); 0 where there is none. */
static size_t name_prefix(struct bytes text)
{
	enum { LONGEST = 12 };
	size_t len = 0;

	while (len < text.len && len < LONGEST && isalpha((unsigned char)text.data[len]))
		len++;
	return len && len < text.len && text.data[len] == '>' ? len + 1 : 0;
}

/* Such a prefix counts where two lines have the same. */
static void mark_names(struct lines *lines)
{
	for (size_t i = 0; i + 1 < lines->count; i++) {
		struct line *line = &lines->items[i];
		size_t len = name_prefix(line->text);

		if (len && name_prefix(line[1].text) == len &&
		    memcmp(line->text.data, line[1].text.data, len) == 0)
			line[0].is_quoted = line[1].is_quoted = true;
	}
}

bool lines_read(struct lines *lines, const char *text, struct arena *arena)
{
	struct marks marks = {0};
	size_t most = count_lines(text);

	if (most > LINES_MAX)
		return false;
	lines->items = arena_array(arena, most, sizeof *lines->items);
	lines->count = 0;
	while (*text) {
		struct line *line = &lines->items[lines->count];
		struct bytes bytes = next_line(&text);

		if (take_mark(&marks, bytes))
			continue;
		line->text = bytes;
		line->is_blank = is_all_blank(bytes);
		line->is_quoted = !line->is_blank && (marks.quote || has_angle(bytes));
		line->is_signature = marks.signature > 0 && !line->is_quoted;
		lines->count++;
	}
	join_broken(lines);
	mark_names(lines);
	return true;
}

size_t lines_skip_blank(const struct lines *lines, size_t from, size_t to)
{
	while (from < to && lines->items[from].is_blank)
		from++;
	return from;
}
