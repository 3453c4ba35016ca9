/* lib/flow: intake, sweep and courier over a store that fails on demand. */
#include "unit/flow_help.h"
#include "unit/suite.h"

int main(void)
{
	return suite_main((Suite *(*const[])(void)){flow_intake_suite, flow_courier_suite,
						    flow_look_suite, flow_sweep_suite,
						    flow_loop_suite, NULL});
}
