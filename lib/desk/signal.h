/* Words by which customers say that they want somebody higher, that they are angry, or that they
 * will go to law: for the ladder. */
#ifndef DESK_SIGNAL_H
#define DESK_SIGNAL_H

#include "base/arena.h"
#include "conf/conf.h"

/*
 * The first signal that the conf asks for (escalation.signals, escalation.phrases) and that stands
 * in the text, in whole words and without case: "manager", "legal", "anger", or "phrase" for one of
 * the conf's own; *phrase is what was found. NULL where there is none.
 */
const char *signal_find(const struct conf_escalation *conf, const char *text, struct arena *arena,
			const char **phrase);

#endif
