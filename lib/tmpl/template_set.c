#include "tmpl/template_set.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "tmpl/markdown.h"

enum { FILE_MAX_LEN = 256 * 1024 };

static struct template *find_exact(const struct template_set *set, const char *language,
				   size_t language_len, const char *name)
{
	for (size_t i = 0; i < set->count; i++) {
		struct template *item = &set->items[i];

		if (!strcmp(item->name, name) && strlen(item->language) == language_len &&
		    !strncasecmp(item->language, language, language_len))
			return item;
	}
	return NULL;
}

const struct template *template_find(const struct template_set *set, const char *language,
				     const char *name)
{
	const struct template *found = NULL;

	if (language)
		found = find_exact(set, language, strlen(language), name);
	if (!found && language)
		found = find_exact(set, language, strcspn(language, "-_"), name);
	return found ? found : find_exact(set, "en", 2, name);
}

const struct template *template_find_partial(const struct template_set *set, const char *language,
					     const char *name)
{
	char file_name[64] = "_";
	size_t len = strlen(name);

	if (len + 2 > sizeof file_name)
		return NULL;
	memcpy(file_name + 1, name, len + 1);
	return template_find(set, language, file_name);
}

/* CRLF becomes LF, and the mark that some editors put first goes. */
static char *copy_source(struct arena *arena, const char *source)
{
	char *copy, *to;

	if (!strncmp(source, "\xef\xbb\xbf", 3))
		source += 3;
	copy = to = arena_strdup(arena, source);
	for (; *source; source++)
		if (source[0] != '\r' || source[1] != '\n')
			*to++ = *source;
	*to = '\0';
	return copy;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_name(struct template_set *set, const char *name)
{
	for (size_t i = 0; i < set->name_count; i++)
		if (!strcmp(set->names[i], name))
			return;
	set->names = arena_grow(&set->arena, set->names, set->name_count, sizeof(const char *));
	set->names[set->name_count++] = name;
	qsort(set->names, set->name_count, sizeof *set->names, compare_names);
}

/* Compiles without looking at partials, which may come later. */
static int put_template(struct template_set *set, const char *language, const char *name,
			const char *file, const char *source, struct err *err)
{
	struct template template = {
	    .language = arena_strdup(&set->arena, language),
	    .name = arena_strdup(&set->arena, name),
	    .file = arena_strdup(&set->arena, file),
	    .source = copy_source(&set->arena, source),
	};
	struct template *place = find_exact(set, language, strlen(language), name);

	if (template_compile(&set->arena, &template, err))
		return -1;
	if (!place) {
		set->items = arena_grow(&set->arena, set->items, set->count, sizeof *set->items);
		place = &set->items[set->count++];
	}
	*place = template;
	if (name[0] != '_')
		add_name(set, template.name);
	return 0;
}

int template_set_add(struct template_set *set, const char *language, const char *name,
		     const char *file, const char *source, struct err *err)
{
	if (put_template(set, language, name, file, source, err))
		return -1;
	return template_check(set, template_find(set, language, name), err);
}

static int read_file(const char *file, struct buf *out, struct err *err)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK), result = 0;
	struct stat status;
	char chunk[16 * 1024];
	ssize_t len;

	if (fd < 0)
		return err_set_errno(err, ERR_CONF, "can't read \"%s\"", file);
	if (fstat(fd, &status) || !S_ISREG(status.st_mode)) {
		result = err_set(err, ERR_CONF, "\"%s\" is no file", file);
		goto out;
	}
	while ((len = read(fd, chunk, sizeof chunk)) > 0)
		buf_add(out, chunk, (size_t)len);
	if (len < 0)
		result = err_set_errno(err, ERR_CONF, "can't read \"%s\"", file);
	else if (out->is_over)
		result = err_set(err, ERR_CONF, "\"%s\" is over %d bytes", file, FILE_MAX_LEN);
	else if (strlen(out->data) != out->len)
		result = err_set(err, ERR_CONF, "%s:1: the file is not UTF-8", file);
