#include "unit/suite.h"

#include <stdlib.h>

int suite_main(Suite *(*const *suites)(void))
{
	SRunner *runner = srunner_create(suites[0]());
	int failed;

	for (size_t i = 1; suites[i]; i++)
		srunner_add_suite(runner, suites[i]());
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
