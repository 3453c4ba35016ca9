/* The only maker of random ids, keyed tokens and digests (GnuTLS underneath). */
#ifndef BASE_IDS_H
#define BASE_IDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum {
	IDS_TOKEN_LEN = 26, /* 128 bits in base32 */
	IDS_SHA256_LEN = 64 /* hex digits */
};

/* Fills data with random bytes; the process ends where there are none. */
void ids_random(void *data, size_t len);

/* A random number in [0, bound). */
uint64_t ids_random_below(uint64_t bound);

/* 26 signs of lower-case base32, random. */
void ids_random_token(char out[IDS_TOKEN_LEN + 1]);

/* The first 128 bits of HMAC-SHA256(key, data) in lower-case base32 (RFC 4648 without padding). */
void ids_hmac_token(const char *key, const char *data, size_t len, char out[IDS_TOKEN_LEN + 1]);

/* Compares in constant time; false for another length. */
bool ids_token_equal(const char *a, const char *b);

/* Lower-case hex SHA-256. */
void ids_sha256(const char *data, size_t len, char out[IDS_SHA256_LEN + 1]);

/*
 * Random bytes and tokens come from this seed on, the same each time: for replay and golden tests
 * alone. Never called by the daemon.
 */
void ids_seed_for_replay(uint64_t seed);

#endif
