/* Forks the roles, starts them again when they die, and hands signals on. It opens neither store
 * nor network. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "daemon.h"

static const int64_t stop_us =
    8 * SECOND_US; /* then a role is killed: SIGTERM is done within 10 s */
static const int64_t restart_first_us = SECOND_US / 5, restart_longest_us = MINUTE_US;
static const int64_t short_life_us =
    30 * SECOND_US; /* a role that dies sooner is started later and later */
static const int64_t watch_us = 5 * SECOND_US;

struct supervisor {
	const char *conf_file;
	struct conf *conf;
	struct role *roles;
	size_t role_count;
	struct role_page *pages;
	int clock_bell, post_bell, signals;
	sigset_t old_mask;
	bool is_stopping, is_once;
	bool is_reloading; /* a new conf waits for the old roles to end */
	struct conf *next_conf;
	int64_t kill_us; /* steady: when what still runs is killed; 0: not stopping */
};

static void log_role(enum log_level level, const struct role *role, const char *what,
		     const char *detail)
{
	char pid[16];

	snprintf(pid, sizeof pid, "%d", (int)role->pid);
	log_event(level, "daemon", what, "role", role->name, "pid", role->pid ? pid : NULL,
		  "detail", detail, NULL);
}

/* ---- roles ---- */

static void name_role(struct role *role, const struct conf *conf)
{
	static const char *const names[] = {"intake", "clock", "post"};
	char name[100];

	snprintf(name, sizeof name, "%s%s%.80s", names[role->kind],
		 role->kind == ROLE_INTAKE ? " " : "",
		 role->kind == ROLE_INTAKE ? conf->mailboxes[role->mailbox].name : "");
	role->name = strdup(name);
	if (!role->name)
		die("out of memory");
}

static void add_role(struct supervisor *supervisor, enum role_kind kind, size_t mailbox)
{
	struct role *role = &supervisor->roles[supervisor->role_count];

	*role = (struct role){
	    .kind = kind, .mailbox = mailbox, .page = &supervisor->pages[supervisor->role_count]};
	name_role(role, supervisor->conf);
	supervisor->role_count++;
}

/* One role for each mailbox that is fetched, the clock, and post. */
static int make_roles(struct supervisor *supervisor)
{
	size_t most = supervisor->conf->mailbox_count + 2;

	supervisor->roles = calloc(most, sizeof *supervisor->roles);
	supervisor->pages = mmap(NULL, most * sizeof *supervisor->pages, PROT_READ | PROT_WRITE,
				 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (!supervisor->roles || supervisor->pages == MAP_FAILED)
		die("out of memory");
	supervisor->role_count = 0;
	for (size_t i = 0; i < supervisor->conf->mailbox_count; i++)
		if (supervisor->conf->mailboxes[i].imap)
			add_role(supervisor, ROLE_INTAKE, i);
	add_role(supervisor, ROLE_CLOCK, 0);
	add_role(supervisor, ROLE_POST, 0);
	return 0;
}

static void free_roles(struct supervisor *supervisor)
{
	size_t most = supervisor->conf->mailbox_count + 2;

	for (size_t i = 0; i < supervisor->role_count; i++)
		free((char *)(uintptr_t)supervisor->roles[i].name);
	munmap(supervisor->pages, most * sizeof *supervisor->pages);
	free(supervisor->roles);
	supervisor->roles = NULL;
	supervisor->role_count = 0;
}

/* A descriptor that is readable once the role has been told to stop. */
static int stop_descriptor(void)
{
	sigset_t stop;

	sigemptyset(&stop);
	sigaddset(&stop, SIGTERM);
	sigaddset(&stop, SIGINT);
	sigaddset(&stop, SIGHUP);
	sigprocmask(SIG_BLOCK, &stop, NULL);
	sigdelset(&stop, SIGHUP); /* reloading is the supervisor's */
	return signalfd(-1, &stop, SFD_CLOEXEC);
}

static _Noreturn void be(struct supervisor *supervisor, struct role *role, pid_t parent)
{
	static int (*const bodies[])(struct role_task *) = {role_intake, role_clock, role_post};
	struct role_task task = {.conf = supervisor->conf,
				 .role = role,
				 .clock_bell = supervisor->clock_bell,
				 .post_bell = supervisor->post_bell,
				 .is_once = supervisor->is_once};

	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent)
		_exit(EX_OK);
	prctl(PR_SET_NAME, role->kind == ROLE_INTAKE  ? "ombud-intake"
			   : role->kind == ROLE_CLOCK ? "ombud-clock"
						      : "ombud-post");
	unsetenv("NOTIFY_SOCKET");
	unsetenv("WATCHDOG_USEC");
	close(supervisor->signals);
	sigprocmask(SIG_SETMASK, &supervisor->old_mask, NULL);
	task.stop_fd = stop_descriptor();
	if (task.stop_fd < 0)
		die("signalfd: %s", strerror(errno));
	role_alive(&task, MINUTE_US);
	exit(bodies[role->kind](&task));
}

