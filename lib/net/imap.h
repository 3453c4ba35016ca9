/*
 * One authenticated IMAP connection (RFC 9051/3501): libcurl dials, checks the certificate and logs
 * in, libetpan speaks. Each call has a deadline of its own; after any error but ERR_NOT_FOUND the
 * connection is broken and is to be closed.
 */
#ifndef NET_IMAP_H
#define NET_IMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct imap;

struct imap_options {
	const char *url;  /* imaps://host[:port], or imap:// (STARTTLS is then required; to a
			     loopback address without a ca_file TLS is left out) */
	const char *user; /* login */
	const char *mailbox_user; /* whose mailbox (SASL authzid); NULL: as user */
	const char *password;
	const char *oauth_token; /* NULL; with it XOAUTH2/OAUTHBEARER instead of the password */
	const char *ca_file;     /* NULL: the system's */
	int64_t connect_us;      /* 0: 10 s; an address's time to answer, TLS and login have
				    twice more */
	int64_t command_us;      /* 0: 60 s; a command's span of waiting: half of it at a time, and
				    8 us more for each byte of a mail */
	size_t max_literal; /* 0: 64 MB; a literal over this breaks the connection (ERR_LIMIT) */
};

struct imap_folder {
	uint32_t uidvalidity, uidnext, exists;
};

/* One mail of a listing. */
struct imap_entry {
	uint32_t uid;
	uint32_t size;           /* RFC822.SIZE */
	int64_t internaldate_us; /* TIME_NONE where the server gave none */
};

/*
 * ERR_REFUSED for a bad password or certificate, ERR_CONF for a bad URL, ERR_TEMPORARY for what may
 * pass. The strings are not kept.
 */
int imap_open(const struct imap_options *options, struct imap **imap, struct err *err);

/* Says LOGOUT where it still can (2 s at most). NULL is allowed. */
void imap_close(struct imap *imap);

bool imap_has_idle(const struct imap *imap);
bool imap_has_move(const struct imap *imap);

/* Folders are named in UTF-8. ERR_NOT_FOUND: no such folder (then imap_create makes it; one that is
 * there already is no error). */
int imap_select(struct imap *imap, const char *folder, struct imap_folder *out, struct err *err);
int imap_create(struct imap *imap, const char *folder, struct err *err);

/*
 * The max lowest entries with UID > above, by UID; *entries is in the arena. News (imap_idle) that
 * came before this call count as seen.
 */
int imap_list(struct imap *imap, uint32_t above, size_t max, struct arena *arena,
	      struct imap_entry **entries, size_t *count, struct err *err);

/* Called for each mail as it comes; raw is good during the call only. A result other than 0 ends
 * the fetch as an error. */
typedef int imap_take(void *context, uint32_t uid, struct bytes raw);

/*
 * UID FETCH BODY.PEEK[] of these, in one command (for each 400 ranges); mails that are gone by now
 * are left out; one mail at a time is held. header_only: BODY.PEEK[HEADER].
 */
int imap_fetch(struct imap *imap, const uint32_t *uids, size_t count, bool header_only,
	       imap_take *take, void *context, struct err *err);

/*
 * Files mails away after the commit: MOVE to `folder` (RFC 6851), else COPY, \Deleted and UID
 * EXPUNGE (UIDPLUS, RFC 4315), else \Seen. folder NULL: \Seen only. Mails that are gone are no
 * error. ERR_NOT_FOUND: the folder is not there.
 */
int imap_file(struct imap *imap, const uint32_t *uids, size_t count, const char *folder,
	      struct err *err);

/*
 * Takes mails away for good: \Deleted, then UID EXPUNGE of these alone (UIDPLUS). Where the server
 * has no UIDPLUS they are only flagged, for a bare EXPUNGE would take others along; *is_gone is
 * false then.
 */
int imap_expunge(struct imap *imap, const uint32_t *uids, size_t count, bool *is_gone,
		 struct err *err);

/* APPEND of these bytes as they are (tests, benches, check --auth). ERR_NOT_FOUND as above. */
int imap_append(struct imap *imap, const char *folder, struct bytes raw, struct err *err);

enum imap_idle_end { IMAP_IDLE_NEWS, IMAP_IDLE_WOKEN, IMAP_IDLE_TIMEOUT };

/*
 * IDLE (RFC 2177) until the server tells of a mail (EXISTS; at once where it did so since the last
 * imap_list), wake_fd becomes readable (-1: none) or a signal comes, or the span ends (9 minutes at
 * most). Without IDLE on the server: waits, then NOOP.
 */
int imap_idle(struct imap *imap, int wake_fd, int64_t span_us, enum imap_idle_end *end,
	      struct err *err);

#endif
