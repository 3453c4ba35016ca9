/*
 * The one layer that sees all the others together: it takes events to the desk and carries out, in
 * one transaction each, what the desk decides. The clock is a parameter here too.
 */
#ifndef FLOW_FLOW_H
#define FLOW_FLOW_H

#include <stdio.h>

#include "conf/conf.h"
#include "desk/desk.h"
#include "net/smtp.h"
#include "store/store.h"
#include "tmpl/template.h"

/*
 * One pass of a role over what has come or is due: automatic mails to customers are counted, and
 * those over limits.burst are held until the admin releases them. Zeroed at a pass's begin.
 */
struct flow_pass {
	int64_t customer_mails;
	bool is_told; /* the admin knows that some are held */
};

struct flow {
	const struct conf *conf;
	const struct template_set *templates;
	struct store *store;
	const char *gnupg;      /* folder of GnuPG's, for signatures; NULL: none is verified */
	struct flow_pass *pass; /* NULL: nothing is counted, nothing held */
};

/* ---- intake ---- */

/* A mail that has come. */
struct arrival {
	size_t mailbox;            /* index in conf */
	int64_t mailbox_id;        /* mailbox_state.id */
	uint32_t uidvalidity, uid; /* 0: delivered by hand */
	bool is_old;               /* first_start: from before the store saw the mailbox */
	bool is_poison;            /* it killed its reader once: it goes to quarantine unread */
	int64_t oversize;          /* its size where raw holds its header alone; 0 */
	struct bytes raw;          /* lives until the take is over */
};

/* What became of a take. */
struct intake_counts {
	size_t tickets, filed, quarantined, duplicates;
};

/* Where a reader that dies leaves word of what it was about to read: shared with its supervisor. */
struct intake_mark {
	volatile uint32_t uidvalidity, uid; /* uid 0: nothing */
	volatile uint64_t mailbox;          /* index in conf */
};

/*
 * Takes mails: reads them all, then commits them in one transaction; where that fails, one by one,
 * so that only the one that can't be taken goes to quarantine. state is saved with last_uid in the
 * same transaction (NULL: none is kept). mark may be NULL. ERR_TEMPORARY: nothing was taken, the
 * same mails may be tried again.
 */
int intake_take(struct flow *flow, const struct arrival *arrivals, size_t count,
		struct mailbox_state *state, struct intake_mark *mark, int64_t now_us,
		struct intake_counts *counts, struct err *err);

struct imap;

/* Mails can't be fetched; can't be stored; are taken and can't be moved or flagged on the server.
 */
enum look_fault { LOOK_FAULT_SERVER, LOOK_FAULT_STORE, LOOK_FAULT_FILING };

/*
 * A mail that is far longer than its RFC822.SIZE breaks the connection. Which one it was shows when
 * they are fetched one by one; then its head alone is fetched. All zero at first.
 */
struct mailbox_liar {
	bool is_looked_for;
	uint32_t uidvalidity, uid; /* uid 0: not known */
};

/* One look at an IMAP mailbox: what is asked of it, and what it tells while it goes on. */
struct mailbox_pass {
	struct flow *flow;
	size_t mailbox;
	struct imap *imap;
	struct intake_mark *mark;                /* NULL */
	uint32_t poison_uidvalidity, poison_uid; /* a mail that killed its reader; 0: none */
	struct mailbox_liar *liar;               /* from one look to the next; NULL */
	void (*committed)(void *context);        /* after each commit: others may be woken; NULL */
	void (*alive)(void *context);            /* before each step on the network; NULL */
	bool (*is_stopping)(void *context);      /* after each commit: true ends the look; NULL */
	void *context;
	struct intake_counts counts; /* sums */
	struct flow_pass customers;  /* of the look */
	enum look_fault fault;       /* what failed */
};

/*
 * Takes all that is new in the folder, commits it in batches, then files it away on the server.
 * ERR_TEMPORARY and ERR_REFUSED as lib/net says: the connection is to be closed then; what was
 * committed stays. ERR_TEMPORARY as well where it was asked to stop.
 */
