/* One mailbox: connect, take what is new, wait for more. Whatever the server does ends in a line, a
 * pause and another try. */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/clock.h"
#include "base/ids.h"
#include "base/log.h"
#include "daemon.h"
#include "net/imap.h"

static const int64_t idle_us = 9 * MINUTE_US;
static const int64_t step_us = 10 * MINUTE_US; /* no step on the network takes longer */
static const int64_t pause_first_us = 5 * SECOND_US, pause_longest_us = 5 * MINUTE_US;
static const int64_t pause_filing_us = MINUTE_US;
static const int64_t pause_refused_us =
    60 * MINUTE_US; /* servers lock accounts that knock too often */

static const int64_t tell_after_us = 30 * MINUTE_US; /* the admin hears of an outage that lasts */

enum { REFUSALS_MAX = 3, LITERAL_SLACK = 1 << 20 };

struct intake {
	struct role_task *task;
	struct flow flow;
	const struct conf_mailbox *conf;
	unsigned int failures, refusals; /* in a row */
	enum look_fault fault;           /* of the last failure */
	int64_t broken_us; /* steady: since when the mailbox can't be reached; 0: it can */
	bool is_broken;    /* the log says so */
	bool is_told;      /* the admin knows */
	struct mailbox_liar liar;
};

static void rung(void *context)
{
	struct intake *intake = context;

	role_ring(intake->task->post_bell);
	role_ring(intake->task->clock_bell);
}

static void alive(void *context)
{
	struct intake *intake = context;

	role_alive(intake->task, step_us);
}

static bool is_stopping(void *context)
{
	struct intake *intake = context;

	return role_is_stopping(intake->task);
}

static int dial(struct intake *intake, struct imap **imap, struct err *err)
{
	const struct conf_mailbox *conf = intake->conf;
	struct imap_options options = {.url = conf->imap,
				       .user = conf->user ? conf->user : conf->address,
				       .mailbox_user = conf->mailbox_user,
				       .ca_file = conf->ca_file,
				       .max_literal = (size_t)conf->max_size + LITERAL_SLACK};
	struct arena arena;
	int result;

	arena_init(&arena);
	result = conf_secret(&conf->password, &arena, &options.password, err);
	if (!result) {
		alive(intake);
		result = imap_open(&options, imap, err);
	}
	arena_release(&arena);
	return result;
}

static void log_counts(const struct intake *intake, const struct intake_counts *counts)
{
	char tickets[24], filed[24], quarantined[24], duplicates[24];

	if (!counts->tickets && !counts->filed && !counts->quarantined && !counts->duplicates)
		return;
	snprintf(tickets, sizeof tickets, "%zu", counts->tickets);
	snprintf(filed, sizeof filed, "%zu", counts->filed);
	snprintf(quarantined, sizeof quarantined, "%zu", counts->quarantined);
	snprintf(duplicates, sizeof duplicates, "%zu", counts->duplicates);
	log_event(LOG_LEVEL_INFO, "intake", "mails taken", "mailbox", intake->conf->name,
		  "on_tickets", tickets, "filed", filed, "quarantined", quarantined, "duplicates",
		  duplicates, NULL);
}

static int look(struct intake *intake, struct imap *imap, struct err *err)
{
	struct role *role = intake->task->role;
	struct mailbox_pass pass = {.flow = &intake->flow,
				    .mailbox = role->mailbox,
				    .imap = imap,
				    .mark = &role->page->mark,
				    .poison_uidvalidity = role->poison_uidvalidity,
				    .poison_uid = role->poison_uid,
				    .liar = &intake->liar,
				    .committed = rung,
				    .alive = alive,
				    .is_stopping = is_stopping,
				    .context = intake};
	int result = mailbox_look(&pass, err);

	if (!result)
		role->poison_uid = role->poison_uidvalidity = 0;
	intake->fault = pass.fault;
	log_counts(intake, &pass.counts);
	role->page->taken += pass.counts.tickets + pass.counts.filed + pass.counts.quarantined;
	return result;
}

static void tell_admin(struct intake *intake, const char *subject, const char *text)
{
	struct err err = {0};

	if (alert_admin(&intake->flow, intake->task->role->mailbox, subject, text, clock_now_us(),
			&err) < 0)
		log_event(LOG_LEVEL_ERROR, "intake", "the admin can't be told", "why", err.text,
			  NULL);
	else
		role_ring(intake->task->post_bell);
}

