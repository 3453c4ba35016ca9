#include "base/clock.h"

#include <sys/time.h>
#include <time.h>

static int64_t read_clock(clockid_t id)
{
	struct timespec at;

	clock_gettime(id, &at);
	return (int64_t)at.tv_sec * SECOND_US + at.tv_nsec / 1000;
}

int64_t clock_now_us(void)
{
	return read_clock(CLOCK_REALTIME);
}

int64_t clock_steady_us(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

void clock_sleep_us(int64_t us)
{
	struct timespec span = {.tv_sec = us / SECOND_US, .tv_nsec = us % SECOND_US * 1000};

	nanosleep(&span, NULL);
}

void clock_limit_cpu(int64_t span_us)
{
	struct itimerval limit = {
	    .it_value = {.tv_sec = span_us / SECOND_US, .tv_usec = span_us % SECOND_US}};

	setitimer(ITIMER_PROF, &limit, NULL);
}
