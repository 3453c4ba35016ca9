#include "ctl/cmd_template.h"

#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "tmpl/template.h"

static const char usage[] =
    "usage: ombudctl template render [--data FILE.json] [--partials DIR] [--language LANGUAGE]\n"
    "                                [--templates DIR] [--mustache] [--json] FILE | NAME\n"
    "       ombudctl template list   [--templates DIR] [--json]\n"
    "       ombudctl template dump   [--templates DIR] [--language LANGUAGE] NAME\n"
    "       ombudctl template lint   [--templates DIR]\n";

static int run_render(const struct template_options *options, struct err *err)
{
	return template_render_file(options, err) ? err_exit_code(err) : EX_OK;
}

static void print_item(FILE *out, const struct template_set *set, const char *name, bool is_json)
{
	const char *file = template_file(set, name, "en");

	if (is_json) {
		json_t *item = json_pack("{s:s, s:s}", "name", name, "file", file);

		json_dumpf(item, out, JSON_COMPACT | JSON_ENSURE_ASCII);
		json_decref(item);
		fputc('\n', out);
	} else {
		fprintf(out, "%-16s %s\n", name, file);
	}
}

static int run_list(const struct template_options *options, struct err *err)
{
	struct template_set *set;

	if (template_set_open(options->folder, &set, err))
		return err_exit_code(err);
	for (size_t i = 0; i < template_count(set); i++)
		print_item(options->ctl->out, set, template_name(set, i), options->is_json);
	template_set_close(set);
	return EX_OK;
}

static int run_dump(const struct template_options *options, struct err *err)
{
	struct template_set *set;
	const char *source;

	if (template_set_open(options->folder, &set, err))
		return err_exit_code(err);
	source =
	    template_source(set, options->operand, options->language ? options->language : "en");
	if (source)
		fputs(source, options->ctl->out);
	else
		err_set(err, ERR_NOT_FOUND, "there is no template \"%s\"", options->operand);
	template_set_close(set);
	return source ? EX_OK : err_exit_code(err);
}

static void print_fault(void *context, const char *text)
{
	fprintf(context, "%s\n", text);
}

/* The languages that the conf names: of the mails to customers, and of all mails. */
static size_t lint_conf(const struct template_set *set, struct ctl *ctl)
{
	const struct conf *conf = ctl->conf;
	const char **seen = malloc((1 + conf->mailbox_count + conf->agent_count) * sizeof *seen);
	size_t count = 0, faults = 0, customers = 1 + conf->mailbox_count;

	if (!seen)
		die("out of memory");
	for (size_t i = 0; i < customers + conf->agent_count; i++) {
		const char *language = i == 0          ? conf->desk.language
				       : i < customers ? conf->mailboxes[i - 1].language
						       : conf->agents[i - customers].language;
		size_t at = 0;

		while (at < count && strcmp(seen[at], language) != 0)
			at++;
		if (at < count || strncmp(language, "en", 2) == 0)
			continue;
		seen[count++] = language;
		faults += template_lint_language(set, language, i == 0 || i >= customers,
						 print_fault, ctl->out);
	}
	free(seen);
	return faults;
}

static int run_lint(const struct template_options *options, struct err *err)
{
	struct template_set *set;
	size_t faults;

	if (template_set_open(options->folder, &set, err)) {
		fprintf(options->ctl->out, "%s\n", err->text);
		return EXIT_FAILURE;
	}
	faults = template_lint(set, print_fault, options->ctl->out);
	if (options->ctl->conf)
		faults += lint_conf(set, options->ctl);
	template_set_close(set);
	return faults ? EXIT_FAILURE : EX_OK;
}

static const struct verb {
	const char *name;
	bool needs_operand;
	int (*run)(const struct template_options *options, struct err *err);
} verbs[] = {
    {"render", true, run_render},
    {"list", false, run_list},
    {"dump", true, run_dump},
    {"lint", false, run_lint},
};

static const struct verb *find_verb(const char *name)
{
	for (size_t i = 0; name && i < sizeof verbs / sizeof *verbs; i++)
		if (!strcmp(verbs[i].name, name))
			return &verbs[i];
	return NULL;
}

static const struct option long_options[] = {
    {"data", required_argument, NULL, 'd'},
    {"partials", required_argument, NULL, 'p'},
    {"language", required_argument, NULL, 'l'},
    {"mustache", no_argument, NULL, 'm'},
    {"templates", required_argument, NULL, 't'},
    {"json", no_argument, NULL, 'j'},
    {NULL, 0, NULL, 0},
};

static bool set_option(struct template_options *options, int option)
{
	switch (option) {
	case 'd':
		options->data = optarg;
		return true;
	case 'p':
		options->partials = optarg;
		return true;
	case 'l':
		options->language = optarg;
		return true;
	case 't':
		options->folder = optarg;
		return true;
	case 'm':
		options->is_mustache = true;
		return true;
	case 'j':
		options->is_json = true;
		return true;
	default:
		return false;
	}
}

/* argv[0] is the verb. */
static bool read_options(int argc, char **argv, bool needs_operand,
			 struct template_options *options)
{
	int option;

	optind = 0; /* getopt begins anew: the frame has used it already */
	while ((option = getopt_long(argc, argv, "", long_options, NULL)) != -1)
		if (!set_option(options, option))
			return false;
	if (argc - optind != (needs_operand ? 1 : 0))
		return false;
	options->operand = argv[optind];
	return true;
}

/* The conf, where one is given, says where the admin's own templates are. */
static int use_conf(struct template_options *options)
{
	struct ctl *ctl = options->ctl;
	int code = 0;

	if (options->folder || (!ctl->conf && !ctl->conf_file))
		return 0;
	code = ctl_conf(ctl);
	if (!code)
		options->folder = ctl->conf->templates;
	return code;
}

int ctl_template(struct ctl *ctl, int argc, char **argv)
{
	const struct verb *verb = find_verb(argc > 1 ? argv[1] : NULL);
	struct template_options options = {.ctl = ctl};
	struct err err = {0};
	int code;

	if (!verb || !read_options(argc - 1, argv + 1, verb->needs_operand, &options)) {
		fputs(usage, ctl->err);
		return EX_USAGE;
	}
	code = use_conf(&options);
	if (code)
		return code;
	code = verb->run(&options, &err);
	if (code > EXIT_FAILURE)
		fprintf(ctl->err, "ombudctl: %s\n", err.text);
	return code;
}
