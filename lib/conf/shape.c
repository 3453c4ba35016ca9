#include "conf/shape.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucal.h>
#include <unicode/uenum.h>

#include "base/text.h"
#include "base/timestamp.h"
#include "base/zone.h"

enum { NAME_MAX_SIGNS = 64, TAG_MAX_LEN = 20 };

/* Letters, digits and those of `more`; bytes over ASCII where is_utf8. */
static bool all_of(const char *text, size_t len, const char *more, bool is_utf8)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c >= 0x80 ? !is_utf8 : !isalnum(c) && !strchr(more, c))
			return false;
	}
	return true;
}

bool shape_is_name(const char *text)
{
	size_t len = strlen(text), at = 0, count = 0;

	while (at < len) {
		text_next(text, len, &at);
		count++;
	}
	return count && count <= NAME_MAX_SIGNS && !strchr(text, '"');
}

bool shape_is_id(const char *text)
{
	size_t len = strlen(text);

	return len && len <= NAME_MAX_SIGNS && isalnum((unsigned char)text[0]) &&
	       all_of(text, len, "._-", false);
}

bool shape_is_tag(const char *text)
{
	size_t len = strlen(text);

	return len && len <= TAG_MAX_LEN && isalnum((unsigned char)text[0]) &&
	       isalnum((unsigned char)text[len - 1]) && all_of(text, len, "-", false);
}

bool shape_is_domain(const char *text)
{
	size_t total = strlen(text);

	if (!total || total > 253)
		return false;
	for (;;) {
		size_t len = strcspn(text, ".");

		if (!len || len > 63 || text[0] == '-' || text[len - 1] == '-' ||
		    !all_of(text, len, "-", true))
			return false;
		if (!text[len])
			return true;
		text += len + 1;
	}
}

bool shape_is_address(const char *text)
{
	const char *at = strchr(text, '@');
	size_t len = at ? (size_t)(at - text) : 0;

	/* no `..` and no dot at an end: those need quotes, which many systems lose */
	return len && len <= 64 && strlen(text) <= 254 && text[0] != '.' && at[-1] != '.' &&
	       !strstr(text, "..") && all_of(text, len, "!#$%&'*+-/=?^_`{|}~.", true) &&
	       shape_is_domain(at + 1);
}

static bool is_port(const char *text)
{
	char *end;
	long port = strtol(text, &end, 10);

	return isdigit((unsigned char)text[0]) && !*end && port > 0 && port < 65536;
}

/* host or [IPv6 address], and a port. */
static bool is_host_and_port(const char *text)
{
	const char *end = text[0] == '[' ? strchr(text, ']') : text + strcspn(text, ":");
	char host[256];
	size_t len;

	if (!end)
		return false;
	len = (size_t)(end - text) + (*end == ']');
	if (text[len] && (text[len] != ':' || !is_port(text + len + 1)))
		return false;
	if (text[0] == '[')
		return len > 3 && strspn(text + 1, "0123456789abcdefABCDEF:.") == len - 2;
	if (len >= sizeof host)
		return false;
	memcpy(host, text, len);
	host[len] = '\0';
	return shape_is_domain(host);
}

static bool is_url(const char *text, const char *plain, const char *secure)
{
	const char *scheme_end = strstr(text, "://");
	size_t len = scheme_end ? (size_t)(scheme_end - text) : 0;

	return ((len == strlen(plain) && strncmp(text, plain, len) == 0) ||
		(len == strlen(secure) && strncmp(text, secure, len) == 0)) &&
	       is_host_and_port(scheme_end + 3);
}

bool shape_is_imap_url(const char *text)
{
	return is_url(text, "imap", "imaps");
}

bool shape_is_smtp_url(const char *text)
{
	return is_url(text, "smtp", "smtps");
}

