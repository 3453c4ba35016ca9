/* A journal row as people and scenarios see it. */
#ifndef DESK_JOURNAL_TEXT_H
#define DESK_JOURNAL_TEXT_H

#include "base/buf.h"
#include "desk/changes.h"

/* EVENT by=WHO rule=RULE from=OLD to=NEW key=value… (ombud(7)). */
void journal_text(struct buf *out, const struct journal_row *row);

#endif
