/* ombudctl template: rendering, listing, showing and checking the mails' templates. */
#ifndef CTL_CMD_TEMPLATE_H
#define CTL_CMD_TEMPLATE_H

#include <stdbool.h>

#include "base/err.h"

/*
 * argv[0] is "template". render, list, dump and lint as `ombudctl template` without arguments tells
 * them. Returns the exit code: 0, one of sysexits.h, or 1 where lint found a fault.
 */
int cmd_template(int argc, char **argv);

/* The options of all four; what was not given is NULL or false. */
struct template_options {
	const char *data, *partials, *language;
	const char *folder; /* --templates: the admin's own */
	bool is_mustache, is_json;
	const char *operand; /* FILE of render, NAME of dump */
};

/* template render: 0, or -1 with an error. */
int template_render_file(const struct template_options *options, struct err *err);

#endif
