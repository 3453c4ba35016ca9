#include "mail/compose.h"

#include <string.h>

#include "base/ids.h"
#include "base/text.h"
#include "mail/compose_part.h"

enum { FILE_NAME_MAX_LEN = 180, EXTENSION_MAX_LEN = 16, TYPE_MAX_LEN = 127 };

/* A multipart on its way out. */
struct multipart {
	struct buf *out;
	char boundary[2 + IDS_TOKEN_LEN + 1];
};

/* "=_" can stand in neither quoted-printable nor base64 (RFC 2045, 6.7). */
static void make_boundary(struct multipart *multipart, const char *message_id, const char *subtype)
{
	char token[IDS_TOKEN_LEN + 1];

	ids_hmac_token(subtype, message_id, strlen(message_id), token);
	multipart->boundary[0] = '=';
	multipart->boundary[1] = '_';
	memcpy(multipart->boundary + 2, token, sizeof token);
}

static void open_multipart(struct multipart *multipart, struct buf *out, const char *message_id,
			   const char *subtype)
{
	multipart->out = out;
	make_boundary(multipart, message_id, subtype);
	buf_printf(out, "Content-Type: multipart/%s;\r\n boundary=\"%s\"\r\n\r\n", subtype,
		   multipart->boundary);
}

static void next_part(const struct multipart *multipart)
{
	buf_printf(multipart->out, "--%s\r\n", multipart->boundary);
}

static void close_multipart(const struct multipart *multipart)
{
	buf_printf(multipart->out, "--%s--\r\n", multipart->boundary);
}

static void put_line(struct buf *out, const char *line)
{
	buf_adds(out, line);
	buf_add(out, "\r\n", 2);
}

static void put_crlf_lines(struct buf *out, const char *text, size_t len)
{
	while (len) {
		const char *end = memchr(text, '\n', len);
		size_t line = end ? (size_t)(end - text) : len;

		buf_add(out, text, line);
		buf_add(out, "\r\n", 2);
		text += line + (end != NULL);
		len -= line + (end != NULL);
	}
}

/* ASCII in LF lines that are short enough, none of which could be a boundary of ours. */
static bool is_plain_text(const char *text, size_t len)
{
	size_t line = 0;

	for (size_t i = 0; i < len; i++) {
		line = text[i] == '\n' ? 0 : line + 1;
		if ((unsigned char)text[i] > 0x7f || line > LINE_MAX_LEN)
			return false;
	}
	return !memmem(text, len, "--=_", 4);
}

static void put_text_part(struct buf *out, const char *text)
{
	struct buf clean, flowed;

	buf_init(&clean);
	buf_init(&flowed);
	text_clean(&clean, text, strlen(text), TEXT_BODY);
	flowed_write(&flowed, clean.data, clean.len);
	put_line(out, "Content-Type: text/plain; charset=utf-8; format=flowed");
	if (is_plain_text(flowed.data, flowed.len)) {
		put_line(out, "Content-Transfer-Encoding: 7bit\r\n");
		put_crlf_lines(out, flowed.data, flowed.len);
	} else {
		put_line(out, "Content-Transfer-Encoding: quoted-printable\r\n");
		encode_quoted_printable(out, flowed.data, flowed.len);
	}
	buf_release(&flowed);
	buf_release(&clean);
}

static void put_html_part(struct buf *out, const char *html)
{
	struct buf clean;

	buf_init(&clean);
	text_clean(&clean, html, strlen(html), TEXT_BODY);
	put_line(out, "Content-Type: text/html; charset=utf-8");
	put_line(out, "Content-Transfer-Encoding: quoted-printable\r\n");
	encode_quoted_printable(out, clean.data, clean.len);
	buf_release(&clean);
}

static void put_words(struct buf *out, const char *message_id, const char *text, const char *html)
{
	struct multipart multipart;

	if (!html) {
		put_text_part(out, text);
		return;
	}
	open_multipart(&multipart, out, message_id, "alternative");
	next_part(&multipart);
	put_text_part(out, text);
	next_part(&multipart);
	put_html_part(out, html);
	close_multipart(&multipart);
}

/* A name without path parts and of a bearable length, its extension kept. */
static void clean_file_name(struct buf *out, const char *name)
{
	const char *dot;
	char extension[EXTENSION_MAX_LEN + 1] = "";

	text_clean(out, name, strlen(name), TEXT_LINE);
	for (size_t i = 0; i < out->len; i++)
		if (out->data[i] == '/' || out->data[i] == '\\')
			out->data[i] = '_';
	if (out->len <= FILE_NAME_MAX_LEN)
		return;
	dot = strrchr(out->data, '.');
	if (dot && strlen(dot) <= EXTENSION_MAX_LEN)
		memcpy(extension, dot, strlen(dot) + 1);
	buf_cut(out, text_cut_len(out->data, out->len, FILE_NAME_MAX_LEN - strlen(extension)));
	buf_adds(out, extension);
}

