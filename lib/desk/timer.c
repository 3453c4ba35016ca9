#include "desk/timer.h"

#include <string.h>

#include "desk/digest.h"
#include "desk/overseer.h"
#include "desk/people_timers.h"
#include "desk/quarantine.h"
#include "desk/rights.h"

/* By the alphabet, up to one without a name. */
static const struct timer_kind timer_kinds[] = {
    {"digest", digest_stand, digest_wants, digest_is_due},
    {OVERSEER_TIMER, overseer_stand, overseer_wants, overseer_list_is_due},
    {"praise", praise_stand, praise_wants, praise_is_due},
    {"pulse", pulse_stand, pulse_wants, pulse_is_due},
    {"quarantine", NULL, quarantine_wants, quarantine_due},
    {"refused", NULL, rights_wants, rights_due},
    {0},
};

static const struct timer_kind *kind_of(const char *name)
{
	size_t len = strcspn(name, ":");

	for (const struct timer_kind *kind = timer_kinds; kind->name; kind++)
		if (strlen(kind->name) == len && strncmp(kind->name, name, len) == 0)
			return kind;
	return NULL;
}

static const char *whom_of(const char *name)
{
	const char *colon = strchr(name, ':');

	return colon ? colon + 1 : "";
}

void timers_add(struct timers *timers, const char *kind, const char *whom, int64_t due_us)
{
	timers->items =
	    arena_grow(timers->arena, timers->items, timers->count, sizeof *timers->items);
	timers->items[timers->count++] = (struct timer){
	    .name = arena_printf(timers->arena, "%s:%s", kind, whom), .due_us = due_us};
}

struct timers desk_timers(const struct conf *conf, int64_t now_us, struct arena *arena)
{
	struct timers timers = {.arena = arena};

	for (const struct timer_kind *kind = timer_kinds; kind->name; kind++)
		if (kind->stand)
			kind->stand(conf, now_us, &timers);
	return timers;
}

bool desk_timer_stands(const char *name)
{
	const struct timer_kind *kind = kind_of(name);

	return kind && kind->stand;
}

void timer_wants(const struct conf *conf, const struct deadline *deadline, struct wants *wants,
		 struct arena *arena)
{
	const struct timer_kind *kind = kind_of(deadline->kind);

	if (kind && kind->wants)
		kind->wants(conf, whom_of(deadline->kind), wants, arena);
}

/* The next moment; TIME_NONE where it does not stand any more. */
static int64_t next_us(const struct record *record, const char *name)
{
	struct timers timers = desk_timers(record->conf, record->now_us, record->arena);

	for (size_t i = 0; i < timers.count; i++)
		if (strcmp(timers.items[i].name, name) == 0)
			return timers.items[i].due_us;
	return TIME_NONE;
}

void timer_is_due(struct record *record)
{
	const char *name = record->event->deadline->kind;
	const struct timer_kind *kind = kind_of(name);

	record_deadline(record, NULL, name, next_us(record, name), NULL);
	if (kind)
		kind->due(record, whom_of(name));
}
