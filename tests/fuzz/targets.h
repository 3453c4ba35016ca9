/*
 * What is fuzzed, one function for each reader of bytes from outside. libFuzzer drives them
 * (tools/fuzz), and a unit test replays through them what was ever found.
 */
#ifndef FUZZ_TARGETS_H
#define FUZZ_TARGETS_H

#include <stddef.h>
#include <stdint.h>

struct fuzz_target {
	const char *name;
	/* Reads the bytes; ends the process where a promise is broken. */
	void (*run)(const uint8_t *data, size_t len);
};

extern const struct fuzz_target fuzz_targets[]; /* ends with a NULL name */

/* The target of that name; NULL. */
const struct fuzz_target *fuzz_find(const char *name);

#endif
