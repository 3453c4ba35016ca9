/* What agents get by the calendar: the monthly pulse, the weekly praise. Private to lib/desk. */
#ifndef DESK_PEOPLE_TIMERS_H
#define DESK_PEOPLE_TIMERS_H

#include "desk/timer.h"

/* On the first working day (Monday to Friday) of each month at 09:00 of the desk. */
void pulse_stand(const struct conf *conf, int64_t now_us, struct timers *timers);
void pulse_wants(const struct conf *conf, const char *whom, struct wants *wants,
		 struct arena *arena);
void pulse_is_due(struct record *record, const char *whom);

/* Each Monday at 09:00 of the desk: of the 7 days before. */
void praise_stand(const struct conf *conf, int64_t now_us, struct timers *timers);
void praise_wants(const struct conf *conf, const char *whom, struct wants *wants,
		  struct arena *arena);
void praise_is_due(struct record *record, const char *whom);

#endif