out:
	close(fd);
	return result;
}

static int load_file(struct template_set *set, const char *folder, const char *language,
		     const char *entry, struct err *err)
{
	const char *file = arena_printf(&set->arena, "%s/%s/%s", folder, language, entry);
	const char *name = arena_strndup(&set->arena, entry, strlen(entry) - strlen(".md"));
	struct buf source;
	int result;

	buf_init_max(&source, FILE_MAX_LEN);
	result = read_file(file, &source, err);
	if (!result)
		result = put_template(set, language, name, file, source.data, err);
	buf_release(&source);
	return result;
}

static int skip_hidden(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int only_templates(const struct dirent *entry)
{
	size_t len = strlen(entry->d_name);

	return entry->d_name[0] != '.' && len > 3 && !strcmp(entry->d_name + len - 3, ".md");
}

static void free_entries(struct dirent **entries, int count)
{
	while (count > 0)
		free(entries[--count]);
	free(entries);
}

/* templates/LANGUAGE; what is no folder there is somebody's note, and passed over. */
static int load_language(struct template_set *set, const char *folder, const char *language,
			 struct err *err)
{
	const char *path = arena_printf(&set->arena, "%s/%s", folder, language);
	struct dirent **entries = NULL;
	int count = scandir(path, &entries, only_templates, alphasort), result = 0;

	if (count < 0)
		return errno == ENOTDIR
			   ? 0
			   : err_set_errno(err, ERR_CONF, "can't read the templates \"%s\"", path);
	for (int i = 0; i < count && !result; i++)
		result = load_file(set, folder, language, entries[i]->d_name, err);
	free_entries(entries, count);
	return result;
}

static int load_folder(struct template_set *set, const char *folder, struct err *err)
{
	struct dirent **entries = NULL;
	int count = scandir(folder, &entries, skip_hidden, alphasort), result = 0;

	if (count < 0)
		return err_set_errno(err, ERR_CONF, "can't read the templates \"%s\"", folder);
	for (int i = 0; i < count && !result; i++)
		result = load_language(set, folder, entries[i]->d_name, err);
	free_entries(entries, count);
	return result;
}

static int load_builtins(struct template_set *set, struct err *err)
{
	for (const struct template_builtin *item = template_builtins; item->name; item++)
		if (put_template(set, item->language, item->name, item->file, item->source, err))
			return -1;
	return 0;
}

int template_set_open(const char *folder, struct template_set **set, struct err *err)
{
	struct template_set *made = calloc(1, sizeof *made);

	if (!made)
		die("out of memory: %zu bytes wanted", sizeof *made);
	arena_init(&made->arena);
	made->cache = markdown_cache_new();
	if (load_builtins(made, err) || (folder && load_folder(made, folder, err)))
		goto fail;
	for (size_t i = 0; i < made->count; i++)
		if (template_check(made, &made->items[i], err))
			goto fail;
	*set = made;
	return 0;
fail:
	template_set_close(made);
	return -1;
}

void template_set_close(struct template_set *set)
{
	if (!set)
		return;
	arena_release(&set->arena);
	markdown_cache_free(set->cache);
	free(set);
}

size_t template_count(const struct template_set *set)
{
	return set->name_count;
}

const char *template_name(const struct template_set *set, size_t index)
{
	return set->names[index];
}

const char *template_source(const struct template_set *set, const char *name, const char *language)
{
	const struct template *template = template_find(set, language, name);

	return template ? template->source : NULL;
}

const char *template_file(const struct template_set *set, const char *name, const char *language)
{
	const struct template *template = template_find(set, language, name);

	return template ? template->file : NULL;
}

const char *template_language(const struct template_set *set, const char *name,
			      const char *language)
{
	const struct template *template = template_find(set, language, name);

	return template ? template->language : NULL;
}
