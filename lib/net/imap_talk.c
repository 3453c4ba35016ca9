#include <string.h>

#include "base/text.h"
#include "net/imap_private.h"

static bool begins(const char *line, const char *start)
{
	return !strncmp(line, start, strlen(start));
}

int imap_talk(struct imap *imap, struct imap_talk *talk)
{
	mailstream *stream = imap->session->imap_stream;
	MMAPString *line;
	int result = -1;

	imap_stream_begin(imap->stream);
	if (mailstream_write(stream, talk->text, strlen(talk->text)) < 0 ||
	    mailstream_flush(stream) < 0)
		return -1;
	line = mmap_string_new("");
	if (!line)
		die("out of memory: a line");
	while (result && mailstream_read_line(stream, line)) {
		if (!line->len || line->str[line->len - 1] != '\n')
			break;
		if (begins(line->str, talk->tag) || (talk->is_plus && line->str[0] == '+'))
			result = 0;
		else if (talk->each)
			talk->each(talk->context, line->str);
	}
	dial_copy_said(talk->said, sizeof talk->said, line->str, line->len);
	mmap_string_free(line);
	return result;
}

bool imap_said_ok(const struct imap_talk *talk)
{
	return begins(talk->said, talk->tag) &&
	       text_starts_nocase(talk->said + strlen(talk->tag), "OK");
}

enum err_code imap_code_of_no(const char *said)
{
	if (text_find_nocase(said, "[TRYCREATE]") || text_find_nocase(said, "[NONEXISTENT]"))
		return ERR_NOT_FOUND;
	if (text_find_nocase(said, "[NOPERM]") || text_find_nocase(said, "[CANNOT]"))
		return ERR_REFUSED;
	return ERR_TEMPORARY;
}

void imap_add_quoted(struct buf *out, const char *text)
{
	buf_addc(out, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			buf_addc(out, '\\');
		buf_addc(out, *text);
	}
	buf_addc(out, '"');
}