static void start_role(struct supervisor *supervisor, struct role *role)
{
	pid_t parent = getpid(), pid;

	fflush(NULL);
	role->page->alive_until_us = clock_steady_us() + MINUTE_US;
	role->started_us = clock_steady_us();
	pid = fork();
	if (pid == 0)
		be(supervisor, role, parent);
	if (pid < 0) {
		log_role(LOG_LEVEL_ERROR, role, "can't fork", strerror(errno));
		role->start_us = clock_steady_us() + restart_longest_us;
		return;
	}
	role->pid = pid;
	log_role(LOG_LEVEL_INFO, role, "role started", NULL);
}

/* ---- deaths ---- */

static bool is_own_fault(int signal_number)
{
	return signal_number == SIGSEGV || signal_number == SIGBUS || signal_number == SIGABRT ||
	       signal_number == SIGILL || signal_number == SIGFPE || signal_number == SIGPROF ||
	       signal_number == SIGXCPU;
}

/*
 * An intake that died while it read a mail: a fault of its own at once, and anything else (the
 * kernel's memory killer, somebody's kill -9) at the second time, sends that mail to quarantine.
 */
static void judge_mail(struct role *role, int signal_number)
{
	struct intake_mark *mark = &role->page->mark;

	if (role->kind != ROLE_INTAKE || !mark->uid)
		return;
	if (is_own_fault(signal_number) || role->suspect_uid == mark->uid) {
		role->poison_uidvalidity = mark->uidvalidity;
		role->poison_uid = mark->uid;
		role->deaths = 0;
		log_role(LOG_LEVEL_ERROR, role, "a mail killed its reader: it goes to quarantine",
			 NULL);
	}
	role->suspect_uid = mark->uid;
	mark->uid = 0;
}

static void plan_restart(struct role *role)
{
	int64_t now_us = clock_steady_us(), span_us = restart_first_us;

	if (now_us - role->started_us > short_life_us)
		role->deaths = 0;
	for (unsigned int i = 0; i < role->deaths && span_us < restart_longest_us; i++)
		span_us *= 2;
	role->deaths++;
	role->start_us = now_us + (span_us < restart_longest_us ? span_us : restart_longest_us);
}

static void role_died(struct supervisor *supervisor, struct role *role, int status)
{
	char detail[64] = "ended";

	if (WIFSIGNALED(status))
		snprintf(detail, sizeof detail, "signal %d", WTERMSIG(status));
	else if (WEXITSTATUS(status))
		snprintf(detail, sizeof detail, "exit %d", WEXITSTATUS(status));
	log_role(supervisor->is_stopping || supervisor->is_reloading ? LOG_LEVEL_INFO
								     : LOG_LEVEL_ERROR,
		 role, "role ended", detail);
	role->pid = 0;
	if (WIFSIGNALED(status))
		judge_mail(role, WTERMSIG(status));
	plan_restart(role);
}

