#include "mail/compose.h"

#include <string.h>
#include <unicode/uidna.h>

/* RFC 5322 atext, without | and `, which some delivery agents gave to a shell. */
static bool is_local_char(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (c && strchr("!#$%&'*+-/=?^_{}~.", c));
}

static bool is_domain_char(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '-' || c == '_' || c == '.';
}

static bool is_domain_name(const char *domain, size_t len)
{
	if (!len || len > 253 || domain[0] == '.' || domain[0] == '-' || domain[len - 1] == '.')
		return false;
	for (size_t i = 0; i < len; i++) {
		if (!is_domain_char((unsigned char)domain[i]))
			return false;
		if (domain[i] == '.' && domain[i + 1] == '.')
			return false;
	}
	return true;
}

/* An address literal: [192.0.2.1], [IPv6:2001:db8::1]. */
static bool is_domain_literal(const char *domain, size_t len)
{
	if (len < 3 || domain[0] != '[' || domain[len - 1] != ']')
		return false;
	for (size_t i = 1; i < len - 1; i++)
		if (domain[i] != ':' && !is_domain_char((unsigned char)domain[i]))
			return false;
	return true;
}

bool compose_is_envelope_address(const char *email)
{
	const char *at = strchr(email, '@');
	size_t len;

	/* RFC 5321, 4.5.3.1: 64 for the local part, 256 for a path with its <>. */
	if (!at || at == email || at - email > 64 || strlen(email) > 254)
		return false;
	for (const char *c = email; c < at; c++)
		if (!is_local_char((unsigned char)*c))
			return false;
	len = strlen(at + 1);
	return is_domain_name(at + 1, len) || is_domain_literal(at + 1, len);
}

static bool is_ascii(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text > 0x7f)
			return false;
	return true;
}

/* The domain as DNS has it (UTS #46); NULL where there is no such form. */
static char *domain_to_ascii(struct arena *arena, const char *domain)
{
	UErrorCode status = U_ZERO_ERROR;
	UIDNAInfo info = UIDNA_INFO_INITIALIZER;
	char out[256];
	UIDNA *idna = uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_CHECK_BIDI, &status);
	int32_t len;

	if (U_FAILURE(status))
		return NULL;
	len = uidna_nameToASCII_UTF8(idna, domain, -1, out, sizeof out, &info, &status);
	uidna_close(idna);
	if (U_FAILURE(status) || info.errors || len < 1 || (size_t)len >= sizeof out)
		return NULL;
	return arena_strndup(arena, out, (size_t)len);
}

const char *compose_ascii_address(struct arena *arena, const char *email)
{
	const char *at, *domain, *ascii = email;

	if (!is_ascii(email)) {
		at = strrchr(email, '@');
		domain = at ? domain_to_ascii(arena, at + 1) : NULL;
		if (!domain)
			return NULL;
		ascii = arena_printf(arena, "%.*s@%s", (int)(at - email), email, domain);
	}
	return compose_is_envelope_address(ascii) ? ascii : NULL;
}
