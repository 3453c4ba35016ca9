/* ombudctl template render: a template with data, as the mail would have it, or the bare Mustache.
 */
#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ctl/cmd_template.h"
#include "tmpl/mustache.h"
#include "tmpl/template.h"
#include "tmpl/value_json.h"

enum { FILE_MAX_LEN = 16 * 1024 * 1024 };

static int read_text(struct arena *arena, const char *file, const char **text, size_t *len,
		     struct err *err)
{
	FILE *stream = fopen(file, "re");
	struct buf content;
	char chunk[16 * 1024];
	size_t got;
	int result = 0;

	if (!stream)
		return err_set_errno(err, errno == ENOENT ? ERR_NOT_FOUND : ERR_SYSTEM,
				     "can't read \"%s\"", file);
	buf_init_max(&content, FILE_MAX_LEN);
	while ((got = fread(chunk, 1, sizeof chunk, stream)) > 0)
		buf_add(&content, chunk, got);
	if (ferror(stream))
		result = err_set_errno(err, ERR_SYSTEM, "can't read \"%s\"", file);
	else if (content.is_over)
		result = err_set(err, ERR_LIMIT, "\"%s\" is over %d bytes", file, FILE_MAX_LEN);
	fclose(stream);
	*len = content.len;
	*text = buf_dup(&content, arena);
	buf_release(&content);
	return result;
}

static int read_data(struct arena *arena, const struct template_options *options,
		     struct value **data, struct err *err)
{
	const char *json;
	size_t len;

	*data = value_map(arena);
	if (!options->data)
		return 0;
	if (read_text(arena, options->data, &json, &len, err))
		return -1;
	if (value_from_json(arena, json, len, options->is_mustache ? JSON_TEXTS : JSON_BLOCKS, data,
			    err))
		return err_prefix(err, "%s", options->data);
	return 0;
}

static const char sample[] =
#include "ctl/sample.inc"
    ;

/* A mail of the desk that is asked for without data is shown with that of a made-up case. */
static int read_sample(struct arena *arena, struct value **data, struct err *err)
{
	return value_from_json(arena, sample, sizeof sample - 1, JSON_BLOCKS, data, err);
}

/* Partials of --mustache, read when they are first asked for. */
struct partial {
	const char *name;
	const struct mustache *compiled;
	bool is_there;
};

struct partials {
	struct arena *arena;
	const char *folder; /* NULL: none */
	struct partial *items;
	size_t count;
	struct err *err; /* of the first that is ill-formed */
	bool is_failed;
};

/* FOLDER/NAME or FOLDER/NAME.mustache; NULL where there is neither. */
static const char *partial_file(const struct partials *partials, const char *name)
{
	const char *file = arena_printf(partials->arena, "%s/%s", partials->folder, name);

	if (strstr(name, ".."))
		return NULL;
	if (access(file, R_OK) == 0)
		return file;
	file = arena_printf(partials->arena, "%s.mustache", file);
	return access(file, R_OK) == 0 ? file : NULL;
}

static void load_partial(struct partials *partials, struct partial *partial)
{
	const char *file = partials->folder ? partial_file(partials, partial->name) : NULL, *text;
	struct mustache *compiled;
	size_t len, line;

	if (!file)
		return;
	if (read_text(partials->arena, file, &text, &len, partials->err)) {
		partials->is_failed = true;
	} else if (mustache_compile(partials->arena, text, 1, &compiled, &line, partials->err)) {
		err_prefix(partials->err, "%s:%zu", file, line);
		partials->is_failed = true;
	} else {
		partial->compiled = compiled;
		partial->is_there = true;
	}
}

static bool find_partial(void *context, const char *name, const struct mustache **compiled)
{
	struct partials *partials = context;
	size_t i = 0;

	while (i < partials->count && strcmp(partials->items[i].name, name) != 0)
		i++;
	if (i == partials->count) {
		partials->items =
		    arena_grow(partials->arena, partials->items, i, sizeof *partials->items);
		partials->items[partials->count++] = (struct partial){.name = name};
		if (!partials->is_failed)
			load_partial(partials, &partials->items[i]);
	}
	*compiled = partials->items[i].compiled;
	return partials->items[i].is_there;
}