static void reap(struct supervisor *supervisor)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		for (size_t i = 0; i < supervisor->role_count; i++)
			if (supervisor->roles[i].pid == pid)
				role_died(supervisor, &supervisor->roles[i], status);
}

static size_t running(const struct supervisor *supervisor)
{
	size_t count = 0;

	for (size_t i = 0; i < supervisor->role_count; i++)
		count += supervisor->roles[i].pid != 0;
	return count;
}

static void tell_all(struct supervisor *supervisor, int signal_number)
{
	for (size_t i = 0; i < supervisor->role_count; i++)
		if (supervisor->roles[i].pid)
			kill(supervisor->roles[i].pid, signal_number);
}

static void stop_roles(struct supervisor *supervisor)
{
	if (supervisor->kill_us)
		return;
	supervisor->kill_us = clock_steady_us() + stop_us;
	tell_all(supervisor, SIGTERM);
}

/* ---- signals ---- */

/* A conf that is not right leaves the old one running, and every error in the log. */
static void reload(struct supervisor *supervisor)
{
	struct conf_errors errors = {0};
	struct template_set *templates;
	struct conf *conf = NULL;
	struct arena arena;
	struct err err;

	notify_service_manager("RELOADING=1");
	arena_init(&arena);
	if (conf_load(supervisor->conf_file, &arena, &conf, &errors) < 0) {
		for (size_t i = 0; i < errors.lines.count; i++)
			log_event(LOG_LEVEL_ERROR, "daemon", "the conf stays as it was", "error",
				  errors.lines.items[i], NULL);
	} else if (template_set_open(conf->templates, &templates, &err) < 0) {
		log_event(LOG_LEVEL_ERROR, "daemon", "the conf stays as it was", "error", err.text,
			  NULL);
		conf_free(conf);
	} else {
		template_set_close(templates);
		if (supervisor->next_conf)
			conf_free(supervisor->next_conf);
		supervisor->next_conf = conf;
		supervisor->is_reloading = true;
		stop_roles(supervisor);
	}
	arena_release(&arena);
	notify_service_manager("READY=1");
}

static void take_up_conf(struct supervisor *supervisor)
{
	free_roles(supervisor);
	conf_free(supervisor->conf);
	supervisor->conf = supervisor->next_conf;
	supervisor->next_conf = NULL;
	supervisor->is_reloading = false;
	supervisor->kill_us = 0;
	make_roles(supervisor);
	log_event(LOG_LEVEL_INFO, "daemon", "conf reloaded", NULL);
}

static void read_signals(struct supervisor *supervisor)
{
	struct signalfd_siginfo info;
	bool is_reload = false;

	while (read(supervisor->signals, &info, sizeof info) == (ssize_t)sizeof info) {
		if (info.ssi_signo == SIGHUP) {
			is_reload = true;
		} else if (info.ssi_signo != SIGCHLD) {
			supervisor->is_stopping = true;
			notify_service_manager("STOPPING=1");
			stop_roles(supervisor);
		}
	}
	reap(supervisor);
	if (is_reload && !supervisor->is_stopping)
		reload(supervisor);
}

/* ---- the loop ---- */

static bool all_alive(const struct supervisor *supervisor)
{
	int64_t now_us = clock_steady_us();

	for (size_t i = 0; i < supervisor->role_count; i++)
		if (supervisor->roles[i].pid && now_us > supervisor->roles[i].page->alive_until_us)
			return false;
	return true;
}

/* A role that has not shown itself in time hangs: it is killed and started again. */
static void end_hanging(struct supervisor *supervisor)
{
	int64_t now_us = clock_steady_us();

	for (size_t i = 0; i < supervisor->role_count; i++) {
		struct role *role = &supervisor->roles[i];

		if (role->pid && now_us > role->page->alive_until_us + MINUTE_US) {
			log_role(LOG_LEVEL_ERROR, role, "role hangs", NULL);
			kill(role->pid, SIGABRT);
		}
	}
}

