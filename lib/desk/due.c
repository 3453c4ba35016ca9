/* What a deadline does when its moment has come. */
#include <string.h>

#include "desk/ask.h"
#include "desk/closing.h"
#include "desk/incident.h"
#include "desk/ladder.h"
#include "desk/learn.h"
#include "desk/offer.h"
#include "desk/overseer.h"
#include "desk/promise.h"
#include "desk/remind.h"
#include "desk/rules.h"
#include "desk/snooze.h"

/* Which kinds of deadlines there are, by what stands before a colon; each is gone when its rule
 * runs. */
static const struct {
	const char *kind;
	void (*run)(struct record *record, struct ticket *ticket);
} dues[] = {
    /* clang-format off: one a line */
    {HANDOFF_DEADLINE, handoff_is_silent},
    {LADDER_AGE_DEADLINE, ladder_age_is_due},
    {LADDER_REPEAT_DEADLINE, ladder_repeat_is_due},
    {OVERSEER_DEADLINE, ladder_cap_is_due},
    {INCIDENT_REPORT, incident_reports},
    {INCIDENT_SOLVE, incident_solves},
    {INCIDENT_TELL, incident_tells},
    {OFFER_DEADLINE, offer_expires},
    {"close", closing_closes_solved},
    {"closing.pending", closing_closes},
    {"closing.warn", closing_warns},
    {"debrief", debrief_is_due},
    {"followup", followup_is_due},
    {"promise.ask", promise_asks},
    {"promise.lapse", promise_lapses},
    {"promise.tell", promise_tells},
    {"recovery", recovery_is_due},
    {"remind", remind_is_due},
    {"review", review_is_due},
    {"snooze", snooze_is_over},
    {"survey", survey_is_due},
    {"survey-remind", survey_reminder_is_due},
    /* clang-format on */
};

/* Of a merged ticket it is worked off on the one that it went into, and goes where it stands. */
static void take_away(struct record *record, struct ticket *ticket)
{
	const struct deadline *deadline = record->event->deadline;
	struct ticket *own = ticket;

	if (deadline->ticket != ticket->number) {
		own = ARENA_NEW(record->arena, struct ticket);
		own->number = deadline->ticket;
	}
	record_deadline(record, own, deadline->kind, TIME_NONE, NULL);
}

void deadline_is_due(struct record *record)
{
	const struct deadline *deadline = record->event->deadline;
	const struct ticket *loaded = facts_ticket(record->facts, deadline->ticket);
	size_t len = strcspn(deadline->kind, ":");
	struct ticket *ticket;

	if (!loaded)
		return;
	ticket = record_ticket(record, loaded);
	take_away(record, ticket);
	for (size_t i = 0; i < sizeof dues / sizeof *dues; i++)
		if (strlen(dues[i].kind) == len && strncmp(dues[i].kind, deadline->kind, len) == 0)
			dues[i].run(record, ticket);
}