/* Once an outage: after three refusals in a row, or half an hour of any other trouble. */
static void tell_of_trouble(struct intake *intake, const struct err *err)
{
	struct arena arena;

	if (intake->fault == LOOK_FAULT_STORE) /* the mail to the admin would not be kept either */
		return;
	if (!intake->broken_us)
		intake->broken_us = clock_steady_us();
	if (intake->is_told || (intake->refusals < REFUSALS_MAX &&
				clock_steady_us() - intake->broken_us < tell_after_us))
		return;
	intake->is_told = true;
	arena_init(&arena);
	if (intake->fault == LOOK_FAULT_FILING)
		tell_admin(
		    intake, "Mails can't be filed away",
		    arena_printf(&arena,
				 "The mails of mailbox \"%s\" are read, but can't be moved or "
				 "flagged on its server: %s.",
				 intake->conf->name, err->text));
	else
		tell_admin(intake, "A mailbox can't be reached",
			   arena_printf(&arena,
					"Mailbox \"%s\" can't be reached, so its mails are not "
					"read: %s. Ombud tries again by itself and says when it "
					"works again; a wrong password is to be mended in the "
					"conf, then \"systemctl reload ombudd\".",
					intake->conf->name, err->text));
	arena_release(&arena);
}

static void tell_of_recovery(struct intake *intake)
{
	struct arena arena;

	if (intake->is_broken)
		log_event(LOG_LEVEL_INFO, "intake", "mailbox works again", "mailbox",
			  intake->conf->name, NULL);
	intake->is_broken = false;
	intake->broken_us = 0;
	if (!intake->is_told)
		return;
	intake->is_told = false;
	arena_init(&arena);
	tell_admin(intake, "A mailbox is reached again",
		   arena_printf(&arena, "Mailbox \"%s\" is read again.", intake->conf->name));
	arena_release(&arena);
}

/* Looks, and waits for more, until the connection breaks or the role is to stop. */
static int stay(struct intake *intake, struct imap *imap, struct err *err)
{
	int64_t span_us = imap_has_idle(imap) ? idle_us : intake->conf->poll_us;
	enum imap_idle_end end;

	for (;;) {
		if (look(intake, imap, err) < 0)
			return -1;
		intake->failures = intake->refusals = 0;
		tell_of_recovery(intake);
		if (intake->task->is_once || role_is_stopping(intake->task))
			return 0;
		role_alive(intake->task, span_us + step_us);
		if (imap_idle(imap, intake->task->stop_fd, span_us, &end, err) < 0)
			return -1;
		if (end == IMAP_IDLE_WOKEN)
			return 0;
	}
}

/* 5 s doubling to 5 min, with jitter; after three refusals in a row once an hour. Mails that are
 * taken and can't be filed away must not delay others; the store is near. */
static int64_t pause_us(struct intake *intake, const struct err *err)
{
	int64_t span_us = pause_first_us;

	if (intake->fault == LOOK_FAULT_STORE)
		return pause_first_us;
	if (intake->fault == LOOK_FAULT_FILING)
		return pause_filing_us;
	if (err->code == ERR_REFUSED && ++intake->refusals >= REFUSALS_MAX)
		return pause_refused_us;
	for (unsigned int i = 0; i < intake->failures && span_us < pause_longest_us; i++)
		span_us *= 2;
	intake->failures++;
	if (span_us > pause_longest_us)
		span_us = pause_longest_us;
	return span_us + (int64_t)ids_random_below((uint64_t)span_us / 4);
}

static void log_failure(const struct intake *intake, const struct err *err)
{
	static const char *const events[] = {[LOOK_FAULT_SERVER] = "mailbox can't be reached",
					     [LOOK_FAULT_STORE] = "mails can't be stored",
					     [LOOK_FAULT_FILING] = "mails can't be filed away"};

	log_event(LOG_LEVEL_WARNING, "intake", events[intake->fault], "mailbox", intake->conf->name,
		  "why", err->text, NULL);
}

int role_intake(struct role_task *task)
{
	struct intake intake = {.task = task, .conf = &task->conf->mailboxes[task->role->mailbox]};
	struct err err = {0};
	int code = EX_OK;

	if (role_open(task, &intake.flow, &err) < 0) {
		log_event(LOG_LEVEL_ERROR, "intake", "can't start", "mailbox", intake.conf->name,
			  "why", err.text, NULL);
		return err_exit_code(&err);
	}
	do {
		struct imap *imap = NULL;
		int result;

		intake.fault = LOOK_FAULT_SERVER;
		result = dial(&intake, &imap, &err);

		if (!result)
			result = stay(&intake, imap, &err);
		if (imap)
			imap_close(imap);
		if (result < 0 && role_is_stopping(task))
			break;
		code = result < 0 ? err_exit_code(&err) : EX_OK;
		if (result < 0)
			log_failure(&intake, &err);
		if (result < 0 && !task->is_once) {
			int64_t span_us = pause_us(&intake, &err);

			intake.is_broken = true;
			tell_of_trouble(&intake, &err);
			role_wait(task, -1, span_us);
		}
	} while (!task->is_once && !role_is_stopping(task));
	role_close(&intake.flow);
	return task->is_once ? code : EX_OK;
}
