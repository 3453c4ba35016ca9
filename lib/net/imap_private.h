/* What the files of the IMAP client share; nobody else includes it. */
#ifndef NET_IMAP_PRIVATE_H
#define NET_IMAP_PRIVATE_H

#include <libetpan/mailimap.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "net/dial.h"
#include "net/imap.h"
#include "net/imap_stream.h"

struct imap {
	mailimap *session;          /* owned; owns the stream */
	struct imap_stream *stream; /* foreign */
	bool has_idle, has_move, has_uidplus;
	uint32_t uidnext; /* as the last SELECT said */
};

/*
 * Turns libetpan's answer to a command into 0 or an error that begins with what: ERR_NOT_FOUND for
 * a folder that is not there, ERR_REFUSED for missing rights, ERR_TEMPORARY for the rest, and
 * whatever broke the stream.
 */
int imap_result(struct imap *imap, int result, const char *what, struct err *err);

/*
 * The next UIDs as a set, with runs as ranges: at most 400 of those, for servers bound the length
 * of a command. uids are ascending; *at moves on; NULL at the end. The set is the caller's.
 */
struct mailimap_set *imap_next_set(const uint32_t *uids, size_t count, size_t *at);

/* An ascending copy without doubles, from malloc; *count changes. */
uint32_t *imap_sorted(const uint32_t *uids, size_t *count);

/* A folder's name as IMAP wants it (RFC 3501, 5.1.3), in the arena; NULL for bad UTF-8 and for
 * control characters. */
char *imap_folder_name(struct arena *arena, const char *folder);

/* What a NO means by its response code (RFC 5530). */
enum err_code imap_code_of_no(const char *said);

/*
 * For what libetpan does not do well: says text, hands each line to each (NULL: nobody) and ends
 * with the one that begins with tag, or, where the server may ask to go on, with "+". That line
 * stands in said. -1: the stream broke.
 */
struct imap_talk {
	const char *text, *tag; /* "x NOOP\r\n", "x " */
	bool is_plus;
	void (*each)(void *context, const char *line);
	void *context;
	char said[DIAL_SAID_LEN];
};

int imap_talk(struct imap *imap, struct imap_talk *talk);

/* True where said is the OK of that tag. */
bool imap_said_ok(const struct imap_talk *talk);

/* Adds a quoted string (RFC 9051, quoted). */
void imap_add_quoted(struct buf *out, const char *text);

#endif
