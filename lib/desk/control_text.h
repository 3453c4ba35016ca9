/* A text about several tickets, parted at its lines `#on …`. Private to lib/desk. */
#ifndef DESK_CONTROL_TEXT_H
#define DESK_CONTROL_TEXT_H

#include "desk/command.h"

struct control_part {
	const char *line; /* "#on 12 13"; NULL: what stands above the first one */
	int64_t *numbers;
	size_t count;
	bool is_odd;      /* something behind #on is no number */
	const char *text; /* up to the next one */
};

struct control_text {
	struct control_part *parts;
	size_t count;
};

struct control_text control_read(const struct conf *conf, const char *reply, struct arena *arena);

/* It has such a line. */
bool control_has_on(const char *reply);

#endif
