#include "desk/journal_text.h"

#include <string.h>

static void add_column(struct buf *out, const char *key, const char *value)
{
	bool has_blank = value && strpbrk(value, " \t\n\"");

	if (value)
		buf_printf(out, has_blank ? " %s=\"%s\"" : " %s=%s", key, value);
}

void journal_text(struct buf *out, const struct journal_row *row)
{
	buf_adds(out, row->event);
	add_column(out, "by", row->by);
	add_column(out, "rule", row->rule);
	add_column(out, "from", row->from);
	add_column(out, "to", row->to);
	if (row->arguments && *row->arguments)
		buf_printf(out, " %s", row->arguments);
}
