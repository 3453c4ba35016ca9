/* ombudctl check: says nothing and exits 0 when all is well; else every error, and exit 2. */
#include <sysexits.h>

#include "cmd_check.h"
#include "tmpl/template.h"

enum { EXIT_BAD = 2 };

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
	if (template_set_open(ctl->conf->templates, &templates, &err) < 0) {
		fprintf(ctl->err, "%s\n", err.text);
		return EXIT_BAD;
	}
	template_set_close(templates);
	return auth ? ctl_check_auth(ctl, auth) : EX_OK;
}
