# The desk's policy, as scenarios; `ombudctl replay` plays them on SQLite in memory.
TESTS += tests/scenario/play
dist_check_SCRIPTS += tests/scenario/play

# Signatures, with keys that are made for it.
TESTS += tests/scenario/signed_test
dist_check_SCRIPTS += tests/scenario/signed_test

# The same on a PostgreSQL that is started for it.
check-postgresql: ctl/ombudctl
	$(srcdir)/tests/contract/with-postgresql \
		sh -c 'SCENARIO_STORE=$$OMBUD_TEST_DSN $(srcdir)/tests/scenario/play'
.PHONY: check-postgresql

EXTRA_DIST += tests/scenario tests/README.md
