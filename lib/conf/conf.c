#include "conf/conf.h"

#include <libconfig.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "conf/check.h"
#include "conf/customers.h"
#include "conf/reader.h"
#include "conf/source.h"

/* One run of reading; the arena holds what is not part of the result. */
struct load {
	struct arena scratch;
	struct source *sources;
	config_t *trees;
	size_t count;
	struct report report;
};

static void tell_syntax(struct load *load, size_t number)
{
	const config_t *tree = &load->trees[number];
	const struct source *source = &load->sources[number];
	struct place place = {.source = number, .line = (unsigned)config_error_line(tree)};
	const char *text = config_error_text(tree) ? config_error_text(tree) : "";

	if (source->long_text_line && source->long_text_line <= place.line) {
		place.line = source->long_text_line;
		report_add(&load->report, place,
			   "a text that begins here has no closing quote; add the missing \"");
	} else if (strstr(text, "mismatched")) {
		report_add(&load->report, place,
			   "the values between [ and ] are of different kinds; make them alike");
	} else {
		report_add(&load->report, place,
			   "syntax error on this line or just before it; a setting is written "
			   "name = value;");
	}
}

/* Texts to trees. False where one of them can't be parsed. */
static bool parse(struct load *load, const struct source_options *options, const char *const *names,
		  const char *const *texts)
{
	bool is_good = true;

	for (size_t i = 0; i < load->count; i++) {
		struct source *source = &load->sources[i];

		if (!source_read(options, names[i], texts ? texts[i] : NULL, i, &load->scratch,
				 &load->report, source)) {
			is_good = false;
		} else if (!config_read_string(&load->trees[i], source->text)) {
			tell_syntax(load, i);
			is_good = false;
		}
	}
	return is_good;
}

static bool is_nothing(const struct load *load)
{
	for (size_t i = 0; i < load->count; i++)
		if (config_setting_length(config_root_setting(&load->trees[i])))
			return false;
	return true;
}

static void read_trees(struct load *load, const struct conf_options *options, const char *folder,
		       struct conf *conf)
{
	struct reader reader = {.conf = conf,
				.report = &load->report,
				.options = options,
				.values = {.arena = &conf->arena, .folder = folder},
				.trees = load->trees,
				.tree_count = load->count};

	if (is_nothing(load)) {
		report_add(&load->report, (struct place){.source = 0, .line = 1},
			   "no mailbox is configured, nor anything else; begin with a copy of "
			   "ombud.conf.example");
		return;
	}
	reader_run(&reader);
	reader_resolve(&reader);
	check_conf(&reader);
	customers_read(&reader);
}

static struct conf *new_conf(const char *file)
{
	struct conf *conf = calloc(1, sizeof *conf);

	if (!conf)
		die("out of memory");
	arena_init(&conf->arena);
	conf->file = arena_strdup(&conf->arena, file);
	return conf;
}

static void load_open(struct load *load, size_t count, struct arena *arena)
{
	*load = (struct load){.count = count};
	arena_init(&load->scratch);
	load->sources = arena_array(&load->scratch, count, sizeof *load->sources);
	load->trees = arena_array(&load->scratch, count, sizeof *load->trees);
	for (size_t i = 0; i < count; i++)
		config_init(&load->trees[i]);
	load->report = (struct report){.arena = arena, .sources = load->sources};
}

static void load_close(struct load *load)
{
	for (size_t i = 0; i < load->count; i++)
		config_destroy(&load->trees[i]);
	arena_release(&load->scratch);
}

static int load_conf(const char *const *names, const char *const *texts, size_t count,
		     const struct source_options *how, const char *folder,
		     const struct conf_options *options, struct arena *arena, struct conf **conf,
		     struct conf_errors *errors)
{
	struct load load;

	load_open(&load, count, arena);
	*conf = new_conf(names[count - 1]);
	if (parse(&load, how, names, texts))
		read_trees(&load, options, folder, *conf);
	report_finish(&load.report, errors);
	load_close(&load);
	if (!errors->lines.count)
		return 0;
	conf_free(*conf);
	*conf = NULL;
	return -1;
}

/* The folder of a path as it was written; "" for the current one. */
static const char *folder_of(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == path)
		return "/";
	return arena_strndup(arena, path, slash ? (size_t)(slash - path) : 0);
}

int conf_load(const char *path, struct arena *arena, struct conf **conf, struct conf_errors *errors)
{
	static const struct conf_options options = {0};
	const char *folder = folder_of(arena, path);
	struct source_options how = {.folder = folder, .is_private = true};
	/* paths in the result must outlive a change of directory; those in errors are as written */
	char *whole = realpath(folder[0] ? folder : ".", NULL);
	int result =
	    load_conf(&path, NULL, 1, &how, whole ? whole : folder, &options, arena, conf, errors);

	free(whole);
	return result;
}

int conf_load_texts(const char *const *names, const char *const *texts, size_t count,
		    const char *folder, const struct conf_options *options, struct arena *arena,
		    struct conf **conf, struct conf_errors *errors)
{
	struct source_options how = {.folder = folder, .is_private = !options->is_scenario};

	return load_conf(names, texts, count, &how, folder, options, arena, conf, errors);
}

void conf_free(struct conf *conf)
{
	if (!conf)
		return;
	arena_release(&conf->arena);
	free(conf);
}
