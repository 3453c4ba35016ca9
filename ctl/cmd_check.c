/* ombudctl check: says nothing and exits 0 when all is well; else every error, and exit 2. */
#include <sysexits.h>

#include "cmd_check.h"
#include "desk/rights.h"
#include "tmpl/template.h"

enum { EXIT_BAD = 2 };

/* The conf knows no commands, the desk does. */
static bool has_odd_role(struct ctl *ctl)
{
	const struct conf_role *role;
	const char *odd = rights_odd_command(ctl->conf, &role);
	const char *near = odd ? command_suggest(odd) : NULL;

	if (!odd)
		return false;
	fprintf(ctl->err, "%s: roles: \"%s\" names the command \"%s\", which is none",
		ctl->conf->file, role->name, odd);
	if (near)
		fprintf(ctl->err, "; did you mean \"%s\"?\n", near);
	else
		fprintf(ctl->err, "; #help lists them\n");
	return true;
}

int ctl_check(struct ctl *ctl, int argc, char **argv)
{
	const char *auth = ctl_option(&argc, argv, "--auth");
	struct template_set *templates;
	struct err err = {0};

	if (argc > 1)
		return ctl_usage(ctl, argv[0], "takes --auth MAILBOX, and nothing else");
	if (!ctl->conf_file && !ctl->conf)
		return ctl_conf(ctl);
	if (ctl_conf(ctl))
		return EXIT_BAD;
	if (has_odd_role(ctl))
		return EXIT_BAD;
	if (template_set_open(ctl->conf->templates, &templates, &err) < 0) {
		fprintf(ctl->err, "%s\n", err.text);
		return EXIT_BAD;
	}
	template_set_close(templates);
	return auth ? ctl_check_auth(ctl, auth) : EX_OK;
}
