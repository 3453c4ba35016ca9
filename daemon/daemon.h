/*
 * ombudd: a supervisor and its roles. Roles are forked, single-threaded, and share the store, the
 * bells and one page of memory with the supervisor; nothing else (HACKING.md, "The processes").
 */
#ifndef DAEMON_DAEMON_H
#define DAEMON_DAEMON_H

#include <stdbool.h>
#include <sys/types.h>

#include "conf/conf.h"
#include "flow/flow.h"

enum role_kind { ROLE_INTAKE, ROLE_CLOCK, ROLE_POST };

/* In shared memory: written by the role, read by the supervisor. */
struct role_page {
	struct intake_mark mark;
	volatile int64_t
	    alive_until_us;      /* clock_steady_us: by then it will have shown itself again */
	volatile uint64_t taken; /* mails taken, deadlines worked off, mails settled */
};

struct role {
	enum role_kind kind;
	size_t mailbox;   /* ROLE_INTAKE */
	const char *name; /* "intake support" */
	struct role_page *page;
	pid_t pid;        /* 0: not running */
	int64_t start_us; /* steady: when it may be started again */
	int64_t started_us;
	unsigned int deaths; /* in a row, soon after the start */
	uint32_t poison_uidvalidity, poison_uid;
	uint32_t suspect_uid; /* a mail that was being read when something from outside killed the
				 reader */
};

/* What a role is given. */
struct role_task {
	const struct conf *conf;
	struct role *role;
	int clock_bell, post_bell; /* eventfds: written to wake that role */
	int stop_fd;               /* readable when the role is to stop */
	bool is_once;              /* one pass, then end */
};

/* The bodies of the roles; each returns the exit code of its process. */
int role_intake(struct role_task *task);
int role_clock(struct role_task *task);
int role_post(struct role_task *task);

/* Says that the role will show itself again within the span. */
void role_alive(struct role_task *task, int64_t span_us);
bool role_is_stopping(const struct role_task *task);
void role_ring(int bell);
/* Waits for the bell, the stop or the end of the span, and silences the bell. bell -1: none. */
void role_wait(struct role_task *task, int bell, int64_t span_us);
/* Opens store and templates; logs and returns -1 where it can't. */
int role_open(struct role_task *task, struct flow *flow, struct err *err);
void role_close(struct flow *flow);

/* Runs until SIGTERM (0), or one pass of all roles (is_once). The exit code. */
int supervise(const char *conf_file, struct conf *conf, bool is_once);

/* sd_notify where there is systemd: "READY=1" and the like. */
void notify_service_manager(const char *state);

/* Log lines go to the journal with fields of their own where standard error is the journal. */
void choose_log_sink(void);

#endif