static int render_mustache(struct arena *arena, const struct template_options *options,
			   const struct value *data, struct err *err)
{
	struct partials partials = {.arena = arena, .folder = options->partials, .err = err};
	const struct mustache_options how = {.partial = find_partial, .context = &partials};
	struct mustache *compiled;
	const char *source;
	size_t len, line;
	struct buf out;
	int result;

	if (read_text(arena, options->operand, &source, &len, err))
		return -1;
	if (mustache_compile(arena, source, 1, &compiled, &line, err))
		return err_prefix(err, "%s:%zu", options->operand, line);
	buf_init(&out);
	result = mustache_render(compiled, data, &how, &out, err);
	if (!result && partials.is_failed)
		result = -1;
	if (!result)
		fwrite(out.data, 1, out.len, options->ctl->out);
	buf_release(&out);
	return result;
}

/* "_foot" for foot, _foot, foot.md, foot.mustache; NULL for a hidden file. */
static const char *name_of_partial(struct arena *arena, const char *entry)
{
	size_t len = strcspn(entry, ".");

	if (!len)
		return NULL;
	return arena_printf(arena, "%s%.*s", *entry == '_' ? "" : "_", (int)len, entry);
}

/* Partials of a mail: they go before the built-in ones of that language. */
static int add_partials(struct arena *arena, struct template_set *set, const char *folder,
			const char *language, struct err *err)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	int result = 0;

	if (!dir)
		return err_set_errno(err, ERR_NOT_FOUND, "can't read \"%s\"", folder);
	while (!result && (entry = readdir(dir))) {
		const char *name = name_of_partial(arena, entry->d_name), *source;
		const char *file = arena_printf(arena, "%s/%s", folder, entry->d_name);
		size_t len;

		if (!name || entry->d_type == DT_DIR)
			continue;
		result = read_text(arena, file, &source, &len, err);
		if (!result)
			result = template_set_add(set, language, name, file, source, err);
	}
	closedir(dir);
	return result;
}

static void print_parts(FILE *out, const struct rendered *parts, bool is_json)
{
	json_t *object;

	if (!is_json) {
		fprintf(out, "Subject: %s\n\n%s\n%s", parts->subject, parts->text, parts->html);
		return;
	}
	object = json_pack("{s:s, s:s, s:s}", "subject", parts->subject, "text", parts->text,
			   "html", parts->html);
	json_dumpf(object, out, JSON_COMPACT);
	json_decref(object);
	fputc('\n', out);
}

/* The operand is a file, or the name of a template that is there already. */
static int choose_template(struct arena *arena, struct template_set *set,
			   const struct template_options *options, const char *language,
			   const char **name, struct value **data, struct err *err)
{
	static const char own[] = "template";
	const char *source;
	size_t len;

	*name = options->operand;
	if (access(options->operand, F_OK) != 0 && template_source(set, options->operand, language))
		return options->data ? 0 : read_sample(arena, data, err);
	if (read_text(arena, options->operand, &source, &len, err))
		return -1;
	*name = own;
	return template_set_add(set, language, own, options->operand, source, err);
}

static int render_mail(struct arena *arena, const struct template_options *options,
		       struct value *data, struct err *err)
{
	const char *language = options->language ? options->language : "en", *name;
	struct template_set *set;
	struct rendered parts;
	int result = -1;

	if (template_set_open(options->folder, &set, err))
		return -1;
	if (options->partials && add_partials(arena, set, options->partials, language, err))
		goto out;
	if (choose_template(arena, set, options, language, &name, &data, err))
		goto out;
	if (template_render(set, name, language, data, arena, &parts, err))
		goto out;
	print_parts(options->ctl->out, &parts, options->is_json);
	result = 0;
out:
	template_set_close(set);
	return result;
}

int template_render_file(const struct template_options *options, struct err *err)
{
	struct arena arena;
	struct value *data;
	int result;

	arena_init(&arena);
	result = read_data(&arena, options, &data, err);
	if (!result && options->is_mustache)
		result = render_mustache(&arena, options, data, err);
	else if (!result)
		result = render_mail(&arena, options, data, err);
	arena_release(&arena);
	return result;
}
