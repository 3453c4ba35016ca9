#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "net/smtp_private.h"

enum {
	LOCAL_MAX = 64, /* RFC 5321, 4.5.3.1 */
	DOMAIN_MAX = 255,
	LINE_MAX_LEN = 998, /* RFC 5321, 4.5.3.1.6, without CRLF */
};

bool smtp_is_ascii(const char *data, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)data[i] > 0x7f)
			return false;
	return true;
}

/* atext of RFC 5322, a dot, or a part of a UTF-8 sign (RFC 6531). */
static bool is_local_sign(unsigned char c)
{
	return c > 0x7f || isalnum(c) || (c && strchr("!#$%&'*+-/=?^_`{|}~.", c));
}

static bool is_domain_sign(unsigned char c)
{
	return c > 0x7f || isalnum(c) || c == '-' || c == '.';
}

/* [192.0.2.1] or [IPv6:2001:db8::1] */
static bool is_literal(const char *domain, size_t len)
{
	if (len < 4 || domain[0] != '[' || domain[len - 1] != ']')
		return false;
	for (size_t i = 1; i < len - 1; i++)
		if (!isalnum((unsigned char)domain[i]) && domain[i] != '.' && domain[i] != ':')
			return false;
	return true;
}

static bool is_domain(const char *domain, size_t len)
{
	if (!len || len > DOMAIN_MAX || is_literal(domain, len))
		return len && len <= DOMAIN_MAX;
	for (size_t i = 0; i < len; i++)
		if (!is_domain_sign((unsigned char)domain[i]))
			return false;
	return domain[0] != '.' && domain[0] != '-';
}

int smtp_check_address(const char *address, struct err *err)
{
	const char *at = strrchr(address, '@');
	size_t local = at ? (size_t)(at - address) : 0;
	bool is_good = at && local && local <= LOCAL_MAX && is_domain(at + 1, strlen(at + 1)) &&
		       text_is_utf8(address, strlen(address));

	for (size_t i = 0; is_good && i < local; i++)
		is_good = is_local_sign((unsigned char)address[i]);
	if (!is_good)
		return err_set(err, ERR_INPUT, "\"%.100s\" can't be an address in an envelope",
			       address);
	return 0;
}

int smtp_check_mail(struct bytes mail, struct err *err)
{
	size_t at = 0;

	if (!mail.len)
		return err_set(err, ERR_INPUT, "the mail is empty");
	if (memchr(mail.data, '\0', mail.len))
		return err_set(err, ERR_INPUT, "the mail holds a NUL byte");
	while (at < mail.len) {
		const char *line = mail.data + at;
		const char *end = memchr(line, '\n', mail.len - at);
		size_t len = end ? (size_t)(end - line) : mail.len - at;

		at += len + 1;
		if (end && (!len || line[len - 1] != '\r'))
			return err_set(err, ERR_INPUT, "the mail holds a lone LF");
		len -= end ? 1 : 0;
		if (memchr(line, '\r', len))
			return err_set(err, ERR_INPUT, "the mail holds a lone CR");
		if (len > LINE_MAX_LEN)
			return err_set(err, ERR_INPUT, "the mail holds a line over %d bytes",
				       LINE_MAX_LEN);
	}
	return 0;
}
