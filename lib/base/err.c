#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

int err_set(struct err *err, enum err_code code, const char *format, ...)
{
	va_list args;

	if (!err)
		return -1;
	err->code = code;
	va_start(args, format);
	vsnprintf(err->text, sizeof err->text, format, args);
	va_end(args);
	return -1;
}

int err_set_errno(struct err *err, enum err_code code, const char *format, ...)
{
	int saved = errno;
	va_list args;
	size_t len;

	if (!err)
		return -1;
	err->code = code;
	va_start(args, format);
	vsnprintf(err->text, sizeof err->text, format, args);
	va_end(args);
	len = strlen(err->text);
	snprintf(err->text + len, sizeof err->text - len, ": %s", strerror(saved));
	return -1;
}

int err_prefix(struct err *err, const char *format, ...)
{
	char old[sizeof err->text];
	va_list args;
	size_t len;

	if (!err)
		return -1;
	memcpy(old, err->text, sizeof old);
	va_start(args, format);
	vsnprintf(err->text, sizeof err->text, format, args);
	va_end(args);
	len = strlen(err->text);
	snprintf(err->text + len, sizeof err->text - len, ": %s", old);
	return -1;
}

int err_exit_code(const struct err *err)
{
	switch (err->code) {
	case ERR_NONE:
		return EX_OK;
	case ERR_INPUT:
	case ERR_LIMIT:
		return EX_DATAERR;
	case ERR_CONF:
		return EX_CONFIG;
	case ERR_NOT_FOUND:
		return EX_NOINPUT;
	case ERR_TEMPORARY:
		return EX_TEMPFAIL;
	case ERR_REFUSED:
		return EX_NOPERM;
	case ERR_SYSTEM:
		return EX_OSERR;
	}
	return EX_SOFTWARE;
}

void die(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fputs("ombud: ", stderr);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	va_end(args);
	abort();
}
