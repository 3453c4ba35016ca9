/* ombudctl replay [--store DSN] FILE.scn… */
#include <string.h>
#include <sysexits.h>

#include "base/log.h"
#include "ctl.h"
#include "scenario.h"

int ctl_replay(struct ctl *ctl, int argc, char **argv)
{
	size_t passed = 0, failed = 0;
	const char *dsn = NULL;
	int code = EX_OK, first = 1;

	if (argc > 2 && strcmp(argv[1], "--store") == 0) {
		dsn = argv[2];
		first = 3;
	}
	if (first >= argc)
		return ctl_usage(ctl, argv[0], "takes one or more scenario files");
	log_set_level(LOG_LEVEL_ERROR);
	for (int i = first; i < argc; i++) {
		struct err err = {0};
		int result = scenario_play(argv[i], dsn, ctl->out, &err);

		if (result < 0) {
			fprintf(ctl->err, "%s\n", err.text);
			code = err.code == ERR_INPUT ? EX_DATAERR : err_exit_code(&err);
		}
		passed += result == 0;
		failed += result != 0;
	}
	fprintf(ctl->out, "%zu scenarios passed, %zu failed\n", passed, failed);
	if (code == EX_OK && failed)
		code = 1;
	return code;
}
