/*
 * A desk in memory for the tests of lib/desk: a conf, tickets, mails sent and stored, and the way
 * of a mail from its text to the changes, which are compared as text.
 */
#ifndef UNIT_DESK_HELP_H
#define UNIT_DESK_HELP_H

#include <check.h>

#include "desk/desk.h"
#include "desk/thread.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

/* 2026-01-05T09:00:00Z */
#define STAGE_NOW_US INT64_C(1767603600000000)

struct stage {
	struct arena arena;
	struct conf *conf;
	int64_t now_us;
	struct ticket *tickets[8];
	size_t ticket_count;
	struct sent_mail sent[8];
	size_t sent_count;
	struct stored_message stored[8];
	size_t stored_count;
	struct agent_load loads[8];
	size_t load_count;
	struct contact *contact; /* of whoever writes; NULL */
	int64_t auto_day, auto_hour;
	const char *fingerprint; /* of the next mail */
	bool is_old;
	int64_t oversize;
	const char *unreadable;
	/* what the last decision was made of */
	struct message *message;
	struct event event;
	struct wants *wants;
	struct facts facts;
};

/* The scenarios' desk, each ' in conf being a "; conf NULL: as it is. */
void stage_open(struct stage *stage, const char *conf);
void stage_close(struct stage *stage);

/* Another text for the conf, as after a reload: what was loaded before stays. */
void stage_conf(struct stage *stage, const char *conf);

/* A ticket of cleo@customer.example in mailbox and team support, owned by ann, number given. */
struct ticket *stage_ticket(struct stage *stage, int64_t number, enum ticket_status status);

/* A mail of ours, to an agent (id) or to an address outside (agent NULL). Returns its Message-ID,
 * without <>. */
const char *stage_sent(struct stage *stage, int64_t ticket, int64_t id, const char *template_name,
		       const char *agent, const char *email);

/* A mail from its text, each LF becoming CRLF; ' stays what it is. */
struct message *stage_message(struct stage *stage, const char *raw);

/* What the desk makes of that mail in the first mailbox (or the one given), with the facts that it
 * asked for and no others. */
struct changes *stage_mail(struct stage *stage, const char *raw);
struct changes *stage_mail_in(struct stage *stage, size_t mailbox, const char *raw);
struct changes *stage_event(struct stage *stage, const struct event *event);

/* All journal rows as section "Journal" of ombud(7) writes them, each ended by LF. */
const char *stage_journal(struct stage *stage, const struct changes *changes);

/* Each mail as "TEMPLATE to ADDRESS\n". */
const char *stage_mails(struct stage *stage, const struct changes *changes);

/* Everything that was decided, as one text. */
const char *stage_all(struct stage *stage, const struct changes *changes);

/* The mail of that template; fails the test where there is none. */
const struct mail_change *stage_mail_of(const struct changes *changes, const char *template_name);

/* The value of a pair of a mail; NULL. */
const char *stage_pair(const struct mail_change *mail, const char *key);

/* Fails unless some (no) line of the text is that GLOB. */
void stage_has_line(const char *text, const char *glob);
void stage_has_no_line(const char *text, const char *glob);

#endif
