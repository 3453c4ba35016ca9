#include "conf/command.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/text.h"

enum { ERRORS_MAX = 300, EXIT_NOT_RUN = 127 };

struct command {
	const char *name;
	pid_t pid;
	int output_fd, errors_fd; /* -1: ended */
	struct buf output, errors;
};

static void child(char *const argv[], int output_fd, int errors_fd)
{
	int null_fd = open("/dev/null", O_RDONLY);
	const char *why;
	sigset_t none;

	/* a group of its own, so that a shell script dies with all that it started */
	setpgid(0, 0);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	if (null_fd < 0 || dup2(null_fd, STDIN_FILENO) < 0 || dup2(output_fd, STDOUT_FILENO) < 0 ||
	    dup2(errors_fd, STDERR_FILENO) < 0)
		_exit(EXIT_NOT_RUN);
	execvp(argv[0], argv);
	why = strerror(errno);
	if (write(STDERR_FILENO, why, strlen(why)) < 0)
		_exit(EXIT_NOT_RUN);
	_exit(EXIT_NOT_RUN);
}

static char *const *copy_argv(const struct conf_strings *argv, struct arena *arena)
{
	char **copy = arena_array(arena, argv->count + 1, sizeof *copy);

	for (size_t i = 0; i < argv->count; i++)
		copy[i] = arena_strdup(arena, argv->items[i]);
	return copy;
}

static int start(struct command *command, char *const *argv, struct err *err)
{
	int output[2], errors[2];

	if (pipe2(output, O_CLOEXEC) < 0)
		return err_set_errno(err, ERR_TEMPORARY, "\"%s\" can't be run", command->name);
	if (pipe2(errors, O_CLOEXEC) < 0) {
		err_set_errno(err, ERR_TEMPORARY, "\"%s\" can't be run", command->name);
		close(output[0]);
		close(output[1]);
		return -1;
	}
	command->pid = fork();
	if (command->pid == 0)
		child(argv, output[1], errors[1]);
	if (command->pid > 0)
		setpgid(command->pid, command->pid); /* whichever of the two is first */
	close(output[1]);
	close(errors[1]);
	command->output_fd = output[0];
	command->errors_fd = errors[0];
	if (command->pid < 0)
		return err_set_errno(err, ERR_TEMPORARY, "\"%s\" can't be run", command->name);
	return 0;
}

/* Reads what is there; closes the pipe at its end. */
static void drain(int *fd, struct buf *into)
{
	char piece[4096];
	ssize_t got = read(*fd, piece, sizeof piece);

	if (got > 0) {
		buf_add(into, piece, (size_t)got);
	} else if (got == 0 || (errno != EINTR && errno != EAGAIN)) {
		close(*fd);
		*fd = -1;
	}
}

/* Until both pipes are closed; false when the time is over or the output too long. */
static bool listen_to(struct command *command, int64_t deadline_us)
{
	while (command->output_fd >= 0 || command->errors_fd >= 0) {
		struct pollfd fds[] = {{.fd = command->output_fd, .events = POLLIN},
				       {.fd = command->errors_fd, .events = POLLIN}};
		int64_t left_us = deadline_us - clock_steady_us();

		if (left_us <= 0 || command->output.is_over)
			return false;
		if (poll(fds, 2, (int)(left_us / 1000) + 1) < 0 && errno != EINTR)
			return false;
		if (fds[0].revents)
			drain(&command->output_fd, &command->output);
		if (fds[1].revents)
			drain(&command->errors_fd, &command->errors);
	}
	return true;
}

/* A program may close its output and run on: it has until the deadline as well. */
static bool wait_for(struct command *command, int64_t deadline_us, int *status)
{
	for (;;) {
		pid_t got = waitpid(command->pid, status, WNOHANG);

		if (got == command->pid)
			return true;
		if ((got < 0 && errno != EINTR) || clock_steady_us() >= deadline_us)
			return false;
		clock_sleep_us(2000);
	}
}

static void stop(struct command *command)
{
	kill(-command->pid, SIGKILL);
	kill(command->pid, SIGKILL);
	while (waitpid(command->pid, NULL, 0) < 0 && errno == EINTR)
		;
}

static int told(const struct command *command, const char *what, struct arena *arena,
		struct err *err)
{
	const char *errors =
	    text_clean_dup(arena, command->errors.data, command->errors.len, TEXT_LINE);

	return err_set(err, ERR_TEMPORARY, "\"%s\" %s%s%s; run it by hand to see why",
		       command->name, what, errors[0] ? ", saying: " : "", errors);
}

static int settle(struct command *command, int64_t limit_us, struct arena *arena, struct err *err)
{
	int64_t deadline_us = clock_steady_us() + limit_us;
	bool is_ended = listen_to(command, deadline_us);
	int status = 0;

	if (is_ended && wait_for(command, deadline_us, &status)) {
		if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
			return 0;
		if (WIFEXITED(status))
			return told(
			    command,
			    arena_printf(arena, "ended with exit code %d", WEXITSTATUS(status)),
			    arena, err);
		return told(command,
			    arena_printf(arena, "was ended by signal %d", WTERMSIG(status)), arena,
			    err);
	}
	stop(command);
	if (command->output.is_over)
		return told(command, "prints more than any secret has", arena, err);
	return told(command,
		    arena_printf(arena, "did not end within %" PRId64 " s", limit_us / SECOND_US),
		    arena, err);
}

int command_run(const struct conf_strings *argv, int64_t limit_us, size_t max, struct arena *arena,
		struct bytes *output, struct err *err)
{
	struct command command = {.name = argv->items[0], .output_fd = -1, .errors_fd = -1};
	int result;

	buf_init_max(&command.output, max);
	buf_init_max(&command.errors, ERRORS_MAX);
	result = start(&command, copy_argv(argv, arena), err);
	if (result == 0)
		result = settle(&command, limit_us, arena, err);
	if (result == 0)
		*output = (struct bytes){
		    .data = arena_strndup(arena, command.output.data, command.output.len),
		    .len = command.output.len};
	if (command.output_fd >= 0)
		close(command.output_fd);
	if (command.errors_fd >= 0)
		close(command.errors_fd);
	buf_release(&command.output);
	buf_release(&command.errors);
	return result;
}