/* What goes over the network in the clear could be read and changed on its way. */
bool shape_is_http_url(const char *text)
{
	static const char *const starts[] = {
	    "https://",          "http://127.0.0.1:", "http://127.0.0.1/", "http://localhost:",
	    "http://localhost/", "http://[::1]:",     "http://[::1]/"};

	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (text_starts_nocase(text, starts[i]))
			return text[strlen(starts[i])] && !strpbrk(text, " \"<>\\^`|");
	return false;
}

bool shape_is_language(const char *text)
{
	size_t len = strcspn(text, "-");

	if (len < 2 || len > 3)
		return false;
	for (size_t i = 0; i < len; i++)
		if (!isalpha((unsigned char)text[i]))
			return false;
	for (text += len; *text; text += len) {
		len = strcspn(++text, "-");
		if (!len || len > 8 || !all_of(text, len, "", false))
			return false;
	}
	return true;
}

bool shape_is_timezone(const char *text)
{
	return zone_is_known(text);
}

bool shape_is_date(const char *text)
{
	struct utc day = {0};

	if (strlen(text) != 10 || text[4] != '-' || text[7] != '-' ||
	    strspn(text, "0123456789") != 4 || strspn(text + 5, "0123456789") != 2 ||
	    strspn(text + 8, "0123456789") != 2)
		return false;
	day.year = atoi(text);
	day.month = atoi(text + 5);
	day.day = atoi(text + 8);
	return utc_to_us(&day) != TIME_NONE;
}

bool shape_is_hour(const char *text)
{
	return strlen(text) == 5 && text[2] == ':' && strspn(text, "0123456789") == 2 &&
	       strspn(text + 3, "0123456789") == 2 && atoi(text) < 24 && atoi(text + 3) < 60;
}

bool shape_is_header(const char *text)
{
	for (const char *at = text; *at; at++)
		if (*at <= ' ' || *at > '~' || *at == ':')
			return false;
	return *text;
}

bool shape_is_warning(const char *text)
{
	int64_t number;

	return shape_parse_percent(text, &number) || duration_parse(text, &number, NULL) == 0;
}

bool shape_is_fingerprint(const char *text)
{
	size_t digits = 0;

	for (; *text; text++) {
		if (isxdigit((unsigned char)*text))
			digits++;
		else if (*text != ' ' && *text != ':')
			return false;
	}
	return digits >= 32 && digits <= 64;
}

/* Digits at text; NULL where there are none, or too many for any of our numbers. */
static const char *take_digits(const char *text, int64_t *number)
{
	const char *at = text;

	for (*number = 0; isdigit((unsigned char)*at); at++) {
		*number = *number * 10 + (*at - '0');
		if (*number > INT64_C(9007199254740992))
			return NULL;
	}
	return at == text ? NULL : at;
}

bool shape_parse_size(const char *text, int64_t *bytes)
{
	static const struct {
		const char *name;
		unsigned shift;
	} units[] = {{"", 0},   {"B", 0},   {"K", 10}, {"KB", 10},
		     {"M", 20}, {"MB", 20}, {"G", 30}, {"GB", 30}};
	const char *at = take_digits(text, bytes);

	if (!at)
		return false;
	at += *at == ' ';
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (text_equal_nocase(at, units[i].name)) {
			if (*bytes > INT64_C(9007199254740992) >> units[i].shift)
				return false;
			*bytes <<= units[i].shift;
			return true;
		}
	return false;
}

bool shape_parse_percent(const char *text, int64_t *percent)
{
	const char *at = take_digits(text, percent);

	return at && strcmp(at, "%") == 0 && *percent <= 100;
}

bool shape_nearest_timezone(const char *text, char *out, size_t size)
{
	UErrorCode status = U_ZERO_ERROR;
	UEnumeration *zones = ucal_openTimeZones(&status);
	unsigned best = 4;
	const char *zone;

	while (U_SUCCESS(status) && (zone = uenum_next(zones, NULL, &status))) {
		unsigned distance = text_distance(text, zone, 3);

		if (distance < best && strlen(zone) < size) {
			best = distance;
			memcpy(out, zone, strlen(zone) + 1);
		}
	}
	uenum_close(zones);
	return best < 4;
}