static void start_due(struct supervisor *supervisor)
{
	int64_t now_us = clock_steady_us();

	for (size_t i = 0; i < supervisor->role_count; i++)
		if (!supervisor->roles[i].pid && now_us >= supervisor->roles[i].start_us)
			start_role(supervisor, &supervisor->roles[i]);
}

static int64_t wait_us(const struct supervisor *supervisor)
{
	int64_t now_us = clock_steady_us(), span_us = watch_us;

	if (supervisor->kill_us && supervisor->kill_us - now_us < span_us)
		span_us = supervisor->kill_us - now_us;
	for (size_t i = 0; !supervisor->kill_us && i < supervisor->role_count; i++)
		if (!supervisor->roles[i].pid && supervisor->roles[i].start_us - now_us < span_us)
			span_us = supervisor->roles[i].start_us - now_us;
	return span_us > 0 ? span_us : 0;
}

static int run(struct supervisor *supervisor)
{
	struct pollfd signals = {.fd = supervisor->signals, .events = POLLIN};

	notify_service_manager("READY=1");
	for (;;) {
		bool is_ending = supervisor->is_stopping || supervisor->is_reloading;

		if (!is_ending)
			start_due(supervisor);
		if (is_ending && !running(supervisor)) {
			if (supervisor->is_stopping)
				return EX_OK;
			take_up_conf(supervisor);
			continue;
		}
		if (poll(&signals, 1, (int)(wait_us(supervisor) / 1000 + 1)) > 0)
			read_signals(supervisor);
		if (supervisor->kill_us && clock_steady_us() >= supervisor->kill_us)
			tell_all(supervisor, SIGKILL);
		end_hanging(supervisor);
		if (all_alive(supervisor))
			notify_service_manager("WATCHDOG=1");
	}
}

/* Waits for one role; a mail that kills it goes to quarantine at the next try. */
static int run_once(struct supervisor *supervisor, struct role *role)
{
	enum { TRIES = 5 };
	int status = 0;

	for (int try = 0; try < TRIES; try++) {
		start_role(supervisor, role);
		if (!role->pid)
			return EX_OSERR;
		while (waitpid(role->pid, &status, 0) < 0 && errno == EINTR)
			;
		role->pid = 0;
		if (WIFEXITED(status))
			return WEXITSTATUS(status);
		judge_mail(role, WTERMSIG(status));
		if (!role->poison_uid)
			break;
	}
	return EX_SOFTWARE;
}

static int run_all_once(struct supervisor *supervisor)
{
	int code = EX_OK;

	for (size_t i = 0; i < supervisor->role_count; i++) {
		int result = run_once(supervisor, &supervisor->roles[i]);

		if (result != EX_OK)
			code = result;
	}
	return code;
}

static int catch_signals(struct supervisor *supervisor)
{
	sigset_t mask;

	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&mask);
	if (!supervisor->is_once) {
		sigaddset(&mask, SIGTERM);
		sigaddset(&mask, SIGINT);
		sigaddset(&mask, SIGHUP);
		sigaddset(&mask, SIGCHLD);
	}
	sigprocmask(SIG_BLOCK, &mask, &supervisor->old_mask);
	supervisor->signals = signalfd(-1, &mask, SFD_CLOEXEC | SFD_NONBLOCK);
	supervisor->clock_bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	supervisor->post_bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	return supervisor->signals < 0 || supervisor->clock_bell < 0 || supervisor->post_bell < 0
		   ? -1
		   : 0;
}

int supervise(const char *conf_file, struct conf *conf, bool is_once)
{
	struct supervisor supervisor = {.conf_file = conf_file, .conf = conf, .is_once = is_once};
	int code;

	if (catch_signals(&supervisor) < 0)
		die("signals can't be caught: %s", strerror(errno));
	make_roles(&supervisor);
	code = is_once ? run_all_once(&supervisor) : run(&supervisor);
	free_roles(&supervisor);
	conf_free(supervisor.conf);
	return code;
}
