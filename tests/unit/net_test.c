#include "unit/net_suites.h"

#include <stddef.h>

int main(void)
{
	Suite *(*const suites[])(void) = {net_imap_suite, net_smtp_suite, NULL};

	return suite_main(suites);
}
