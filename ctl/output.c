#include "output.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/timestamp.h"

void output_json(struct output *output, json_t *object)
{
	json_dumpf(object, output->file, JSON_COMPACT);
	fputc('\n', output->file);
	json_decref(object);
}

json_t *output_moment(int64_t at_us)
{
	char text[TIMESTAMP_LEN];

	return at_us == TIME_NONE ? json_null() : json_string(timestamp_rfc3339(at_us, text));
}

json_t *output_text(const char *text)
{
	json_t *value = text ? json_string(text) : NULL;

	return value ? value : json_null();
}

void output_cell(FILE *file, const char *text, int width)
{
	struct buf clean;
	size_t at = 0, end;
	int columns = 0;

	buf_init(&clean);
	text_clean(&clean, text, strlen(text), TEXT_LINE);
	for (end = 0; at < clean.len && (!width || columns < width); columns++) {
		text_next(clean.data, clean.len, &at);
		end = at;
	}
	fwrite(clean.data, 1, end, file);
	for (; columns < width; columns++)
		fputc(' ', file);
	buf_release(&clean);
}
