/*
 * Follows a server's bytes just closely enough to know lines from literals (RFC 9051, 2.2), before
 * libetpan sees them: it would buffer an endless line, allocate what a literal announces, and read
 * past its own memory on a BYE in the middle of a command.
 */
#ifndef NET_IMAP_LINES_H
#define NET_IMAP_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* A SEARCH may answer with a million numbers in one line. */
enum { IMAP_LINE_MAX = 1 << 20, IMAP_SEARCH_LINE_MAX = 16 << 20 };

struct imap_lines {
	size_t max_literal, max_line;
	uint64_t literal_left; /* bytes of the literal under way still to come */
	uint64_t literal_len;  /* the whole size of the last literal */
	uint64_t announced;    /* the sizes of all literals so far */
	bool has_news;         /* an EXISTS was seen since the caller took it back */
	size_t line_len;       /* bytes of the line under way */
	char head[200];        /* its first bytes */
	char tail[24];         /* and its last ones, at the end of the array */
};

/*
 * Takes the next bytes. *usable says how many of them may be handed on. ERR_LIMIT for a line or a
 * literal that is too long, ERR_TEMPORARY for a BYE (whose line is not usable).
 */
int imap_lines_take(struct imap_lines *lines, const char *data, size_t len, size_t *usable,
		    struct err *err);

#endif
