/* A program whose output is a secret. */
#ifndef CONF_COMMAND_H
#define CONF_COMMAND_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "conf/conf.h"

/*
 * Runs argv without a shell, standard input empty, and waits for it, limit_us at most: then it and
 * what it started are killed. Its standard output, at most max bytes, goes into the arena. An exit
 * other than 0, the time, the length: an error that has its standard error's text, never its
 * output. ERR_TEMPORARY where another try may succeed.
 */
int command_run(const struct conf_strings *argv, int64_t limit_us, size_t max, struct arena *arena,
		struct bytes *output, struct err *err);

#endif
