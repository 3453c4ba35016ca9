#include "base/ids.h"

#include <gnutls/crypto.h>
#include <string.h>

#include "base/err.h"

static bool is_seeded;
static uint64_t seed_state;

void ids_seed_for_replay(uint64_t seed)
{
	is_seeded = true;
	seed_state = seed;
}

/* splitmix64: a fixed sequence that is good enough where nothing secret hangs on it. */
static uint64_t next_seeded(void)
{
	uint64_t z = (seed_state += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

void ids_random(void *data, size_t len)
{
	unsigned char *out = data;

	if (!is_seeded) {
		if (gnutls_rnd(GNUTLS_RND_RANDOM, data, len) < 0)
			die("the system gives no random bytes");
		return;
	}
	while (len--)
		*out++ = (unsigned char)next_seeded();
}

uint64_t ids_random_below(uint64_t bound)
{
	uint64_t number, limit = bound ? UINT64_MAX - UINT64_MAX % bound : 0;

	if (bound < 2)
		return 0;
	do
		ids_random(&number, sizeof number);
	while (number >= limit);
	return number % bound;
}

static void base32(const unsigned char *data, size_t len, char *out)
{
	static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
	unsigned int bits = 0, held = 0;

	for (size_t i = 0; i < len; i++) {
		held = held << 8 | data[i];
		for (bits += 8; bits >= 5; bits -= 5)
			*out++ = alphabet[held >> (bits - 5) & 31];
	}
	if (bits)
		*out++ = alphabet[held << (5 - bits) & 31];
	*out = '\0';
}

void ids_random_token(char out[IDS_TOKEN_LEN + 1])
{
	unsigned char data[16];

	ids_random(data, sizeof data);
	base32(data, sizeof data, out);
}

void ids_hmac_token(const char *key, const char *data, size_t len, char out[IDS_TOKEN_LEN + 1])
{
	unsigned char digest[32];

	if (gnutls_hmac_fast(GNUTLS_MAC_SHA256, key, strlen(key), data, len, digest) < 0)
		die("HMAC-SHA256 is not to be had");
	base32(digest, 16, out);
}

bool ids_token_equal(const char *a, const char *b)
{
	size_t len = strlen(a);

	return strlen(b) == len && gnutls_memcmp(a, b, len) == 0;
}

void ids_sha256(const char *data, size_t len, char out[IDS_SHA256_LEN + 1])
{
	static const char digits[] = "0123456789abcdef";
	unsigned char digest[32];

	if (gnutls_hash_fast(GNUTLS_DIG_SHA256, data, len, digest) < 0)
		die("SHA-256 is not to be had");
	for (size_t i = 0; i < sizeof digest; i++) {
		out[2 * i] = digits[digest[i] >> 4];
		out[2 * i + 1] = digits[digest[i] & 15];
	}
	out[IDS_SHA256_LEN] = '\0';
}
