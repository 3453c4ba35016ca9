#include "conf/report.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

struct source_line source_origin(const struct source *source, unsigned line)
{
	if (line > 0 && line <= source->line_count)
		return source->lines[line - 1];
	return (struct source_line){.file = source->name, .line = 1};
}

void report_add(struct report *report, struct place place, const char *format, ...)
{
	struct remark *remark;
	va_list args;
	char *what;

	va_start(args, format);
	what = arena_vprintf(report->arena, format, args);
	va_end(args);
	report->remarks =
	    arena_grow(report->arena, report->remarks, report->count, sizeof *report->remarks);
	remark = &report->remarks[report->count];
	remark->place = place;
	remark->number = report->count++;
	remark->what = text_clean_dup(report->arena, what, strlen(what), TEXT_LINE);
}

void report_add_at(struct report *report, struct place place, const char *file, unsigned line,
		   const char *what)
{
	report_add(report, place, "%s", what);
	report->remarks[report->count - 1].file = arena_strdup(report->arena, file);
	report->remarks[report->count - 1].line = line;
}

static int compare(const void *left, const void *right)
{
	const struct remark *a = left, *b = right;

	if (a->place.source != b->place.source)
		return a->place.source < b->place.source ? -1 : 1;
	if (a->place.line != b->place.line)
		return a->place.line < b->place.line ? -1 : 1;
	return a->number < b->number ? -1 : a->number > b->number;
}

void report_finish(struct report *report, struct conf_errors *errors)
{
	const char *last = "";

	*errors = (struct conf_errors){0};
	if (!report->count)
		return;
	qsort(report->remarks, report->count, sizeof *report->remarks, compare);
	errors->lines.items =
	    arena_array(report->arena, report->count, sizeof *errors->lines.items);
	for (size_t i = 0; i < report->count; i++) {
		const struct remark *remark = &report->remarks[i];
		struct source_line from =
		    source_origin(&report->sources[remark->place.source], remark->place.line);
		const char *line;

		if (remark->file)
			from = (struct source_line){remark->file, remark->line};
		line = arena_printf(report->arena, "%s:%u: %s", from.file, from.line, remark->what);
		if (strcmp(line, last) != 0)
			errors->lines.items[errors->lines.count++] = line;
		last = line;
	}
}
