/* What a ticket owes, and by when: its clocks, what its customer was promised, when it comes back.
 */
#ifndef DESK_DUES_H
#define DESK_DUES_H

#include "conf/conf.h"
#include "desk/ticket.h"

enum { DUES_MAX = 8 };

struct due {
	const char *what; /* in words: "promised answer" */
	int64_t at_us;
	bool is_clock;
};

/* The earliest first; returns how many. */
size_t dues_of(const struct conf *conf, const struct ticket *ticket, struct due dues[DUES_MAX]);

#endif
