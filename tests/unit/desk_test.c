/* lib/desk: tokens, subjects, trust, commands, threads, decisions. */
#include "unit/desk_suites.h"
#include "unit/suite.h"

int main(void)
{
	/* One a line, so that two who add one don't meet. */
	/* clang-format off */
	static Suite *(*const suites[])(void) = {
	    desk_agent_suite,    desk_bounce_suite, desk_command_suite,
	    desk_customer_suite, desk_ladder_suite, desk_matrix_suite, desk_outward_suite,
	    desk_record_suite,   desk_score_suite,  desk_subject_suite,
	    desk_thanks_suite,   desk_thread_suite, desk_token_suite,
	    desk_trust_suite,    desk_when_suite,   NULL,
	};
	/* clang-format on */

	return suite_main(suites);
}
