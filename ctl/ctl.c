#include "ctl.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/text.h"

int ctl_fail(struct ctl *ctl, const struct err *err)
{
	fprintf(ctl->err, "ombudctl: %s\n", err->text);
	return err_exit_code(err);
}

int ctl_usage(struct ctl *ctl, const char *command, const char *format, ...)
{
	va_list args;

	fprintf(ctl->err, "ombudctl %s: ", command);
	va_start(args, format);
	vfprintf(ctl->err, format, args);
	va_end(args);
	fprintf(ctl->err, "; \"ombudctl help\" shows how\n");
	return EX_USAGE;
}

bool ctl_flag(int *argc, char **argv, const char *name)
{
	bool is_there = false;
	int kept = 0;

	for (int i = 0; i < *argc; i++) {
		if (strcmp(argv[i], name) == 0)
			is_there = true;
		else
			argv[kept++] = argv[i];
	}
	*argc = kept;
	return is_there;
}

const char *ctl_option(int *argc, char **argv, const char *name)
{
	for (int i = 1; i + 1 < *argc; i++) {
		const char *value = argv[i + 1];

		if (strcmp(argv[i], name) != 0)
			continue;
		memmove(&argv[i], &argv[i + 2], (size_t)(*argc - i - 2) * sizeof *argv);
		*argc -= 2;
		return value;
	}
	return NULL;
}

int ctl_number(const char *text, int64_t *number, struct err *err)
{
	char *end;

	if (*text == '#')
		text++;
	errno = 0;
	*number = strtoll(text, &end, 10);
	if (errno || *end || end == text || *number < 1)
		return err_set(err, ERR_INPUT, "\"%s\" is not a ticket's number", text);
	return 0;
}

int ctl_conf(struct ctl *ctl)
{
	struct conf_errors errors = {0};
	struct arena arena;
	int result;

	if (ctl->conf)
		return 0;
	if (!ctl->conf_file) {
		fprintf(ctl->err, "ombudctl: say which conf: ombudctl -c FILE …\n");
		return EX_USAGE;
	}
	arena_init(&arena);
	result = conf_load(ctl->conf_file, &arena, &ctl->conf, &errors);
	for (size_t i = 0; result < 0 && i < errors.lines.count; i++)
		fprintf(ctl->err, "%s\n", errors.lines.items[i]);
	arena_release(&arena);
	return result < 0 ? EX_CONFIG : 0;
}

int ctl_store(struct ctl *ctl, enum store_open_how how)
{
	struct err err = {0};
	int code = ctl_conf(ctl);

	if (code || ctl->store)
		return code;
	if (store_open(&ctl->conf->store, how, &ctl->store, &err) < 0)
		return ctl_fail(ctl, &err);
	return 0;
}

void ctl_close(struct ctl *ctl)
{
	if (ctl->is_borrowed)
		return;
	if (ctl->store)
		store_close(ctl->store);
	if (ctl->conf)
		conf_free(ctl->conf);
	ctl->store = NULL;
	ctl->conf = NULL;
}

int ctl_unknown(struct ctl *ctl, const char *name)
{
	const char *near = NULL;
	unsigned best = 3;

	for (const struct ctl_command *command = ctl_commands; command->name; command++) {
		unsigned distance = text_distance(command->name, name, 2);

		if (distance < best) {
			best = distance;
			near = command->name;
		}
	}
	fprintf(ctl->err,
		"ombudctl: there is no command \"%s\"%s%s%s; \"ombudctl help\" lists them\n", name,
		near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
	return EX_USAGE;
}

int ctl_run_command(struct ctl *ctl, int argc, char **argv)
{
	for (const struct ctl_command *command = ctl_commands; command->name; command++)
		if (strcmp(command->name, argv[0]) == 0)
			return command->run(ctl, argc, argv);
	return ctl_unknown(ctl, argv[0]);
}
