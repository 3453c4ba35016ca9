/* Errors: one struct, one text in lower case that says what failed first, the thing in quotes. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

enum err_code {
	ERR_NONE,
	ERR_INPUT,     /* the data given is bad; the same data will fail again */
	ERR_CONF,      /* the configuration is bad */
	ERR_NOT_FOUND, /* what was asked for is not there */
	ERR_TEMPORARY, /* the same call may succeed later: busy, disk full, network */
	ERR_REFUSED,   /* the other side or the rights say no */
	ERR_LIMIT,     /* over one of our limits */
	ERR_SYSTEM,    /* a system call or a library failed for good */
};

struct err {
	enum err_code code;
	char text[480];
};

/* Sets *err (which may be NULL) and returns -1, so that callers can `return err_set(…)`. */
int err_set(struct err *err, enum err_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* As err_set, with ": " and the text of errno at the end. */
int err_set_errno(struct err *err, enum err_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Puts "prefix: " before the text that is there; returns -1. */
int err_prefix(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The exit code of sysexits.h that fits. */
int err_exit_code(const struct err *err);

/* The process ends with a line on standard error: out of memory, or a fault in our own code. */
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
