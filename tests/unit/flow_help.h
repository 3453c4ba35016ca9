/* A desk on a store in memory that fails on demand, for the tests of lib/flow. */
#ifndef UNIT_FLOW_HELP_H
#define UNIT_FLOW_HELP_H

#include <check.h>

#include "flow/flow.h"
#include "store/db_scripted.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

/* 2026-01-05T09:00:00Z */
#define STAGE_NOW_US INT64_C(1767603600000000)

struct stage {
	struct arena arena;
	struct flow flow;
	struct mailbox_state state; /* of the first mailbox */
	struct intake_counts counts;
	struct err err;
	int64_t now_us;
};

/* The scenarios' desk, each ' in conf being a "; conf NULL: as it is. */
void stage_open(struct stage *stage, const char *conf);
void stage_close(struct stage *stage);
void stage_conf(struct stage *stage, const char *conf);

/* A mail of that text (LF becomes CRLF) with that UID; it lives in the stage's arena. */
struct arrival stage_arrival(struct stage *stage, uint32_t uid, const char *raw);

/* A plain mail of Cleo's with that number in its subject and Message-ID, and as its UID. */
struct arrival stage_letter(struct stage *stage, uint32_t number);

int stage_take(struct stage *stage, const struct arrival *arrivals, size_t count);

/* All rows of the store as text, a line each: "N STATUS SUBJECT", "MAILBOX UID REASON: SUBJECT",
 * the journal's rows with their ticket first, "TEMPLATE to ADDRESS STATE ATTEMPTS". */
const char *stage_tickets(struct stage *stage);
const char *stage_quarantine(struct stage *stage);
const char *stage_journal(struct stage *stage);
const char *stage_outbox(struct stage *stage);

/* Leases all that is due; the items live in the stage's arena. */
struct courier_lease stage_lease(struct stage *stage, const char *holder);

/* Each of them gets this answer. */
int stage_settle(struct stage *stage, const struct courier_lease *lease, enum smtp_class class,
		 const char *text);

/* How often a text holds another. */
size_t stage_times(const char *text, const char *part);

/* The next calls of that kind: the nth fails so. nth 0: nothing does. */
void stage_fault(struct stage *stage, enum db_call call, unsigned nth, bool is_lasting,
		 enum err_code code);

Suite *flow_intake_suite(void);
Suite *flow_courier_suite(void);
Suite *flow_look_suite(void);
Suite *flow_sweep_suite(void);
Suite *flow_loop_suite(void);

#endif
