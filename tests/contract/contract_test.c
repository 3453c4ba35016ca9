/*
 * The contract of the store: one table of tests, run on each engine. It starts a PostgreSQL of its
 * own (with-postgresql), and says so where there is none.
 */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "contract/bed.h"
#include "contract/suites.h"
#include "unit/suite.h"

enum { SKIPPED = 77 };

#ifdef HAVE_POSTGRESQL
static const bool has_postgresql = true;
#else
static const bool has_postgresql = false;
#endif

static Suite *(*const suites[])(void) = {
    ledger_suite,   contact_suite, clock_suite,    ticket_suite, message_suite,
    journal_suite,  outbox_suite,  delivery_suite, trust_suite,  list_suite,
    shared_suite,   schema_suite,  faults_suite,   plan_suite,   offer_suite,
    customer_suite, promise_suite, ladder_suite,   survey_suite, NULL,
};

/* The exit code of this program once more, with a server; SKIPPED where there is none. */
static int run_with_server(void)
{
	static const char script[] = OMBUD_SOURCE "/tests/contract/with-postgresql";
	char self[4096];
	ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
	int status;
	pid_t child;

	if (len < 0)
		return SKIPPED;
	self[len] = '\0';
	child = fork();
	if (child == 0) {
		execl(script, script, self, (char *)NULL);
		_exit(SKIPPED);
	}
	if (child < 0 || waitpid(child, &status, 0) < 0 || !WIFEXITED(status))
		return EXIT_FAILURE;
	return WEXITSTATUS(status);
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *walk)
{
	(void)info;
	(void)kind;
	(void)walk;
	return remove(path);
}

int main(void)
{
	char root[] = "/tmp/ombud-contract.XXXXXX";
	int code;

	if (!has_postgresql)
		unsetenv("OMBUD_TEST_DSN");
	if (!getenv("OMBUD_TEST_DSN")) {
		code = has_postgresql ? run_with_server() : SKIPPED;
		if (code != SKIPPED)
			return code;
		puts("PostgreSQL is left out of the contract tests");
	}
	bed_root = mkdtemp(root);
	code = suite_main(suites);
	nftw(root, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	return code;
}
