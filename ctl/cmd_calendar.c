/* ombudctl calendar NAME: the arithmetic of working time, for checking it from outside. */
#include <inttypes.h>
#include <string.h>
#include <sysexits.h>

#include "base/timestamp.h"
#include "ctl.h"
#include "desk/calendar.h"
#include "output.h"

/* What is asked: from a moment, on by working time, or to another. */
struct question {
	const struct conf_calendar *calendar;
	int64_t from_us, to_us; /* to_us TIME_NONE: span_us counts */
	int64_t span_us;
};

static int read_span(const char *text, int64_t *span_us, struct err *err)
{
	if (strpbrk(text, "dw"))
		return err_set(err, ERR_INPUT,
			       "\"%s\" is no working time, whose days differ; write hours, such as "
			       "\"+8h\"",
			       text);
	return duration_parse(text + 1, span_us, err);
}

static int read_question(struct ctl *ctl, const char *name, const char *from, const char *to,
			 const char *span, struct question *question, struct err *err)
{
	question->calendar = calendar_find(ctl->conf, name);
	if (!question->calendar)
		return err_set(err, ERR_INPUT, "there is no calendar \"%s\" in %s", name,
			       ctl->conf->file);
	if (timestamp_parse(from, &question->from_us, err) < 0)
		return -1;
	question->to_us = TIME_NONE;
	if (span)
		return read_span(span, &question->span_us, err);
	if (timestamp_parse(to, &question->to_us, err) < 0)
		return -1;
	if (question->to_us < question->from_us)
		return err_set(err, ERR_INPUT, "\"%s\" is before \"%s\"; change them over", to,
			       from);
	return 0;
}

static void answer(struct output *output, const struct question *question)
{
	bool is_adding = question->to_us == TIME_NONE;
	int64_t span_us = question->span_us, to_us = question->to_us;
	char text[TIMESTAMP_LEN];

	if (is_adding)
		to_us = calendar_add(question->calendar, question->from_us, span_us);
	else
		span_us = calendar_between(question->calendar, question->from_us, to_us);
	if (output->is_json)
		output_json(output,
			    json_pack("{ss so so sI}", "calendar", question->calendar->name, "from",
				      output_moment(question->from_us), "to", output_moment(to_us),
				      "working_seconds", (json_int_t)(span_us / SECOND_US)));
	else if (is_adding)
		fprintf(output->file, "%s\n", timestamp_rfc3339(to_us, text));
	else
		fprintf(output->file, "%" PRId64 "\n", span_us / SECOND_US);
}

int ctl_calendar(struct ctl *ctl, int argc, char **argv)
{
	struct output output = {.file = ctl->out, .is_json = ctl_flag(&argc, argv, "--json")};
	const char *from = ctl_option(&argc, argv, "--from"), *to = ctl_option(&argc, argv, "--to");
	const char *name = NULL, *span = NULL;
	struct question question = {0};
	struct err err = {0};
	int code;

	for (int i = 1; i < argc; i++) {
		if (argv[i][0] == '+' && !span)
			span = argv[i];
		else if (!name)
			name = argv[i];
		else
			return ctl_usage(ctl, argv[0], "does not know \"%s\"", argv[i]);
	}
	if (!name || !from || !to == !span)
		return ctl_usage(ctl, argv[0],
				 "takes a calendar's NAME, --from TIME, and +DURATION or --to "
				 "TIME");
	if ((code = ctl_conf(ctl)))
		return code;
	if (read_question(ctl, name, from, to, span, &question, &err) < 0)
		return ctl_fail(ctl, &err);
	answer(&output, &question);
	return EX_OK;
}