int mailbox_look(struct mailbox_pass *pass, struct err *err);

/* ---- what is due ---- */

/* Works off deadlines that are due at or before now, at most max; *done says how many. */
int sweep_due(struct flow *flow, int64_t now_us, size_t max, size_t *done, struct err *err);

/* Sets the timers that the conf wants (desk/timer.h), and takes away those that it does not know
 * any more: at the start, and when the conf was read again. */
int timers_arrange(struct flow *flow, int64_t now_us, struct err *err);

/* Tells the admin by mail. mailbox: which one it is about, and leaves from. */
int alert_admin(struct flow *flow, size_t mailbox, const char *subject, const char *text,
		int64_t now_us, struct err *err);

/* ---- the courier: from the outbox to a relay and back ---- */

struct courier_item {
	struct delivery *delivery;
	size_t relay;     /* index in conf */
	const char *from; /* envelope; "" is the null sender */
	const char *to;
};

/* Leases up to max deliveries for a relay (CONF_NO_INDEX: any); they live in the arena. */
struct courier_lease {
	size_t relay, max;
	struct arena *arena;
	struct courier_item *items; /* what was leased */
	size_t count;
};

struct courier_result {
	const struct courier_item *item;
	struct smtp_answer answer;
};

/*
 * Settles what relays answered (sent, again later, or given up: the desk is told), then leases; one
 * commit for all of it.
 */
int courier_turn(struct flow *flow, const struct courier_result *results, size_t result_count,
		 struct courier_lease *leases, size_t lease_count, const char *holder,
		 int64_t now_us, struct err *err);

/* Gives back what a holder has leased and not settled: at its start, after a crash, and at its end.
 * What waits for a relay that left the conf goes by the first one then. */
int courier_release(struct flow *flow, const char *holder, int64_t now_us, struct err *err);

/* The bytes of its mail, the same each time. out is reset first. */
int courier_compose(struct flow *flow, const struct courier_item *item, struct buf *out,
		    struct err *err);

/* The same of any row of the outbox, sent or not. */
int courier_bytes(struct flow *flow, const struct outbox_row *mail, struct buf *out,
		  struct err *err);

/* ---- figures ---- */

/* What was counted up to now: the whole journal the first time, then what is new in it. */
struct metrics {
	struct arena arena;
	int64_t above; /* the last row of the journal that was counted */
	struct event_count *counts;
	size_t count;
};

void metrics_start(struct metrics *metrics);
void metrics_end(struct metrics *metrics);

/* The desk's figures in the text format of Prometheus. */
int metrics_text(struct flow *flow, struct metrics *metrics, int64_t now_us, struct buf *out,
		 struct err *err);

/* The same as the file metrics.file, which is replaced in one step. */
int metrics_write(struct flow *flow, struct metrics *metrics, int64_t now_us, struct err *err);

/* ---- what an admin does ---- */

/* The ticket's mails, theirs and ours, by the moment that they came or were written: mbox with LF,
 * `From ` behind `>`. is_personal: without what is for agents alone, for their mails hold tokens.
 */
int export_mbox(struct flow *flow, int64_t ticket, bool is_personal, FILE *out, struct err *err);

/* Writes into the journal what an admin did with a ticket (0: with none). */
int admin_did(struct flow *flow, int64_t ticket, enum admin_deed deed, int64_t now_us,
	      struct err *err);

/* Makes a person unknown, with a row in the journal of each of their tickets: one transaction. */
int erase_person(struct flow *flow, int64_t contact, int64_t now_us, struct arena *arena,
		 struct err *err);

/* ---- shared ---- */

/* Raw mail at rest (zstd). The packed bytes are in the arena; ERR_INPUT where bytes are no packed
 * mail. */
struct bytes raw_pack(struct bytes raw, struct arena *arena);
int raw_unpack(struct bytes packed, struct arena *arena, struct bytes *raw, struct err *err);

#endif