/* For readers that know nothing of RFC 2231: each sign outside ASCII becomes "_". */
static void plain_file_name(struct buf *out, const char *name, size_t len)
{
	for (size_t at = 0; at < len;) {
		uint32_t point = text_next(name, len, &at);

		buf_addc(out, point >= ' ' && point <= '~' && point != '"' ? (char)point : '_');
	}
}

static bool is_type_token(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (text[i] <= ' ' || text[i] > '~' || strchr("()<>@,;:\\\"/[]?=", text[i]))
			return false;
	return len != 0;
}

/* type/subtype of RFC 2045 that can be a leaf. */
static bool is_leaf_type(const char *type)
{
	const char *slash = type ? strchr(type, '/') : NULL;

	return slash && strlen(type) <= TYPE_MAX_LEN &&
	       is_type_token(type, (size_t)(slash - type)) &&
	       is_type_token(slash + 1, strlen(slash + 1)) &&
	       !text_starts_nocase(type, "multipart/");
}

enum transfer { TRANSFER_BASE64, TRANSFER_7BIT, TRANSFER_KEEP_BASE64, TRANSFER_KEEP_QP };

/*
 * A message/… may not be encoded (RFC 2046, 5.2.1): one that is not ASCII goes as bytes without a
 * type, for base64 in it is what many readers can't open.
 */
static enum transfer choose_transfer(const struct draft_attachment *part, const char **type)
{
	const struct bytes *content = &part->content;
	bool is_message = false;

	*type = is_leaf_type(part->type) ? part->type : "application/octet-stream";
	is_message = text_starts_nocase(*type, "message/");
	if (is_message && !part->encoding && encode_is_7bit(content->data, content->len) &&
	    !memmem(content->data, content->len, "--=_", 4))
		return TRANSFER_7BIT;
	if (is_message)
		*type = "application/octet-stream";
	if (part->encoding && text_equal_nocase(part->encoding, "base64"))
		return TRANSFER_KEEP_BASE64;
	if (part->encoding && text_equal_nocase(part->encoding, "quoted-printable"))
		return TRANSFER_KEEP_QP;
	return TRANSFER_BASE64;
}

static void put_content(struct buf *out, const struct bytes *content, enum transfer transfer)
{
	switch (transfer) {
	case TRANSFER_BASE64:
		put_line(out, "Content-Transfer-Encoding: base64\r\n");
		encode_base64(out, content->data, content->len);
		return;
	case TRANSFER_7BIT:
		put_line(out, "Content-Transfer-Encoding: 7bit\r\n");
		buf_add(out, content->data, content->len);
		buf_add(out, "\r\n", 2);
		return;
	case TRANSFER_KEEP_BASE64:
		put_line(out, "Content-Transfer-Encoding: base64\r\n");
		encode_keep_base64(out, content->data, content->len);
		return;
	case TRANSFER_KEEP_QP:
		put_line(out, "Content-Transfer-Encoding: quoted-printable\r\n");
		encode_keep_quoted_printable(out, content->data, content->len);
		return;
	}
}

static void put_type(struct buf *out, const char *type, const struct buf *name)
{
	struct field field;
	struct buf plain;

	buf_init(&plain);
	plain_file_name(&plain, name->data, name->len);
	field_open(&field, out, "Content-Type");
	field_word(&field, type, strlen(type));
	if (plain.len)
		field_param(&field, "name", plain.data);
	field_close(&field);
	buf_release(&plain);
}

static void put_disposition(struct buf *out, bool is_inline, const struct buf *name)
{
	const char *kind = is_inline ? "inline" : "attachment";
	struct field field;

	field_open(&field, out, "Content-Disposition");
	field_word(&field, kind, strlen(kind));
	if (name->len)
		field_param(&field, "filename", name->data);
	field_close(&field);
}

static bool is_content_id(const char *id)
{
	size_t len = id ? strlen(id) : 0;

	for (size_t i = 0; i < len; i++)
		if (id[i] <= ' ' || id[i] > '~' || id[i] == '<' || id[i] == '>')
			return false;
	return len && len < LINE_MAX_LEN - 32;
}

static void put_attachment(struct buf *out, const struct draft_attachment *part)
{
	const char *type;
	enum transfer transfer = choose_transfer(part, &type);
	struct buf name;

	buf_init(&name);
	clean_file_name(&name, part->name ? part->name : "");
	put_type(out, type, &name);
	put_disposition(out, part->is_inline, &name);
	if (is_content_id(part->content_id))
		buf_printf(out, "Content-ID: <%s>\r\n", part->content_id);
	put_content(out, &part->content, transfer);
	buf_release(&name);
}

void compose_body(const char *head, const char *message_id, const char *text, const char *html,
		  const struct draft_attachment *attachments, size_t count, struct buf *out)
{
	struct multipart multipart;

	buf_adds(out, head);
	put_line(out, "MIME-Version: 1.0");
	if (!count) {
		put_words(out, message_id, text, html);
		return;
	}
	open_multipart(&multipart, out, message_id, "mixed");
	next_part(&multipart);
	put_words(out, message_id, text, html);
	for (size_t i = 0; i < count; i++) {
		next_part(&multipart);
		put_attachment(out, &attachments[i]);
	}
	close_multipart(&multipart);
}
