/* ombudctl: a table of commands, one file each. What all of them share. */
#ifndef CTL_CTL_H
#define CTL_CTL_H

#include <stdbool.h>
#include <stdio.h>

#include "conf/conf.h"
#include "store/store.h"

struct ctl {
	const char *conf_file;
	struct conf *conf;   /* loaded by ctl_conf */
	struct store *store; /* opened by ctl_store */
	bool is_borrowed;    /* conf and store belong to a scenario: they stay open */
	int64_t now_us;      /* the moment of the command */
	FILE *out, *err;
};

typedef int ctl_run(struct ctl *ctl, int argc, char **argv);

struct ctl_command {
	const char *name;
	const char *arguments; /* as help shows them */
	const char *help;      /* one line */
	ctl_run *run;
};

/* The table, by the alphabet, up to one whose name is NULL. */
extern const struct ctl_command ctl_commands[];

/* Runs argv[0] as a command; the exit code. */
int ctl_run_command(struct ctl *ctl, int argc, char **argv);

/* Says that there is no such command, and which is near; the exit code. */
int ctl_unknown(struct ctl *ctl, const char *name);

/* Load and open on first use. On failure the reason is on ctl->err and the exit code is returned;
 * else 0. */
int ctl_conf(struct ctl *ctl);
int ctl_store(struct ctl *ctl, enum store_open_how how);
void ctl_close(struct ctl *ctl);

/* "ombudctl: TEXT" on ctl->err; returns the exit code that fits err. */
int ctl_fail(struct ctl *ctl, const struct err *err);
int ctl_usage(struct ctl *ctl, const char *command, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Takes `name` out of the arguments; true where it was there. */
bool ctl_flag(int *argc, char **argv, const char *name);

/* The value behind an option, taken out of the arguments; NULL where it is not there. */
const char *ctl_option(int *argc, char **argv, const char *name);

/* A number of at least 1; ERR_INPUT. */
int ctl_number(const char *text, int64_t *number, struct err *err);

ctl_run ctl_backup;
ctl_run ctl_calendar;
ctl_run ctl_check;
ctl_run ctl_deliver;
ctl_run ctl_erase;
ctl_run ctl_export;
ctl_run ctl_explain;
ctl_run ctl_help;
ctl_run ctl_journal;
ctl_run ctl_mailboxes;
ctl_run ctl_offers;
ctl_run ctl_outbox;
ctl_run ctl_parse;
ctl_run ctl_quarantine;
ctl_run ctl_replay;
ctl_run ctl_restore;
ctl_run ctl_show;
ctl_run ctl_stats;
ctl_run ctl_template;
ctl_run ctl_tickets;

#endif
