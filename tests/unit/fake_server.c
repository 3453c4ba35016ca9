#include "unit/fake_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"

enum { LOG_LEN = 65536, LINE_LEN = 4096 };

struct fake_log {
	volatile unsigned visits;
	volatile size_t len;
	char data[LOG_LEN];
};

struct play {
	struct fake_log *log;
	int listener, client;
	char tag[64];
};

/* --- what the script does --------------------------------------------------------------------- */

static void take_visit(struct play *play)
{
	static const int one = 1;

	if (play->client >= 0)
		close(play->client);
	play->client = accept(play->listener, NULL, NULL);
	if (play->client < 0)
		_exit(1);
	setsockopt(play->client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	play->log->visits++;
}

static void send_bytes(struct play *play, const char *data, size_t len)
{
	while (len) {
		ssize_t sent = send(play->client, data, len, MSG_NOSIGNAL);

		if (sent <= 0)
			return;
		data += sent;
		len -= (size_t)sent;
	}
}

/* One byte of the client; -1 at the end. */
static int next_byte(struct play *play)
{
	struct fake_log *log = play->log;
	char c;

	if (read(play->client, &c, 1) != 1)
		return -1;
	if (log->len < LOG_LEN)
		log->data[log->len++] = c;
	return (unsigned char)c;
}

static bool read_line(struct play *play, char line[LINE_LEN])
{
	size_t len = 0;
	int c;

	while ((c = next_byte(play)) >= 0) {
		if (len + 1 < LINE_LEN)
			line[len++] = (char)c;
		if (c == '\n')
			break;
	}
	line[len] = '\0';
	return c >= 0;
}

static void expect_line(struct play *play, const char *words)
{
	char line[LINE_LEN], said[LINE_LEN + 100];
	size_t len;

	if (!read_line(play, line))
		_exit(0);
	len = strcspn(line, " \r\n");
	snprintf(play->tag, sizeof play->tag, "%.*s", (int)(len < 60 ? len : 60), line);
	if (strstr(line, words))
		return;
	line[strcspn(line, "\r\n")] = '\0';
	len = (size_t)snprintf(said, sizeof said, "* BYE the script wants \"%s\", not \"%s\"\r\n",
			       words, line);
	send_bytes(play, said, len);
	_exit(0);
}

static void read_mail(struct play *play)
{
	char line[LINE_LEN];

	while (read_line(play, line))
		if (!strcmp(line, ".\r\n"))
			return;
	_exit(0);
}

static void send_text(struct play *play, const char *text, bool is_line)
{
	char out[LINE_LEN];
	size_t len = 0;

	for (; *text && len + 70 < sizeof out; text++) {
		if (*text == '$' && is_line) {
			len += (size_t)snprintf(out + len, sizeof out - len, "%s", play->tag);
		} else if (*text == '\\' && !is_line) {
			text++;
			out[len++] = *text == 'r' ? '\r' : *text == 'n' ? '\n' : *text;
		} else {
			out[len++] = *text;
		}
	}
	if (is_line) {
		out[len++] = '\r';
		out[len++] = '\n';
	}
	send_bytes(play, out, len);
}

static void drip(struct play *play, const char *text)
{
	static const struct timespec pause = {.tv_nsec = 20 * 1000 * 1000};

	for (size_t i = 0;; i++) {
		if (send(play->client, text + i % strlen(text), 1, MSG_NOSIGNAL) < 0)
			_exit(0);
		nanosleep(&pause, NULL);
	}
}

static void flood(struct play *play, const char *text)
{
	size_t len = strlen(text), used = 0;
	char block[65536];

	for (; used + len + 2 < sizeof block; used += len) {
		memcpy(block + used, text, len);
		if (text[len - 1] == '|') /* a line end, for a flood of lines */
			memcpy(block + used++ + len - 1, "\r\n", 2);
	}
	for (;;)
		if (send(play->client, block, used, MSG_NOSIGNAL) < 0)
			_exit(0);
}

static void step(struct play *play, const char *line)
{
	const char *text = line[0] && line[1] ? line + 2 : "";

	switch (line[0]) {
	case 'C':
		expect_line(play, text);
		break;
	case 'S':
		send_text(play, text, true);
		break;
	case 'R':
		send_text(play, text, false);
		break;
	case 'M':
		read_mail(play);
		break;
	case 'B':
		for (int left = atoi(text); left > 0; left--)
			next_byte(play);
		break;
	case 'D':
		drip(play, text);
		break;
	case 'F':
		flood(play, text);
		break;
	case 'H':
		while (next_byte(play) >= 0)
			;
		_exit(0);
	case 'N':
		take_visit(play);
		break;
	default:
		die("a script holds the step \"%s\"", line);
	}
}

static _Noreturn void play_script(struct play *play, const char *script)
{
	char line[LINE_LEN];

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGALRM, SIG_DFL);
	alarm(60);
	take_visit(play);
	while (*script) {
		size_t len = strcspn(script, "\n");

		snprintf(line, sizeof line, "%.*s", (int)len, script);
		if (len)
			step(play, line);
		script += len + (script[len] == '\n');
	}
	close(play->client);
	/* Whoever comes again finds the door closed. */
	close(play->listener);
	_exit(0);
}

/* --- for the tests ---------------------------------------------------------------------------- */

void fake_server_start(struct fake_server *server, const char *script)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
				      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof address;
	struct play play = {.client = -1};

	play.log =
	    mmap(NULL, sizeof *play.log, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	play.listener = socket(AF_INET, SOCK_STREAM, 0);
	if (play.log == MAP_FAILED || play.listener < 0 ||
	    bind(play.listener, (struct sockaddr *)&address, sizeof address) ||
	    listen(play.listener, 8) ||
	    getsockname(play.listener, (struct sockaddr *)&address, &len))
		die("the fake server can't listen");
	server->log = play.log;
	server->port = ntohs(address.sin_port);
	server->pid = fork();
	if (server->pid < 0)
		die("fork failed");
	if (!server->pid)
		play_script(&play, script);
	close(play.listener);
}

void fake_server_stop(struct fake_server *server)
{
	kill(server->pid, SIGKILL);
	waitpid(server->pid, NULL, 0);
	munmap(server->log, sizeof *server->log);
}

bool fake_server_heard(const struct fake_server *server, const char *words)
{
	return memmem(server->log->data, server->log->len, words, strlen(words));
}

unsigned fake_server_visits(const struct fake_server *server)
{
	return server->log->visits;
}
