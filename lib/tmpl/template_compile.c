#include <string.h>

#include "base/text.h"
#include "tmpl/markdown.h"
#include "tmpl/template_set.h"

/* One header line of a template; value is a copy. Returns 0, or -1 for a name that is none. */
static int set_header(struct arena *arena, struct template *template, const char *line, size_t len,
		      size_t number, struct err *err)
{
	static const char subject[] = "Subject:", title[] = "Title:";
	struct mustache **to = NULL;
	size_t name_len = 0, fault_line;

	if (len >= strlen(subject) && !strncmp(line, subject, strlen(subject))) {
		to = &template->subject;
		name_len = strlen(subject);
		template->has_subject = true;
	} else if (len >= strlen(title) && !strncmp(line, title, strlen(title))) {
		to = &template->title;
		name_len = strlen(title);
	} else {
		return err_set(err, ERR_CONF,
			       "%s:%zu: \"%.*s\" is none of the lines before the text: these are "
			       "Subject: and Title:, then comes an empty line",
			       template->file, number, (int)(len < 60 ? len : 60), line);
	}
	while (name_len < len && line[name_len] == ' ')
		name_len++;
	if (!mustache_compile(arena, arena_strndup(arena, line + name_len, len - name_len), number,
			      to, &fault_line, err))
		return 0;
	err->code = ERR_CONF;
	return err_prefix(err, "%s:%zu", template->file, fault_line);
}

/* Reads the header lines; *body is behind their empty line, *line its number. */
static int read_headers(struct arena *arena, struct template *template, const char **body,
			size_t *line, struct err *err)
{
	const char *at = template->source;

	for (*line = 1; *at && *at != '\n'; ++*line) {
		size_t len = strcspn(at, "\n");

		if (set_header(arena, template, at, len, *line, err))
			return -1;
		at += len + (at[len] == '\n');
	}
	if (!template->has_subject)
		return err_set(err, ERR_CONF,
			       "%s:1: the template has no subject: its first line is Subject:, "
			       "which may be empty",
			       template->file);
	*body = at + (*at == '\n');
	++*line;
	return 0;
}

static int check_source(const struct template *template, struct err *err)
{
	size_t len = strlen(template->source);

	if (!text_is_utf8(template->source, len))
		return err_set(err, ERR_CONF, "%s:1: the file is not UTF-8", template->file);
	if (slots_are_in(template->source, len))
		return err_set(err, ERR_CONF,
			       "%s:1: the file has characters of the private plane U+F0000, which "
			       "have a meaning within the program; take them out",
			       template->file);
	return 0;
}

int template_compile(struct arena *arena, struct template *template, struct err *err)
{
	const char *body = template->source;
	struct err own = {0};
	size_t line = 1, fault_line;

	if (check_source(template, &own))
		goto fail;
	if (template->name[0] != '_' && read_headers(arena, template, &body, &line, &own))
		goto fail;
	if (!mustache_compile(arena, body, line, &template->body, &fault_line, &own))
		return 0;
	err_prefix(&own, "%s:%zu", template->file, fault_line);
fail:
	return err_set(err, ERR_CONF, "%s", own.text);
}
