/* ombudctl template: rendering, listing, showing and checking the mails' templates. */
#ifndef CTL_CMD_TEMPLATE_H
#define CTL_CMD_TEMPLATE_H

#include <stdbool.h>

#include "ctl/ctl.h"

/* The options of all four; what was not given is NULL or false. */
struct template_options {
	struct ctl *ctl;
	const char *data, *partials, *language;
	const char
	    *folder; /* --templates: the admin's own; else those of the conf, where one is given */
	bool is_mustache, is_json;
	const char *operand; /* FILE of render, NAME of dump */
};

/* template render: 0, or -1 with an error. */
int template_render_file(const struct template_options *options, struct err *err);

#endif
