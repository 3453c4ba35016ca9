#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "daemon.h"

void role_alive(struct role_task *task, int64_t span_us)
{
	task->role->page->alive_until_us = clock_steady_us() + span_us;
}

bool role_is_stopping(const struct role_task *task)
{
	struct pollfd stop = {.fd = task->stop_fd, .events = POLLIN};

	return poll(&stop, 1, 0) > 0;
}

void role_ring(int bell)
{
	uint64_t one = 1;

	if (write(bell, &one, sizeof one) < 0 && errno != EAGAIN)
		log_event(LOG_LEVEL_WARNING, "daemon", "a bell can't be rung", NULL);
}

void role_wait(struct role_task *task, int bell, int64_t span_us)
{
	struct pollfd fds[] = {{.fd = task->stop_fd, .events = POLLIN},
			       {.fd = bell, .events = POLLIN}};
	int64_t millis = span_us / 1000 + 1;
	uint64_t rings;

	role_alive(task, span_us + MINUTE_US);
	if (poll(fds, bell < 0 ? 1 : 2, millis > 3600000 ? 3600000 : (int)millis) > 0 &&
	    bell >= 0 && (fds[1].revents & POLLIN) && read(bell, &rings, sizeof rings) < 0 &&
	    errno != EAGAIN)
		log_event(LOG_LEVEL_WARNING, "daemon", "a bell can't be silenced", NULL);
}

int role_open(struct role_task *task, struct flow *flow, struct err *err)
{
	struct template_set *templates;

	*flow = (struct flow){.conf = task->conf, .gnupg = task->conf->desk.gnupg};
	if (template_set_open(task->conf->templates, &templates, err) < 0)
		return -1;
	flow->templates = templates;
	if (store_open(&task->conf->store, STORE_READ_WRITE, &flow->store, err) == 0)
		return 0;
	template_set_close(templates);
	return -1;
}

void role_close(struct flow *flow)
{
	store_close(flow->store);
	template_set_close((struct template_set *)(uintptr_t)flow->templates);
}
