/* The driver that libFuzzer calls: the target is named in the environment. */
#include <stdlib.h>

#include "base/err.h"
#include "fuzz/targets.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	static const struct fuzz_target *target;

	if (!target) {
		const char *name = getenv("FUZZ_TARGET");

		target = name ? fuzz_find(name) : NULL;
		if (!target)
			die("FUZZ_TARGET names no target");
	}
	target->run(data, len);
	return 0;
}
