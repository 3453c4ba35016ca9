#include "base/log.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/timestamp.h"

static void to_stderr(enum log_level level, const char *subsystem, const char *line);

static log_sink *current_sink = to_stderr;
static enum log_level least_level = LOG_LEVEL_INFO;

void log_set_sink(log_sink *sink)
{
	current_sink = sink ? sink : to_stderr;
}

void log_set_level(enum log_level least)
{
	least_level = least;
}

const char *log_level_name(enum log_level level)
{
	switch (level) {
	case LOG_LEVEL_DEBUG:
		return "debug";
	case LOG_LEVEL_INFO:
		return "info";
	case LOG_LEVEL_WARNING:
		return "warning";
	case LOG_LEVEL_ERROR:
		return "error";
	}
	return "?";
}

static void to_stderr(enum log_level level, const char *subsystem, const char *line)
{
	char at[TIMESTAMP_LEN];

	timestamp_rfc3339(clock_now_us(), at);
	fprintf(stderr, "%s %s %s: %s\n", at, log_level_name(level), subsystem, line);
}

static bool is_plain(const char *value)
{
	for (; *value; value++)
		if ((unsigned char)*value <= ' ' || *value == '"' || *value == '\\' ||
		    *value == '=' || (unsigned char)*value >= 0x7f)
			return false;
	return true;
}

static void add_value(struct buf *line, const char *value)
{
	if (*value && is_plain(value)) {
		buf_adds(line, value);
		return;
	}
	buf_addc(line, '"');
	for (; *value; value++) {
		unsigned char c = (unsigned char)*value;

		if (c == '"' || c == '\\')
			buf_printf(line, "\\%c", c);
		else if (c == '\n')
			buf_adds(line, "\\n");
		else if (c == '\r')
			buf_adds(line, "\\r");
		else if (c < ' ' || c == 0x7f || (c == 0xc2 && (unsigned char)value[1] < 0xa0))
			buf_printf(line, "\\x%02x", c);
		else
			buf_addc(line, (char)c);
	}
	buf_addc(line, '"');
}

void log_event(enum log_level level, const char *subsystem, const char *what, ...)
{
	const char *key, *value;
	struct buf line;
	va_list args;

	if (level < least_level)
		return;
	buf_init_max(&line, 4096);
	buf_adds(&line, what);
	va_start(args, what);
	while ((key = va_arg(args, const char *))) {
		value = va_arg(args, const char *);
		if (!value)
			continue;
		buf_printf(&line, " %s=", key);
		add_value(&line, value);
	}
	va_end(args);
	current_sink(level, subsystem, line.data);
	buf_release(&line);
}
