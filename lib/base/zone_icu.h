/* Between zone.c and zone_text.c: names and moments as ICU wants them. */
#ifndef BASE_ZONE_ICU_H
#define BASE_ZONE_ICU_H

#include <stddef.h>
#include <stdint.h>
#include <unicode/utypes.h>

#define ZONE_SIGNS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/_+-"

enum { ZONE_NAME_MAX = 64 };

/* The name in UTF-16, NUL-terminated; its length, 0 where it can't be one. */
size_t zone_wide(const char *zone, UChar wide[ZONE_NAME_MAX + 1]);

/* A moment in milliseconds, as ICU counts. */
double zone_icu_ms(int64_t at_us);

#endif
