/* The rungs of the ladder (conf block tiers, whose order is the ladder), and who stands on them. */
#ifndef DESK_TIER_H
#define DESK_TIER_H

#include "desk/record.h"

/* By name; CONF_NO_INDEX where there is none, for NULL too. */
size_t tier_find(const struct conf *conf, const char *name);

/* Of the ticket; the first one where it has none, or one that left the conf. */
size_t tier_of(const struct conf *conf, const struct ticket *ticket);

/* Where #escalate goes: the next one above that takes the ticket's category; CONF_NO_INDEX. */
size_t tier_above(const struct conf *conf, const struct ticket *ticket, size_t tier);

/* Where silence goes: tiers.next where it is set, else as tier_above. */
size_t tier_after_silence(const struct conf *conf, const struct ticket *ticket, size_t tier);

/* The agents of a tier: its members, else those of its team, else its manager. The list is the
 * conf's. */
struct conf_indexes tier_people(const struct conf *conf, size_t tier);

bool tier_has(const struct conf *conf, size_t tier, size_t agent);

/*
 * Who of a tier is asked next: the least loaded of those who are not away, do not own the ticket
 * and are not in `asked` (ids, parted by commas); CONF_NO_INDEX.
 */
size_t tier_choose(const struct record *record, const struct ticket *ticket, size_t tier,
		   const char *asked);

/* Until when a hand-off that begins now must be accepted, in the tier's hours; TIME_NONE where the
 * tier sets no time. */
int64_t tier_accept_due(const struct record *record, size_t tier);

/* True where an id is in a list of ids that commas part; NULL is an empty list. */
bool id_list_has(const char *list, const char *id);

/* The list with one more. */
const char *id_list_add(struct arena *arena, const char *list, const char *id);

#endif
