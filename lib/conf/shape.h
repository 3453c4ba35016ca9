/* Tests of the shape of texts, each by the rules of what will use them. */
#ifndef CONF_SHAPE_H
#define CONF_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Of an entry: at most 64 signs, no quotes. */
bool shape_is_name(const char *text);

/* Letters, digits, `.`, `_`, `-`; at most 64, the first a letter or digit. */
bool shape_is_id(const char *text);

/* Letters and digits, and `-` between them, at most 20: what stands in [ACME-123]. */
bool shape_is_tag(const char *text);

/* local@domain as SMTP takes it without quoting (RFC 5321, with UTF-8 of RFC 6531): 254 bytes. */
bool shape_is_address(const char *text);

/* Labels with dots between them (RFC 1123), 253 bytes; UTF-8 is allowed, a dot at the end is not.
 */
bool shape_is_domain(const char *text);

/* scheme://host[:port] alone: imap, imaps; smtp, smtps. */
bool shape_is_imap_url(const char *text);
bool shape_is_smtp_url(const char *text);

/* https://host/… without blanks; http:// to this very machine. */
bool shape_is_http_url(const char *text);

/* language[-subtag…] by length and signs (RFC 5646), not by registry. */
bool shape_is_language(const char *text);

/* A name of the tz database that ICU knows. */
bool shape_is_timezone(const char *text);

/* 2026-12-25, a day that is in the calendar. */
bool shape_is_date(const char *text);
bool shape_is_hour(const char *text); /* 00:00 to 23:59 */

/* A field name of RFC 5322. */
bool shape_is_header(const char *text);

/* "75%" or a duration. */
bool shape_is_warning(const char *text);

/* 32 to 64 hex digits, blanks and colons between them allowed. */
bool shape_is_fingerprint(const char *text);

/* "50 MB", "256KB", "1 GB", "4096": bytes, by 1024. False where it is none or over 2^53. */
bool shape_parse_size(const char *text, int64_t *bytes);

/* "25%", 0 to 100. */
bool shape_parse_percent(const char *text, int64_t *percent);

/* The time zone that text was probably meant to be, written to out; false where none is near. */
bool shape_nearest_timezone(const char *text, char *out, size_t size);

#endif
