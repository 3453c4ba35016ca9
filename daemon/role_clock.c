/* The clock: works off what is due, and sleeps until the next thing is. */
#include <sysexits.h>

#include "base/clock.h"
#include "base/log.h"
#include "daemon.h"

enum { SWEEP_MAX = 200 };

static const int64_t look_us = SECOND_US; /* ombudctl and other hosts own no bell */
static const int64_t pause_us = 5 * SECOND_US;
static const int64_t figures_us = MINUTE_US;

/* How long to wait for the next deadline, at most look_us. */
static int64_t wait_us(struct flow *flow)
{
	int64_t due_us, now_us = clock_now_us();

	if (store_deadline_next(flow->store, &due_us, NULL) < 0 || due_us == TIME_NONE ||
	    due_us > now_us + look_us)
		return look_us;
	return due_us > now_us ? due_us - now_us : 0;
}

static int sweep(struct role_task *task, struct flow *flow, struct err *err)
{
	size_t done;

	*flow->pass = (struct flow_pass){0};
	do {
		role_alive(task, 5 * MINUTE_US);
		if (sweep_due(flow, clock_now_us(), SWEEP_MAX, &done, err) < 0)
			return -1;
		task->role->page->taken += done;
		if (done)
			role_ring(task->post_bell);
	} while (done == SWEEP_MAX && !role_is_stopping(task));
	return 0;
}

/* Once a minute, where the conf wants them. */
static void write_figures(struct flow *flow, struct metrics *metrics, int64_t *next_us)
{
	struct err err = {0};

	if (!flow->conf->metrics.file || clock_steady_us() < *next_us)
		return;
	*next_us = clock_steady_us() + figures_us;
	if (metrics_write(flow, metrics, clock_now_us(), &err) < 0)
		log_event(LOG_LEVEL_WARNING, "clock", "no figures", "why", err.text, NULL);
}

int role_clock(struct role_task *task)
{
	struct metrics metrics;
	int64_t figures_at_us = 0;
	struct err err = {0};
	struct flow_pass pass;
	struct flow flow;
	int code = EX_OK;

	if (role_open(task, &flow, &err) < 0) {
		log_event(LOG_LEVEL_ERROR, "clock", "can't start", "why", err.text, NULL);
		return err_exit_code(&err);
	}
	if (timers_arrange(&flow, clock_now_us(), &err) < 0) {
		log_event(LOG_LEVEL_ERROR, "clock", "can't set the timers", "why", err.text, NULL);
		role_close(&flow);
		return err_exit_code(&err);
	}
	flow.pass = &pass;
	metrics_start(&metrics);
	do {
		if (sweep(task, &flow, &err) < 0) {
			log_event(LOG_LEVEL_ERROR, "clock", "pass failed", "why", err.text, NULL);
			code = err_exit_code(&err);
			if (!task->is_once)
				role_wait(task, -1, pause_us);
			continue;
		}
		write_figures(&flow, &metrics, &figures_at_us);
		if (!task->is_once)
			role_wait(task, task->clock_bell, wait_us(&flow));
	} while (!task->is_once && !role_is_stopping(task));
	metrics_end(&metrics);
	role_close(&flow);
	return task->is_once ? code : EX_OK;
}
