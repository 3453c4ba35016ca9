#include <getopt.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/clock.h"
#include "ctl.h"

const struct ctl_command ctl_commands[] = {
    {"backup", "FILE", "a whole copy of the store, while ombudd goes on", ctl_backup},
    {"calendar", "NAME --from TIME +DURATION | --to TIME [--json]",
     "when so much working time has passed, or how much lies between", ctl_calendar},
    {"check", "[--auth MAILBOX]", "checks the conf: each error with file:line, and how to mend it",
     ctl_check},
    {"deliver", "--mailbox NAME [FILE | -]", "takes a mail as intake would", ctl_deliver},
    {"erase", "ADDRESS [--yes]", "makes a person unknown; first it says what would go", ctl_erase},
    {"export", "N | ADDRESS [--to FOLDER]", "a ticket, or all of a person, as mails and as JSON",
     ctl_export},
    {"explain", "N [--json]", "which policy a ticket has, and how its deadlines came to be",
     ctl_explain},
    {"help", "[COMMAND]", "this list, or one line of it", ctl_help},
    {"journal", "[N] [--json]", "what was decided on a ticket (or on all), why and when",
     ctl_journal},
    {"mailboxes", "[--json]", "the mailboxes, and when each gave its newest mail", ctl_mailboxes},
    {"offers", "[--month YYYY-MM] [--json]", "what agents offered customers, by month", ctl_offers},
    {"outbox", "[--all] [--json] | --release | --drop",
     "mails that wait for their relay; sends or drops what is held", ctl_outbox},
    {"parse", "[--json] [--extract DIR] FILE… | -", "reads mails and says what they are",
     ctl_parse},
    {"quarantine", "[--json] [--raw N]", "mails that could not be taken", ctl_quarantine},
    {"replay", "[--store DSN] FILE.scn…", "plays scenarios and says what did not come as expected",
     ctl_replay},
    {"restore", "FILE", "puts a backup in the place of the store", ctl_restore},
    {"show", "N [--json]", "a ticket and its messages", ctl_show},
    {"stats", "[--json]", "the desk's figures", ctl_stats},
    {"template", "render | list | dump | lint …", "the templates of the mails", ctl_template},
    {"tickets", "[--status S] [--owner ID] [--team T] [--mailbox M] [--json]",
     "a line for each ticket", ctl_tickets},
    {NULL, NULL, NULL, NULL},
};

int ctl_help(struct ctl *ctl, int argc, char **argv)
{
	bool is_known = false;

	if (argc < 2)
		fprintf(ctl->out, "usage: ombudctl [-c FILE] COMMAND …\n\n");
	for (const struct ctl_command *command = ctl_commands; command->name; command++) {
		if (argc > 1 && strcmp(command->name, argv[1]) != 0)
			continue;
		is_known = true;
		fprintf(ctl->out, "  %s %s\n      %s\n", command->name, command->arguments,
			command->help);
	}
	return is_known ? EX_OK : ctl_unknown(ctl, argv[1]);
}

int main(int argc, char **argv)
{
	static const struct option options[] = {{"conf", required_argument, NULL, 'c'},
						{"help", no_argument, NULL, 'h'},
						{"version", no_argument, NULL, 'V'},
						{NULL, 0, NULL, 0}};
	struct ctl ctl = {.conf_file = getenv("OMBUD_CONF"), .out = stdout, .err = stderr};
	char *help[] = {(char[]){"help"}, NULL};
	int option, code;

	setlocale(LC_CTYPE, "C.UTF-8");
	while ((option = getopt_long(argc, argv, "+c:hV", options, NULL)) != -1) {
		if (option == 'c') {
			ctl.conf_file = optarg;
		} else if (option == 'h') {
			return ctl_help(&ctl, 1, help);
		} else if (option == 'V') {
			printf("ombudctl %s\n", PACKAGE_VERSION);
			return EX_OK;
		} else {
			return EX_USAGE;
		}
	}
	if (optind == argc) {
		ctl.out = stderr;
		ctl_help(&ctl, 1, help);
		return EX_USAGE;
	}
	ctl.now_us = clock_now_us();
	code = ctl_run_command(&ctl, argc - optind, argv + optind);
	ctl_close(&ctl);
	if (fflush(stdout) != 0 && code == EX_OK)
		code = EX_IOERR;
	return code;
}
