#include "mail/flowed.h"

#include <string.h>

struct flowed {
	struct buf *out;
	size_t depth; /* of the line before */
	bool is_open; /* the line before goes on */
	bool is_delsp;
};

static void start_line(struct flowed *flowed, size_t depth)
{
	for (size_t i = 0; i < depth; i++)
		buf_addc(flowed->out, '>');
	if (depth)
		buf_addc(flowed->out, ' ');
}

static void add_line(struct flowed *flowed, struct bytes line)
{
	size_t depth = 0;
	bool is_signature;

	while (depth < line.len && line.data[depth] == '>')
		depth++;
	line.data += depth;
	line.len -= depth;
	if (line.len && line.data[0] == ' ') {
		line.data++;
		line.len--;
	}
	is_signature = line.len == 3 && memcmp(line.data, "-- ", 3) == 0;
	/* A soft line end before another depth or a signature is a mistake: RFC 3676, 4.5. */
	if (flowed->is_open && (depth != flowed->depth || is_signature)) {
		buf_addc(flowed->out, '\n');
		flowed->is_open = false;
	}
	if (!flowed->is_open)
		start_line(flowed, depth);
	flowed->depth = depth;
	flowed->is_open = line.len && line.data[line.len - 1] == ' ' && !is_signature;
	if (flowed->is_open && flowed->is_delsp)
		line.len--;
	buf_add(flowed->out, line.data, line.len);
	if (!flowed->is_open)
		buf_addc(flowed->out, '\n');
}

void flowed_join(struct buf *out, struct bytes text, bool is_delsp)
{
	struct flowed flowed = {.out = out, .is_delsp = is_delsp};
	size_t at = 0;

	buf_reserve(out, text.len);
	while (at < text.len) {
		const char *from = text.data + at, *stop = memchr(from, '\n', text.len - at);
		size_t len = stop ? (size_t)(stop - from) : text.len - at;

		at += len + 1;
		if (len && from[len - 1] == '\r')
			len--;
		add_line(&flowed, (struct bytes){from, len});
	}
	if (flowed.is_open)
		buf_addc(out, '\n');
}
