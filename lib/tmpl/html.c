#include "tmpl/html.h"

#include <string.h>

static const char *const entities[256] = {
    ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;"};

void html_add_escaped(struct buf *out, const char *text, size_t len)
{
	size_t from = 0;

	for (size_t i = 0; i < len; i++) {
		const char *entity = entities[(unsigned char)text[i]];

		if (!entity)
			continue;
		buf_add(out, text + from, i - from);
		buf_adds(out, entity);
		from = i + 1;
	}
	buf_add(out, text + from, len - from);
}

void html_open(struct buf *out, const char *language, const char *title)
{
	buf_adds(out, "<!DOCTYPE html>\n<html lang=\"");
	html_add_escaped(out, language, strlen(language));
	buf_adds(out, "\">\n<head>\n<meta charset=\"utf-8\">\n"
		      "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
		      "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
	html_add_escaped(out, title, strlen(title));
	buf_adds(out, "</title>\n</head>\n<body style=\"margin:0\">\n"
		      "<div style=\"max-width:38em;padding:1em;font-family:-apple-system,"
		      "'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;"
		      "line-height:1.45;overflow-wrap:anywhere\">\n");
}

void html_close(struct buf *out)
{
	buf_adds(out, "</div>\n</body>\n</html>\n");
}
