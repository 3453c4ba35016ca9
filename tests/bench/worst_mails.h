/* The worst that somebody can send: mails made to cost time or memory. */
#ifndef BENCH_WORST_MAILS_H
#define BENCH_WORST_MAILS_H

#include "base/buf.h"

struct worst_mail {
	const char *name;
	void (*make)(struct buf *mail);
};

extern const struct worst_mail worst_mails[]; /* up to one without a name */

#endif
